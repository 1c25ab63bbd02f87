#include "speech/say_lang.h"

#include "speech/say_number.h"
#include "speech/say_scan.h"

#include <string.h>

#define LABEL_CHARS_MAX 4096

struct saying_zh {
	const char *start;
	const char *at;
	const struct numerals *n;
	struct text *out;
	bool spoken;	/* something but marks and spaces was said */
};

/* Things that are counted: a lone 2 before them is 两. */
static const char *const measures[] = {
	"个", "個", "门", "門", "次", "年", "天", "人", "项", "項", "种", "種", "份", "张",
	"張", "页", "頁", "位", "名", "周", "週", "件", "条", "條", "步", "家", "课", "課",
	"班", "台", "部", "期", "遍", "岁", "歲", "小时", "小時", "分钟", "分鐘", "元", "倍",
	"万", "萬", "亿", "億", "千", "户", "戶", "组", "組", "处", "處", "秒", "点", "點", NULL,
};
/* … but not these, which begin like one of them. */
static const char *const not_measures[] = { "年级", "年級", "部分", "点五", "条款", NULL };

/* A number behind these is one to be noted down, not an amount. */
static const char *const number_names[] = {
	"号码", "號碼", "卡号", "卡號", "编号", "編號", "尾号", "尾號", "号", "電話", "电话",
	"热线", "熱線", "拨打", "撥打", "密码", "密碼", "邮编", "验证码", "驗證碼", "代码", "代碼",
	"号码：", "號碼：", "卡号：", "卡號：", "编号：", "編號：", "电话：", "電話：", "尾号：",
	"尾號：", "热线：", "熱線：", "号：", "號：", "回执", "回執", "回执：", "取件码", "取件碼",
	"取件码：", "取件碼：", NULL,
};

static const char *const ordinals[] = { "第", NULL };

/* An amount may follow "4/5" style dividers only between these. */
static const char *const per_units[] = {
	"元", "次", "天", "人", "时", "時", "月", "年", "课时", "期", "名", NULL,
};

static bool stands_alone(const struct saying_zh *s)
{
	return s->at == s->start ||
	       (!is_digit(s->at[-1]) && !is_letter(s->at[-1]) && s->at[-1] != '*');
}

static void say_sound_of(struct saying_zh *s, const char *words, size_t taken)
{
	text_add(s->out, words);
	s->at += taken;
	s->spoken = true;
}

/* A space between a number and its unit is not spoken; it would part them. */
static void close_up(struct saying_zh *s)
{
	const char *next = scan_spaces(s->at);

	if (scan_han(next))
		s->at = next;
}

static void say_cardinal(struct saying_zh *s, int value)
{
	number_cardinal(s->out, s->n, (uint64_t)value, NUMBER_ORDINAL);
	s->spoken = true;
}

/* --- identity, card and other numbers that are noted down --- */

static void say_hidden(struct saying_zh *s, int places)
{
	text_add(s->out, s->n->hidden_before);
	number_cardinal(s->out, s->n, (uint64_t)places, NUMBER_OF_THINGS);
	text_add(s->out, s->n->hidden_after);
}

/* Digits one by one; a masked run says how long it is. */
static void say_places(struct saying_zh *s, const char *at, int count)
{
	while (count > 0) {
		int digits = scan_digits(at), hidden = (int)strspn(at, "*");
		int n = digits ? digits : hidden ? hidden : 1;

		n = n < count ? n : count;
		if (digits)
			number_digits(s->out, at, n, DIGITS_CODE);
		else if (hidden)
			say_hidden(s, n);
		else
			text_add_n(s->out, "X", 1);
		at += n;
		count -= n;
		text_add(s->out, count > 0 && (hidden || *at == '*') ? "，" : "");
	}
	s->spoken = true;
}

/* Region, birth date, and the last four: 三三〇二九九，一九八六〇四一二，〇二四五. */
static bool identity(struct saying_zh *s)
{
	static const int groups[] = { 6, 8, 4 };

	if (!scan_identity(s->start, s->at))
		return false;
	for (int i = 0; i < 3; i++) {
		say_places(s, s->at, groups[i]);
		text_add(s->out, i < 2 ? "，" : "");
		s->at += groups[i];
	}
	return true;
}

