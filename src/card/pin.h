/*
 * The holder's PIN, as a card answers to it.
 */
#ifndef CARD_PIN_H
#define CARD_PIN_H

#include "core/holder.h"	/* PIN_DIGITS */

/* Numbers are fixed: they cross the link. */
enum pin_result {
	PIN_NONE = 0,		/* none was asked for */
	PIN_RIGHT = 1,
	PIN_WRONG = 2,		/* tries_left says how often more */
	PIN_LAST_TRY = 3,	/* one try is left: the kiosk never uses it */
	PIN_LOCKED = 4,
	PIN_UNSUPPORTED = 5,	/* the card has no PIN, or does not tell its counter */
};

#endif
