#include "drivers/printer/ipp_ask.h"
#include "drivers/printer/ipp_supplies.h"

#include <stdlib.h>
#include <string.h>

/* Of a printer in the same room; the question's own time ends what this does not. */
#define CONNECT_MS 2000

/* libcups would ask a terminal; a kiosk has nobody to answer. */
static const char *no_password(const char *prompt, http_t *http, const char *method,
			       const char *resource, void *user)
{
	(void)prompt, (void)http, (void)method, (void)resource, (void)user;
	return NULL;
}

/* A name server that is away may take its second, and no more. */
static http_t *connect_printer(const struct ipp_address *at)
{
	setenv("RES_OPTIONS", "timeout:1 attempts:1", 1);
	cupsSetPasswordCB2(no_password, NULL);
	return httpConnect2(at->host, at->port, NULL, AF_UNSPEC, at->encryption, 1, CONNECT_MS,
			    NULL);
}

static ipp_t *new_request(const struct ipp_errand *e, ipp_op_t operation)
{
	ipp_t *request = ippNewRequest(operation);

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, e->at->uri);
	/* Jobs belong to the kiosk, never to a person. */
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
		     "kiosk");
	return request;
}

static ipp_t *new_job_request(const struct ipp_errand *e, ipp_op_t operation)
{
	ipp_t *request = new_request(e, operation);

	ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", e->job);
	return request;
}

static bool is_ok(ipp_t *answer)
{
	return answer && ippGetStatusCode(answer) < IPP_STATUS_ERROR_BAD_REQUEST;
}

/* The answer, which the caller frees, or NULL when none came.  Takes the request. */
static ipp_t *ask(const struct ipp_errand *e, ipp_t *request)
{
	http_t *http = connect_printer(e->at);
	ipp_t *answer;

	if (!http) {
		ippDelete(request);
		return NULL;
	}
	answer = cupsDoRequest(http, request, e->at->path);
	httpClose(http);
	return answer;
}

/* Its status into *ret, and the answer freed; false when none came. */
static bool close_answer(ipp_t *answer, struct ipp_answer *ret)
{
	if (!answer)
		return false;
	ret->status = ippGetStatusCode(answer);
	ippDelete(answer);
	return true;
}

/* --- what stands in the way ------------------------------------------------- */

static bool ends_in(const char *word, size_t len, const char *suffix, size_t *ret_len)
{
	size_t n = strlen(suffix);

	if (len <= n || strncmp(word + len - n, suffix, n) != 0)
		return false;
	*ret_len = len - n;
	return true;
}

/*
 * A word may end in its severity (RFC 8011 5.4.12): only -error stops a printer,
 * and a word without one counts as such.  One tray of several that is empty is a
 * -warning or a -report, and the job comes out of another; where the printer or
 * the job has stopped all the same, it is the best word there is.
 */
enum printer_trouble ipp_trouble_of(const char *reason, bool stopped)
{
	static const struct {
		const char *word;
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
	size_t len = strlen(reason);

	if ((ends_in(reason, len, "-warning", &len) || ends_in(reason, len, "-report", &len)) &&
	    !stopped)
		return PRINTER_FINE;
	ends_in(reason, len, "-error", &len);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i].word) == len && strncmp(reason, known[i].word, len) == 0)
			return known[i].trouble;
	}
	return PRINTER_FINE;
}

static enum printer_trouble first_trouble(ipp_attribute_t *reasons, bool stopped)
{
	for (int i = 0; reasons && i < ippGetCount(reasons); i++) {
		const char *reason = ippGetString(reasons, i, NULL);
		enum printer_trouble trouble = ipp_trouble_of(reason, stopped);

		if (trouble != PRINTER_FINE)
			return trouble;
	}
	return stopped ? PRINTER_STOPPED : PRINTER_FINE;
}

static bool is_state(ipp_t *answer, const char *name, int value)
{
	ipp_attribute_t *state = ippFindAttribute(answer, name, IPP_TAG_ENUM);

	return state && ippGetInteger(state, 0) == value;
}

static enum printer_trouble trouble_in(ipp_t *answer, bool job_stopped)
{
	ipp_attribute_t *reasons = ippFindAttribute(answer, "printer-state-reasons",
						    IPP_TAG_KEYWORD);
	enum printer_trouble trouble = first_trouble(reasons, false);

	if (trouble != PRINTER_FINE)
		return trouble;
	return first_trouble(reasons, job_stopped || is_state(answer, "printer-state",
							      IPP_PSTATE_STOPPED));
}

static bool takes_pdf(ipp_t *answer)
{
	ipp_attribute_t *formats = ippFindAttribute(answer, "document-format-supported",
						    IPP_TAG_MIMETYPE);

	return formats && ippContainsString(formats, "application/pdf");
}

