#include "base/json_read.h"
#include "tests/unit/unit.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 8192

static struct json_document document;

static int finish(void **state)
{
	(void)state;
	json_document_finish(&document);
	return 0;
}

static struct json *read_text(const char *text)
{
	struct json *value = NULL;

	assert_int_equal(json_read(&document, text, strlen(text), &value), ERR_OK);
	return value;
}

static void members_are_found_by_object_and_key(void **state)
{
	struct json *root = read_text(" {\"a\": {\"a\": 1, \"b\": [true, null]}, \"b\": -7, "
				      "\"c\": {}, \"\": \"\\u5b81\\ud83d\\ude00\\n\"} ");
	const struct json *inner = json_member(&document, root, "a");

	(void)state;
	assert_int_equal(root->count, 4);
	assert_int_equal(json_member(&document, inner, "a")->number, 1);
	assert_int_equal(json_member(&document, root, "b")->number, -7);
	assert_string_equal(json_text(json_member(&document, root, "")), "宁\U0001f600\n");
	assert_null(json_member(&document, inner, "c"));
	assert_null(json_member(&document, json_member(&document, root, "c"), "a"));
	assert_null(json_member(&document, json_member(&document, root, "b"), "a"));
	assert_null(json_member(&document, NULL, "a"));
	inner = json_member(&document, inner, "b");
	assert_true(json_is(inner->first, JSON_IS_TRUE));
	assert_true(json_is(inner->first->next, JSON_IS_NULL));
	assert_null(inner->first->next->next);
}

static void stands_compact_as_it_came(void **state)
{
	static const char text[] =
		"{ \"id\" : [ 1.50 , \"a b\\\" c\\\\\" ,\t{ \"x\" :\n{ } } , \"\\u4e2d\" ] }";
	struct json *root = read_text(text);
	char buffer[200];
	struct text out = text_in(buffer, sizeof(buffer));

	(void)state;
	json_add_compact(&out, &document, json_member(&document, root, "id"));
	assert_string_equal(buffer, "[1.50,\"a b\\\" c\\\\\",{\"x\":{}},\"\\u4e2d\"]");
}

/* The place is the first byte that cannot stand where it does. */
static void what_is_wrong_has_its_place(void **state)
{
	static const struct { const char *text; size_t at; } cases[] = {
		{ "", 0 }, { "  ", 2 }, { "{\"a\":1,}", 7 }, { "[1,]", 3 }, { "[1 2]", 3 },
		{ "{\"a\" 1}", 5 }, { "{a:1}", 1 }, { "[01]", 1 }, { "[1.]", 1 }, { "[1e]", 1 },
		{ "[-]", 1 }, { "[9223372036854775808]", 1 }, { "[1e999]", 1 }, { "[tru]", 1 },
		{ "[truex]", 1 }, { "[\"a", 3 }, { "[\"a\tb\"]", 3 }, { "[\"a\\x\"]", 3 },
		{ "[\"\\ud83d\"]", 2 }, { "[\"\\u0000\"]", 2 }, { "[\"\xed\xa0\x80\"]", 2 },
		{ "{\"a\":1,\"b\":2,\"\\u0061\":3}", 13 }, { "{} {}", 3 }, { "[1}", 2 },
		{ "\xef\xbb\xbf{}", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct json *value = NULL;

		assert_int_equal(json_read(&document, cases[i].text, strlen(cases[i].text), &value),
				 ERR_INPUT);
		assert_int_equal(document.bad_at, cases[i].at);
		assert_null(value);
	}
}

/* All openings, of which none closes: the most values that a text of its size can hold. */
static void nesting_has_its_limit(void **state)
{
	static char text[4 * JSON_NESTED_MAX + 2];
	struct json *value = NULL;
	size_t half = JSON_NESTED_MAX;

	(void)state;
	memset(text, '[', sizeof(text) - 1);
	assert_int_equal(json_read(&document, text, sizeof(text) - 1, &value), ERR_INPUT);
	memset(text + half, ']', half);
	text[2 * half] = 0;
	assert_int_equal(read_text(text)->count, 1);
	for (size_t i = 0; i < half; i++)
		memcpy(text + 4 * i, "{\"\":", 4);
	assert_int_equal(json_read(&document, text, 4 * half, &value), ERR_INPUT);
	assert_int_equal(document.bad_at, 4 * half);
}

/* ---- the same as another reader ---- */

static bool same(const struct json *ours, const json_t *theirs);

static bool same_object(const struct json *ours, const json_t *theirs)
{
	if (ours->count != json_object_size(theirs))
		return false;
	for (const struct json *v = ours->first; v; v = v->next) {
		if (json_member(&document, ours, v->key) != v ||
		    !same(v, json_object_get(theirs, v->key)))
			return false;
	}
	return true;
}

static bool same_list(const struct json *ours, const json_t *theirs)
{
	size_t i = 0;

	for (const struct json *v = ours->first; v; v = v->next) {
		if (!same(v, json_array_get(theirs, i++)))
			return false;
	}
	return i == json_array_size(theirs) && i == ours->count;
}

static bool same(const struct json *ours, const json_t *theirs)
{
	switch (ours->is) {
	case JSON_IS_OBJECT:
		return json_is_object(theirs) && same_object(ours, theirs);
	case JSON_IS_LIST:
		return json_is_array(theirs) && same_list(ours, theirs);
	case JSON_IS_TEXT:
		return json_is_string(theirs) && strcmp(ours->text, json_string_value(theirs)) == 0;
	case JSON_IS_INT:
		return json_is_integer(theirs) && ours->number == json_integer_value(theirs);
	case JSON_IS_REAL:
		return json_is_real(theirs);
	case JSON_IS_TRUE:
		return json_is_true(theirs);
	case JSON_IS_FALSE:
		return json_is_false(theirs);
	default:
		return json_is_null(theirs);
	}
}

static uint32_t draw(uint32_t below)
{
	static uint64_t seed = 88172645463325252u;

	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 20) % below;
}