/* "0574-87654321", "138-0000-0000": three digits or more on both sides. */
static int hyphened_length(const char *at)
{
	int len = scan_digits(at), parts = 1, all = len;

	while (len >= 3 && at[len] == '-' && scan_digits(at + len + 1) >= 3) {
		all += scan_digits(at + len + 1);
		len += 1 + scan_digits(at + len + 1);
		parts++;
	}
	return parts > 1 && all >= 9 ? len : 0;
}

static void say_groups(struct saying_zh *s, int len)
{
	const char *end = s->at + len;

	while (s->at < end) {
		int n = (int)strspn(s->at, "0123456789*");

		say_places(s, s->at, n);
		s->at += n;
		if (s->at < end) {
			text_add(s->out, "，");
			s->at++;
		}
	}
}

static bool groups(struct saying_zh *s)
{
	int len = scan_groups(s->at);

	if (!len)
		len = hyphened_length(s->at);
	if (!len || !stands_alone(s))
		return false;
	say_groups(s, len);
	return true;
}

/* "6217****0245", "尾号****0245", or a mask alone. */
static bool masked(struct saying_zh *s)
{
	int len = (int)strspn(s->at, "0123456789*");

	if (len < 2 || !stands_alone(s) || !memchr(s->at, '*', (size_t)len))
		return false;
	if (s->at[0] == '*' && s->at > s->start && scan_digits(s->at + strspn(s->at, "*")) == 0)
		return false;	/* a masked name */
	say_places(s, s->at, len);
	s->at += len;
	return true;
}

/* 陈*, 陈**: a name of which only the surname is shown. */
static bool masked_name(struct saying_zh *s)
{
	if (*s->at != '*' || s->at == s->start || !((unsigned char)s->at[-1] & 0x80))
		return false;
	say_sound_of(s, "某", 1);
	return true;
}

/* --- codes --- */

/* Also the brackets around them, and the colon after them. */
static bool rule_ids(struct saying_zh *s)
{
	static const char *const open[] = { "（", "(", "[", "〔", NULL };
	static const char *const close[] = { "）", ")", "]", "〕", NULL };
	static const char *const after[] = { "：", ": ", ":", " ", NULL };
	size_t bracket = scan_any(s->at, open);
	int len = stands_alone(s) ? scan_rule_ids(s->at + bracket) : 0;
	size_t end = len && bracket ? scan_any(s->at + bracket + len, close) : 0;

	if (!len || (bracket && !end))
		return false;
	s->at += bracket + (size_t)len + end;
	if (!bracket)
		s->at += scan_any(s->at, after);
	return true;
}

/* "NB-7F3K-0012": letters one by one, digits one by one. */
static bool code(struct saying_zh *s)
{
	size_t len = strspn(s->at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				   "0123456789-");
	bool letters = false, digits = false;

	for (size_t i = 0; i < len; i++) {
		letters |= is_letter(s->at[i]);
		digits |= is_digit(s->at[i]);
	}
	if (!letters || !digits || !stands_alone(s))
		return false;
	for (size_t i = 0; i < len; i++, s->at++) {
		if (*s->at == '-')
			text_add(s->out, "，");
		else if (is_letter(*s->at))
			text_addf(s->out, "%c ", *s->at);
		else
			number_digits(s->out, s->at, 1, DIGITS_CODE);
	}
	s->spoken = true;
	return true;
}

/* --- dates and times --- */

static void say_year(struct saying_zh *s, const char *digits)
{
	number_digits(s->out, digits, 4, DIGITS_YEAR);
	s->spoken = true;
}

static bool date(struct saying_zh *s)
{
	struct calendar date;

	if (!stands_alone(s) || !scan_date(s->at, &date))
		return false;
	say_year(s, s->at);
	text_add(s->out, "年");
	say_cardinal(s, date.month);
	text_add(s->out, "月");
	if (date.day) {
		say_cardinal(s, date.day);
		text_add(s->out, "日");
	}
	s->at += date.len;
	return true;
}

static bool is_year(const char *at)
{
	int year = scan_value(at, 4);

	return scan_digits(at) == 4 && year >= 1900 && year <= 2199;
}

