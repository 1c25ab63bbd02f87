/*
 * The receipt of one application: what is handed out, and what it is made of.
 *
 * receipt → document (blocks of words) → pages (marks in points) → PDF bytes.
 * The first two steps are pure; equal receipts give equal bytes.  The receipt
 * carries no picture of the person's number: name and number are masked.
 */
#ifndef RECEIPT_RECEIPT_H
#define RECEIPT_RECEIPT_H

#include "base/err.h"
#include "core/application.h"
#include "core/paper_format.h"
#include "receipt/claims.h"
#include "receipt/fonts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECEIPT_RULES_MAX 32
#define RECEIPT_NOTICES_MAX 40
#define RECEIPT_NEXT_MAX 6
#define RECEIPT_ASK_MAX 4
#define RECEIPT_LINE_MAX 384
#define RECEIPT_SHEETS_MAX 2
#define RECEIPT_COPIES_MAX 999
#define RECEIPT_FACTS_MAX 6
#define RECEIPT_BRING_MAX 24
#define RECEIPT_TIMES_MAX 1000
#define RECEIPT_FACTS_WORDS_MAX 1536

/* What is printed of an application. */
enum paper_kind {
	PAPER_RECEIPT,		/* of an application, or of what took one back */
	PAPER_SLIP,		/* fetches the receipt that could not be printed */
	PAPER_NOTICE,		/* what was told before signing, and the clauses, on request */
	PAPER_SUMMARY,		/* what may be had, without a word on who the visitor is */
	PAPER_BRING,		/* 一次性告知单: what to bring instead of a promise */
	PAPER_ENTERPRISE,	/* what an employer can get, a row a notice */
	PAPER_TEST_PAGE,	/* what a printer can do; its first row names it */
	PAPER_READINESS,	/* what a technician has found, a row a notice; with a code */
	PAPER_KIND_COUNT,
};

/* It is about an application that was saved: it has a number, and says it. */
static inline bool paper_kind_is_numbered(enum paper_kind kind)
{
	return kind < PAPER_SUMMARY;
}

/* A clause of 甬政办发〔2019〕78号 in our own plain words. */
struct receipt_rule {
	char id[RULE_ID_MAX];		/* "R4-5b" */
	char section[32];		/* "四（五）"; as the document counts */
	char words[RECEIPT_LINE_MAX];
};

/*
 * One part of the notice that was read before signing (src/policy/RULES.md, O9b).  Of
 * PAPER_ENTERPRISE and PAPER_READINESS a row: without words a heading, without a head a point.
 */
struct receipt_notice {
	char head[COURSE_TITLE_MAX];
	char words[RECEIPT_LINE_MAX];
};

/* What the decision rests on, by where it is from: "登记的", "2021-03-01：在宁波登记失业 是；…" */
struct receipt_facts {
	char source[48];
	char words[RECEIPT_FACTS_WORDS_MAX];
};

/* What one sheet says beside the application itself, in one language. */
struct receipt_text {
	enum lang lang;
	char hall[96];		/* in this language; "": as in the application */
	char terminal[48];
	/* in this language, by their places in the application; "": as they stand there */
	char benefits[APPLICATION_ITEMS_MAX][128];	/* their titles */
	char promises[APPLICATION_PROMISES_MAX][256];
	char course[COURSE_TITLE_MAX];		/* likewise */
	char school[COURSE_TITLE_MAX];
	/* the name of what the amount rose by, and what is warned of; or "" */
	char uplifts[APPLICATION_ITEMS_MAX][64];
	char cautions[APPLICATION_ITEMS_MAX][RECEIPT_LINE_MAX];
	int rule_count;
	struct receipt_rule rules[RECEIPT_RULES_MAX];
	int notice_count;
	struct receipt_notice notices[RECEIPT_NOTICES_MAX];
	int next_count;				/* what happens next, in order */
	char next[RECEIPT_NEXT_MAX][RECEIPT_LINE_MAX];
	char withdraw[RECEIPT_LINE_MAX];	/* how, and until when; or "" */
	char bring[RECEIPT_LINE_MAX];		/* where to bring what; or "" */
	/* of the school; or "" where nobody has told */
	char address[160];
	char telephone[32];
	/* subsidies of this year: applied for here, and left after it */
	bool times_known;
	int times_asked;
	int times_left;
	int fact_count;
	struct receipt_facts facts[RECEIPT_FACTS_MAX];
	int bring_count;			/* of PAPER_BRING: proof of what */
	char bring_list[RECEIPT_BRING_MAX][128];
	int ask_count;				/* where to ask */
	char ask[RECEIPT_ASK_MAX][RECEIPT_LINE_MAX];
};

/*
 * The first sheet is in the visit's language; where that is not written in zh_CN, a
 * second in zh_CN follows, which is the one that counts.  Easy wording is zh_CN: its
 * one sheet says what was read and promised on the glass.
 */
struct receipt {
	const struct application *application;
	enum paper_kind kind;
	enum paper_format size;
	int copy;		/* 0: the original; else its number, which the paper says */
	int sheet_count;	/* 1..RECEIPT_SHEETS_MAX */
	const struct receipt_text *sheets[RECEIPT_SHEETS_MAX];
	/* words of the QR code, signed by the kiosk (receipt/claims.h); "": it has no key */
	char code[CLAIMS_TEXT_MAX];
	bool proves;		/* its file shall have the record, and a place for a signature */
};

/* What a file holds besides its pages (receipt/pdf_proof.h). */
struct pdf_proof {
	const uint8_t *record;
	size_t size;
	int64_t signed_at;	/* s since 1970, UTC */
};

#define RECEIPT_QR_MAX CLAIMS_TEXT_MAX

/*
 * The words of the QR code.  Of a kiosk without a key, which proves nothing:
 * "SK1/NO/20210315T024200Z/PACK HASH/DIGEST", receipt number, UTC time, first 12 hex
 * digits of the pack's hash and 32 of the SHA-256 of the encoded application, which
 * nobody can guess at because the application holds a random key.
 */
void receipt_qr(const struct receipt *receipt, char out[RECEIPT_QR_MAX]);

/* The bytes of a PDF.  Owned by the caller until pdf_finish, which wipes them. */
struct pdf {
	uint8_t *bytes;
	size_t size;
	int pages;
	char *meant;	/* what its pages are to say, as pdf_read finds it */
	char *code;	/* the words of its QR code; NULL: it has none */
};

/*
 * Sets, paints and packs a receipt.  words_open must have been called.
 * ERR_ABSENT: a character that no installed typeface draws, so that nothing is
 * ever printed with a box in it; ERR_FULL: more than the pages can hold;
 * ERR_IO: a library failed, logged.
 */
enum err receipt_render(const struct receipt *receipt, const struct paper_fonts *fonts,
			struct pdf *ret_pdf) MUST_CHECK;

void pdf_finish(struct pdf *pdf);

#endif
