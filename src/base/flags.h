/*
 * What stands behind a command as --NAME VALUE, by a table.
 */
#ifndef BASE_FLAGS_H
#define BASE_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

/* One of text and number is where the value goes. */
struct flag {
	const char *name;	/* with its hyphens */
	const char **text;
	int *number;
	int least, most;	/* of a number */
};

/* false: there is no such flag, or its number is none or out of its bounds. */
bool flags_take(const struct flag *flags, size_t count, const char *name, const char *value);

#endif
