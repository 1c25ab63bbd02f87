/*
 * A receipt as blocks of words, before anything is measured: what a page says
 * and in what order, told apart by what each block is for.
 *
 * Pure; texts live in the document's arena.
 */
#ifndef RECEIPT_DOCUMENT_H
#define RECEIPT_DOCUMENT_H

#include "base/arena.h"
#include "receipt/receipt.h"

#include <stdbool.h>

enum block_kind {
	BLOCK_SHEET,	/* a new page: text the title, side the hall, mark the foot's words */
	BLOCK_PILL,	/* text framed at the right of the head, as "sample" */
	BLOCK_PART,	/* whom the next blocks are for: text white on black, side beside it */
	BLOCK_TITLE,	/* what it is about, large */
	BLOCK_HEADING,
	BLOCK_CELL,	/* one of a row of amounts: side what of, text how much, mark below it */
	BLOCK_FIELD,	/* side the label, text the value */
	BLOCK_NUMBER,	/* side what for, text the receipt number, mark when and where */
	BLOCK_STRONG,	/* the sentence that a reader must not miss */
	BLOCK_TEXT,
	BLOCK_NOTE,
	BLOCK_POINT,	/* side the number before it, mark the pill behind it or NULL */
	BLOCK_TERM,	/* side what text is about */
	BLOCK_INK,	/* text: said where it is printed smaller; side what it shows */
	BLOCK_BLANK,	/* an empty box to sign in, at the counter; text says for what */
	BLOCK_QR,	/* text the words of the code, side its caption */
	BLOCK_LINES,	/* text and side, each with a line to write on */
};

/* Blocks of the left column that are followed by such of the right stand beside each other. */
enum block_column { COLUMN_ALL, COLUMN_LEFT, COLUMN_RIGHT };

struct block {
	enum block_kind kind;
	const char *text;
	const char *side;		/* or NULL */
	const char *mark;		/* or NULL */
	const struct ink *ink;		/* BLOCK_INK */
	enum lang lang;			/* of the sheet */
	enum block_column column;
	int split;			/* the left column's hundredths of the width */
	bool strong;			/* BLOCK_FIELD: the value in bold */
	bool citizen;			/* what the visitor reads: larger in large print */
};

#define BLOCKS_MAX 320

struct document {
	struct arena *arena;
	const char *receipt_no;
	const char *foot_key;		/* {1} is the number, page {2} of {3} */
	bool large_print;
	enum paper_format size;
	bool full;			/* a block did not fit */
	int count;
	struct block blocks[BLOCKS_MAX];
};

/*
 * In those sheets (bit by sheet) the number before what is told of the course: they do
 * not hold it all on their first page.
 */
void document_number_first(struct document *document, unsigned sheets);

/* Replaces what stood in the document; ERR_FULL when it is too long. */
enum err document_build(struct document *document, struct arena *arena,
			const struct receipt *receipt) MUST_CHECK;

/* The words of a key with {1}, {2} … replaced by args. */
const char *document_words(struct arena *arena, enum lang lang, const char *key,
			   int arg_count, const char *const *args);

/* "2021年3月15日", as the language writes it. */
const char *document_date(struct arena *arena, enum lang lang, struct date date);

#endif
