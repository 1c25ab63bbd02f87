/*
 * What paper a hall's printer holds.
 */
#ifndef CORE_PAPER_FORMAT_H
#define CORE_PAPER_FORMAT_H

enum paper_format {
	FORMAT_A4,
	FORMAT_A5,
	FORMAT_ROLL,		/* 80 mm wide, as long as it has to be */
	FORMAT_COUNT,
};

/* "A4", "A5", "roll": as in kiosk.yaml. */
extern const char *const paper_format_names[FORMAT_COUNT];

#endif
