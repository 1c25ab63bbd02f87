/*
 * Which applications of a store were taken back, and by what.
 *
 * Thread: any one.
 */
#ifndef TOOLS_TAKEN_BACK_H
#define TOOLS_TAKEN_BACK_H

#include "store/store.h"

struct taken_back {
	int count, room;
	char (*numbers)[2][RECEIPT_NO_MAX];	/* what was taken back, what took it back; sorted */
};

/* ERR_FULL: memory is short; the store's errors.  taken_back_finish it in any case. */
enum err taken_back_read(struct store *store, struct taken_back *ret_taken_back) MUST_CHECK;
void taken_back_finish(struct taken_back *t);

/* The number of the withdrawal that took it back, or "". */
const char *taken_back_by(const struct taken_back *t, const char *receipt_no);

#endif
