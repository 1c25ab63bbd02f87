/*
 * What a SAM-V module may send: what is taken for a frame is one, and can be made
 * again; a frame that carries a text gives a whole holder or none.
 */
#include "base/text.h"
#include "card/idtext.h"
#include "drivers/reader/samv_frame.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t cap, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t cap);

static void check_text(const struct samv_parser *parser)
{
	uint8_t text[IDTEXT_SIZE];
	struct holder h;

	if (!samv_text(parser, text) || idtext_to_holder(text, &h))
		return;
	assert(h.name[0] && utf8_valid(h.name, strlen(h.name)));
	assert(utf8_valid(h.address, strlen(h.address)));
	assert(h.id_no[0] ? idno_check(h.id_no) == IDNO_OK : h.permit_no[0]);
	assert(date_is_set(h.birth));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct samv_parser parser;
	uint8_t frame[SAMV_FRAME_MAX];

	parser.size = 0;
	for (size_t i = 0; i < size; i++) {
		if (samv_take(&parser, data[i]) != SAMV_FRAME)
			continue;
		size_t length = samv_wrap(parser.body, parser.body_size, frame);

		assert(length == parser.body_size + 8);
		assert(length <= i + 1 && memcmp(frame, data + i + 1 - length, length) == 0);
		check_text(&parser);
	}
	return 0;
}

/* Three times of four every frame gets its right sum, and so is looked into. */
static void mend_sums(uint8_t *data, size_t size)
{
	for (size_t at = 0; at + 8 <= size; at++) {
		size_t length = (size_t)(data[at + 5] << 8 | data[at + 6]);
		uint8_t sum = 0;

		if (memcmp(data + at, "\xAA\xAA\xAA\x96\x69", 5) != 0 || length < 1 ||
		    at + 7 + length > size)
			continue;
		for (size_t i = at + 5; i < at + 6 + length; i++)
			sum ^= data[i];
		data[at + 6 + length] = sum;
		at += 6 + length;
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t cap, unsigned seed)
{
	size = LLVMFuzzerMutate(data, size, cap);
	if (seed % 4 != 0)
		mend_sums(data, size);
	return size;
}
