/*
 * skills-desk: whoever applies is answered.  A web program for the staff of a city or
 * of one hall, over the centre's PostgreSQL.
 */
#include "base/flags.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "programs/desk/commands.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DESK_HELP \
	"skills-desk COMMAND: the desk of those who answer applications\n" \
	"  init               keys, certificates and the desk's secret; what is there stays\n" \
	"  staff NAME         one who works here: --role R --region N --shown TEXT;\n" \
	"                     the password is a line on stdin, the telephone's secret is said\n" \
	"  leave NAME         one who works here no longer, at once\n" \
	"  targets FILE       what the city plans: region,name,year,persons (annex 1), or\n" \
	"                     department,name,year,persons (annex 2)\n" \
	"  take FILE          what a kiosk without a line has exported: --kiosk NAME, as it is\n" \
	"                     enrolled; once, however often it is brought\n" \
	"  serve              answers browsers until it is told to end\n" \
	"  --folder DIR       keys and the desk's secret (/var/lib/skills-desk)\n" \
	"  --database TEXT    in libpq's words (dbname=skills_centre)\n" \
	"  --hosts LIST       init: names of the service, DNS:NAME or IP:ADDRESS, with commas\n" \
	"  --kiosk NAME       take: whose it is\n" \
	"  --role R           staff: clerk, reviewer, supervisor, auditor or technician\n" \
	"  --region N         staff: the district, 1 to 15, 0 the whole city\n" \
	"  --shown TEXT       staff: the name on the pages\n" \
	"  --address A        serve: IPv4 address to listen on (127.0.0.1)\n" \
	"  --port N           serve: 1 to 65535 (8444), 0 any that is free\n" \
	"  --threads N        serve: 1 to 16 (2), each with a connection of its own\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

struct desk_command {
	const char *name;
	bool has_word;
	int (*run)(const struct desk_options *options);
};

static const struct desk_command commands[] = {
	{ "init", false, desk_cmd_init },	{ "staff", true, desk_cmd_staff },
	{ "leave", true, desk_cmd_leave },	{ "targets", true, desk_cmd_targets },
	{ "take", true, desk_cmd_take },	{ "serve", false, desk_cmd_serve },
};

static const struct desk_command *find_command(const char *name)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static bool take_flag(struct desk_options *o, const char *name, const char *value)
{
	const struct flag flags[] = {
		{ "--folder", .text = &o->folder },
		{ "--database", .text = &o->database },
		{ "--hosts", .text = &o->hosts },
		{ "--address", .text = &o->address },
		{ "--kiosk", .text = &o->kiosk },
		{ "--role", .text = &o->role },
		{ "--shown", .text = &o->shown },
		{ "--region", .number = &o->region, .least = 0, .most = 15 },
		{ "--port", .number = &o->port, .least = 0, .most = 65535 },
		{ "--threads", .number = &o->threads, .least = 1, .most = 16 },
	};

	return flags_take(flags, sizeof(flags) / sizeof(flags[0]), name, value);
}

static int bad_use(const char *what)
{
	fprintf(stderr, "skills-desk: %s; skills-desk --help says what may stand here\n", what);
	return DESK_BAD_USE;
}

int main(int argc, char **argv)
{
	struct desk_options options = {
		.folder = "/var/lib/skills-desk", .database = "dbname=skills_centre",
		.region = -1, .port = 8444, .threads = 2,
	};
	const struct desk_command *command;
	int at = 2;

	if (program_tells(argv, "skills-desk", program_version, DESK_HELP))
		return DESK_DONE;
	log_open("skills-desk", LOG_INFO);
	harden();
	command = argc > 1 ? find_command(argv[1]) : NULL;
	if (!command)
		return bad_use(argc > 1 ? argv[1] : "no command");
	if (command->has_word && at < argc && argv[at][0] != '-')
		options.what = argv[at++];
	for (; at < argc; at += 2) {
		if (at + 1 == argc || !take_flag(&options, argv[at], argv[at + 1]))
			return bad_use(argv[at]);
	}
	return command->run(&options);
}
