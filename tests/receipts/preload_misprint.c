/*
 * A library that packs amiss, between kiosk-press and zlib, through which all goes that
 * a file says: $MISPRINT "text" leaves a character out of one piece of text, "code" a
 * module of the code, "order" paints one piece twice.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define AMISS 7		/* which piece: behind the first words of a page */
#define AMISS_BYTE 100

typedef int packer(z_streamp stream, int flush);

static int wants(const char *what)
{
	const char *misprint = getenv("MISPRINT");

	return misprint && strcmp(misprint, what) == 0;
}

static const unsigned char *piece(const unsigned char *from, unsigned long size)
{
	const unsigned char *at = from;

	for (int i = 0; i < AMISS && at; i++)
		at = memmem(at + 1, size - (unsigned long)(at + 1 - from), "BT\n", 3);
	return at;
}

/* What is packed instead, in memory of its own. */
static unsigned char *amiss(const unsigned char *from, unsigned long *size)
{
	unsigned char *copy = malloc(2 * *size + 1);
	const unsigned char *begin = piece(from, *size), *end, *word;
	unsigned long before;

	memcpy(copy, from, *size);
	if (wants("code") && *size > AMISS_BYTE && !begin && from[0] == 0x01 && from[1] != 0)
		copy[AMISS_BYTE] ^= 0x10;
	if (!begin)
		return copy;
	end = memmem(begin, *size - (unsigned long)(begin - from), "ET\n", 3);
	word = memmem(begin, *size - (unsigned long)(begin - from), "[<", 2);
	if (!end || !word)
		return copy;
	before = (unsigned long)(end + 3 - from);
	if (wants("order")) {
		memmove(copy + before + (end + 3 - begin), from + before, *size - before);
		memcpy(copy + before, begin, (unsigned long)(end + 3 - begin));
		*size += (unsigned long)(end + 3 - begin);
	} else if (wants("text")) {
		before = (unsigned long)(word + 2 - from);
		memmove(copy + before, from + before + 4, *size - before - 4);
		*size -= 4;
	}
	return copy;
}

/* libharu hands over a piece of a stream at a time, and comes again with what is left of it. */
int deflate(z_streamp stream, int flush)
{
	static unsigned char *copy;
	static unsigned long copy_size;
	packer *real = (packer *)dlsym(RTLD_NEXT, "deflate");

	if (stream->avail_in > 0 &&
	    !(copy && stream->next_in >= copy && stream->next_in < copy + copy_size)) {
		free(copy);
		copy_size = stream->avail_in;
		copy = amiss(stream->next_in, &copy_size);
		stream->next_in = copy;
		stream->avail_in = (unsigned)copy_size;
	}
	return real(stream, flush);
}
