/*
 * The tally: how many rows each chain had when the store last acknowledged
 * one, in a small file beside the database.
 *
 * A damaged frame makes SQLite end its log there and silently forget what
 * follows, chain and head included.  The tally then knows of more rows than
 * there are.  It is written after each commit and never synced: a power cut
 * may leave it behind the database, which is no finding, but never ahead.
 *
 * Two slots are written in turn, so that a torn write spoils one only.
 */
#ifndef STORE_TALLY_H
#define STORE_TALLY_H

#include "base/err.h"
#include "store/keys.h"

#include <stdbool.h>
#include <stdint.h>

struct tally_counts {
	int64_t applications;
	int64_t audit_log;
};

struct tally;

/* Opens or makes the file.  keys must outlive it. */
enum err tally_open(const char *path, struct keys *keys, struct tally **ret_tally) MUST_CHECK;
void tally_close(struct tally *tally);	/* takes NULL */

/*
 * Says that the store is in use, until tally_close: by many at once, or by one
 * alone.  ERR_TIMEOUT when others are in the way; it does not wait.
 */
enum err tally_lock(struct tally *tally, bool alone) MUST_CHECK;

/* The same for one that has it open already, unsaid: false, and shared as before. */
bool tally_take_alone(struct tally *tally);

/* Shared again, after tally_take_alone. */
void tally_share(struct tally *tally);

/* These counts alone, in both slots and durable: under a key that is to be. */
enum err tally_renew(struct tally *tally, struct tally_counts counts) MUST_CHECK;

/* Notes at least these counts; a failure is logged, for the rows themselves are safe. */
void tally_note(struct tally *tally, struct tally_counts counts);

/*
 * The highest counts noted.  ERR_ABSENT when none ever were: a file made anew, where
 * another was lost; ERR_PROTO when both slots are damaged.
 */
enum err tally_read(struct tally *tally, struct tally_counts *ret_counts) MUST_CHECK;

/* There is something in it, and nothing that its key made. */
bool tally_is_strange(struct tally *tally);

#endif
