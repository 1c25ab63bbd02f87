#include "receipt/pdf.h"

#include "base/text.h"
#include "receipt/painter.h"
#include "receipt/pdf_meta.h"
#include "receipt/pdf_proof.h"
#include "receipt/qr.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

/* A file while it is being made. */
struct pdf_making {
	const struct pages *pages;
	const struct paper_fonts *fonts;
	const struct pdf_proof *proof;
	const char *title;
	struct pdf_file file;
	struct glyphs sets[FACES_MAX];
	int faces[FACES_MAX];		/* their objects; 0: not used */
	int qr;				/* the code's picture; 0: there is none */
	int tree;			/* of pages */
	int field;			/* of the signature; 0: there is none */
	struct pdf_content contents[SHEETS_MAX];
	EVP_MD_CTX *hash;		/* of what is painted: the file's name */
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

static enum err write_faces(struct pdf_making *m)
{
	for (int i = 0; i < FACES_MAX; i++) {
		enum err err = ERR_OK;

		if (m->sets[i].count > 0)
			err = glyphs_write(&m->sets[i], m->fonts, i, &m->file, &m->faces[i]);
		if (err)
			return err;
	}
	return ERR_OK;
}

/* --- pictures ---------------------------------------------------------------- */

/* One bit a module, a row filled up to whole bytes; 0 is painted. */
static enum err write_qr(struct pdf_making *m, const char *words)
{
	uint8_t bits[QR_SIDE_MAX * ((QR_SIDE_MAX + 7) / 8)];
	char entries[160];
	size_t row_size;
	struct qr qr;
	enum err err = qr_make(words, &qr);

