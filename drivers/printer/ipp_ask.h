/*
 * What is said to a printer by IPP, a question each (question.h): these run in
 * a process of their own, block as they like, and may be ended at any moment.
 */
#ifndef DRIVERS_PRINTER_IPP_ASK_H
#define DRIVERS_PRINTER_IPP_ASK_H

#include "receipt/printer.h"

#include <stdbool.h>
#include <stddef.h>

#include <cups/cups.h>

struct ipp_address {
	char uri[256];
	char host[128];
	char path[128];
	int port;
	http_encryption_t encryption;
};

/* What a question is about; pointers into the asker. */
struct ipp_errand {
	const struct ipp_address *at;
	const char *receipt_no;		/* of ipp_ask_create */
	int job;			/* of what follows it */
	const void *pdf;		/* of ipp_ask_send */
	size_t size;
	const char *media;		/* of ipp_ask_create; NULL: what the printer has */
};

struct ipp_answer {
	ipp_status_t status;		/* of the question itself */
	int job;			/* of ipp_ask_create */
	enum print_phase phase;		/* of ipp_ask_job */
	enum printer_trouble trouble;	/* of ipp_ask_state and ipp_ask_job */
	bool takes_pdf;			/* of ipp_ask_state and ipp_ask_job */
	struct printer_supplies supplies;	/* of ipp_ask_state */
};

/* Each a question_fn: a struct ipp_errand in, a struct ipp_answer out. */
bool ipp_ask_state(const void *errand, void *answer);
bool ipp_ask_create(const void *errand, void *answer);	/* a job without its document */
bool ipp_ask_send(const void *errand, void *answer);	/* the document into the job */
bool ipp_ask_job(const void *errand, void *answer);	/* how far the job is, and the state */
bool ipp_ask_cancel(const void *errand, void *answer);

/* The trouble that a word of printer-state-reasons means where nothing has stopped, or has. */
enum printer_trouble ipp_trouble_of(const char *reason, bool stopped);

#endif
