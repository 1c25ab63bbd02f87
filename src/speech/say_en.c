#include "speech/say_lang.h"

#include "speech/say_scan.h"

#include <string.h>

#define LABEL_WORDS_MAX 4096

/* espeak's English voice reads amounts, fractions and times of day well; the rest is here. */
struct saying_en {
	const char *start;
	const char *at;
	struct text *out;
	bool spoken;
};

static const char *const months[] = {
	"January", "February", "March", "April", "May", "June", "July", "August",
	"September", "October", "November", "December",
};

static bool stands_alone(const struct saying_en *s)
{
	return s->at == s->start ||
	       (!is_digit(s->at[-1]) && !is_letter(s->at[-1]) && !strchr("*.:,", s->at[-1]));
}

/* "0 2 4 5", "8 hidden digits". */
static void say_places(struct saying_en *s, const char *at, int count)
{
	while (count > 0) {
		int masked = (int)strspn(at, "*");
		int n = masked > count ? count : masked ? masked : 1;

		if (masked)
			text_addf(s->out, "%d hidden digit%s", n, n == 1 ? "" : "s");
		else
			text_add_n(s->out, at, 1);
		at += n;
		count -= n;
		text_add(s->out, !count ? "" : masked || *at == '*' ? ", " : " ");
	}
	s->spoken = true;
}

static bool identity(struct saying_en *s)
{
	static const int groups[] = { 6, 8, 4 };

	if (!scan_identity(s->start, s->at))
		return false;
	for (int i = 0; i < 3; i++) {
		say_places(s, s->at, groups[i]);
		text_add(s->out, i < 2 ? ", " : "");
		s->at += groups[i];
	}
	return true;
}

static bool date(struct saying_en *s)
{
	struct calendar date;

	if (!stands_alone(s) || !scan_date(s->at, &date))
		return false;
	if (date.day)
		text_addf(s->out, "%d ", date.day);
	text_addf(s->out, "%s %d", months[date.month - 1], date.year);
	s->at += date.len;
	s->spoken = true;
	return true;
}

static bool groups(struct saying_en *s)
{
	int len = stands_alone(s) ? scan_groups(s->at) : 0;

	for (const char *end = s->at + len; s->at < end;) {
		int n = (int)strspn(s->at, "0123456789*");

		say_places(s, s->at, n);
		s->at += n;
		text_add(s->out, s->at < end ? ", " : "");
		s->at += s->at < end;
	}
	return len > 0;
}

/* Numbers to be noted down: long ones, and those that begin with 0 or hide places. */
static bool noted_down(struct saying_en *s)
{
	int len = (int)strspn(s->at, "0123456789*");
	bool masked = len && memchr(s->at, '*', (size_t)len);

	if (!stands_alone(s) || len < 2 || s->at[len] == '.' || s->at[len] == ':')
		return false;
	if (!masked && s->at[0] != '0' && len < 7 &&
	    !(len == 5 && scan_word(s->at, "123")))
		return false;
	say_places(s, s->at, len);
	s->at += len;
	return true;
}

