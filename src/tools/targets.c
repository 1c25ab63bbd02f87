#include "tools/targets.h"

#include "base/csv.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_REGION, COLUMN_NAME, COLUMN_YEAR, COLUMN_PERSONS, COLUMN_COUNT };

static enum err wrong(const struct csv *csv, int column, struct diag *diag, const char *what)
{
	const struct csv_field *field = &csv->fields[column];

	return diag_set(diag, csv->name, field->line, field->column, "%s", what);
}

static enum err take_number(const struct csv *csv, int column, int least, int most,
			    struct diag *diag, int *ret_number)
{
	const char *text = csv->fields[column].text;
	char *end;
	long number = strtol(text, &end, 10);

	if (end == text || *end || number < least || number > most)
		return wrong(csv, column, diag, "a whole number that can be is wanted here");
	*ret_number = (int)number;
	return ERR_OK;
}

int targets_year(const struct targets *targets, int year)
{
	for (int i = 0; i < targets->year_count; i++) {
		if (targets->years[i] == year)
			return i;
	}
	return -1;
}

static enum err place_of_year(const struct csv *csv, int year, struct diag *diag,
			      struct targets *t, int *ret_place)
{
	*ret_place = targets_year(t, year);
	if (*ret_place >= 0)
		return ERR_OK;
	if (t->year_count == TARGET_YEARS_MAX ||
	    (t->year_count > 0 && t->years[t->year_count - 1] > year))
		return wrong(csv, COLUMN_YEAR, diag, "years rise, and there are 8 at most");
	t->years[t->year_count] = year;
	*ret_place = t->year_count++;
	return ERR_OK;
}

static enum err take_row(const struct csv *csv, struct diag *diag, struct targets *t)
{
	int region = 0, year = 0, persons = 0, place;
	enum err err = take_number(csv, COLUMN_REGION, 1, REGION_COUNT, diag, &region);

	if (!err)
		err = take_number(csv, COLUMN_YEAR, 2000, 2100, diag, &year);
	if (!err)
		err = take_number(csv, COLUMN_PERSONS, 0, 100000000, diag, &persons);
	if (!err)
		err = place_of_year(csv, year, diag, t, &place);
	if (err)
		return err;
	if (text_copy(t->names[region], TARGET_NAME_MAX, csv->fields[COLUMN_NAME].text))
		return wrong(csv, COLUMN_NAME, diag, "this name is too long");
	t->persons[region][place] = persons;
	return ERR_OK;
}

static enum err read_rows(struct csv *csv, struct diag *diag, struct targets *t)
{
	enum err err = csv_next(csv, diag);	/* the head */

	if (!err && csv->field_count != COLUMN_COUNT)
		return wrong(csv, 0, diag, "the columns are region,name,year,persons");
	while (!err) {
		err = csv_next(csv, diag);
		if (!err)
			err = take_row(csv, diag, t);
	}
	return err == ERR_ABSENT ? ERR_OK : err;
}

enum err targets_read(const char *path, struct diag *diag, struct targets *ret_targets)
{
	FILE *file = fopen(path, "rb");
	struct csv *csv = malloc(sizeof(*csv));
	enum err err = file ? ERR_IO : ERR_ABSENT;

	memset(ret_targets, 0, sizeof(*ret_targets));
	if (file && csv) {
		csv_init(csv, file, path);
		err = read_rows(csv, diag, ret_targets);
	}
	if (file)
		fclose(file);
	free(csv);
	return err;
}
