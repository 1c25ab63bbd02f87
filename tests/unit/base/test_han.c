/*
 * What base/han.h says of each character against the libraries that know: ICU's
 * transliterator from Han to Latin for the usual reading, its collation by strokes for
 * their number, and for other readings the words of assets/speech/polyphones.tsv.
 *
 * base-test_han --print writes src/base/han_table.c anew from them.
 */
#include "tests/unit/unit.h"

#include "base/han.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/utrans.h>

#define FIRST 0x4e00
#define LAST 0x9fff
#define COUNT (LAST - FIRST + 1)
#define STROKES_MOST 48

static char usual[COUNT];	/* 'a'..'z'; '-': no reading */
static unsigned char strokes[COUNT];
static uint32_t other[COUNT];	/* bits of other readings */

/* ---- ICU ---- */

static UTransliterator *transliterator(void)
{
	static const UChar id[] = u"Han-Latin; Latin-ASCII; Lower";
	UErrorCode code = U_ZERO_ERROR;
	UTransliterator *trans = utrans_openU(id, -1, UTRANS_FORWARD, NULL, -1, NULL, &code);

	assert_true(U_SUCCESS(code));
	return trans;
}

static void read_usual(void)
{
	UTransliterator *trans = transliterator();

	for (int i = 0; i < COUNT; i++) {
		UChar text[32] = { (UChar)(FIRST + i) };
		int32_t len = 1, limit = 1;
		UErrorCode code = U_ZERO_ERROR;

		utrans_transUChars(trans, text, &len, 32, 0, &limit, &code);
		assert_true(U_SUCCESS(code));
		usual[i] = text[0] >= 'a' && text[0] <= 'z' ? (char)text[0] : '-';
	}
	utrans_close(trans);
}

/* Strings that stand before the first character of so many strokes (UTS 35, collation indexes). */
static void read_strokes(void)
{
	UErrorCode code = U_ZERO_ERROR;
	UCollator *collator = ucol_open("zh@collation=stroke", &code);

	assert_true(U_SUCCESS(code));
	for (int i = 0; i < COUNT; i++) {
		const UChar character = (UChar)(FIRST + i);

		for (int n = 1; n <= STROKES_MOST; n++) {
			const UChar mark[] = { 0xfdd0, (UChar)(0x2800 + n) };

			if (ucol_strcoll(collator, mark, 2, &character, 1) == UCOL_LESS)
				strokes[i] = (unsigned char)n;
		}
		/* Behind the last mark stands what ICU has no number for. */
		if (strokes[i] == STROKES_MOST)
			strokes[i] = 0;
	}
	ucol_close(collator);
}

/* ---- other readings ---- */

/* "银行 銀行\tyin2hang2": each character of a form with its syllable. */
static void read_word(const char *form, const char *syllables)
{
	while (*form && *form != ' ' && *form != '\t' && *syllables) {
		uint32_t c = utf8_next(&form);
		char first = *syllables;

		if (c >= FIRST && c <= LAST && first >= 'a' && first <= 'z')
			other[c - FIRST] |= 1u << (first - 'a');
		syllables += strcspn(syllables, "12345");
		syllables += *syllables != 0;
	}
}

static void read_others(void)
{
	FILE *file = fopen(SOURCE_DIR "/assets/speech/polyphones.tsv", "r");
	char line[512];

	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		char *syllables = strchr(line, '\t');

		if (line[0] == '#' || !syllables)
			continue;
		line[strcspn(line, "\r\n")] = 0;
		for (char *form = line; form < syllables; form += strcspn(form, " \t") + 1)
			read_word(form, syllables + 1);
	}
	fclose(file);
	for (int i = 0; i < COUNT; i++) {
		if (usual[i] == '-')
			other[i] = 0;
		else
			other[i] &= ~(1u << (usual[i] - 'a'));
	}
}

static void read_all(void)
{
	read_usual();
	read_strokes();
	read_others();
}

/* ---- tests ---- */

static void every_reading_is_known(void **state)
{
	int several = 0;

	(void)state;
	for (int i = 0; i < COUNT; i++) {
		uint32_t all = other[i] | (usual[i] == '-' ? 0 : 1u << (usual[i] - 'a'));

		assert_int_equal(han_letters((uint32_t)(FIRST + i)), all);
		several += other[i] != 0;
	}
	assert_true(several > 20);
	assert_int_equal(han_letters(0x884c), 1u << ('x' - 'a') | 1u << ('h' - 'a'));	/* 行 */
}

static void every_number_of_strokes_is_known(void **state)
{
	(void)state;
	for (int i = 0; i < COUNT; i++)
		assert_int_equal(han_strokes((uint32_t)(FIRST + i)), strokes[i]);
	assert_int_equal(han_strokes(0x7535), 5);	/* 电 */
	assert_int_equal(han_strokes(0x710a), 11);	/* 焊 */
}

static void other_characters_have_none(void **state)
{
	(void)state;
	assert_int_equal(han_letters('Q'), 1u << ('q' - 'a'));
	assert_int_equal(han_letters(0xff08), 0);	/* （ */
	assert_int_equal(han_strokes('a'), 0);
	assert_int_equal(han_strokes(0x20000), 0);
}

/* ---- the table anew ---- */

#define A_LINE 64

static void print_letters(void)
{
	for (int i = 0; i < COUNT; i += A_LINE) {
		printf("\t\"");
		for (int k = i; k < i + A_LINE; k++)
			putchar(other[k] ? usual[k] - 'a' + 'A' : usual[k]);
		printf("\"\n");
	}
}

static void print_strokes(void)
{
	for (int i = 0; i < COUNT; i += A_LINE) {
		printf("\t\"");
		for (int k = i; k < i + A_LINE; k++)
			printf("%s%c", '@' + strokes[k] == '\\' ? "\\" : "", '@' + strokes[k]);
		printf("\"\n");
	}
}

static void print_others(void)
{
	for (int i = 0; i < COUNT; i++) {
		for (int letter = 0; letter < 26; letter++) {
			if (other[i] & 1u << letter)
				printf("\t{ 0x%04x, '%c' },\n", (unsigned)(FIRST + i),
				       'a' + letter);
		}
	}
}

static int print_table(void)
{
	printf("/* Written by base-test_han --print. */\n#include \"base/han_table.h\"\n\n");
	printf("const char han_first_letters[HAN_COUNT + 1] =\n");
	print_letters();
	printf("\t;\n\nconst char han_stroke_counts[HAN_COUNT + 1] =\n");
	print_strokes();
	printf("\t;\n\nconst struct han_reading han_other_readings[] = {\n");
	print_others();
	printf("\t{ 0, 0 },\n};\n");
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_reading_is_known),
		cmocka_unit_test(every_number_of_strokes_is_known),
		cmocka_unit_test(other_characters_have_none),
	};

	read_all();
	if (argc > 1 && strcmp(argv[1], "--print") == 0)
		return print_table();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
