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
	BLOCK_SHEET,	/* a new page: text the title, side the hall, code the QR's words */
	BLOCK_PILL,	/* text on the colour of "sample", beside the hall */
	BLOCK_NUMBER,	/* the receipt number, large */
	BLOCK_FIELD,	/* side the label, text the value */
	BLOCK_HEADING,
	BLOCK_CARD,	/* text what was applied for, side the amount; its notes follow */
	BLOCK_NOTE,	/* a quieter line; inside a card it belongs to it */
	BLOCK_TEXT,
	BLOCK_POINT,	/* side the number before it */
	BLOCK_TERM,	/* side what text is about, in bold above it */
	BLOCK_INK,
	BLOCK_BLANK,	/* an empty box to sign in, at the counter; text says for what */
	BLOCK_CLOSING,	/* the sentence that a reader must not miss */
};

struct block {
	enum block_kind kind;
	const char *text;
	const char *side;		/* or NULL */
	const char *mark;		/* BLOCK_POINT: "待核实", or NULL */
	const char *code;		/* BLOCK_SHEET: words of the QR code */
	const struct ink *ink;		/* BLOCK_INK */
	enum lang lang;			/* of the sheet */
	bool in_card;			/* stands in the card above it */
};

#define BLOCKS_MAX 320

struct document {
	struct arena *arena;
	const char *receipt_no;
	bool large_print;
	bool full;			/* a block did not fit */
	int count;
	struct block blocks[BLOCKS_MAX];
};

/* Replaces what stood in the document; ERR_FULL when it is too long. */
enum err document_build(struct document *document, struct arena *arena,
			const struct receipt *receipt) MUST_CHECK;

/* The words of a key with {1}, {2} … replaced by args. */
const char *document_words(struct arena *arena, enum lang lang, const char *key,
			   int arg_count, const char *const *args);

#endif
