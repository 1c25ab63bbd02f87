/* init and migrate: what a centre stands on. */
#include "base/clock.h"
#include "base/program.h"
#include "centre/city_key.h"
#include "centre/schema.h"
#include "programs/centre/commands.h"
#include "receipt/certs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CENTRE_PATH_MAX 1024
#define SERVER_YEARS 2

static void say_ran(const char *name)
{
	printf("ran %s\n", name);
}

int migrate_database(struct database *db)
{
	char folder[CENTRE_PATH_MAX];

	if (program_share("centre-sql", folder, sizeof(folder)))
		return EXIT_FAILED;
	return schema_migrate(db, folder, say_ran) ? EXIT_FAILED : EXIT_DONE;
}

int cmd_migrate(const struct centre_options *options)
{
	struct database *db;
	int code;

	if (database_open(options->database, &db))
		return EXIT_FAILED;
	code = migrate_database(db);
	database_close(db);
	return code;
}

static enum err make_root(const struct centre_options *options)
{
	enum err err = certs_make_root(options->folder, "skills-centre root", false,
				       clock_wall_s());

	if (!err)
		printf("a new root in %s: keep a copy of root.key off this machine\n",
		       options->folder);
	return err == ERR_FULL ? ERR_OK : err;
}

static enum err make_server(const struct centre_options *options)
{
	const struct cert_wish wish = {
		.name = "skills-centre",
		.years = SERVER_YEARS,
		.key_usage = "critical,digitalSignature",
		.extended_usage = "serverAuth",
		.alt_names = options->hosts ? options->hosts : "DNS:localhost,IP:127.0.0.1",
	};
	char path[CENTRE_PATH_MAX], serial[CERT_SERIAL_MAX];

	snprintf(path, sizeof(path), "%s/server.key", options->folder);
	if (access(path, F_OK) == 0 && !options->hosts)
		return ERR_OK;
	return certs_issue(options->folder, "server", options->folder, &wish, clock_wall_s(),
			   serial);
}

static enum err make_city_key(const struct centre_options *options)
{
	char path[CENTRE_PATH_MAX];
	enum err err;

	snprintf(path, sizeof(path), "%s/city.key", options->folder);
	err = city_key_make(path);
	return err == ERR_FULL ? ERR_OK : err;
}

int cmd_init(const struct centre_options *options)
{
	if (mkdir(options->folder, 0700) != 0 && errno != EEXIST) {
		fprintf(stderr, "init: %s: %s\n", options->folder, strerror(errno));
		return EXIT_FAILED;
	}
	if (make_root(options) || make_server(options) || make_city_key(options))
		return EXIT_FAILED;
	return cmd_migrate(options);
}
