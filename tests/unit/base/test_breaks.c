/*
 * Where a line may end: the standard's own sample lines, and the house's rules
 * on top of them.
 */
#include "base/breaks.h"
#include "base/text.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Debian's package unicode-data. */
#define SAMPLES "/usr/share/unicode/auxiliary/LineBreakTest.txt"

enum { TEXT_MAX = 512, LINE_MAX_BYTES = 4096 };

struct sample {
	int number;			/* line of the file */
	char line[LINE_MAX_BYTES];
	char text[TEXT_MAX];
	size_t len;
	unsigned char may[TEXT_MAX];	/* after this byte, as the standard has it */
};

/* "× 0023 ÷ 0020 ÷\t# …": hex code points, × and ÷ between them. */
static bool read_sample(FILE *file, struct sample *s)
{
	static char line[LINE_MAX_BYTES];

	while (fgets(line, sizeof(line), file)) {
		s->number++;
		line[strcspn(line, "\t\n#")] = 0;
		if (!line[0])
			continue;
		memcpy(s->line, line, sizeof(line));
		s->len = 0;
		memset(s->may, 0, sizeof(s->may));
		for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) {
			if (strcmp(word, "×") == 0)
				continue;
			if (strcmp(word, "÷") == 0)
				s->may[s->len - 1] = 1;
			else
				s->len += utf8_put((uint32_t)strtoul(word, NULL, 16),
						   s->text + s->len);
		}
		return true;
	}
	return false;
}

/* The character that a byte of the sample belongs to, marks that hang on another passed over. */
static uint32_t character_before(const struct sample *s, size_t end, size_t *ret_start)
{
	const char *at = s->text;
	uint32_t found = 0;

	while (at < s->text + end) {
		size_t start = (size_t)(at - s->text);
		uint32_t c = utf8_next(&at);

		if (c != 0x308) {
			found = c;
			*ret_start = start;
		}
	}
	return found;
}

static uint32_t character_after(const struct sample *s, size_t end)
{
	const char *at = s->text + end;

	return end < s->len ? utf8_next(&at) : 0;
}

/*
 * ICU keeps two things together where the standard's samples let a line end: a
 * hyphen that begins a word ("-a"), and a point or comma before a digit (".35").
 */
static bool icu_keeps(const struct sample *s, size_t end)
{
	size_t start = 0;
	uint32_t before = character_before(s, end, &start), after = character_after(s, end);

	return (before == '-' && start == 0) ||
	       ((before == '.' || before == ',') && after >= '0' && after <= '9');
}

/* Of " .35" the line may end before the point instead. */
static bool icu_ends(const struct sample *s, size_t end)
{
	return end + 1 < s->len && s->text[end - 1] == ' ' && s->text[end] == '.' &&
	       icu_keeps(s, end + 1);
}

static void check_sample(const struct sample *s)
{
	unsigned char breaks[TEXT_MAX];

	breaks_of_unicode(s->text, s->len, breaks);
	for (size_t i = 0; i < s->len; i++) {
		bool may = breaks[i] != BREAK_NO;

		if (may != s->may[i] && !(may ? icu_ends(s, i + 1) : icu_keeps(s, i + 1)))
			fail_msg("line %d, byte %zu: %s", s->number, i, s->line);
	}
}

static void the_standards_samples(void **state)
{
	static struct sample s;
	FILE *file = fopen(SAMPLES, "re");
	int samples = 0;

	(void)state;
	assert_non_null(file);
	s.number = 0;
	for (; read_sample(file, &s); samples++)
		check_sample(&s);
	fclose(file);
	assert_true(samples > 7000);
}

static bool one_of(uint32_t character, const char *set)
{
	uint32_t c;

	while ((c = utf8_next(&set))) {
		if (c == character)
			return true;
	}
	return false;
}

/* Where this house wants it otherwise: kinsoku, and numbers in one piece. */
static bool house_keeps(const struct sample *s, size_t end)
{
	size_t start = 0;
	uint32_t before = character_before(s, end, &start), after = character_after(s, end);
	const char *at = s->text + start;
	uint32_t last = utf8_next(&at);
	static const char joins[] = "-:/.,*0123456789";

	while (at < s->text + end)	/* rules look at neighbours, marks and all */
		last = utf8_next(&at);
	return one_of(after, "，。、；：？！）》」』】〉〕〗’”…—·％‰℃°,.;:?!)]}%›»") ||
	       one_of(last, "（《「『【〈〔〖‘“￥¥$([{‹«第") ||
	       (one_of(before, joins) && one_of(after, joins));
}

static void the_house_only_forbids(void **state)
{
	static struct sample s;
	FILE *file = fopen(SAMPLES, "re");
	unsigned char breaks[TEXT_MAX], proposed[TEXT_MAX];
	int otherwise = 0;

	(void)state;
	assert_non_null(file);
	s.number = 0;
	while (read_sample(file, &s)) {
		bool differs = false;

		breaks_of_unicode(s.text, s.len, proposed);
		breaks_find(s.text, s.len, breaks);
		for (size_t i = 0; i + 1 < s.len; i++) {
			assert_false(breaks[i] != BREAK_NO && proposed[i] == BREAK_NO);
			if (breaks[i] == BREAK_NO && proposed[i] != BREAK_NO) {
				if (!house_keeps(&s, i + 1))
					fail_msg("line %d, byte %zu: %s", s.number, i, s.line);
				differs = true;
			}
		}
		otherwise += differs;
	}
	fclose(file);
	print_message("kinsoku wants %d samples otherwise\n", otherwise);
}

static bool may_end(const char *text, const char *behind)
{
	unsigned char breaks[TEXT_MAX];
	const char *at = strstr(text, behind);

	assert_non_null(at);
	breaks_find(text, strlen(text), breaks);
	return breaks[at - text + (long)strlen(behind) - 1] != BREAK_NO;
}

static void the_houses_rules(void **state)
{
	(void)state;
	assert_true(may_end("工人", "工"));
	assert_true(may_end("好，人", "，"));
	assert_true(may_end("a b", " "));
	assert_true(may_end("情况（一）", "况"));
	assert_false(may_end("第1页", "第"));
	assert_false(may_end("人，", "人"));
	assert_false(may_end("人）", "人"));
	assert_false(may_end("（人", "（"));
	assert_false(may_end("“撤回", "“"));
	assert_false(may_end("ab", "a"));
	assert_false(may_end("5元", "5"));
	assert_false(may_end("5\u00a0元", "5"));
	assert_false(may_end("5 个工作日", "5 "));
	assert_false(may_end("5 个工作日", "个"));
	assert_false(may_end("四（五）", "四"));
	assert_false(may_end("2021-03-15", "2021-"));
	assert_false(may_end("职业", "职"));
	assert_false(may_end("还不够", "还不"));
	assert_false(may_end("没领", "没"));
	assert_false(may_end("未交", "未"));
	assert_true(may_end("还不够", "还"));
}

/* From a card's name or a course's title anything may come. */
static void every_character_has_an_answer(void **state)
{
	unsigned char breaks[32];

	(void)state;
	for (uint32_t c = 1; c <= 0x10ffff; c++) {
		char text[32] = "甲";
		size_t len = strlen(text);

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		len += utf8_put(c, text + len);
		memcpy(text + len, "乙", strlen("乙"));
		len += strlen("乙");
		breaks_find(text, len, breaks);
		assert_true(breaks[len - 1] == BREAK_MAY);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_standards_samples),
		cmocka_unit_test(the_house_only_forbids),
		cmocka_unit_test(the_houses_rules),
		cmocka_unit_test(every_character_has_an_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
