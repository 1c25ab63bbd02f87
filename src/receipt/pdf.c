#include "receipt/pdf.h"

#include "base/text.h"
#include "receipt/painter.h"
#include "receipt/pdf_memory.h"
#include "receipt/pdf_meta.h"
#include "receipt/pdf_proof.h"
#include "receipt/qr.h"

#include <stdlib.h>
#include <string.h>

/* A file while it is being made. */
struct pdf_making {
	const struct pages *pages;
	const struct paper_fonts *fonts;
	const struct pdf_proof *proof;
	const char *title;
	struct glyphs sets[FACES_MAX];
	struct qr qr;			/* side 0: there is none */
	/* while libharu works */
	struct pdf_file file;
	HPDF_Font faces[FACES_MAX];
	HPDF_Image code;
	struct pdf_content contents[SHEETS_MAX];
	uint8_t *bytes;
	size_t size;
};

/* --- which characters of which face --------------------------------------- */

static enum err collect_character(struct pdf_making *m, bool bold, uint32_t character)
{
	uint16_t glyph;
	int face = painter_face(m->fonts, m->sets, bold, character, &glyph);

	return face == FACE_NONE ? ERR_ABSENT : glyphs_add(&m->sets[face], glyph, character);
}

static enum err collect(struct pdf_making *m)
{
	for (int i = 0; i < m->pages->mark_count; i++) {
		const struct mark *mark = &m->pages->marks[i];
		const char *at = mark->text;

		while (mark->kind == MARK_TEXT && at < mark->text + mark->len) {
			enum err err = collect_character(m, mark->bold,
							 painter_character(utf8_next(&at)));

			if (err)
				return err;
		}
	}
	return ERR_OK;
}

static enum err cut_faces(struct pdf_making *m)
{
	enum err err = ERR_OK;

	for (int i = 0; i < FACES_MAX && !err; i++) {
		if (m->sets[i].count > 0)
			err = glyphs_cut(&m->sets[i], m->fonts, i);
	}
	return err;
}

/* Every sheet shows the same code. */
static enum err make_code(struct pdf_making *m)
{
	for (int i = 0; i < m->pages->mark_count; i++) {
		if (m->pages->marks[i].kind == MARK_QR)
			return qr_make(m->pages->marks[i].text, &m->qr);
	}
	return ERR_OK;
}

/* --- what libharu is told -------------------------------------------------- */

static void write_faces(struct pdf_making *m)
{
	for (int i = 0; i < FACES_MAX; i++) {
		if (m->sets[i].count > 0)
			m->faces[i] = glyphs_write(&m->sets[i], m->fonts, i, &m->file);
	}
}

/*
 * One bit a module, a row filled up to whole bytes; 0 is painted.  libharu would pack
 * a picture of one bit as a fax, which the one who reads the file back does not know.
 */
static void write_code(struct pdf_making *m)
{
	uint8_t bits[QR_SIDE_MAX * ((QR_SIDE_MAX + 7) / 8)];
	int side = m->qr.side, row_size = (side + 7) / 8;
	HPDF_Dict code = pdf_file_stream(&m->file, true);

	memset(bits, 0xff, sizeof(bits));
	for (int i = 0; i < side * side; i++) {
		if (m->qr.dark[i / side][i % side])
			bits[i / side * row_size + i % side / 8] &=
				(uint8_t)~(0x80 >> i % side % 8);
	}
	code->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
	HPDF_Dict_AddName(code, "Type", "XObject");
	HPDF_Dict_AddName(code, "Subtype", "Image");
	HPDF_Dict_AddBoolean(code, "ImageMask", HPDF_TRUE);
	HPDF_Dict_AddNumber(code, "BitsPerComponent", 1);
	HPDF_Dict_AddNumber(code, "Width", side);
	HPDF_Dict_AddNumber(code, "Height", side);
	HPDF_Stream_Write(code->stream, bits, (HPDF_UINT)(row_size * side));
	m->code = code;
}

static void paint_page(struct pdf_making *m, int number)
{
	struct painter painter = { .fonts = m->fonts, .sets = m->sets, .tags = m->pages->tags,
				   .faces = m->faces, .code = m->code };

	painter_begin(&painter, &m->pages->at[number], &m->contents[number]);
	for (int i = 0; i < m->pages->mark_count; i++) {
		if (m->pages->marks[i].page == number)
			painter_mark(&painter, &m->pages->marks[i]);
	}
	painter_end(&painter);
}

static void write_page(struct pdf_making *m, int number)
{
	HPDF_Page page = HPDF_AddPage(m->file.doc);

	m->contents[number].page = page;
	HPDF_Page_SetWidth(page, m->pages->at[number].width);
	HPDF_Page_SetHeight(page, m->pages->at[number].height);
	HPDF_Dict_AddNumber(page, "StructParents", number);
	HPDF_Dict_AddName(page, "Tabs", "S");
	paint_page(m, number);
}

static void write_catalog(struct pdf_making *m)
{
	const char *language = pdf_language(m->pages->at[0].lang);
	HPDF_Dict catalog = m->file.doc->catalog;

	pdf_file_words(&m->file, catalog, "Lang", language);
	HPDF_Dict_AddBoolean(pdf_file_part(&m->file, catalog, "MarkInfo"), "Marked", HPDF_TRUE);
	HPDF_Dict_AddBoolean(pdf_file_part(&m->file, catalog, "ViewerPreferences"),
			     "DisplayDocTitle", HPDF_TRUE);
	pdf_tags_write(&m->file, m->pages, m->contents);
	pdf_meta_write(&m->file, m->title, language);
	pdf_meta_intent(&m->file);
}

static void work(void *with)
{
	struct pdf_making *m = with;

	pdf_file_begin(&m->file);
	write_faces(m);
	if (m->qr.side > 0)
		write_code(m);
	for (int i = 0; i < m->pages->page_count; i++)
		write_page(m, i);
	if (m->proof)
		pdf_proof_write(&m->file, m->proof, m->contents[0].page);
	write_catalog(m);
	pdf_file_end(&m->file, &m->bytes, &m->size);
}

static enum err make(struct pdf_making *m)
{
	enum err err = collect(m);

	if (!err)
		err = cut_faces(m);
	if (!err)
		err = make_code(m);
	return err ? err : pdf_memory_lend(work, m);
}

enum err pdf_paint(const struct pages *pages, const struct paper_fonts *fonts,
		   const char *title, const struct pdf_proof *proof, struct pdf *ret_pdf)
{
	struct pdf_making *m = calloc(1, sizeof(*m));
	enum err err;

	if (!m)
		abort();
	m->pages = pages;
	m->fonts = fonts;
	m->proof = proof;
	m->title = title;
	err = make(m);
	if (!err)
		*ret_pdf = (struct pdf){ .bytes = m->bytes, .size = m->size,
					 .pages = pages->page_count };
	for (int i = 0; i < FACES_MAX; i++)
		glyphs_finish(&m->sets[i]);
	explicit_bzero(m, sizeof(*m));
	free(m);
	return err;
}
