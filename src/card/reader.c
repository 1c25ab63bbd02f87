#include "card/reader.h"

#include <assert.h>
#include <string.h>

static void check_ms(int ms)
{
	assert(ms >= 1 && ms <= READER_MS_MAX);
}

enum err reader_wait(struct reader *reader, int ms, struct reader_card *ret_card)
{
	check_ms(ms);
	return reader->ops->wait(reader, ms, ret_card);
}

enum err reader_apdu(struct reader *reader, const uint8_t *command, size_t size,
		     int ms, uint8_t answer[APDU_ANSWER_MAX], size_t *ret_size)
{
	check_ms(ms);
	assert(reader->ops->apdu);
	assert(size >= 4 && size <= APDU_COMMAND_MAX);
	return reader->ops->apdu(reader, command, size, ms, answer, ret_size);
}

enum err reader_idtext(struct reader *reader, int ms, uint8_t text[IDTEXT_SIZE])
{
	check_ms(ms);
	assert(reader->ops->idtext);
	return reader->ops->idtext(reader, ms, text);
}

enum err reader_present(struct reader *reader, const struct reader_card *card)
{
	return reader->ops->present(reader, card);
}

enum err reader_second(struct reader *reader, bool *ret_found)
{
	if (reader->ops->second)
		return reader->ops->second(reader, ret_found);
	*ret_found = false;
	return ERR_OK;
}

void reader_cancel(struct reader *reader)
{
	if (reader->ops->cancel)
		reader->ops->cancel(reader);
}

void reader_release(struct reader *reader)
{
	reader->ops->release(reader);
}

void reader_close(struct reader *reader)
{
	if (reader)
		reader->ops->close(reader);
}

bool reader_same_card(const struct reader_card *a, const struct reader_card *b)
{
	return a->tech == b->tech && a->uid_size == b->uid_size &&
	       memcmp(a->uid, b->uid, a->uid_size) == 0;
}

bool reader_has_apdu(const struct reader *reader)
{
	return reader->ops->apdu;
}

bool reader_has_idtext(const struct reader *reader)
{
	return reader->ops->idtext;
}

bool reader_idtext_proves(const struct reader *reader)
{
	return reader->ops->idtext_proves;
}
