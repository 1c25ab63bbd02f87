#include "ui/theme.h"

#include <assert.h>
#include <math.h>

/* Capital I in mm, by text size. */
static const double cap_mm[TEXT_SIZES] = { 3.5, 5.6, 7.1, 9.0 };
/* Nothing is smaller, quiet words included (VVSG 7.1-G: 4.8 mm unless 3.5 was asked for). */
static const double least_mm[TEXT_SIZES] = { 3.5, 4.8, 4.8, 4.8 };
/* The largest is seen under at least 0.7 degrees (EN 301 549 5.1.4): its tangent. */
#define LARGEST_PER_DISTANCE 0.012218

/*
 * Titles grow less than the words beneath them: at the largest size 1.9 times
 * would leave six characters a line, and nobody reads a title so.
 */
static const int title_percent[TEXT_SIZES] = { 190, 190, 165, 145 };

static const uint32_t palettes[CONTRASTS][COLOURS] = {
	[CONTRAST_DEFAULT] = {
		[COLOUR_GROUND] = 0xf4f6f8, [COLOUR_SHEET] = 0xffffff,
		[COLOUR_LINE] = 0xc7d0d9, [COLOUR_INK] = 0x10202e,
		[COLOUR_QUIET] = 0x3a4a58, [COLOUR_ACT] = 0x0b3d6e,
		[COLOUR_ACT_INK] = 0xffffff, [COLOUR_ACT_SOFT] = 0xdce8f4,
		[COLOUR_END] = 0x7a1f16,
		[COLOUR_YES] = 0x043f25,
		[COLOUR_YES_GROUND] = 0xddf1e6, [COLOUR_MAYBE] = 0x4a3300,
		[COLOUR_MAYBE_GROUND] = 0xfff1cc, [COLOUR_NO] = 0x2b3944,
		[COLOUR_NO_GROUND] = 0xeceff2, [COLOUR_AHEAD] = 0x7d8c9a,
		[COLOUR_STAFF] = 0x4b2a6b, [COLOUR_STAFF_GROUND] = 0xe8e0f0,
		[COLOUR_FOCUS] = 0xb34700,
	},
	[CONTRAST_BLACK] = {
		[COLOUR_GROUND] = 0x000000, [COLOUR_SHEET] = 0x000000,
		[COLOUR_LINE] = 0xffffff, [COLOUR_INK] = 0xffffff,
		[COLOUR_QUIET] = 0xffffff, [COLOUR_ACT] = 0xffffff,
		[COLOUR_ACT_INK] = 0x000000, [COLOUR_ACT_SOFT] = 0x000000,
		[COLOUR_END] = 0xffffff,
		[COLOUR_YES] = 0xffffff,
		[COLOUR_YES_GROUND] = 0x000000, [COLOUR_MAYBE] = 0xffffff,
		[COLOUR_MAYBE_GROUND] = 0x000000, [COLOUR_NO] = 0xffffff,
		[COLOUR_NO_GROUND] = 0x000000, [COLOUR_AHEAD] = 0x6e6e6e,
		[COLOUR_STAFF] = 0xffffff, [COLOUR_STAFF_GROUND] = 0x000000,
		[COLOUR_FOCUS] = 0xffe800,
	},
	[CONTRAST_WHITE] = {
		[COLOUR_GROUND] = 0xffffff, [COLOUR_SHEET] = 0xffffff,
		[COLOUR_LINE] = 0x000000, [COLOUR_INK] = 0x000000,
		[COLOUR_QUIET] = 0x000000, [COLOUR_ACT] = 0x000000,
		[COLOUR_ACT_INK] = 0xffffff, [COLOUR_ACT_SOFT] = 0xffffff,
		[COLOUR_END] = 0x000000,
		[COLOUR_YES] = 0x000000,
		[COLOUR_YES_GROUND] = 0xffffff, [COLOUR_MAYBE] = 0x000000,
		[COLOUR_MAYBE_GROUND] = 0xffffff, [COLOUR_NO] = 0x000000,
		[COLOUR_NO_GROUND] = 0xffffff, [COLOUR_AHEAD] = 0x8c8c8c,
		[COLOUR_STAFF] = 0x000000, [COLOUR_STAFF_GROUND] = 0xffffff,
		[COLOUR_FOCUS] = 0xb34700,
	},
	[CONTRAST_LOW] = {
		[COLOUR_GROUND] = 0xcfccc2, [COLOUR_SHEET] = 0xd8d5cc,
		[COLOUR_LINE] = 0xa39f94, [COLOUR_INK] = 0x43474b,
		[COLOUR_QUIET] = 0x484c50, [COLOUR_ACT] = 0x35506b,
		[COLOUR_ACT_INK] = 0xd8d5cc, [COLOUR_ACT_SOFT] = 0xc3cbd0,
		[COLOUR_END] = 0x6a3a34,
		[COLOUR_YES] = 0x2c4d3a,
		[COLOUR_YES_GROUND] = 0xc2d0c4, [COLOUR_MAYBE] = 0x50431f,
		[COLOUR_MAYBE_GROUND] = 0xddd0a9, [COLOUR_NO] = 0x43474b,
		[COLOUR_NO_GROUND] = 0xc6c5bf, [COLOUR_AHEAD] = 0x757167,
		[COLOUR_STAFF] = 0x4a3a58, [COLOUR_STAFF_GROUND] = 0xd2cdd4,
		[COLOUR_FOCUS] = 0x8a3d06,
	},
};

