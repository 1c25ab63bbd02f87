/*
 * A whole reading, with a card that says what the fuzzer wants: records, TLV,
 * names, authentication, PIN, and what only a technician asks for.  Whatever it
 * says, a holder is whole or there is none.
 */
#include "base/bytes.h"
#include "base/text.h"
#include "card/read.h"

#include <assert.h>
#include <string.h>

struct fuzz_reader {
	struct reader reader;
	struct bytes_in in;
};

/* One byte of length, then the answer. */
static enum err fuzz_apdu(struct reader *reader, const uint8_t *command, size_t size, int ms,
			  uint8_t *answer, size_t *ret_size)
{
	struct fuzz_reader *r = (struct fuzz_reader *)reader;
	size_t length = bytes_get_u8(&r->in);
	const uint8_t *bytes = bytes_get(&r->in, length);

	(void)command;
	(void)size;
	(void)ms;
	if (!bytes)
		return ERR_REMOVED;
	if (length == 0)
		return ERR_TIMEOUT;
	memcpy(answer, bytes, length);
	*ret_size = length;
	return ERR_OK;
}

static const struct reader_ops reader_ops = { .name = "fuzz", .apdu = fuzz_apdu };

/* A SAM that a card can convince with eight zeros. */
static enum err fuzz_answer(struct sam *sam, const struct sam_question *question, int ms,
			    struct sam_answer *ret_answer)
{
	(void)sam;
	(void)question;
	(void)ms;
	memset(ret_answer, 0, sizeof(*ret_answer));
	return ERR_OK;
}

static const struct sam_ops sam_ops = { .name = "fuzz", .answer = fuzz_answer };

/* Whole, or "". */
static void check_text(const char *text, size_t size, const char *of)
{
	assert(text[0] == 0 || strlen(text) == size);
	assert(strspn(text, of) == strlen(text));
}

static void check_extra(const struct card_reading *reading, bool everything)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char letters[] =
		"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	const struct card_extra *extra = &reading->extra;
	const struct card_extra none = { 0 };

	if (!everything || reading->holder.type != CARD_SOCIAL_SECURITY) {
		assert(memcmp(extra, &none, sizeof(none)) == 0);
		return;
	}
	assert(extra->card_id[0]);
	check_text(extra->card_id, 32, hex);
	check_text(extra->version, 4, "0123456789.");
	check_text(extra->card_class, 1, letters);
	check_text(extra->init_org, 24, hex);
	check_text(extra->birthplace, 6, "0123456789");
	assert(!reading->holder.number_only || extra->birthplace[0] == 0);
}

static void check_holder(const struct card_reading *reading)
{
	const struct holder *h = &reading->holder;

	if (reading->pin != PIN_NONE && reading->pin != PIN_RIGHT)
		return;
	assert(utf8_valid(h->name, strlen(h->name)));
	if (h->type != CARD_SOCIAL_SECURITY)
		return;
	assert(h->generation >= 1 && h->generation <= 3 && h->card_no[0]);
	if (h->number_only)
		assert(h->name[0] == 0 && h->id_no[0] == 0);
	else
		assert(h->name[0] && idno_check(h->id_no) == IDNO_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_reader reader = { { &reader_ops }, bytes_in(data, size) };
	struct sam sam = { &sam_ops };
	unsigned flags = bytes_get_u8(&reader.in);
	const struct reader_card card = { .tech = TECH_TYPE_A, .speaks_apdu = true };
	const struct card_wish wish = {
		.sam = flags & 1 ? &sam : NULL,
		.pin = flags & 2 ? "123456" : NULL,
		.everything = flags & 4,
		.deadline = deadline_in(1000),
	};
	struct card_reading reading;

	if (card_read(&reader.reader, &card, &wish, &reading) == ERR_OK) {
		check_holder(&reading);
		check_extra(&reading, wish.everything);
	}
	return 0;
}
