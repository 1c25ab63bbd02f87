/*
 * A printer on the network or the cable, by IPP straight to it: no spooler
 * keeps a copy.  The job is created first and the document sent into it, so
 * that what became of it can be asked by its number; a printer that dies in
 * between leaves PRINT_UNKNOWN, and nothing is sent again.
 */
#include "drivers/printer/printers.h"

#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cups/cups.h>

#define CONNECT_MS 2000
#define ANSWER_S 4.0
/* Silence after which a job counts as lost from sight. */
#define SILENT_MS 5000

struct ipp_printer {
	struct printer printer;
	char uri[256];
	char host[128];
	char path[128];
	int port;
	http_encryption_t encryption;
	int job;		/* 0: none */
	int64_t silent_since_ms;	/* 0: it answers */
};

/* --- one question, one answer ---------------------------------------------- */

static int give_up(http_t *http, void *user)
{
	(void)http, (void)user;
	return 0;
}

/* libcups would ask a terminal; a kiosk has nobody to answer. */
static const char *no_password(const char *prompt, http_t *http, const char *method,
			       const char *resource, void *user)
{
	(void)prompt, (void)http, (void)method, (void)resource, (void)user;
	return NULL;
}

static http_t *connect_printer(const struct ipp_printer *p)
{
	http_t *http = httpConnect2(p->host, p->port, NULL, AF_UNSPEC, p->encryption, 1,
				    CONNECT_MS, NULL);

	if (http)
		httpSetTimeout(http, ANSWER_S, give_up, NULL);
	return http;
}

static ipp_t *new_request(const struct ipp_printer *p, ipp_op_t operation)
{
	ipp_t *request = ippNewRequest(operation);

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, p->uri);
	/* Jobs belong to the kiosk, never to a person. */
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
		     "kiosk");
	return request;
}

static ipp_t *new_job_request(const struct ipp_printer *p, ipp_op_t operation)
{
	ipp_t *request = new_request(p, operation);

	ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", p->job);
	return request;
}

static bool answered_ok(ipp_t *answer)
{
	return answer && ippGetStatusCode(answer) < IPP_STATUS_ERROR_BAD_REQUEST;
}

/* The answer, which the caller frees, or NULL when none came.  Takes the request. */
static ipp_t *ask(const struct ipp_printer *p, ipp_t *request)
{
	http_t *http = connect_printer(p);
	ipp_t *answer;

	if (!http) {
		ippDelete(request);
		return NULL;
	}
	answer = cupsDoRequest(http, request, p->path);
	httpClose(http);
	return answer;
}

/* --- what stands in the way ------------------------------------------------- */

/* Keywords may end in -report, -warning or -error (RFC 8011 5.4.12): prefixes count. */
static enum printer_trouble trouble_of(const char *reason)
{
	static const struct {
		const char *prefix;
		enum printer_trouble trouble;
	} known[] = {
		{ "media-empty", PRINTER_NO_PAPER },
		{ "media-needed", PRINTER_NO_PAPER },
		{ "cover-open", PRINTER_COVER_OPEN },
		{ "door-open", PRINTER_COVER_OPEN },
		{ "interlock-open", PRINTER_COVER_OPEN },
		{ "media-jam", PRINTER_JAM },
		{ "toner-empty", PRINTER_NO_INK },
		{ "marker-supply-empty", PRINTER_NO_INK },
		{ "paused", PRINTER_STOPPED },
		{ "shutdown", PRINTER_STOPPED },
		{ "stopped", PRINTER_STOPPED },
		{ "offline", PRINTER_STOPPED },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strncmp(reason, known[i].prefix, strlen(known[i].prefix)) == 0)
			return known[i].trouble;
	}
	return PRINTER_FINE;
}

static enum printer_trouble trouble_in(ipp_t *answer)
{
	ipp_attribute_t *reasons = ippFindAttribute(answer, "printer-state-reasons",
						    IPP_TAG_KEYWORD);
	ipp_attribute_t *state = ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM);

	for (int i = 0; reasons && i < ippGetCount(reasons); i++) {
		enum printer_trouble trouble = trouble_of(ippGetString(reasons, i, NULL));

		if (trouble != PRINTER_FINE)
			return trouble;
	}
	if (state && ippGetInteger(state, 0) == IPP_PSTATE_STOPPED)
		return PRINTER_STOPPED;
	return PRINTER_FINE;
}

static bool takes_pdf(ipp_t *answer)
{
	ipp_attribute_t *formats = ippFindAttribute(answer, "document-format-supported",
						    IPP_TAG_MIMETYPE);

	return formats && ippContainsString(formats, "application/pdf");
}

static enum printer_trouble ipp_probe(struct printer *printer)
{
	static const char *const wanted[] = { "printer-state", "printer-state-reasons",
					      "document-format-supported" };
	struct ipp_printer *p = (struct ipp_printer *)printer;
	ipp_t *request = new_request(p, IPP_OP_GET_PRINTER_ATTRIBUTES), *answer;
	enum printer_trouble trouble = PRINTER_GONE;

	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 3,
		      NULL, wanted);
	answer = ask(p, request);
	if (answered_ok(answer)) {
		trouble = trouble_in(answer);
		if (!takes_pdf(answer)) {
			log_error("the printer does not take PDF");
			trouble = PRINTER_STOPPED;
		}
	}
	ippDelete(answer);
	return trouble;
}

/* --- one job ----------------------------------------------------------------- */

