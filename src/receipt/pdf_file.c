#include "receipt/pdf_file.h"

#include "base/bytes.h"
#include "base/text.h"
#include "receipt/pdf_memory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <zlib.h>

/* A receipt fits into one piece, so that nothing is asked for while deflate has its own. */
#define SAVE_PIECE (512u << 10)
#define OBJECTS_PIECE (64u << 10)
#define PDF_ID_BYTES 16

static void HPDF_STDCALL end_work(HPDF_STATUS code, HPDF_STATUS detail, void *user)
{
	(void)detail;
	(void)user;
	pdf_memory_end("refuses", code);
}

void pdf_file_begin(struct pdf_file *file)
{
	HPDF_Doc doc = HPDF_NewEx(end_work, pdf_memory_take, pdf_memory_leave, 0, NULL);

	file->doc = doc;
	/* Numbered when the file ends; 1: it has no free object of its own. */
	file->packed = HPDF_Xref_New(doc->mmgr, 1);
	doc->pdf_version = HPDF_VER_17;
	HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
}

/* --- objects -------------------------------------------------------------- */

HPDF_Dict pdf_file_dict(struct pdf_file *file)
{
	HPDF_Dict dict = HPDF_Dict_New(file->doc->mmgr);

	HPDF_Xref_Add(file->packed, dict);
	return dict;
}

HPDF_Dict pdf_file_plain(struct pdf_file *file)
{
	HPDF_Dict dict = HPDF_Dict_New(file->doc->mmgr);

	HPDF_Xref_Add(file->doc->xref, dict);
	return dict;
}

HPDF_Dict pdf_file_stream(struct pdf_file *file, bool deflated)
{
	HPDF_Dict dict = HPDF_DictStream_New(file->doc->mmgr, file->doc->xref);

	dict->filter = deflated ? HPDF_STREAM_FILTER_FLATE_DECODE : HPDF_STREAM_FILTER_NONE;
	return dict;
}

HPDF_Dict pdf_file_part(struct pdf_file *file, HPDF_Dict of, const char *key)
{
	HPDF_Dict part = HPDF_Dict_New(file->doc->mmgr);

	HPDF_Dict_Add(of, key, part);
	return part;
}

HPDF_Array pdf_file_array(struct pdf_file *file, HPDF_Dict of, const char *key)
{
	HPDF_Array array = HPDF_Array_New(file->doc->mmgr);

	HPDF_Dict_Add(of, key, array);
	return array;
}

void pdf_file_words(struct pdf_file *file, HPDF_Dict of, const char *key, const char *words)
{
	HPDF_Dict_Add(of, key, HPDF_String_New(file->doc->mmgr, words, NULL));
}

static void put_unit(struct bytes_out *out, uint32_t unit)
{
	bytes_put_u16(out, unit);
}

/* libharu's own strings lose what is beyond the BMP. */
void pdf_file_text(struct pdf_file *file, HPDF_Dict of, const char *key, const char *text)
{
	size_t room = 2 + 2 * strlen(text);
	uint8_t *units = HPDF_GetMem(file->doc->mmgr, (HPDF_UINT)room);
	struct bytes_out out = bytes_out(units, room);
	uint32_t c;

	put_unit(&out, 0xfeff);
	while ((c = utf8_next(&text))) {
		if (c >= 0x10000)
			put_unit(&out, 0xd800 + ((c - 0x10000) >> 10));
		put_unit(&out, c < 0x10000 ? c : 0xdc00 + (c & 0x3ff));
	}
	assert(!out.bad);
	HPDF_Dict_Add(of, key, HPDF_Binary_New(file->doc->mmgr, units,
					       (HPDF_UINT)bytes_written(&out)));
}

/* --- streams -------------------------------------------------------------- */

void pdf_put(HPDF_Stream stream, const char *words)
{
	HPDF_Stream_WriteStr(stream, words);
}

void pdf_putf(HPDF_Stream stream, const char *fmt, ...)
{
	char words[512];
	va_list args;
	int size;

	va_start(args, fmt);
	size = vsnprintf(words, sizeof(words), fmt, args);
	va_end(args);
	assert(size >= 0 && (size_t)size < sizeof(words));
	HPDF_Stream_WriteStr(stream, words);
}

float pdf_eighth(float points)
{
	return (float)(long)(points * 8 + (points < 0 ? -0.5f : 0.5f)) / 8;
}

/* --- the end -------------------------------------------------------------- */

static HPDF_UINT count_of(HPDF_Xref xref)
{
	return xref->entries->count;
}

static HPDF_UINT number_of(void *object)
{
	return ((HPDF_Obj_Header *)object)->obj_id & 0x00ffffff;
}

/* libharu asks an object for its number when it writes it, so they are told late. */
static void number_packed(struct pdf_file *file)
{
	HPDF_UINT first = count_of(file->doc->xref);

	for (HPDF_UINT i = 0; i < count_of(file->packed); i++) {
		HPDF_Obj_Header *header = HPDF_Xref_GetEntry(file->packed, i)->obj;

		header->obj_id = (first + i) | HPDF_OTYPE_INDIRECT;
	}
}

