#include "receipt/letter.h"

#include "receipt/document.h"
#include "receipt/layout.h"
#include "receipt/pdf.h"
#include "receipt/readback.h"

#include <stdlib.h>
#include <string.h>

#define LETTER_BYTES (256u << 10)

struct letter_work {
	struct document document;
	struct pages pages;
};

static void add(struct document *d, const struct letter *letter, struct block block)
{
	if (d->count == BLOCKS_MAX) {
		d->full = true;
		return;
	}
	block.lang = letter->lang;
	block.citizen = true;
	d->blocks[d->count++] = block;
}

static void add_line(struct document *d, const struct letter *letter, int i, int *number)
{
	static const enum block_kind kinds[] = {
		[LETTER_HEADING] = BLOCK_HEADING, [LETTER_TEXT] = BLOCK_TEXT,
		[LETTER_STRONG] = BLOCK_STRONG,	  [LETTER_FIELD] = BLOCK_FIELD,
		[LETTER_POINT] = BLOCK_POINT,	  [LETTER_LINES] = BLOCK_LINES,
		[LETTER_CODE] = BLOCK_QR,
	};
	const struct letter_line *line = &letter->lines[i];
	struct block block = { kinds[line->kind], .text = line->text, .side = line->side };

	*number = line->kind == LETTER_HEADING ? 0 : *number + (line->kind == LETTER_POINT);
	if (line->kind == LETTER_POINT)
		block.side = arena_textf(d->arena, "%d.", *number);
	add(d, letter, block);
}

static enum err build(struct document *d, struct arena *arena, const struct letter *letter)
{
	int number = 0;

	*d = (struct document){ .arena = arena, .receipt_no = letter->number,
				.foot_key = "letter.foot",
				.large_print = letter->large_print, .size = letter->size };
	add(d, letter, (struct block){ BLOCK_SHEET, .text = letter->title, .side = letter->hall,
				       .mark = letter->foot });
	if (letter->mark)
		add(d, letter, (struct block){ BLOCK_PILL, .text = letter->mark });
	add(d, letter, (struct block){ BLOCK_PART, .text = letter->to, .side = letter->lead });
	for (int i = 0; i < letter->count; i++)
		add_line(d, letter, i, &number);
	return d->full ? ERR_FULL : ERR_OK;
}

enum err letter_render(const struct letter *letter, const struct paper_fonts *fonts,
		       struct pdf *ret_pdf)
{
	struct letter_work *work = calloc(1, sizeof(*work));
	struct arena arena;
	const char *title;
	enum err err;

	if (!work)
		abort();
	arena_init(&arena, LETTER_BYTES);
	title = arena_textf(&arena, "%s%s%s", letter->title, letter->number[0] ? " " : "",
			    letter->number);
	err = build(&work->document, &arena, letter);
	if (!err)
		err = layout_document(&work->pages, &work->document, fonts);
	if (!err)
		err = pdf_paint(&work->pages, fonts, title, NULL, ret_pdf);
	if (!err)
		readback_expect(&work->pages, ret_pdf);
	arena_finish(&arena);
	explicit_bzero(work, sizeof(*work));
	free(work);
	return err;
}
