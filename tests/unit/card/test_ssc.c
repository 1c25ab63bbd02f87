/*
 * The conversation with a card that keeps account of what it was asked: a visit
 * leaves three records on the card, the `card` command reads all fourteen, and
 * whatever the card says to those three, its holder is the same.
 */
#include "card/ssc.h"
#include "card/ssc_files.h"
#include "core/idno.h"
#include "tests/unit/unit.h"

#include <string.h>

#define VALUE(text) { sizeof(text) - 1, text }

static const struct { size_t size; const char *bytes; } values[SSC_ITEM_COUNT] = {
	[SSC_CARD_ID] = VALUE("\x33\x02\x00\xD1\x56\x00\x00\x05\x99\x11\x01\x45\xFF\xFF\xFF\xFF"),
	[SSC_CLASS] = VALUE("1"),
	[SSC_VERSION] = VALUE("2.00"),
	[SSC_INIT_ORG] = VALUE("\x33\x02\x99\0\0\0\0\0\0\0\0\1"),
	[SSC_ISSUED] = VALUE("\x20\x12\x01\x15"),
	[SSC_EXPIRES] = VALUE("\x20\x32\x01\x15"),
	[SSC_CARD_NO] = VALUE("A99000101"),
	[SSC_ID_NO] = VALUE("330299198604120245"),
	[SSC_NAME] = VALUE("\xB3\xC2\xC0\xF2"),
	[SSC_NAME_MORE] = VALUE(""),
	[SSC_SEX] = VALUE("2"),
	[SSC_NATION] = VALUE("\1"),
	[SSC_BIRTHPLACE] = VALUE("\x33\x02\x99"),
	[SSC_BIRTH] = VALUE("\x19\x86\x04\x12"),
};

struct account_card {
	struct reader reader;
	int select_p1;		/* the form that it knows; -1: none, records name their file */
	bool by_number;
	uint8_t file;
	unsigned instead[SSC_ITEM_COUNT];	/* a status, 0: the record */
	bool cut[SSC_ITEM_COUNT];		/* the record says less than it should */
	int asked[SSC_ITEM_COUNT];		/* how often it was given or refused */
};

static size_t status(uint8_t *answer, size_t size, unsigned sw)
{
	answer[size] = (uint8_t)(sw >> 8);
	answer[size + 1] = (uint8_t)sw;
	return size + 2;
}

static size_t select_file(struct account_card *c, const uint8_t *command, uint8_t *answer)
{
	if (command[2] == 0x04)
		return status(answer, 0, 0x9000);
	if (command[2] != c->select_p1)
		return status(answer, 0, 0x6A86);
	c->file = command[6];
	return status(answer, 0, 0x9000);
}

static int find_item(const struct account_card *c, uint8_t p1, uint8_t p2)
{
	uint8_t file = c->select_p1 < 0 ? p2 >> 3 : c->file;

	for (int i = 0; i < SSC_ITEM_COUNT; i++) {
		const struct ssc_place *place = ssc_place((enum ssc_item)i);

		if (place->file == file && (p2 & 7) == (c->by_number ? 4 : 0) &&
		    p1 == (c->by_number ? place->number : place->tag))
			return i;
	}
	return -1;
}

static size_t read_record(struct account_card *c, const uint8_t *command, uint8_t *answer)
{
	int item = find_item(c, command[2], command[3]);
	const struct ssc_place *place;

	if (item < 0)
		return status(answer, 0, 0x6A83);
	c->asked[item]++;
	if (c->instead[item])
		return status(answer, 0, c->instead[item]);
	place = ssc_place((enum ssc_item)item);
	memset(answer, 0, 2u + place->size);
	answer[0] = place->tag;
	answer[1] = place->size;
	memcpy(answer + 2, values[item].bytes, values[item].size);
	return status(answer, 2u + place->size - c->cut[item], 0x9000);
}

