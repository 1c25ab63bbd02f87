#include "ui/surface_cache.h"

#include "base/fnv.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define CACHE_SLOTS 1024	/* a page has about fifty lines */
#define PROBES 16

struct kept {
	struct surface_cache_key key;	/* text is its own copy */
	uint64_t used;
	SDL_Surface *picture;	/* NULL: the slot is free */
};

struct surface_cache {
	struct kept slot[CACHE_SLOTS];
	size_t bytes;
	size_t bytes_max;
	uint64_t clock;
};

struct surface_cache *surface_cache_create(size_t bytes_max)
{
	struct surface_cache *cache = calloc(1, sizeof(*cache));

	if (!cache)
		abort();
	cache->bytes_max = bytes_max;
	return cache;
}

static size_t size_of(const SDL_Surface *picture)
{
	return (size_t)picture->pitch * (size_t)picture->h;
}

static void drop(struct surface_cache *cache, struct kept *kept)
{
	size_t size = size_of(kept->picture);

	explicit_bzero(kept->picture->pixels, size);
	SDL_FreeSurface(kept->picture);
	explicit_bzero((char *)kept->key.text, kept->key.len);
	free((char *)kept->key.text);
	*kept = (struct kept){ .used = 0 };
	cache->bytes -= size;
}

void surface_cache_wipe(struct surface_cache *cache)
{
	for (int i = 0; i < CACHE_SLOTS; i++) {
		if (cache->slot[i].picture)
			drop(cache, &cache->slot[i]);
	}
}

void surface_cache_destroy(struct surface_cache *cache)
{
	if (!cache)
		return;
	surface_cache_wipe(cache);
	free(cache);
}

size_t surface_cache_bytes(const struct surface_cache *cache)
{
	return cache->bytes;
}

static uint32_t hash_of(const struct surface_cache_key *key)
{
	uint32_t hash = fnv32(FNV32_BEGIN, &key->ink, sizeof(key->ink));

	hash = fnv32(hash, &key->ground, sizeof(key->ground));
	hash = fnv32(hash, &key->em_px, sizeof(key->em_px));
	hash = fnv32(hash, &key->kind, sizeof(key->kind));
	return fnv32(hash, key->text, key->len);
}

static bool same(const struct surface_cache_key *a, const struct surface_cache_key *b)
{
	return a->ink == b->ink && a->ground == b->ground && a->em_px == b->em_px &&
	       a->kind == b->kind && a->len == b->len &&
	       memcmp(a->text, b->text, a->len) == 0;
}

const SDL_Surface *surface_cache_find(struct surface_cache *cache,
				      const struct surface_cache_key *key)
{
	uint32_t at = hash_of(key);

	for (uint32_t i = 0; i < PROBES; i++) {
		struct kept *kept = &cache->slot[(at + i) % CACHE_SLOTS];

		if (kept->picture && same(&kept->key, key)) {
			kept->used = ++cache->clock;
			return kept->picture;
		}
	}
	return NULL;
}

/* A free slot near the hash, or the one there that was not used for longest. */
static struct kept *slot_for(struct surface_cache *cache, uint32_t at)
{
	struct kept *oldest = &cache->slot[at % CACHE_SLOTS];

	for (uint32_t i = 0; i < PROBES; i++) {
		struct kept *kept = &cache->slot[(at + i) % CACHE_SLOTS];

		if (!kept->picture)
			return kept;
		if (kept->used < oldest->used)
			oldest = kept;
	}
	return oldest;
}

static void drop_oldest(struct surface_cache *cache)
{
	struct kept *oldest = NULL;

	for (int i = 0; i < CACHE_SLOTS; i++) {
		struct kept *kept = &cache->slot[i];

		if (kept->picture && (!oldest || kept->used < oldest->used))
			oldest = kept;
	}
	if (oldest)
		drop(cache, oldest);
}

void surface_cache_add(struct surface_cache *cache, const struct surface_cache_key *key,
		       SDL_Surface *picture)
{
	struct kept *kept = slot_for(cache, hash_of(key));
	char *text = malloc(key->len + 1);

	if (!text)
		abort();
	if (kept->picture)
		drop(cache, kept);
	while (cache->bytes > 0 && cache->bytes + size_of(picture) > cache->bytes_max)
		drop_oldest(cache);
	memcpy(text, key->text, key->len);
	text[key->len] = 0;
	*kept = (struct kept){ .key = *key, .used = ++cache->clock, .picture = picture };
	kept->key.text = text;
	cache->bytes += size_of(picture);
}
