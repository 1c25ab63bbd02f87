/*
 * What can go wrong, as few words as callers branch on.
 *
 * A function that can fail returns enum err and leaves its ret_ arguments
 * untouched unless it returned ERR_OK.  Broken contracts are not errors: they
 * are asserted, in release too.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

enum err {
	ERR_OK = 0,
	ERR_INPUT,	/* the input is wrong; a struct diag says where and how to mend it */
	ERR_FULL,	/* a bounded buffer or table has no room; nothing was cut */
	ERR_IO,		/* a file, a socket or a library failed; logged where it happened */
	ERR_ABSENT,	/* what was asked for is not there */
	ERR_DENIED,	/* the card, the SAM or the system refuses */
	ERR_GONE,	/* the device is not there (any more) */
	ERR_REMOVED,	/* the card left the field */
	ERR_TIMEOUT,	/* no answer in the time given */
	ERR_PROTO,	/* an answer that the protocol does not allow */
	ERR_CANCELLED,	/* ended by the caller's own wish */
};

/* A name for logs and messages between processes; never shown to visitors. */
const char *err_name(enum err err);

#endif