static enum err answer(struct reader *reader, const uint8_t *command, size_t size, int ms,
		       uint8_t *answer, size_t *ret_size)
{
	struct account_card *c = (struct account_card *)reader;

	(void)size;
	(void)ms;
	*ret_size = command[1] == 0xA4 ? select_file(c, command, answer) :
					 read_record(c, command, answer);
	return ERR_OK;
}

static const struct reader_ops ops = { .name = "account", .apdu = answer };

static struct account_card account_card(void)
{
	return (struct account_card){ .reader = { &ops }, .select_p1 = 0x02 };
}

static struct card_reading read_it(struct account_card *c, bool everything)
{
	struct card_session session = card_session_begin(&c->reader, deadline_in(1000));
	const struct reader_card card = { .tech = TECH_TYPE_A, .speaks_apdu = true };
	const struct card_wish wish = { .everything = everything, .deadline = deadline_in(1000) };
	struct card_reading reading;

	memset(c->asked, 0, sizeof(c->asked));
	assert_int_equal(ssc_read(&session, &card, &wish, &reading), ERR_OK);
	assert_string_equal(reading.holder.id_no, "330299198604120245");
	return reading;
}

static const struct card_extra whole = {
	"330200D15600000599110145FFFFFFFF", "2.00", "1", "330299000000000000000001", "330299",
};

static void check_extra(const struct card_extra *extra, const struct card_extra *want)
{
	assert_string_equal(extra->card_id, want->card_id);
	assert_string_equal(extra->version, want->version);
	assert_string_equal(extra->card_class, want->card_class);
	assert_string_equal(extra->init_org, want->init_org);
	assert_string_equal(extra->birthplace, want->birthplace);
}

static void a_visit_leaves_three_on_the_card(void **state)
{
	static const enum ssc_item beyond[] = { SSC_CLASS, SSC_INIT_ORG, SSC_BIRTHPLACE };
	static const struct card_extra none;
	struct account_card c = account_card();
	struct card_reading reading = read_it(&c, false);

	(void)state;
	check_extra(&reading.extra, &none);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(c.asked[beyond[i]], 0);
		c.asked[beyond[i]] = 1;
	}
	for (int i = 0; i < SSC_ITEM_COUNT; i++)
		assert_int_equal(c.asked[i], i == SSC_CARD_ID ? 2 : 1);
}

static void everything_in_every_form(void **state)
{
	static const int forms[] = { 0x02, 0x00, -1 };

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct account_card c = account_card();
		struct card_reading reading, visit;

		c.select_p1 = forms[i / 2];
		c.by_number = i % 2;
		visit = read_it(&c, false);
		reading = read_it(&c, true);
		check_extra(&reading.extra, &whole);
		assert_true(holder_same(&reading.holder, &visit.holder));
		for (int item = 0; item < SSC_ITEM_COUNT; item++)
			assert_true(c.asked[item] > 0);
	}
}

/* Refused, missing, ailing, cut short: the one field is left out. */
static void nobody_is_less_believed(void **state)
{
	static const enum ssc_item beyond[] = { SSC_CLASS, SSC_INIT_ORG, SSC_BIRTHPLACE };
	static const unsigned statuses[] = { 0x6982, 0x6985, 0x6A83, 0x6F00, 0 };

	(void)state;
	for (int i = 0; i < 15; i++) {
		struct account_card c = account_card();
		enum ssc_item item = beyond[i / 5];
		struct card_extra want = whole;
		struct card_reading reading;

		c.instead[item] = statuses[i % 5];
		c.cut[item] = c.instead[item] == 0;
		*(item == SSC_CLASS ? want.card_class :
		  item == SSC_INIT_ORG ? want.init_org : want.birthplace) = 0;
		reading = read_it(&c, true);
		check_extra(&reading.extra, &want);
		assert_string_equal(reading.holder.name, "陈莉");
		assert_int_equal(reading.holder.expires.year, 2032);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_visit_leaves_three_on_the_card),
		cmocka_unit_test(everything_in_every_form),
		cmocka_unit_test(nobody_is_less_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
