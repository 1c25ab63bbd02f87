/* What a kiosk and the centre write to each other, and what neither takes from the other. */
#include "tests/unit/unit.h"
#include "base/json_read.h"
#include "wire/courier_link.h"
#include "wire/offers.h"
#include "wire/wire.h"

#include <stdio.h>
#include <string.h>

#define KEY "0123456789ABCDEF0123456789ABCDEF"
#define LOWER "0123456789abcdef0123456789abcdef"

static struct application application;
static char body[100000];
static struct json_document document;

static void fill(void)
{
	application = (struct application){ .key = KEY, .receipt_no = "003-210315-00001-7",
		.signed_at = 1615771500, .decision_date = { 2021, 3, 15 }, .item_count = 2,
		.hall = "示例大厅" };
	memset(application.pack_hash, 'A', 64);
	strcpy(application.holder.id_no, "330299198604120245");	/* 示例数据 */
	strcpy(application.holder.name, "陈莉");
	strcpy(application.items[0].benefit, "TRAIN");
	strcpy(application.items[0].title_zh, "培训补贴");
	application.items[0].amount = (struct amount){ .known = true, .value = 50000 };
	strcpy(application.items[1].benefit, "FREE");
	application.items[1].amount = (struct amount){ .known = true, .is_fee = true };
	strcpy(application.course.id, "C006");
	strcpy(application.course.title_zh, "电工（五级）");
	strcpy(application.course.title_en, "Electrician (level 5)");
}

static const struct json *read_back(const char *text)
{
	struct json *root = NULL;

	assert_int_equal(json_read(&document, text, strlen(text), &root), ERR_OK);
	return root;
}

static const char *text_of(const struct json *of, const char *key)
{
	return json_text(json_member(&document, of, key));
}

static void test_submit(void **state)
{
	const struct course course = { .kind = COURSE_QUAL, .occupation = "电工", .level = '5',
				       .region = 2 };
	struct text out = text_in(body, sizeof(body));
	const struct json *root, *item, *about;

	(void)state;
	fill();
	wire_submit(&out, &application, &course, (struct wire_sealed){ "\x01\x02\xff\xfe", 4 });
	assert_false(out.full);
	root = read_back(body);
	item = json_member(&document, root, "item");
	about = json_member(&document, item, "about");
	assert_string_equal(text_of(root, "id_no"), "330299198604120245");
	assert_string_equal(text_of(root, "sealed"), "AQL//g==");
	assert_string_equal(text_of(item, "key"), LOWER);
	assert_string_equal(text_of(item, "class"), "COURSE");
	assert_string_equal(text_of(item, "occupation"), "电工");
	assert_string_equal(text_of(item, "level"), "5");
	assert_string_equal(text_of(item, "signed"), "2021-03-15T01:25:00Z");
	assert_int_equal(json_member(&document, item, "year")->number, 2021);
	assert_int_equal(json_member(&document, item, "region")->number, 2);
	assert_int_equal(text_of(item, "pack")[63], 'a');
	assert_int_equal(json_member(&document, item, "items")->count, 2);
	assert_string_equal(text_of(about, "kind"), "TRAIN");
	/* Of the person the number alone, and that once. */
	assert_null(strstr(body, "陈莉"));
	assert_ptr_equal(strstr(body, "330299198604120245"), strstr(body, "1986") - 6);
}

static void test_same_bytes(void **state)
{
	static char again[sizeof(body)];
	struct text one = text_in(body, sizeof(body)), two = text_in(again, sizeof(again));

	(void)state;
	fill();
	wire_submit(&one, &application, NULL, (struct wire_sealed){ "x", 1 });
	wire_submit(&two, &application, NULL, (struct wire_sealed){ "x", 1 });
	assert_string_equal(body, again);
	assert_null(strstr(body, "\"class\""));
}

/* It would take the number and the trade that its request holds. */
static void test_claim_counts_as_no_course(void **state)
{
	const struct course course = { .kind = COURSE_QUAL, .occupation = "电工", .level = '5',
				       .region = 2 };
	struct text out = text_in(body, sizeof(body));
	const struct json *item;

	(void)state;
	fill();
	application.claims = true;
	wire_submit(&out, &application, &course, (struct wire_sealed){ "x", 1 });
	application.claims = false;
	item = json_member(&document, read_back(body), "item");
	assert_null(json_member(&document, item, "class"));
	assert_null(json_member(&document, item, "occupation"));
	assert_int_equal(json_member(&document, item, "region")->number, 2);
}

