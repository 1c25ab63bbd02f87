#include "store/receiptno.h"

#include "core/date.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* terminal 3, day 6; the running number has at least 5, then the check digit */
#define HEAD_DIGITS 9
#define SEQ_DIGITS_MIN 5
#define SEQ_DIGITS_MAX 7

/* H. M. Damm's quasigroup of order 10 (dissertation, Marburg 2004). */
static const uint8_t damm[10][10] = {
	{ 0, 3, 1, 7, 5, 9, 8, 6, 4, 2 },
	{ 7, 0, 9, 2, 1, 5, 4, 8, 6, 3 },
	{ 4, 2, 0, 6, 8, 7, 1, 3, 5, 9 },
	{ 1, 7, 5, 0, 9, 8, 3, 4, 2, 6 },
	{ 6, 1, 2, 3, 0, 4, 5, 9, 7, 8 },
	{ 3, 6, 7, 4, 2, 0, 9, 5, 8, 1 },
	{ 5, 8, 6, 9, 7, 2, 0, 1, 3, 4 },
	{ 8, 9, 4, 5, 3, 6, 2, 0, 1, 7 },
	{ 9, 4, 3, 8, 6, 1, 7, 2, 0, 5 },
	{ 2, 5, 8, 1, 4, 3, 6, 7, 9, 0 },
};

/* 0 over digits that end with their right check digit. */
static int damm_of(const char *text)
{
	int state = 0;

	for (; *text; text++) {
		if (isdigit((unsigned char)*text))
			state = damm[state][*text - '0'];
	}
	return state;
}

static int terminal_number(const char *terminal)
{
	size_t end = strlen(terminal), start;
	int number = 0;

	while (end > 0 && !isdigit((unsigned char)terminal[end - 1]))
		end--;
	for (start = end; start > 0 && end - start < 3 &&
	     isdigit((unsigned char)terminal[start - 1]); start--)
		;
	for (; start < end; start++)
		number = number * 10 + terminal[start] - '0';
	return number;
}

void receiptno_format(const char *terminal, int64_t signed_at, int64_t seq,
		      char out[RECEIPT_NO_MAX])
{
	struct date day = date_in_china(signed_at);
	int n;

	assert(seq > 0 && seq < 10000000);
	n = snprintf(out, RECEIPT_NO_MAX, "%03d-%02d%02d%02d-%05" PRId64, terminal_number(terminal),
		     day.year % 100, day.month, day.day, seq);
	snprintf(out + n, RECEIPT_NO_MAX - (size_t)n, "-%d", damm_of(out));
}

bool receiptno_parse(const char *text, int64_t *ret_seq)
{
	char digits[HEAD_DIGITS + SEQ_DIGITS_MAX + 2];
	size_t n = 0;
	int64_t seq = 0;

	for (; *text; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		if (!isdigit((unsigned char)*text) || n + 1 >= sizeof(digits))
			return false;
		digits[n++] = *text;
	}
	digits[n] = 0;
	if (n < HEAD_DIGITS + SEQ_DIGITS_MIN + 1 || damm_of(digits) != 0)
		return false;
	for (size_t i = HEAD_DIGITS; i + 1 < n; i++)
		seq = seq * 10 + digits[i] - '0';
	*ret_seq = seq;
	return seq > 0;
}
