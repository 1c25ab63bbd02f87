/*
 * What the city plans: annex 1 by districts or annex 2 by departments, three years each.
 */
#ifndef CENTRE_TARGETS_H
#define CENTRE_TARGETS_H

#include "base/diag.h"
#include "base/err.h"

/*
 * Takes the file `path`, whose head says which annex it is, in place of what was there;
 * ret_count: how many rows, for free().  ERR_INPUT with diag: it is no such table; else the
 * errors of database_ask.
 */
enum err targets_import(const char *database, const char *path, char **ret_count,
			struct diag *diag) MUST_CHECK;

#endif
