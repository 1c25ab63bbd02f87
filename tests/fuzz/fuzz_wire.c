/*
 * Any bytes as the centre's answer to each question, and as a message of the courier's
 * line: all of it or nothing, and what is taken is text that may stand on the glass.
 */
#include "base/text.h"
#include "wire/courier_link.h"
#include "wire/offers.h"
#include "wire/wire.h"

#include <assert.h>
#include <string.h>

static const struct wire_ask ask = { .id_no = "330299198604120245",	/* 示例数据 */
				     .number = "00112233445566ff" };

static void check_text(const char *text, size_t cap)
{
	size_t size = strnlen(text, cap);

	assert(size < cap && utf8_valid(text, size));
	for (size_t i = 0; i < size; i++)
		assert((unsigned char)text[i] >= ' ' && text[i] != 0x7f);
}

static void check_person(const uint8_t *data, size_t size)
{
	static struct held_application held[OWN_MAX];
	static struct wire_fact facts[PERSON_FACTS_MAX];
	int count = 0;

	if (wire_held(data, size, &ask, held, &count) == ERR_OK) {
		assert(count >= 0 && count <= OWN_MAX);
		for (int i = 0; i < count; i++) {
			check_text(held[i].receipt_no, sizeof(held[i].receipt_no));
			check_text(held[i].course.title_zh, sizeof(held[i].course.title_zh));
		}
	}
	if (wire_facts(data, size, &ask, facts, &count) == ERR_OK) {
		assert(count >= 0 && count <= PERSON_FACTS_MAX);
		for (int i = 0; i < count; i++) {
			check_text(facts[i].id, sizeof(facts[i].id));
			check_text(facts[i].value, sizeof(facts[i].value));
			assert(facts[i].as_of.year > 0);
		}
	}
}

static void check_rest(const uint8_t *data, size_t size)
{
	static struct wire_marks marks;
	struct wire_told told;
	char outcome[WIRE_OUTCOME_MAX], who[WIRE_WHO_MAX];

	if (wire_outcome(data, size, outcome) == ERR_OK)
		assert(strnlen(outcome, sizeof(outcome)) < sizeof(outcome));
	if (wire_called(data, size, who) == ERR_OK)
		check_text(who, sizeof(who));
	if (wire_marks(data, size, &marks) == ERR_OK)
		assert(marks.archived_count <= WIRE_KEYS_MAX &&
		       marks.missing_count <= WIRE_KEYS_MAX);
	if (wire_told(data, size, &told) == ERR_OK)
		assert(told.now >= 0);
}

static void check_offers(const uint8_t *data, size_t size)
{
	static struct wire_offer offers[WIRE_OFFERS_MAX];
	static uint8_t piece[WIRE_PIECE_MAX];
	size_t taken = 0;
	int count = 0;

	if (wire_offers(data, size, offers, &count) == ERR_OK) {
		assert(count >= 0 && count <= WIRE_OFFERS_MAX);
		for (int i = 0; i < count; i++)
			assert(offers[i].size > 0 && offers[i].version > 0);
	}
	if (wire_piece(data, size, piece, &taken) == ERR_OK)
		assert(taken <= sizeof(piece));
}

/* What is understood can be said again, to the byte. */
static void check_line(const uint8_t *data, size_t size)
{
	static uint8_t again[COURIER_MESSAGE_MAX];
	struct courier_request request;
	struct courier_answer answer;
	size_t again_size;

	if (courier_get_request(data, size, &request) == ERR_OK) {
		assert(courier_put_request(&request, again, sizeof(again), &again_size) == ERR_OK);
		assert(again_size == size && memcmp(again, data, size) == 0);
	}
	if (courier_get_answer(data, size, &answer) == ERR_OK) {
		assert(courier_put_answer(&answer, again, sizeof(again), &again_size) == ERR_OK);
		assert(again_size == size && memcmp(again, data, size) == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_person(data, size);
	check_rest(data, size);
	check_offers(data, size);
	check_line(data, size);
	return 0;
}
