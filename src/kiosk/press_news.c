#include "kiosk/press_news.h"
#include "kiosk/signing.h"

#include "base/log.h"
#include "base/text.h"
#include "receipt/press_link.h"
#include "receipt/standard.h"
#include "screens/screens.h"
#include "session/derive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void post(struct kiosk *kiosk, enum print_news news)
{
	struct event event = kiosk_event(kiosk, EVENT_PRINT);

	event.print = news;
	kiosk_post(kiosk, &event);
}

static bool has_rule(const struct receipt_text *sheet, const char *id)
{
	for (int i = 0; i < sheet->rule_count; i++) {
		if (strcmp(sheet->rules[i].id, id) == 0)
			return true;
	}
	return false;
}

/* Rules are cited by document, section and id, in the pack's plain words. */
static void add_rule(const struct pack *pack, struct receipt_text *sheet, const char *id)
{
	int index = pack_rule_find(pack, id);
	const struct pack_rule *rule = index < 0 ? NULL : pack_rule(pack, index);
	struct receipt_rule *at = &sheet->rules[sheet->rule_count];

	if (!rule || has_rule(sheet, id) || sheet->rule_count == RECEIPT_RULES_MAX)
		return;
	if (text_copy(at->id, sizeof(at->id), id) ||
	    text_copy(at->section, sizeof(at->section),
		      screen_section(sheet->lang, rule->section)) ||
	    text_copy(at->words, sizeof(at->words), rule->words.in[sheet->lang]))
		log_error("receipt: rule %s does not fit a line", id);
	else
		sheet->rule_count++;
}

/* A name that does not fit stays empty: then the sheet says what the application says. */
static void put_place(const struct kiosk *kiosk, struct receipt_text *sheet)
{
	if (text_copy(sheet->hall, sizeof(sheet->hall), kiosk->world.hall.in[sheet->lang]) ||
	    text_copy(sheet->terminal, sizeof(sheet->terminal),
		      kiosk->world.terminal.in[sheet->lang]))
		sheet->hall[0] = sheet->terminal[0] = 0;
}

static void put_benefit(const struct pack *pack, enum lang lang,
			const struct application_item *item, char *out, size_t cap)
{
	int benefit = pack_benefit_find(pack, item->benefit);

	if (benefit >= 0 && text_copy(out, cap, pack_benefit(pack, benefit)->title.in[lang]))
		log_error("receipt: the title of %s does not fit", item->benefit);
}

/* What the amount rose by and what was warned of, in the words of the pack. */
static void put_grounds(const struct kiosk *kiosk, const struct application *application,
			struct receipt_text *sheet)
{
	for (int i = 0; i < application->item_count; i++) {
		const struct application_item *item = &application->items[i];
		const struct pack_text *uplift = pack_uplift_words(kiosk->pack, item->uplift);
		const struct pack_caution *caution =
			pack_caution_find(kiosk->pack, item->caution);

		if (uplift && text_copy(sheet->uplifts[i], sizeof(sheet->uplifts[i]),
					uplift->in[sheet->lang]))
			sheet->uplifts[i][0] = 0;
		if (caution && text_copy(sheet->cautions[i], sizeof(sheet->cautions[i]),
					 caution->words.in[sheet->lang]))
			sheet->cautions[i][0] = 0;
	}
}

/* A promise of a fact stands in the pack, one of the form in the catalogue. */
static const char *promise_words(const struct pack *pack, enum lang lang,
				 const struct promise *promise)
{
	int index = pack_fact_find(pack, promise->fact_id);
	const struct pack_fact *fact = index < 0 ? NULL : pack_fact(pack, index);

	if (!fact)
		return words_get(lang, promise->fact_id);
	return derive_says_no(fact, promise->number) ? fact->promise_false.in[lang] :
						       fact->promise_true.in[lang];
}

/* An application holds simplified Chinese and English; what other sheets say is looked up. */
static void put_own_words(const struct kiosk *kiosk, const struct application *application,
			  struct receipt_text *sheet)
{
	if (sheet->lang != LANG_ZH_HANT)
		return;
	for (int i = 0; i < application->item_count; i++)
		put_benefit(kiosk->pack, sheet->lang, &application->items[i], sheet->benefits[i],
			    sizeof(sheet->benefits[i]));
	for (int i = 0; i < application->promise_count; i++) {
		const char *words = promise_words(kiosk->pack, sheet->lang,
						  &application->promises[i]);

		if (text_copy(sheet->promises[i], sizeof(sheet->promises[i]), words))
			sheet->promises[i][0] = 0;
	}
}

