#include "core/employer.h"

#include <stddef.h>
#include <string.h>

/* Without I, O, S, V and Z; a sign's place is its value. */
static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

#define BODY (EMPLOYER_NO_MAX - 2)
#define MODULUS 31
#define WEIGHT 3

bool employer_no_is(const char *text)
{
	unsigned sum = 0, weight = 1;

	if (!text || strlen(text) != EMPLOYER_NO_MAX - 1 || strspn(text, signs) < BODY + 1)
		return false;
	for (size_t i = 0; i < BODY; i++) {
		sum += weight * (unsigned)(strchr(signs, text[i]) - signs);
		weight = weight * WEIGHT % MODULUS;
	}
	return text[BODY] == signs[(MODULUS - sum % MODULUS) % MODULUS];
}

/* FNV-1a of 64 bits, its halves mixed, so that the last sign reaches each bit. */
int64_t employer_no_key(const char *no)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (; *no; no++)
		hash = (hash ^ (uint8_t)*no) * 0x100000001b3;
	hash = (hash ^ hash >> 32) * 0x9e3779b97f4a7c15;
	return (int64_t)(hash >> 1 | 1);
}
