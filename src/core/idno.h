/*
 * Identity numbers: 18 characters, region(6) birth date(8) order(3) check(1),
 * check digit by ISO 7064 MOD 11-2 (GB 11643).  Residence permits of Hong Kong,
 * Macao and Taiwan residents begin with 81, 82, 83 and follow the same form.
 */
#ifndef CORE_IDNO_H
#define CORE_IDNO_H

#include "core/date.h"

#include <stdbool.h>
#include <stdint.h>

/* 18 characters and NUL. */
#define IDNO_TEXT_MAX 19

enum idno_fault {
	IDNO_OK,
	IDNO_LENGTH,	/* not 18 characters */
	IDNO_CHARACTER,	/* something but 0-9, or an X that is not last */
	IDNO_DATE,	/* a birth date that does not exist */
	IDNO_CHECK,	/* the check digit is wrong */
};

/* A lower-case x is not accepted: cards print and store a capital one. */
enum idno_fault idno_check(const char *text);

/* The check character for 17 digits. */
char idno_check_digit(const char *digits17);

/*
 * The first 17 digits as a number, the key of the register (9 µs a look-up by
 * integer against 13 by text).
 */
int64_t idno_to_key(const char *text);
/* The 18 characters again; key must come from idno_to_key. */
void idno_from_key(int64_t key, char out[IDNO_TEXT_MAX]);

struct date idno_birth(const char *text);
/* True for prefixes 81, 82, 83: a residence permit, not a citizen's number. */
bool idno_is_permit(const char *text);

/* "3302************42": what may stand on a screen or a receipt. */
void idno_mask(const char *text, char out[IDNO_TEXT_MAX]);

#endif
