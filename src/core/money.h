/*
 * Money in integer fen (1 yuan = 100 fen); no floating point anywhere.
 */
#ifndef CORE_MONEY_H
#define CORE_MONEY_H

#include <stddef.h>
#include <stdint.h>

typedef int64_t fen;

/* The longest text of money_format, its NUL included. */
#define MONEY_TEXT_MAX 32

/* "800", "599.99": yuan, with fen only where there are some.  No unit, no grouping. */
void money_format(fen amount, char out[MONEY_TEXT_MAX]);

/* amount * percent / 100, floored to the fen (src/policy/RULES.md, A-UPLIFT). */
fen money_percent(fen amount, int percent);

#endif
