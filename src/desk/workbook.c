#include "desk/workbook.h"

#include "base/log.h"
#include "desk/made_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#define FIRST_WIDTH 24
#define OTHER_WIDTH 16

/* A sheet is at work; the first error of the library is kept. */
struct sheet_work {
	lxw_worksheet *sheet;
	lxw_format *strong;
	lxw_error error;
};

static void note_error(struct sheet_work *w, lxw_error error)
{
	if (w->error == LXW_NO_ERROR)
		w->error = error;
}

static void put_cell(struct sheet_work *w, lxw_row_t row, lxw_col_t column, const json_t *cell)
{
	if (json_is_string(cell))
		note_error(w, worksheet_write_string(w->sheet, row, column,
						     json_string_value(cell), NULL));
	else if (json_is_number(cell))
		note_error(w, worksheet_write_number(w->sheet, row, column,
						     json_number_value(cell), NULL));
}

static void put_head(struct sheet_work *w, const json_t *sheet)
{
	size_t i;
	json_t *text;

	note_error(w, worksheet_write_string(w->sheet, 0, 0,
		json_string_value(json_object_get(sheet, "title")), w->strong));
	json_array_foreach(json_object_get(sheet, "head"), i, text)
		note_error(w, worksheet_write_string(w->sheet, 1, (lxw_col_t)i,
						     json_string_value(text), w->strong));
	worksheet_set_column(w->sheet, 0, 0, FIRST_WIDTH, NULL);
	worksheet_set_column(w->sheet, 1, (lxw_col_t)(i > 1 ? i - 1 : 1), OTHER_WIDTH, NULL);
	worksheet_freeze_panes(w->sheet, 2, 1);
}

static void put_rows(struct sheet_work *w, const json_t *rows)
{
	size_t i, k;
	json_t *row, *cell;

	json_array_foreach(rows, i, row) {
		json_array_foreach(row, k, cell)
			put_cell(w, (lxw_row_t)(i + 2), (lxw_col_t)k, cell);
	}
}

static enum err write_workbook(const char *path, const json_t *sheet)
{
	lxw_workbook *book = workbook_new(path);
	struct sheet_work w = { 0 };

	w.sheet = book ? workbook_add_worksheet(book, NULL) : NULL;
	w.strong = w.sheet ? workbook_add_format(book) : NULL;
	if (w.strong) {
		format_set_bold(w.strong);
		put_head(&w, sheet);
		put_rows(&w, json_object_get(sheet, "rows"));
	}
	if (book)
		note_error(&w, workbook_close(book));
	if (w.strong && w.error == LXW_NO_ERROR)
		return ERR_OK;
	log_error("a workbook could not be written: %s", lxw_strerror(w.error));
	return ERR_IO;
}

static bool is_sheet(const json_t *sheet)
{
	return json_is_string(json_object_get(sheet, "title")) &&
	       json_is_array(json_object_get(sheet, "head")) &&
	       json_is_array(json_object_get(sheet, "rows"));
}

enum err workbook_set(const json_t *sheet, json_t **ret_xlsx)
{
	char dir[] = "/tmp/skills-desk-XXXXXX", path[sizeof(dir) + 8];
	enum err err;

	if (!is_sheet(sheet))
		return ERR_INPUT;
	if (!mkdtemp(dir)) {
		log_error("%s: %s", dir, strerror(errno));
		return ERR_IO;
	}
	snprintf(path, sizeof(path), "%s/xlsx", dir);
	err = write_workbook(path, sheet);
	if (!err)
		err = made_file_read(path, ret_xlsx);
	unlink(path);
	rmdir(dir);
	return err;
}
