#include "receipt/pdf_tags.h"


/* While the tree is being written. */
struct tag_tree {
	struct pdf_file *file;
	const struct pages *pages;
	const struct pdf_content *contents;
	HPDF_Dict root;
	HPDF_Dict objects[TAGS_MAX];
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

static HPDF_Dict add_attributes(struct pdf_file *file, HPDF_Dict element, const char *owner)
{
	HPDF_Dict attributes = pdf_file_part(file, element, "A");

	HPDF_Dict_AddName(attributes, "O", owner);
	return attributes;
}

static void describe_figure(struct pdf_file *file, HPDF_Dict element, const struct tag *tag,
			    const struct page *page)
{
	HPDF_Dict attributes = add_attributes(file, element, "Layout");
	HPDF_Box box = { pdf_eighth(tag->x), pdf_eighth(page->height - tag->y - tag->h),
			 pdf_eighth(tag->x + tag->w), pdf_eighth(page->height - tag->y) };

	HPDF_Dict_AddName(attributes, "Placement", "Block");
	HPDF_Dict_Add(attributes, "BBox", HPDF_Box_Array_New(file->doc->mmgr, box));
	pdf_file_text(file, element, "Alt", tag->alt);
	pdf_file_text(file, element, "ActualText", tag->alt);
}

/* What a reader must know beyond the name: which way a head points, where a figure stands. */
static void describe(struct pdf_file *file, HPDF_Dict element, const struct tag *tag,
		     const struct page *page)
{
	if (tag->kind == TAG_TH_COLUMN || tag->kind == TAG_TH_ROW)
		HPDF_Dict_AddName(add_attributes(file, element, "Table"), "Scope",
				  tag->kind == TAG_TH_ROW ? "Row" : "Column");
	if (tag->kind == TAG_L)
		HPDF_Dict_AddName(add_attributes(file, element, "List"), "ListNumbering",
				  "Decimal");
	if (tag->kind == TAG_FIGURE)
		describe_figure(file, element, tag, page);
}

static void add_elsewhere(struct pdf_file *file, HPDF_Array kids, HPDF_Page page, int number)
{
	HPDF_Dict content = HPDF_Dict_New(file->doc->mmgr);

	HPDF_Array_Add(kids, content);
	HPDF_Dict_AddName(content, "Type", "MCR");
	HPDF_Dict_Add(content, "Pg", page);
	HPDF_Dict_AddNumber(content, "MCID", number);
}

/* Contents of the tag, page by page; the page that the tag names needs no further word. */
static void add_contents(const struct tag_tree *t, HPDF_Array kids, int tag)
{
	int home = t->pages->tags[tag].page;

	for (int p = 0; p < t->pages->page_count; p++) {
		const struct pdf_content *content = &t->contents[p];

		for (int i = 0; i < content->count; i++) {
			if (content->tags[i] != tag)
				continue;
			if (p == home)
				HPDF_Array_AddNumber(kids, i);
			else
				add_elsewhere(t->file, kids, content->page, i);
		}
	}
}

static void add_children(const struct tag_tree *t, HPDF_Array kids, int tag)
{
	for (int i = tag + 1; i < t->pages->tag_count; i++) {
		if (t->pages->tags[i].parent == tag)
			HPDF_Array_Add(kids, t->objects[i]);
	}
}

static void write_element(const struct tag_tree *t, int i)
{
	const struct tag *tag = &t->pages->tags[i];
	HPDF_Dict element = t->objects[i];
	HPDF_Array kids;

	HPDF_Dict_AddName(element, "S", pdf_tag_name(tag->kind));
	HPDF_Dict_Add(element, "P", tag->parent < 0 ? t->root : t->objects[tag->parent]);
	if (tag->kind == TAG_SECT)
		pdf_file_words(t->file, element, "Lang", pdf_language(tag->lang));
	if (tag->page >= 0)
		HPDF_Dict_Add(element, "Pg", t->contents[tag->page].page);
	describe(t->file, element, tag, &t->pages->at[tag->page >= 0 ? tag->page : 0]);
	kids = pdf_file_array(t->file, element, "K");
	add_contents(t, kids, i);
	add_children(t, kids, i);
}

/* From a page's contents to their tags. */
static void write_parents(const struct tag_tree *t)
{
	HPDF_Dict parents = pdf_file_dict(t->file);
	HPDF_Array numbers = pdf_file_array(t->file, parents, "Nums");

	for (int p = 0; p < t->pages->page_count; p++) {
		HPDF_Array tags = HPDF_Array_New(t->file->doc->mmgr);

		HPDF_Array_AddNumber(numbers, p);
		HPDF_Array_Add(numbers, tags);
		for (int i = 0; i < t->contents[p].count; i++)
			HPDF_Array_Add(tags, t->objects[t->contents[p].tags[i]]);
	}
	HPDF_Dict_Add(t->root, "ParentTree", parents);
	HPDF_Dict_AddNumber(t->root, "ParentTreeNextKey", t->pages->page_count);
}

void pdf_tags_write(struct pdf_file *file, const struct pages *pages,
		    const struct pdf_content *contents)
{
	struct tag_tree *t = HPDF_GetMem(file->doc->mmgr, sizeof(*t));

	*t = (struct tag_tree){ .file = file, .pages = pages, .contents = contents,
				.root = pdf_file_dict(file) };
	for (int i = 0; i < pages->tag_count; i++)
		t->objects[i] = pdf_file_dict(file);
	for (int i = 0; i < pages->tag_count; i++)
		write_element(t, i);
	HPDF_Dict_AddName(t->root, "Type", "StructTreeRoot");
	HPDF_Dict_Add(t->root, "K", t->objects[0]);
	write_parents(t);
	HPDF_Dict_Add(file->doc->catalog, "StructTreeRoot", t->root);
}
