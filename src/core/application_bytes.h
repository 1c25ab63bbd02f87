/*
 * An application as bytes: what the store seals and what travels to the press.
 *
 * Network order; every text as u16 length and UTF-8; counts before tables.  The
 * form is canonical: one application has one encoding, and bytes of this version
 * that decode are the encoding of what they decode to, so a MAC over them means
 * something.  The first two bytes are the version of the form; version 1, which
 * knew no staff actions of staff, version 2, which knew no withdrawals, version 3,
 * which said nothing of the clock, version 4, whose items named their course
 * themselves, version 5, which kept no facts, version 6,
 * which said neither what an amount rose by nor what was warned of, version 7,
 * which did not say when the PIN was right, version 8, which knew no later
 * rules, version 9, which knew no claims, and version 10, which did not say how far
 * the clock was off, are still read.
 *
 * Pure, any thread.
 */
#ifndef CORE_APPLICATION_BYTES_H
#define CORE_APPLICATION_BYTES_H

#include "base/err.h"
#include "core/application.h"

#include <stddef.h>

#define APPLICATION_BYTES_VERSION 11

/* No field takes more bytes than in memory, but for a text's length: one byte more than its NUL. */
#define APPLICATION_BYTES_MAX (sizeof(struct application) + 1024)

/*
 * Writes at most cap bytes; APPLICATION_BYTES_MAX are always enough, fewer give
 * ERR_FULL.  Asserts that counts and enums are in range.
 */
enum err application_encode(const struct application *application, void *out,
			    size_t cap, size_t *ret_size) MUST_CHECK;

/*
 * ERR_INPUT for anything but exactly one encoding: a later version, a text that
 * is too long or not UTF-8, a date that does not exist, a value out of range,
 * bytes left over.  Whatever stood in *application is overwritten; after a
 * failure it is all zeros, so that no half of a person stays.
 */
enum err application_decode(const void *data, size_t size,
			    struct application *application) MUST_CHECK;

#endif
