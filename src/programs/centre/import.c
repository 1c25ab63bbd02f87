/* import, export and targets: files of others, to others, and of the plan. */
#include "centre/exchange.h"
#include "centre/monthly_file.h"
#include "centre/targets.h"
#include "programs/centre/commands.h"

#include <stdio.h>
#include <stdlib.h>

static void say_refused(const char *path, const char *line)
{
	fprintf(stderr, "%s:%s\n", path, line);
}

/* The exit code; what is wrong with a file is said, and anything else was logged. */
static int code_of(enum err err, const struct diag *diag)
{
	if (err && diag->what[0])
		diag_print(diag);
	return err == ERR_INPUT ? EXIT_BAD_USE : err ? EXIT_FAILED : EXIT_DONE;
}

static int say_outcome(const char *path, const char *source, const struct exchange_outcome *outcome)
{
	if (outcome->rejects > 0) {
		fprintf(stderr, "%s: nothing was merged: %ld lines stand against it\n", path,
			outcome->rejects);
		return EXIT_BAD_USE;
	}
	printf("%s: %ld lines of %s merged; on %ld another source says otherwise\n", path,
	       outcome->merged, source, outcome->contradictions);
	return EXIT_DONE;
}

static int import_with(const struct centre_options *options, struct database *db,
		       const struct city_key *key)
{
	struct exchange_outcome outcome;
	struct diag diag = { 0 };
	enum err err = exchange_import(db, key, options->what, options->source, say_refused,
				       &outcome, &diag);

	return err ? code_of(err, &diag) : say_outcome(options->what, options->source, &outcome);
}

/* What the system wrote into its table; nobody's number is there, so no key is wanted. */
static int import_copied(const struct centre_options *options)
{
	struct exchange_outcome outcome;
	struct database *db;
	enum err err = database_open(options->database, &db);

	if (err)
		return EXIT_FAILED;
	err = exchange_take_copied(db, options->source, say_refused, &outcome);
	database_close(db);
	return err ? EXIT_FAILED : say_outcome(options->source, options->source, &outcome);
}

int cmd_import_facts(const struct centre_options *options)
{
	char path[1024];
	struct city_key key;
	struct database *db;
	int code;

	if (!options->source) {
		fprintf(stderr, "skills-centre: import: write import FILE --source NAME, or import "
			"--source NAME for what lies in its table\n");
		return EXIT_BAD_USE;
	}
	if (!options->what)
		return import_copied(options);
	snprintf(path, sizeof(path), "%s/city.key", options->folder);
	if (city_key_read(path, &key) || database_open(options->database, &db))
		return EXIT_FAILED;
	code = import_with(options, db, &key);
	database_close(db);
	city_key_wipe(&key);
	return code;
}

int cmd_export(const struct centre_options *options)
{
	struct monthly_file file;
	struct diag diag = { 0 };
	struct database *db;
	enum err err;

	if (!options->system || !options->month || !options->out ||
	    !monthly_file_is_month(options->month)) {
		fprintf(stderr, "skills-centre: export: write export --system NAME --month YYYY-MM "
			"--out FILE\n");
		return EXIT_BAD_USE;
	}
	err = database_open(options->database, &db);
	if (err)
		return EXIT_FAILED;
	err = monthly_file_write(db, options->system, options->month, options->out, &file, &diag);
	database_close(db);
	if (!err)
		printf("%s: %ld lines for %s, %lld fen\n", options->out, file.lines,
		       options->system, file.fen);
	return code_of(err, &diag);
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
	if (!err)
		printf("%s: %s targets\n", options->what, count);
	free(count);
	return code_of(err, &diag);
}
