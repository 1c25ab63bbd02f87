/*
 * What the kinds of import share: a record by column names, values with their
 * messages.  Only import*.c include it.
 */
#ifndef STORE_IMPORTER_H
#define STORE_IMPORTER_H

#include "base/csv.h"
#include "store/import.h"
#include "store/inner.h"

#define IMPORT_COLUMNS_MAX 24

struct import {
	struct store *store;
	const struct import_kind *kind;
	struct diag *diag;
	struct csv csv;
	int at[IMPORT_COLUMNS_MAX];	/* the kind's column → field of the record; -1 left out */
	struct person person;		/* being gathered: register and history */
	int64_t lines;
	int64_t rows;
};

struct import_column {
	const char *name;
	bool may_be_left_out;
};

struct import_kind {
	const char *name;
	const char *table;
	const struct import_column *columns;	/* ends with a NULL name */
	enum err (*row)(struct import *in);	/* one record */
	enum err (*end)(struct import *in);	/* after the last; or NULL */
};

extern const struct import_kind import_register, import_history;
extern const struct import_kind import_institutions, import_catalogue, import_standards;

/* "" for a column that the file leaves out. */
const char *import_text(const struct import *in, int column);

/* ERR_INPUT at the place of a column's field. */
enum err import_refuse(struct import *in, int column, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Each of these refuses with a message of its own; empty is refused unless said. */
enum err import_copy(struct import *in, int column, char *out, size_t cap) MUST_CHECK;
enum err import_copy_or_empty(struct import *in, int column, char *out, size_t cap) MUST_CHECK;
enum err import_number(struct import *in, int column, int64_t min, int64_t max,
		       int64_t *ret_number) MUST_CHECK;
/* Yuan with at most two decimals → fen. */
enum err import_yuan(struct import *in, int column, fen *ret_amount) MUST_CHECK;
enum err import_bool(struct import *in, int column, bool *ret_value) MUST_CHECK;
/* true, false, or empty for unknown. */
enum err import_tri(struct import *in, int column, enum tri *ret_value) MUST_CHECK;
enum err import_date(struct import *in, int column, struct date *ret_date) MUST_CHECK;
enum err import_date_or_empty(struct import *in, int column, struct date *ret_date) MUST_CHECK;
/* Index of the word among names; the message lists them. */
enum err import_word(struct import *in, int column, const char *const *names, int count,
		     int *ret_index) MUST_CHECK;
enum err import_idno(struct import *in, int column, char ret_id_no[IDNO_TEXT_MAX]) MUST_CHECK;

/* The first time a key comes in this file; a second time is refused. */
enum err import_once(struct import *in, int column, const char *key) MUST_CHECK;

#endif
