/*
 * Demo keys, and what a card or a SAM computes with them.  The software SAM
 * and the emulated cards and PSAM share this, so that both ends of a demo
 * agree.
 *
 * A stand-in: the key derivation of real cards is not public.  This one has
 * the usual shape (a master key diversified by the card's serial, then by a
 * factor of the session) over the two ciphers that the cards name, 3DES and
 * SM4; a real card will not answer to it.
 */
#ifndef SAM_KEYS_H
#define SAM_KEYS_H

#include "base/err.h"
#include "card/sam.h"

#define SAM_KEY_SIZE 16

struct sam_keys {
	uint8_t card_3des[SAM_KEY_SIZE];
	uint8_t card_sm4[SAM_KEY_SIZE];
	uint8_t staff[SAM_KEY_SIZE];
};

/* "name = 32 hex digits" a line; # begins a remark.  ERR_IO, ERR_INPUT: logged, without a key. */
enum err sam_keys_load(const char *path, struct sam_keys *ret_keys) MUST_CHECK;

/* The key of one card: the master key diversified by the last 8 bytes of its serial. */
void sam_keys_of_card(const struct sam_keys *keys, enum sam_key key,
		      enum sam_algorithm algorithm, const uint8_t card_id[16],
		      uint8_t ret_key[SAM_KEY_SIZE]);

/* What a holder of the card key says to source in the session named by factor. */
void sam_cryptogram(enum sam_algorithm algorithm, const uint8_t card_key[SAM_KEY_SIZE],
		    const uint8_t factor[8], const uint8_t source[8],
		    uint8_t ret_cryptogram[8]);

#endif
