#include "programs/press/job.h"

#include "base/frame.h"
#include "base/log.h"
#include "drivers/printer/printers.h"
#include "receipt/pdf_seal.h"
#include "receipt/readback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The kiosk signs between two of its steps: a tenth of this. */
#define SIGN_WAIT_MS 2000
/* "enterprise-1615771800", a receipt's number, or "slip-" and one. */
#define JOB_NAME_MAX 48

struct press {
	int fd;
	const struct paper_fonts *fonts;
	struct printer *printer;
	struct press_request *request;
	uint8_t *message;
	size_t message_cap;
	bool watching;			/* a job is on its way */
	/* its visitor's visit is over: no paper after trouble */
	bool left;
	int64_t left_ms;		/* when that was */
	uint32_t job;
	struct printer_progress told;	/* what the kiosk was told last of it */
};

static enum err send_reply(const struct press *press, const struct press_reply *reply)
{
	uint8_t bytes[PRESS_REPLY_MAX];
	size_t size = 0;
	enum err err = press_reply_encode(reply, bytes, sizeof(bytes), &size);

	if (!err)
		err = frame_send(press->fd, bytes, size);
	explicit_bzero(bytes, size);
	return err;
}

static enum err tell_state(const struct press *press)
{
	struct press_reply reply = { .event = PRESS_STATE,
				     .trouble = printer_probe(press->printer) };

	printer_tell_supplies(press->printer, &reply.supplies);
	return send_reply(press, &reply);
}

static enum err refuse(const struct press *press, uint32_t job, enum err why)
{
	log_warn("job %u refused: %s", (unsigned)job, err_name(why));
	return send_reply(press, &(struct press_reply){
		.event = PRESS_REFUSED, .job = job, .why = why });
}

static enum err tell_progress(struct press *press, struct printer_progress progress)
{
	press->told = progress;
	press->watching = !print_is_final(progress.phase);
	log_info("job %u: %s, printer %s", (unsigned)press->job,
		 print_phase_name(progress.phase), printer_trouble_name(progress.trouble));
	return send_reply(press, &(struct press_reply){
		.event = PRESS_PROGRESS, .job = press->job, .phase = progress.phase,
		.trouble = progress.trouble });
}

/* A roll's length is the printer's own matter. */
static const char *media_of(enum paper_format format)
{
	return format == FORMAT_A4 ? "iso_a4_210x297mm" :
	       format == FORMAT_A5 ? "iso_a5_148x210mm" : NULL;
}

/* A number, or the kind and second of what has none: nobody's name. */
static void name_job(const struct press_request *request, char out[JOB_NAME_MAX])
{
	static const char *const kinds[PAPER_KIND_COUNT] = {
		[PAPER_RECEIPT] = "receipt", [PAPER_SLIP] = "slip", [PAPER_NOTICE] = "notice",
		[PAPER_SUMMARY] = "summary", [PAPER_BRING] = "bring",
		[PAPER_ENTERPRISE] = "enterprise", [PAPER_TEST_PAGE] = "test-page",
		[PAPER_READINESS] = "readiness",
	};
	const struct application *a = &request->application;

	if (request->kind == PAPER_RECEIPT)
		snprintf(out, JOB_NAME_MAX, "%s", a->receipt_no);
	else if (a->receipt_no[0])
		snprintf(out, JOB_NAME_MAX, "%s-%s", kinds[request->kind], a->receipt_no);
	else
		snprintf(out, JOB_NAME_MAX, "%s-%lld", kinds[request->kind],
			 (long long)a->signed_at);
}

static enum err put_on_paper(struct press *press, const struct pdf *pdf)
{
	char name[JOB_NAME_MAX];
	enum err err;

	name_job(press->request, name);
	press->printer->media = media_of(press->request->size);
	err = printer_submit(press->printer, name, pdf->bytes, pdf->size);
	press->job = press->request->job;
	if (err == ERR_OK)
		return tell_progress(press, printer_poll(press->printer));
	return tell_progress(press, (struct printer_progress){
		err == ERR_GONE ? PRINT_FAILED : PRINT_UNKNOWN,
		printer_probe(press->printer) });
}

/* What was read of the finished file, of which ret_told was filled. */
static enum err tell_read(const struct press *press, struct press_reply *reply)
{
	enum err err;

	reply->event = PRESS_READ;
	reply->job = press->request->job;
	err = send_reply(press, reply);
	explicit_bzero(reply->told, sizeof(reply->told));
	return err;
}

static enum err print_pdf(struct press *press, const struct pdf *pdf, struct press_reply *read)
{
	enum err err = tell_read(press, read);

	if (!err)
		err = send_reply(press, &(struct press_reply){
			.event = PRESS_RENDERED, .job = press->request->job,
			.pages = (uint16_t)pdf->pages });
	return err ? err : put_on_paper(press, pdf);
}

/* The answer to PRESS_SIGN; what else comes meanwhile says that the visit is over. */
static enum err take_answer(struct press *press, struct press_request *answer)
{
	size_t size;
	enum err err = frame_receive(press->fd, press->message, press->message_cap, SIGN_WAIT_MS,
				     &size);

	return err ? err : press_request_decode(press->message, size, answer);
}

