/* What must hold of every page, looked at on all samples. */
#include "receipt/layout.h"

#include "base/words.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "samples.h"

#define MARGIN 42.5f

static struct paper_fonts *fonts;
static struct document document;
static struct pages pages;
static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 2u << 20);
	return words_open(BUILD_DIR "/words") || fonts_create(&fonts);
}

static int teardown(void **state)
{
	(void)state;
	arena_finish(&arena);
	fonts_destroy(fonts);
	return 0;
}

static enum paper_format format;	/* of what is set */
static bool in_large;			/* all of it */

static void set_sample(int i)
{
	struct sample_receipt *made = sample_make(&samples[i]);
	static struct sample_receipt kept;

	/* Texts of marks point into the receipt. */
	kept = *made;
	kept.receipt.application = &kept.application;
	for (int k = 0; k < kept.receipt.sheet_count; k++)
		kept.receipt.sheets[k] = &kept.texts[k];
	kept.receipt.size = format;
	kept.application.large_print |= in_large;
	free(made);
	arena_reset(&arena);
	assert_int_equal(document_build(&document, &arena, &kept.receipt), ERR_OK);
	assert_int_equal(layout_document(&pages, &document, fonts), ERR_OK);
}

static float right_of(const struct mark *m)
{
	if (m->kind != MARK_TEXT)
		return m->x + m->w;
	return m->x + fonts_width(fonts, m->bold, m->size, m->text, m->len);
}

static void test_nothing_leaves_the_page(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		set_sample(i);
		for (int k = 0; k < pages.mark_count; k++) {
			const struct mark *m = &pages.marks[k];

			assert_true(m->page >= 0 && m->page < pages.page_count);
			assert_true(m->x >= MARGIN);
			if (right_of(m) > PAGE_WIDTH_PT - MARGIN)
				fail_msg("%s: “%.*s” ends at %.1f", samples[i].name, (int)m->len,
					 m->text ? m->text : "", (double)right_of(m));
			/* 7 mm: every office printer reaches so far down */
			assert_true(m->y >= 30 && m->y + m->h <= PAGE_HEIGHT_PT - 20);
		}
	}
}

static bool texts_overlap(const struct mark *a, const struct mark *b)
{
	if (a->page != b->page || right_of(a) <= b->x || right_of(b) <= a->x)
		return false;
	return a->y - a->size * 0.75f < b->y + b->size * 0.15f &&
	       b->y - b->size * 0.75f < a->y + a->size * 0.15f;
}

static void test_no_words_stand_on_others(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		set_sample(i);
		for (int a = 0; a < pages.mark_count; a++) {
			for (int b = 0; b < a; b++) {
				const struct mark *one = &pages.marks[a], *two = &pages.marks[b];

				if (one->kind != MARK_TEXT || two->kind != MARK_TEXT)
					continue;
				if (texts_overlap(one, two))
					fail_msg("%s: “%.*s” and “%.*s”", samples[i].name,
						 (int)one->len, one->text, (int)two->len,
						 two->text);
			}
		}
	}
}

/* A line of a list beside something is no column of letters. */
static bool is_torn(const struct mark *one, const struct mark *two)
{
	const char *end = one->text + one->len;

	return one->kind == MARK_TEXT && two->kind == MARK_TEXT && end == two->text &&
	       isalpha((unsigned char)end[-1]) && isalpha((unsigned char)*end) &&
	       (unsigned char)end[-1] < 128 && (unsigned char)*end < 128;
}

static void look_at_narrow(const struct sample *sample)
{
	static const float widths[] = { [FORMAT_A4] = PAGE_WIDTH_PT, [FORMAT_A5] = 419.528f,
					[FORMAT_ROLL] = 226.772f };
	static const float margins[] = { [FORMAT_A4] = MARGIN, [FORMAT_A5] = 28.3f,
					 [FORMAT_ROLL] = 11.3f };

	for (int k = 0; k < pages.mark_count; k++) {
		const struct mark *m = &pages.marks[k];

		if (m->x < margins[format] - 0.1f ||
		    right_of(m) > widths[format] - margins[format])
			fail_msg("%s: “%.*s” leaves %d", sample->name, (int)m->len,
				 m->text ? m->text : "", (int)format);
		if (k > 0 && is_torn(&pages.marks[k - 1], m))
			fail_msg("%s: “%.*s” is torn", sample->name, (int)m->len, m->text);
		for (int b = 0; b < k; b++) {
			if (m->kind == MARK_TEXT && pages.marks[b].kind == MARK_TEXT &&
			    texts_overlap(m, &pages.marks[b]))
				fail_msg("%s: “%.*s” overlaps", sample->name, (int)m->len,
					 m->text);
		}
	}
}

