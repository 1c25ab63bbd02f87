/*
 * A secure access module: whoever holds the keys that a card must prove it
 * shares.  Drivers: a file of demo keys (drivers/sam/soft.c), a PSAM in a
 * PC/SC slot (drivers/sam/psam.c), a remote HSM (drivers/sam/hsm.c).
 *
 * The kiosk only carries cryptograms.  It collects everything in one go, asks
 * once and applies the answer: that is the two-step form of a remote HSM, and
 * a module in a slot does not mind it.
 *
 * Thread: one.  Keys never leave a driver.
 */
#ifndef CARD_SAM_H
#define CARD_SAM_H

#include "base/err.h"

#include <stdint.h>

/* Which key answers. */
enum sam_key {
	SAM_KEY_CARD,	/* RKSSSE: proves a social-security card, opens EF06 of generation 3 */
	SAM_KEY_STAFF,	/* proves a staff card */
};

/* 9F0C of the SSSE's FCI: absent is 01, and 03 is read as SM4. */
enum sam_algorithm { SAM_3DES = 1, SAM_SM4 = 3 };

/* Step one: what was collected from the card. */
struct sam_question {
	enum sam_key key;
	enum sam_algorithm algorithm;
	uint8_t card_id[16];		/* EF05 record 01; its first 3 bytes are the region */
	uint8_t hist[32];		/* historical bytes of ATR or ATS */
	uint8_t hist_size;
	uint8_t internal_factor[8];
	uint8_t internal_source[8];	/* random of the kiosk, so that no recorded answer fits */
	uint8_t external_factor[8];
	uint8_t external_source[8];	/* random of the card */
};

/* Step two: what a card with the right key says, and what it wants to hear. */
struct sam_answer {
	uint8_t internal[8];
	uint8_t external[16];
};

struct sam;

struct sam_ops {
	/* Mandatory: for logs. */
	const char *name;
	/*
	 * Mandatory, within ms.  ERR_DENIED: it has no such key; ERR_GONE: it is
	 * not there (any more); ERR_TIMEOUT, ERR_PROTO.
	 */
	enum err (*answer)(struct sam *sam, const struct sam_question *question,
			   int ms, struct sam_answer *ret_answer);
	/* Mandatory.  Gives everything back, the SAM itself included; keys are wiped. */
	void (*close)(struct sam *sam);
};

struct sam {
	const struct sam_ops *ops;
};

enum err sam_answer(struct sam *sam, const struct sam_question *question, int ms,
		    struct sam_answer *ret_answer) MUST_CHECK;
void sam_close(struct sam *sam);	/* takes NULL */

#endif
