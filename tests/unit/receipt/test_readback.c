/*
 * A finished file says what was set: of every sample, to the last character and
 * module.  Another text, another code, and a file that is damaged are noticed.
 */
#include "base/log.h"
#include "base/words.h"
#include "receipt/pdf_read.h"
#include "receipt/told.h"
#include "receipt/readback.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "samples.h"

static struct paper_fonts *fonts;

static int setup(void **state)
{
	(void)state;
	log_open("test", (enum log_level)(LOG_ERROR + 1));	/* each fault here is meant */
	return words_open(BUILD_DIR "/words") || fonts_create(&fonts);
}

static int teardown(void **state)
{
	(void)state;
	fonts_destroy(fonts);
	return 0;
}

static struct pdf render(const struct sample *sample)
{
	struct sample_receipt *made = sample_make(sample);
	struct pdf pdf;

	assert_int_equal(receipt_render(&made->receipt, fonts, &pdf), ERR_OK);
	free(made);
	return pdf;
}

static void test_every_sample_says_what_was_set(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		struct pdf pdf = render(&samples[i]);

		assert_true(strlen(pdf.meant) > 100);
		assert_non_null(pdf.code);
		assert_int_equal(readback_check(&pdf, NULL), ERR_OK);
		pdf_finish(&pdf);
	}
}

static void test_another_text_is_noticed(void **state)
{
	struct pdf pdf = render(&samples[0]), other = render(&samples[1]);

	(void)state;
	for (size_t i = 0; i < strlen(pdf.meant); i += 97) {
		pdf.meant[i] ^= 1;
		assert_int_equal(readback_check(&pdf, NULL), ERR_INPUT);
		pdf.meant[i] ^= 1;
	}
	for (size_t i = 0; i < strlen(pdf.code); i += 7) {
		pdf.code[i] ^= 1;
		assert_int_equal(readback_check(&pdf, NULL), ERR_INPUT);
		pdf.code[i] ^= 1;
	}
	assert_int_equal(readback_check(&pdf, NULL), ERR_OK);
	free(other.meant);
	other.meant = strdup(pdf.meant);
	assert_int_equal(readback_check(&other, NULL), ERR_INPUT);
	pdf_finish(&pdf);
	pdf_finish(&other);
}

/* Whatever is printed besides the original says which copy it is. */
static void test_a_copy_says_so(void **state)
{
	struct sample_receipt *made = sample_make(&samples[0]);
	struct pdf pdf;

	(void)state;
	for (made->receipt.copy = 0; made->receipt.copy < 3; made->receipt.copy++) {
		char pill[32];

		snprintf(pill, sizeof(pill), "\n副本 %d\n", made->receipt.copy);
		assert_int_equal(receipt_render(&made->receipt, fonts, &pdf), ERR_OK);
		assert_int_equal(readback_check(&pdf, NULL), ERR_OK);
		assert_int_equal(strstr(pdf.meant, pill) != NULL, made->receipt.copy > 0);
		assert_int_equal(strstr(pdf.meant, "副本") != NULL, made->receipt.copy > 0);
		pdf_finish(&pdf);
	}
	free(made);
}

static void tells(const char *told, const char *line)
{
	if (!strstr(told, line))
		fail_msg("“%s” is not told: %s", line, told);
}

/* Heads go before their values, lines are joined, and the second sheet is not told. */
static void test_what_was_read_is_told_in_sentences(void **state)
{
	static char told[TOLD_MAX];
	struct pdf pdf = render(&samples[0]);

	(void)state;
	assert_int_equal(readback_check(&pdf, told), ERR_OK);
	tells(told, "#海曙区政务服务大厅 · 回执\n");
	tells(told, "\n免费培训：学费全免\n您不用交培训费，也没有钱发给个人。\n");
	tells(told, "\n去哪里：海曙示例职业培训中心\n");
	tells(told, "\n1. 待核实：我现在是登记失业人员，没有在单位参保。\n");
	memset(told, 0, sizeof(told));
	pdf.meant[0]++;
	assert_int_equal(readback_check(&pdf, told), ERR_INPUT);
	assert_string_equal(told, "");
	pdf_finish(&pdf);
	pdf = render(&samples[11]);
	assert_int_equal(readback_check(&pdf, told), ERR_OK);
	tells(told, "choose “Withdraw”, or tell the counter.\n");
	assert_null(strstr(told, "您作出的承诺"));
	pdf_finish(&pdf);
}

/* In what is read (pages, maps) every flipped byte is noticed, and nothing makes it read amiss. */
static void test_damage_is_noticed(void **state)
{
	struct pdf pdf = render(&samples[0]);
	int noticed = 0, tries = 0;

	(void)state;
	for (size_t i = 0; i < pdf.size; i += 61, tries++) {
		pdf.bytes[i] ^= 0x10;
		noticed += readback_check(&pdf, NULL) != ERR_OK;
		pdf.bytes[i] ^= 0x10;
	}
	for (size_t size = 0; size < pdf.size; size += 1009) {
		struct pdf part = pdf;

		part.size = size;
		assert_int_equal(readback_check(&part, NULL), ERR_INPUT);
	}
	print_message("%d of %d flips are in what is read\n", noticed, tries);
	assert_true(noticed > tries / 20);
	assert_int_equal(readback_check(&pdf, NULL), ERR_OK);
	pdf_finish(&pdf);
}

/* "… FILE": what is read of a file, for tests/receipts; "… FILE told": and as it is told. */
static int tell(const char *path, bool as_told)
{
	static char told[TOLD_MAX];
	static struct pdf_reading reading;
	static uint8_t bytes[1 << 20];
	FILE *file = fopen(path, "rb");
	size_t size = file ? fread(bytes, 1, sizeof(bytes), file) : 0;

	if (file)
		fclose(file);
	if (pdf_read(bytes, size, &reading))
		return 1;
	told_make(reading.marked, told);
	fputs(as_told ? told : reading.text, stdout);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_sample_says_what_was_set),
		cmocka_unit_test(test_another_text_is_noticed),
		cmocka_unit_test(test_a_copy_says_so),
		cmocka_unit_test(test_what_was_read_is_told_in_sentences),
		cmocka_unit_test(test_damage_is_noticed),
	};

	if (argc >= 2)
		return tell(argv[1], argc > 2);
	return cmocka_run_group_tests(tests, setup, teardown);
}
