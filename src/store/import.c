#include "store/bundles.h"
#include "store/importer.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/normal.h"
#include "base/text.h"
#include "core/date.h"
#include "store/peoplesort.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In the order in which a fresh store needs them. */
static const struct import_kind *const kinds[] = {
	&import_institutions, &import_catalogue, &import_standards,
	&import_overrides, &import_register, &import_history, &import_trainings,
	&import_disclosures, &import_friction,
};

#define IMPORT_KINDS (sizeof(kinds) / sizeof(kinds[0]))

const char *import_kinds(void)
{
	return "register, history, trainings, catalogue, institutions, standards, overrides, "
	       "disclosures, friction";
}

static const struct import_kind *find_kind(const char *name)
{
	for (size_t i = 0; i < IMPORT_KINDS; i++) {
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	}
	return NULL;
}

const char *import_table(const char *kind)
{
	const struct import_kind *found = find_kind(kind);

	return found ? found->table : NULL;
}

/* ---- the header ---- */

static int find_column(const struct import_kind *kind, const char *name)
{
	for (int i = 0; kind->columns[i].name; i++) {
		if (strcmp(kind->columns[i].name, name) == 0)
			return i;
	}
	return -1;
}

static void list_columns(const struct import_kind *kind, struct text *out)
{
	for (int i = 0; kind->columns[i].name; i++)
		text_addf(out, "%s%s", i ? ", " : "", kind->columns[i].name);
}

static enum err take_column(struct import *in, int field)
{
	const struct csv_field *at = &in->csv.fields[field];
	char name[64], list[300];
	int column = text_normal(at->text, name, sizeof(name)) ? -1 :
		     find_column(in->kind, name);
	struct text names = text_in(list, sizeof(list));

	list_columns(in->kind, &names);
	if (column < 0)
		return diag_set(in->diag, in->csv.name, at->line, at->column,
				"no column \"%.40s\" in %s: it has %s", at->text,
				in->kind->name, list);
	if (in->at[column] >= 0)
		return diag_set(in->diag, in->csv.name, at->line, at->column,
				"the column \"%s\" stands here twice: take one out", at->text);
	in->at[column] = field;
	return ERR_OK;
}

static enum err read_header(struct import *in)
{
	enum err err = csv_next(&in->csv, in->diag);

	if (err == ERR_ABSENT)
		return diag_set(in->diag, in->csv.name, 1, 1,
				"the file is empty: its first line names the columns");
	for (int i = 0; i < IMPORT_COLUMNS_MAX; i++)
		in->at[i] = -1;
	for (int i = 0; !err && i < in->csv.field_count; i++)
		err = take_column(in, i);
	for (int i = 0; !err && in->kind->columns[i].name; i++) {
		if (in->at[i] < 0 && !(in->kind->columns[i].traits & COLUMN_OPTIONAL))
			err = diag_set(in->diag, in->csv.name, 1, 1,
				       "the column \"%s\" is missing: add it to the first line",
				       in->kind->columns[i].name);
	}
	return err;
}

/* ---- keys of this file ---- */

/* The table is the connection's own and in memory; people are too many for it (peoplesort.h). */
static enum err begin_keys(struct store *store)
{
	return db_exec(&store->db, "DROP TABLE IF EXISTS temp.seen;"
				   "CREATE TEMP TABLE seen(key TEXT PRIMARY KEY, line INTEGER)"
				   " WITHOUT ROWID");
}

enum err import_line_of(struct import *in, const char *key, int64_t *ret_line)
{
	sqlite3_stmt *row = db_query(&in->store->db, QUERY_LINE_OF_KEY);
	enum err err;

	db_bind_text(row, 1, key);
	err = db_step(&in->store->db, row);
	if (!err)
		*ret_line = sqlite3_column_int64(row, 0);
	db_reset(row);
	return err;
}

enum err import_once(struct import *in, int column, const char *key)
{
	sqlite3_stmt *row = db_query(&in->store->db, QUERY_SEE_KEY);
	int64_t line = 0;
	enum err err;