/* Whoever leaves before the answer is here takes a signed paper too. */
static enum err take_signature(struct press *press, struct press_request *answer)
{
	enum err err = take_answer(press, answer);

	if (!err && answer->verb == PRESS_CANCEL) {
		press->left = true;
		press->left_ms = printer_now_ms();
		err = take_answer(press, answer);
	}
	return !err && (answer->verb != PRESS_SIGNED || answer->cms_size == 0) ? ERR_ABSENT : err;
}

/* By the kiosk, which has the key: ERR_GONE when it is no more, else what stands in the way. */
static enum err sign(struct press *press, struct pdf *pdf)
{
	struct press_reply ask = { .event = PRESS_SIGN, .job = press->request->job };
	struct press_request *answer = calloc(1, sizeof(*answer));
	enum err err = answer ? pdf_seal_begin(pdf->bytes, pdf->size, ask.digest) : ERR_IO;

	if (!err)
		err = send_reply(press, &ask);
	if (!err)
		err = take_signature(press, answer);
	if (!err)
		err = pdf_seal_end(pdf->bytes, pdf->size, answer->cms, answer->cms_size);
	free(answer);
	return err;
}

/* A file that cannot be signed is set again without a place for a signature. */
static enum err set_and_sign(struct press *press, struct receipt *receipt, struct pdf *ret_pdf)
{
	enum err err = receipt_render(receipt, press->fonts, ret_pdf);

	if (err || !receipt->proves)
		return err;
	err = sign(press, ret_pdf);
	if (err == ERR_OK)
		return ERR_OK;
	log_warn("the file is not signed: %s", err_name(err));
	pdf_finish(ret_pdf);
	receipt->proves = false;
	return receipt_render(receipt, press->fonts, ret_pdf);
}

/* What does not say what it should goes to nobody. */
static enum err render(struct press *press, struct receipt *receipt, struct pdf *ret_pdf,
		       char ret_told[TOLD_MAX])
{
	enum err err = set_and_sign(press, receipt, ret_pdf);

	if (err)
		return err;
	err = readback_check(ret_pdf, ret_told);
	if (err)
		pdf_finish(ret_pdf);
	return err;
}

static enum err print(struct press *press)
{
	struct receipt receipt = press_request_receipt(press->request);
	struct press_reply read = { 0 };
	struct pdf pdf;
	enum err err;

	if (press->watching)
		return refuse(press, press->request->job, ERR_FULL);
	press->left = false;
	err = render(press, &receipt, &pdf, read.told);
	if (err)
		return refuse(press, press->request->job, err);
	err = print_pdf(press, &pdf, &read);
	pdf_finish(&pdf);
	fonts_rest(press->fonts);
	return err;
}

/*
 * The visitor has left: a job in trouble is taken back now, one that meets
 * trouble later then.
 */
static void leave(struct press *press)
{
	if (!press->left)
		press->left_ms = printer_now_ms();
	press->left = true;
	if (press->watching && press->told.trouble != PRINTER_FINE)
		printer_cancel(press->printer);
}

static enum err answer(struct press *press, size_t size)
{
	enum err err = press_request_decode(press->message, size, press->request);

	explicit_bzero(press->message, size);
	if (err)
		return refuse(press, 0, err);
	if (press->request->verb == PRESS_PRINT)
		err = print(press);
	else if (press->request->verb == PRESS_STATUS)
		err = tell_state(press);
	else if (press->request->verb == PRESS_CANCEL)
		leave(press);
	explicit_bzero(press->request, sizeof(*press->request));
	return err;
}

/* The visitor has gone: what would come out, would come out in front of the next. */
static bool must_not_come(const struct press *press, struct printer_progress now)
{
	bool late = printer_now_ms() - press->left_ms >= PRESS_LEFT_MS;

	return now.trouble != PRINTER_FINE || (late && now.phase == PRINT_WAITING);
}

static enum err look(struct press *press)
{
	struct printer_progress now = printer_poll(press->printer);

	if (press->left && must_not_come(press, now))
		printer_cancel(press->printer);
	if (now.phase == press->told.phase && now.trouble == press->told.trouble)
		return ERR_OK;
	return tell_progress(press, now);
}

static enum err serve_once(struct press *press)
{
	size_t size;
	enum err err = frame_receive(press->fd, press->message, press->message_cap,
				     press->watching ? PRESS_POLL_MS : -1, &size);

	if (err == ERR_TIMEOUT)
		return look(press);
	return err ? err : answer(press, size);
}

int press_serve(int fd, const struct paper_fonts *fonts, struct printer *printer)
{
	struct press press = {
		.fd = fd,
		.fonts = fonts,
		.printer = printer,
		.request = calloc(1, sizeof(*press.request)),
		.message = malloc(PRESS_REQUEST_MAX),
		.message_cap = PRESS_REQUEST_MAX,
	};
	enum err err;

	if (!press.request || !press.message)
		abort();
	err = tell_state(&press);
	while (!err)
		err = serve_once(&press);
	/* What waits must not come out when nobody is there to take it; what runs may end. */
	if (press.watching && press.told.trouble != PRINTER_FINE)
		printer_cancel(printer);
	free(press.request);
	free(press.message);
	return err == ERR_GONE ? 0 : 3;
}
