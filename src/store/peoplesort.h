/*
 * Sealed rows of people put in the order of their places, so that millions go
 * into the database page after page instead of here and there.
 *
 * Memory is bounded: what does not fit is written, sorted, to a file without a
 * name in the store's folder.  Rows are sealed and a place is a keyed hash, so
 * that file holds no number in any form, and it goes with the process.
 *
 * Thread: the store's.
 */
#ifndef STORE_PEOPLESORT_H
#define STORE_PEOPLESORT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A row and the line of the import's file where it began. */
struct sorted_row {
	int64_t place;
	int32_t line;
	uint32_t size;
	const uint8_t *sealed;
};

struct people_sort;

struct people_sort *people_sort_create(const char *dir);	/* dir is borrowed */
void people_sort_destroy(struct people_sort *sort);	/* takes NULL */

/* The row is copied.  ERR_FULL: the disk; ERR_IO, logged. */
enum err people_sort_add(struct people_sort *sort, const struct sorted_row *row) MUST_CHECK;

/*
 * The next row by place, then line, once all were added: borrowed until the next
 * call.  ERR_ABSENT after the last; ERR_IO, logged.
 */
enum err people_sort_next(struct people_sort *sort, struct sorted_row *ret_row) MUST_CHECK;

#endif
