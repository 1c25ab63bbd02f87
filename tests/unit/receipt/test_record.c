#include "receipt/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "samples.h"

static struct record record, back;
static uint8_t bytes[RECORD_BYTES_MAX], again[RECORD_BYTES_MAX], flipped[RECORD_BYTES_MAX];

static void add_basis(struct application *a)
{
	a->fact_count = 2;
	COPY(a->facts[0].id, "unemployed");
	a->facts[0].fact = (struct fact){ FACT_REGISTRY, 1, { 2021, 3, 1 }, true, false };
	a->facts[0].basis = BASIS_BOUND | BASIS_ALL;
	COPY(a->facts[1].id, "course.std_fen");
	a->facts[1].fact = (struct fact){ FACT_DERIVED, 80000, { 0 }, false, true };
	a->facts[1].basis = BASIS_ALL;
	a->history = (struct history){ .known = true, .complete = true, .count = 1 };
	a->history.claims[0] = (struct claim){ { 2020, 5, 6 }, CLAIM_TRAIN, CLAIM_GRANTED,
					       "焊工", '5' };
}

static void add_grounds(struct application *a)
{
	struct application_item *item = &a->items[0];

	if (a->item_count == 0)
		return;
	COPY(item->uplift, "SHORTAGE");
	item->uplift_pct = 30;
	item->uplift_base = 80000;
	COPY(item->caution, "A-AGE");
}

/* What a decision made anew is held against. */
static void items_are_equal(const struct application *a, const struct application *b)
{
	assert_int_equal(a->item_count, b->item_count);
	for (int i = 0; i < a->item_count; i++) {
		assert_string_equal(a->items[i].uplift, b->items[i].uplift);
		assert_int_equal(a->items[i].uplift_pct, b->items[i].uplift_pct);
		assert_int_equal(a->items[i].uplift_base, b->items[i].uplift_base);
		assert_string_equal(a->items[i].caution, b->items[i].caution);
	}
}

static size_t encode_sample(int i)
{
	struct sample_receipt *made = sample_make(&samples[i]);
	size_t size = 0;

	add_basis(&made->application);
	add_grounds(&made->application);
	COPY(made->application.program, "0.1.0 (1a2b3c4d5e6f)");
	record_of(&made->application, &record);
	assert_int_equal(record_encode(&record, bytes, sizeof(bytes), &size), ERR_OK);
	free(made);
	return size;
}

static void test_every_sample_comes_back(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		size_t size = encode_sample(i), again_size = 0;

		assert_int_equal(record_decode(bytes, size, &back), ERR_OK);
		assert_int_equal(record_encode(&back, again, sizeof(again), &again_size), ERR_OK);
		assert_int_equal(again_size, size);
		assert_memory_equal(again, bytes, size);
		items_are_equal(&back.application, &record.application);
		assert_memory_equal(back.application.facts, record.application.facts,
				    sizeof(back.application.facts));
		assert_memory_equal(&back.application.history, &record.application.history,
				    sizeof(back.application.history));
	}
}

/* Of the person only what a receipt shows; of the ink only that it was this. */
static void test_nothing_whole_of_the_person_is_in_it(void **state)
{
	size_t size = encode_sample(0);

	(void)state;
	assert_null(memmem(bytes, size, samples[0].person, strlen(samples[0].person)));
	assert_null(memmem(bytes, size, samples[0].id_no, strlen(samples[0].id_no)));
	assert_non_null(memmem(bytes, size, "3302************", 16));
	record.application.ink.points[3].x++;
	record_of(&record.application, &back);
	assert_memory_not_equal(back.ink_hash, record.ink_hash, sizeof(back.ink_hash));
}

/* Whatever one flipped bit gives: it is refused, or it encodes to the very same bytes. */
static void test_the_form_is_canonical(void **state)
{
	size_t size = encode_sample(0), again_size = 0;

	(void)state;
	for (size_t bit = 0; bit < size * 8; bit++) {
		memcpy(flipped, bytes, size);
		flipped[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (record_decode(flipped, size, &back))
			continue;
		assert_int_equal(record_encode(&back, again, sizeof(again), &again_size), ERR_OK);
		assert_int_equal(again_size, size);
		assert_memory_equal(again, flipped, size);
	}
}

/* A claim says that it is one, and of its certificate's number the end. */
static void test_a_claim_comes_back_with_the_end_of_its_number(void **state)
{
	struct application application;
	size_t plan = encode_sample(0), size = 0, again_size = 0;

	(void)state;
	assert_false(record.application.claims);
	application = record.application;
	application.claims = true;
	COPY(application.certificate_no, "Y00012345678");
	record_of(&application, &record);
	assert_int_equal(record_encode(&record, bytes, sizeof(bytes), &size), ERR_OK);
	assert_true(size > plan);
	assert_null(memmem(bytes, size, "Y0001", 5));
	assert_int_equal(record_decode(bytes, size, &back), ERR_OK);
	assert_true(back.application.claims);
	assert_string_equal(back.application.certificate_no, "********5678");
	assert_int_equal(record_encode(&back, again, sizeof(again), &again_size), ERR_OK);
	assert_int_equal(again_size, size);
	assert_memory_equal(again, bytes, size);
}

static void test_cuts_and_left_overs_are_refused(void **state)
{
	size_t size = encode_sample(0), untouched = 42;

	(void)state;
	for (size_t cut = 0; cut < size; cut++)
		assert_int_equal(record_decode(bytes, cut, &back), ERR_INPUT);
	assert_int_equal(record_decode(bytes, size + 1, &back), ERR_INPUT);
	assert_int_equal(record_encode(&record, again, size - 1, &untouched), ERR_FULL);
	assert_int_equal(untouched, 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_sample_comes_back),
		cmocka_unit_test(test_nothing_whole_of_the_person_is_in_it),
		cmocka_unit_test(test_the_form_is_canonical),
		cmocka_unit_test(test_a_claim_comes_back_with_the_end_of_its_number),
		cmocka_unit_test(test_cuts_and_left_overs_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
