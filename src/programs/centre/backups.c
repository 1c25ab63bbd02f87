/* backup and restore: what a centre that lost its disk comes back from. */
#include "base/clock.h"
#include "centre/backup.h"
#include "programs/centre/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#define BACKUP_NAME_MAX 1024

/* In a folder each backup has a name of its own: the moment, in UTC. */
static void name_file(const char *what, char out[BACKUP_NAME_MAX])
{
	struct stat at;
	struct tm tm;
	time_t now = (time_t)clock_wall_s();
	char moment[32];

	snprintf(out, BACKUP_NAME_MAX, "%s", what);
	if (stat(what, &at) != 0 || !S_ISDIR(at.st_mode))
		return;
	strftime(moment, sizeof(moment), "%Y%m%dT%H%M%SZ", gmtime_r(&now, &tm));
	snprintf(out, BACKUP_NAME_MAX, "%s/centre-%s.dump", what, moment);
}

/* Each hour is often enough for what a year begins with; a copy is made without it, too. */
static void make_years(const char *conninfo)
{
	char *made = NULL;

	if (database_ask(conninfo, "select centre.make_years()", 0, NULL, &made))
		fprintf(stderr, "skills-centre: backup: no tables were made for the next year\n");
	free(made);
}

int cmd_backup(const struct centre_options *options)
{
	char path[BACKUP_NAME_MAX];
	long marked;

	if (!options->what) {
		fprintf(stderr, "skills-centre: backup: write backup FILE or backup FOLDER\n");
		return EXIT_BAD_USE;
	}
	name_file(options->what, path);
	make_years(options->database);
	if (backup_make(options->database, path, &marked))
		return EXIT_FAILED;
	printf("%s holds what was restored and compared; %ld more archived\n", path, marked);
	return EXIT_DONE;
}

int cmd_restore(const struct centre_options *options)
{
	if (!options->what) {
		fprintf(stderr, "skills-centre: restore: write restore FILE\n");
		return EXIT_BAD_USE;
	}
	if (backup_restore(options->database, options->what))
		return EXIT_FAILED;
	printf("restored; kiosks send again what came after it\n");
	return EXIT_DONE;
}
