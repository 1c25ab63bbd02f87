#include "core/amount.h"
#include "core/application_bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint8_t encoded[APPLICATION_BYTES_MAX];

static void fill_text(char *out, size_t cap)
{
	memset(out, 'x', cap - 1);
	out[cap - 1] = 0;
}

#define FILL(field) fill_text(field, sizeof(field))

static void fill_holder(struct holder *h)
{
	h->type = CARD_UNKNOWN;
	h->generation = 3;
	h->assurance = ASSURANCE_A2;
	FILL(h->region);
	FILL(h->card_no);
	FILL(h->id_no);
	snprintf(h->name, sizeof(h->name), "钱䶮㛃𬭚");
	FILL(h->name_latin);
	h->sex = '9';
	h->nation = 58;
	FILL(h->country);
	FILL(h->address);
	FILL(h->issuer);
	FILL(h->permit_no);
	h->birth = (struct date){ 2000, 2, 29 };
	h->expires_never = true;
	memset(h->uid, 0xfe, sizeof(h->uid));
	h->uid_size = sizeof(h->uid);
	h->slow = true;
}

static void fill_item(struct application_item *item)
{
	FILL(item->benefit);
	FILL(item->title_zh);
	FILL(item->title_en);
	FILL(item->course_id);
	FILL(item->payee_key);
	item->amount = (struct amount){
		AMOUNT_SAMPLE, true, INT64_MIN, true, true, INT64_MAX, true, false,
	};
	item->rule_count = APPLICATION_RULES_MAX;
	for (int i = 0; i < APPLICATION_RULES_MAX; i++)
		FILL(item->rules[i]);
	FILL(item->uplift);
	item->uplift_pct = INT16_MAX;
	item->uplift_base = INT64_MAX;
	FILL(item->caution);
}

static void fill_promise(struct promise *promise)
{
	FILL(promise->fact_id);
	FILL(promise->text_zh);
	FILL(promise->text_en);
	FILL(promise->rule);
	promise->number = -1;
	promise->to_verify = true;
}

static void fill_course(struct application_course *course)
{
	FILL(course->id);
	FILL(course->title_zh);
	FILL(course->title_en);
	FILL(course->institution_zh);
	FILL(course->institution_en);
	course->starts = (struct date){ 2021, 3, 22 };
}

static void fill_basis(struct application *a)
{
	FILL(a->program);
	a->issue_date = (struct date){ 2019, 12, 20 };
	a->fact_count = APPLICATION_FACTS_MAX;
	for (int i = 0; i < a->fact_count; i++) {
		FILL(a->facts[i].id);
		a->facts[i].fact = (struct fact){ FACT_DERIVED, INT64_MIN, { 2021, 3, 1 }, true,
						  true };
		a->facts[i].basis = BASIS_BOUND | BASIS_ALL;
	}
	a->history = (struct history){ .known = true, .complete = true, .count = CLAIMS_MAX };
	for (int i = 0; i < CLAIMS_MAX; i++) {
		a->history.claims[i] = (struct claim){ .date = { 2020, 2, 29 },
			.kind = CLAIM_POST, .status = CLAIM_REVOKED, .level = 'S' };
		FILL(a->history.claims[i].occupation);
	}
}

static void fill_overrides(struct application *a)
{
	a->override_count = OVERRIDES_MAX;
	for (int i = 0; i < a->override_count; i++) {
		a->overrides[i] = (struct override){ BY_OTHER, MATTER_OTHER, "", INT64_MAX,
						     { 2021, 5, 1 } };
		FILL(a->overrides[i].key);
	}
}

/* Every field at its largest, every table full. */
static struct application *full_application(void)
{
	struct application *a = calloc(1, sizeof(*a));

