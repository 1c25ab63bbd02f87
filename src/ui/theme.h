/*
 * The design system: sizes in millimetres on the glass, a grid, colours by
 * role, and one table that says how each look is drawn.
 *
 * Source of figures: VVSG 2.0 7.1-C/D/G, 7.2-I and EN 301 549 5.1.4, as
 * millimetres on the glass; everything in pixels follows from the panel.
 * Thread: any (values only).
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "ui/node.h"

#include <stdbool.h>
#include <stdint.h>

enum text_size {
	TEXT_SMALL,	/* capital I 3.5 mm high */
	TEXT_DEFAULT,	/* 5.6 mm */
	TEXT_LARGE,	/* 7.1 mm */
	TEXT_LARGEST,	/* 9.0 mm */
	TEXT_SIZES,
};

enum contrast {
	CONTRAST_DEFAULT,	/* ink on ground at least 10:1 */
	CONTRAST_BLACK,		/* white on black, at least 20:1 */
	CONTRAST_WHITE,		/* black on white, at least 20:1 */
	CONTRAST_LOW,		/* for eyes that glare hurts */
	CONTRASTS,
};

/* The panel and the visitor's display settings, given by app. */
struct view {
	int width_px;
	int height_px;
	double panel_mm;	/* width of the glass; pixels are square */
	double distance_mm;	/* of the eye from it; 0: not stated, 500 is meant */
	enum text_size text;
	enum contrast contrast;
	bool reach;		/* every target in the lower part */
	double reach_mm;	/* height of that part; 0: 55 % of the glass */
	bool still;		/* no motion at all */
	bool blank;		/* audio only: nothing is shown */
	bool captions;		/* a strip shows what is being read aloud */
};

enum colour {
	COLOUR_NONE,	/* what lies beneath shows */
	COLOUR_GROUND,
	COLOUR_SHEET,
	COLOUR_LINE,
	COLOUR_INK,
	COLOUR_QUIET,
	COLOUR_ACT,
	COLOUR_ACT_INK,
	COLOUR_ACT_SOFT,	/* a chosen row, the body of a drawn card */
	COLOUR_END,
	COLOUR_YES,
	COLOUR_YES_GROUND,
	COLOUR_MAYBE,
	COLOUR_MAYBE_GROUND,
	COLOUR_NO,
	COLOUR_NO_GROUND,
	COLOUR_AHEAD,		/* a step not yet reached, the edge of a chip: 3:1 on the ground */
	COLOUR_STAFF,		/* what is meant for staff, and not for the visitor */
	COLOUR_STAFF_GROUND,
	COLOUR_FOCUS,
	COLOURS,
};

/* How one look is drawn.  Lengths are in halves of the grid's unit (about 1 mm). */
struct style {
	int em;			/* percent of body text */
	int leading;		/* line pitch, percent of the em */
	bool bold;
	bool hug;		/* as wide as its words; else as wide as it may be */
	bool centre;		/* words in the middle */
	enum colour ink;
	enum colour ground;
	enum colour line;
	int border;		/* 0 none, 1 thin, 2 the outline's weight */
	int pad_x;
	int pad_y;
	int min_height_mm;
	int min_width_mm;
};

struct theme {
	struct view view;
	double px_per_mm;
	int unit_px;		/* 8 px on the reference panel (2 mm) */
	int thin_px;
	int weight_px;		/* the one weight of outlines */
	int radius_px;		/* corners of sheets */
	int small_radius_px;	/* corners of buttons and badges */
	int gap_px;		/* least gap between two targets */
	double cap_ratio;
	double body_em_px;
	double least_em_px;	/* no text is smaller: capital I 3.5 mm */
};

/* cap_ratio: cap height per em, from the font's OS/2 table. */
void theme_init(struct theme *theme, const struct view *view, double cap_ratio);

/* Pixels of a length, rounded up: what must be at least so large. */
int theme_px(const struct theme *theme, double mm);

const struct style *theme_style(enum look look);

/* Size and line pitch of a look's words, px. */
int theme_em_px(const struct theme *theme, enum look look);
int theme_leading_px(const struct theme *theme, enum look look);

/* 0xRRGGBB; of COLOUR_NONE: the ground's. */
uint32_t theme_colour(const struct theme *theme, enum colour colour);

/* Of another text size and contrast than the page's own: samples. */
int theme_sample_em_px(const struct theme *theme, enum text_size text);
uint32_t theme_sample_colour(enum contrast contrast, enum colour colour);

/* Contrast of two colours by WCAG 2.1 (relative luminance), 1..21. */
double theme_contrast(uint32_t a, uint32_t b);

#endif
