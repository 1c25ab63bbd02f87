/*
 * Pictures that are drawn once and copied often (a line of words, a drawing),
 * bounded in bytes; the one not used for longest goes first.  What is dropped
 * is wiped: a line may be a name.
 *
 * Thread: the screen's.
 */
#ifndef UI_SURFACE_CACHE_H
#define UI_SURFACE_CACHE_H

#include <SDL.h>

#include <stddef.h>
#include <stdint.h>

struct surface_cache;

/* All that makes one picture differ from another. */
struct surface_cache_key {
	uint32_t ink;
	uint32_t ground;
	int em_px;	/* or a drawing's width */
	int kind;	/* face, or a drawing's number */
	const char *text;
	size_t len;
};

struct surface_cache *surface_cache_create(size_t bytes_max);
void surface_cache_destroy(struct surface_cache *cache);

/* The kept picture, or NULL.  Borrowed until the next surface_cache_add. */
const SDL_Surface *surface_cache_find(struct surface_cache *cache,
				      const struct surface_cache_key *key);

/* Takes the picture over; it stays valid until the next surface_cache_add. */
void surface_cache_add(struct surface_cache *cache, const struct surface_cache_key *key,
		       SDL_Surface *picture);

void surface_cache_wipe(struct surface_cache *cache);
size_t surface_cache_bytes(const struct surface_cache *cache);

#endif
