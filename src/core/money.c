#include "core/money.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

void money_format(fen amount, char out[MONEY_TEXT_MAX])
{
	fen size = amount < 0 ? -amount : amount;
	const char *sign = amount < 0 ? "-" : "";

	if (size % 100 == 0)
		snprintf(out, MONEY_TEXT_MAX, "%s%" PRId64, sign, size / 100);
	else
		snprintf(out, MONEY_TEXT_MAX, "%s%" PRId64 ".%02d", sign,
			 size / 100, (int)(size % 100));
}

fen money_percent(fen amount, int percent)
{
	assert(amount >= 0 && percent >= 0 && amount <= INT64_MAX / 1000);
	return amount * percent / 100;
}
