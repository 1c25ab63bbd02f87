/*
 * What is planned: persons trained by district and year, as annex 1 of the document
 * has it (RA1-1), in the file targets.csv that is shipped.
 */
#ifndef TOOLS_TARGETS_H
#define TOOLS_TARGETS_H

#include "base/diag.h"
#include "core/course.h"

#define TARGET_YEARS_MAX 8
#define TARGET_NAME_MAX 64

struct targets {
	int year_count;
	int years[TARGET_YEARS_MAX];	/* rising */
	char names[REGION_COUNT + 1][TARGET_NAME_MAX];	/* 1..15 */
	int persons[REGION_COUNT + 1][TARGET_YEARS_MAX];
};

/* ERR_ABSENT: there is no file; ERR_INPUT: the diag says where; ERR_IO. */
enum err targets_read(const char *path, struct diag *diag, struct targets *ret_targets) MUST_CHECK;

/* The place of a year among them, or -1. */
int targets_year(const struct targets *targets, int year);

#endif
