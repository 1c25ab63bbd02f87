/*
 * Signed packs and data from the centre, where a hall trusts somebody's key (kiosk.yaml,
 * `trust`): what is newer is asked for, brought in pieces into one file, and given to
 * "skills-kiosk pack install", which verifies, tries and takes it.  Both between visits.
 *
 * What was refused is not asked for again until the kiosk is begun anew or a newer one is
 * there, and the centre is told why.
 */
#ifndef KIOSK_FETCH_H
#define KIOSK_FETCH_H

#include "wire/courier_link.h"
#include "wire/offers.h"

#include <stdint.h>
#include <sys/types.h>

struct kiosk;

/* After a start, and how often then; less up to a quarter by chance. */
#define FETCH_FIRST_MS 3000
#define FETCH_EVERY_MS 600000
/* What came of one is told this soon. */
#define FETCH_AGAIN_MS 1000
/* A line of 64 kbit/s carries a piece in 6 s. */
#define FETCH_PIECE_MS 20000
/* 50,000 rows are imported in a tenth of it. */
#define FETCH_TAKE_MS 60000

enum fetch_state {
	FETCH_RESTS,	/* until next_ms */
	FETCH_ASKS,	/* what there is */
	FETCH_LOADS,	/* one of the offers, piece by piece */
	FETCH_HOLDS,	/* it is whole, and a visit is on */
	FETCH_TAKES,	/* the command runs */
};

struct fetch_desk {
	enum fetch_state state;
	int64_t next_ms;		/* INT64_MAX: never */
	uint32_t request_id;		/* under way; 0: none */
	int count, at;
	struct wire_offer offers[WIRE_OFFERS_MAX];
	int fd;				/* of the file that is being filled; -1: none */
	int64_t have;			/* bytes of it */
	pid_t pid;			/* of the command */
	int said_fd;			/* what it says */
	int64_t until_ms;
	/* by their kinds: what is not asked for again */
	int refusal_count;
	struct wire_refusal refusals[WIRE_OFFERS_MAX];
	int told;			/* the refusal that the centre hears of next */
	bool news;			/* something was taken or refused since it was asked */
};

/* Once; and at the end, whatever is under way. */
void fetch_open(struct kiosk *kiosk);
void fetch_end(struct kiosk *kiosk);

/* The courier's life, and an answer under this number: true when it was for here. */
void fetch_started(struct kiosk *kiosk);
bool fetch_answered(struct kiosk *kiosk, const struct courier_answer *answer);
void fetch_lost(struct kiosk *kiosk);

/* What is due now; ms until then, -1: nothing. */
void fetch_mind(struct kiosk *kiosk);
int fetch_due_ms(const struct kiosk *kiosk);

#endif
