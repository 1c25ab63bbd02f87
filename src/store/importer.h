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
/* What is left of a record's texts once they were composed anew (base/normal.h). */
#define IMPORT_COMPOSED_MAX 4096

struct import {
	struct store *store;
	const struct import_kind *kind;
	struct diag *diag;
	struct csv csv;
	int at[IMPORT_COLUMNS_MAX];	/* the kind's column → field of the record; -1 left out */
	struct person person;		/* being gathered: register and history */
	struct date today;		/* in Ningbo, when the import began */
	struct people_row row;		/* that person, sealed */
	int person_line;		/* the person's first */
	int claim_lines[CLAIMS_MAX];	/* of the person's claims */
	int training_count;		/* of the person: trainings */
	struct training_record trainings[TRAINING_RECORDS_MAX];
	struct people_sort *people;	/* what was gathered: register, history and trainings */
	const struct store_bundle *bundle;	/* it is all of its kind; or NULL */
	struct tally_counts counts;	/* of the chains after it; of a bundle */
	int64_t lines;
	int64_t rows;
	size_t composed_used;
	char composed[IMPORT_COMPOSED_MAX];
};

/* Bits. */
enum column_trait {
	COLUMN_OPTIONAL = 1,	/* the file may leave it out */
	COLUMN_PROSE = 2,	/* an apostrophe in front belongs to the text */
	COLUMN_UNREAD = 4,
};

struct import_column {
	const char *name;
	unsigned traits;
};

struct import_kind {
	const char *name;
	const char *table;
	const char *details;	/* a second table, of the same keys; or NULL */
	const struct import_column *columns;	/* ends with a NULL name */
	enum err (*row)(struct import *in);	/* one record */
	enum err (*end)(struct import *in);	/* after the last; or NULL */
	int64_t rows_max;	/* in the store: more than any city has */
};

extern const struct import_kind import_register, import_history;
extern const struct import_kind import_institutions, import_catalogue, import_standards;
extern const struct import_kind import_overrides, import_trainings, import_disclosures;
extern const struct import_kind import_friction;

/* "" for a column that the file leaves out. */
const char *import_text(const struct import *in, int column);

/* ERR_INPUT at the place of a column's field. */
enum err import_refuse(struct import *in, int column, const char *fmt, ...) PRINTF_LIKE(3, 4);

/*
 * Trims each field, takes off the apostrophe by which spreadsheets mark a text,
 * composes it (NFC), and refuses characters that no title may hold.
 */
enum err import_clean(struct import *in) MUST_CHECK;

/* Each of these refuses with a message of its own; empty is refused unless said. */
enum err import_copy(struct import *in, int column, char *out, size_t cap) MUST_CHECK;
enum err import_copy_or_empty(struct import *in, int column, char *out, size_t cap) MUST_CHECK;
/* A trade: as it is compared. */
enum err import_key_or_empty(struct import *in, int column, char *out, size_t cap) MUST_CHECK;
/*
 * Of a text in Chinese; import_chinese wants a Chinese character too.  ERR_INPUT
 * where letters tell that the file was read in the wrong coding.
 */
enum err import_letters(struct import *in, int column) MUST_CHECK;
enum err import_chinese(struct import *in, int column, char *out, size_t cap) MUST_CHECK;
/* An empty one is taken, and so is a file without the column. */
enum err import_chinese_or_empty(struct import *in, int column, char *out,
				 size_t cap) MUST_CHECK;
/* A telephone as it is dialled: digits, and what stands between them; or empty. */
enum err import_phone_or_empty(struct import *in, int column, char *out, size_t cap) MUST_CHECK;
enum err import_number(struct import *in, int column, int64_t min, int64_t max,
		       int64_t *ret_number) MUST_CHECK;
/* Yuan with at most two decimals → fen; 0 is no amount. */
enum err import_yuan(struct import *in, int column, fen *ret_amount) MUST_CHECK;
enum err import_bool(struct import *in, int column, bool *ret_value) MUST_CHECK;
/* true, yes, 是, false, no, 否 in any case, or empty for unknown. */
enum err import_tri(struct import *in, int column, enum tri *ret_value) MUST_CHECK;
enum err import_date(struct import *in, int column, struct date *ret_date) MUST_CHECK;
enum err import_date_or_empty(struct import *in, int column, struct date *ret_date) MUST_CHECK;
/* Of what has happened: a day to come is refused. */
enum err import_not_after_today(struct import *in, int column, struct date date) MUST_CHECK;
/* Index of the word among names; the message lists them. */
enum err import_word(struct import *in, int column, const char *const *names, int count,
		     int *ret_index) MUST_CHECK;
enum err import_idno(struct import *in, int column, char ret_id_no[IDNO_TEXT_MAX]) MUST_CHECK;

/* The yuan of a column, or -1 where it is empty or left out; numbers likewise. */
enum err import_yuan_or_unknown(struct import *in, int column, fen *ret_amount) MUST_CHECK;
enum err import_number_or_unknown(struct import *in, int column, int64_t max,
				  int64_t *ret_number) MUST_CHECK;

/*
 * ---- several lines a person, together (importpeople.c) ----
 *
 * Ends the person that is being gathered by put and begins the one of this line.
 */
enum err import_turn_to(struct import *in, int column, enum err (*put)(struct import *))
	MUST_CHECK;
/* in->row goes to the rest; all of them into the table. */
enum err import_sort_in(struct import *in) MUST_CHECK;
enum err import_insert_people(struct import *in, enum query query) MUST_CHECK;
/* A source must be named. */
enum err import_source(struct import *in, int column) MUST_CHECK;

/* The line in which a key of import_once came; ERR_ABSENT. */
enum err import_line_of(struct import *in, const char *key, int64_t *ret_line) MUST_CHECK;

/* The first time a key comes in this file; a second time is refused. */
enum err import_once(struct import *in, int column, const char *key) MUST_CHECK;

#endif
