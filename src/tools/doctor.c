#include "tools/doctor.h"

#include <stdarg.h>
#include <stdio.h>

static void tell(struct doctor *d, const char *how, const char *what, const char *fmt,
		 va_list list)
{
	char words[DOCTOR_LINE_MAX];

	vsnprintf(words, sizeof(words), fmt, list);
	printf("%-6s %s: %s\n", how, what, words);
	fflush(stdout);
	doctor_report_add(&d->report, how, what, words);
}

void doctor_well(struct doctor *d, const char *what, const char *fmt, ...)
{
	va_list list;

	va_start(list, fmt);
	tell(d, "ok", what, fmt, list);
	va_end(list);
}

void doctor_remark(struct doctor *d, const char *what, const char *fmt, ...)
{
	va_list list;

	va_start(list, fmt);
	tell(d, "remark", what, fmt, list);
	va_end(list);
}

void doctor_fault(struct doctor *d, const char *what, const char *fmt, ...)
{
	va_list list;

	d->faults++;
	va_start(list, fmt);
	tell(d, "FAULT", what, fmt, list);
	va_end(list);
}

void doctor_demand(struct doctor *d, const char *what, const char *fmt, ...)
{
	va_list list;

	d->faults += d->production;
	va_start(list, fmt);
	tell(d, d->production ? "FAULT" : "remark", what, fmt, list);
	va_end(list);
}
