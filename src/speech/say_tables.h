/*
 * The readings of assets/speech, looked up by the longest phrase.  Private to
 * speech/say_*.c.
 */
#ifndef SPEECH_SAY_TABLES_H
#define SPEECH_SAY_TABLES_H

#include "speech/say.h"

enum say_table {
	SAY_SURNAMES,	/* where a name begins */
	SAY_PHRASES,	/* anywhere */
	SAY_CHARACTERS,	/* those that the voice does not know, or has wrong */
	SAY_TABLES,
};

/* Pinyin of the longest entry that `at` begins with, or NULL. */
const char *say_tables_longest(const struct say_tables *tables, enum say_table which,
			       const char *at, size_t *ret_len);

#endif
