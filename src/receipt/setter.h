/*
 * A document while it is being set: where the next block goes, and how.  For
 * layout.c, which says what stays together, and blocks.c, which sets one block.
 */
#ifndef RECEIPT_SETTER_H
#define RECEIPT_SETTER_H

#include "receipt/layout.h"

enum text_role {
	ROLE_HALL,
	ROLE_TITLE,
	ROLE_AMOUNT,
	ROLE_NUMBER,
	ROLE_HEADING,
	ROLE_STRONG,
	ROLE_BODY,
	ROLE_LABEL,
	ROLE_CLERK,
	ROLE_NOTE,
	ROLE_COUNT,
};

struct text_type {
	bool bold;
	float size;
	float leading;		/* from base line to base line, in sizes */
	uint32_t colour;
};

/* How much is taken out of a sheet for it to fit its page: 1 is as it should be. */
struct tightness {
	float leading;
	float gap;
	float ink_mm;		/* the signature is no higher */
};

struct setter {
	struct pages *pages;
	const struct document *document;
	const struct paper_fonts *fonts;
	struct tightness tight;
	float width, height;	/* of a page */
	float top, bottom;
	bool narrow;		/* columns stand below each other */
	bool dry;		/* measures only: lays no mark and opens no tag */
	int page;
	int sheet_page;		/* the first of this sheet */
	int sheet;		/* from 0 */
	unsigned parted;	/* bit by sheet: the number is not on its first page */
	const char *foot;	/* of the sheet */
	float y;		/* where the next block's upper edge is */
	float left, right;	/* of the column */
	float qr_size;		/* of the side of the code */
	float pill_x, pill_y;	/* right upper corner of the next pill */
	float pill_from;	/* they stay to the right of this */
	int tag;		/* that is open, or TAG_NONE */
	int run;		/* list or table that the last block is a part of, or TAG_NONE */
	enum block_kind run_kind;
	enum err err;
};

/* --- blocks.c: sets a block at s->y, and moves s->y below it --- */
void block_set(struct setter *s, const struct block *b);
/* A row of cells side by side; last: no other row follows. */
void block_cells(struct setter *s, const struct block *first, int count, bool last);
/* How large a code of these words is, pt: so that each module is met by camera and printer. */
float block_qr_size(const char *words);
/* How many cells stand in a row. */
int block_cells_across(const struct setter *s, const struct block *first);

struct text_type setter_type(const struct setter *s, const struct block *b, enum text_role role);
struct mark *setter_lay(struct setter *s, struct mark mark);
void setter_text(struct setter *s, struct text_type type, float x, float base, const char *text,
		 size_t len);
float setter_text_width(const struct setter *s, struct text_type type, const char *text);

/* A paragraph over the column, below s->y, which moves below it. */
void setter_paragraph(struct setter *s, struct text_type type, const char *text);

/* A tag within the one that is open; and the one around it again. */
void setter_open(struct setter *s, enum tag_kind kind, enum lang lang);
void setter_close(struct setter *s);
/* What comes belongs to no list and no table any more. */
void setter_end_run(struct setter *s);

#endif
