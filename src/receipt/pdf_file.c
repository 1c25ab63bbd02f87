#include "receipt/pdf_file.h"

#include "base/bytes.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void pdf_file_begin(struct pdf_file *file)
{
	memset(file, 0, sizeof(*file));
	file->count = 1;
	/* Four bytes that are no text, so that nobody takes it for one. */
	pdf_bytes_words(&file->bytes, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
}

void pdf_file_finish(struct pdf_file *file)
{
	pdf_bytes_finish(&file->bytes);
	pdf_bytes_finish(&file->packed);
}

int pdf_file_number(struct pdf_file *file)
{
	assert(file->count < PDF_FILE_OBJECTS_MAX);
	return file->count++;
}

static void note(struct pdf_file *file, int number, bool packed, size_t at)
{
	assert(number > 0 && number < file->count && file->objects[number].at == 0);
	file->objects[number] = (struct pdf_object){ packed, file->packed_count, at };
	if (packed)
		file->order[file->packed_count++] = number;
}

struct pdf_bytes *pdf_file_packed(struct pdf_file *file, int number)
{
	/* One blank before each, so that none begins at 0, which means: has not come. */
	pdf_bytes_words(&file->packed, "\n");
	note(file, number, true, file->packed.size);
	return &file->packed;
}

void pdf_file_plain(struct pdf_file *file, int number, const struct pdf_bytes *words)
{
	note(file, number, false, file->bytes.size);
	pdf_bytes_wordsf(&file->bytes, "%d 0 obj\n", number);
	pdf_bytes_add(&file->bytes, words->bytes, words->size);
	pdf_bytes_words(&file->bytes, "\nendobj\n");
}

static void put_stream(struct pdf_file *file, int number, const char *entries,
		       const void *bytes, size_t size)
{
	pdf_bytes_wordsf(&file->bytes, "%d 0 obj\n<<", number);
	pdf_bytes_words(&file->bytes, entries);
	pdf_bytes_wordsf(&file->bytes, "/Length %zu>>\nstream\n", size);
	pdf_bytes_add(&file->bytes, bytes, size);
	pdf_bytes_words(&file->bytes, "\nendstream\nendobj\n");
}

void pdf_file_stream(struct pdf_file *file, int number, const char *entries, const void *bytes,
		     size_t size, bool deflated)
{
	struct pdf_bytes packed = { 0 }, words = { 0 };

	note(file, number, false, file->bytes.size);
	if (!deflated) {
		put_stream(file, number, entries, bytes, size);
		return;
	}
	pdf_bytes_wordsf(&words, "%s/Filter/FlateDecode", entries);
	pdf_bytes_add(&words, "", 1);
	pdf_bytes_deflate(&packed, bytes, size);
	put_stream(file, number, (const char *)words.bytes, packed.bytes, packed.size);
	pdf_bytes_finish(&packed);
	pdf_bytes_finish(&words);
}

/* --- the end -------------------------------------------------------------- */

/* The packed objects: number and place of each, then all of them. */
static void put_packed(struct pdf_file *file, int number)
{
	struct pdf_bytes all = { 0 };
	char entries[80];
	size_t first;

	for (int i = 0; i < file->packed_count; i++)
		pdf_bytes_wordsf(&all, "%d %zu ", file->order[i],
				 file->objects[file->order[i]].at);
	first = all.size;
	pdf_bytes_add(&all, file->packed.bytes, file->packed.size);
	snprintf(entries, sizeof(entries), "/Type/ObjStm/N %d/First %zu", file->packed_count,
		 first);
	pdf_file_stream(file, number, entries, all.bytes, all.size, true);
	pdf_bytes_finish(&all);
}

/* Six bytes an object: kind, place or stream, place among the packed. */
static void put_place(struct pdf_bytes *table, unsigned kind, size_t at, unsigned index)
{
	uint8_t row[6];
	struct bytes_out out = bytes_out(row, sizeof(row));

	bytes_put_u8(&out, kind);
	bytes_put_u8(&out, (unsigned)(at >> 16));
	bytes_put_u16(&out, (unsigned)at & 0xffff);
	bytes_put_u16(&out, index);
	pdf_bytes_add(table, row, sizeof(row));
}

static void put_places(const struct pdf_file *file, int packed, struct pdf_bytes *table)
{
	put_place(table, 0, 0, 65535);
	for (int i = 1; i < file->count; i++) {
		assert(file->objects[i].at > 0);
		if (file->objects[i].packed)
			put_place(table, 2, (size_t)packed, (unsigned)file->objects[i].place);
		else
			put_place(table, 1, file->objects[i].at, 0);
	}
}

void pdf_file_end(struct pdf_file *file, int root, int info, const uint8_t id[PDF_ID_BYTES])
{
	int packed = pdf_file_number(file), table = pdf_file_number(file);
	char hex[2 * PDF_ID_BYTES + 1], entries[256];
	struct pdf_bytes places = { 0 };
	size_t at;

	put_packed(file, packed);
	at = file->bytes.size;
	file->objects[table].at = at;	/* it lists itself */
	put_places(file, packed, &places);
	file->objects[table].at = 0;
	bytes_to_hex(id, PDF_ID_BYTES, hex);
	snprintf(entries, sizeof(entries),
		 "/Type/XRef/Size %d/W[1 3 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]", file->count,
		 root, info, hex, hex);
	pdf_file_stream(file, table, entries, places.bytes, places.size, true);
	pdf_bytes_finish(&places);
	pdf_bytes_wordsf(&file->bytes, "startxref\n%zu\n%%%%EOF\n", at);
}