static void test_no_room(void **state)
{
	char small[200];
	struct text out = text_in(small, sizeof(small));

	(void)state;
	fill();
	wire_submit(&out, &application, NULL, (struct wire_sealed){ "x", 1 });
	assert_true(out.full);
}

static const struct wire_ask asked = { "330299198604120245", "00112233445566ff" };

#define KNOWN "{\"outcome\": \"known\", \"ask\": \"00112233445566ff\"," \
	" \"id_no\": \"330299198604120245\", "
#define ONE(more) KNOWN "\"applications\": [{\"key\": \"" LOWER "\"," \
	more "}]}"
#define ABOUT "\"about\": {\"receipt_no\": \"003-1\", \"decided\": \"2021-03-15\"," \
	" \"kind\": \"TRAIN\", \"course\": {\"id\": \"C006\"," \
	" \"title_en\": \"Electrician (level 5)\"}}"

static enum err held_of(const char *answer, struct held_application held[OWN_MAX], int *count)
{
	return wire_held(answer, strlen(answer), &asked, held, count);
}

static void test_held(void **state)
{
	struct held_application held[OWN_MAX];
	int count = 0;

	(void)state;
	assert_int_equal(held_of(ONE("\"status\": \"paid\", \"occupation\": \"电工\","
				     " \"level\": \"5\", \"due\": null, " ABOUT),
				 held, &count), ERR_OK);
	assert_int_equal(count, 1);
	assert_int_equal(held[0].status, HELD_PAID);
	assert_int_equal(held[0].claim.kind, CLAIM_TRAIN);
	assert_int_equal(held[0].claim.level, '5');
	assert_string_equal(held[0].claim.occupation, "电工");
	assert_int_equal(held[0].claim.date.day, 15);
	assert_string_equal(held[0].course.title_en, "Electrician (level 5)");
	assert_int_equal(held_of(ONE("\"status\": \"to_complete\", \"due\": \"2021-03-22\","
				     " \"reason\": \"请带复印件\", \"step\": 6"),
				 held, &count), ERR_OK);
	assert_string_equal(held[0].reason, "请带复印件");
	assert_int_equal(held[0].due.day, 22);
	assert_int_equal(held[0].step, 6);
	/* what somebody wrote is no reason to show nothing of the rest */
	assert_int_equal(held_of(ONE("\"status\": \"refused\", \"reason\": \"a\\u202eb\","
				     " \"step\": 99"),
				 held, &count), ERR_OK);
	assert_string_equal(held[0].reason, "");
	assert_int_equal(held[0].step, 0);
	assert_int_equal(held_of(ONE("\"status\": \"withdrawn\""), held, &count), ERR_OK);
	assert_true(held[0].withdrawn);
	assert_false(date_is_set(held[0].claim.date));
}

static void test_heartbeat(void **state)
{
	const struct wire_heartbeat beat = {
		.now = 1615771500, .started = 1615771000, .program = "1.2.3 (0123456789ab+)",
		.pack = "ABCD", .printer = "ready", .run = "0A", .readers = 1, .restarts = 4,
		.waiting = 2, .up = 86400, .supply_count = 2,
		.supplies = { { "黑", 7, true }, { "paper", -1, false } },
		.data_count = 1, .data = { { "register", 1614556800 } },
	};
	struct text out = text_in(body, sizeof(body));
	const struct json *item;

	(void)state;
	wire_heartbeat(&out, &beat);
	item = json_member(&document, read_back(body), "item");
	assert_string_equal(text_of(item, "version"), "1.2.3");
	assert_string_equal(text_of(item, "commit"), "0123456789ab+");
	assert_string_equal(text_of(item, "pack"), "abcd");
	assert_string_equal(text_of(json_member(&document, item, "data"), "register"),
			    "2021-03-01");
	assert_string_equal(text_of(item, "run"), "0a");
	assert_int_equal(json_member(&document, item, "waiting")->number, 2);
	assert_int_equal(json_member(&document, item, "up")->number, 86400);
	assert_non_null(strstr(body, "{\"name\":\"黑\",\"percent\":7,\"low\":true}"));
	assert_non_null(strstr(body, "{\"name\":\"paper\",\"low\":false}"));
	assert_int_equal(json_member(&document, item, "last_visit")->is, JSON_IS_NULL);
}

