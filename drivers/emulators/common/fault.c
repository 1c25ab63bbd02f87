#include "drivers/emulators/common/fault.h"

#include "base/text.h"

static const char *const names[] = {
	[FAULT_NONE] = "none",
	[FAULT_CUT] = "cut",
	[FAULT_FLIP] = "flip",
	[FAULT_DROP] = "drop",
	[FAULT_DOUBLE] = "double",
	[FAULT_STALL] = "stall",
	[FAULT_NACK] = "nack",
	[FAULT_SW] = "sw",
	[FAULT_LIFT] = "lift",
	[FAULT_SWAP] = "swap",
	[FAULT_MORPH] = "morph",
	[FAULT_UNPLUG] = "unplug",
	[FAULT_GARBAGE] = "garbage",
	[FAULT_BADSUM] = "badsum",
	[FAULT_ERROR] = "error",
	[FAULT_SILENCE] = "silence",
	[FAULT_DEAF] = "deaf",
	[FAULT_SLOW] = "slow",
	[FAULT_SPLIT] = "split",
	[FAULT_STATUS] = "status",
	[FAULT_MORE] = "more",
};

int fault_find(const char *name)
{
	return text_find(names, FAULT_KIND_COUNT, name);
}

bool fault_at_byte(enum fault_kind kind)
{
	return kind >= FAULT_CUT && kind <= FAULT_UNPLUG;
}

bool fault_takes_hex(enum fault_kind kind)
{
	return kind == FAULT_SW || kind == FAULT_STATUS;
}
