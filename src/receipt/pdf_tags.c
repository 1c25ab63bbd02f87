#include "receipt/pdf_tags.h"

#include <stdlib.h>

/* While the tree is being written. */
struct tag_tree {
	struct pdf_file *file;
	const struct pages *pages;
	const struct pdf_content *contents;
	int root;
	int objects[TAGS_MAX];
};

const char *pdf_language(enum lang lang)
{
	static const char *const names[LANG_COUNT] = {
		[LANG_ZH_HANS] = "zh-Hans",
		[LANG_EN] = "en",
		[LANG_ZH_HANT] = "zh-Hant",
		[LANG_ZH_EASY] = "zh-Hans",
	};

	return names[lang];
}

const char *pdf_tag_name(enum tag_kind kind)
{
	static const char *const names[TAG_KIND_COUNT] = {
		[TAG_DOCUMENT] = "Document",
		[TAG_SECT] = "Sect",
		[TAG_H1] = "H1",
		[TAG_H2] = "H2",
		[TAG_H3] = "H3",
		[TAG_P] = "P",
		[TAG_TABLE] = "Table",
		[TAG_TR] = "TR",
		[TAG_TH_COLUMN] = "TH",
		[TAG_TH_ROW] = "TH",
		[TAG_TD] = "TD",
		[TAG_L] = "L",
		[TAG_LI] = "LI",
		[TAG_LBL] = "Lbl",
		[TAG_LBODY] = "LBody",
		[TAG_FIGURE] = "Figure",
	};

	return names[kind];
}

/* What a reader must know beyond the name: which way a head points, where a figure stands. */
static void put_attributes(struct pdf_bytes *out, const struct tag *tag, const struct page *page)
{
	if (tag->kind == TAG_TH_COLUMN)
		pdf_bytes_words(out, "/A<</O/Table/Scope/Column>>");
	if (tag->kind == TAG_TH_ROW)
		pdf_bytes_words(out, "/A<</O/Table/Scope/Row>>");
	if (tag->kind == TAG_L)
		pdf_bytes_words(out, "/A<</O/List/ListNumbering/Decimal>>");
	if (tag->kind != TAG_FIGURE)
		return;
	pdf_bytes_words(out, "/Alt");
	pdf_bytes_text(out, tag->alt);
	pdf_bytes_words(out, "/ActualText");
	pdf_bytes_text(out, tag->alt);
	pdf_bytes_words(out, "/A<</O/Layout/Placement/Block/BBox[");
	pdf_bytes_number(out, tag->x);
	pdf_bytes_number(out, page->height - tag->y - tag->h);
	pdf_bytes_number(out, tag->x + tag->w);
	pdf_bytes_number(out, page->height - tag->y);
	pdf_bytes_words(out, "]>>");
}

/* Contents of the tag, page by page; the page that the tag names needs no further word. */
static void put_contents(const struct tag_tree *t, struct pdf_bytes *out, int tag)
{
	int home = t->pages->tags[tag].page;

	for (int p = 0; p < t->pages->page_count; p++) {
		const struct pdf_content *content = &t->contents[p];

		for (int i = 0; i < content->count; i++) {
			if (content->tags[i] != tag)
				continue;
			if (p == home)
				pdf_bytes_wordsf(out, "%d ", i);
			else
				pdf_bytes_wordsf(out, "<</Type/MCR/Pg %d 0 R/MCID %d>>",
						 content->object, i);
		}
	}
}

static void put_children(const struct tag_tree *t, struct pdf_bytes *out, int tag)
{
	for (int i = tag + 1; i < t->pages->tag_count; i++) {
		if (t->pages->tags[i].parent == tag)
			pdf_bytes_wordsf(out, "%d 0 R ", t->objects[i]);
	}
}

static void write_element(const struct tag_tree *t, int i)
{
	const struct tag *tag = &t->pages->tags[i];
	struct pdf_bytes *out = pdf_file_packed(t->file, t->objects[i]);

	pdf_bytes_wordsf(out, "<</S/%s/P %d 0 R", pdf_tag_name(tag->kind),
			 tag->parent < 0 ? t->root : t->objects[tag->parent]);
	if (tag->kind == TAG_SECT)
		pdf_bytes_wordsf(out, "/Lang(%s)", pdf_language(tag->lang));
	if (tag->page >= 0)
		pdf_bytes_wordsf(out, "/Pg %d 0 R", t->contents[tag->page].object);
	put_attributes(out, tag, &t->pages->at[tag->page >= 0 ? tag->page : 0]);
	pdf_bytes_words(out, "/K[");
	put_contents(t, out, i);
	put_children(t, out, i);
	pdf_bytes_words(out, "]>>");
}

/* From a page's contents to their tags. */
static void write_parents(const struct tag_tree *t, int number)
{
	struct pdf_bytes *out = pdf_file_packed(t->file, number);

	pdf_bytes_words(out, "<</Nums[");
	for (int p = 0; p < t->pages->page_count; p++) {
		pdf_bytes_wordsf(out, "%d[", p);
		for (int i = 0; i < t->contents[p].count; i++)
			pdf_bytes_wordsf(out, "%d 0 R ", t->objects[t->contents[p].tags[i]]);
		pdf_bytes_words(out, "]");
	}
	pdf_bytes_words(out, "]>>");
}

int pdf_tags_write(struct pdf_file *file, const struct pages *pages,
		   const struct pdf_content *contents)
{
	struct tag_tree *t = calloc(1, sizeof(*t));
	int parents = pdf_file_number(file), root = pdf_file_number(file);

	if (!t)
		abort();
	*t = (struct tag_tree){ .file = file, .pages = pages, .contents = contents, .root = root };
	for (int i = 0; i < pages->tag_count; i++)
		t->objects[i] = pdf_file_number(file);
	for (int i = 0; i < pages->tag_count; i++)
		write_element(t, i);
	write_parents(t, parents);
	pdf_bytes_wordsf(pdf_file_packed(file, root),
			 "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>",
			 t->objects[0], parents, pages->page_count);
	free(t);
	return root;
}