static void fill_sheet(const struct kiosk *kiosk, struct press_request *request, enum lang lang)
{
	struct receipt_text *sheet = &request->sheets[request->sheet_count++];
	const struct application *application = &request->application;

	receipt_text_standard(sheet, lang, application, kiosk->world.counter.in[lang],
			      kiosk->world.keep_days);
	put_place(kiosk, sheet);
	put_own_words(kiosk, application, sheet);
	put_grounds(kiosk, application, sheet);
	for (int i = 0; i < application->item_count; i++) {
		for (int k = 0; k < application->items[i].rule_count; k++)
			add_rule(kiosk->pack, sheet, application->items[i].rules[k]);
	}
}

/* ERR_OK: it is on its way, or press_lost has answered for it. */
static enum err send_request(struct kiosk *kiosk, const struct press_request *request)
{
	uint8_t *message = malloc(PRESS_REQUEST_MAX);
	size_t size = 0;
	enum err err;

	if (!message)
		return ERR_IO;
	err = press_request_encode(request, message, PRESS_REQUEST_MAX, &size);
	if (!err)
		helper_send(kiosk->press, message, size);
	explicit_bzero(message, PRESS_REQUEST_MAX);
	free(message);
	return err;
}

void press_print(struct kiosk *kiosk, const struct application *application)
{
	static struct press_request request;
	enum err err;

	/* What was never asked for does not lie in the tray. */
	if (!application->receipt_no[0] || !helper_runs(kiosk->press)) {
		post(kiosk, NEWS_PRINT_BROKEN);
		return;
	}
	memset(&request, 0, sizeof(request));
	request.verb = PRESS_PRINT;
	request.job = ++kiosk->press_job;
	request.application = *application;
	signing_code(kiosk, application, request.code);
	fill_sheet(kiosk, &request, application->lang);
	if (lang_written(application->lang) != LANG_ZH_HANS)
		fill_sheet(kiosk, &request, LANG_ZH_HANS);
	kiosk->press_busy = true;
	err = send_request(kiosk, &request);
	explicit_bzero(&request, sizeof(request));
	if (err) {
		log_error("press: the receipt could not be asked for: %s", err_name(err));
		kiosk->press_busy = false;
		post(kiosk, NEWS_PRINT_BROKEN);
	}
}

void press_forget(struct kiosk *kiosk)
{
	static struct press_request request;

	if (!kiosk->press_busy)
		return;
	memset(&request, 0, sizeof(request));
	request.verb = PRESS_CANCEL;
	request.job = kiosk->press_job;
	kiosk->press_busy = false;
	if (send_request(kiosk, &request))
		log_warn("press: the job could not be cancelled");
}

/* How a job ended says the phase; what it waits for, the trouble. */
static enum print_news news_of(const struct press_reply *reply)
{
	static const enum print_news phases[PRINT_PHASE_COUNT] = {
		[PRINT_WAITING] = NEWS_PRINT_WAITING,
		[PRINT_RUNNING] = NEWS_PRINT_STARTED,
		[PRINT_DONE] = NEWS_PRINT_OUT,
		[PRINT_FAILED] = NEWS_PRINT_BROKEN,
		[PRINT_UNKNOWN] = NEWS_PRINT_UNKNOWN,
	};

	if (print_is_final(reply->phase) || reply->trouble == PRINTER_FINE)
		return phases[reply->phase];
	return reply->trouble == PRINTER_NO_PAPER ? NEWS_PRINT_PAPER_EMPTY : NEWS_PRINT_STOPPED;
}

static void post_progress(struct kiosk *kiosk, const struct press_reply *reply)
{
	log_info("press: %s, %s", print_phase_name(reply->phase),
		 printer_trouble_name(reply->trouble));
	if (print_is_final(reply->phase))
		kiosk->press_busy = false;
	post(kiosk, news_of(reply));
}

static void sign_file(struct kiosk *kiosk, const struct press_reply *reply)
{
	static struct press_request request;

	memset(&request, 0, sizeof(request));
	request.verb = PRESS_SIGNED;
	request.job = reply->job;
	request.cms_size = (uint16_t)signing_file(kiosk, reply->digest, request.cms);
	if (send_request(kiosk, &request))
		log_warn("press: the signature could not be handed over");
}

enum err press_news(void *context, const uint8_t *data, size_t size)
{
	struct kiosk *kiosk = context;
	struct press_reply reply = { 0 };
	enum err err = press_reply_decode(data, size, &reply);

	if (err || (reply.event != PRESS_STATE && reply.job != kiosk->press_job))
		return err;
	if (reply.event == PRESS_SIGN) {
		sign_file(kiosk, &reply);
	} else if (reply.event == PRESS_PROGRESS) {
		post_progress(kiosk, &reply);
	} else if (reply.event == PRESS_REFUSED) {
		log_error("press: the receipt was refused: %s", err_name(reply.why));
		kiosk->press_busy = false;
		post(kiosk, NEWS_PRINT_BROKEN);
	}
	return ERR_OK;
}

void press_lost(void *context)
{
	struct kiosk *kiosk = context;

	if (!kiosk->press_busy)
		return;
	kiosk->press_busy = false;
	post(kiosk, NEWS_PRINT_UNKNOWN);
}
