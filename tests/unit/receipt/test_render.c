#include "receipt/press_link.h"

#include "base/log.h"
#include "base/words.h"
#include "receipt/pdf_memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

/*
 * Each piece of memory in turn is the one that libharu does not get: no file, and no harm.
 * A file takes some 2,400; every run tries a sample, tests/run --long memory each of them.
 */
static int pieces_apart(void)
{
	const char *said = getenv("PIECES_APART");

	return said ? (int)strtol(said, NULL, 10) : 31;
}

static void test_without_memory_there_is_no_file_and_the_next_is_whole(void **state)
{
	struct sample_receipt *made = sample_make(&samples[0]);
	struct pdf pdf = { .pages = 7 }, before = render(&samples[0]);
	int apart = pieces_apart();
	long pieces = 0;

	(void)state;
	log_open("test", (enum log_level)(LOG_ERROR + 1));
	for (enum err err = ERR_IO; err; pieces += apart) {
		pdf_memory_allow(pieces);
		err = receipt_render(&made->receipt, fonts, &pdf);
		assert_true(err == ERR_OK || err == ERR_IO);
		assert_true(err == ERR_OK || pdf.pages == 7);
	}
	pdf_memory_allow(-1);
	log_open("test", LOG_INFO);
	print_message("%ld pieces\n", pieces - apart);
	assert_true(pieces > 1000);
	assert_int_equal(pdf.size, before.size);
	assert_memory_equal(pdf.bytes, before.bytes, before.size);
	pdf_finish(&pdf);
	pdf_finish(&before);
	free(made);
}

static void write_file(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	fclose(file);
}

static void write_sample(const char *dir, const struct sample *sample)
{
	struct pdf pdf = render(sample);
	char path[512];

	snprintf(path, sizeof(path), "%s/%s.pdf", dir, sample->name);
	write_file(path, pdf.bytes, pdf.size);
	pdf_finish(&pdf);
}

/* The same as the message that the kiosk would send to the press. */
static void write_request(const char *dir, const struct sample *sample)
{
	struct sample_receipt *made = sample_make(sample);
	struct press_request *request = calloc(1, sizeof(*request));
	uint8_t *bytes = malloc(PRESS_REQUEST_MAX);
	char path[512];
	size_t size;

	request->verb = PRESS_PRINT;
	request->job = 7;
	request->application = made->application;
	request->sheet_count = made->receipt.sheet_count;
	memcpy(request->sheets, made->texts, sizeof(made->texts));
	assert_int_equal(press_request_encode(request, bytes, PRESS_REQUEST_MAX, &size), ERR_OK);
	snprintf(path, sizeof(path), "%s/%s.request", dir, sample->name);
	write_file(path, bytes, size);
	free(bytes);
	free(request);
	free(made);
}

/* With a folder as argument: writes every sample there, for tests/receipts. */
static int write_samples(const char *dir)
{
	if (setup(NULL))
		return 3;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		write_sample(dir, &samples[i]);
		write_request(dir, &samples[i]);
	}
	return teardown(NULL);
}

static void write_names(const char *dir, struct sample_receipt *made, int number)
{
	struct pdf pdf = { 0 };
	char path[512];

	assert_int_equal(receipt_render(&made->receipt, fonts, &pdf), ERR_OK);
	snprintf(path, sizeof(path), "%s/names-%03d.pdf", dir, number);
	write_file(path, pdf.bytes, pdf.size);
	pdf_finish(&pdf);
}

/* Lines of names as promises, as many on a receipt as it can hold: for tests/receipts. */
static int write_lines(const char *dir, const char *lines)
{
	struct sample_receipt *made = sample_make(&samples[0]);
	struct application *a = &made->application;
	FILE *file = fopen(lines, "r");
	int number = 0;

	if (!file || setup(NULL))
		return 3;
	a->promise_count = 0;
	while (fgets(a->promises[a->promise_count].text_zh, sizeof(a->promises[0].text_zh), file)) {
		struct promise *p = &a->promises[a->promise_count++];

		p->text_zh[strcspn(p->text_zh, "\n")] = 0;
		p->to_verify = false;
		if (a->promise_count < APPLICATION_PROMISES_MAX)
			continue;
		write_names(dir, made, number++);
		a->promise_count = 0;
	}
	write_names(dir, made, number);
	fclose(file);
	free(made);
	return teardown(NULL);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_receipts_give_equal_bytes),
		cmocka_unit_test(test_a_character_without_a_typeface_is_refused),
		cmocka_unit_test(test_without_memory_there_is_no_file_and_the_next_is_whole),
	};

	if (argc == 2)
		return write_samples(argv[1]);
	if (argc == 3)
		return write_lines(argv[1], argv[2]);
	return cmocka_run_group_tests(tests, setup, teardown);
}
