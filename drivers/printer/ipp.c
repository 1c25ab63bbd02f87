/*
 * A printer on the network or the cable, by IPP straight to it: no spooler
 * keeps a copy.  The job is created first and the document sent into it, so
 * that what became of it can be asked by its number; a printer that dies in
 * between leaves PRINT_UNKNOWN, and nothing is sent again that may have arrived.
 *
 * Nothing here waits for the printer but a probe and a cancel: each question is
 * a process with a time of its own, and a poll looks whether it has come back.
 */
#include "drivers/printer/ipp_ask.h"
#include "drivers/printer/printers.h"
#include "drivers/printer/question.h"

#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A question of a few hundred bytes, to a device in the same room. */
#define IPP_ANSWER_MS 4000
/* 300 KB of document, into a printer that wakes up first. */
#define SEND_MS 20000
/* The visit is over, and whoever comes next waits for the press. */
#define CANCEL_MS 1000
/*
 * A printer that is busy is asked again, until a visitor who stands there is
 * told that nothing came (session/timeouts.c gives up after 60 s).
 */
#define BUSY_AGAIN_MS 1000
#define BUSY_WITHIN_MS 45000
/* Behind a socket of this machine a printer is asked as if it were this machine's own. */
#define LOCAL_PATH "/ipp/print"
#define LOCAL_URI "ipp://localhost" LOCAL_PATH
/* Silence after which a job counts as lost from sight. */
#define SILENT_MS 5000

enum ipp_stage {
	STAGE_CREATE,	/* the printer has nothing */
	STAGE_SEND,	/* it has a number, and is to get the document */
	STAGE_WATCH,	/* it has taken the document */
	STAGE_OVER,	/* told is final; also before the first job */
};

struct ipp_printer {
	struct printer printer;
	struct ipp_address address;
	struct question question;	/* of the job under way */
	struct question probe;
	struct printer_supplies supplies;	/* as the last probe heard of them */
	enum ipp_stage stage;
	struct printer_progress told;
	char receipt_no[64];
	void *pdf;		/* until the printer has it or will not get it */
	size_t size;
	int job;
	bool cancelled;
	int64_t submitted_ms;
	int64_t ask_at_ms;		/* not before: it was busy */
	int64_t silent_since_ms;	/* 0: it answers */
};

static struct ipp_errand errand_of(const struct ipp_printer *p)
{
	return (struct ipp_errand){ &p->address, p->receipt_no, p->job, p->pdf, p->size,
				     p->printer.media };
}

/* --- what stands in the way ------------------------------------------------- */

static enum printer_trouble ipp_probe(struct printer *printer)
{
	struct ipp_printer *p = (struct ipp_printer *)printer;
	struct ipp_errand errand = errand_of(p);
	struct ipp_answer answer;

	question_put(&p->probe, ipp_ask_state, &errand, sizeof(answer), IPP_ANSWER_MS);
	if (question_look(&p->probe, IPP_ANSWER_MS, &answer) != QUESTION_ANSWERED) {
		question_drop(&p->probe);
		return PRINTER_GONE;
	}
	p->supplies = answer.supplies;
	if (answer.trouble != PRINTER_GONE && !answer.takes_pdf)
		log_error("the printer does not take PDF");
	return answer.trouble;
}

/* --- one job ----------------------------------------------------------------- */

/* A receipt is personal: it stays here no longer than it is needed. */
static void forget_pdf(struct ipp_printer *p)
{
	if (p->pdf)
		explicit_bzero(p->pdf, p->size);
	free(p->pdf);
	p->pdf = NULL;
}

static void end_job(struct ipp_printer *p, enum print_phase phase, enum printer_trouble trouble)
{
	forget_pdf(p);
	question_drop(&p->question);
	p->stage = STAGE_OVER;
	p->told = (struct printer_progress){ phase, trouble };
}