/* "2021年", "2019-2021年", "2019年". */
static bool year(struct saying_zh *s)
{
	static const char *const to[] = { "-", "~", "—", "至", "到", NULL };
	size_t gap;

	if (!stands_alone(s) || !is_year(s->at))
		return false;
	gap = scan_any(s->at + 4, to);
	if (gap && is_year(s->at + 4 + gap) &&
	    scan_word(scan_spaces(s->at + 8 + gap), "年")) {
		say_year(s, s->at);
		text_add(s->out, "至");
		say_year(s, s->at + 4 + gap);
		s->at += 8 + gap;
	} else if (scan_word(scan_spaces(s->at + 4), "年")) {
		say_year(s, s->at);
		s->at += 4;
	} else {
		return false;
	}
	close_up(s);
	return true;
}

/* 甬政办发〔2019〕78号: the year of a document stands in brackets. */
static bool document_year(struct saying_zh *s)
{
	static const char *const open[] = { "〔", "[", "﹝", "【", "［", NULL };
	static const char *const close[] = { "〕", "]", "﹞", "】", "］", NULL };
	size_t before = scan_any(s->at, open);
	size_t after = before && is_year(s->at + before) ?
		       scan_any(s->at + before + 4, close) : 0;

	if (!after)
		return false;
	say_year(s, s->at + before);
	text_add(s->out, "年");
	s->at += before + 4 + after;
	return true;
}

static void say_minute(struct saying_zh *s, int value, const char *unit)
{
	if (value > 0 && value < 10)
		text_add(s->out, "零");
	say_cardinal(s, value);
	text_add(s->out, unit);
}

static bool time_of_day(struct saying_zh *s)
{
	struct clock_time time;

	if (!stands_alone(s) || !scan_time(s->at, &time))
		return false;
	number_cardinal(s->out, s->n, (uint64_t)time.hour, NUMBER_OF_THINGS);
	text_add(s->out, s->n->point);
	if (time.minute > 0 || time.second > 0)
		say_minute(s, time.minute, "分");
	if (time.second > 0)
		say_minute(s, time.second, "秒");
	s->at += time.len;
	s->spoken = true;
	return true;
}

/* --- amounts --- */

struct spoken_amount {
	uint64_t whole;
	const char *digits;	/* of the fraction, without zeros at its end */
	int places;
	int len;
};

/* "12,000" and "12000", never "1,2": groups of three only. */
static int whole_length(const char *at, uint64_t *ret_value)
{
	uint64_t value = 0;
	int n = scan_digits(at), len = n;

	if (n == 0 || n > 15)
		return 0;
	for (int i = 0; i < n; i++)
		value = value * 10 + (uint64_t)(at[i] - '0');
	while (n <= 3 && len < 15 && at[len] == ',' && scan_digits(at + len + 1) == 3) {
		value = value * 1000 + (uint64_t)scan_value(at + len + 1, 3);
		len += 4;
	}
	/* "8 00 元": a group that begins with 0 is no number of its own. */
	while (len < 15 && at[len] == ' ' && at[len + 1] == '0' &&
	       scan_word(scan_spaces(at + len + 1 + scan_digits(at + len + 1)), "元")) {
		for (len++; is_digit(at[len]); len++)
			value = value * 10 + (uint64_t)(at[len] - '0');
	}
	*ret_value = value;
	return len;
}

static bool scan_amount(const char *at, struct spoken_amount *ret_amount)
{
	struct spoken_amount amount = { 0 };

	amount.len = whole_length(at, &amount.whole);
	if (!amount.len)
		return false;
	if (at[amount.len] == '.' && is_digit(at[amount.len + 1])) {
		amount.digits = at + amount.len + 1;
		amount.places = scan_digits(amount.digits);
		amount.len += 1 + amount.places;
	}
	*ret_amount = amount;
	return true;
}

static void drop_zeros(struct spoken_amount *amount)
{
	while (amount->places && amount->digits[amount->places - 1] == '0')
		amount->places--;
}

static void say_amount(struct saying_zh *s, const struct spoken_amount *amount, enum number_use use)
{
	number_cardinal(s->out, s->n, amount->whole, use);
	if (amount->places) {
		text_add(s->out, s->n->point);
		for (int i = 0; i < amount->places; i++)
			number_digits(s->out, amount->digits + i, 1,
				      amount->digits[i] == '0' ? DIGITS_CODE : DIGITS_YEAR);
	}
	s->spoken = true;
}

static void say_percent(struct saying_zh *s, const struct spoken_amount *amount)
{
	text_add(s->out, "百分之");
	if (amount->whole == 100 && !amount->places)
		text_add(s->out, "百");
	else
		say_amount(s, amount, NUMBER_ORDINAL);
	s->spoken = true;
}