	db_bind_text(row, 1, key);
	db_bind_number(row, 2, in->csv.fields[0].line);
	err = db_run(&in->store->db, row);
	if (err || sqlite3_changes(in->store->db.handle) == 1)
		return err;
	err = import_line_of(in, key, &line);
	return err ? err : import_refuse(in, column, "came before in this file, in line %d: keep "
					 "one of the two", (int)line);
}

/* ---- the rows ---- */

static enum err refuse_many(struct import *in, int64_t count)
{
	const struct csv_field *last = &in->csv.fields[0];

	return diag_set(in->diag, in->csv.name, last->line, 1,
			"the store would hold %" PRId64 " %s, more than the %" PRId64
			" that any city has: is this the right file?", count, in->kind->name,
			in->kind->rows_max);
}

/* A list by which somebody has less or more may name nobody: signed, so that two meant it. */
static bool may_be_empty(const struct import *in)
{
	return in->bundle && (in->kind == &import_friction || in->kind == &import_overrides);
}

static enum err read_rows(struct import *in)
{
	enum err err;

	while ((err = csv_next(&in->csv, in->diag)) == ERR_OK) {
		in->lines++;
		err = import_clean(in);
		if (!err)
			err = in->kind->row(in);
		if (!err && in->rows > in->kind->rows_max)
			err = refuse_many(in, in->rows);
		if (err)
			return err;
	}
	if (err == ERR_ABSENT && in->lines == 0 && !may_be_empty(in))
		return diag_set(in->diag, in->csv.name, 2, 1,
				"no line after the first: there is nothing to import");
	if (err == ERR_ABSENT)
		return in->kind->end ? in->kind->end(in) : ERR_OK;
	return err;
}

/* How many rows the table now has is kept with a MAC, so that a check misses none. */
static enum err note_total(struct import *in, const char *table, int64_t *ret_total)
{
	char sql[64];
	sqlite3_stmt *row;
	enum err err;

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
	err = db_number(&in->store->db, sql, ret_total);
	if (err)
		return err;
	if (*ret_total > in->kind->rows_max)
		return refuse_many(in, *ret_total);
	row = db_query(&in->store->db, QUERY_PUT_IMPORT);
	db_bind_text(row, 1, table);
	db_bind_number(row, 2, clock_wall_s());
	db_bind_number(row, 3, *ret_total);
	return db_run(&in->store->db, row);
}

static enum err note_totals(struct import *in, int64_t *ret_total)
{
	int64_t details = 0;
	enum err err = note_total(in, in->kind->table, ret_total);

	if (!err && in->kind->details)
		err = note_total(in, in->kind->details, &details);
	return err;
}

/* ---- what came in a signed bundle ---- */

static enum err refuse_old(struct import *in, const struct store_bundle *there)
{
	return diag_set(in->diag, in->csv.name, 0, 0, "version %" PRId64 ", and version %" PRId64
			" is in use: publish a newer one", in->bundle->version, there->version);
}

static enum err empty_table(struct import *in, const char *table)
{
	char sql[64];

	snprintf(sql, sizeof(sql), "DELETE FROM %s", table);
	return db_exec(&in->store->db, sql);
}

/* What is no longer in it is gone: a bundle is all of its kind. */
static enum err make_room(struct import *in)
{
	struct store_bundle there;
	enum err err = store_bundle(in->store, in->bundle->kind, &there);

	if (!err && there.version >= in->bundle->version)
		return refuse_old(in, &there);
	if (err && err != ERR_ABSENT)
		return err;
	err = db_exec(&in->store->db, "PRAGMA defer_foreign_keys = ON");
	if (!err)
		err = empty_table(in, in->kind->table);
	if (!err && in->kind->details)
		err = empty_table(in, in->kind->details);
	return err;
}

/* Every course has its school: else the commit would fail without saying which. */
static enum err check_schools(struct import *in)
{
	sqlite3_stmt *row = db_query(&in->store->db, QUERY_COURSE_WITHOUT_SCHOOL);
	enum err err = db_step(&in->store->db, row);

