#include "drivers/emulators/common/wire.h"

#include <string.h>

void wire_flush(struct wire *wire)
{
	wire->count = 0;
	wire->free_us = 0;
	wire->cut = false;
}

void wire_set_fault(struct wire *wire, struct fault fault)
{
	wire->fault = fault;
	wire->queued = 0;
}

bool wire_queue_fault(struct wire *wire, struct fault fault)
{
	if (wire->queued == WIRE_FAULTS_MAX)
		return false;
	wire->queue[wire->queued++] = fault;
	return true;
}

void wire_spend_fault(struct wire *wire)
{
	wire->fault = (struct fault){ .kind = FAULT_NONE };
	if (wire->queued == 0)
		return;
	wire->fault = wire->queue[0];
	wire->queued--;
	memmove(wire->queue, wire->queue + 1, sizeof(wire->queue) - sizeof(wire->queue[0]));
}

static void put_byte(struct wire *wire, uint8_t value, int64_t due_us)
{
	size_t at = (wire->first + wire->count) % WIRE_CAP;

	if (wire->count == WIRE_CAP)
		return;	/* a host that does not read loses bytes, as on a real line */
	if (due_us < wire->free_us)
		due_us = wire->free_us;
	wire->free_us = due_us + wire->byte_us;
	wire->bytes[at] = (struct wire_byte){ wire->free_us, value };
	wire->count++;
}

bool wire_fault_within(const struct wire *wire, size_t size)
{
	return wire->counting && fault_at_byte(wire->fault.kind) &&
	       wire->fault.at >= wire->counted &&
	       wire->fault.at < wire->counted + (long)size;
}

/* The byte that the fault hits; the fault is spent. */
static void put_hit(struct wire *wire, uint8_t value, int64_t due_us)
{
	struct fault fault = wire->fault;

	wire_spend_fault(wire);
	switch (fault.kind) {
	case FAULT_CUT:
		wire->cut = true;
		break;
	case FAULT_FLIP:
		put_byte(wire, (uint8_t)(value ^ 1u << (fault.argument & 7)), due_us);
		break;
	case FAULT_DROP:
		break;
	case FAULT_DOUBLE:
		put_byte(wire, value, due_us);
		put_byte(wire, value, due_us);
		break;
	case FAULT_STALL:
		put_byte(wire, value, due_us + fault.argument * 1000);
		break;
	default:
		put_byte(wire, value, due_us);
		break;
	}
}

void wire_send(struct wire *wire, const uint8_t *frame, size_t size, int64_t due_us)
{
	for (size_t i = 0; i < size && !wire->cut; i++) {
		if (wire_fault_within(wire, 1))
			put_hit(wire, frame[i], due_us);
		else
			put_byte(wire, frame[i], due_us);
		if (wire->counting)
			wire->counted++;
	}
}

size_t wire_take(struct wire *wire, int64_t now_us, uint8_t *out, size_t cap)
{
	size_t n = 0;

	while (n < cap && wire->count > 0 && wire->bytes[wire->first].due_us <= now_us) {
		out[n++] = wire->bytes[wire->first].value;
		wire->first = (wire->first + 1) % WIRE_CAP;
		wire->count--;
	}
	return n;
}

int64_t wire_next_us(const struct wire *wire, int64_t now_us)
{
	int64_t wait;

	if (wire->count == 0)
		return -1;
	wait = wire->bytes[wire->first].due_us - now_us;
	return wait < 0 ? 0 : wait;
}
