/*
 * One sheet of a document while it is being written.  For the files that write
 * sheets: document.c, citizen.c and clerk.c.
 */
#ifndef RECEIPT_SHEET_H
#define RECEIPT_SHEET_H

#include "receipt/document.h"

struct sheet {
	struct document *document;
	const struct application *application;
	const struct receipt_text *text;
	const char *code;		/* words of the QR code */
	int copy;			/* 0: the original */
	enum lang lang;
	enum block_column column;		/* of what is added, as in struct block */
	int split;
	bool citizen;
};

#define FILLED(sheet, key, ...)                                             \
	document_words((sheet)->document->arena, (sheet)->lang, key,        \
		       (int)(sizeof((const char *[]){ __VA_ARGS__ }) /      \
			     sizeof(const char *)),                         \
		       (const char *[]){ __VA_ARGS__ })

const char *sheet_word(const struct sheet *sheet, const char *key);

/* Adds a block, in the sheet's language and column. */
void sheet_add(const struct sheet *sheet, struct block block);
void sheet_field(const struct sheet *sheet, const char *key, const char *value);

/* The words in the sheet's language; Chinese where nobody wrote English. */
const char *sheet_chosen(const struct sheet *sheet, const char *own, const char *zh,
			 const char *en);

/* "2021年3月15日 10:42"; "2021年3月15日"; "10:42" */
const char *sheet_moment(const struct sheet *sheet, int64_t at);
const char *sheet_date(const struct sheet *sheet, struct date date);
const char *sheet_clock(const struct sheet *sheet, int64_t at);

/* Sentences after each other; between them a blank where the language wants one. */
const char *sheet_joined(const struct sheet *sheet, int count,
			 const char sentences[][RECEIPT_LINE_MAX]);

/* Name and number, masked; the name alone. */
const char *sheet_person(const struct sheet *sheet);
const char *sheet_name(const struct sheet *sheet);

const char *sheet_amount(const struct sheet *sheet, const struct amount *amount);
/* What an item is called, without its course. */
const char *sheet_benefit(const struct sheet *sheet, int item);

/* The course and its school. */
const char *sheet_course(const struct sheet *sheet);
const char *sheet_school(const struct sheet *sheet);

/* On paper, and nobody has witnessed it yet. */
bool sheet_awaits_paper(const struct application *application);

/* The top of a sheet; what the visitor reads; what the counter reads; what is signed. */
void sheet_head(const struct sheet *sheet, const char *title_key);
void sheet_citizen(const struct sheet *sheet);
void sheet_clerk(const struct sheet *sheet);
void sheet_promises(const struct sheet *sheet);
/* What happens next and where to ask, as fields. */
void sheet_next(const struct sheet *sheet);
void sheet_number(const struct sheet *sheet);
void sheet_staff_actions(const struct sheet *sheet);

/* Whole sheets of the other kinds of paper (enum paper_kind). */
void sheet_slip(struct sheet *sheet);
void sheet_notice(struct sheet *sheet);
void sheet_summary(struct sheet *sheet);
void sheet_bring(struct sheet *sheet);
/* The table of what was applied for. */
void sheet_cells(const struct sheet *sheet);

#endif
