/*
 * The letters and lines of the first page from one start to the next: to open typefaces and
 * draw them is half of the way to the first frame.  They are the kiosk's own words, written
 * before anybody could lay a card.  A file that is not whole, or of other typefaces, is as
 * good as none.
 */
#include "ui/letters.h"

#include "base/fnv.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_MAX_BYTES 1100
#define FILE_BYTES_MAX (8u << 20)

/* Read by the program that wrote it: numbers as they stand in memory. */
struct head {
	char magic[8];
	uint64_t typefaces;	/* fonts_digest */
	uint64_t sum;		/* of all that follows */
	uint64_t size;		/* of all that follows, bytes; whole eights */
};

/* Behind it its pixels, as many as w times h, filled up to whole eights. */
struct letter_record {
	uint64_t of;
	int16_t em_px, advance, x, above, w, h;
	uint8_t bold, lang;
	uint8_t rest[2];
};

static const char magic[8] = "letters2";

static size_t eights(size_t size)
{
	return (size + 7) / 8 * 8;
}

/* FNV-1a by eight bytes instead of one; size in whole eights. */
static uint64_t sum_of(const uint8_t *bytes, size_t size)
{
	uint64_t sum = FNV64_BEGIN, eight;

	for (size_t i = 0; i < size; i += 8) {
		memcpy(&eight, bytes + i, 8);
		sum = (sum ^ eight) * FNV64_PRIME;
		sum ^= sum >> 32;
	}
	return sum;
}

/* ---- writing ---- */

static size_t size_of(const struct drawn_letter *letter)
{
	return sizeof(struct letter_record) + eights((size_t)letter->w * (size_t)letter->h);
}

static size_t put(const struct drawn_letter *letter, uint8_t *at)
{
	struct letter_record record = {
		.of = letter->of, .em_px = letter->em_px,
		.advance = letter->advance, .x = letter->x, .above = letter->above,
		.w = letter->w, .h = letter->h, .bold = letter->bold, .lang = letter->lang,
	};

	memcpy(at, &record, sizeof(record));
	memcpy(at + sizeof(record), letter->cover, (size_t)letter->w * (size_t)letter->h);
	return size_of(letter);
}

/* head and letters, to be freed; NULL: no memory, or too many of them. */
static struct head *pack(const struct letters *letters, uint64_t typefaces)
{
	const struct drawn_letter *letter = NULL;
	size_t size = 0, used = 0;
	struct head *head;
	uint8_t *bytes;

	while ((letter = letters_next(letters, letter)))
		size += size_of(letter);
	head = size < FILE_BYTES_MAX ? calloc(1, sizeof(*head) + size) : NULL;
	if (!head)
		return NULL;
	bytes = (uint8_t *)(head + 1);
	while ((letter = letters_next(letters, letter)))
		used += put(letter, bytes + used);
	memcpy(head->magic, magic, sizeof(magic));
	head->typefaces = typefaces;
	head->size = size;
	head->sum = sum_of(bytes, size);
	return head;
}

static bool write_whole(const char *path, const void *bytes, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool whole;

	if (fd < 0)
		return false;
	whole = write(fd, bytes, size) == (ssize_t)size;
	return close(fd) == 0 && whole;
}

/* Not synced: a sum tells whether it came whole to the disk. */
static enum err put_in_place(const struct head *head, const char *path)
{
	char making[PATH_MAX_BYTES];

	if (snprintf(making, sizeof(making), "%s.new", path) >= (int)sizeof(making))
		return ERR_FULL;
	if (write_whole(making, head, sizeof(*head) + head->size) && rename(making, path) == 0)
		return ERR_OK;
	unlink(making);
	return ERR_IO;
}

enum err letters_save(const struct letters *letters, const char *path, uint64_t typefaces)
{
	struct head *head = pack(letters, typefaces);
	enum err err = head ? put_in_place(head, path) : ERR_FULL;

	free(head);
	return err;
}

/* ---- reading ---- */

static bool is_sound(const struct head *head, size_t size, uint64_t typefaces)
{
	return size >= sizeof(*head) && memcmp(head->magic, magic, sizeof(magic)) == 0 &&
	       head->typefaces == typefaces && head->size == size - sizeof(*head) &&
	       head->size % 8 == 0 &&
	       head->sum == sum_of((const uint8_t *)(head + 1), head->size);
}

/* Its bytes with what stands behind it; 0: that is no letter. */
static size_t take(struct letters *letters, const uint8_t *at, size_t left)
{
	struct letter_record record;
	size_t pixels;

	if (left < sizeof(record))
		return 0;
	memcpy(&record, at, sizeof(record));
	if (record.w < 0 || record.h < 0 || record.lang >= LANG_COUNT)
		return 0;
	pixels = (size_t)record.w * (size_t)record.h;
	if (eights(pixels) > left - sizeof(record))
		return 0;
	letters_add(letters, &(struct drawn_letter){
		.of = record.of, .em_px = record.em_px,
		.advance = record.advance, .x = record.x, .above = record.above,
		.w = record.w, .h = record.h, .bold = record.bold != 0, .lang = record.lang,
	}, at + sizeof(record));
	return sizeof(record) + eights(pixels);
}

static void take_all(struct letters *letters, const struct head *head)
{
	const uint8_t *at = (const uint8_t *)(head + 1);
	size_t left = head->size, used = 1;

	while (left > 0 && used > 0) {
		used = take(letters, at, left);
		at += used;
		left -= used;
	}
}

/* The whole file, to be freed; NULL: it is not there, or too large to be ours. */
static struct head *read_whole(const char *path, size_t *ret_size)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct head *head = NULL;
	struct stat about;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) &&
	    about.st_size <= (off_t)FILE_BYTES_MAX)
		head = malloc((size_t)about.st_size + 1);
	if (head && read(fd, head, (size_t)about.st_size) != (ssize_t)about.st_size) {
		free(head);
		head = NULL;
	}
	close(fd);
	if (head)
		*ret_size = (size_t)about.st_size;
	return head;
}

enum err letters_load(struct letters *letters, const char *path, uint64_t typefaces)
{
	size_t size = 0;
	struct head *head = read_whole(path, &size);
	enum err err = ERR_ABSENT;

	if (head && is_sound(head, size, typefaces)) {
		take_all(letters, head);
		err = ERR_OK;
	}
	free(head);
	return err;
}