/* Nothing of an answer is used that is not whole, however little of it is wrong. */
static void test_wrong_answers(void **state)
{
	static const char *const wrong[] = {
		"", "{", "[]", "{\"outcome\": 1}", "{\"applications\": []}",
		KNOWN "\"x\": 1}", KNOWN "\"applications\": {}}",
		/* another question's, somebody else's, and nobody's */
		"{\"outcome\": \"known\", \"ask\": \"00112233445566fe\","
		" \"id_no\": \"330299198604120245\", \"applications\": []}",
		"{\"outcome\": \"known\", \"ask\": \"00112233445566ff\","
		" \"id_no\": \"330299197909030158\", \"applications\": []}",
		"{\"outcome\": \"known\", \"applications\": []}",
		ONE("\"status\": \"granted\""), ONE("\"status\": 1"),
		ONE("\"status\": \"paid\", \"level\": \"55\""),
		ONE("\"status\": \"paid\", \"about\": {\"decided\": \"2021-02-30\"}"),
		ONE("\"status\": \"paid\", \"about\": {\"kind\": \"MONEY\"}"),
		ONE("\"status\": \"paid\", \"about\": {\"title_zh\": \"a\\u202eb\"}"),
		ONE("\"status\": \"paid\", \"about\": {\"title_zh\": \"a\\nb\"}"),
		ONE("\"status\": \"paid\", \"about\": {\"receipt_no\":"
		    " \"003-210315-00001-7-and-more-than-fits\"}"),
		KNOWN "\"applications\": [{\"key\": \"0123\","
		" \"status\": \"paid\"}]}",
	};
	struct held_application held[OWN_MAX];
	int count = -7;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		if (held_of(wrong[i], held, &count) != ERR_PROTO)
			fail_msg("taken: %s", wrong[i]);
	}
	assert_int_equal(count, -7);
}

#define FACT(id, value, day) "{\"fact\": \"" id "\", \"value\": \"" value "\"," \
	" \"source\": \"employment\", \"as_of\": \"" day "\", \"differs\": false}"

static enum err facts_of(const char *answer, struct wire_fact facts[PERSON_FACTS_MAX], int *count)
{
	return wire_facts(answer, strlen(answer), &asked, facts, count);
}

static void test_facts(void **state)
{
	static const char *const wrong[] = {
		KNOWN "\"facts\": [" FACT("disabled", "true", "2021-02-30") "]}",
		KNOWN "\"facts\": [" FACT("disabled", "true", "") "]}",
		KNOWN "\"facts\": [" FACT("disabled", "", "2021-03-01") "]}",
		KNOWN "\"facts\": [" FACT("", "true", "2021-03-01") "]}",
		KNOWN "\"facts\": [" FACT("disabled", "longer than any value", "2021-03-01") "]}",
		KNOWN "\"facts\": [{}]}", KNOWN "\"facts\": {}}", KNOWN "\"x\": 0}",
	};
	struct wire_fact facts[PERSON_FACTS_MAX];
	struct text out = text_in(body, sizeof(body));
	int count = -7;

	(void)state;
	assert_int_equal(facts_of(KNOWN "\"facts\": [" FACT("disabled", "true", "2021-03-01")
				  "," FACT("post.cert_level", "3", "2021-02-01") "]}",
				  facts, &count), ERR_OK);
	assert_int_equal(count, 2);
	assert_string_equal(facts[1].id, "post.cert_level");
	assert_string_equal(facts[1].value, "3");
	assert_int_equal(facts[1].as_of.month, 2);
	count = -7;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		if (facts_of(wrong[i], facts, &count) != ERR_PROTO)
			fail_msg("taken: %s", wrong[i]);
	}
	text_add(&out, KNOWN "\"facts\": [" FACT("disabled", "true", "2021-03-01"));
	for (int i = 0; i < PERSON_FACTS_MAX; i++)
		text_add(&out, "," FACT("disabled", "true", "2021-03-01"));
	text_add(&out, "]}");
	assert_int_equal(facts_of(body, facts, &count), ERR_PROTO);
	assert_int_equal(count, -7);
}

static void test_called(void **state)
{
	static const char *const wrong[] = {
		"{\"outcome\": \"taken\"}", "{\"outcome\": \"ringing\", \"who\": \"a\"}",
		"{\"outcome\": \"unknown_kiosk\"}",
		"{\"outcome\": \"taken\", \"who\": \"a\\u202eb\"}",
	};
	static const char rings[] = "{\"outcome\": \"ringing\"}",
			  taken[] = "{\"outcome\": \"taken\", \"who\": \"王\"}";
	char who[WIRE_WHO_MAX] = "before";

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(wire_called(wrong[i], strlen(wrong[i]), who), ERR_PROTO);
	assert_string_equal(who, "before");
	assert_int_equal(wire_called(rings, strlen(rings), who), ERR_OK);
	assert_string_equal(who, "");
	assert_int_equal(wire_called(taken, strlen(taken), who), ERR_OK);
	assert_string_equal(who, "王");
}