/* The packed objects: number and place of each, then all of them. */
static HPDF_Dict pack(struct pdf_file *file)
{
	HPDF_Dict all = pdf_file_stream(file, true);
	HPDF_Stream objects = HPDF_MemStream_New(file->doc->mmgr, OBJECTS_PIECE);

	number_packed(file);
	for (HPDF_UINT i = 0; i < count_of(file->packed); i++) {
		void *object = HPDF_Xref_GetEntry(file->packed, i)->obj;

		pdf_putf(all->stream, "%u %u ", number_of(object), objects->size);
		HPDF_Obj_WriteValue(object, objects, NULL);
		pdf_put(objects, "\n");
	}
	HPDF_Dict_AddName(all, "Type", "ObjStm");
	HPDF_Dict_AddNumber(all, "N", (HPDF_INT32)count_of(file->packed));
	HPDF_Dict_AddNumber(all, "First", (HPDF_INT32)all->stream->size);
	HPDF_Stream_WriteToStream(objects, all->stream, HPDF_STREAM_FILTER_NONE, NULL);
	return all;
}

/* Six bytes an object: kind, place or stream, place among the packed. */
#define PLACE_BYTES 6

static void put_place(struct bytes_out *out, unsigned kind, size_t at, unsigned index)
{
	bytes_put_u8(out, kind);
	bytes_put_u8(out, (unsigned)(at >> 16));
	bytes_put_u16(out, (unsigned)at & 0xffff);
	bytes_put_u16(out, index);
}

static void put_places(const struct pdf_file *file, HPDF_UINT stream, size_t table,
		       struct bytes_out *out)
{
	put_place(out, 0, 0, 65535);
	for (HPDF_UINT i = 1; i < count_of(file->doc->xref); i++)
		put_place(out, 1, HPDF_Xref_GetEntry(file->doc->xref, i)->byte_offset, 0);
	for (HPDF_UINT i = 0; i < count_of(file->packed); i++)
		put_place(out, 2, stream, i);
	put_place(out, 1, table, 0);	/* it lists itself */
	assert(!out->bad);
}

/* Each place as what it adds to the one before (7.4.4.4): neighbours are much alike. */
static void put_differences(const uint8_t *places, size_t size, uint8_t *out)
{
	for (size_t i = 0; i < size; i++) {
		if (i % PLACE_BYTES == 0)
			*out++ = 2;	/* PNG's "Up" */
		*out++ = (uint8_t)(places[i] - (i < PLACE_BYTES ? 0 : places[i - PLACE_BYTES]));
	}
}

/* Deflated by hand: the last object cannot be one of libharu's. */
static size_t put_table(const struct pdf_file *file, HPDF_UINT stream, uint8_t *bytes,
			size_t at, size_t room)
{
	HPDF_UINT last = count_of(file->doc->xref) + count_of(file->packed);
	size_t size = PLACE_BYTES * ((size_t)last + 1), told = size + last + 1;
	uint8_t *places = HPDF_GetMem(file->doc->mmgr, (HPDF_UINT)(size + told));
	uint8_t *differences = places + size, id[EVP_MAX_MD_SIZE];
	struct bytes_out out = bytes_out(places, size);
	char words[400], hex[2 * PDF_ID_BYTES + 1];
	uLongf packed = compressBound((uLong)told);
	int head;

	put_places(file, stream, at, &out);
	put_differences(places, size, differences);
	if (EVP_Digest(bytes, at, id, NULL, EVP_sha256(), NULL) != 1)
		abort();
	bytes_to_hex(id, PDF_ID_BYTES, hex);
	assert(at + sizeof(words) + packed + 80 <= room);
	if (compress2(bytes + at + sizeof(words), &packed, differences, (uLong)told, 9) != Z_OK)
		abort();
	head = snprintf(words, sizeof(words), "%u 0 obj\n<</Type/XRef/Size %u/W[1 3 2]"
			"/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]/Filter/FlateDecode"
			"/DecodeParms<</Predictor 12/Columns 6>>/Length %lu>>\nstream\n",
			last, last + 1, number_of(file->doc->catalog),
			number_of(file->doc->info), hex, hex, packed);
	assert(head > 0 && (size_t)head < sizeof(words));
	memmove(bytes + at + head, bytes + at + sizeof(words), packed);
	memcpy(bytes + at, words, (size_t)head);
	size = at + (size_t)head + packed;
	return size + (size_t)snprintf((char *)bytes + size, room - size,
				       "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", at);
}

void pdf_file_end(struct pdf_file *file, uint8_t **ret_bytes, size_t *ret_size)
{
	HPDF_Doc doc = file->doc;
	HPDF_UINT stream = number_of(pack(file)), size, room;
	uint8_t *bytes;

	doc->stream = HPDF_MemStream_New(doc->mmgr, SAVE_PIECE);
	/* Errors of libharu stay: one look at the end sees them all. */
	if (HPDF_SaveToStream(doc) != HPDF_OK || HPDF_GetError(doc) != HPDF_OK)
		pdf_memory_end("cannot save", HPDF_GetError(doc));
	size = HPDF_GetStreamSize(doc);
	room = size + 10 * (count_of(doc->xref) + count_of(file->packed)) + 4096;
	bytes = HPDF_GetMem(doc->mmgr, room);
	if (HPDF_ReadFromStream(doc, bytes, &size) != HPDF_OK)
		pdf_memory_end("cannot be read", HPDF_GetError(doc));
	/* The plain table, which knows nothing of packed objects, is exchanged. */
	*ret_size = put_table(file, stream, bytes, doc->xref->addr, room);
	*ret_bytes = malloc(*ret_size);
	if (!*ret_bytes)
		abort();
	memcpy(*ret_bytes, bytes, *ret_size);
}
