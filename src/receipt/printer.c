#include "receipt/printer.h"

#include <assert.h>
#include <string.h>

bool print_is_final(enum print_phase phase)
{
	return phase == PRINT_DONE || phase == PRINT_FAILED || phase == PRINT_UNKNOWN;
}

enum printer_trouble printer_probe(struct printer *printer)
{
	return printer->ops->probe(printer);
}

enum err printer_submit(struct printer *printer, const char *receipt_no,
			const void *pdf, size_t size)
{
	assert(receipt_no[0] && receipt_no[strspn(receipt_no,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")] == 0);
	return printer->ops->submit(printer, receipt_no, pdf, size);
}

struct printer_progress printer_poll(struct printer *printer)
{
	return printer->ops->poll(printer);
}

void printer_cancel(struct printer *printer)
{
	if (printer->ops->cancel)
		printer->ops->cancel(printer);
}

void printer_tell_supplies(const struct printer *printer,
			   struct printer_supplies *ret_supplies)
{
	*ret_supplies = (struct printer_supplies){ .count = 0 };
	if (printer->ops->supplies)
		printer->ops->supplies(printer, ret_supplies);
}

void printer_destroy(struct printer *printer)
{
	if (printer)
		printer->ops->destroy(printer);
}

const char *printer_trouble_name(enum printer_trouble trouble)
{
	static const char *const names[PRINTER_TROUBLE_COUNT] = {
		[PRINTER_FINE] = "fine",
		[PRINTER_NO_PAPER] = "no-paper",
		[PRINTER_COVER_OPEN] = "cover-open",
		[PRINTER_JAM] = "jam",
		[PRINTER_NO_INK] = "no-ink",
		[PRINTER_STOPPED] = "stopped",
		[PRINTER_GONE] = "gone",
		[PRINTER_NONE] = "none",
	};
	return names[trouble];
}

const char *print_phase_name(enum print_phase phase)
{
	static const char *const names[PRINT_PHASE_COUNT] = {
		[PRINT_WAITING] = "waiting",
		[PRINT_RUNNING] = "running",
		[PRINT_DONE] = "done",
		[PRINT_FAILED] = "failed",
		[PRINT_UNKNOWN] = "unknown",
	};
	return names[phase];
}
