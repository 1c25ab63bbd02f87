/*
 * Pictures that are drawn once and copied often (a line of words, a drawing),
 * bounded in bytes; the one not used for longest goes first.  What is dropped
 * is wiped: a line may be a name.
 *
 * Thread: the screen's.
 */
#ifndef UI_KEEP_H
#define UI_KEEP_H

#include <SDL.h>

#include <stddef.h>
#include <stdint.h>

struct keep;

/* All that makes one picture differ from another. */
struct keep_key {
	uint32_t ink;
	uint32_t ground;
	int em_px;	/* or a drawing's width */
	int kind;	/* face, or a drawing's number */
	const char *text;
	size_t len;
};

struct keep *keep_create(size_t bytes_max);
void keep_destroy(struct keep *keep);

/* The kept picture, or NULL.  Borrowed until the next keep_add. */
const SDL_Surface *keep_find(struct keep *keep, const struct keep_key *key);

/* Takes the picture over; it stays valid until the next keep_add. */
void keep_add(struct keep *keep, const struct keep_key *key, SDL_Surface *picture);

void keep_wipe(struct keep *keep);
size_t keep_bytes(const struct keep *keep);

#endif
