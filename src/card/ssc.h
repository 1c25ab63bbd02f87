/*
 * Reading a social-security card: the conversation.  What its bytes mean is
 * card/ssc_files.h.  Where everything is wished for, the records beyond the
 * holder come last of their file.
 *
 *     SELECT the application, EF05: version, serial, number
 *     prove the card (with a SAM); PIN (when one was given)
 *     EF06: number, name, …            refused: number_only
 *     EF05: dates, and the serial once more: still the same card?
 */
#ifndef CARD_SSC_H
#define CARD_SSC_H

#include "card/read.h"

/*
 * ERR_ABSENT: the card has no such application.  ERR_PROTO: it says nothing
 * sensible.  ERR_DENIED: it refuses what is free.  ERR_REMOVED: another card
 * took its place.  Else the reader's.
 */
enum err ssc_read(struct card_session *session, const struct reader_card *card,
		  const struct card_wish *wish, struct card_reading *ret_reading) MUST_CHECK;

#endif
