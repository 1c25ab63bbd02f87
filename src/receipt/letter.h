/*
 * A paper that is no receipt: a title, a sentence that must not be missed, and lines under
 * headings.  The test page, a report on readiness, a sheet for an employer, and what an
 * office tells of an application are such; they are set, tagged and archivable as receipts
 * are, and prove nothing.
 */
#ifndef RECEIPT_LETTER_H
#define RECEIPT_LETTER_H

#include "receipt/receipt.h"

enum letter_line_kind {
	LETTER_HEADING,		/* text */
	LETTER_TEXT,
	LETTER_STRONG,
	LETTER_FIELD,		/* side the label */
	LETTER_POINT,		/* counted from 1 behind each heading */
	LETTER_LINES,		/* text and side, each with a line to write on */
	LETTER_CODE,		/* a QR code of text, side below it */
};

struct letter_line {
	enum letter_line_kind kind;
	const char *text;
	const char *side;
};

struct letter {
	enum lang lang;
	enum paper_format size;
	bool large_print;
	const char *hall;
	const char *title;
	const char *to;		/* for whom: white on black */
	const char *lead;
	const char *number;	/* at the foot, and the file's title */
	const char *foot;
	const char *mark;	/* framed beside the title; NULL: none */
	int count;
	const struct letter_line *lines;
};

/* As receipt_render. */
enum err letter_render(const struct letter *letter, const struct paper_fonts *fonts,
		       struct pdf *ret_pdf) MUST_CHECK;

/* --- what the kiosk and the office tell in them (letters.c) --- */

#define LETTER_REASONS_MAX 12

/* What an office tells of an application. */
enum letter_answer {
	LETTER_COMPLETE,	/* 补正: what is still missing */
	LETTER_ACCEPTED,	/* 受理: taken in, and examined from now on */
	LETTER_NOT_ACCEPTED,	/* 不予受理: not taken in, and why */
	LETTER_ANSWER_COUNT,
};

struct letter_case {
	enum lang lang;
	enum paper_format size;
	const char *hall;
	const char *receipt_no;
	const char *person;	/* masked */
	const char *item;	/* what was applied for */
	const char *day;	/* of the answer */
	const char *clerk;	/* number of the staff card */
	const char *counter;	/* where to ask */
	int reason_count;
	const char *reasons[LETTER_REASONS_MAX];	/* each with its clause */
};

enum err letter_answer(enum letter_answer answer, const struct letter_case *what,
		       const struct paper_fonts *fonts, struct pdf *ret_pdf) MUST_CHECK;

/*
 * For an employer: items are what it can get, as lines of any kind; counter: where to ask.
 * Of head the language, format, hall, number, foot and mark count.
 */
enum err letter_enterprise(const struct letter *head, const char *counter, int item_count,
			   const struct letter_line *items, const struct paper_fonts *fonts,
			   struct pdf *ret_pdf) MUST_CHECK;

/* Those kinds of paper that are letters, of a receipt's rows: PAPER_ENTERPRISE and on. */
enum err letter_of_receipt(const struct receipt *receipt, const struct paper_fonts *fonts,
			   struct pdf *ret_pdf) MUST_CHECK;

/* Shows on paper what a printer can do: sizes of type, bold, a code, lines. */
enum err letter_test_page(enum lang lang, enum paper_format size, const char *hall,
			  const char *terminal, const char *printer, const char *day,
			  const struct paper_fonts *fonts, struct pdf *ret_pdf) MUST_CHECK;

#endif