#define WORDS(percent, lead, heavy, colour) \
	{ .em = (percent), .leading = (lead), .bold = (heavy), .ink = (colour) }
#define BADGE(role) \
	{ .em = 90, .leading = 140, .bold = true, .hug = true, .pad_x = 4, \
	  .pad_y = 1, .ink = COLOUR_##role, .ground = COLOUR_##role##_GROUND, \
	  .line = COLOUR_##role##_GROUND, .border = 1 }
#define BUTTON(front, back, outline, air) \
	{ .em = 120, .leading = 135, .bold = true, .centre = true, .pad_x = (air), \
	  .pad_y = 4, .ink = (front), .ground = (back), .line = (outline), \
	  .border = 2, .min_height_mm = 27, .min_width_mm = 20 }

static const struct style styles[] = {
	[LOOK_HEADER] = { .ground = COLOUR_SHEET, .pad_x = 12, .pad_y = 5 },
	[LOOK_STEPS] = { .pad_x = 12, .pad_y = 7 },
	[LOOK_BODY] = { .pad_x = 12, .pad_y = 10 },
	[LOOK_BAR] = { .ground = COLOUR_SHEET, .pad_x = 12, .pad_y = 8 },
	[LOOK_HELP_BAR] = { .ground = COLOUR_ACT_SOFT, .pad_x = 12, .pad_y = 8 },
	[LOOK_SHEET] = { .ground = COLOUR_SHEET, .line = COLOUR_LINE,
			 .border = 1, .pad_x = 10, .pad_y = 9 },
	[LOOK_CARD] = { .ground = COLOUR_SHEET, .line = COLOUR_ACT,
			.border = 2, .pad_x = 8, .pad_y = 5 },
	[LOOK_DATE] = { .ground = COLOUR_ACT_SOFT, .pad_x = 5, .pad_y = 2, .centre = true },
	[LOOK_DROP] = { .ground = COLOUR_SHEET, .line = COLOUR_ACT,
			.border = 2, .pad_x = 12, .pad_y = 14, .centre = true },
	[LOOK_NOTICE] = { .ground = COLOUR_MAYBE_GROUND, .line = COLOUR_MAYBE,
			  .border = 1, .pad_x = 10, .pad_y = 9 },
	[LOOK_STAFF] = { .ground = COLOUR_STAFF_GROUND, .line = COLOUR_STAFF,
			 .border = 2, .pad_x = 12, .pad_y = 8 },
	[LOOK_OVERLAY] = { .pad_x = 12, .pad_y = 12 },

	[LOOK_TITLE] = WORDS(190, 135, true, COLOUR_INK),
	[LOOK_LEAD] = WORDS(110, 150, false, COLOUR_INK),
	[LOOK_CARD_TITLE] = WORDS(130, 140, true, COLOUR_INK),
	[LOOK_AMOUNT] = WORDS(155, 135, true, COLOUR_INK),
	[LOOK_STRONG] = WORDS(100, 150, true, COLOUR_INK),
	[LOOK_BODY_TEXT] = WORDS(100, 150, false, COLOUR_INK),
	[LOOK_NOTE] = WORDS(85, 150, false, COLOUR_QUIET),
	[LOOK_STEP_DONE] = WORDS(85, 140, false, COLOUR_INK),
	[LOOK_STEP_NOW] = WORDS(85, 140, true, COLOUR_ACT),
	[LOOK_STEP_AHEAD] = WORDS(85, 140, false, COLOUR_QUIET),
	[LOOK_YES] = BADGE(YES),
	[LOOK_MAYBE] = BADGE(MAYBE),
	[LOOK_NO] = BADGE(NO),
	[LOOK_DEMO] = { .em = 80, .leading = 135, .hug = true, .pad_x = 4,
			.pad_y = 1, .ink = COLOUR_MAYBE, .line = COLOUR_MAYBE_GROUND,
			.ground = COLOUR_MAYBE_GROUND, .border = 1 },
	[LOOK_STAFF_NAME] = { .em = 85, .leading = 140, .bold = true, .hug = true, .pad_x = 3,
			      .ink = COLOUR_SHEET, .ground = COLOUR_STAFF,
			      .line = COLOUR_STAFF, .border = 1 },
	[LOOK_CAPTION] = { .em = 100, .leading = 140, .ink = COLOUR_INK,
			   .ground = COLOUR_ACT_SOFT, .line = COLOUR_ACT, .border = 1,
			   .pad_x = 12, .pad_y = 3 },

	[LOOK_ACT] = BUTTON(COLOUR_ACT_INK, COLOUR_ACT, COLOUR_ACT, 12),
	[LOOK_SECOND] = BUTTON(COLOUR_ACT, COLOUR_SHEET, COLOUR_ACT, 8),
	[LOOK_END] = BUTTON(COLOUR_END, COLOUR_SHEET, COLOUR_END, 8),
	[LOOK_HELP] = { .em = 105, .leading = 135, .bold = true, .centre = true, .pad_x = 4,
			.pad_y = 2, .ink = COLOUR_INK, .ground = COLOUR_SHEET,
			.line = COLOUR_AHEAD, .border = 2, .min_height_mm = 20,
			.min_width_mm = 20 },
	[LOOK_STAFF_ACT] = { .em = 90, .leading = 135, .bold = true, .centre = true, .pad_x = 2,
			     .pad_y = 1, .ink = COLOUR_STAFF, .ground = COLOUR_SHEET,
			     .line = COLOUR_STAFF, .border = 2, .min_height_mm = 13,
			     .min_width_mm = 13 },
	[LOOK_CHIP] = { .em = 90, .leading = 135, .hug = true, .centre = true,
			.ink = COLOUR_ACT, .ground = COLOUR_SHEET, .line = COLOUR_AHEAD,
			.border = 1, .pad_x = 5, .pad_y = 1,
			.min_height_mm = 13, .min_width_mm = 13 },
	[LOOK_LINK] = { .em = 100, .leading = 140, .bold = true, .hug = true,
			.ink = COLOUR_ACT, .pad_y = 1,
			.min_height_mm = 13, .min_width_mm = 13 },
	[LOOK_OPTION] = { .em = 125, .leading = 135, .bold = true,
			  .ink = COLOUR_INK, .ground = COLOUR_SHEET,
			  .line = COLOUR_SHEET, .border = 2, .pad_x = 7,
			  .pad_y = 5, .min_height_mm = 30, .min_width_mm = 20 },
	[LOOK_TILE] = { .em = 100, .leading = 135, .bold = true, .centre = true,
			.ink = COLOUR_INK, .ground = COLOUR_SHEET, .line = COLOUR_AHEAD,
			.border = 2, .pad_x = 4, .pad_y = 3, .min_height_mm = 20,
			.min_width_mm = 20 },
	[LOOK_PICK] = { .em = 110, .leading = 135, .bold = true, .centre = true,
			.ink = COLOUR_ACT, .ground = COLOUR_SHEET, .line = COLOUR_ACT,
			.border = 2, .pad_x = 4, .pad_y = 3, .min_height_mm = 21,
			.min_width_mm = 20 },
	[LOOK_NOTCH] = { .em = 110, .leading = 135, .bold = true, .centre = true,
			 .ink = COLOUR_ACT, .ground = COLOUR_SHEET, .line = COLOUR_AHEAD,
			 .border = 2, .pad_x = 2, .pad_y = 2, .min_height_mm = 16,
			 .min_width_mm = 16 },
	[LOOK_KEY] = { .em = 150, .leading = 130, .bold = true, .centre = true,
		       .ink = COLOUR_ACT, .ground = COLOUR_SHEET,
		       .line = COLOUR_ACT, .border = 2, .pad_x = 3, .pad_y = 3,
		       .min_height_mm = 24, .min_width_mm = 20 },
	[LOOK_COUNTED] = { .em = 100, .leading = 125, .bold = true, .centre = true,
			.ink = COLOUR_ACT, .ground = COLOUR_SHEET, .line = COLOUR_ACT,
			.border = 2, .pad_x = 3, .pad_y = 3,
			.min_height_mm = 19, .min_width_mm = 18 },
	[LOOK_ENTRY] = { .em = 150, .leading = 135, .bold = true, .centre = true,
			 .ink = COLOUR_INK, .ground = COLOUR_SHEET,
			 .line = COLOUR_ACT, .border = 2, .pad_x = 8, .pad_y = 4,
			 .min_height_mm = 24 },
	[LOOK_INK] = { .em = 100, .leading = 140, .ink = COLOUR_QUIET,
		       .ground = COLOUR_SHEET, .line = COLOUR_ACT, .border = 2 },
	[LOOK_CLIP] = { .em = 100, .leading = 140, .ink = COLOUR_ACT },
	[LOOK_PICTURE] = { .em = 100, .leading = 140, .ink = COLOUR_ACT },
};

static int rounded(double value)
{
	return (int)lround(value);
}

static int at_least(int value, int least)
{
	return value < least ? least : value;
}

int theme_px(const struct theme *theme, double mm)
{
	return (int)ceil(mm * theme->px_per_mm - 1e-6);
}

/* A panel further away than 737 mm has still larger letters. */
static double cap_of(const struct view *view)
{
	double cap = cap_mm[view->text];

	return view->text == TEXT_LARGEST ? fmax(cap, view->distance_mm * LARGEST_PER_DISTANCE) :
					    cap;
}

void theme_init(struct theme *theme, const struct view *view, double cap_ratio)
{
	assert(view->width_px > 0 && view->height_px > 0 && view->panel_mm > 0);
	assert(cap_ratio > 0.3 && cap_ratio < 1);
	theme->view = *view;
	theme->cap_ratio = cap_ratio;
	theme->px_per_mm = view->width_px / view->panel_mm;
	theme->unit_px = at_least(rounded(1.984 * theme->px_per_mm), 2);
	theme->thin_px = at_least(rounded(0.5 * theme->px_per_mm), 1);
	theme->weight_px = at_least(rounded(0.9 * theme->px_per_mm), 1);
	theme->radius_px = rounded(4.8 * theme->px_per_mm);
	theme->small_radius_px = rounded(3.9 * theme->px_per_mm);
	theme->gap_px = theme_px(theme, 2.54);
	theme->body_em_px = cap_of(view) / cap_ratio * theme->px_per_mm;
	theme->least_em_px = least_mm[view->text] / cap_ratio * theme->px_per_mm;
}

const struct style *theme_style(enum look look)
{
	assert((unsigned)look < sizeof(styles) / sizeof(styles[0]));
	return &styles[look];
}

int theme_em_px(const struct theme *theme, enum look look)
{
	int percent = look == LOOK_TITLE ? title_percent[theme->view.text] :
					   theme_style(look)->em;
	double em = theme->body_em_px * percent / 100;

	/* Rounded up: never below the least height. */
	return (int)ceil(fmax(em, theme->least_em_px) - 1e-6);
}

int theme_leading_px(const struct theme *theme, enum look look)
{
	return theme_em_px(theme, look) * theme_style(look)->leading / 100;
}

uint32_t theme_colour(const struct theme *theme, enum colour colour)
{
	if (colour == COLOUR_NONE)
		colour = COLOUR_GROUND;
	return palettes[theme->view.contrast][colour];
}

int theme_sample_em_px(const struct theme *theme, enum text_size text)
{
	struct view view = theme->view;

	view.text = text;
	return (int)ceil(cap_of(&view) / theme->cap_ratio * theme->px_per_mm - 1e-6);
}

uint32_t theme_sample_colour(enum contrast contrast, enum colour colour)
{
	return palettes[contrast][colour];
}

static double linear(unsigned channel)
{
	double c = channel / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb)
{
	return 0.2126 * linear(rgb >> 16 & 0xff) +
	       0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
}

double theme_contrast(uint32_t a, uint32_t b)
{
	double la = luminance(a), lb = luminance(b);

	return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}
