/*
 * The file that goes back to another system for a month (sql/0050): frozen when it is first
 * made, the same bytes whenever it is asked for again.  Its form is the contract in README.md.
 */
#ifndef CENTRE_MONTHLY_FILE_H
#define CENTRE_MONTHLY_FILE_H

#include "base/diag.h"
#include "centre/database.h"

struct monthly_file {
	long lines;	/* without the head and the last line */
	long long fen;	/* their sum, without what is undone */
};

/* "YYYY-MM", from 2000 to 2099. */
int monthly_file_is_month(const char *text);

/*
 * system: a name of exchange.told; month: one that is over.  The file comes to stand at path
 * whole, or not at all; what stands there already is left.  ERR_INPUT with diag: another file
 * is there, or path cannot be written; ERR_INPUT, logged: no file goes to that system, or the
 * month is not over; else the errors of database_call.
 */
enum err monthly_file_write(struct database *db, const char *system, const char *month,
			    const char *path, struct monthly_file *ret_file,
			    struct diag *diag) MUST_CHECK;

#endif
