#include "receipt/press_link.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "samples.h"

static uint8_t bytes[PRESS_REQUEST_MAX];

static struct press_request *request_of(const struct sample *sample)
{
	struct sample_receipt *made = sample_make(sample);
	struct press_request *request = calloc(1, sizeof(*request));

	request->verb = PRESS_PRINT;
	request->job = 0xdeadbeef;
	COPY(request->code, "SKD1:0123456789ABCDEF $%%");
	request->sheet_count = made->receipt.sheet_count;
	memcpy(request->sheets, made->texts, sizeof(made->texts));
	request->application = made->application;
	free(made);
	return request;
}

static size_t encode(const struct press_request *request)
{
	size_t size = 0;

	assert_int_equal(press_request_encode(request, bytes, sizeof(bytes), &size), ERR_OK);
	return size;
}

static void test_requests_come_back(void **state)
{
	struct press_request *back = malloc(sizeof(*back));

	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		struct press_request *request = request_of(&samples[i]);
		size_t size = encode(request);

		if (samples[i].items == 0 && samples[i].person[0] == 0)
			assert_int_equal(request->application.item_count, 0);
		memset(back, 0xaa, sizeof(*back));
		assert_int_equal(press_request_decode(bytes, size, back), ERR_OK);
		assert_memory_equal(back, request, sizeof(*back));
		free(request);
	}
	free(back);
}

static void test_small_requests_come_back(void **state)
{
	struct press_request cancel = { .verb = PRESS_CANCEL, .job = 3 };
	struct press_request *back = malloc(sizeof(*back));
	size_t size = encode(&cancel);

	(void)state;
	assert_int_equal(size, 5);
	assert_int_equal(press_request_decode(bytes, size, back), ERR_OK);
	assert_int_equal(back->verb, PRESS_CANCEL);
	assert_int_equal(back->job, 3);
	free(back);
}

static bool is_zero(const void *data, size_t size)
{
	const uint8_t *at = data;

	for (size_t i = 0; i < size; i++) {
		if (at[i])
			return false;
	}
	return true;
}

static void test_every_cut_is_refused_and_wiped(void **state)
{
	struct press_request *request = request_of(&samples[7]);
	struct press_request *back = malloc(sizeof(*back));
	size_t size = encode(request);

	(void)state;
	for (size_t cut = 0; cut < size; cut += 3) {
		assert_int_equal(press_request_decode(bytes, cut, back), ERR_INPUT);
		assert_true(is_zero(back, sizeof(*back)));
	}
	free(request);
	free(back);
}

static void refuse_number(const char *number)
{
	struct press_request *request = request_of(&samples[0]);
	struct press_request *back = malloc(sizeof(*back));

	COPY(request->application.receipt_no, "%s", number);
	assert_int_equal(press_request_decode(bytes, encode(request), back), ERR_INPUT);
	free(request);
	free(back);
}

/* It becomes a file's name. */
static void test_a_receipt_number_is_no_path(void **state)
{
	(void)state;
	refuse_number("");
	refuse_number("../../etc/passwd");
	refuse_number("a b");
	refuse_number("编号");
}

static void test_replies_come_back(void **state)
{
	struct press_reply reply = {
		.event = PRESS_RENDERED, .job = 9, .phase = PRINT_RUNNING,
		.trouble = PRINTER_JAM, .why = ERR_ABSENT, .pages = 3,
	};
	struct press_reply back;
	size_t size;

	(void)state;
	assert_int_equal(press_reply_encode(&reply, bytes, sizeof(bytes), &size), ERR_OK);
	assert_int_equal(size, 10);
	assert_int_equal(press_reply_decode(bytes, size, &back), ERR_OK);
	assert_int_equal(back.event, PRESS_RENDERED);
	assert_int_equal(back.job, 9);
	assert_int_equal(back.phase, PRINT_RUNNING);
	assert_int_equal(back.trouble, PRINTER_JAM);
	assert_int_equal(back.why, ERR_ABSENT);
	assert_int_equal(back.pages, 3);
	for (size_t cut = 0; cut < size; cut++)
		assert_int_equal(press_reply_decode(bytes, cut, &back), ERR_INPUT);
	assert_int_equal(press_reply_encode(&reply, bytes, size - 1, &size), ERR_FULL);
}

