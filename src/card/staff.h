/*
 * The staff card: our own application on a bought card.  Serial, role, number
 * and name are records as on a social-security card; the card proves itself
 * with the SAM's staff key, or is not believed.  Its PIN is asked as on a
 * social-security card: the last try is never used.
 */
#ifndef CARD_STAFF_H
#define CARD_STAFF_H

#include "card/read.h"

/* Errors of ssc_read; ERR_ABSENT too for a staff card that does not prove itself. */
enum err staff_read(struct card_session *session, const struct reader_card *card,
		    const struct card_wish *wish, struct card_reading *ret_reading) MUST_CHECK;

#endif
