/*
 * The program's commands, one a file (cmd_NAME.c).  Each gets its own name in
 * argv[0] and returns the program's exit code.
 */
#ifndef TOOLS_COMMANDS_H
#define TOOLS_COMMANDS_H

enum exit_code {
	EXIT_DONE = 0,
	EXIT_NO = 1,		/* the answer is no; an expectation failed */
	EXIT_BAD_INPUT = 2,	/* bad use or bad input: one line on stderr says where */
	EXIT_DEVICE = 3,	/* a device or a file failed */
};

int cmd_card(int argc, char **argv);
int cmd_config(int argc, char **argv);
int cmd_doctor(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_store(int argc, char **argv);
int cmd_eval(int argc, char **argv);
int cmd_eval_register(int argc, char **argv);	/* eval with --register */
int cmd_pack(int argc, char **argv);
int pack_usage(void);
int pack_key(int argc, char **argv);	/* of pack: the words behind key, sign and install */
int pack_sign(int argc, char **argv);
int pack_install_stick(int argc, char **argv);
int cmd_plan(int argc, char **argv);
int cmd_keys(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_applications(int argc, char **argv);
int cmd_audit(int argc, char **argv);
int cmd_report(int argc, char **argv);

int cmd_run(int argc, char **argv);
int cmd_curtain(int argc, char **argv);

#endif