	FILL(a->key);
	FILL(a->receipt_no);
	a->signed_at = INT64_MAX;
	a->decision_date = (struct date){ 2021, 3, 15 };
	a->demo_date = true;
	a->claims = true;
	FILL(a->certificate_no);
	a->lang = LANG_ZH_HANT;
	FILL(a->hall);
	FILL(a->terminal);
	FILL(a->pack_id);
	FILL(a->pack_hash);
	fill_holder(&a->holder);
	a->item_count = APPLICATION_ITEMS_MAX;
	for (int i = 0; i < a->item_count; i++)
		fill_item(&a->items[i]);
	a->promise_count = APPLICATION_PROMISES_MAX;
	for (int i = 0; i < a->promise_count; i++)
		fill_promise(&a->promises[i]);
	a->method = SIGN_PAPER;
	a->ink.width = UINT16_MAX;
	a->ink.height = 6000;
	for (int i = 0; i < INK_POINTS_MAX; i++) {
		uint16_t n = (uint16_t)i;

		ink_add(&a->ink, (struct ink_point){ n, 65535, n, i % 9 == 0 });
	}
	a->staff_action_count = STAFF_ACTIONS_MAX;
	for (int i = 0; i < a->staff_action_count; i++) {
		FILL(a->staff_actions[i].staff);
		a->staff_actions[i].kind = STAFF_ACTION_WITNESSED;
		a->staff_actions[i].number = INT16_MAX;
	}
	a->large_print = true;
	FILL(a->withdraws);
	a->clock_doubt = CLOCK_DOUBTS;
	a->clock_quality = (struct clock_quality){ true, true, INT32_MAX, INT32_MIN };
	fill_course(&a->course);
	fill_basis(a);
	fill_overrides(a);
	return a;
}

static size_t encode(const struct application *a)
{
	size_t size = 0;

	assert_int_equal(application_encode(a, encoded, sizeof(encoded), &size), ERR_OK);
	return size;
}

static void assert_round_trip(const struct application *a)
{
	struct application *back = malloc(sizeof(*back));
	size_t size = encode(a);

	memset(back, 0xaa, sizeof(*back));
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_memory_equal(back->holder.name, a->holder.name, sizeof(a->holder.name));
	assert_int_equal(back->ink.count, a->ink.count);
	assert_int_equal(back->items[0].amount.value, a->items[0].amount.value);
	assert_memory_equal(back->promises, a->promises, sizeof(a->promises));
	assert_memory_equal(back->staff_actions, a->staff_actions, sizeof(a->staff_actions));
	assert_memory_equal(back->withdraws, a->withdraws, sizeof(a->withdraws));
	assert_int_equal(back->clock_doubt, a->clock_doubt);
	assert_memory_equal(&back->clock_quality, &a->clock_quality, sizeof(a->clock_quality));
	assert_int_equal(back->fact_count, a->fact_count);
	assert_memory_equal(back->facts, a->facts, sizeof(a->facts));
	assert_memory_equal(&back->history, &a->history, sizeof(a->history));
	free(back);
}

static void test_a_full_one_comes_back(void **state)
{
	struct application *a = full_application();

	(void)state;
	assert_round_trip(a);
	free(a);
}

static void test_an_empty_one_comes_back(void **state)
{
	struct application *a = calloc(1, sizeof(*a));

	(void)state;
	assert_round_trip(a);
	assert_true(encode(a) < 300);
	free(a);
}

static void test_too_small_a_buffer_is_refused(void **state)
{
	struct application *a = full_application();
	size_t full = encode(a), size = 42;

	(void)state;
	assert_int_equal(application_encode(a, encoded, full - 1, &size), ERR_FULL);
	assert_int_equal(size, 42);
	free(a);
}

static bool all_zero(const void *data, size_t size)
{
	const uint8_t *bytes = data;

	for (size_t i = 0; i < size; i++) {
		if (bytes[i])
			return false;
	}
	return true;
}

static void test_every_cut_is_refused_and_leaves_nothing(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size = encode(a);

	(void)state;
	for (size_t cut = 0; cut < size; cut += cut < 3000 ? 1 : 97) {
		assert_int_equal(application_decode(encoded, cut, back), ERR_INPUT);
		assert_true(all_zero(back, sizeof(*back)));
	}
	free(a);
	free(back);
}

static void test_bytes_left_over_are_refused(void **state)
{
	struct application *a = calloc(1, sizeof(*a)), *back = malloc(sizeof(*back));
	size_t size = encode(a);

	(void)state;
	encoded[size] = 0;
	assert_int_equal(application_decode(encoded, size + 1, back), ERR_INPUT);
	free(a);
	free(back);
}

/* Rows sealed long ago hold these numbers: a new wording comes after them. */
static void test_languages_keep_their_numbers(void **state)
{
	(void)state;
	assert_int_equal(LANG_ZH_HANS, 0);
	assert_int_equal(LANG_EN, 1);
	assert_int_equal(LANG_ZH_HANT, 2);
	assert_int_equal(LANG_ZH_EASY, 3);
}

