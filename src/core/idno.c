#include "core/idno.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define IDNO_LENGTH_CHARS 18

char idno_check_digit(const char *digits17)
{
	static const char check[] = "10X98765432";
	static const int weight[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	for (int i = 0; i < 17; i++)
		sum += (digits17[i] - '0') * weight[i];
	return check[sum % 11];
}

enum idno_fault idno_check(const char *text)
{
	struct date birth;
	char date_text[9];

	if (strlen(text) != IDNO_LENGTH_CHARS)
		return IDNO_LENGTH;
	if (strspn(text, "0123456789") < 17 ||
	    (text[17] != 'X' && (text[17] < '0' || text[17] > '9')))
		return IDNO_CHARACTER;
	memcpy(date_text, text + 6, 8);
	date_text[8] = 0;
	if (!date_parse(date_text, &birth))
		return IDNO_DATE;
	return text[17] == idno_check_digit(text) ? IDNO_OK : IDNO_CHECK;
}

int64_t idno_to_key(const char *text)
{
	int64_t key = 0;

	assert(idno_check(text) == IDNO_OK);
	for (int i = 0; i < 17; i++)
		key = key * 10 + (text[i] - '0');
	return key;
}

static void put_digits(uint32_t number, char *out, int count)
{
	for (int i = count - 1; i >= 0; i--) {
		out[i] = (char)('0' + number % 10);
		number /= 10;
	}
}

/* In two halves, which the processor works on side by side. */
void idno_from_key(int64_t key, char out[IDNO_TEXT_MAX])
{
	assert(key > 0 && key < INT64_C(100000000000000000));
	put_digits((uint32_t)(key / 100000000), out, 9);
	put_digits((uint32_t)(key % 100000000), out + 9, 8);
	out[17] = idno_check_digit(out);
	out[18] = 0;
}

struct date idno_birth(const char *text)
{
	struct date birth = { 0 };
	char date_text[9];

	memcpy(date_text, text + 6, 8);
	date_text[8] = 0;
	if (!date_parse(date_text, &birth))
		return (struct date){ 0 };
	return birth;
}

bool idno_is_permit(const char *text)
{
	return text[0] == '8' && text[1] >= '1' && text[1] <= '3';
}

void idno_mask(const char *text, char out[IDNO_TEXT_MAX])
{
	size_t len = strlen(text);

	assert(len < IDNO_TEXT_MAX);
	memset(out, '*', len);
	out[len] = 0;
	if (len != IDNO_LENGTH_CHARS)
		return;
	memcpy(out, text, 4);
	memcpy(out + 16, text + 16, 2);
}
