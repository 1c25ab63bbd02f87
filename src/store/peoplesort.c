#include "store/peoplesort.h"

#include "base/log.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 5 million people of 300 bytes are 90 runs: less than 12 MB of windows for the merge. */
#define BUFFER_BYTES (16u << 20)
#define WINDOW_BYTES (128u << 10)

/* Before each row's bytes; rows begin at multiples of 8. */
struct sorted_head {
	int64_t place;
	int32_t line;
	uint32_t size;
};

/* A sorted piece of the file, read through a window. */
struct sorted_run {
	off_t at;	/* of what was not read yet */
	off_t end;
	uint8_t *window;
	size_t used;	/* of the window's bytes: read by the caller */
	size_t filled;
};

struct people_sort {
	const char *dir;
	int fd;		/* -1: nothing was written out */
	off_t written;
	uint8_t *buffer;
	size_t used;
	uint32_t *order;	/* where rows begin in the buffer */
	size_t count;
	size_t order_cap;
	size_t next;	/* of `order`, when nothing was written out */
	struct sorted_run *runs;
	int run_count;
	int run_last;	/* gave the last row; -1 none */
	bool ended;	/* adding has */
};

struct people_sort *people_sort_create(const char *dir)
{
	struct people_sort *sort = calloc(1, sizeof(*sort));

	assert(sort);
	sort->dir = dir;
	sort->fd = -1;
	sort->run_last = -1;
	sort->buffer = malloc(BUFFER_BYTES);
	assert(sort->buffer);
	return sort;
}

void people_sort_destroy(struct people_sort *sort)
{
	if (!sort)
		return;
	for (int i = 0; i < sort->run_count; i++)
		free(sort->runs[i].window);
	if (sort->fd >= 0)
		close(sort->fd);
	free(sort->runs);
	free(sort->order);
	free(sort->buffer);
	free(sort);
}

static size_t room_of(uint32_t size)
{
	return sizeof(struct sorted_head) + ((size + 7) & ~(size_t)7);
}

static struct sorted_row row_at(const uint8_t *bytes)
{
	struct sorted_head head;

	memcpy(&head, bytes, sizeof(head));
	return (struct sorted_row){ head.place, head.line, head.size, bytes + sizeof(head) };
}