#define EMPTY_TEXT_BYTES 2
#define DATE_BYTES 4

#define EMPTY_BASIS_BYTES (EMPTY_TEXT_BYTES + DATE_BYTES + 2 + 1 + 1 + 2)

/* What each amount rose by and was warned of, at the end of all. */
static size_t grounds_bytes(const struct application *a)
{
	size_t bytes = 0;

	for (int i = 0; i < a->item_count; i++)
		bytes += 2 * EMPTY_TEXT_BYTES + strlen(a->items[i].uplift) +
			 strlen(a->items[i].caution) + 2 + 8;
	return bytes;
}

/* As before it was said how far the clock was off. */
static size_t encode_without_clock(const struct application *a)
{
	return encode(a) - 2 * (1 + 4);
}

/* As before there were claims: without the mark and an empty number. */
static size_t encode_without_claims(struct application *a)
{
	memset(a->certificate_no, 0, sizeof(a->certificate_no));
	a->claims = false;
	return encode_without_clock(a) - 1 - EMPTY_TEXT_BYTES;
}

/* As before later rules were kept: without the count of none. */
static size_t encode_without_overrides(struct application *a)
{
	memset(a->overrides, 0, sizeof(a->overrides));
	a->override_count = 0;
	return encode_without_claims(a) - 2;
}

/* As before the PIN had its time: eight bytes fewer. */
static size_t encode_without_pin(struct application *a)
{
	return encode_without_overrides(a) - sizeof(a->pin_at);
}

/* As before it was kept what an amount rose by. */
static size_t encode_without_grounds(struct application *a)
{
	return encode_without_pin(a) - grounds_bytes(a);
}

/* As before facts were kept. */
static size_t encode_without_basis(struct application *a)
{
	memset(&a->issue_date, 0, sizeof(a->issue_date));
	memset(a->program, 0, sizeof(a->program));
	a->fact_count = 0;
	memset(&a->history, 0, sizeof(a->history));
	return encode_without_grounds(a) - EMPTY_BASIS_BYTES;
}

/* As before items left their course's name to it: five empty texts and a day fewer. */
static size_t encode_without_course(struct application *a)
{
	memset(&a->course, 0, sizeof(a->course));
	return encode_without_basis(a) - 5 * EMPTY_TEXT_BYTES - DATE_BYTES;
}

/* Rows that were sealed before there were withdrawals. */
static void test_version_2_is_still_read(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size;

	(void)state;
	a->withdraws[0] = 0;
	/* without the empty text and the doubt at its end */
	size = encode_without_course(a) - 4;
	encoded[1] = 2;
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_string_equal(back->withdraws, "");
	assert_memory_equal(back->staff_actions, a->staff_actions, sizeof(a->staff_actions));
	free(a);
	free(back);
}

/* Rows that were sealed before anything was said of the clock. */
static void test_version_3_is_still_read(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size = encode_without_course(a) - 2;	/* without the doubt at its end */

	(void)state;
	encoded[1] = 3;
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_int_equal(back->clock_doubt, 0);
	assert_memory_equal(back->withdraws, a->withdraws, sizeof(a->withdraws));
	free(a);
	free(back);
}

/* Rows that were sealed before it was said how far the clock was off. */
static void test_version_10_is_still_read(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size = encode_without_clock(a);

	(void)state;
	encoded[1] = 10;
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_false(back->clock_quality.offset_known || back->clock_quality.rtc_known);
	assert_int_equal(back->clock_doubt, a->clock_doubt);
	free(a);
	free(back);
}

/* What is not known has no number. */
static void test_an_unknown_offset_is_none(void **state)
{
	struct application *a = calloc(1, sizeof(*a)), *back = malloc(sizeof(*back));
	size_t size = encode(a);

	(void)state;
	encoded[size - 1] = 1;
	assert_int_equal(application_decode(encoded, size, back), ERR_INPUT);
	free(a);
	free(back);
}

/* Rows whose items carry their course in their own title. */
static void test_version_4_is_still_read(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	char title[ITEM_TITLE_MAX];
	size_t size;

	(void)state;
	snprintf(a->items[0].title_zh, sizeof(a->items[0].title_zh), "电工（五级） · 培训补贴");
	size = encode_without_course(a);
	encoded[1] = 4;
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_string_equal(back->course.id, "");
	application_title(back, 0, LANG_ZH_HANS, NULL, title);
	assert_string_equal(title, "电工（五级） · 培训补贴");
	free(a);
	free(back);
}