/* What the job wants next of the printer. */
static void put_next(struct ipp_printer *p)
{
	static question_fn *const asks[] = {
		[STAGE_CREATE] = ipp_ask_create,
		[STAGE_SEND] = ipp_ask_send,
		[STAGE_WATCH] = ipp_ask_job,
	};
	struct ipp_errand errand = errand_of(p);

	question_put(&p->question, asks[p->stage], &errand, sizeof(struct ipp_answer),
		     p->stage == STAGE_SEND ? SEND_MS : IPP_ANSWER_MS);
}

static enum err ipp_submit(struct printer *printer, const char *receipt_no,
			   const void *pdf, size_t size)
{
	struct ipp_printer *p = (struct ipp_printer *)printer;

	end_job(p, PRINT_FAILED, PRINTER_FINE);
	p->pdf = malloc(size);
	if (!p->pdf)
		abort();
	memcpy(p->pdf, pdf, size);
	p->size = size;
	snprintf(p->receipt_no, sizeof(p->receipt_no), "%s", receipt_no);
	p->job = 0;
	p->cancelled = false;
	p->submitted_ms = printer_now_ms();
	p->ask_at_ms = p->silent_since_ms = 0;
	p->stage = STAGE_CREATE;
	p->told = (struct printer_progress){ PRINT_WAITING, PRINTER_FINE };
	put_next(p);
	return ERR_OK;
}

static bool ipp_cancel_now(struct ipp_printer *p)
{
	struct ipp_errand errand = errand_of(p);
	struct ipp_answer answer;
	bool answered;

	question_drop(&p->question);
	question_put(&p->question, ipp_ask_cancel, &errand, sizeof(answer), CANCEL_MS);
	answered = question_look(&p->question, CANCEL_MS, &answer) == QUESTION_ANSWERED;
	question_drop(&p->question);
	return answered;
}

static bool is_busy(ipp_status_t status)
{
	return status == IPP_STATUS_ERROR_BUSY || status == IPP_STATUS_ERROR_TEMPORARY ||
	       status == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE;
}

static bool is_error(ipp_status_t status)
{
	return status >= IPP_STATUS_ERROR_BAD_REQUEST;
}

/* The printer has refused, in so many words: nothing of the document is with it. */
static void refused(struct ipp_printer *p, ipp_status_t status)
{
	int64_t now = printer_now_ms();

	if (is_busy(status) && now - p->submitted_ms < BUSY_WITHIN_MS) {
		p->ask_at_ms = now + BUSY_AGAIN_MS;
		return;
	}
	log_error("the printer refuses the job: %s", ippErrorString(status));
	if (p->job != 0)
		ipp_cancel_now(p);
	end_job(p, PRINT_FAILED,
		status == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE ? PRINTER_GONE : PRINTER_STOPPED);
}

static void created(struct ipp_printer *p, const struct ipp_answer *answer)
{
	if (!answer) {		/* a job without its document prints nothing */
		end_job(p, PRINT_FAILED, PRINTER_GONE);
	} else if (is_error(answer->status) || answer->job == 0) {
		refused(p, answer->status);
	} else {
		p->job = answer->job;
		p->stage = STAGE_SEND;
	}
}

/* Once a byte may have left, only an answer tells whether the document arrived. */
static void sent(struct ipp_printer *p, const struct ipp_answer *answer)
{
	if (!answer) {
		end_job(p, PRINT_UNKNOWN, PRINTER_GONE);
	} else if (is_error(answer->status)) {
		refused(p, answer->status);
	} else {
		forget_pdf(p);
		p->stage = STAGE_WATCH;
	}
}

static void silent(struct ipp_printer *p)
{
	int64_t now = printer_now_ms();

	if (p->silent_since_ms == 0)
		p->silent_since_ms = now;
	if (now - p->silent_since_ms >= SILENT_MS)
		end_job(p, PRINT_UNKNOWN, PRINTER_GONE);
	else
		p->told.trouble = PRINTER_GONE;
}

