/*
 * Receipt numbers: "007-261124-00042-7" is terminal, day of signing, running
 * number of the store and a check digit.  Digits only, so that they can be
 * typed on any keypad and told over a telephone; nothing personal in them.
 *
 * The check digit is Damm's: it finds every wrong digit and every swap of two
 * neighbours.
 */
#ifndef STORE_RECEIPTNO_H
#define STORE_RECEIPTNO_H

#include "core/application.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * terminal: its last digits count ("kiosk 7" → 007); signed_at in s UTC, the
 * day is Ningbo's (UTC+8).
 */
void receiptno_format(const char *terminal, int64_t signed_at, int64_t seq,
		      char out[RECEIPT_NO_MAX]);

/*
 * The running number of a well-formed receipt number; spaces and dashes may be
 * left out.  False when mistyped.
 */
bool receiptno_parse(const char *text, int64_t *ret_seq);

#endif
