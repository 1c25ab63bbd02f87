/*
 * Comma-separated values as RFC 4180 has them, and nothing looser: UTF-8 (a
 * byte-order mark is skipped), lines end in LF or CR LF, a field that holds a
 * comma, a quote or a line break stands in quotes, a quote in it is doubled.
 * Every line has as many fields as the first.  One that holds nothing but commas
 * and blanks, as spreadsheets leave them below a table, is passed over.
 *
 * Memory is bounded whatever the file's size: one record at a time.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/diag.h"

#include <stdbool.h>
#include <stdio.h>

#define CSV_FIELDS_MAX 64
#define CSV_RECORD_MAX 16384
#define CSV_READ_BYTES 16384

struct csv_field {
	const char *text;	/* valid until the next record */
	int line;
	int column;		/* of its first character, the quote if there is one */
};

struct csv {
	FILE *file;		/* borrowed */
	const char *name;	/* for diag; borrowed */
	int ahead;		/* the next byte, or EOF */
	int line;		/* of `ahead` */
	int column;
	int width;		/* fields of the first record; 0 before */
	int field_count;
	struct csv_field fields[CSV_FIELDS_MAX];
	size_t used;
	char bytes[CSV_RECORD_MAX];
	size_t read_at;		/* of read_end bytes that were read from the file */
	size_t read_end;
	unsigned char read[CSV_READ_BYTES];
};

void csv_init(struct csv *csv, FILE *file, const char *name);

/* The next record into csv->fields.  ERR_ABSENT at the end of the file; ERR_INPUT; ERR_IO. */
enum err csv_next(struct csv *csv, struct diag *diag) MUST_CHECK;

/* One field as csv_next takes it: in quotes where it must be.  Errors are the stream's. */
void csv_put(FILE *file, const char *text);

#endif