/* Rows that were sealed before there were claims. */
static void test_version_9_is_still_read(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size = encode_without_claims(a);

	(void)state;
	encoded[1] = 9;
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_false(back->claims);
	assert_int_equal(back->override_count, a->override_count);
	free(a);
	free(back);
}

/* The number on a certificate belongs to a claim, and to nothing else. */
static void test_a_certificate_without_a_claim_is_refused(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));

	(void)state;
	a->claims = false;
	assert_int_equal(application_decode(encoded, encode(a), back), ERR_INPUT);
	free(a);
	free(back);
}

/* Rows that were sealed before there were later rules. */
static void test_version_8_is_still_read(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size = encode_without_overrides(a);

	(void)state;
	encoded[1] = 8;
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_int_equal(back->override_count, 0);
	assert_int_equal(back->pin_at, a->pin_at);
	free(a);
	free(back);
}

/* Rows that do not say when the PIN was right. */
static void test_version_7_is_still_read(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size;

	(void)state;
	a->pin_at = 1615771999;
	size = encode_without_pin(a);
	encoded[1] = 7;
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_int_equal(back->pin_at, 0);
	assert_string_equal(back->items[0].uplift, a->items[0].uplift);
	assert_int_equal(application_decode(encoded, encode(a), back), ERR_OK);
	assert_int_equal(back->pin_at, a->pin_at);
	free(a);
	free(back);
}

/* Rows that do not say what an amount rose by. */
static void test_version_6_is_still_read(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size = encode_without_grounds(a);

	(void)state;
	encoded[1] = 6;
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_string_equal(back->items[0].uplift, "");
	assert_string_equal(back->items[0].caution, "");
	assert_int_equal(back->fact_count, a->fact_count);
	free(a);
	free(back);
}

/* Rows that do not hold what they were decided on. */
static void test_version_5_is_still_read(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size = encode_without_basis(a);

	(void)state;
	encoded[1] = 5;
	assert_int_equal(application_decode(encoded, size, back), ERR_OK);
	assert_int_equal(back->fact_count, 0);
	assert_false(back->history.known);
	assert_memory_equal(&back->course, &a->course, sizeof(a->course));
	free(a);
	free(back);
}

/* Whatever one flipped bit gives: it is refused, or it encodes to the very same bytes. */
static void test_the_form_is_canonical(void **state)
{
	struct application *a = full_application(), *back = malloc(sizeof(*back));
	size_t size, again_size;
	uint8_t *flipped, *again = malloc(APPLICATION_BYTES_MAX);

	(void)state;
	a->ink.count = 3;
	size = encode(a);
	flipped = malloc(size);
	for (size_t bit = 0; bit < size * 8; bit += 41) {
		memcpy(flipped, encoded, size);
		flipped[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (application_decode(flipped, size, back))
			continue;
		assert_int_equal(application_encode(back, again, APPLICATION_BYTES_MAX,
						    &again_size), ERR_OK);
		assert_int_equal(again_size, size);
		assert_memory_equal(again, flipped, size);
	}
	free(a);
	free(back);
	free(flipped);
	free(again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_full_one_comes_back),
		cmocka_unit_test(test_an_empty_one_comes_back),
		cmocka_unit_test(test_too_small_a_buffer_is_refused),
		cmocka_unit_test(test_every_cut_is_refused_and_leaves_nothing),
		cmocka_unit_test(test_bytes_left_over_are_refused),
		cmocka_unit_test(test_languages_keep_their_numbers),
		cmocka_unit_test(test_version_2_is_still_read),
		cmocka_unit_test(test_version_3_is_still_read),
		cmocka_unit_test(test_version_10_is_still_read),
		cmocka_unit_test(test_an_unknown_offset_is_none),
		cmocka_unit_test(test_version_4_is_still_read),
		cmocka_unit_test(test_version_5_is_still_read),
		cmocka_unit_test(test_version_6_is_still_read),
		cmocka_unit_test(test_version_7_is_still_read),
		cmocka_unit_test(test_version_8_is_still_read),
		cmocka_unit_test(test_version_9_is_still_read),
		cmocka_unit_test(test_a_certificate_without_a_claim_is_refused),
		cmocka_unit_test(test_the_form_is_canonical),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
