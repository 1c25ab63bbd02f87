/*
 * config check: everything that is wrong with what a hall has set, a line each.
 */
#include "tools/commands.h"
#include "base/program.h"
#include "config/config.h"
#include "config/paths.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int bad_use(void)
{
	fprintf(stderr, "config: say what: skills-kiosk config check [--config DIR] "
		"[--production]\n");
	return EXIT_BAD_INPUT;
}

static void print_fault(void *context, const struct diag *diag)
{
	int *faults = context;

	diag_print(diag);
	(*faults)++;
}

static int check(const struct paths *found, bool production)
{
	static struct config config;
	struct config_paths paths = { found->config, found->data, found->run };
	int faults = 0;

	if (config_check(&paths, production, &config, print_fault, &faults) == ERR_OK)
		printf("%s: all well\n", found->config);
	return faults ? EXIT_BAD_INPUT : EXIT_DONE;
}

int cmd_config(int argc, char **argv)
{
	struct paths paths = { 0 };
	const char *config = NULL;
	bool production = false;
	int code;

	if (argc < 2 || strcmp(argv[1], "check") != 0)
		return bad_use();
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--production") == 0)
			production = true;
		else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc)
			config = argv[++i];
		else
			return bad_use();
	}
	if (paths_find(&paths, config, NULL, false)) {
		fprintf(stderr, "config: the program's folders cannot be found or made\n");
		return EXIT_DEVICE;
	}
	code = check(&paths, production || (!config && program_is_installed()));
	paths_leave(&paths);
	return code;
}
