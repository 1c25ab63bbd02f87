/*
 * What doctor looks at, and how it says what it found: one line of each thing.
 */
#ifndef TOOLS_DOCTOR_H
#define TOOLS_DOCTOR_H

#include "config/config.h"
#include "config/paths.h"
#include "helpers/rig.h"
#include "tools/doctor_report.h"

#include <stdbool.h>

#define DOCTOR_LINE_MAX 1024

struct doctor {
	struct paths paths;
	struct config config;
	struct rig rig;
	bool production;	/* of a hall that is to open: nothing may be missing */
	int faults;
	char pack[192];		/* "nb-2019-78 1.0.0 HASH", or "" */
	char heard[DOCTOR_LINE_MAX];	/* the last error that was logged */
	struct doctor_report report;
};

void doctor_well(struct doctor *d, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Nothing stands against going on. */
void doctor_remark(struct doctor *d, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);
void doctor_fault(struct doctor *d, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* A fault where a hall is to open, and else a remark. */
void doctor_demand(struct doctor *d, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Pack, words, fonts, store, key, SAM and call. */
void doctor_examine_files(struct doctor *d);

/* Readers, printer, voice and display, each asked by the process that a visit has. */
void doctor_examine_devices(struct doctor *d);

/*
 * What only a hall needs, before it opens: nothing of the demonstration, who runs it and
 * whose the files are, what the disk says of itself.
 */
void doctor_examine_hall(struct doctor *d);

/* Of a hall too: what stands in a store that opens. */
struct store;
void doctor_examine_contents(struct doctor *d, struct store *store);

/* How often it was used, and how long the machine is on. */
void doctor_examine_use(struct doctor *d, struct store *store);

#endif
