/*
 * skills-centre: the city's side.  A database of PostgreSQL, the kiosks that may
 * speak to it, and the service they speak to.
 */
#include "base/flags.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "programs/centre/commands.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define HELP \
	"skills-centre COMMAND: the city's side of the kiosks\n" \
	"  init               keys, certificates and the schema; what is there stays\n" \
	"  migrate            brings the schema up to date\n" \
	"  enrol KIOSK        a certificate for a kiosk: --region N --out DIR\n" \
	"  revoke KIOSK       its certificates hold no longer, at once: --why TEXT\n" \
	"  limit CLASS        how many of a class one person has in a year: --most N\n" \
	"  status             kiosks and applications, as JSON\n" \
	"  backup FILE        restored and compared before anything counts as archived;\n" \
	"                     of a folder: under the moment's name in it\n" \
	"  restore FILE       into a database that holds no centre yet\n" \
	"  import FILE        what another system says of people, all or nothing: --source\n" \
	"                     NAME; without FILE: what lies in that system's table\n" \
	"  export             what goes back to another system of a month that is over, the\n" \
	"                     same bytes each time: --system NAME --month YYYY-MM --out FILE\n" \
	"  targets FILE       what the city plans: region,name,year,persons (annex 1), or\n" \
	"                     department,name,year,persons (annex 2)\n" \
	"  publish FROM       a pack's folder, signed with --key; data, with --kind too;\n" \
	"                     or a signed bundle, with --trust: to one kiosk in a hundred;\n" \
	"                     also as pack publish FROM; of a pack its yearly limits hold here\n" \
	"  lists              what two put in force at the desk, where it has changed: signed\n" \
	"                     with --key and published; a timer does it each hour\n" \
	"  pack waves         to one in ten, and to all, unless an alarm stops it\n" \
	"  pack stop KIND     is given to no more kiosks: --number N --why TEXT\n" \
	"  pack key FILE      a new key to sign with, and FILE.pub, which kiosks trust\n" \
	"  serve              answers kiosks until it is told to end\n" \
	"  --folder DIR       keys and certificates (/var/lib/skills-centre)\n" \
	"  --database TEXT    in libpq's words (dbname=skills_centre)\n" \
	"  --hosts LIST       init: names of the service, DNS:NAME or IP:ADDRESS, with commas\n" \
	"  --region N         enrol: the district, 1 to 15, 0 the city's own\n" \
	"  --out DIR          enrol: where courier.pem, courier.key and root.pem go, and of the\n" \
	"                     folder desk.pem (the desk's) and publish.pub (of pack key);\n" \
	"                     export: the file\n" \
	"  --source NAME      import: employment, insurance, examination or other\n" \
	"  --system NAME      export: employment, insurance or examination\n" \
	"  --month YYYY-MM    export: one that is over\n" \
	"  --most N           limit: 1 to 9; COURSE 3 by R4-5b, LIVING 1 by R4-4h\n" \
	"  --why TEXT         revoke, stop: the reason, kept\n" \
	"  --key FILE         publish, lists: the secret key\n" \
	"  --trust FILE       publish: the public keys\n" \
	"  --kind KIND        publish: institutions, catalogue, standards, overrides,\n" \
	"                     friction\n" \
	"  --number N         publish: of data, else one behind the last; stop: which\n" \
	"  --hours N          waves: each is watched so long at least, 0 to 8760 (24)\n" \
	"  --address A        serve: IPv4 address to listen on (127.0.0.1)\n" \
	"  --port N           serve: 1 to 65535 (8443), 0 any that is free\n" \
	"  --threads N        serve: 1 to 64 (4), each with a connection of its own\n" \
	"  --metrics N        serve: a port of this machine where /metrics is read\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

struct centre_command {
	const char *name;
	int words;	/* behind it, at most */
	int (*run)(const struct centre_options *options);
};

static const struct centre_command commands[] = {
	{ "init", 0, cmd_init },	 { "migrate", 0, cmd_migrate },
	{ "enrol", 1, cmd_enrol },	 { "revoke", 1, cmd_revoke },
	{ "limit", 1, cmd_limit },	 { "status", 0, cmd_status },
	{ "backup", 1, cmd_backup },	 { "restore", 1, cmd_restore },
	{ "import", 1, cmd_import_facts }, { "export", 0, cmd_export },
	{ "targets", 1, cmd_targets },
	{ "pack", 2, cmd_waves },	 { "publish", 1, cmd_publish },
	{ "lists", 0, cmd_lists },
	{ "serve", 0, cmd_serve },
};

static const struct centre_command *find_command(const char *name)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static bool take_flag(struct centre_options *o, const char *name, const char *value)
{
	const struct flag flags[] = {
		{ "--folder", .text = &o->folder },
		{ "--database", .text = &o->database },
		{ "--out", .text = &o->out },
		{ "--hosts", .text = &o->hosts },
		{ "--source", .text = &o->source },
		{ "--system", .text = &o->system },
		{ "--month", .text = &o->month },
		{ "--why", .text = &o->why },
		{ "--address", .text = &o->address },
		{ "--key", .text = &o->key },
		{ "--trust", .text = &o->trust },
		{ "--kind", .text = &o->kind },
		{ "--number", .number = &o->number, .least = 1, .most = 2147483647 },
		{ "--hours", .number = &o->hours, .least = 0, .most = 8760 },
		{ "--region", .number = &o->region, .least = 0, .most = 15 },
		{ "--most", .number = &o->most, .least = 1, .most = 9 },
		{ "--port", .number = &o->port, .least = 0, .most = 65535 },
		{ "--threads", .number = &o->threads, .least = 1, .most = 64 },
		{ "--metrics", .number = &o->metrics, .least = 0, .most = 65535 },
	};

	return flags_take(flags, sizeof(flags) / sizeof(flags[0]), name, value);
}

static int bad_use(const char *what)
{
	fprintf(stderr, "skills-centre: %s; skills-centre --help says what may stand here\n", what);
	return EXIT_BAD_USE;
}

int main(int argc, char **argv)
{
	struct centre_options options = {
		.folder = "/var/lib/skills-centre", .database = "dbname=skills_centre",
		.region = -1, .port = 8443, .threads = 4, .hours = 24, .metrics = -1,
	};
	const struct centre_command *command;
	int at = 2;

	if (program_tells(argv, "skills-centre", program_version, HELP))
		return EXIT_DONE;
	log_open("skills-centre", LOG_INFO);
	harden();
	command = argc > 1 ? find_command(argv[1]) : NULL;
	if (!command)
		return bad_use(argc > 1 ? argv[1] : "no command");
	if (command->words > 0 && at < argc && argv[at][0] != '-')
		options.what = argv[at++];
	if (command->words > 1 && at < argc && argv[at][0] != '-')
		options.more = argv[at++];
	for (; at < argc; at += 2) {
		if (at + 1 == argc || !take_flag(&options, argv[at], argv[at + 1]))
			return bad_use(argv[at]);
	}
	return command->run(&options);
}
