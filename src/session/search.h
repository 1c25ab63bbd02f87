/*
 * A name looked for by the first letters of its pinyin, or by the strokes of its
 * characters: a key a character, which follow one another anywhere in the name.  What
 * has neither (brackets, figures) is passed over.  Any reading of a character will do.
 * Pure.  Thread: any.
 */
#ifndef SESSION_SEARCH_H
#define SESSION_SEARCH_H

#include "session/session.h"

/* Nothing typed: every name. */
bool search_matches(const struct finder *finder, const char *name);

/* Which keys can follow what was typed in this name: bits, 1 for 'a' or for one stroke. */
uint64_t search_next(const struct finder *finder, const char *name);

#endif
