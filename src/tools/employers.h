/*
 * The list of enterprises that trade friction has hit, as `import friction` takes it, for a
 * command that has no store.
 */
#ifndef TOOLS_EMPLOYERS_H
#define TOOLS_EMPLOYERS_H

#include "base/diag.h"

#include <stdbool.h>
#include <stdint.h>

#define EMPLOYERS_LISTED_MAX 100000

struct employers {
	int count;
	int64_t *keys;	/* employer_no_key, rising */
};

/* Of its columns credit_code is read.  ERR_INPUT with diag; else the caller finishes it. */
enum err employers_read(const char *path, struct employers *ret_list,
			struct diag *diag) MUST_CHECK;
void employers_finish(struct employers *list);

bool employers_has(const struct employers *list, const char *no);

#endif
