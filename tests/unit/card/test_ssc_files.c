#include "card/gb.h"
#include "card/ssc_files.h"
#include "card/tlv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static void put(struct ssc_files *files, enum ssc_item item, const char *bytes, size_t size)
{
	const struct ssc_place *place = ssc_place(item);
	uint8_t record[34] = { 0 };

	record[0] = place->tag;
	record[1] = place->size;
	memcpy(record + 2, bytes, size);
	assert_int_equal(ssc_take_record(files, item, record, place->size + 2u), ERR_OK);
}

static struct ssc_files good_files(void)
{
	struct ssc_files f = { 0 };

	put(&f, SSC_CARD_ID,
	    "\x33\x02\x00\xD1\x56\x00\x00\x05\x99\x11\x01\x45\xFF\xFF\xFF\xFF", 16);
	put(&f, SSC_VERSION, "2.00", 4);
	put(&f, SSC_CARD_NO, "A99000101", 9);
	put(&f, SSC_ISSUED, "\x20\x12\x01\x15", 4);
	put(&f, SSC_EXPIRES, "\x20\x32\x01\x15", 4);
	put(&f, SSC_ID_NO, "330299198604120245", 18);
	put(&f, SSC_NAME, "\xB3\xC2\xC0\xF2", 4);
	put(&f, SSC_SEX, "2", 1);
	put(&f, SSC_NATION, "\x01", 1);
	put(&f, SSC_BIRTH, "\x19\x86\x04\x12", 4);
	return f;
}

static void put_beyond(struct ssc_files *f)
{
	put(f, SSC_CLASS, "1", 1);
	put(f, SSC_INIT_ORG, "\x33\x02\x99\0\0\0\0\0\0\0\0\xAB", 12);
	put(f, SSC_BIRTHPLACE, "\x33\x02\x99", 3);
}

static void test_extra(void **state)
{
	struct ssc_files f = good_files();
	struct card_extra extra;

	(void)state;
	ssc_to_extra(&f, &extra);
	assert_string_equal(extra.card_id, "330200D15600000599110145FFFFFFFF");
	assert_string_equal(extra.version, "2.00");
	assert_true(!extra.card_class[0] && !extra.init_org[0] && !extra.birthplace[0]);
	put_beyond(&f);
	ssc_to_extra(&f, &extra);
	assert_string_equal(extra.card_class, "1");
	assert_string_equal(extra.init_org, "3302990000000000000000AB");
	assert_string_equal(extra.birthplace, "330299");
}

/* Nothing is decided by it: nonsense there is left out, and the holder stands. */
static void test_nonsense_beyond_the_holder(void **state)
{
	struct ssc_files f = good_files();
	struct card_extra extra;
	struct holder h;

	(void)state;
	put(&f, SSC_CLASS, "\n", 1);
	put(&f, SSC_BIRTHPLACE, "\x33\x0F\xFF", 3);
	put(&f, SSC_VERSION, "2.\"\0", 4);
	assert_int_equal(ssc_to_holder(&f, &h), ERR_OK);
	ssc_to_extra(&f, &extra);
	assert_true(!extra.card_class[0] && !extra.birthplace[0] && !extra.version[0]);
	put(&f, SSC_CLASS, "\0", 1);
	ssc_to_extra(&f, &extra);
	assert_string_equal(extra.card_class, "");
}

static void test_whole_card(void **state)
{
	struct ssc_files f = good_files();
	struct holder h;

	(void)state;
	assert_int_equal(ssc_to_holder(&f, &h), ERR_OK);
	assert_int_equal(h.type, CARD_SOCIAL_SECURITY);
	assert_int_equal(h.generation, 2);
	assert_int_equal(h.assurance, ASSURANCE_A0);
	assert_string_equal(h.region, "330200");
	assert_string_equal(h.card_no, "A99000101");
	assert_string_equal(h.id_no, "330299198604120245");
	assert_string_equal(h.name, "陈莉");
	assert_int_equal(h.sex, '2');
	assert_int_equal(h.nation, 1);
	assert_int_equal(h.expires.year, 2032);
}

