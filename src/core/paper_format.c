#include "core/paper_format.h"

const char *const paper_format_names[FORMAT_COUNT] = {
	[FORMAT_A4] = "A4",
	[FORMAT_A5] = "A5",
	[FORMAT_ROLL] = "roll",
};