/* "-", "~" or "—" between two numbers, with spaces around or without. */
static int range_mark(const char *at)
{
	static const char *const marks[] = { "-", "~", "—", NULL };
	const char *mark = scan_spaces(at);
	size_t len = scan_any(mark, marks);
	const char *next = scan_spaces(mark + len);

	return len && is_digit(*next) ? (int)(next - at) : 0;
}

/* "30%", "30-50%", "30%~50%". */
static bool percent(struct saying_zh *s)
{
	struct spoken_amount low, high;
	int mark, len;

	if (!stands_alone(s) || !scan_amount(s->at, &low))
		return false;
	len = low.len + (s->at[low.len] == '%');
	mark = range_mark(s->at + len);
	if (mark && scan_amount(s->at + len + mark, &high) &&
	    s->at[len + mark + high.len] == '%') {
		say_percent(s, &low);
		text_add(s->out, "至");
		say_percent(s, &high);
		s->at += len + mark + high.len + 1;
		return true;
	}
	if (len == low.len)
		return false;
	say_percent(s, &low);
	s->at += len;
	return true;
}

static bool money_sign(struct saying_zh *s)
{
	static const char *const signs[] = { "¥", NULL };
	size_t sign = scan_any(s->at, signs);
	const char *number = scan_spaces(s->at + sign);
	struct spoken_amount amount;

	if (!sign || !scan_amount(number, &amount))
		return false;
	drop_zeros(&amount);
	s->at = number + amount.len;
	say_amount(s, &amount, NUMBER_OF_THINGS);
	text_add(s->out, "元");
	s->at = scan_word(scan_spaces(s->at), "元") ? scan_spaces(s->at) + 3 : s->at;
	return true;
}

static enum number_use use_before(const struct saying_zh *s, const char *unit)
{
	if (scan_after(s->start, s->at, ordinals))
		return NUMBER_ORDINAL;
	unit = scan_spaces(unit);
	if (scan_any(unit, measures) && !scan_any(unit, not_measures))
		return NUMBER_OF_THINGS;
	return NUMBER_PLAIN;
}

/* Is a row of digits to be noted down rather than understood as an amount? */
static bool noted_down(const struct saying_zh *s, int digits)
{
	const char *unit = scan_spaces(s->at + digits);

	if (scan_any(unit, measures))
		return false;
	return (digits > 1 && s->at[0] == '0') || digits >= 8 ||
	       (digits == 5 && scan_word(s->at, "123")) ||
	       (digits >= 3 && scan_after(s->start, s->at, number_names));
}

/* "1/3" is a third; "第 2/3 页" is page two of three. */
static bool fraction(struct saying_zh *s)
{
	int above = scan_digits(s->at), below;

	if (above == 0 || above > 3 || s->at[above] != '/' || !stands_alone(s))
		return false;
	below = scan_digits(s->at + above + 1);
	if (below == 0 || below > 3 || s->at[above + 1 + below] == '/')
		return false;
	if (scan_after(s->start, s->at, ordinals)) {
		say_cardinal(s, scan_value(s->at, above));
		text_add(s->out, s->n->page_of);
		say_cardinal(s, scan_value(s->at + above + 1, below));
	} else {
		say_cardinal(s, scan_value(s->at + above + 1, below));
		text_add(s->out, "分之");
		say_cardinal(s, scan_value(s->at, above));
	}
	s->at += above + 1 + below;
	close_up(s);
	return true;
}

/* "3.2.1": sections and versions. */
static bool dotted(struct saying_zh *s)
{
	int len = scan_digits(s->at), dots = 0;

	while (len && len < 60 && s->at[len] == '.' && is_digit(s->at[len + 1])) {
		dots++;
		len += 1 + scan_digits(s->at + len + 1);
	}
	if (dots < 2 || !stands_alone(s))
		return false;
	for (const char *end = s->at + len; s->at < end;) {
		int n = scan_digits(s->at);

		say_cardinal(s, scan_value(s->at, n));
		s->at += n;
		if (s->at < end)
			say_sound_of(s, s->n->point, 1);
	}
	return true;
}

