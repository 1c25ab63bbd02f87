#include "kiosk/press_news.h"
#include "kiosk/press_sheet.h"
#include "kiosk/signing.h"

#include "base/log.h"
#include "receipt/press_link.h"
#include "store/papers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the job under way; of one that was cut short for a receipt nothing is told any more. */
static void post(struct kiosk *kiosk, enum print_news news)
{
	struct event event = kiosk_event(kiosk, kiosk->press_handout ? EVENT_HANDOUT :
								       EVENT_PRINT);

	if (kiosk->press_waits)
		return;
	event.print = news;
	kiosk_post(kiosk, &event);
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

/* ---- what is noted of each paper ---- */

/* Once: of a paper whose fate is told twice the first holds. */
static void note_fate(struct kiosk *kiosk, enum paper_fate fate)
{
	if (!kiosk->press_paper[0])
		return;
	if (store_paper_end(kiosk->store, kiosk->press_paper, kiosk->session.clock_s, fate))
		log_error("press: what became of a paper could not be noted");
	kiosk->press_paper[0] = 0;
}

/* False: it could not be noted that it is sent, and so it is not. */
static bool begin_paper(struct kiosk *kiosk, const char *receipt_no, int *ret_copy)
{
	enum err err = kiosk->store ? store_paper_begin(kiosk->store, receipt_no,
							kiosk->session.clock_s, ret_copy) :
				      ERR_GONE;

	if (err) {
		log_error("press: that a paper is sent could not be noted: %s", err_name(err));
		return false;
	}
	memcpy(kiosk->press_paper, receipt_no, sizeof(kiosk->press_paper));
	return true;
}

/* ---- jobs ---- */

/* The job is over: what waited for its end is asked for now. */
static void end_job(struct kiosk *kiosk)
{
	kiosk->press_busy = false;
	kiosk->press_handout = false;
	if (!kiosk->press_waits)
		return;
	kiosk->press_waits = false;
	press_print(kiosk, &kiosk->sealed);
}

static void break_off(struct kiosk *kiosk)
{
	note_fate(kiosk, PAPER_FATE_NONE);
	post(kiosk, NEWS_PRINT_BROKEN);
	end_job(kiosk);
}

/* The request, but for its sheets; what was asked for last is wiped with it. */
static void begin_request(struct kiosk *kiosk, struct press_request *request)
{
	memset(request, 0, sizeof(*request));
	request->size = kiosk->config.paper;
	request->verb = PRESS_PRINT;
	request->job = ++kiosk->press_job;
	kiosk->press_busy = true;
}

static void send_job(struct kiosk *kiosk, struct press_request *request)
{
	enum err err = send_request(kiosk, request);

	explicit_bzero(request, sizeof(*request));
	if (!err)
		return;
	log_error("press: a paper could not be asked for: %s", err_name(err));
	break_off(kiosk);
}

static void cancel_job(struct kiosk *kiosk)
{
	static struct press_request request;

	memset(&request, 0, sizeof(request));
	request.verb = PRESS_CANCEL;
	request.job = kiosk->press_job;
	if (send_request(kiosk, &request))
		log_warn("press: the job could not be cancelled");
}

void press_print(struct kiosk *kiosk, const struct application *application)
{
	static struct press_request request;
	int copy;

	if (kiosk->press_busy) {
		kiosk->press_waits = true;
		cancel_job(kiosk);
		return;
	}
	kiosk->press_handout = false;
	/* What was never asked for does not lie in the tray. */
	if (!application->receipt_no[0] ||
	    !begin_paper(kiosk, application->receipt_no, &copy)) {
		post(kiosk, NEWS_PRINT_BROKEN);
		return;
	}
	if (!helper_runs(kiosk->press)) {
		break_off(kiosk);
		return;
	}
	begin_request(kiosk, &request);
	request.copy = copy;
	request.application = *application;
	memcpy(request.code, kiosk->code, sizeof(request.code));
	press_sheet_fill(kiosk, &request, application->lang);
	if (lang_written(application->lang) != LANG_ZH_HANS)
		press_sheet_fill(kiosk, &request, LANG_ZH_HANS);
	send_job(kiosk, &request);
}

void press_hand_out(struct kiosk *kiosk, enum handout handout)
{
	static struct press_request request;
	bool busy = kiosk->press_busy;

	if (busy || !helper_runs(kiosk->press)) {
		struct event event = kiosk_event(kiosk, EVENT_HANDOUT);

		event.print = NEWS_PRINT_BROKEN;
		kiosk_post(kiosk, &event);
		return;
	}
	kiosk->press_handout = true;
	begin_request(kiosk, &request);
	press_handout_fill(kiosk, &request, handout);
	send_job(kiosk, &request);
}

void press_ask(struct kiosk *kiosk)
{
	static struct press_request request;

	memset(&request, 0, sizeof(request));
	request.verb = PRESS_STATUS;
	if (helper_runs(kiosk->press) && send_request(kiosk, &request))
		log_warn("press: it could not be asked for the printer's state");
}

void press_forget(struct kiosk *kiosk)
{
	kiosk->press_waits = false;
	if (!kiosk->press_busy)
		return;
	kiosk->press_busy = false;
	cancel_job(kiosk);
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

static enum paper_fate fate_of(enum print_phase phase)
{
	return phase == PRINT_DONE ? PAPER_FATE_OUT :
	       phase == PRINT_FAILED ? PAPER_FATE_NONE : PAPER_FATE_OPEN;
}

static void post_progress(struct kiosk *kiosk, const struct press_reply *reply)
{
	if (print_is_final(reply->phase))
		note_fate(kiosk, fate_of(reply->phase));
	log_info("press: %s, %s", print_phase_name(reply->phase),
		 printer_trouble_name(reply->trouble));
	post(kiosk, news_of(reply));
	if (print_is_final(reply->phase))
		end_job(kiosk);
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

/* Of the paper of this visit: what a page tells that nobody has to see. */
static void keep_read(struct kiosk *kiosk, const struct press_reply *reply)
{
	if (!kiosk->press_handout && kiosk->session.paper != PAPER_NONE &&
	    strcmp(kiosk->press_paper, kiosk->session.receipt_no) == 0)
		memcpy(kiosk->told, reply->told, sizeof(kiosk->told));
}

static void post_state(struct kiosk *kiosk, enum printer_trouble trouble)
{
	struct event event = kiosk_event(kiosk, EVENT_PRINTER);

	event.print = trouble == PRINTER_FINE ? NEWS_PRINT_OUT :
		      trouble == PRINTER_NO_PAPER ? NEWS_PRINT_PAPER_EMPTY :
		      trouble >= PRINTER_GONE ? NEWS_PRINT_BROKEN : NEWS_PRINT_STOPPED;
	kiosk_post(kiosk, &event);
}

_Static_assert(SUPPLIES_MAX == PRINTER_SUPPLIES_MAX, "what a printer says fits on the glass");

static void keep_supplies(struct kiosk *kiosk, const struct printer_supplies *told)
{
	struct machine_state *machine = &kiosk->machine;

	machine->supply_count = told->count;
	for (int i = 0; i < told->count; i++) {
		memcpy(machine->supplies[i].name, told->at[i].name,
		       sizeof(machine->supplies[i].name));
		machine->supplies[i].percent = told->at[i].percent;
		machine->supplies[i].low = told->at[i].low;
	}
}

enum err press_news(void *context, const uint8_t *data, size_t size)
{
	struct kiosk *kiosk = context;
	struct press_reply reply = { 0 };
	enum err err = press_reply_decode(data, size, &reply);

	if (err || (reply.event != PRESS_STATE && reply.job != kiosk->press_job))
		return err;
	if (reply.event == PRESS_STATE) {
		keep_supplies(kiosk, &reply.supplies);
		post_state(kiosk, reply.trouble);
	} else if (reply.event == PRESS_SIGN) {
		sign_file(kiosk, &reply);
	} else if (reply.event == PRESS_READ) {
		keep_read(kiosk, &reply);
		explicit_bzero(&reply, sizeof(reply));
	} else if (reply.event == PRESS_PROGRESS) {
		post_progress(kiosk, &reply);
	} else if (reply.event == PRESS_REFUSED) {
		log_error("press: the paper was refused: %s", err_name(reply.why));
		break_off(kiosk);
	}
	return ERR_OK;
}

void press_lost(void *context)
{
	struct kiosk *kiosk = context;

	note_fate(kiosk, PAPER_FATE_OPEN);
	if (!kiosk->press_busy)
		return;
	post(kiosk, NEWS_PRINT_UNKNOWN);
	end_job(kiosk);
}
