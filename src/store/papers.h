/*
 * What was handed to the printer of each application, as lines of the audit log:
 * written before a paper is sent, and again when its fate is known.  So there is
 * one original at most, whatever printer and power do, and every other paper says
 * that it is a copy.
 *
 * Errors and thread as in store/store.h.
 */
#ifndef STORE_PAPERS_H
#define STORE_PAPERS_H

#include "store/store.h"

enum paper_fate {
	PAPER_FATE_NONE,	/* never sent, or surely not printed */
	PAPER_FATE_OPEN,	/* sent, and nobody knows: perhaps it came out */
	PAPER_FATE_OUT,		/* by the printer's own word */
	PAPER_FATE_COUNT,
};

struct paper_account {
	enum paper_fate original;
	enum paper_fate copy;	/* of the last one */
	int copies;		/* that were sent, whatever became of them */
	bool was_sent;		/* a line of it is there at all */
};

enum err store_paper_account(struct store *store, const char *receipt_no,
			     struct paper_account *ret_account) MUST_CHECK;

/*
 * Nobody can say that its holder has a paper: it surely did not come out, or that is
 * unknown and no copy was fetched since (*ret_copy: it would be one).  signed_at: of
 * the application; what was signed before papers were noted is owed nothing.
 */
enum err store_paper_is_owed(struct store *store, const char *receipt_no, int64_t signed_at,
			     bool *ret_owed, bool *ret_copy) MUST_CHECK;

/*
 * Durably, before the paper goes to the printer.  *ret_copy is 0: it is the original,
 * since no other can have come out; or the number of the copy.  With an error nothing
 * may be printed.  at: s since 1970, UTC.
 */
enum err store_paper_begin(struct store *store, const char *receipt_no, int64_t at,
			   int *ret_copy) MUST_CHECK;

/* What became of the paper that was begun last; PAPER_FATE_OPEN: nobody knows. */
enum err store_paper_end(struct store *store, const char *receipt_no, int64_t at,
			 enum paper_fate fate) MUST_CHECK;

#endif