	if (err)
		return err;
	row_size = ((size_t)qr.side + 7) / 8;
	memset(bits, 0xff, sizeof(bits));
	for (int i = 0; i < qr.side * qr.side; i++) {
		int row = i / qr.side, at = i % qr.side;

		if (qr.dark[row][at])
			bits[(size_t)row * row_size + (size_t)at / 8] &=
				(uint8_t)~(0x80 >> at % 8);
	}
	m->qr = pdf_file_number(&m->file);
	snprintf(entries, sizeof(entries), "/Type/XObject/Subtype/Image/ImageMask true"
		 "/BitsPerComponent 1/Width %d/Height %d", qr.side, qr.side);
	pdf_file_stream(&m->file, m->qr, entries, bits, row_size * (size_t)qr.side, true);
	return ERR_OK;
}

/* Every sheet shows the same code. */
static enum err write_pictures(struct pdf_making *m)
{
	for (int i = 0; i < m->pages->mark_count; i++) {
		if (m->pages->marks[i].kind == MARK_QR)
			return write_qr(m, m->pages->marks[i].text);
	}
	return ERR_OK;
}

/* --- pages ---------------------------------------------------------------------- */

static void write_content(struct pdf_making *m, int page, int number)
{
	struct painter painter = { .fonts = m->fonts, .sets = m->sets, .tags = m->pages->tags };
	struct pdf_bytes out = { 0 };

	painter_begin(&painter, m->pages->at[page].height, &out, &m->contents[page]);
	for (int i = 0; i < m->pages->mark_count; i++) {
		if (m->pages->marks[i].page == page)
			painter_mark(&painter, &m->pages->marks[i]);
	}
	painter_end(&painter);
	if (EVP_DigestUpdate(m->hash, out.bytes, out.size) != 1)
		abort();
	pdf_file_stream(&m->file, number, "", out.bytes, out.size, true);
	pdf_bytes_finish(&out);
}

static void put_resources(const struct pdf_making *m, struct pdf_bytes *out)
{
	pdf_bytes_words(out, "/Resources<</Font<<");
	for (int i = 0; i < FACES_MAX; i++) {
		if (m->faces[i])
			pdf_bytes_wordsf(out, "/F%d %d 0 R", i, m->faces[i]);
	}
	pdf_bytes_words(out, ">>");
	if (m->qr)
		pdf_bytes_wordsf(out, "/XObject<</Q %d 0 R>>", m->qr);
	pdf_bytes_words(out, ">>");
}

static void write_page(struct pdf_making *m, int page)
{
	int content = pdf_file_number(&m->file);
	struct pdf_bytes *out;

	write_content(m, page, content);
	out = pdf_file_packed(&m->file, m->contents[page].object);
	pdf_bytes_wordsf(out, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 ", m->tree);
	pdf_bytes_number(out, m->pages->at[page].width);
	pdf_bytes_number(out, m->pages->at[page].height);
	pdf_bytes_wordsf(out, "]/Contents %d 0 R/StructParents %d/Tabs/S", content, page);
	if (page == 0 && m->field)
		pdf_bytes_wordsf(out, "/Annots[%d 0 R]", m->field);
	put_resources(m, out);
	pdf_bytes_words(out, ">>");
}

static void write_pages(struct pdf_making *m)
{
	struct pdf_bytes *out;

	m->tree = pdf_file_number(&m->file);
	for (int i = 0; i < m->pages->page_count; i++)
		m->contents[i].object = pdf_file_number(&m->file);
	for (int i = 0; i < m->pages->page_count; i++)
		write_page(m, i);
	out = pdf_file_packed(&m->file, m->tree);
	pdf_bytes_wordsf(out, "<</Type/Pages/Count %d/Kids[", m->pages->page_count);
	for (int i = 0; i < m->pages->page_count; i++)
		pdf_bytes_wordsf(out, "%d 0 R ", m->contents[i].object);
	pdf_bytes_words(out, "]>>");
}

/* --- the file -------------------------------------------------------------------- */

static int write_catalog(struct pdf_making *m)
{
	const char *language = pdf_language(m->pages->at[0].lang);
	int catalog = pdf_file_number(&m->file), tags, meta, intent;
	struct pdf_bytes more = { 0 }, *out;

	if (m->proof)
		pdf_proof_write(&m->file, m->proof, m->field, m->contents[0].object, &more);
	tags = pdf_tags_write(&m->file, m->pages, m->contents);
	meta = pdf_meta_write(&m->file, m->title, language);
	intent = pdf_meta_intent(&m->file);
	out = pdf_file_packed(&m->file, catalog);
	pdf_bytes_wordsf(out, "<</Type/Catalog/Pages %d 0 R/Lang(%s)/MarkInfo<</Marked true>>",
			 m->tree, language);
	pdf_bytes_wordsf(out, "/StructTreeRoot %d 0 R/Metadata %d 0 R/OutputIntents[%d 0 R]", tags,
			 meta, intent);
	pdf_bytes_words(out, "/ViewerPreferences<</DisplayDocTitle true>>");
	pdf_bytes_add(out, more.bytes, more.size);
	pdf_bytes_words(out, ">>");
	pdf_bytes_finish(&more);
	return catalog;
}

static int write_info(struct pdf_making *m)
{
	int info = pdf_file_number(&m->file);
	struct pdf_bytes *out = pdf_file_packed(&m->file, info);

	pdf_bytes_words(out, "<</Title");
	pdf_bytes_text(out, m->title);
	pdf_bytes_words(out, ">>");
	return info;
}

static enum err make(struct pdf_making *m)
{
	uint8_t id[EVP_MAX_MD_SIZE];
	int catalog, info;
	enum err err = collect(m);

	if (err)
		return err;
	pdf_file_begin(&m->file);
	err = write_faces(m);
	if (!err)
		err = write_pictures(m);
	if (err)
		return err;
	if (m->proof)
		m->field = pdf_file_number(&m->file);
	write_pages(m);
	catalog = write_catalog(m);
	info = write_info(m);
	if (EVP_DigestFinal_ex(m->hash, id, NULL) != 1)
		abort();
	pdf_file_end(&m->file, catalog, info, id);
	return ERR_OK;
}

static void take_bytes(struct pdf_making *m, struct pdf *ret_pdf)
{
	*ret_pdf = (struct pdf){ .bytes = m->file.bytes.bytes, .size = m->file.bytes.size,
				 .pages = m->pages->page_count };
	m->file.bytes = (struct pdf_bytes){ 0 };
}

enum err pdf_paint(const struct pages *pages, const struct paper_fonts *fonts,
		   const char *title, const struct pdf_proof *proof, struct pdf *ret_pdf)
{
	struct pdf_making *m = calloc(1, sizeof(*m));
	enum err err;

	if (!m)
		abort();
	*m = (struct pdf_making){ .pages = pages, .fonts = fonts, .proof = proof, .title = title,
			      .hash = EVP_MD_CTX_new() };
	if (!m->hash || EVP_DigestInit_ex(m->hash, EVP_sha256(), NULL) != 1)
		abort();
	err = make(m);
	if (!err)
		take_bytes(m, ret_pdf);
	EVP_MD_CTX_free(m->hash);
	pdf_file_finish(&m->file);
	explicit_bzero(m, sizeof(*m));
	free(m);
	return err;
}
