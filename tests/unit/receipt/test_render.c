#include "receipt/receipt.h"

#include "base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "samples.h"

static struct fonts *fonts;

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

static struct pdf render(const struct sample *sample)
{
	struct sample_receipt *made = sample_make(sample);
	struct pdf pdf = { 0 };

	assert_int_equal(receipt_render(&made->receipt, fonts, &pdf), ERR_OK);
	free(made);
	return pdf;
}

static void test_equal_receipts_give_equal_bytes(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		struct pdf one = render(&samples[i]), two = render(&samples[i]);

		assert_int_equal(one.size, two.size);
		assert_memory_equal(one.bytes, two.bytes, one.size);
		pdf_finish(&one);
		pdf_finish(&two);
	}
}

static void test_a_character_without_a_typeface_is_refused(void **state)
{
	struct sample_receipt *made = sample_make(&samples[0]);
	struct pdf pdf = { .pages = 7 };

	(void)state;
	snprintf(made->application.holder.name, HOLDER_NAME_MAX, "钱\U000F1234");
	/* Masked, the last of two characters is a star and prints well. */
	assert_int_equal(receipt_render(&made->receipt, fonts, &pdf), ERR_OK);
	pdf_finish(&pdf);
	snprintf(made->application.holder.name, HOLDER_NAME_MAX, "\U000F1234钱");
	pdf.pages = 7;
	assert_int_equal(receipt_render(&made->receipt, fonts, &pdf), ERR_ABSENT);
	assert_int_equal(pdf.pages, 7);
	free(made);
}

static void write_sample(const char *dir, const struct sample *sample)
{
	struct pdf pdf = render(sample);
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s.pdf", dir, sample->name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(pdf.bytes, 1, pdf.size, file), pdf.size);
	fclose(file);
	pdf_finish(&pdf);
}

/* With a folder as argument: writes every sample there, for tests/receipts. */
static int write_samples(const char *dir)
{
	if (setup(NULL))
		return 3;
	for (int i = 0; i < SAMPLE_COUNT; i++)
		write_sample(dir, &samples[i]);
	return teardown(NULL);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_receipts_give_equal_bytes),
		cmocka_unit_test(test_a_character_without_a_typeface_is_refused),
	};

	if (argc == 2)
		return write_samples(argv[1]);
	return cmocka_run_group_tests(tests, setup, teardown);
}
