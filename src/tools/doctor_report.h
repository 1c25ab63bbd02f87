/*
 * What doctor found, as a paper: made by kiosk-press, because this program maps no
 * typefaces of paper.
 */
#ifndef TOOLS_DOCTOR_REPORT_H
#define TOOLS_DOCTOR_REPORT_H

#include "base/err.h"
#include "config/config.h"
#include "config/paths.h"

#define DOCTOR_REPORT_MAX (32u << 10)

struct doctor_report {
	char lines[DOCTOR_REPORT_MAX];
	size_t len;
};

/* Notes a finding; what is too much for a paper is left out whole. */
void doctor_report_add(struct doctor_report *report, const char *how, const char *what,
		       const char *words);

/*
 * Writes the report with all that was noted to a PDF, with a code that this kiosk has
 * signed: its software, the pack ("" where there is none) and the count of faults.
 * ERR_INPUT or ERR_IO, told.
 */
enum err doctor_report_print(const struct doctor_report *report, const struct paths *paths,
			     const struct config *config, const char *pack, int faults,
			     const char *to) MUST_CHECK;

/* Writes a page that shows what a printer can do. */
enum err doctor_test_page(const struct paths *paths, const struct config *config,
			  const char *to) MUST_CHECK;

#endif