/* Puts a slip into the line: what stands there is pushed on, or taken out. */
static void slip(char *line)
{
	static const char *const slips[] = {
		"{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0041", "\\ud83d\\ude00", "\\ud83d",
		"\\u0000", "\\/", "\\b", "1e5", "1E-2", "1.", "-", "-0", "01",
		"99999999999999999999", "1e999", "true", "nul", "null", "\t", "\x01",
		"\xff", "\xc3\xa9", "\xed\xa0\x80",
		"\xf4\x90\x80\x80", "{\"a\":1,\"a\":2}", "{\"a\":{\"a\":[]}}", " ", "\x7f",
		"x", "é",
	};
	const char *more = slips[draw(sizeof(slips) / sizeof(slips[0]))];
	size_t length = strlen(line), at = draw((uint32_t)length + 1), size = strlen(more);
	size_t out = draw(3) == 0 ? draw(6) : 0;

	if (length + size >= LINE_MAX_BYTES)
		return;
	out = out > length - at ? length - at : out;
	memmove(line + at + size, line + at + out, length - at - out + 1);
	memcpy(line + at, more, size);
}

/* 1 both read it, 0 both refuse it, -1 they differ. */
static int compare(const char *line)
{
	json_t *theirs = json_loads(line, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
	struct json *ours = NULL;
	enum err err = json_read(&document, line, strlen(line), &ours);
	int result = -1;

	if (err && !theirs)
		result = 0;
	else if (!err && theirs && same(ours, theirs))
		result = 1;
	json_decref(theirs);
	return result;
}

/* Every golden case, and each forty times with slips, against jansson. */
static void reads_and_refuses_as_jansson_does(void **state)
{
	FILE *file = fopen(SOURCE_DIR "/tests/policy/golden.jsonl", "r");
	static char line[LINE_MAX_BYTES], slipped[LINE_MAX_BYTES];
	int counts[2] = { 0, 0 };

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		for (uint32_t i = 0; i < 40; i++) {
			int result;

			memcpy(slipped, line, sizeof(line));
			for (uint32_t n = i % 4; n > 0; n--)
				slip(slipped);
			result = compare(slipped);
			if (result < 0)
				fail_msg("read otherwise: %s", slipped);
			counts[result]++;
		}
	}
	fclose(file);
	assert_true(counts[0] > 1000 && counts[1] > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_found_by_object_and_key),
		cmocka_unit_test(stands_compact_as_it_came),
		cmocka_unit_test(what_is_wrong_has_its_place),
		cmocka_unit_test(nesting_has_its_limit),
		cmocka_unit_test(reads_and_refuses_as_jansson_does),
	};
	return cmocka_run_group_tests(tests, NULL, finish);
}
