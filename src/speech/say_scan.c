#include "speech/say_scan.h"

#include <string.h>

int scan_digits(const char *at)
{
	return (int)strspn(at, "0123456789");
}

int scan_value(const char *digits, int count)
{
	int value = 0;

	for (int i = 0; i < count && i < 9; i++)
		value = value * 10 + (digits[i] - '0');
	return value;
}

bool scan_word(const char *at, const char *word)
{
	return strncmp(at, word, strlen(word)) == 0;
}

size_t scan_any(const char *at, const char *const *words)
{
	for (; *words; words++) {
		if (scan_word(at, *words))
			return strlen(*words);
	}
	return 0;
}

bool scan_after(const char *start, const char *at, const char *const *words)
{
	while (at > start && at[-1] == ' ')
		at--;
	for (; *words; words++) {
		size_t len = strlen(*words);

		if ((size_t)(at - start) >= len && strncmp(at - len, *words, len) == 0)
			return true;
	}
	return false;
}

bool scan_han(const char *at)
{
	uint32_t c = utf8_next(&at);

	return (c >= 0x3400 && c <= 0x9fff) || c == 0x3007 || c >= 0x20000;
}

const char *scan_spaces(const char *at)
{
	while (*at == ' ')
		at++;
	return at;
}

static int part(const char *at, int most, int low, int high, int *ret_value)
{
	int count = scan_digits(at);

	if (count == 0 || count > most)
		return 0;
	*ret_value = scan_value(at, count);
	return *ret_value >= low && *ret_value <= high ? count : 0;
}

bool scan_date(const char *at, struct calendar *ret_date)
{
	struct calendar date = { 0 };
	int n;

	if (scan_digits(at) != 4 || !strchr("-/.", at[4]) || !at[4] ||
	    !part(at, 4, 1900, 2199, &date.year))
		return false;
	n = part(at + 5, 2, 1, 12, &date.month);
	date.len = 5 + n;
	if (n && at[date.len] == at[4]) {
		n = part(at + date.len + 1, 2, 1, 31, &date.day);
		date.len += 1 + n;
	} else if (at[4] != '-' || n != 2) {
		return false;	/* "2021.5" is a number, "2021-5" a range */
	}
	/* "2021-03-15-0007" is a number of something; "2021-03-15-2021-04-02" is not. */
	if (!n || is_letter(at[date.len]) ||
	    (at[date.len] == '-' && scan_digits(at + date.len + 1) != 4))
		return false;
	*ret_date = date;
	return true;
}

/* ":" or "：" between digits. */
static int colon(const char *at)
{
	int len = *at == ':' ? 1 : scan_word(at, "：") ? 3 : 0;

	return len && is_digit(at[len]) ? len : 0;
}

bool scan_time(const char *at, struct clock_time *ret_time)
{
	struct clock_time time = { .second = -1 };
	int n = part(at, 2, 0, 24, &time.hour);
	int mark = n ? colon(at + n) : 0;

	if (!mark || scan_digits(at + n + mark) != 2 ||
	    !part(at + n + mark, 2, 0, 59, &time.minute))
		return false;
	time.len = n + mark + 2;
	mark = colon(at + time.len);
	if (mark && scan_digits(at + time.len + mark) == 2 &&
	    part(at + time.len + mark, 2, 0, 59, &time.second))
		time.len += mark + 2;
	*ret_time = time;
	return true;
}

bool scan_identity(const char *start, const char *at)
{
	int run = scan_digits(at);
	char last = at[run];

	if (at > start && (is_digit(at[-1]) || is_letter(at[-1]) || at[-1] == '*'))
		return false;
	if (run == 17 && (last == 'X' || last == 'x'))
		return !is_letter(at[18]) && !is_digit(at[18]);
	return run == 18 && !is_letter(last);
}

/* "R4-5b", "RA2-3", "A-UPLIFT": ids of rules, which nobody wants to hear. */
static int rule_id_length(const char *at)
{
	int len = 1 + (at[0] == 'R' && at[1] == 'A');

	if (at[0] == 'R' && is_digit(at[len])) {
		len += scan_digits(at + len);
		if (at[len] != '-' || !is_digit(at[len + 1]))
			return 0;
		len += 1 + scan_digits(at + len + 1);
		len += at[len] >= 'a' && at[len] <= 'z';
	} else if (at[0] == 'A' && at[1] == '-' && at[2] >= 'A' && at[2] <= 'Z') {
		len = 2 + (int)strspn(at + 2, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	} else {
		return 0;
	}
	return is_letter(at[len]) || is_digit(at[len]) ? 0 : len;
}

int scan_rule_ids(const char *at)
{
	static const char *const between[] = { "、", "，", ", ", ",", " ", NULL };
	int len = rule_id_length(at), all = len;

	while (len) {
		int gap = (int)scan_any(at + all, between);

		len = gap ? rule_id_length(at + all + gap) : 0;
		all += len ? gap + len : 0;
	}
	return all;
}

int scan_groups(const char *at)
{
	int len = 0, groups = 0;

	while (strspn(at + len, "0123456789*") == 4) {
		groups++;
		len += 4;
		if (at[len] != ' ' || strspn(at + len + 1, "0123456789*") == 0)
			break;
		len++;
	}
	if (groups > 1 && at[len - 1] == ' ')
		len += (int)strspn(at + len, "0123456789*");
	return groups > 1 ? len : 0;
}

/* The ASCII form of a full-width or typographic character; 0: none. */
static char ascii_form(uint32_t c)
{
	if ((c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) ||
	    (c >= 0xff41 && c <= 0xff5a) || c == 0xff05 || c == 0xff0f ||
	    c == 0xff0a || c == 0xff0b || c == 0xff0d || c == 0xff1d || c == 0xff0e)
		return (char)(c - 0xfee0);
	switch (c) {
	case 0x3000: case 0x2002: case 0x2003: case '\t': return ' ';
	case 0xff5e: case 0x301c: return '~';		/* ～ 〜 */
	case 0x2212: case 0x2010: case 0x2011: case 0x2013: return '-';
	default: return 0;
	}
}

static bool is_thin_space(uint32_t c)
{
	return c == 0xa0 || c == 0x2009 || c == 0x202f || c == 0x200a;
}

bool scan_plain(const char *label, char *out, size_t cap)
{
	struct text text = text_in(out, cap);

	while (*label) {
		const char *start = label;
		uint32_t c = utf8_next(&label);
		char plain = ascii_form(c);

		if (is_thin_space(c)) {
			bool within = text.len && is_digit(out[text.len - 1]) && is_digit(*label);

			text_add(&text, within ? "" : " ");
		} else if (plain) {
			text_add_n(&text, &plain, 1);
		} else if (c == 0xffe5) {
			text_add(&text, "¥");
		} else {
			text_add_n(&text, start, (size_t)(label - start));
		}
	}
	return !text.full;
}
