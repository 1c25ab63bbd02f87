#include "tools/commands.h"
#include "base/harden.h"
#include "base/log.h"

#include <stdio.h>
#include <string.h>

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage;
	const char *does;
};

/* The contract: names, flags, keys and exit codes stay. */
static const struct command commands[] = {
	{ "run", cmd_run, "[--config DIR] [--data DIR] [--date YYYY-MM-DD] [--walk FILE] "
	  "[--shots DIR] [--tray]",
	  "the kiosk; --walk plays a script on it, --tray lays demo cards" },
	{ "card", cmd_card, "--reader SPEC [--sam SPEC] [--timeout MS]",
	  "reads one card and prints what it says" },
	{ "import", cmd_import, "KIND FILE.csv [--data DIR]",
	  "takes labelled data into the store, all or nothing" },
	{ "store", cmd_store, "check | restore [--data DIR]",
	  "reads all that is kept and names what is damaged; keeps what is sound" },
	{ "eval", cmd_eval, "[--explain] [--pack DIR] <CASES.jsonl",
	  "decides every benefit of each case (JSON lines in, JSON lines out)" },
	{ "eval --register", cmd_eval, "[--json] [--config DIR] [--data DIR] [--pack DIR] "
	  "[--date YYYY-MM-DD]",
	  "who of the kiosk's own register qualifies, and what would it cost, by district and\n"
	  "      benefit: sums only; what needs a course is decided for every course on offer,\n"
	  "      and counts once a person, with the dearest that fits" },
	{ "plan", cmd_plan, "[--pack DIR] <CANDIDATES.jsonl",
	  "finds the best set of courses under the yearly limits" },
	{ "pack", cmd_pack, "check DIR | install DIR | sql",
	  "checks, draws and installs policy packs, or prints one as SQL" },
	{ "doctor", cmd_doctor, "[--config DIR] [--data DIR]",
	  "examines everything the kiosk needs and says what to mend" },
	{ NULL, NULL, NULL, NULL },
};

static void print_help(void)
{
	printf("skills-kiosk: which subsidised courses and allowances "
	       "a person qualifies for, and why\n\n");
	for (const struct command *c = commands; c->name; c++)
		printf("  skills-kiosk %s %s\n      %s\n", c->name, c->usage, c->does);
	printf("\nExit: 0 done, 1 the answer is no, 2 bad use or bad input, "
	       "3 a device or file failed.\n");
}

static const struct command *find_command(const char *name)
{
	for (const struct command *c = commands; c->name; c++) {
		if (strcmp(c->name, name) == 0)
			return c;
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const struct command *command;

	harden();
	log_open("skills-kiosk", LOG_INFO);
	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		print_help();
		return argc < 2 ? EXIT_BAD_INPUT : EXIT_DONE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("skills-kiosk %s\n", KIOSK_VERSION);
		return EXIT_DONE;
	}
	command = find_command(argv[1]);
	if (!command) {
		fprintf(stderr, "skills-kiosk: no command \"%s\"; see skills-kiosk --help\n",
			argv[1]);
		return EXIT_BAD_INPUT;
	}
	return command->run(argc - 1, argv + 1);
}
