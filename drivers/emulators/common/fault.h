/*
 * What can go wrong on the way from a reader to its host, by command.
 *
 * A place is a byte or an exchange, counted from the frame in which the reader
 * first reports the card that lies there: before that a host may ask as often
 * as it likes, and nothing may depend on how often it does.
 */
#ifndef EMULATOR_FAULT_H
#define EMULATOR_FAULT_H

#include <stdbool.h>
#include <stdint.h>

enum fault_kind {
	FAULT_NONE,
	/* at byte N */
	FAULT_CUT,	/* nothing more until the next command */
	FAULT_FLIP,	/* bit ARG turned over */
	FAULT_DROP,
	FAULT_DOUBLE,
	FAULT_STALL,	/* ARG ms of silence before it */
	FAULT_NACK,	/* its frame is replaced by a NACK */
	FAULT_SW,	/* its answer of the card becomes ARG (hex), with right sums */
	FAULT_LIFT,	/* the card is taken away before its frame */
	FAULT_SWAP,	/* and the next card (command `next`) laid */
	FAULT_MORPH,	/* the same, unseen: the chip goes on as if nothing had happened */
	FAULT_UNPLUG,	/* the cable is pulled */
	/* at exchange N with the card */
	FAULT_GARBAGE,	/* noise before the frame */
	FAULT_BADSUM,
	FAULT_ERROR,	/* the error frame */
	FAULT_SILENCE,	/* no answer */
	FAULT_DEAF,	/* not even an ACK */
	FAULT_SLOW,	/* ARG ms late */
	FAULT_SPLIT,	/* in pieces of ARG bytes, 20 ms apart */
	FAULT_STATUS,	/* status byte ARG (hex) and no data */
	FAULT_MORE,	/* "more follows", with no data, for ever */
	FAULT_KIND_COUNT,
};

struct fault {
	enum fault_kind kind;
	long at;
	long argument;
};

int fault_find(const char *name);
/* Counted in bytes, not in exchanges. */
bool fault_at_byte(enum fault_kind kind);
/* STATUS, SW: hexadecimal. */
bool fault_takes_hex(enum fault_kind kind);

#endif
