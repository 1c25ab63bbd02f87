/*
 * The printers there are, and which one a SPEC means.
 */
#ifndef DRIVERS_PRINTER_PRINTERS_H
#define DRIVERS_PRINTER_PRINTERS_H

#include "receipt/printer.h"

#include <stdint.h>

/*
 * "ipp:URI"     an IPP printer, "ipp:ipp://host:631/ipp/print"; asked anew
 *               each time, so it may be off now
 * "folder:DIR"  each receipt as DIR/receipt_NO.pdf, whole or not at all
 * "sim:DIR"     plays a desk printer: the same files, a second each, with the
 *               troubles that DIR/fault names (sim.c); DIR is made when missing
 * "none"        paper is not offered
 *
 * ERR_INPUT for any other SPEC and for a folder that is not there or cannot be
 * made; the diag line says how to mend it.
 */
struct diag;
enum err printer_create(const char *spec, struct printer **ret_printer,
			struct diag *diag) MUST_CHECK;

/* What a printer needs of the machine. */
struct printer_reach {
	const char *dir;	/* it writes there; "": nowhere */
	int port;		/* TCP, of its host; 0: no network */
};
struct printer_reach printer_reach_of(const char *spec);

int ipp_printer_port(const char *uri);	/* 0: behind a socket of this machine */
struct printer *folder_printer_create(const char *dir);
struct printer *ipp_printer_create(const char *uri);
struct printer *sim_printer_create(const char *dir);
struct printer *no_printer_create(void);

/* Of a clock that nobody sets. */
int64_t printer_now_ms(void);

#endif