/* "NB-7F3K-0012". */
static bool code(struct saying_en *s)
{
	size_t len = strspn(s->at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
	bool letters = false, digits = false;

	while (len && s->at[len - 1] == '-')
		len--;
	for (size_t i = 0; i < len; i++) {
		letters |= is_letter(s->at[i]);
		digits |= is_digit(s->at[i]);
	}
	if (!letters || !digits || !stands_alone(s) || is_letter(s->at[len]))
		return false;
	for (size_t i = 0; i < len; i++, s->at++) {
		text_add_n(s->out, *s->at == '-' ? "," : s->at, 1);
		text_add(s->out, i + 1 < len && s->at[1] != '-' ? " " : "");
	}
	s->spoken = true;
	return true;
}

static bool rule_ids(struct saying_en *s)
{
	size_t bracket = *s->at == '(' || *s->at == '[';
	int len = stands_alone(s) ? scan_rule_ids(s->at + bracket) : 0;
	size_t end = (size_t)len + bracket;

	if (!len || (bracket && s->at[end] != ')' && s->at[end] != ']'))
		return false;
	s->at += end + bracket;
	if (s->out->len && s->out->bytes[s->out->len - 1] == ' ')
		s->at = scan_spaces(s->at);
	return true;
}

/* "¥800" → "800 yuan". */
static bool money_sign(struct saying_en *s)
{
	const char *number = s->at + strlen("¥");
	size_t len;

	if (!scan_word(s->at, "¥"))
		return false;
	number = scan_spaces(number);
	len = strspn(number, "0123456789,.");
	while (len && !is_digit(number[len - 1]))
		len--;
	if (!len)
		return false;
	text_add_n(s->out, number, len);
	text_add(s->out, " yuan");
	s->at = number + len;
	s->spoken = true;
	return true;
}

/* "3-5 days" → "3 to 5 days"; "yuan/day" → "yuan a day". */
static bool between(struct saying_en *s)
{
	if (s->at == s->start)
		return false;
	if ((*s->at == '-' || *s->at == '~') && is_digit(s->at[1]) &&
	    (is_digit(s->at[-1]) || s->at[-1] == '%')) {
		text_add(s->out, " to ");
	} else if (*s->at == '/' && is_letter(s->at[1]) && is_letter(s->at[-1])) {
		text_add(s->out, scan_word(s->at + 1, "or") ? " or " : " a ");
	} else {
		return false;
	}
	s->at++;
	return true;
}

static bool mark(struct saying_en *s)
{
	static const struct { const char *written, *spoken; } marks[] = {
		{ "%", " percent" }, { "≥", "at least " }, { "≤", "at most " },
		{ "✓", "" }, { "✔", "" }, { "✗", "" }, { "•", "" }, { "●", "" }, { "○", "" },
		{ "☐", "" }, { "☑", "" }, { "›", "" }, { "‹", "" }, { "§", "section " },
		{ "→", ", " }, { "*", "" }, { "×", " times " }, { "№", "number " },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (!scan_word(s->at, marks[i].written))
			continue;
		text_add(s->out, marks[i].spoken);
		s->at += strlen(marks[i].written);
		s->spoken |= marks[i].spoken[0] != 0;
		return true;
	}
	return false;
}

/*
 * Chinese within English, up to its last character: 甬政办发〔2019〕78号.  Numbers that it
 * sets apart by spaces belong to it: 每天 40 元.
 */
static size_t chinese_length(const char *at)
{
	const char *start = at, *end = at;

	while (*at && !is_letter(*at) && *at != ',' && *at != '.') {
		bool han = scan_han(at);

		utf8_next(&at);
		end = han ? at : end;
	}
	return (size_t)(end - start);
}

static bool chinese(struct saying_en *s)
{
	char run[LABEL_WORDS_MAX];
	size_t len = scan_han(s->at) ? chinese_length(s->at) : 0;

	if (!len)
		return false;
	memcpy(run, s->at, len);
	run[len] = 0;
	say_words_zh(run, false, s->out);
	explicit_bzero(run, len);
	s->at += len;
	s->spoken = true;
	return true;
}

static bool (*const forms[])(struct saying_en *) = {
	chinese, rule_ids, identity, date, groups, noted_down, code, money_sign, between, mark,
};

static void say_next(struct saying_en *s)
{
	const char *next = s->at;

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (forms[i](s))
			return;
	}
	s->spoken |= utf8_next(&next) > ' ';
	text_add_n(s->out, s->at, (size_t)(next - s->at));
	s->at = next;
}

void say_words_en(const char *label, struct text *words)
{
	char plain[LABEL_WORDS_MAX];
	struct saying_en s = { .start = plain, .at = plain, .out = words };

	if (!scan_plain(label, plain, sizeof(plain))) {
		words->full = true;
	} else {
		while (*s.at)
			say_next(&s);
		if (!s.spoken && *label)
			text_add(words, "a clause of the document");
	}
	explicit_bzero(plain, sizeof(plain));
}
