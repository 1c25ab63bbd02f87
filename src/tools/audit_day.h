/*
 * What a day looked like: how often each thing stands in the audit log of that day (of
 * China), visits by the hour, and what visitors thought of it.  Counts, and nobody.
 */
#ifndef TOOLS_AUDIT_DAY_H
#define TOOLS_AUDIT_DAY_H

#include "core/date.h"
#include "store/store.h"

/* On stdout.  ERR_FULL: more kinds of lines than any program writes; else as of store.h. */
enum err audit_day_print(struct store *store, struct date day) MUST_CHECK;

#endif
