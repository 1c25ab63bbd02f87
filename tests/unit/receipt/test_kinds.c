/* Every kind of paper in every format and language: it is set, read back and leaves no page. */
#include "receipt/letter.h"
#include "receipt/readback.h"

#include "base/words.h"
#include "receipt/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "samples.h"

static struct paper_fonts *fonts;

static int setup(void **state)
{
	(void)state;
	return words_open(BUILD_DIR "/words") || fonts_create(&fonts);
}

static int teardown(void **state)
{
	(void)state;
	fonts_destroy(fonts);
	return 0;
}

static const char *const kind_names[] = { "receipt", "slip", "notice", "summary", "bring",
					 "employer", "test", "readiness" };
static const char *const format_names[] = { "a4", "a5", "roll" };

static struct sample_receipt *make(enum paper_kind kind, enum paper_format format, enum lang lang)
{
	struct sample_receipt *made = sample_make(&samples[0]);
	struct receipt_text *t = &made->texts[0];

	memset(t, 0, sizeof(*t));
	sample_text(t, lang);
	made->receipt.kind = kind;
	made->receipt.size = format;
	if (!paper_kind_is_numbered(kind)) {
		t->notice_count = 1;
		COPY(t->notices[0].head, "电工（五级）");
		COPY(t->notices[0].words, "4月6日开班，补贴 800 元。");
	}
	COPY(t->bring_list[t->bring_count++], "在宁波登记失业");
	COPY(t->bring_list[t->bring_count++], "户口在宁波");
	return made;
}

static struct pdf render(enum paper_kind kind, enum paper_format format, enum lang lang)
{
	struct sample_receipt *made = make(kind, format, lang);
	struct pdf pdf = { 0 };

	assert_int_equal(receipt_render(&made->receipt, fonts, &pdf), ERR_OK);
	free(made);
	return pdf;
}

/* --- letters -------------------------------------------------------------- */

static struct letter_case letter_of(enum lang lang, enum paper_format format)
{
	return (struct letter_case){
		.lang = lang, .size = format, .hall = "海曙区政务服务大厅",
		.receipt_no = "NB20210315-017", .person = "陈* · 3302************45",
		.item = "职业技能培训补贴，电工（五级）", .day = "2021-03-16",
		.clerk = "S00000001", .counter = "本大厅综合服务台或人力社保窗口",
		.reason_count = 2,
		.reasons = { "职业资格证书，原件（四（一） R4-1a）", "培训合格证（四（五） R4-5a）" },
	};
}

#define LETTERS (LETTER_ANSWER_COUNT + 2)
static const char *const letter_names[LETTERS] = { "complete", "accepted", "not-accepted",
						   "enterprise", "test-page" };

static struct pdf letter(int which, enum lang lang, enum paper_format format)
{
	static const struct letter_line items[] = {
		{ LETTER_FIELD, "新录用的人，签了一年以上合同，培训以后可以申请。", "新职工岗前培训补贴" },
		{ LETTER_FIELD, "和学徒签协议，培养以后可以申请。", "企业新型学徒制补贴" },
	};
	struct letter_case what = letter_of(lang, format);
	struct pdf pdf = { 0 };
	enum err err;

	if (which < LETTER_ANSWER_COUNT)
		err = letter_answer((enum letter_answer)which, &what, fonts, &pdf);
	else if (which == LETTER_ANSWER_COUNT)
		err = letter_enterprise(&(struct letter){ .lang = lang, .size = format,
							  .hall = what.hall, .number = "",
							  .foot = "" },
					what.counter, 2, items, fonts, &pdf);
	else
		err = letter_test_page(lang, format, what.hall, "3 号自助终端", "ipp://示例",
				       what.day, fonts, &pdf);
	assert_int_equal(err, ERR_OK);
	return pdf;
}

/* --- what holds of all ------------------------------------------------------- */

static void each(void (*look)(const char *name, const struct pdf *pdf))
{
	char name[64];

	for (int format = 0; format < FORMAT_COUNT; format++) {
		for (int kind = 0; kind < PAPER_KIND_COUNT; kind++) {
			for (int lang = 0; lang < LANG_COUNT; lang++) {
				struct pdf pdf = render((enum paper_kind)kind,
							(enum paper_format)format,
							(enum lang)lang);

				snprintf(name, sizeof(name), "%s-%s-%s", kind_names[kind],
					 format_names[format], lang_code((enum lang)lang));
				look(name, &pdf);
				pdf_finish(&pdf);
			}
		}
		for (int which = 0; which < LETTERS; which++) {
			struct pdf pdf = letter(which, LANG_ZH_HANS, (enum paper_format)format);

			snprintf(name, sizeof(name), "%s-%s", letter_names[which],
				 format_names[format]);
			look(name, &pdf);
			pdf_finish(&pdf);
		}
	}
}

/* "receipt.slip" where words should stand; "this receipt." is none. */
static bool says_a_key(const char *text, const char *begin)
{
	while ((text = strstr(text, begin))) {
		text += strlen(begin);
		if (*text >= 'a' && *text <= 'z')
			return true;
	}
	return false;
}

static void says_what_was_set(const char *name, const struct pdf *pdf)
{
	if (readback_check(pdf, NULL) != ERR_OK)
		fail_msg("%s does not say what was set", name);
	assert_false(says_a_key(pdf->meant, "receipt.") || says_a_key(pdf->meant, "letter."));
	assert_true(strstr(name, "roll") ? pdf->pages == 1 : pdf->pages <= 3);
}

static void test_every_kind_says_what_was_set(void **state)
{
	(void)state;
	each(says_what_was_set);
}

/* Who the visitor is stands on no summary, nor what was said. */
static void test_a_summary_tells_nothing_of_its_bearer(void **state)
{
	static const char *const private[] = { "陈", "3302", "失业", "户口", "NB20210315" };

	(void)state;
	for (int format = 0; format < FORMAT_COUNT; format++) {
		struct pdf pdf = render(PAPER_SUMMARY, (enum paper_format)format, LANG_ZH_HANS);
		char *foot = strstr(pdf.meant, "回执 NB");

		assert_null(foot);
		for (size_t i = 0; i < sizeof(private) / sizeof(private[0]); i++)
			assert_null(strstr(pdf.meant, private[i]));
		pdf_finish(&pdf);
	}
}

static const char *folder;

static void write_one(const char *name, const struct pdf *pdf)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/kind-%s.pdf", folder, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(pdf->bytes, 1, pdf->size, file), pdf->size);
	fclose(file);
}

/* With a folder as argument: writes every kind there, for tests/receipts. */
int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind_says_what_was_set),
		cmocka_unit_test(test_a_summary_tells_nothing_of_its_bearer),
	};

	if (argc == 2) {
		folder = argv[1];
		if (setup(NULL))
			return 3;
		each(write_one);
		return teardown(NULL);
	}
	return cmocka_run_group_tests(tests, setup, teardown);
}
