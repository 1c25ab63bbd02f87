/* Frames of SAM-V modules: what is taken for a frame is one, and can be made again. */
#include "drivers/reader/samv_frame.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
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
	}
	return 0;
}
