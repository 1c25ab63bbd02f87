/*
 * A printer, as the press sees it.  Drivers stand in drivers/printer; each
 * fills in a struct printer_ops and embeds a struct printer as its first field.
 *
 * "Printed" is said only on the device's evidence, and nothing is ever sent
 * twice: whoever cannot know says PRINT_UNKNOWN.
 *
 * Thread: one.  A probe may block for 5 s, a cancel for 1 s, whatever the printer
 * does; submit and poll are for the local disk's time alone.
 */
#ifndef RECEIPT_PRINTER_H
#define RECEIPT_PRINTER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* What somebody must do before it prints. */
enum printer_trouble {
	PRINTER_FINE,
	PRINTER_NO_PAPER,
	PRINTER_COVER_OPEN,
	PRINTER_JAM,
	PRINTER_NO_INK,		/* ink, toner, ribbon */
	PRINTER_STOPPED,	/* paused, or a trouble without a name */
	PRINTER_GONE,		/* does not answer */
	PRINTER_NONE,		/* this kiosk has none */
	PRINTER_TROUBLE_COUNT,
};

/* How far the last job is. */
enum print_phase {
	PRINT_WAITING,		/* on its way, nothing printed yet */
	PRINT_RUNNING,
	PRINT_DONE,		/* the device says that it is complete */
	PRINT_FAILED,		/* the device says that it will not be; a sheet may be spoilt */
	PRINT_UNKNOWN,		/* perhaps accepted, and then no word of it any more */
	PRINT_PHASE_COUNT,
};

/* DONE, FAILED, UNKNOWN: nothing more comes of the job. */
bool print_is_final(enum print_phase phase);

#define PRINTER_SUPPLIES_MAX 8

/* Toner, ink, paper on a roll: by the printer's own word. */
struct printer_supplies {
	int count;		/* 0: it does not say */
	struct {
		char name[32];	/* UTF-8 */
		int percent;	/* left; -1 not known */
		bool low;
	} at[PRINTER_SUPPLIES_MAX];
};

struct printer_progress {
	enum print_phase phase;
	enum printer_trouble trouble;
};

struct printer;

struct printer_ops {
	const char *name;	/* for logs */
	/* Mandatory.  What stands in the way of printing now. */
	enum printer_trouble (*probe)(struct printer *printer);
	/*
	 * Mandatory.  Hands over one PDF.  ERR_OK: it is on its way, and poll tells what
	 * becomes of it.  ERR_GONE: surely not accepted.  ERR_IO: nobody knows.
	 * receipt_no: printable ASCII, of [A-Za-z0-9-] only.
	 */
	enum err (*submit)(struct printer *printer, const char *receipt_no,
			   const void *pdf, size_t size);
	/* Mandatory.  Of the job that submit took last; a final phase stays. */
	struct printer_progress (*poll)(struct printer *printer);
	/* Optional.  Drops that job, so that it is not printed to the next visitor. */
	void (*cancel)(struct printer *printer);
	/* Optional.  What the last probe was told of what it uses up. */
	void (*supplies)(const struct printer *printer, struct printer_supplies *ret_supplies);
	/* Mandatory. */
	void (*destroy)(struct printer *printer);
};

struct printer {
	const struct printer_ops *ops;
	/* what the next job is printed on, in the words of PWG 5101.1; NULL: what it has */
	const char *media;
};

enum printer_trouble printer_probe(struct printer *printer);
enum err printer_submit(struct printer *printer, const char *receipt_no,
			const void *pdf, size_t size) MUST_CHECK;
struct printer_progress printer_poll(struct printer *printer);
void printer_cancel(struct printer *printer);
void printer_tell_supplies(const struct printer *printer,
			   struct printer_supplies *ret_supplies);
void printer_destroy(struct printer *printer);	/* takes NULL */

/* "no-paper", "unknown" …: logs and walk scripts. */
const char *printer_trouble_name(enum printer_trouble trouble);
const char *print_phase_name(enum print_phase phase);

#endif
