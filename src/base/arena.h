/*
 * Memory that is given back all at once: a tree of nodes, a loaded pack.
 * An arena has a limit from birth; it asserts rather than fails when a caller
 * outgrows it, except through arena_try, which input-driven callers use.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena {
	unsigned char *bytes;
	size_t used;
	size_t cap;
};

/* Owns cap bytes of zeroed memory until arena_finish; aborts when the system has none. */
void arena_init(struct arena *arena, size_t cap);
/* The same, or false when the system has none. */
bool arena_try_init(struct arena *arena, size_t cap);
void arena_finish(struct arena *arena);

/* Forgets everything and wipes it: what stood there may have been private. */
void arena_reset(struct arena *arena);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* The same, or NULL when there is no room. */
void *arena_try(struct arena *arena, size_t size);

char *arena_text(struct arena *arena, const char *text);
char *arena_textf(struct arena *arena, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