/* A5 and the roll, in usual and in large print: as the sample's language wants it. */
static void test_narrow_paper_holds_all_in_large_print_too(void **state)
{
	(void)state;
	for (int large = 0; large < 2; large++) {
		for (format = FORMAT_A5; format < FORMAT_COUNT; format++) {
			in_large = large;
			for (int i = 0; i < SAMPLE_COUNT; i++) {
				if (samples[i].items > 4)
					continue;
				set_sample(i);
				look_at_narrow(&samples[i]);
			}
		}
	}
	format = FORMAT_A4;
	in_large = false;
}

/* The usual application is one sheet of A5, printed on both sides. */
static void test_a5_is_one_sheet(void **state)
{
	(void)state;
	format = FORMAT_A5;
	set_sample(0);
	format = FORMAT_A4;
	assert_int_equal(pages.page_count, 2);
}

/* In large print a page holds what the visitor reads of a course, in each language. */
static void test_large_print_keeps_the_visitors_part_on_a_page(void **state)
{
	static const int of[] = { 0, 10, 11 };	/* zh_CN, zh_TW, en */

	(void)state;
	in_large = true;
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		int number = -1, field = -1;

		set_sample(of[i]);
		for (int k = 0; k < document.count; k++) {
			const struct block *b = &document.blocks[k];

			if (number < 0 && b->kind == BLOCK_NUMBER)
				number = k;
			if (number < 0 && b->kind == BLOCK_FIELD && b->citizen)
				field = k;
		}
		/* it was not moved before what goes on over the page */
		assert_true(field >= 0 && number > field);
	}
	in_large = false;
}

static bool marks_say(const char *words)
{
	for (int k = 0; k < pages.mark_count; k++) {
		const struct mark *m = &pages.marks[k];

		if (m->kind == MARK_TEXT && m->len >= strlen(words) &&
		    memmem(m->text, m->len, words, strlen(words)))
			return true;
	}
	return false;
}

/* A cell of the visitor's table for each: a figure of its column under a label. */
static void test_each_thing_applied_for_has_its_cell(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		int cells = 0, wanted;

		set_sample(i);
		wanted = samples[i].items * (samples[i].lang == LANG_ZH_HANS ? 1 : 2);
		for (int k = 0; k < document.count; k++) {
			if (document.blocks[k].kind != BLOCK_CELL)
				continue;
			cells++;
			if (!samples[i].large && samples[i].items < 4)
				assert_true(marks_say(document.blocks[k].text));
		}
		assert_int_equal(cells, wanted);
	}
}

static bool is_heading(const struct mark *m)
{
	return m->kind == MARK_TEXT && m->colour == 0xffffff;
}

/* Something of what it heads stands below every heading. */
static void test_no_heading_ends_a_page(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		set_sample(i);
		for (int k = 0; k < pages.mark_count; k++) {
			const struct mark *m = &pages.marks[k];
			bool followed = false;

			if (!is_heading(m))
				continue;
			for (int j = k + 1; j < pages.mark_count; j++)
				followed |= pages.marks[j].page == m->page &&
					    pages.marks[j].y > m->y &&
					    pages.marks[j].y < PAGE_HEIGHT_PT - 40;
			assert_true(followed);
		}
	}
}

/*
 * Paper text is never below 10 pt.  In large print the capitals of the first page, which
 * is the visitor's, are 6.4 mm high: 0.733 of 24.75 pt; its head is the counter's.
 */
static void test_sizes(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		set_sample(i);
		for (int k = 0; k < pages.mark_count; k++) {
			const struct mark *m = &pages.marks[k];
			bool edge = m->y > PAGE_HEIGHT_PT - 40 || m->y < 54;
			bool large = samples[i].large && m->page == 0 && !edge;

			if (m->kind == MARK_TEXT)
				assert_true(m->size >= (large ? 24.75f : 10));
		}
	}
}

/* One page says it all; in large print two; another language adds a sheet. */
static void test_pages(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		int most = samples[i].large ? 2 : 1;

		set_sample(i);
		if (samples[i].items > 4 || samples[i].promises > 5)
			continue;
		most += samples[i].lang != LANG_ZH_HANS;
		assert_true(pages.page_count <= most);
	}
}

