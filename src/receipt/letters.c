#include "receipt/letter.h"

#include "base/arena.h"
#include "base/text.h"
#include "receipt/document.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

/* Of a file as many as letter_file.c takes, and those around them. */
#define LETTER_LINES_MAX 136
#define LETTERS_BYTES (64u << 10)

/* A letter while its lines are gathered. */
struct gathering {
	struct letter letter;
	struct letter_line lines[LETTER_LINES_MAX];
	struct arena arena;
};

static void gather(struct gathering *g, enum letter_line_kind kind, const char *text,
		   const char *side)
{
	assert(g->letter.count < LETTER_LINES_MAX);
	g->lines[g->letter.count++] = (struct letter_line){ kind, text, side };
}

static const char *word(const struct gathering *g, const char *key)
{
	return words_get(g->letter.lang, key);
}

static void field(struct gathering *g, const char *key, const char *value)
{
	if (value && value[0])
		gather(g, LETTER_FIELD, value, word(g, key));
}

static enum err send_off(struct gathering *g, const struct paper_fonts *fonts,
		       struct pdf *ret_pdf)
{
	enum err err;

	g->letter.lines = g->lines;
	err = letter_render(&g->letter, fonts, ret_pdf);
	arena_finish(&g->arena);
	return err;
}

/* --- what an office answers --------------------------------------------------- */

static const char *const answers[LETTER_ANSWER_COUNT][3] = {
	[LETTER_COMPLETE] = { "letter.complete", "letter.complete_lead", "letter.missing" },
	[LETTER_ACCEPTED] = { "letter.accepted", "letter.accepted_lead", "letter.noted" },
	[LETTER_NOT_ACCEPTED] = { "letter.not_accepted", "letter.not_accepted_lead",
				  "letter.why" },
};

enum err letter_answer(enum letter_answer answer, const struct letter_case *what,
		       const struct paper_fonts *fonts, struct pdf *ret_pdf)
{
	struct gathering g = { .letter = { .lang = what->lang, .size = what->size,
					   .hall = what->hall, .number = what->receipt_no } };

	arena_init(&g.arena, LETTERS_BYTES);
	g.letter.title = word(&g, answers[answer][0]);
	g.letter.to = word(&g, "receipt.part_you");
	g.letter.lead = word(&g, answers[answer][1]);
	g.letter.foot = what->day;
	field(&g, "letter.case", what->receipt_no);
	field(&g, "receipt.person", what->person);
	field(&g, "receipt.applied_label", what->item);
	field(&g, "letter.day", what->day);
	if (what->reason_count > 0)
		gather(&g, LETTER_HEADING, word(&g, answers[answer][2]), NULL);
	for (int i = 0; i < what->reason_count; i++)
		gather(&g, LETTER_POINT, what->reasons[i], NULL);
	gather(&g, LETTER_HEADING, word(&g, "letter.after"), NULL);
	field(&g, "receipt.ask_label", what->counter);
	field(&g, "receipt.staff", what->clerk);
	gather(&g, LETTER_LINES, word(&g, "letter.seal"), word(&g, "receipt.received_on"));
	return send_off(&g, fonts, ret_pdf);
}

/* --- for an employer ------------------------------------------------------------ */

enum err letter_enterprise(const struct letter *head, const char *counter, int item_count,
			   const struct letter_line *items, const struct paper_fonts *fonts,
			   struct pdf *ret_pdf)
{
	struct gathering g = { .letter = *head };

	arena_init(&g.arena, LETTERS_BYTES);
	g.letter.count = 0;
	g.letter.title = word(&g, "letter.enterprise");
	g.letter.to = word(&g, "letter.employer");
	g.letter.lead = word(&g, "letter.enterprise_lead");
	if (item_count > 0 && items[0].kind != LETTER_HEADING)
		gather(&g, LETTER_HEADING, word(&g, "letter.enterprise_items"), NULL);
	for (int i = 0; i < item_count; i++)
		gather(&g, items[i].kind, items[i].text, items[i].side);
	gather(&g, LETTER_HEADING, word(&g, "letter.after"), NULL);
	field(&g, "receipt.ask_label", counter);
	return send_off(&g, fonts, ret_pdf);
}

static struct letter_line line_of(const struct receipt_notice *row)
{
	if (!row->words[0])
		return (struct letter_line){ LETTER_HEADING, row->head, NULL };
	if (!row->head[0])
		return (struct letter_line){ LETTER_POINT, row->words, NULL };
	return (struct letter_line){ LETTER_FIELD, row->words, row->head };
}


/* --- a test of the printer --------------------------------------------------------- */

