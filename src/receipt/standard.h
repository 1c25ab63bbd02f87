/*
 * What every sheet says alike, from the very words that stood on the glass, so
 * that paper and screen cannot differ: the parts of the notice, what happens
 * next, how to withdraw, where to ask.
 *
 * Place and rules of a sheet are the caller's: he knows the hall and the pack.
 */
#ifndef RECEIPT_STANDARD_H
#define RECEIPT_STANDARD_H

#include "receipt/receipt.h"

/*
 * Fills all of *text but its place and rules, which become none.  counter: the words for
 * where a person helps, in that language; keep_days: how long the application
 * is kept.  words_open must have been called.  Sentences that would not fit
 * their field are asserted: they are ours.
 */
void receipt_text_standard(struct receipt_text *text, enum lang lang,
			   const struct application *application, const char *counter,
			   int keep_days);

#endif
