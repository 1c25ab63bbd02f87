#include "receipt/pdf_bytes.h"

#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#define FIRST_CAP 4096

/* Not realloc: it would leave what it moves. */
static void reserve(struct pdf_bytes *b, size_t more)
{
	size_t cap = b->cap ? b->cap : FIRST_CAP;
	uint8_t *bytes;

	if (b->size + more <= b->cap)
		return;
	while (cap < b->size + more)
		cap *= 2;
	bytes = malloc(cap);
	if (!bytes)
		abort();
	if (b->size > 0) {
		memcpy(bytes, b->bytes, b->size);
		explicit_bzero(b->bytes, b->size);
	}
	free(b->bytes);
	b->bytes = bytes;
	b->cap = cap;
}

void pdf_bytes_add(struct pdf_bytes *b, const void *more, size_t size)
{
	if (size == 0)
		return;
	reserve(b, size);
	memcpy(b->bytes + b->size, more, size);
	b->size += size;
}

void pdf_bytes_words(struct pdf_bytes *b, const char *words)
{
	pdf_bytes_add(b, words, strlen(words));
}

void pdf_bytes_wordsf(struct pdf_bytes *b, const char *fmt, ...)
{
	char words[512];
	va_list args;
	int size;

	va_start(args, fmt);
	size = vsnprintf(words, sizeof(words), fmt, args);
	va_end(args);
	assert(size >= 0 && (size_t)size < sizeof(words));
	pdf_bytes_add(b, words, (size_t)size);
}

void pdf_bytes_number(struct pdf_bytes *b, float number)
{
	long hundredths = (long)(number * 100 + (number < 0 ? -0.5f : 0.5f));
	unsigned long size = (unsigned long)labs(hundredths);
	char words[32];
	int length = snprintf(words, sizeof(words), "%s%lu.%02lu", hundredths < 0 ? "-" : "",
			      size / 100, size % 100);

	while (words[length - 1] == '0')
		length--;
	if (words[length - 1] == '.')
		length--;
	words[length++] = ' ';
	pdf_bytes_add(b, words, (size_t)length);
}

void pdf_bytes_text(struct pdf_bytes *b, const char *text)
{
	uint32_t c;

	pdf_bytes_words(b, "<FEFF");
	while ((c = utf8_next(&text))) {
		if (c < 0x10000)
			pdf_bytes_wordsf(b, "%04X", (unsigned)c);
		else
			pdf_bytes_wordsf(b, "%04X%04X", 0xd800 + (unsigned)((c - 0x10000) >> 10),
					 0xdc00 + (unsigned)(c & 0x3ff));
	}
	pdf_bytes_words(b, ">");
}

void pdf_bytes_deflate(struct pdf_bytes *to, const void *bytes, size_t size)
{
	uLongf packed = compressBound((uLong)size);

	reserve(to, packed);
	if (compress2(to->bytes + to->size, &packed, bytes, (uLong)size, Z_BEST_COMPRESSION) !=
	    Z_OK)
		abort();
	to->size += packed;
}

void pdf_bytes_finish(struct pdf_bytes *b)
{
	if (b->size > 0)
		explicit_bzero(b->bytes, b->size);
	free(b->bytes);
	*b = (struct pdf_bytes){ 0 };
}