/* A name in both records, with the seam in the middle of a four-byte character. */
static void test_name_runs_over(void **state)
{
	static const char gb[] =
		"\xC7\xAE\xC7\xAE\xC7\xAE\xC7\xAE\xC7\xAE\xC7\xAE\xC7\xAE\xC7\xAE\xC7\xAE\xC7\xAE"
		"\xC7\xAE\xC7\xAE\xC7\xAE\xC7\xAE\x82\x30\xFD\x39\xC0\xF2";
	struct ssc_files f = good_files();
	struct holder h;

	(void)state;
	put(&f, SSC_NAME, gb, 30);
	put(&f, SSC_NAME_MORE, gb + 30, 4);
	assert_int_equal(ssc_to_holder(&f, &h), ERR_OK);
	assert_int_equal(strlen(h.name), 14 * 3 + 3 + 3);
	assert_string_equal(h.name + 14 * 3 + 3, "莉");
}

static void test_rare_characters(void **state)
{
	char out[32] = "untouched";

	(void)state;
	assert_int_equal(gb_to_utf8((const uint8_t *)"\xFE\x9F\0\0", 4, out, sizeof(out)), ERR_OK);
	assert_int_equal(gb_to_utf8((const uint8_t *)"\xFE\x9F\xFF\xFF", 4, out, sizeof(out)),
			 ERR_OK);
	assert_string_equal(out, "䶮");
	assert_int_equal(gb_to_utf8((const uint8_t *)"\xC7", 1, out, sizeof(out)), ERR_PROTO);
	assert_int_equal(gb_to_utf8((const uint8_t *)"A\0B", 3, out, sizeof(out)), ERR_PROTO);
	assert_int_equal(gb_to_utf8((const uint8_t *)"\xC7\xAE", 2, out, 3), ERR_FULL);
	assert_string_equal(out, "䶮");
}

/* Each of these would be half a person, or a mixture of two. */
static void test_doubtful_cards_are_nobody(void **state)
{
	static const struct { enum ssc_item item; const char *bytes; size_t size; } bad[] = {
		{ SSC_VERSION, "4.00", 4 }, { SSC_VERSION, "2,00", 4 },
		{ SSC_ID_NO, "330299198604120246", 18 }, { SSC_ID_NO, "33029919860412024", 17 },
		{ SSC_ID_NO, "33029919951208056x", 18 },
		{ SSC_ID_NO, "330299 98604120245", 18 }, { SSC_ID_NO, " 33029919860412024", 18 },
		{ SSC_ID_NO, "330299\0" "98604120245", 18 }, { SSC_ID_NO, "", 0 },
		{ SSC_ID_NO, "\xA3\xB3\xA3\xB3\xA3\xB0\xA3\xB2\xA3\xB9\xA3\xB9"
			     "\xA3\xB1\xA3\xB9\xA3\xB8", 18 },
		{ SSC_BIRTH, "\x19\x86\x04\x13", 4 },
		{ SSC_NAME, "\xB3\xC2\xFF\xC2", 4 }, { SSC_NAME, "", 0 },
		{ SSC_CARD_NO, "A99 00101", 9 }, { SSC_CARD_NO, "", 0 },
	};
	struct holder h = { .nation = 42 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct ssc_files f = good_files();

		put(&f, bad[i].item, bad[i].bytes, bad[i].size);
		assert_int_equal(ssc_to_holder(&f, &h), ERR_PROTO);
	}
	assert_int_equal(h.nation, 42);
}

static void test_what_may_be_missing(void **state)
{
	struct holder h;

	(void)state;
	for (int item = 0; item < SSC_ITEM_COUNT; item++) {
		struct ssc_files f = good_files();

		f.items[item].size = 0;
		assert_int_equal(ssc_to_holder(&f, &h),
				 ssc_place((enum ssc_item)item)->must ? ERR_PROTO : ERR_OK);
	}
}

static void test_number_only(void **state)
{
	struct ssc_files f = good_files();
	struct holder h;

	(void)state;
	put(&f, SSC_VERSION, "3.00", 4);
	for (int item = SSC_ID_NO; item < SSC_ITEM_COUNT; item++)
		f.items[item].size = 0;
	f.number_only = true;
	assert_int_equal(ssc_to_holder(&f, &h), ERR_OK);
	assert_true(h.number_only && h.generation == 3);
	assert_string_equal(h.name, "");
	assert_string_equal(h.id_no, "");
	assert_string_equal(h.card_no, "A99000101");
}

