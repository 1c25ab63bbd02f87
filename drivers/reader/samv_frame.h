/*
 * Frames of a SAM-V module on a serial line (GA 467):
 *
 *     host    AA AA AA 96 69 | LEN LEN | CMD PARA data | CHK
 *     module  AA AA AA 96 69 | LEN LEN | 00 00 SW data | CHK
 *
 * LEN counts what follows it, CHK included; CHK is the XOR of LEN .. data.
 * Pure.
 */
#ifndef READER_SAMV_FRAME_H
#define READER_SAMV_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text, photo and fingerprint with their lengths, and some room. */
#define SAMV_BODY_MAX 2400
#define SAMV_FRAME_MAX (SAMV_BODY_MAX + 8)

/* SW3: what the kiosk tells apart. */
enum {
	SAMV_OK = 0x90,
	SAMV_FOUND = 0x9F,
	SAMV_NONE = 0x80,
	SAMV_NOT_SELECTED = 0x81,
	SAMV_NOT_AUTHORISED = 0x66,
};

/* A frame of a host; out has SAMV_FRAME_MAX bytes.  Returns its size. */
size_t samv_wrap(const uint8_t *body, size_t size, uint8_t *out);

/* What has come so far; zeroed at start. */
struct samv_parser {
	uint8_t bytes[SAMV_FRAME_MAX];
	size_t size;
	/* Of the last frame: what stands between LEN and CHK. */
	const uint8_t *body;
	size_t body_size;
};

enum samv_input {
	SAMV_MORE,	/* bytes are missing */
	SAMV_FRAME,	/* a frame: body, until the next byte is taken */
	SAMV_BROKEN,	/* a frame whose length or sum is wrong; forgotten */
};

enum samv_input samv_take(struct samv_parser *parser, uint8_t byte);

/*
 * The text in the answer to a read: 00 00 90 | 0100 0400 | 256 text | 1024 photo.
 * False when the frame has none.  The photo is nobody's business here.
 */
bool samv_text(const struct samv_parser *parser, uint8_t text[256]);

#endif
