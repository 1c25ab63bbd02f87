/*
 * What kiosk and kiosk-press say to each other, one message a frame
 * (base/frame.h).
 *
 * The kiosk asks PRESS_PRINT; the press answers PRESS_RENDERED when the pages are
 * set, then one PRESS_PROGRESS for each change until a final phase: DONE, FAILED or
 * UNKNOWN.  The pages themselves stay with the press: what is kept is the sealed
 * application, from which they are set again.  A job that
 * cannot be rendered is PRESS_REFUSED and nothing was printed.  When a visit ends
 * before the final phase the kiosk sends PRESS_CANCEL: a job that runs well still
 * comes out, for a visitor may take the card before the paper; one that is in
 * trouble, or meets it then, is taken back, so that it does not come out in front
 * of the next visitor.  PRESS_STATUS asks what stands in the way of printing and
 * is answered by PRESS_STATE, which also comes unasked when the press is ready.
 *
 * Of a finished file that was read back, PRESS_READ tells what was read in it, before
 * PRESS_RENDERED: it is what a visitor hears who cannot see the paper.
 *
 * The file of a receipt whose code is signed is signed too: before it answers
 * PRESS_RENDERED the press asks PRESS_SIGN with its digest, and waits a little for
 * PRESS_SIGNED, because the key is the kiosk's.  Without an answer it prints a file
 * without a signature.
 *
 * One job at a time: a second PRESS_PRINT is refused with ERR_FULL while the
 * first is not final.  The press never prints a job twice; whether the kiosk may
 * ask again after UNKNOWN is not the press's question (it may not).
 */
#ifndef RECEIPT_PRESS_LINK_H
#define RECEIPT_PRESS_LINK_H

#include "core/application_bytes.h"
#include "receipt/cms.h"
#include "receipt/printer.h"
#include "receipt/receipt.h"
#include "receipt/told.h"

enum press_verb { PRESS_PRINT = 1, PRESS_CANCEL, PRESS_STATUS, PRESS_SIGNED };

struct press_request {
	enum press_verb verb;
	uint32_t job;		/* the kiosk's number, given back in each answer */
	/* of PRESS_PRINT only; without a number where the kind has none: */
	char code[CLAIMS_TEXT_MAX];	/* as in struct receipt */
	enum paper_kind kind;
	enum paper_format size;
	int copy;		/* 0: the original; else the number of the copy */
	int sheet_count;	/* 1..RECEIPT_SHEETS_MAX */
	struct receipt_text sheets[RECEIPT_SHEETS_MAX];
	struct application application;
	/* of PRESS_SIGNED only; 0 bytes: the kiosk does not sign it */
	uint16_t cms_size;
	uint8_t cms[CMS_MAX];
};

/* The longest request: no field takes more bytes than in memory, but for the texts' lengths. */
#define PRESS_REQUEST_MAX (sizeof(struct press_request) + 1024)

/* The receipt of a request; points into it. */
struct receipt press_request_receipt(const struct press_request *request);

enum err press_request_encode(const struct press_request *request, void *out,
			      size_t cap, size_t *ret_size) MUST_CHECK;

/*
 * ERR_INPUT for anything that is not wholly right; *request, overwritten in
 * any case, is then all zeros.  A receipt number must be of [A-Za-z0-9-].
 */
enum err press_request_decode(const void *data, size_t size,
			      struct press_request *request) MUST_CHECK;

enum press_event { PRESS_STATE = 1, PRESS_RENDERED, PRESS_PROGRESS, PRESS_REFUSED, PRESS_SIGN,
		   PRESS_READ };

struct press_reply {
	enum press_event event;
	uint32_t job;			/* 0 for PRESS_STATE */
	enum print_phase phase;		/* of PRESS_PROGRESS */
	enum printer_trouble trouble;	/* of PRESS_PROGRESS and PRESS_STATE */
	struct printer_supplies supplies;	/* of PRESS_STATE */
	enum err why;			/* of PRESS_REFUSED, as of receipt_render */
	uint16_t pages;			/* of PRESS_RENDERED */
	uint8_t digest[DIGEST_BYTES];	/* of PRESS_SIGN: of the file that is to be signed */
	char told[TOLD_MAX];		/* of PRESS_READ: receipt/told.h */
};

/* Bytes of a reply, at the most. */
#define PRESS_REPLY_MAX (12 + TOLD_MAX)

enum err press_reply_encode(const struct press_reply *reply, void *out,
			    size_t cap, size_t *ret_size) MUST_CHECK;
/* ERR_INPUT as above; *ret_reply is untouched then. */
enum err press_reply_decode(const void *data, size_t size,
			    struct press_reply *ret_reply) MUST_CHECK;

#endif