/* In large print too: with all that the visitor reads, or before what goes on behind it. */
static void test_the_number_stands_on_the_first_page(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		size_t length;
		bool found = false;

		set_sample(i);
		length = strlen(document.receipt_no);
		for (int k = 0; k < pages.mark_count; k++) {
			const struct mark *m = &pages.marks[k];

			found |= m->kind == MARK_TEXT && m->page == 0 && m->bold &&
				 m->len == length &&
				 memcmp(m->text, document.receipt_no, length) == 0;
		}
		assert_true(found);
	}
}

/* What is signed stands on the page of its signature. */
static void test_promises_stand_by_their_signature(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		int promises = -1, signed_on = -1;

		set_sample(i);
		for (int k = 0; k < pages.mark_count && samples[i].promises < 6; k++) {
			const struct mark *m = &pages.marks[k];
			const char *head = "您作出的承诺", *ends = "窗口收件：";

			if (m->kind == MARK_TEXT && m->len == strlen(head) &&
			    memcmp(m->text, head, m->len) == 0)
				promises = m->page;
			if (m->kind == MARK_TEXT && m->len == strlen(ends) &&
			    memcmp(m->text, ends, m->len) == 0)
				signed_on = m->page;
		}
		assert_int_equal(promises, signed_on);
	}
}

/* No code of a rule stands in what the visitor reads. */
static void test_no_codes_for_the_visitor(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		set_sample(i);
		for (int k = 0; k < document.count; k++) {
			const struct block *b = &document.blocks[k];

			if (!b->citizen)
				continue;
			assert_null(strstr(b->text, " R4"));
			assert_null(b->side ? strstr(b->side, " R4") : NULL);
			assert_null(b->mark ? strstr(b->mark, " R4") : NULL);
		}
	}
}

/* What is read stands in a tag, ornament in none; each parent before its children. */
static void test_tags(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		set_sample(i);
		for (int k = 0; k < pages.mark_count; k++) {
			const struct mark *m = &pages.marks[k];
			bool read = m->kind == MARK_TEXT || m->kind == MARK_INK ||
				    m->kind == MARK_QR;
			bool foot = m->y > PAGE_HEIGHT_PT - 40;

			assert_int_equal(m->tag != TAG_NONE, read && !foot);
			assert_true(m->tag < pages.tag_count);
		}
		assert_int_equal(pages.tags[0].kind, TAG_DOCUMENT);
		for (int k = 1; k < pages.tag_count; k++)
			assert_true(pages.tags[k].parent >= 0 && pages.tags[k].parent < k);
	}
}

static const struct mark *find_ink(void)
{
	for (int k = 0; k < pages.mark_count; k++) {
		if (pages.marks[k].kind == MARK_INK)
			return &pages.marks[k];
	}
	return NULL;
}

static bool says(const char *words)
{
	for (int k = 0; k < pages.mark_count; k++) {
		const struct mark *m = &pages.marks[k];

		if (m->kind == MARK_TEXT && m->len == strlen(words) &&
		    memcmp(m->text, words, m->len) == 0)
			return true;
	}
	return false;
}

static void assert_near(float a, float b)
{
	assert_true(a - b < 0.01f && b - a < 0.01f);
}

/* The sample signature is 62 mm wide and 34 mm high; the huge one is 205 mm wide. */
static void test_ink_is_true_to_scale_or_says_so(void **state)
{
	(void)state;
	set_sample(0);
	assert_near(find_ink()->w, 62 * PT_PER_MM);
	assert_near(find_ink()->h, 34 * PT_PER_MM);
	assert_false(says("缩小印出"));
	set_sample(13);
	assert_true(find_ink()->w < 100 * PT_PER_MM);
	assert_true(says("缩小印出"));
	set_sample(14);
	assert_null(find_ink());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_leaves_the_page),
		cmocka_unit_test(test_no_words_stand_on_others),
		cmocka_unit_test(test_narrow_paper_holds_all_in_large_print_too),
		cmocka_unit_test(test_a5_is_one_sheet),
		cmocka_unit_test(test_large_print_keeps_the_visitors_part_on_a_page),
		cmocka_unit_test(test_each_thing_applied_for_has_its_cell),
		cmocka_unit_test(test_no_heading_ends_a_page),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_the_number_stands_on_the_first_page),
		cmocka_unit_test(test_promises_stand_by_their_signature),
		cmocka_unit_test(test_no_codes_for_the_visitor),
		cmocka_unit_test(test_tags),
		cmocka_unit_test(test_ink_is_true_to_scale_or_says_so),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
