/* import and targets: files of others, and of the plan. */
#include "centre/exchange.h"
#include "centre/targets.h"
#include "programs/centre/commands.h"

#include <stdio.h>
#include <stdlib.h>

static void say_refused(const char *path, const char *line)
{
	fprintf(stderr, "%s:%s\n", path, line);
}

static int import_with(const struct centre_options *options, struct database *db,
		       const struct city_key *key)
{
	struct exchange_outcome outcome;
	struct diag diag = { 0 };
	enum err err = exchange_import(db, key, options->what, options->source, say_refused,
				       &outcome, &diag);

	if (err == ERR_INPUT && diag.what[0])
		diag_print(&diag);
	if (err)
		return err == ERR_INPUT ? EXIT_BAD_USE : EXIT_FAILED;
	if (outcome.rejects > 0) {
		fprintf(stderr, "%s: nothing was merged: %ld lines stand against it\n",
			options->what, outcome.rejects);
		return EXIT_BAD_USE;
	}
	printf("%s: %ld lines of %s merged; on %ld another source says otherwise\n",
	       options->what, outcome.merged, options->source, outcome.contradictions);
	return EXIT_DONE;
}

int cmd_import_facts(const struct centre_options *options)
{
	char path[1024];
	struct city_key key;
	struct database *db;
	int code;

	if (!options->what || !options->source) {
		fprintf(stderr, "skills-centre: import: write import FILE --source NAME\n");
		return EXIT_BAD_USE;
	}
	snprintf(path, sizeof(path), "%s/city.key", options->folder);
	if (city_key_read(path, &key) || database_open(options->database, &db))
		return EXIT_FAILED;
	code = import_with(options, db, &key);
	database_close(db);
	city_key_wipe(&key);
	return code;
}

int cmd_targets(const struct centre_options *options)
{
	struct diag diag = { 0 };
	char *count = NULL;
	enum err err;

	if (!options->what) {
		fprintf(stderr, "skills-centre: targets: write targets FILE\n");
		return EXIT_BAD_USE;
	}
	err = targets_import(options->database, options->what, &count, &diag);
	if (err && diag.what[0])
		diag_print(&diag);
	if (!err)
		printf("%s: %s targets\n", options->what, count);
	free(count);
	return err == ERR_INPUT ? EXIT_BAD_USE : err ? EXIT_FAILED : EXIT_DONE;
}
