/*
 * The objects of a PDF file, found without its table of places, so that a wrong
 * table hides nothing: those that stand in the file and those in its object
 * streams.  For files of a receipt's size that are not encrypted.
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_PDF_OBJECTS_H
#define RECEIPT_PDF_OBJECTS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A value as it is written; at NULL: there is none. */
struct pdf_value {
	const uint8_t *at, *end;
};

#define PDF_OBJECTS_MAX 2048
#define PDF_BUFFERS_MAX 64

struct pdf_objects {
	const uint8_t *begin, *end;	/* of the file */
	int count;
	struct { int number; struct pdf_value value; } at[PDF_OBJECTS_MAX];
	int buffer_count;
	/* streams, unpacked */
	struct { uint8_t *bytes; size_t size; } buffers[PDF_BUFFERS_MAX];
};

/* bytes stay the caller's and must outlive it.  ERR_INPUT: a stream of objects is none. */
enum err pdf_objects_open(struct pdf_objects *objects, const uint8_t *bytes,
			  size_t size) MUST_CHECK;
/* Wipes what was unpacked. */
void pdf_objects_close(struct pdf_objects *objects);

/* The first object that is a dictionary with this /Type. */
struct pdf_value pdf_object_of_type(const struct pdf_objects *objects, const char *type);

/* Of a dictionary, or of the object that a reference names; NULL where there is none. */
struct pdf_value pdf_get(const struct pdf_objects *objects, struct pdf_value dict,
			 const char *key);
/* The next element of an array, after the one before (at NULL: the first). */
struct pdf_value pdf_next(const struct pdf_objects *objects, struct pdf_value array,
			  struct pdf_value before);
bool pdf_is(struct pdf_value value, const char *word);
/* A whole number; -1 where it is none. */
int pdf_number(struct pdf_value value);

/* The bytes of a stream, unpacked; they live as long as the objects.  ERR_INPUT: it is none. */
enum err pdf_stream(struct pdf_objects *objects, struct pdf_value object,
		    struct pdf_value *ret_bytes) MUST_CHECK;

/* Past the white space and one token or whole value of what is written; NULL at the end. */
const uint8_t *pdf_skip_space(const uint8_t *at, const uint8_t *end);
const uint8_t *pdf_skip_value(const uint8_t *at, const uint8_t *end);

#endif
