#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool arena_try_init(struct arena *arena, size_t cap)
{
	unsigned char *bytes = calloc(1, cap);

	if (bytes)
		*arena = (struct arena){ bytes, 0, cap };
	return bytes;
}

void arena_init(struct arena *arena, size_t cap)
{
	if (!arena_try_init(arena, cap))
		abort();
}

void arena_finish(struct arena *arena)
{
	if (!arena->bytes)
		return;
	explicit_bzero(arena->bytes, arena->used);
	free(arena->bytes);
	*arena = (struct arena){ 0 };
}

void arena_reset(struct arena *arena)
{
	explicit_bzero(arena->bytes, arena->used);
	arena->used = 0;
}

void *arena_try(struct arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	size_t at = (arena->used + align - 1) / align * align;

	if (at > arena->cap || size > arena->cap - at)
		return NULL;
	arena->used = at + size;
	return arena->bytes + at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	void *memory = arena_try(arena, size);

	assert(memory);
	return memory;
}

char *arena_text(struct arena *arena, const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(arena_alloc(arena, size), text, size);
}

char *arena_textf(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	char *text;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	assert(n >= 0);
	text = arena_alloc(arena, (size_t)n + 1);
	va_start(args, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, args);
	va_end(args);
	return text;
}
