/*
 * What makes a card more than a copy: it proves that it shares a key with the
 * SAM (internal authentication), and is shown that we do (external).
 */
#ifndef CARD_AUTH_H
#define CARD_AUTH_H

#include "card/apdu.h"
#include "card/pin.h"
#include "card/sam.h"

#include <stdbool.h>

/* Time that a SAM is given. */
#define SAM_MS_MAX 1000

/*
 * question holds key, algorithm, card_id and historical bytes; the rest is
 * filled here.  The source of the internal authentication is random of our
 * own: a source of the card's choosing would let a copy repeat one recorded
 * answer for ever.  External authentication follows only where it is wanted
 * and the card has proved itself, because cards count failures.
 *
 * ERR_OK with *ret_genuine false: the card does not prove itself, or the SAM
 * cannot tell.  ERR_PROTO: the card says 6Fxx again, which is trouble and no
 * refusal; else the errors of the conversation.
 */
enum err auth_card(struct card_session *session, struct sam *sam, struct sam_question *question,
		   bool external, bool *ret_genuine) MUST_CHECK;

/*
 * Verifies six digits.  The counter is asked first; the last try is never
 * used, and a card that does not tell its counter is not tried at all.
 * (A mere reading does not ask: a card may count the question as a try.)
 * *ret_tries: what is left afterwards; -1 not known.
 */
enum err auth_pin(struct card_session *session, const char *pin, enum pin_result *ret_result,
		  int *ret_tries) MUST_CHECK;

#endif