static void say_range_end(struct saying_zh *s)
{
	struct spoken_amount amount;
	int mark = range_mark(s->at);

	if (!mark || !scan_amount(s->at + mark, &amount))
		return;
	text_add(s->out, "至");
	s->at += mark;
	say_amount(s, &amount, use_before(s, s->at + amount.len));
	s->at += amount.len;
}

static bool number(struct saying_zh *s)
{
	struct spoken_amount amount;
	int digits = scan_digits(s->at);

	if (digits == 0)
		return false;
	if (noted_down(s, digits) || !scan_amount(s->at, &amount)) {
		say_places(s, s->at, digits);
		s->at += digits;
	} else {
		if (scan_word(scan_spaces(s->at + amount.len), "元"))
			drop_zeros(&amount);
		say_amount(s, &amount, use_before(s, s->at + amount.len));
		s->at += amount.len;
		say_range_end(s);
	}
	close_up(s);
	return true;
}

static bool minus(struct saying_zh *s)
{
	if (*s->at != '-' || !is_digit(s->at[1]) ||
	    (s->at > s->start && s->at[-1] != ' '))
		return false;
	say_sound_of(s, s->n->minus, 1);
	return true;
}

/* "9:30-11:00": from one to the other, whatever they are. */
static bool to(struct saying_zh *s)
{
	int mark = s->at > s->start ? range_mark(s->at) : 0;

	if (!mark || *s->at == ' ' || !(is_digit(s->at[-1]) || s->at[-1] == ' '))
		return false;
	say_sound_of(s, "至", (size_t)mark);
	return true;
}

/* --- marks --- */

/* 40 元/天: forty yuan each day. */
static bool per(struct saying_zh *s)
{
	if (*s->at != '/' || !scan_han(s->at + 1))
		return false;
	say_sound_of(s, scan_after(s->start, s->at, per_units) ? "每" : "或", 1);
	return true;
}

struct spoken_mark {
	const char *written;
	const char *spoken;
};

static bool mark(struct saying_zh *s)
{
	static const struct spoken_mark marks[] = {
		{ "✓", "" }, { "✔", "" }, { "✗", "" }, { "•", "" }, { "●", "" }, { "○", "" },
		{ "☐", "" }, { "☑", "" }, { "›", "" }, { "‹", "" }, { "■", "" }, { "§", "" },
		{ "▲", "" }, { "▼", "" }, { "*", "" }, { "→", "，" }, { "×", "乘" },
		{ "+", "加" }, { "℃", "摄氏度" }, { "㎡", "平方米" }, { "№", "第" },
	};
	const struct spoken_mark words[] = {
		{ "≥", s->n->at_least }, { "≤", s->n->at_most }, { "=", s->n->equals },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (scan_word(s->at, marks[i].written)) {
			text_add(s->out, marks[i].spoken);
			s->at += strlen(marks[i].written);
			return true;
		}
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (scan_word(s->at, words[i].written)) {
			say_sound_of(s, words[i].spoken, strlen(words[i].written));
			return true;
		}
	}
	return false;
}

/* The first that knows the text at hand takes it: the special before the general. */
static bool (*const forms[])(struct saying_zh *) = {
	rule_ids, identity, document_year, date, year, time_of_day, groups, masked,
	masked_name, percent, money_sign, fraction, dotted, minus, code, number, to, per, mark,
};

static void say_next(struct saying_zh *s)
{
	const char *next = s->at;
	uint32_t c;

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (forms[i](s))
			return;
	}
	c = utf8_next(&next);
	/* Between Chinese and digits a space is typography only. */
	if (c != ' ' || !is_digit(*scan_spaces(next)) || s->at == s->start ||
	    is_digit(s->at[-1]))
		text_add_n(s->out, s->at, (size_t)(next - s->at));
	s->spoken |= c > ' ';
	s->at = next;
}

void say_words_zh(const char *label, bool hant, struct text *words)
{
	char plain[LABEL_CHARS_MAX];
	struct saying_zh s = {
		.start = plain, .at = plain, .out = words,
		.n = hant ? &numerals_hant : &numerals_hans,
	};

	if (!scan_plain(label, plain, sizeof(plain))) {
		words->full = true;
	} else {
		while (*s.at)
			say_next(&s);
		/* Whatever can be seen can be heard, a bare code too. */
		if (!s.spoken && *label)
			text_add(words, s.n->clause);
	}
	explicit_bzero(plain, sizeof(plain));
}
