/*
 * A file of what another system says of people, handed in as one batch (sql/0020):
 * merged whole, or nothing of it with each line's reason.
 *
 * The file has the columns of the kiosk's own register: id_no, fact, value, as_of; it may have
 * ref, the system's own name for the person; others are passed over.  Numbers become
 * keyed hashes before they leave this process.
 */
#ifndef CENTRE_EXCHANGE_H
#define CENTRE_EXCHANGE_H

#include "base/diag.h"
#include "centre/city_key.h"
#include "centre/database.h"

struct exchange_outcome {
	long merged;		/* lines */
	long rejects;		/* lines; with any, nothing was merged */
	long contradictions;	/* facts on which another source says otherwise */
};

/*
 * refused: told for each reject, in the file's order, with its line.  ERR_INPUT with diag:
 * the file is none, or a number in it is none; nothing was staged.  ERR_ABSENT, logged: the
 * centre knows no such source; else the errors of database_call.
 */
enum err exchange_import(struct database *db, const struct city_key *key, const char *path,
			 const char *source, void (*refused)(const char *path, const char *line),
			 struct exchange_outcome *ret_outcome, struct diag *diag) MUST_CHECK;

/*
 * The same for what a system has handed in by COPY into its table exchange.from_NAME, by the
 * names of people that its monthly files had (sql/0050); nothing there: all zero.  refused is
 * given source for the path, and the row's place.  ERR_IO, logged: source has no such table.
 */
enum err exchange_take_copied(struct database *db, const char *source,
			      void (*refused)(const char *path, const char *line),
			      struct exchange_outcome *ret_outcome) MUST_CHECK;

#endif