/* What was read of the file, at its longest. */
static void test_what_was_read_comes_back(void **state)
{
	struct press_reply reply = { .event = PRESS_READ, .job = 9 }, back;
	size_t size;

	(void)state;
	memset(reply.told, 'a', sizeof(reply.told) - 1);
	assert_int_equal(press_reply_encode(&reply, bytes, sizeof(bytes), &size), ERR_OK);
	assert_true(size <= PRESS_REPLY_MAX);
	assert_int_equal(press_reply_decode(bytes, size, &back), ERR_OK);
	assert_string_equal(back.told, reply.told);
	assert_int_equal(press_reply_decode(bytes, size - 1, &back), ERR_INPUT);
}

static void test_supplies_come_back(void **state)
{
	struct press_reply reply = { .event = PRESS_STATE, .supplies = { 2, {
		{ "黑", 7, true }, { "paper", -1, false } } } }, back;
	size_t size;

	(void)state;
	assert_int_equal(press_reply_encode(&reply, bytes, sizeof(bytes), &size), ERR_OK);
	assert_int_equal(press_reply_decode(bytes, size, &back), ERR_OK);
	assert_int_equal(back.supplies.count, 2);
	assert_string_equal(back.supplies.at[0].name, "黑");
	assert_int_equal(back.supplies.at[0].percent, 7);
	assert_true(back.supplies.at[0].low);
	assert_int_equal(back.supplies.at[1].percent, -1);
	assert_int_equal(press_reply_decode(bytes, size - 1, &back), ERR_INPUT);
}

/* What is asked to be signed, and the answer. */
static void test_a_signature_is_asked_for_and_given(void **state)
{
	struct press_reply ask = { .event = PRESS_SIGN, .job = 9 }, asked;
	struct press_request *give = calloc(1, sizeof(*give)), *given = malloc(sizeof(*given));
	size_t size;

	(void)state;
	memset(ask.digest, 0xd1, sizeof(ask.digest));
	assert_int_equal(press_reply_encode(&ask, bytes, sizeof(bytes), &size), ERR_OK);
	assert_int_equal(size, 10 + DIGEST_BYTES);
	assert_int_equal(press_reply_decode(bytes, size, &asked), ERR_OK);
	assert_memory_equal(asked.digest, ask.digest, sizeof(ask.digest));
	give->verb = PRESS_SIGNED;
	give->cms_size = CMS_MAX;
	memset(give->cms, 0x30, sizeof(give->cms));
	size = encode(give);
	assert_int_equal(press_request_decode(bytes, size, given), ERR_OK);
	assert_int_equal(given->cms_size, CMS_MAX);
	assert_memory_equal(given->cms, give->cms, CMS_MAX);
	assert_int_equal(press_request_decode(bytes, size - 1, given), ERR_INPUT);
	free(give);
	free(given);
}

/*
 * The fuzzer begins with messages that are right.  Where this fails because the
 * messages have changed: `receipt-test_render DIR` writes the requests anew.
 */
static void test_the_fuzzers_seeds_are_messages(void **state)
{
	const char folder[] = SOURCE_DIR "/tests/fuzz/seeds/press";
	struct press_request *request = malloc(sizeof(*request));
	struct press_reply reply;
	const struct dirent *entry;
	DIR *dir = opendir(folder);
	int requests = 0, replies = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		char path[512];
		FILE *file;
		size_t size;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		file = fopen(path, "rb");
		assert_non_null(file);
		size = fread(bytes, 1, sizeof(bytes), file);
		fclose(file);
		if (press_request_decode(bytes, size, request) == ERR_OK)
			requests++;
		else if (press_reply_decode(bytes, size, &reply) == ERR_OK)
			replies++;
		else
			fail_msg("no message any more: %s", path);
	}
	closedir(dir);
	free(request);
	assert_true(requests >= 9 && replies >= 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_requests_come_back),
		cmocka_unit_test(test_small_requests_come_back),
		cmocka_unit_test(test_every_cut_is_refused_and_wiped),
		cmocka_unit_test(test_a_receipt_number_is_no_path),
		cmocka_unit_test(test_the_fuzzers_seeds_are_messages),
		cmocka_unit_test(test_replies_come_back),
		cmocka_unit_test(test_what_was_read_comes_back),
		cmocka_unit_test(test_supplies_come_back),
		cmocka_unit_test(test_a_signature_is_asked_for_and_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