static int compare(const struct sorted_row *a, const struct sorted_row *b)
{
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static int by_place(const void *left, const void *right, void *buffer)
{
	struct sorted_row a = row_at((const uint8_t *)buffer + *(const uint32_t *)left);
	struct sorted_row b = row_at((const uint8_t *)buffer + *(const uint32_t *)right);

	return compare(&a, &b);
}

static void sort_buffer(struct people_sort *sort)
{
	if (sort->count == 0)
		return;
	qsort_r(sort->order, sort->count, sizeof(*sort->order), by_place, sort->buffer);
}

/* ---- writing out ---- */

static enum err file_failed(const char *dir)
{
	int was = errno;

	log_error("store: sorting in %s: %s", dir, strerror(was));
	return was == ENOSPC || was == EDQUOT || was == EFBIG ? ERR_FULL : ERR_IO;
}

static enum err write_all(struct people_sort *sort, const uint8_t *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = write(sort->fd, bytes, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return file_failed(sort->dir);
		bytes += n;
		size -= (size_t)n;
		sort->written += n;
	}
	return ERR_OK;
}

/* Rows one after the other in a window of the run's own, which goes out when it is full. */
static enum err write_rows(struct people_sort *sort, uint8_t *window)
{
	size_t used = 0;
	enum err err = ERR_OK;

	for (size_t i = 0; i < sort->count && !err; i++) {
		const uint8_t *row = sort->buffer + sort->order[i];
		size_t room = room_of(row_at(row).size);

		if (used + room > WINDOW_BYTES) {
			err = write_all(sort, window, used);
			used = 0;
		}
		memcpy(window + used, row, room);
		used += room;
	}
	return err ? err : write_all(sort, window, used);
}

static enum err write_run(struct people_sort *sort)
{
	struct sorted_run *run;
	enum err err;

	if (sort->fd < 0)
		sort->fd = open(sort->dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (sort->fd < 0)
		return file_failed(sort->dir);
	sort->runs = realloc(sort->runs, ((size_t)sort->run_count + 1) * sizeof(*sort->runs));
	assert(sort->runs);
	run = &sort->runs[sort->run_count++];
	*run = (struct sorted_run){ .at = sort->written, .window = malloc(WINDOW_BYTES) };
	assert(run->window);
	sort_buffer(sort);
	err = write_rows(sort, run->window);
	run->end = sort->written;
	sort->used = 0;
	sort->count = 0;
	return err;
}

static void note_order(struct people_sort *sort)
{
	if (sort->count == sort->order_cap) {
		sort->order_cap = sort->order_cap ? 2 * sort->order_cap : 4096;
		sort->order = realloc(sort->order, sort->order_cap * sizeof(*sort->order));
		assert(sort->order);
	}
	sort->order[sort->count++] = (uint32_t)sort->used;
}

enum err people_sort_add(struct people_sort *sort, const struct sorted_row *row)
{
	struct sorted_head head = { row->place, row->line, row->size };
	size_t room = room_of(row->size);
	enum err err = ERR_OK;

	assert(!sort->ended && room <= WINDOW_BYTES);
	if (sort->used + room > BUFFER_BYTES)
		err = write_run(sort);
	if (err)
		return err;
	note_order(sort);
	memcpy(sort->buffer + sort->used, &head, sizeof(head));
	memcpy(sort->buffer + sort->used + sizeof(head), row->sealed, row->size);
	memset(sort->buffer + sort->used + sizeof(head) + row->size, 0,
	       room - sizeof(head) - row->size);
	sort->used += room;
	return ERR_OK;
}

/* ---- reading back ---- */

/* What is left goes to the window's start and the rest is filled, so that a row is whole. */
static enum err fill(struct people_sort *sort, struct sorted_run *run)
{
	size_t left = run->filled - run->used;

	memmove(run->window, run->window + run->used, left);
	run->used = 0;
	run->filled = left;
	while (run->filled < WINDOW_BYTES && run->at < run->end) {
		size_t want = WINDOW_BYTES - run->filled;
		ssize_t n;

		if ((off_t)want > run->end - run->at)
			want = (size_t)(run->end - run->at);
		n = pread(sort->fd, run->window + run->filled, want, run->at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return file_failed(sort->dir);
		run->filled += (size_t)n;
		run->at += n;
	}
	return ERR_OK;
}

static bool holds_row(const struct sorted_run *run)
{
	size_t left = run->filled - run->used;

	return left >= sizeof(struct sorted_head) &&
	       left >= room_of(row_at(run->window + run->used).size);
}

static enum err end_adding(struct people_sort *sort)
{
	enum err err = ERR_OK;

	sort->ended = true;
	if (sort->run_count == 0) {
		sort_buffer(sort);
		return ERR_OK;
	}
	err = write_run(sort);
	free(sort->buffer);
	free(sort->order);
	sort->buffer = NULL;
	sort->order = NULL;
	for (int i = 0; i < sort->run_count && !err; i++)
		err = fill(sort, &sort->runs[i]);
	return err;
}

/* The one that gave the last row moves on only now: its row was borrowed. */
static enum err move_on(struct people_sort *sort)
{
	struct sorted_run *run;

	if (sort->run_last < 0)
		return ERR_OK;
	run = &sort->runs[sort->run_last];
	run->used += room_of(row_at(run->window + run->used).size);
	if (holds_row(run) || run->at == run->end)
		return ERR_OK;
	return fill(sort, run);
}

static enum err next_of_runs(struct people_sort *sort, struct sorted_row *ret_row)
{
	struct sorted_row least = { 0 };
	enum err err = move_on(sort);

	sort->run_last = -1;
	for (int i = 0; i < sort->run_count && !err; i++) {
		const struct sorted_run *run = &sort->runs[i];
		struct sorted_row row;

		if (run->used == run->filled)
			continue;
		row = row_at(run->window + run->used);
		if (sort->run_last >= 0 && compare(&least, &row) <= 0)
			continue;
		least = row;
		sort->run_last = i;
	}
	if (err)
		return err;
	*ret_row = least;
	return sort->run_last < 0 ? ERR_ABSENT : ERR_OK;
}

enum err people_sort_next(struct people_sort *sort, struct sorted_row *ret_row)
{
	enum err err = sort->ended ? ERR_OK : end_adding(sort);

	if (err)
		return err;
	if (sort->run_count > 0)
		return next_of_runs(sort, ret_row);
	if (sort->next == sort->count)
		return ERR_ABSENT;
	assert(sort->order);
	*ret_row = row_at(sort->buffer + sort->order[sort->next++]);
	return ERR_OK;
}
