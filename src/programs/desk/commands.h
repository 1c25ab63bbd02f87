/* skills-desk: one command a function, which returns the exit code. */
#ifndef PROGRAMS_DESK_COMMANDS_H
#define PROGRAMS_DESK_COMMANDS_H

/* What may stand on the command line; what was not said is the default. */
struct desk_options {
	const char *folder;	/* keys and the desk's secret */
	const char *database;	/* in libpq's words */
	const char *hosts;	/* init: "DNS:desk,IP:10.0.0.1" */
	const char *address;
	const char *role;
	const char *shown;
	const char *kiosk;	/* take: whose stick it is */
	const char *what;	/* the word after the command: a name or a file */
	int region;		/* -1: not said */
	int port;
	int threads;
};

int desk_cmd_init(const struct desk_options *options);
int desk_cmd_staff(const struct desk_options *options);
int desk_cmd_leave(const struct desk_options *options);
int desk_cmd_targets(const struct desk_options *options);
int desk_cmd_take(const struct desk_options *options);
int desk_cmd_serve(const struct desk_options *options);

enum { DESK_DONE = 0, DESK_NO = 1, DESK_BAD_USE = 2, DESK_FAILED = 3 };

#endif
