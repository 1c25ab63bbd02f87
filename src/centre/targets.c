#include "centre/targets.h"

#include "base/csv.h"
#include "base/json.h"
#include "base/text.h"
#include "centre/database.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGETS_JSON_MAX (256 * 1024)
#define TARGET_COLUMNS 4

/* Annex 1 is by districts, annex 2 by departments: the head says which it is. */
static const struct target_table {
	const char *columns[TARGET_COLUMNS];
	const char *call;
} target_tables[] = {
	{ { "region", "name", "year", "persons" }, "select desk.import_targets($1)" },
	{ { "department", "name", "year", "persons" },
	  "select desk.import_department_targets($1)" },
};

static void put_row(struct json_writer *w, const struct csv *csv, const struct target_table *table)
{
	json_write_object(w);
	for (int i = 0; i < TARGET_COLUMNS; i++) {
		json_write_key(w, table->columns[i]);
		json_write_string(w, csv->fields[i].text);
	}
	json_write_end(w);
}

/* The database knows what a number and a year are; here only the head is looked at. */
static bool has_head(const struct csv *csv, const struct target_table *table)
{
	if (csv->field_count != TARGET_COLUMNS)
		return false;
	for (int i = 0; i < TARGET_COLUMNS; i++) {
		if (strcmp(csv->fields[i].text, table->columns[i]) != 0)
			return false;
	}
	return true;
}

static enum err find_table(const struct csv *csv, struct diag *diag,
			   const struct target_table **ret_table)
{
	assert(csv);
	for (size_t i = 0; i < sizeof(target_tables) / sizeof(target_tables[0]); i++) {
		if (has_head(csv, &target_tables[i])) {
			*ret_table = &target_tables[i];
			return ERR_OK;
		}
	}
	return diag_set(diag, csv->name, 1, 1, "write the head region,name,year,persons, or "
			"department,name,year,persons");
}

static enum err read_rows(struct csv *csv, struct text *out, struct diag *diag,
			  const struct target_table **ret_table)
{
	struct json_writer w = json_write_into(out);
	enum err err = csv_next(csv, diag);

	/* An empty file has no head either. */
	if (!err || err == ERR_ABSENT)
		err = find_table(csv, diag, ret_table);
	assert(err || *ret_table);
	json_write_list(&w);
	while (!err && !(err = csv_next(csv, diag)))
		put_row(&w, csv, *ret_table);
	json_write_end(&w);
	if (err == ERR_ABSENT)
		err = ERR_OK;
	return !err && out->full ? ERR_FULL : err;
}

static enum err read_file_of(const char *path, char *out, struct diag *diag,
			     const struct target_table **ret_table)
{
	struct text text = text_in(out, TARGETS_JSON_MAX);
	struct csv *csv = malloc(sizeof(*csv));
	FILE *in = fopen(path, "rb");
	enum err err;

	if (csv && in) {
		csv_init(csv, in, path);
		err = read_rows(csv, &text, diag, ret_table);
	} else {
		err = diag_set(diag, path, 0, 0, "cannot be read; name a table of targets");
	}
	if (in)
		fclose(in);
	free(csv);
	return err;
}

enum err targets_import(const char *database, const char *path, char **ret_count,
			struct diag *diag)
{
	const struct target_table *table = NULL;
	char *json = malloc(TARGETS_JSON_MAX);
	struct database_value value = database_text(json);
	enum err err = json ? read_file_of(path, json, diag, &table) : ERR_FULL;

	assert(err || table);
	if (!err)
		err = database_ask(database, table->call, 1, &value, ret_count);
	free(json);
	return err;
}
