/*
 * The wire from a reader to its host: bytes that leave at their time, and the
 * faults that befall them.
 */
#ifndef EMULATOR_WIRE_H
#define EMULATOR_WIRE_H

#include "drivers/emulators/common/fault.h"

#include <stddef.h>
#include <stdint.h>

#define WIRE_CAP 4096
#define WIRE_FAULTS_MAX 7

struct wire_byte {
	int64_t due_us;
	uint8_t value;
};

struct wire {
	struct wire_byte bytes[WIRE_CAP];
	size_t first, count;
	int64_t free_us;	/* when the last byte has left */
	int byte_us;		/* time of one byte; 0: none */
	bool cut;		/* nothing leaves until the next command */
	bool counting;		/* a card has been reported */
	long counted;		/* bytes since then */
	struct fault fault;	/* the one that waits; the others after it */
	int queued;
	struct fault queue[WIRE_FAULTS_MAX];
};

/* Forgets what has not left: the host has spoken again. */
void wire_flush(struct wire *wire);

/* Sends a frame at or after due_us, byte faults applied. */
void wire_send(struct wire *wire, const uint8_t *frame, size_t size, int64_t due_us);

/* Sets the only fault; adds one that waits for those before it; lets the next one wait. */
void wire_set_fault(struct wire *wire, struct fault fault);
bool wire_queue_fault(struct wire *wire, struct fault fault);
void wire_spend_fault(struct wire *wire);

/* Byte faults that hit a whole frame: true when the fault's byte is among the next size. */
bool wire_fault_within(const struct wire *wire, size_t size);

/* Bytes that may leave by now; returns how many of cap. */
size_t wire_take(struct wire *wire, int64_t now_us, uint8_t *out, size_t cap);
/* Microseconds until the next byte; -1: there is none. */
int64_t wire_next_us(const struct wire *wire, int64_t now_us);

#endif
