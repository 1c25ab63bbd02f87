/*
 * What a kiosk and the centre write to each other of signed packs and data: what is there
 * for this kiosk, and a bundle in pieces.  Nothing here is believed but by its signature;
 * sizes are bounded before anything is asked for.
 *
 * Pure, any thread.
 */
#ifndef WIRE_OFFERS_H
#define WIRE_OFFERS_H

#include "base/err.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

#define WIRE_OFFERS_MAX 8
#define WIRE_OFFER_KIND_MAX 16
#define WIRE_REFUSAL_MAX 256
/* A piece is as long unless it is the last (src/centre/sql/0021-bundles.sql). */
#define WIRE_PIECE_MAX 32768

struct wire_offer {
	char kind[WIRE_OFFER_KIND_MAX];
	int64_t version;
	int64_t size;		/* in bytes; 0 of what a kiosk has */
};

/* One that was not taken, and why. */
struct wire_refusal {
	char kind[WIRE_OFFER_KIND_MAX];	/* "": none was refused */
	int64_t version;
	char why[WIRE_REFUSAL_MAX];	/* UTF-8, one line */
};

/* out->full: too long. */
void wire_ask_offers(struct text *out, const struct wire_offer *have, int count,
		     const struct wire_refusal *refused);
void wire_ask_piece(struct text *out, const struct wire_offer *offer, int64_t from);

/* ERR_PROTO: not an answer of this form; nothing of it is used then. */
enum err wire_offers(const void *answer, size_t size,
		     struct wire_offer ret_offers[WIRE_OFFERS_MAX], int *ret_count) MUST_CHECK;
enum err wire_piece(const void *answer, size_t size, uint8_t ret_piece[WIRE_PIECE_MAX],
		    size_t *ret_size) MUST_CHECK;

#endif
