#include "kiosk/kiosk.h"
#include "kiosk/turn.h"
#include "tools/commands.h"
#include "base/log.h"
#include "base/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int bad_use(const char *what)
{
	fprintf(stderr, "run: %s; see skills-kiosk --help\n", what);
	return EXIT_BAD_INPUT;
}

static const char **option(struct run_options *options, const char *name)
{
	const struct { const char *name; const char **value; } table[] = {
		{ "--config", &options->config },
		{ "--data", &options->data },
		{ "--date", &options->date },
		{ "--walk", &options->walk },
		{ "--shots", &options->shots },
		{ "--letters", &options->letters },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (strcmp(name, table[i].name) == 0)
			return table[i].value;
	}
	return NULL;
}

static int parse(int argc, char **argv, struct run_options *options)
{
	struct date date;

	for (int i = 1; i < argc; i++) {
		const char **value = option(options, argv[i]);

		if (strcmp(argv[i], "--tray") == 0 || strcmp(argv[i], "--demo") == 0) {
			*(argv[i][2] == 't' ? &options->tray : &options->demo) = true;
			continue;
		}
		if (!value || i + 1 == argc)
			return bad_use(value ? "a value is missing at the end" :
					       "no such option");
		*value = argv[++i];
	}
	if (options->date && !date_parse(options->date, &date))
		return bad_use("--date wants a date that exists, as YYYY-MM-DD");
	return EXIT_DONE;
}

int cmd_run(int argc, char **argv)
{
	struct run_options options = { .program = program_version };
	int code = parse(argc, argv, &options);

	if (getenv("KIOSK_TRACE")) {
		log_open("skills-kiosk", LOG_DEBUG);
		turn_watch();
	}
	return code ? code : kiosk_main(&options);
}