/* What no visit hangs on: a day that is none, and one that never comes. */
static void test_odd_fields_are_unknown(void **state)
{
	struct ssc_files f = good_files();
	struct holder h;

	(void)state;
	put(&f, SSC_ISSUED, "\x20\x12\x1A\x15", 4);
	put(&f, SSC_BIRTH, "\x19\x86\x02\x30", 4);
	put(&f, SSC_EXPIRES, "\x99\x99\x12\x31", 4);
	assert_int_equal(ssc_to_holder(&f, &h), ERR_OK);
	assert_false(date_is_set(h.issued) || date_is_set(h.expires));
	assert_true(h.expires_never);
	assert_int_equal(date_compare(h.birth, idno_birth(h.id_no)), 0);
	put(&f, SSC_EXPIRES, "\x20\x32\x13\x01", 4);
	assert_int_equal(ssc_to_holder(&f, &h), ERR_OK);
	assert_false(date_is_set(h.expires) || h.expires_never);
}

/* Full-width blanks, as forms pad with, and a control: none is a character of the name. */
static void test_blanks_are_no_characters_of_a_name(void **state)
{
	struct ssc_files f = good_files();
	struct holder h;

	(void)state;
	put(&f, SSC_NAME, "\xB3\xC2\xA1\xA1\xC0\xF2\xA1\xA1\xA1\xA1\x07", 11);
	assert_int_equal(ssc_to_holder(&f, &h), ERR_OK);
	assert_string_equal(h.name, "陈莉");
	put(&f, SSC_NAME, "\xA1\xA1\xA1\xA1", 4);
	assert_int_equal(ssc_to_holder(&f, &h), ERR_PROTO);
}

static void test_no_date_is_no_date(void **state)
{
	struct ssc_files f = good_files();
	struct holder h;

	(void)state;
	put(&f, SSC_EXPIRES, "\xFF\xFF\xFF\xFF", 4);
	put(&f, SSC_ISSUED, "\0\0\0\0", 4);
	assert_int_equal(ssc_to_holder(&f, &h), ERR_OK);
	assert_false(date_is_set(h.expires) || date_is_set(h.issued));
}

static void test_records_are_exact(void **state)
{
	struct ssc_files f = { 0 };
	const uint8_t version[] = { 0x03, 4, '3', '.', '0', '0' };
	uint8_t other[6];

	(void)state;
	assert_int_equal(ssc_take_record(&f, SSC_VERSION, version, 6), ERR_OK);
	for (size_t size = 0; size < 6; size++)
		assert_int_equal(ssc_take_record(&f, SSC_VERSION, version, size), ERR_PROTO);
	for (int i = 0; i < 2; i++) {
		memcpy(other, version, 6);
		other[i]++;
		assert_int_equal(ssc_take_record(&f, SSC_VERSION, other, 6), ERR_PROTO);
	}
}

static void test_tlv(void **state)
{
	const uint8_t fci[] = { 0x6F, 11, 0x84, 1, 'x', 0xA5, 6, 0x9F, 0x0C, 3, 0x86, 1, 3 };
	size_t size = 0;
	const uint8_t *value = tlv_find(fci, sizeof(fci), 0x9F0C, &size);

	(void)state;
	assert_non_null(value);
	assert_int_equal(size, 3);
	assert_int_equal(value[2], 3);
	assert_null(tlv_find(fci, sizeof(fci), 0x9F0D, &size));
	for (size_t cut = 0; cut < sizeof(fci); cut++)
		assert_null(tlv_find(fci, cut, 0x9F0C, &size));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_card),
		cmocka_unit_test(test_extra),
		cmocka_unit_test(test_nonsense_beyond_the_holder),
		cmocka_unit_test(test_name_runs_over),
		cmocka_unit_test(test_rare_characters),
		cmocka_unit_test(test_doubtful_cards_are_nobody),
		cmocka_unit_test(test_what_may_be_missing),
		cmocka_unit_test(test_number_only),
		cmocka_unit_test(test_odd_fields_are_unknown),
		cmocka_unit_test(test_blanks_are_no_characters_of_a_name),
		cmocka_unit_test(test_no_date_is_no_date),
		cmocka_unit_test(test_records_are_exact),
		cmocka_unit_test(test_tlv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