static void test_ratings(void **state)
{
	static const int64_t counts[WIRE_GRADES] = { 1, 0, 2, 30, 400 };
	char said[256];
	struct text out = text_in(said, sizeof(said));

	(void)state;
	wire_ratings(&out, (struct date){ 2021, 3, 15 }, counts);
	assert_string_equal(said,
			    "{\"item\":{\"day\":\"2021-03-15\",\"counts\":[1,0,2,30,400]}}");
}

static void test_marks(void **state)
{
	static const char right[] = "{\"outcome\": \"known\", \"archived\": [\"" LOWER "\"],"
				    " \"missing\": []}";
	static const char long_key[] = "{\"outcome\": \"known\", \"archived\": [\"" LOWER "0\"],"
				       " \"missing\": []}";
	struct wire_marks marks;

	(void)state;
	assert_int_equal(wire_marks(right, strlen(right), &marks), ERR_OK);
	assert_int_equal(marks.archived_count, 1);
	assert_string_equal(marks.archived[0], LOWER);
	assert_int_equal(wire_marks(long_key, strlen(long_key), &marks), ERR_PROTO);
}

/* As many keys as were never asked for do not fit either. */
static void test_endless_marks(void **state)
{
	struct text out = text_in(body, sizeof(body));
	struct wire_marks marks;

	(void)state;
	text_add(&out, "{\"outcome\": \"known\", \"missing\": [], \"archived\": [\"a\"");
	for (int i = 0; i < WIRE_KEYS_MAX; i++)
		text_add(&out, ", \"a\"");
	text_add(&out, "]}");
	assert_int_equal(wire_marks(body, out.len, &marks), ERR_PROTO);
}

static void test_offers(void **state)
{
	static const char right[] = "{\"outcome\": \"known\", \"offers\": [{\"kind\": \"pack\","
		" \"size\": 70000, \"version\": 1000001}]}";
	static const char *const wrong[] = {
		"", "{}", "{\"outcome\": \"known\"}", "{\"outcome\": \"unknown_kiosk\"}",
		"{\"outcome\": \"known\", \"offers\": [{\"kind\": \"pack\", \"version\": 1}]}",
		"{\"outcome\": \"known\", \"offers\": [{\"kind\": \"a-kind-without-end\","
		" \"size\": 1, \"version\": 1}]}",
		"{\"outcome\": \"known\", \"offers\": [{\"kind\": \"pack\", \"size\": -1,"
		" \"version\": 1}]}",
		"{\"outcome\": \"known\", \"offers\": [1, 2, 3, 4, 5, 6, 7, 8, 9]}",
	};
	struct wire_offer offers[WIRE_OFFERS_MAX], have = { "pack", 1000000, 0 };
	struct wire_refusal refused = { "standards", 7, "standards.csv:2:1: \"no\"" };
	struct text out = text_in(body, sizeof(body));
	int count = 0;

	(void)state;
	assert_int_equal(wire_offers(right, strlen(right), offers, &count), ERR_OK);
	assert_int_equal(count, 1);
	assert_string_equal(offers[0].kind, "pack");
	assert_int_equal(offers[0].version, 1000001);
	assert_int_equal(offers[0].size, 70000);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(wire_offers(wrong[i], strlen(wrong[i]), offers, &count),
				 ERR_PROTO);
	wire_ask_offers(&out, &have, 1, &refused);
	assert_string_equal(body, "{\"item\":{\"have\":{\"pack\":1000000},\"refused\":"
			    "{\"kind\":\"standards\",\"version\":7,"
			    "\"why\":\"standards.csv:2:1: \\\"no\\\"\"}}}");
	out = text_in(body, sizeof(body));
	wire_ask_piece(&out, &offers[0], 32768);
	assert_string_equal(body, "{\"item\":{\"kind\":\"pack\",\"version\":1000001,"
			    "\"from\":32768}}");
}

