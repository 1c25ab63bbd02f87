/*
 * One walk over the fields of a record serves both ways, so that writing and
 * reading cannot drift apart.  Each code_ function writes the value it is given
 * and returns it, or returns the one that it read:
 *
 *	h->nation = code_int(c, h->nation, 0, 999);
 *	CODE_TEXT(c, h->name);
 *
 * Reading refuses what writing could not have put: a number out of its range, a
 * text that is too long, not UTF-8 or cut by a NUL of its own, a date that does
 * not exist.  A codec that refused or ran over its bound is bad from then on and
 * yields the least values: ask once, at the end.
 */
#ifndef BASE_CODEC_H
#define BASE_CODEC_H

#include "base/bytes.h"

struct codec {
	bool reading;
	int version;	/* of the bytes, where a record has more than one */
	struct bytes_in in;
	struct bytes_out out;
};

struct codec codec_reader(const void *data, size_t size);
struct codec codec_writer(void *buffer, size_t cap);
/* Whole and nothing left over, when reading; within its bound, when writing. */
bool codec_is_sound(const struct codec *c);
/* From now on bad: what was read makes no sense. */
void codec_refuse(struct codec *c);

/* A signed number of size bytes in low..high; writing another is a fault of the caller. */
int64_t code_number(struct codec *c, int64_t value, size_t size, int64_t low, int64_t high);
int code_int(struct codec *c, int value, int low, int high);	/* two bytes */
int code_small(struct codec *c, int value, int low, int high);	/* one byte: 0..255 at most */
bool code_bool(struct codec *c, bool value);			/* one byte */
int64_t code_i64(struct codec *c, int64_t value);
uint16_t code_u16(struct codec *c, uint16_t value);
uint32_t code_u32(struct codec *c, uint32_t value);
char code_ascii(struct codec *c, char value);
/* text has room for cap bytes with its NUL. */
void code_text(struct codec *c, char *text, size_t cap);

#define CODE_TEXT(c, field) code_text(c, field, sizeof(field))

#endif
