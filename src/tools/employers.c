#include "tools/employers.h"

#include "base/csv.h"
#include "core/employer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static int code_column(const struct csv *csv)
{
	for (int i = 0; i < csv->field_count; i++) {
		if (strcmp(csv->fields[i].text, "credit_code") == 0)
			return i;
	}
	return -1;
}

static enum err read_header(struct csv *csv, int *ret_column, struct diag *diag)
{
	enum err err = csv_next(csv, diag);

	if (err && err != ERR_ABSENT)
		return err;
	*ret_column = err ? -1 : code_column(csv);
	return *ret_column < 0 ? diag_set(diag, csv->name, 1, 1, "the column \"credit_code\" is "
					  "missing: add it to the first line") : ERR_OK;
}

static enum err add(struct employers *list, const struct csv *csv, int column, struct diag *diag)
{
	const struct csv_field *at = &csv->fields[column];

	if (!employer_no_is(at->text))
		return diag_set(diag, csv->name, at->line, at->column, "no number of an "
				"enterprise: write the eighteen signs of its licence (GB 32100)");
	if (list->count == EMPLOYERS_LISTED_MAX)
		return diag_set(diag, csv->name, at->line, 1, "more than %d enterprises: is this "
				"the right file?", EMPLOYERS_LISTED_MAX);
	list->keys[list->count++] = employer_no_key(at->text);
	return ERR_OK;
}

static enum err read_rows(struct employers *list, struct csv *csv, struct diag *diag)
{
	int column = -1;
	enum err err = read_header(csv, &column, diag);

	while (!err && (err = csv_next(csv, diag)) == ERR_OK)
		err = add(list, csv, column, diag);
	return err == ERR_ABSENT ? ERR_OK : err;
}

enum err employers_read(const char *path, struct employers *ret_list, struct diag *diag)
{
	struct employers list = { .keys = calloc(EMPLOYERS_LISTED_MAX, sizeof(*list.keys)) };
	struct csv *csv = malloc(sizeof(*csv));
	FILE *file = fopen(path, "re");
	enum err err = file ? list.keys && csv ? ERR_OK : ERR_IO :
		diag_set(diag, path, 0, 0, "%s: name a file that can be read", strerror(errno));

	if (!err) {
		csv_init(csv, file, path);
		err = read_rows(&list, csv, diag);
	}
	if (file)
		fclose(file);
	free(csv);
	if (err) {
		employers_finish(&list);
		return err;
	}
	qsort(list.keys, (size_t)list.count, sizeof(*list.keys), compare);
	*ret_list = list;
	return ERR_OK;
}

void employers_finish(struct employers *list)
{
	free(list->keys);
	*list = (struct employers){ 0 };
}

bool employers_has(const struct employers *list, const char *no)
{
	int64_t key = employer_no_key(no);

	return bsearch(&key, list->keys, (size_t)list->count, sizeof(key), compare) != NULL;
}
