#include "base/csv.h"

#include "base/log.h"
#include "base/normal.h"
#include "base/text.h"

#include <errno.h>
#include <string.h>

static int next_byte(struct csv *csv)
{
	if (csv->read_at == csv->read_end) {
		csv->read_at = 0;
		csv->read_end = fread(csv->read, 1, sizeof(csv->read), csv->file);
	}
	return csv->read_at < csv->read_end ? csv->read[csv->read_at++] : EOF;
}

/* Columns count characters: a byte that continues one adds none. */
static void advance(struct csv *csv)
{
	if (csv->ahead == '\n') {
		csv->line++;
		csv->column = 1;
	} else if ((csv->ahead & 0xc0) != 0x80) {
		csv->column++;
	}
	csv->ahead = next_byte(csv);
}

void csv_init(struct csv *csv, FILE *file, const char *name)
{
	static const unsigned char mark[] = { 0xef, 0xbb, 0xbf };

	csv->file = file;
	csv->name = name;
	csv->line = csv->column = 1;
	csv->width = csv->field_count = 0;
	csv->used = 0;
	csv->read_at = 0;
	csv->read_end = fread(csv->read, 1, sizeof(csv->read), file);
	if (csv->read_end >= sizeof(mark) && memcmp(csv->read, mark, sizeof(mark)) == 0)
		csv->read_at = sizeof(mark);
	csv->ahead = next_byte(csv);
}

static enum err refuse(struct csv *csv, struct diag *diag, const char *what)
{
	return diag_set(diag, csv->name, csv->line, csv->column, "%s", what);
}

static enum err keep(struct csv *csv, struct diag *diag, int byte)
{
	if (byte == 0)
		return refuse(csv, diag, "a zero byte: save the file as plain UTF-8 text");
	if (csv->used + 1 >= sizeof(csv->bytes))
		return refuse(csv, diag, "the line is longer than 16 KB: "
					 "is a closing quote missing before it?");
	csv->bytes[csv->used++] = (char)byte;
	return ERR_OK;
}

/* At "\r\n", "\n" or the end of the file; a lone CR is none of them. */
static bool at_line_end(const struct csv *csv)
{
	return csv->ahead == '\n' || csv->ahead == '\r' || csv->ahead == EOF;
}

static enum err quoted(struct csv *csv, struct diag *diag, const struct csv_field *field)
{
	advance(csv);
	for (;;) {
		enum err err;

		if (csv->ahead == EOF)
			return diag_set(diag, csv->name, field->line, field->column,
					"this quote is never closed: put \" at the field's end");
		if (csv->ahead == '"') {
			advance(csv);
			if (csv->ahead != '"')
				break;
		}
		err = keep(csv, diag, csv->ahead);
		if (err)
			return err;
		advance(csv);
	}
	if (csv->ahead != ',' && !at_line_end(csv))
		return refuse(csv, diag, "text after a closing quote: "
					 "double a quote that belongs to the text (\"\")");
	return ERR_OK;
}

static enum err plain(struct csv *csv, struct diag *diag)
{
	while (csv->ahead != ',' && !at_line_end(csv)) {
		enum err err;

		if (csv->ahead == '"')
			return refuse(csv, diag, "a quote inside a field: put the "
						 "whole field in quotes and double this one");
		err = keep(csv, diag, csv->ahead);
		if (err)
			return err;
		advance(csv);
	}
	return ERR_OK;
}

static enum err check_utf8(struct csv *csv, struct diag *diag, const struct csv_field *field)
{
	size_t size = strlen(field->text), bad = utf8_bad_offset(field->text, size);

	if (bad == size)
		return ERR_OK;
	return diag_set(diag, csv->name, field->line, field->column,
			"byte %zu of this field is not UTF-8: save the file as UTF-8, not GBK",
			bad + 1);
}

static enum err read_field(struct csv *csv, struct diag *diag)
{
	struct csv_field *field = &csv->fields[csv->field_count];
	enum err err;

	*field = (struct csv_field){ csv->bytes + csv->used, csv->line, csv->column };
	err = csv->ahead == '"' ? quoted(csv, diag, field) : plain(csv, diag);
	if (err)
		return err;
	csv->bytes[csv->used++] = 0;
	csv->field_count++;
	return check_utf8(csv, diag, field);
}

static enum err end_line(struct csv *csv, struct diag *diag)
{
	if (csv->ahead == '\r') {
		advance(csv);
		if (csv->ahead != '\n')
			return refuse(csv, diag,
				      "a lone carriage return: end lines with LF or CR LF");
	}
	if (csv->ahead == '\n')
		advance(csv);
	return ERR_OK;
}

static bool is_empty(const struct csv *csv)
{
	for (int i = 0; i < csv->field_count; i++) {
		if (!text_is_blank(csv->fields[i].text))
			return false;
	}
	return true;
}

static enum err check_width(struct csv *csv, struct diag *diag)
{
	const struct csv_field *first = &csv->fields[0];

	if (csv->width == 0)
		csv->width = csv->field_count;
	if (csv->field_count == csv->width)
		return ERR_OK;
	return diag_set(diag, csv->name, first->line, 1,
			"%d fields where the first line has %d: add or take out commas, "
			"or quote a field with a comma in it",
			csv->field_count, csv->width);
}

static enum err read_record(struct csv *csv, struct diag *diag)
{
	enum err err;

	csv->field_count = 0;
	csv->used = 0;
	for (;;) {
		if (csv->field_count == CSV_FIELDS_MAX)
			return refuse(csv, diag, "more than 64 fields: is this the right file?");
		err = read_field(csv, diag);
		if (err || csv->ahead != ',')
			break;
		advance(csv);
	}
	return err ? err : end_line(csv, diag);
}

enum err csv_next(struct csv *csv, struct diag *diag)
{
	enum err err;

	do {
		if (csv->ahead == EOF && !ferror(csv->file))
			return ERR_ABSENT;
		err = read_record(csv, diag);
	} while (!err && !ferror(csv->file) && is_empty(csv));
	if (!err)
		err = check_width(csv, diag);
	if (!ferror(csv->file))
		return err;
	log_error("%s: %s", csv->name, strerror(errno));
	return ERR_IO;
}

void csv_put(FILE *file, const char *text)
{
	if (!text[strcspn(text, ",\"\r\n")]) {
		fputs(text, file);
		return;
	}
	fputc('"', file);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', file);
		fputc(*text, file);
	}
	fputc('"', file);
}
