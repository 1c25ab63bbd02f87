#include "ui/keep.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 1024	/* a page has about fifty lines */
#define PROBES 16

struct kept {
	struct keep_key key;	/* text is its own copy */
	uint64_t used;
	SDL_Surface *picture;	/* NULL: the slot is free */
};

struct keep {
	struct kept slot[SLOTS];
	size_t bytes;
	size_t bytes_max;
	uint64_t clock;
};

struct keep *keep_create(size_t bytes_max)
{
	struct keep *keep = calloc(1, sizeof(*keep));

	if (!keep)
		abort();
	keep->bytes_max = bytes_max;
	return keep;
}

static size_t size_of(const SDL_Surface *picture)
{
	return (size_t)picture->pitch * (size_t)picture->h;
}

static void drop(struct keep *keep, struct kept *kept)
{
	size_t size = size_of(kept->picture);

	explicit_bzero(kept->picture->pixels, size);
	SDL_FreeSurface(kept->picture);
	explicit_bzero((char *)kept->key.text, kept->key.len);
	free((char *)kept->key.text);
	*kept = (struct kept){ .used = 0 };
	keep->bytes -= size;
}

void keep_wipe(struct keep *keep)
{
	for (int i = 0; i < SLOTS; i++) {
		if (keep->slot[i].picture)
			drop(keep, &keep->slot[i]);
	}
}

void keep_destroy(struct keep *keep)
{
	if (!keep)
		return;
	keep_wipe(keep);
	free(keep);
}

size_t keep_bytes(const struct keep *keep)
{
	return keep->bytes;
}

/* FNV-1a. */
static uint32_t mix(uint32_t hash, const void *data, size_t len)
{
	const uint8_t *bytes = data;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ bytes[i]) * 16777619u;
	return hash;
}

static uint32_t hash_of(const struct keep_key *key)
{
	const uint32_t parts[4] = { key->ink, key->ground, (uint32_t)key->em_px,
				    (uint32_t)key->kind };

	return mix(mix(2166136261u, parts, sizeof(parts)), key->text, key->len);
}

static bool same(const struct keep_key *a, const struct keep_key *b)
{
	return a->ink == b->ink && a->ground == b->ground && a->em_px == b->em_px &&
	       a->kind == b->kind && a->len == b->len &&
	       memcmp(a->text, b->text, a->len) == 0;
}

const SDL_Surface *keep_find(struct keep *keep, const struct keep_key *key)
{
	uint32_t at = hash_of(key);

	for (uint32_t i = 0; i < PROBES; i++) {
		struct kept *kept = &keep->slot[(at + i) % SLOTS];

		if (kept->picture && same(&kept->key, key)) {
			kept->used = ++keep->clock;
			return kept->picture;
		}
	}
	return NULL;
}

/* A free slot near the hash, or the one there that was not used for longest. */
static struct kept *slot_for(struct keep *keep, uint32_t at)
{
	struct kept *oldest = &keep->slot[at % SLOTS];

	for (uint32_t i = 0; i < PROBES; i++) {
		struct kept *kept = &keep->slot[(at + i) % SLOTS];

		if (!kept->picture)
			return kept;
		if (kept->used < oldest->used)
			oldest = kept;
	}
	return oldest;
}

static void drop_oldest(struct keep *keep)
{
	struct kept *oldest = NULL;

	for (int i = 0; i < SLOTS; i++) {
		struct kept *kept = &keep->slot[i];

		if (kept->picture && (!oldest || kept->used < oldest->used))
			oldest = kept;
	}
	if (oldest)
		drop(keep, oldest);
}

void keep_add(struct keep *keep, const struct keep_key *key, SDL_Surface *picture)
{
	struct kept *kept = slot_for(keep, hash_of(key));
	char *text = malloc(key->len + 1);

	if (!text)
		abort();
	if (kept->picture)
		drop(keep, kept);
	while (keep->bytes > 0 && keep->bytes + size_of(picture) > keep->bytes_max)
		drop_oldest(keep);
	memcpy(text, key->text, key->len);
	text[key->len] = 0;
	*kept = (struct kept){ .key = *key, .used = ++keep->clock, .picture = picture };
	kept->key.text = text;
	keep->bytes += size_of(picture);
}