/* A printer that knows no such job has forgotten it: whether it came out, it does not say. */
static void watched(struct ipp_printer *p, const struct ipp_answer *answer)
{
	if (!answer || is_busy(answer->status)) {
		silent(p);
		return;
	}
	p->silent_since_ms = 0;
	p->told = (struct printer_progress){
		is_error(answer->status) ? PRINT_UNKNOWN : answer->phase, answer->trouble };
	if (print_is_final(p->told.phase))
		end_job(p, p->told.phase, p->told.trouble);
}

static void take_answer(struct ipp_printer *p)
{
	struct ipp_answer answer;
	enum question_state state = question_look(&p->question, 0, &answer);
	const struct ipp_answer *said = state == QUESTION_ANSWERED ? &answer : NULL;

	if (state == QUESTION_OPEN)
		return;
	if (p->stage == STAGE_CREATE)
		created(p, said);
	else if (p->stage == STAGE_SEND)
		sent(p, said);
	else
		watched(p, said);
}

static struct printer_progress ipp_poll(struct printer *printer)
{
	struct ipp_printer *p = (struct ipp_printer *)printer;

	if (question_is_open(&p->question))
		take_answer(p);
	if (p->stage != STAGE_OVER && !question_is_open(&p->question) &&
	    printer_now_ms() >= p->ask_at_ms)
		put_next(p);
	return p->told;
}

/* What the printer has is taken back by its number; then it is asked what became of it. */
static void ipp_cancel(struct printer *printer)
{
	struct ipp_printer *p = (struct ipp_printer *)printer;
	bool sending = p->stage == STAGE_SEND && question_is_open(&p->question);

	if (p->stage == STAGE_OVER || p->cancelled)
		return;
	p->cancelled = p->job == 0 || ipp_cancel_now(p);
	if (p->stage == STAGE_WATCH)
		return;
	if (sending)
		p->stage = STAGE_WATCH;
	else
		end_job(p, PRINT_FAILED, p->told.trouble);
	forget_pdf(p);
}

static void ipp_tell_supplies(const struct printer *printer,
			      struct printer_supplies *ret_supplies)
{
	*ret_supplies = ((const struct ipp_printer *)printer)->supplies;
}

static void ipp_destroy(struct printer *printer)
{
	end_job((struct ipp_printer *)printer, PRINT_UNKNOWN, PRINTER_GONE);
	free(printer);
}

int ipp_printer_port(const char *uri)
{
	char scheme[16], user[64], host[256], path[256];
	int port = 0;

	if (strncmp(uri, "unix:", 5) == 0)
		return 0;
	httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof(scheme), user, sizeof(user),
			host, sizeof(host), &port, path, sizeof(path));
	return port;
}

struct printer *ipp_printer_create(const char *uri)
{
	static const struct printer_ops ops = {
		.name = "ipp",
		.probe = ipp_probe,
		.submit = ipp_submit,
		.poll = ipp_poll,
		.cancel = ipp_cancel,
		.supplies = ipp_tell_supplies,
		.destroy = ipp_destroy,
	};
	struct ipp_printer *p = calloc(1, sizeof(*p));
	struct ipp_address *at;
	char scheme[16], user[64];

	if (!p)
		abort();
	p->printer.ops = &ops;
	p->stage = STAGE_OVER;
	p->told = (struct printer_progress){ PRINT_FAILED, PRINTER_FINE };
	at = &p->address;
	if (strncmp(uri, "unix:", 5) == 0) {
		snprintf(at->uri, sizeof(at->uri), "%s", LOCAL_URI);
		snprintf(at->host, sizeof(at->host), "%s", uri + 5);
		snprintf(at->path, sizeof(at->path), "%s", LOCAL_PATH);
		at->encryption = HTTP_ENCRYPTION_IF_REQUESTED;
		return &p->printer;
	}
	snprintf(at->uri, sizeof(at->uri), "%s", uri);
	httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof(scheme), user, sizeof(user),
			at->host, sizeof(at->host), &at->port, at->path, sizeof(at->path));
	at->encryption = strcmp(scheme, "ipps") == 0 ? HTTP_ENCRYPTION_ALWAYS :
						       HTTP_ENCRYPTION_IF_REQUESTED;
	return &p->printer;
}
