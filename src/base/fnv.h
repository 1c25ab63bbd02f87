/*
 * FNV-1a (Fowler, Noll, Vo): a sum that tells texts apart in a table.  Nothing that has to
 * withstand anybody.
 */
#ifndef BASE_FNV_H
#define BASE_FNV_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define FNV32_BEGIN 2166136261u

/* Goes on from a hash, or from FNV32_BEGIN. */
static inline uint32_t fnv32(uint32_t hash, const void *data, size_t size)
{
	const uint8_t *bytes = data;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ bytes[i]) * 16777619u;
	return hash;
}

static inline uint32_t fnv32_text(uint32_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (uint8_t)*text) * 16777619u;
	return hash;
}

#define FNV64_BEGIN 0xcbf29ce484222325u
#define FNV64_PRIME 0x100000001b3u

/* Goes on from a hash, or from FNV64_BEGIN. */
static inline uint64_t fnv64(uint64_t hash, const void *data, size_t size)
{
	const uint8_t *bytes = data;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ bytes[i]) * FNV64_PRIME;
	return hash;
}

static inline uint64_t fnv64_text(const char *text)
{
	return fnv64(FNV64_BEGIN, text, strlen(text));
}

#endif