	if (!err)
		diag_set(in->diag, in->csv.name, 0, 0, "course %s needs the institution %s: keep "
			 "it, or publish the catalogue without that course first",
			 sqlite3_column_text(row, 0), sqlite3_column_text(row, 1));
	db_reset(row);
	return err == ERR_ABSENT ? ERR_OK : err ? err : ERR_INPUT;
}

static enum err finish_bundle(struct import *in)
{
	enum err err = check_schools(in);

	return err ? err : bundles_put(in->store, in->bundle, &in->counts);
}

static enum err import_whole(struct import *in, struct import_result *result)
{
	enum err err = in->bundle ? make_room(in) : ERR_OK;

	if (!err)
		err = read_header(in);
	if (!err)
		err = read_rows(in);
	if (!err)
		err = note_totals(in, &result->total);
	if (!err && in->bundle)
		err = finish_bundle(in);
	return err ? err : db_commit(&in->store->db);
}

static enum err import_all(struct import *in, struct import_result *result)
{
	struct db *db = &in->store->db;
	enum err err = begin_keys(in->store);

	if (!err)
		err = db_begin(db);
	if (err)
		return err;
	err = import_whole(in, result);
	db_rollback(db);
	if (!err && in->bundle)
		tally_note(in->store->tally, in->counts);
	result->lines = in->lines;
	result->rows = in->rows;
	return err;
}

/* A pipe that nobody writes to would be waited for: opened without waiting, and refused. */
static FILE *open_rows(const char *path, const char **ret_why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat about;

	*ret_why = "it is no file";
	if (fd < 0) {
		*ret_why = strerror(errno);
		return NULL;
	}
	if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode))
		return fdopen(fd, "r");
	close(fd);
	return NULL;
}

/* Closes the file. */
static enum err import_stream(struct store *store, const struct import_kind *kind,
			      const char *name, FILE *file, const struct store_bundle *bundle,
			      struct import_result *ret_result, struct diag *diag)
{
	struct import_result result = { 0 };
	struct import *in = calloc(1, sizeof(*in));
	enum err err;

	assert(in);
	in->store = store;
	in->kind = kind;
	in->diag = diag;
	in->bundle = bundle;
	in->today = date_in_china(clock_wall_s());
	in->people = people_sort_create(store->dir);
	csv_init(&in->csv, file, name);
	err = import_all(in, &result);
	people_sort_destroy(in->people);
	explicit_bzero(in, sizeof(*in));
	free(in);
	fclose(file);
	if (!err)
		*ret_result = result;
	return store_leave(store, err);
}

enum err import_file(struct store *store, const char *kind, const char *path,
		     struct import_result *ret_result, struct diag *diag)
{
	const char *why;
	FILE *file;
	enum err err = store_enter(store);

	if (err)
		return err;
	if (!find_kind(kind))
		return ERR_ABSENT;
	file = open_rows(path, &why);
	if (!file)
		return diag_set(diag, path, 0, 0, "%s: name a file that can be read", why);
	return import_stream(store, find_kind(kind), path, file, NULL, ret_result, diag);
}

enum err store_import_bundle(struct store *store, const struct store_bundle *bundle,
			     const char *name, const void *csv, size_t size,
			     struct import_result *ret_result, struct diag *diag)
{
	const struct import_kind *kind = find_kind(bundle->kind);
	FILE *file;
	enum err err = store_enter(store);

	if (err)
		return err;
	/* What is said of people comes in no bundle. */
	if (!kind || kind == &import_register || kind == &import_history ||
	    kind == &import_trainings)
		return ERR_ABSENT;
	file = size ? fmemopen((void *)csv, size, "r") : NULL;
	if (!file)
		return diag_set(diag, name, 0, 0, "nothing in it: publish a file with rows");
	return import_stream(store, kind, name, file, bundle, ret_result, diag);
}