enum err letter_test_page(enum lang lang, enum paper_format size, const char *hall,
			  const char *terminal, const char *printer, const char *day,
			  const struct paper_fonts *fonts, struct pdf *ret_pdf)
{
	struct gathering g = { .letter = { .lang = lang, .size = size, .hall = hall,
					   .number = day, .foot = terminal } };

	arena_init(&g.arena, LETTERS_BYTES);
	g.letter.title = word(&g, "letter.test");
	g.letter.to = word(&g, "receipt.staff");
	g.letter.lead = word(&g, "letter.test_lead");
	field(&g, "letter.terminal", terminal);
	field(&g, "letter.printer", printer);
	field(&g, "letter.day", day);
	gather(&g, LETTER_HEADING, word(&g, "letter.test_look"), NULL);
	gather(&g, LETTER_POINT, word(&g, "letter.test_small"), NULL);
	gather(&g, LETTER_POINT, word(&g, "letter.test_edges"), NULL);
	gather(&g, LETTER_POINT, word(&g, "letter.test_code"), NULL);
	gather(&g, LETTER_STRONG, "0123456789 ABCDEFGHIJKLM abcdefghijklm 鑫龘𬭚䶮", NULL);
	gather(&g, LETTER_CODE, "SK1/TEST", word(&g, "letter.test_caption"));
	gather(&g, LETTER_LINES, word(&g, "letter.test_by"), word(&g, "receipt.received_on"));
	return send_off(&g, fonts, ret_pdf);
}

/* --- what was found of a machine -------------------------------------------------- */

/* Signed: whoever holds the paper can ask "verify --qr" of it. */
static enum err readiness(const struct letter *head, const char *code, int count,
			  const struct letter_line *lines, const struct paper_fonts *fonts,
			  struct pdf *ret_pdf)
{
	struct gathering g = { .letter = *head };

	arena_init(&g.arena, LETTERS_BYTES);
	g.letter.title = word(&g, "letter.readiness");
	g.letter.to = word(&g, "receipt.staff");
	g.letter.lead = word(&g, "letter.readiness_lead");
	for (int i = 0; i < count; i++)
		gather(&g, lines[i].kind, lines[i].text, lines[i].side);
	if (code[0])
		gather(&g, LETTER_CODE, code, word(&g, "letter.readiness_code"));
	else
		gather(&g, LETTER_TEXT, word(&g, "letter.readiness_unsigned"), NULL);
	gather(&g, LETTER_LINES, word(&g, "letter.test_by"), word(&g, "receipt.received_on"));
	return send_off(&g, fonts, ret_pdf);
}

/* By which rules, told like a receipt's: what an employer reads proves nothing else. */
static const char *pack_words(enum lang lang, const struct application *a, char *out, size_t cap)
{
	char hash[13];
	const char *const values[] = { a->pack_id, hash, "" };
	struct text text = text_in(out, cap);

	snprintf(hash, sizeof(hash), "%.12s", a->pack_hash);
	words_fill(&text, words_get(lang, "receipt.pack"), 3, values);
	return text.full ? a->pack_id : out;
}

static const char *demo_words(enum lang lang, const char *day, char *out, size_t cap)
{
	struct text text = text_in(out, cap);

	words_fill(&text, words_get(lang, "receipt.demo_date"), 1, &day);
	return text.full ? day : out;
}

/* --- of a receipt's rows ------------------------------------------------------------ */

enum err letter_of_receipt(const struct receipt *receipt, const struct paper_fonts *fonts,
			   struct pdf *ret_pdf)
{
	const struct receipt_text *t = receipt->sheets[0];
	const struct application *a = receipt->application;
	struct letter_line lines[RECEIPT_NOTICES_MAX];
	struct letter head = { .lang = t->lang, .size = receipt->size,
			       .large_print = a->large_print,
			       .hall = t->hall[0] ? t->hall : a->hall };
	char day[DATE_TEXT_MAX], foot[RECEIPT_LINE_MAX], mark[64];

	date_format(a->decision_date, day);
	head.number = day;
	head.foot = t->terminal;
	if (receipt->kind == PAPER_ENTERPRISE)
		head.foot = pack_words(t->lang, a, foot, sizeof(foot));
	if (a->demo_date)
		head.mark = demo_words(t->lang, day, mark, sizeof(mark));
	for (int i = 0; i < t->notice_count; i++)
		lines[i] = line_of(&t->notices[i]);
	if (receipt->kind == PAPER_TEST_PAGE)
		return letter_test_page(t->lang, receipt->size, t->hall, t->terminal,
					t->notice_count ? t->notices[0].words : "", day, fonts,
					ret_pdf);
	if (receipt->kind == PAPER_READINESS)
		return readiness(&head, receipt->code, t->notice_count, lines, fonts, ret_pdf);
	return letter_enterprise(&head, t->ask_count ? t->ask[0] : "", t->notice_count, lines,
				 fonts, ret_pdf);
}