static void add_display_settings(ipp_t *request)
{
	ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, "iso_a4_210x297mm");
	ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, "one-sided");
	/* The signature is printed at its true size. */
	ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
}

/* The job's number, or 0. */
static int create_job(struct ipp_printer *p, const char *receipt_no)
{
	ipp_t *request = new_request(p, IPP_OP_CREATE_JOB), *answer;
	ipp_attribute_t *id;
	int job = 0;

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, receipt_no);
	add_display_settings(request);
	answer = ask(p, request);
	id = answered_ok(answer) ? ippFindAttribute(answer, "job-id", IPP_TAG_INTEGER) : NULL;
	if (id)
		job = ippGetInteger(id, 0);
	ippDelete(answer);
	return job;
}

static ipp_t *document_request(const struct ipp_printer *p)
{
	ipp_t *request = new_job_request(p, IPP_OP_SEND_DOCUMENT);

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
		     "application/pdf");
	ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
	return request;
}

/* Once a byte may have left, only an answer tells whether the document arrived. */
static enum err send_document(const struct ipp_printer *p, http_t *http,
			      const void *pdf, size_t size)
{
	ipp_t *request = document_request(p), *answer;
	size_t whole = ippLength(request) + size;
	http_status_t status = cupsSendRequest(http, request, p->path, whole);
	enum err err = ERR_IO;

	ippDelete(request);
	if (status == HTTP_STATUS_CONTINUE)
		status = cupsWriteRequestData(http, pdf, size);
	if (status != HTTP_STATUS_CONTINUE && status != HTTP_STATUS_OK)
		return ERR_IO;
	answer = cupsGetResponse(http, p->path);
	if (answer)
		err = answered_ok(answer) ? ERR_OK : ERR_GONE;
	ippDelete(answer);
	return err;
}

static enum err ipp_submit(struct printer *printer, const char *receipt_no,
			   const void *pdf, size_t size)
{
	struct ipp_printer *p = (struct ipp_printer *)printer;
	http_t *http;
	enum err err;

	p->silent_since_ms = 0;
	p->job = create_job(p, receipt_no);
	if (p->job == 0)
		return ERR_GONE;
	http = connect_printer(p);
	if (!http)
		return ERR_GONE;
	err = send_document(p, http, pdf, size);
	httpClose(http);
	return err;
}

/* What the printer says of the job; PRINT_UNKNOWN where it knows none of that number. */
static enum print_phase phase_in(ipp_t *answer)
{
	ipp_attribute_t *state = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
	ipp_attribute_t *reasons = ippFindAttribute(answer, "job-state-reasons", IPP_TAG_KEYWORD);

	if (!answered_ok(answer) || !state)
		return PRINT_UNKNOWN;
	switch (ippGetInteger(state, 0)) {
	case IPP_JSTATE_COMPLETED:
		if (reasons && ippContainsString(reasons, "job-completed-with-errors"))
			return PRINT_FAILED;
		return PRINT_DONE;
	case IPP_JSTATE_ABORTED:
	case IPP_JSTATE_CANCELED:
		return PRINT_FAILED;
	case IPP_JSTATE_PROCESSING:
	case IPP_JSTATE_STOPPED:
		return PRINT_RUNNING;
	default:
		return PRINT_WAITING;
	}
}

static struct printer_progress silent(struct ipp_printer *p)
{
	int64_t now = printer_now_ms();

	if (p->silent_since_ms == 0)
		p->silent_since_ms = now;
	return (struct printer_progress){
		now - p->silent_since_ms < SILENT_MS ? PRINT_WAITING : PRINT_UNKNOWN,
		PRINTER_GONE,
	};
}

static struct printer_progress ipp_poll(struct printer *printer)
{
	static const char *const wanted[] = { "job-state", "job-state-reasons" };
	struct ipp_printer *p = (struct ipp_printer *)printer;
	ipp_t *request = new_job_request(p, IPP_OP_GET_JOB_ATTRIBUTES), *answer;
	struct printer_progress progress;

	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2,
		      NULL, wanted);
	answer = ask(p, request);
	if (!answer)
		return silent(p);
	p->silent_since_ms = 0;
	progress.phase = phase_in(answer);
	ippDelete(answer);
	progress.trouble = progress.phase == PRINT_DONE ? PRINTER_FINE : ipp_probe(printer);
	return progress;
}

static void ipp_cancel(struct printer *printer)
{
	struct ipp_printer *p = (struct ipp_printer *)printer;

	if (p->job != 0)
		ippDelete(ask(p, new_job_request(p, IPP_OP_CANCEL_JOB)));
}

static void ipp_destroy(struct printer *printer)
{
	free(printer);
}

struct printer *ipp_printer_create(const char *uri)
{
	static const struct printer_ops ops = {
		.name = "ipp",
		.probe = ipp_probe,
		.submit = ipp_submit,
		.poll = ipp_poll,
		.cancel = ipp_cancel,
		.destroy = ipp_destroy,
	};
	struct ipp_printer *p = calloc(1, sizeof(*p));
	char scheme[16], user[64];

	if (!p)
		abort();
	p->printer.ops = &ops;
	cupsSetPasswordCB2(no_password, NULL);
	snprintf(p->uri, sizeof(p->uri), "%s", uri);
	httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof(scheme), user, sizeof(user),
			p->host, sizeof(p->host), &p->port, p->path, sizeof(p->path));
	p->encryption = strcmp(scheme, "ipps") == 0 ? HTTP_ENCRYPTION_ALWAYS :
						      HTTP_ENCRYPTION_IF_REQUESTED;
	return &p->printer;
}
