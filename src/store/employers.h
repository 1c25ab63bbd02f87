/*
 * The list in force of enterprises that trade friction has hit, and what follows from it for
 * a person: where there is a list, the employer's number decides, and what a register typed
 * beside it counts no longer (src/policy/RULES.md, R4-4a).
 */
#ifndef STORE_EMPLOYERS_H
#define STORE_EMPLOYERS_H

#include "store/inner.h"

/*
 * Sets or takes away EMPLOYER_LISTED (core/employer.h) of one person: the day is that of the
 * list's import.  Without a list, and without number and word, nothing changes.  The store
 * has been entered.  ERR_PROTO, ERR_IO: of the database.
 */
enum err employers_decide(struct store *store, struct person *person) MUST_CHECK;

#endif
