#include "receipt/typeface.h"

#include "base/log.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <hb.h>

/* libharu wants a path, and takes the one of a file that exists in memory only. */
static HPDF_Font load_fd(HPDF_Doc doc, int fd, const char *bytes, unsigned size)
{
	char path[48];
	const char *name;

	if (write(fd, bytes, size) != (ssize_t)size)
		return NULL;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	name = HPDF_LoadTTFontFromFile(doc, path, HPDF_TRUE);
	return name ? HPDF_GetFont(doc, name, "UTF-8") : NULL;
}

static HPDF_Font load_blob(HPDF_Doc doc, hb_blob_t *blob)
{
	unsigned size;
	const char *bytes = hb_blob_get_data(blob, &size);
	int fd = memfd_create("face", MFD_CLOEXEC);
	HPDF_Font font;

	if (fd < 0) {
		log_error("memfd: %s", strerror(errno));
		return NULL;
	}
	font = load_fd(doc, fd, bytes, size);
	close(fd);	/* libharu has opened it anew */
	return font;
}

enum err typeface_load(HPDF_Doc doc, struct subset *subset, struct hb_face_t *face,
		       HPDF_Font *ret_font)
{
	hb_blob_t *blob;
	enum err err = subset_cut(subset, face, &blob);
	HPDF_Font font;

	if (err)
		return err;
	font = load_blob(doc, blob);
	hb_blob_destroy(blob);
	if (!font)
		return ERR_IO;
	*ret_font = font;
	return ERR_OK;
}

/* A character as UTF-16 in hex. */
static void utf16_hex(uint32_t c, char out[12])
{
	if (c < 0x10000)
		snprintf(out, 12, "%04X", (unsigned)c);
	else
		snprintf(out, 12, "%04X%04X", 0xd800 + (unsigned)((c - 0x10000) >> 10),
			 0xdc00 + (unsigned)(c & 0x3ff));
}

/* One block of a ToUnicode map holds a hundred characters at most. */
static void write_block(HPDF_Stream stream, const struct subset *subset, int first)
{
	int count = subset->count - first < 100 ? subset->count - first : 100;
	char line[48], meaning[12];

	snprintf(line, sizeof(line), "%d beginbfchar\n", count);
	HPDF_Stream_WriteStr(stream, line);
	for (int i = first; i < first + count; i++) {
		utf16_hex(subset->characters[i], meaning);
		snprintf(line, sizeof(line), "<%04X><%s>\n", (unsigned)i + 1, meaning);
		HPDF_Stream_WriteStr(stream, line);
	}
	HPDF_Stream_WriteStr(stream, "endbfchar\n");
}

/* libharu writes 128 KB to say which glyph a code is; as many as there are codes will do. */
static void write_glyphs(HPDF_Font font, const struct subset *subset)
{
	HPDF_Array parts = HPDF_Dict_GetItem(font, "DescendantFonts", HPDF_OCLASS_ARRAY);
	HPDF_Dict part = parts ? HPDF_Array_GetItem(parts, 0, HPDF_OCLASS_DICT) : NULL;
	HPDF_Dict map = part ? HPDF_Dict_GetItem(part, "CIDToGIDMap", HPDF_OCLASS_DICT) : NULL;
	HPDF_BYTE pair[2] = { 0, 0 };

	if (!map || !map->stream)
		return;
	HPDF_MemStream_FreeData(map->stream);
	HPDF_Stream_Write(map->stream, pair, sizeof(pair));
	for (int i = 0; i < subset->count; i++) {
		pair[0] = (HPDF_BYTE)(subset->glyphs[i] >> 8);
		pair[1] = (HPDF_BYTE)subset->glyphs[i];
		HPDF_Stream_Write(map->stream, pair, sizeof(pair));
	}
}

/* libharu's own map says that a code is the character of that number. */
enum err typeface_explain(HPDF_Font font, const struct subset *subset)
{
	HPDF_Dict map = HPDF_Dict_GetItem(font, "ToUnicode", HPDF_OCLASS_DICT);

	if (!map || !map->stream) {
		log_error("libharu: a font without a ToUnicode map");
		return ERR_IO;
	}
	write_glyphs(font, subset);
	HPDF_MemStream_FreeData(map->stream);
	HPDF_Stream_WriteStr(map->stream,
			     "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
			     "/CMapName /Receipt def\n/CMapType 2 def\n"
			     "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	for (int first = 0; first < subset->count; first += 100)
		write_block(map->stream, subset, first);
	HPDF_Stream_WriteStr(map->stream,
			     "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	return ERR_OK;
}
