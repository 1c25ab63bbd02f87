/*
 * Deterministic CBOR (RFC 8949, 4.2.1), both ways by one walk over the fields, as
 * base/codec.h: each cbor_ function writes the value it is given and returns it,
 * or returns the one that it read.  Reading takes the shortest heads and definite
 * lengths alone, so that bytes which can be read are the only ones that say so:
 * what is signed has one form.  (libcbor would read other forms too, and build a
 * tree of what a stranger wrote.)
 *
 * A codec that refused is bad from then on and yields the least values: ask once,
 * at the end, with codec_is_sound.  Pure, any thread.
 */
#ifndef RECEIPT_CBOR_H
#define RECEIPT_CBOR_H

#include "base/codec.h"
#include "core/date.h"

enum cbor_major { CBOR_UINT, CBOR_NINT, CBOR_BYTES, CBOR_WORDS, CBOR_ARRAY, CBOR_MAP, CBOR_TAG,
		  CBOR_SIMPLE };

int64_t cbor_number(struct codec *c, int64_t value, int64_t low, int64_t high);
bool cbor_bool(struct codec *c, bool value);
/* text has room for cap bytes with its NUL. */
void cbor_text(struct codec *c, char *text, size_t cap);
/* Exactly size bytes. */
void cbor_bytes(struct codec *c, uint8_t *bytes, size_t size);
/* The head of a byte string of any size; the bytes are the caller's.  Returns the size. */
size_t cbor_bytes_head(struct codec *c, size_t size);
/* Days since 1970; null where it is not set. */
struct date cbor_date(struct codec *c, struct date date);
/* The head of an array of at most max; returns how many.  fixed: exactly count. */
int cbor_array(struct codec *c, int count, int max);
void cbor_array_fixed(struct codec *c, int count);
void cbor_map(struct codec *c, int pairs);
/* The same where there may be fewer or more; returns how many. */
int cbor_map_of(struct codec *c, int pairs, int least, int most);
/* A key of a map, or a tag: exactly this one. */
void cbor_key(struct codec *c, int64_t key);
void cbor_tag(struct codec *c, uint64_t tag);

#define CBOR_TEXT(c, field) cbor_text(c, field, sizeof(field))

#endif