static void test_told(void **state)
{
	static const char *const wrong[] = {
		"{\"outcome\":\"noted\"}", "{\"outcome\":\"noted\",\"now\":1}",
		"{\"outcome\":\"noted\",\"now\":1.5,\"twin\":true}",
		"{\"outcome\":\"noted\",\"now\":\"1\",\"twin\":true}", "[]", "",
	};
	static const char right[] = "{\"outcome\":\"noted\",\"now\":1615771500,\"twin\":true}";
	struct wire_told told = { 7, false };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(wire_told(wrong[i], strlen(wrong[i]), &told), ERR_PROTO);
	assert_true(told.now == 7 && !told.twin);
	assert_int_equal(wire_told(right, strlen(right), &told), ERR_OK);
	assert_true(told.now == 1615771500 && told.twin);
}

static enum err read_piece(const char *data, uint8_t *piece, size_t *ret_size)
{
	static char answer[4 * WIRE_PIECE_MAX];

	snprintf(answer, sizeof(answer), "{\"data\": \"%s\", \"outcome\": \"piece\"}", data);
	return wire_piece(answer, strlen(answer), piece, ret_size);
}

/* The vectors of RFC 4648, 10, and what is none. */
static void test_pieces(void **state)
{
	static const struct { const char *data, *plain; } right[] = {
		{ "Zg==", "f" }, { "Zm8=", "fo" }, { "Zm9v", "foo" }, { "Zm9vYg==", "foob" },
		{ "Zm9vYmE=", "fooba" }, { "Zm9vYmFy", "foobar" }, { "+/+/", "\xfb\xff\xbf" },
	};
	static const char *const wrong[] = {
		"", "Zg", "Zg=", "Z===", "Zm9v\\n", "Zg==Zg==", "Zm 9", "====", "Zm9\xc3\xa9vYg",
	};
	static uint8_t piece[WIRE_PIECE_MAX];
	static char longest[2 * WIRE_PIECE_MAX];
	size_t size = 0, most = (WIRE_PIECE_MAX + 2) / 3 * 4;

	(void)state;
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++) {
		assert_int_equal(read_piece(right[i].data, piece, &size), ERR_OK);
		assert_int_equal(size, strlen(right[i].plain));
		assert_memory_equal(piece, right[i].plain, size);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(read_piece(wrong[i], piece, &size), ERR_PROTO);
	memset(longest, 'A', most);
	longest[most - 1] = '=';	/* 32768 = 3 * 10922 + 2 */
	assert_int_equal(read_piece(longest, piece, &size), ERR_OK);
	assert_int_equal(size, WIRE_PIECE_MAX);
	longest[most - 1] = 'A';
	assert_int_equal(read_piece(longest, piece, &size), ERR_PROTO);
}

static void test_link(void **state)
{
	struct courier_request request = { .id = 7, .within_ms = 800, .name = "person",
					   .size = 2, .body = (const uint8_t *)"{}" }, read;
	struct courier_answer answer = { .id = 7, .outcome = COURIER_ANSWERED, .size = 2,
					 .body = (const uint8_t *)"{}" }, heard;
	uint8_t message[64];
	size_t size = 0;

	(void)state;
	assert_int_equal(courier_put_request(&request, message, sizeof(message), &size), ERR_OK);
	assert_int_equal(courier_get_request(message, size, &read), ERR_OK);
	assert_string_equal(read.name, "person");
	assert_memory_equal(read.body, "{}", 2);
	assert_int_equal(courier_get_answer(message, size, &heard), ERR_PROTO);
	message[12] = '/';	/* of a name that would lead elsewhere */
	assert_int_equal(courier_get_request(message, size, &read), ERR_PROTO);
	assert_int_equal(courier_put_answer(&answer, message, sizeof(message), &size), ERR_OK);
	assert_int_equal(courier_get_answer(message, size, &heard), ERR_OK);
	for (size_t cut = 0; cut < 6; cut++)
		assert_int_equal(courier_get_answer(message, cut, &heard), ERR_PROTO);
	message[5] = 9;
	assert_int_equal(courier_get_answer(message, size, &heard), ERR_PROTO);
	assert_int_equal(courier_put_request(&request, message, 8, &size), ERR_FULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_submit),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_claim_counts_as_no_course),
		cmocka_unit_test(test_no_room),
		cmocka_unit_test(test_held),
		cmocka_unit_test(test_wrong_answers),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_heartbeat),
		cmocka_unit_test(test_called),
		cmocka_unit_test(test_ratings),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_endless_marks),
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_offers),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_link),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	json_document_finish(&document);
	return failed;
}
