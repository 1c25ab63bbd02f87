/*
 * Walk scripts: a visit written down, a line a step (the README).
 * Demonstration, regression test and bug report are the same file.
 *
 * This part only reads the script; demo/walker.c takes the steps.
 */
#ifndef DEMO_WALK_H
#define DEMO_WALK_H

#include "base/diag.h"

#include <stdint.h>

#define WALK_STEPS_MAX 512
#define WALK_WORD_MAX 200
/* repeat in repeat */
#define WALK_NEST_MAX 4

enum walk_verb {
	WALK_CARD,		/* card KIND PERSON | card off */
	WALK_PRESS,		/* press ID */
	WALK_TOUCH,		/* touch X_MM Y_MM */
	WALK_KEY,		/* key NAME [TIMES] */
	WALK_SWITCH,		/* switch move | select | 1 .. 4 [TIMES] */
	WALK_TYPE,		/* type TEXT */
	WALK_DRAW,		/* draw FILE | auto */
	WALK_WAIT,		/* wait MS */
	WALK_WAIT_SCREEN,	/* wait screen NAME [MS] */
	WALK_EXPECT_SCREEN,	/* expect screen NAME */
	WALK_EXPECT_TEXT,	/* expect text "…" */
	WALK_EXPECT_NO_TEXT,	/* expect no text "…" */
	WALK_EXPECT_SPOKEN,	/* expect spoken "…": and a caption stands on the glass */
	WALK_EXPECT_NO_SPOKEN,	/* expect no spoken "…": not in what was said last */
	WALK_EXPECT_CAPTION,	/* expect caption "…": in the strip, when it comes to that */
	WALK_EXPECT_NO_RECEIPT,	/* expect no receipt "…": a sheet is there, and not these words */
	WALK_EXPECT_NO_CAPTION,	/* expect no caption "…": in none of what was said last */
	/* expect receipt "…": in the visit's last sheet; a number or a sum: as a whole cell */
	WALK_EXPECT_RECEIPT,
	WALK_EXPECT_APPLICATIONS,	/* expect applications N: rows in the store */
	WALK_EXPECT_SHEETS,	/* expect sheets N: receipts that came out of the printer */
	WALK_SHOT,		/* shot NAME */
	WALK_DUMP,		/* dump NAME */
	WALK_FAULT,		/* fault DEVICE KIND [ARGS] */
	WALK_CLOCK,		/* clock YYYY-MM-DDThh:mm:ss: China's wall clock from now on */
	WALK_REPEAT,		/* repeat N: what stands up to its end, N times */
	WALK_END,		/* end */
	WALK_EXPECT_PRESSES,	/* expect presses <= N: since a card was laid where nobody stood */
};

struct walk_step {
	int line;		/* of the script, from 1 */
	enum walk_verb verb;
	char word[WALK_WORD_MAX];	/* first argument, quotes taken off */
	char more[WALK_WORD_MAX];	/* second and following */
	int number;		/* ms, a count, times; -1 none given */
	int partner;		/* repeat and end: the index of the other */
	int64_t clock_s;	/* clock: s since 1970, UTC */
	double x_mm, y_mm;
};

struct walk {
	char file[512];
	int count;
	struct walk_step steps[WALK_STEPS_MAX];
};

/* Reads a script.  ERR_INPUT with diag at the first line that is not a step. */
enum err walk_load(const char *file, struct walk *ret_walk, struct diag *diag) MUST_CHECK;

#endif
