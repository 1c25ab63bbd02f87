#include "base/json.h"
#include "tests/unit/unit.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static char buffer[4096];
static struct text text;

static struct json_writer begin(size_t cap)
{
	text = text_in(buffer, cap);
	return json_write_into(&text);
}

static void commas_and_brackets(void **state)
{
	struct json_writer w = begin(sizeof(buffer));

	(void)state;
	json_write_object(&w);
	json_write_key(&w, "empty");
	json_write_list(&w);
	json_write_end(&w);
	json_write_key(&w, "list");
	json_write_list(&w);
	json_write_int(&w, INT64_MIN);
	json_write_int(&w, INT64_MAX);
	json_write_int(&w, 0);
	json_write_null(&w);
	json_write_bool(&w, true);
	json_write_object(&w);
	json_write_end(&w);
	json_write_bool(&w, false);
	json_write_decimal(&w, 1.005, 1);
	json_write_raw(&w, "[1,2]", 5);
	json_write_end(&w);
	json_write_key(&w, "last");
	json_write_string(&w, NULL);
	json_write_end(&w);
	assert_string_equal(buffer, "{\"empty\":[],\"list\":[-9223372036854775808,"
			    "9223372036854775807,0,null,true,{},false,1.0,[1,2]],\"last\":\"\"}");
}

static void lines_stand_between_values(void **state)
{
	struct json_writer w = begin(sizeof(buffer));

	(void)state;
	json_write_list(&w);
	json_write_line(&w);
	json_write_int(&w, 1);
	json_write_line(&w);
	json_write_int(&w, 2);
	json_write_line(&w);
	json_write_end(&w);
	json_write_line(&w);
	assert_string_equal(buffer, "[\n1,\n2\n]\n");
}

/* Every character below U+0800 and the ends of the planes, as jansson writes and reads them. */
static void escapes_as_another_writer_does(void **state)
{
	char string[8];

	(void)state;
	for (uint32_t c = 1; c < 0x110000; c = c < 0x800 ? c + 1 : c + 0xfff) {
		struct json_writer w = begin(sizeof(buffer));
		json_t *value;
		char *theirs;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		string[utf8_put(c, string)] = 0;
		json_write_string(&w, string);
		value = json_string(string);
		theirs = json_dumps(value, JSON_ENCODE_ANY);
		assert_string_equal(buffer, theirs);
		free(theirs);
		json_decref(value);
		value = json_loads(buffer, JSON_DECODE_ANY, NULL);
		assert_string_equal(json_string_value(value), string);
		json_decref(value);
	}
}

/* Wherever the room ends: the text says that it is full, and nothing is written past it. */
static void what_does_not_fit_is_said(void **state)
{
	(void)state;
	for (size_t cap = 1; cap < 40; cap++) {
		struct json_writer w;

		memset(buffer, '#', sizeof(buffer));
		w = begin(cap);
		json_write_object(&w);
		json_write_key(&w, "a\n");
		json_write_string(&w, "宁波\x01");
		json_write_key(&w, "b");
		json_write_int(&w, 1234567);
		json_write_end(&w);
		assert_int_equal(text.full, cap < sizeof("{\"a\\n\":\"宁波\\u0001\",\"b\":1234567}"));
		assert_int_equal(buffer[cap], '#');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_and_brackets),
		cmocka_unit_test(lines_stand_between_values),
		cmocka_unit_test(escapes_as_another_writer_does),
		cmocka_unit_test(what_does_not_fit_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
