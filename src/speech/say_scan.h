/*
 * Looking at text, one form at a time.  Private to speech/say_*.c.
 */
#ifndef SPEECH_SAY_SCAN_H
#define SPEECH_SAY_SCAN_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* How many digits at begins with. */
int scan_digits(const char *at);
/* 1..9 digits as a number. */
int scan_value(const char *digits, int count);
/* Does at begin with word? */
bool scan_word(const char *at, const char *word);
/* The length of the first of words (NULL ends) that at begins with; 0: none. */
size_t scan_any(const char *at, const char *const *words);
/* Does the text from start to at end with one of words? */
bool scan_after(const char *start, const char *at, const char *const *words);
bool scan_han(const char *at);
/* Past the spaces. */
const char *scan_spaces(const char *at);

struct calendar {
	int year, month, day;	/* day 0: month only */
	int len;		/* bytes it took */
};

/* "2021-03-15", "2021/3/15", "2021.03.15", "2021-03"; one divider throughout. */
bool scan_date(const char *at, struct calendar *ret_date);

struct clock_time {
	int hour, minute, second;	/* second -1: none */
	int len;
};

/* "9:05", "09:05:30". */
bool scan_time(const char *at, struct clock_time *ret_time);

/* A whole identity number, standing alone: 18 places, the last may be X. */
bool scan_identity(const char *start, const char *at);

/* "6217 0012 3456 789", masked or not: the length of groups of four; 0: none. */
int scan_groups(const char *at);

/* The length of the rule ids that at begins with: "R4-5b、A-UPLIFT"; 0: none. */
int scan_rule_ids(const char *at);

/*
 * Writes label with full-width forms as ASCII, odd spaces as one, and thin
 * spaces between digits gone.  False: no room.
 */
bool scan_plain(const char *label, char *out, size_t cap);

#endif
