/*
 * A connection to the centre's PostgreSQL, and one call at a time on it.
 *
 * Thread: a connection belongs to one thread.
 */
#ifndef CENTRE_DATABASE_H
#define CENTRE_DATABASE_H

#include "base/err.h"

#include <stddef.h>

struct database;

/* A value of a call: text, or bytes; data NULL is null. */
struct database_value {
	const void *data;
	int size;
	int is_bytes;		/* 0: text, ended by 0 */
};

/* conninfo in libpq's words.  ERR_GONE, logged: nobody answers. */
enum err database_open(const char *conninfo, struct database **ret_db) MUST_CHECK;
void database_close(struct database *db);	/* takes NULL */

/*
 * Runs one statement; of its first row's first column the text, NULL where there is
 * none.  The caller frees it with free().  A line that was lost is opened again by
 * the next call.  ERR_INPUT, logged: the database refuses the values; ERR_GONE,
 * logged: the outcome is not known; ERR_IO, logged: anything else.
 */
enum err database_call(struct database *db, const char *sql, int count,
		       const struct database_value *values, char **ret_text) MUST_CHECK;

/* One call on a connection of its own: for commands. */
enum err database_ask(const char *conninfo, const char *sql, int count,
		      const struct database_value *values, char **ret_text) MUST_CHECK;

static inline struct database_value database_text(const char *text)
{
	return (struct database_value){ .data = text };
}

/* Statements without values, one after another; the errors of database_call. */
enum err database_run(struct database *db, const char *sql) MUST_CHECK;

/*
 * Rows by COPY … FROM STDIN: next gives one line after another in COPY's text form, which
 * is read before it is called again, and ERR_ABSENT after the last; another error of it
 * ends the copy without a row and is returned.  Else the errors of database_call.
 */
enum err database_copy(struct database *db, const char *sql,
		       enum err (*next)(void *context, const char **ret_line, size_t *ret_size),
		       void *context) MUST_CHECK;

/*
 * Rows of COPY … TO STDOUT: take is given one line after another, with its end; an error of
 * it is returned, after the rest was passed over.  Else the errors of database_call.
 */
enum err database_copy_out(struct database *db, const char *sql,
			   enum err (*take)(void *context, const char *line, size_t size),
			   void *context) MUST_CHECK;

#endif
