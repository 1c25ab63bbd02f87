#include "receipt/standard.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/words.h"
#include "receipt/document.h"
#include "receipt/moment.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static void put_paragraph(char *out, size_t cap, const char *words)
{
	enum err err = text_copy(out, cap, words);

	assert(!err);
}

#define PUT(field, words) put_paragraph(field, sizeof(field), words)

static const char *filled(struct arena *arena, enum lang lang, const char *key,
			  const char *with)
{
	return document_words(arena, lang, key, 1, &with);
}

static void add_part(struct receipt_text *text, const char *head_key, const char *words)
{
	struct receipt_notice *part = &text->notices[text->notice_count++];

	assert(text->notice_count <= RECEIPT_NOTICES_MAX);
	PUT(part->head, words_get(text->lang, head_key));
	PUT(part->words, words);
}

static void add_notices(struct receipt_text *text, struct arena *arena,
			const struct application *a, int keep_days)
{
	enum lang lang = text->lang;
	bool years = keep_days % 365 == 0;
	char kept[16];

	snprintf(kept, sizeof(kept), "%d", years ? keep_days / 365 : keep_days);
	add_part(text, "receipt.basis", words_get(lang, "notice.ground_text"));
	add_part(text, "notice.content", words_get(lang, a->promise_count > 0 ?
		 "receipt.notice_content" : "notice.content_none"));
	add_part(text, "notice.verify", words_get(lang, "notice.verify_text"));
	add_part(text, "notice.liability", words_get(lang, "notice.liability_text"));
	add_part(text, "notice.keep", filled(arena, lang, years ?
		 "notice.keep_years" : "notice.keep_text", kept));
}

static void add_next(struct receipt_text *text, const char *words)
{
	assert(text->next_count < RECEIPT_NEXT_MAX);
	PUT(text->next[text->next_count], words);
	text->next_count++;
}

/* By the clock on the wall, because paper has no "in ten minutes". */
static const char *until(struct arena *arena, enum lang lang, const struct application *a,
			 const char *counter)
{
	struct moment m = moment_at(a->signed_at + WITHDRAW_WITHIN_S);
	const char *args[] = { NULL, counter };

	args[0] = arena_textf(arena, "%s %02d:%02d", document_date(arena, lang, m.date), m.hour,
			      m.minute);
	return document_words(arena, lang, "receipt.withdraw_until", 2, args);
}

static void fill_application(struct receipt_text *text, struct arena *arena,
			     const struct application *a, const char *counter, int keep_days)
{
	add_notices(text, arena, a, keep_days);
	if (a->method == SIGN_PAPER && !application_staff_action(a, STAFF_ACTION_WITNESSED))
		add_next(text, filled(arena, text->lang, "receipt.next_sign", counter));
	add_next(text, words_get(text->lang, "receipt.next_check"));
	if (application_awaits_certificate(a))
		add_next(text, words_get(text->lang, "receipt.next_certificate"));
	add_next(text, filled(arena, text->lang, "receipt.next_keep", counter));
	PUT(text->withdraw, until(arena, text->lang, a, counter));
	PUT(text->bring, words_get(text->lang, a->claims ? "receipt.bring_claim" :
		application_awaits_certificate(a) ? "receipt.bring_certificate" :
						    "receipt.bring_counter"));
}

static void fill_withdrawal(struct receipt_text *text)
{
	add_next(text, words_get(text->lang, "receipt.next_keep_withdrawn"));
	add_next(text, words_get(text->lang, "receipt.next_again"));
}

void receipt_text_standard(struct receipt_text *text, enum lang lang,
			   const struct application *application, const char *counter,
			   int keep_days)
{
	struct arena arena;

	arena_init(&arena, 32u << 10);
	*text = (struct receipt_text){ .lang = lang };
	if (application->withdraws[0])
		fill_withdrawal(text);
	else
		fill_application(text, &arena, application, counter, keep_days);
	PUT(text->ask[0], filled(&arena, lang, "receipt.ask_at", counter));
	text->ask_count = 1;
	arena_finish(&arena);
}