static bool ask_state(const struct ipp_errand *e, bool job_stopped, struct ipp_answer *ret)
{
	static const char *const wanted[] = { "printer-state", "printer-state-reasons",
					      "document-format-supported", "marker-names",
					      "marker-levels", "marker-low-levels",
					      "printer-supply" };
	ipp_t *request = new_request(e, IPP_OP_GET_PRINTER_ATTRIBUTES), *said;

	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
		      sizeof(wanted) / sizeof(wanted[0]), NULL, wanted);
	said = ask(e, request);
	ret->trouble = PRINTER_GONE;
	if (is_ok(said)) {
		ret->takes_pdf = takes_pdf(said);
		ret->trouble = ret->takes_pdf ? trouble_in(said, job_stopped) : PRINTER_STOPPED;
		ipp_supplies(said, &ret->supplies);
	}
	return close_answer(said, ret);
}

bool ipp_ask_state(const void *errand, void *answer)
{
	return ask_state(errand, false, answer);
}

/* --- one job ----------------------------------------------------------------- */

static void add_display_settings(ipp_t *request, const char *media)
{
	if (media)
		ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, media);
	ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, "one-sided");
	/* The signature is printed at its true size. */
	ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
}

bool ipp_ask_create(const void *errand, void *answer)
{
	const struct ipp_errand *e = errand;
	struct ipp_answer *ret = answer;
	ipp_t *request = new_request(e, IPP_OP_CREATE_JOB), *said;
	ipp_attribute_t *id;

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, e->receipt_no);
	add_display_settings(request, e->media);
	said = ask(e, request);
	id = is_ok(said) ? ippFindAttribute(said, "job-id", IPP_TAG_INTEGER) : NULL;
	if (id)
		ret->job = ippGetInteger(id, 0);
	return close_answer(said, ret);
}

static ipp_t *document_request(const struct ipp_errand *e)
{
	ipp_t *request = new_job_request(e, IPP_OP_SEND_DOCUMENT);

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
		     "application/pdf");
	ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
	return request;
}

static ipp_t *send_document(const struct ipp_errand *e, http_t *http)
{
	ipp_t *request = document_request(e);
	size_t whole = ippLength(request) + e->size;
	http_status_t status = cupsSendRequest(http, request, e->at->path, whole);

	ippDelete(request);
	if (status == HTTP_STATUS_CONTINUE)
		status = cupsWriteRequestData(http, e->pdf, e->size);
	if (status != HTTP_STATUS_CONTINUE && status != HTTP_STATUS_OK)
		return NULL;
	return cupsGetResponse(http, e->at->path);
}

/* No connection: surely nothing was sent, which is an answer too. */
bool ipp_ask_send(const void *errand, void *answer)
{
	const struct ipp_errand *e = errand;
	struct ipp_answer *ret = answer;
	http_t *http = connect_printer(e->at);
	ipp_t *said;

	if (!http) {
		ret->status = IPP_STATUS_ERROR_SERVICE_UNAVAILABLE;
		return true;
	}
	said = send_document(e, http);
	httpClose(http);
	return close_answer(said, ret);
}

/* What the printer says of the job; PRINT_UNKNOWN where it says nothing of its state. */
static enum print_phase phase_in(ipp_t *answer)
{
	ipp_attribute_t *state = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
	ipp_attribute_t *reasons = ippFindAttribute(answer, "job-state-reasons", IPP_TAG_KEYWORD);

	if (!state)
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

static void ask_what_is_wrong(const struct ipp_errand *e, bool job_stopped,
			      struct ipp_answer *ret)
{
	struct ipp_answer state = { 0 };

	ret->trouble = ask_state(e, job_stopped, &state) ? state.trouble : PRINTER_GONE;
}

bool ipp_ask_job(const void *errand, void *answer)
{
	static const char *const wanted[] = { "job-state", "job-state-reasons" };
	const struct ipp_errand *e = errand;
	struct ipp_answer *ret = answer;
	ipp_t *request = new_job_request(e, IPP_OP_GET_JOB_ATTRIBUTES), *said;

	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2,
		      NULL, wanted);
	said = ask(e, request);
	if (is_ok(said))
		ret->phase = phase_in(said);
	if (said && ret->phase != PRINT_DONE)
		ask_what_is_wrong(e, is_state(said, "job-state", IPP_JSTATE_STOPPED), ret);
	return close_answer(said, ret);
}

bool ipp_ask_cancel(const void *errand, void *answer)
{
	const struct ipp_errand *e = errand;

	return close_answer(ask(e, new_job_request(e, IPP_OP_CANCEL_JOB)), answer);
}
