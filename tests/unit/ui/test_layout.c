/* The sample screens at every size on every panel: tests/ui/invariants.h says what must hold. */
#include "stage.h"

#include "tests/ui/invariants.h"
#include "ui/strips.h"

#include <math.h>

static struct stage stage;

static void told(const char *message)
{
	fail_msg("%s", message);
}

static void check_screen(const struct sample *sample, const struct view *view, int lang)
{
	stage_set(&stage, sample, view, (enum lang)lang);
	snprintf(seen_place, sizeof(seen_place), "%s %dx%d %.0f mm text %d lang %d reach %d",
		 sample->name, view->width_px, view->height_px, view->panel_mm, view->text,
		 lang, view->reach);
	seen_layout = &stage.layout;
	seen_fault = told;
	check_flow();
	for (int page = 0; page < stage.layout.pages; page++) {
		layout_turn(&stage.layout, page);
		check_page();
	}
}

static void every_screen_at_every_size_on_every_panel(void **state)
{
	(void)state;
	for (int v = 0; v < STAGE_VIEWS; v++) {
		for (int text = 0; text < TEXT_SIZES; text++) {
			for (const struct sample *s = samples; s->name; s++) {
				for (int lang = 0; lang < LANG_COUNT; lang++) {
					struct view view = stage_views[v];

					view.text = (enum text_size)text;
					check_screen(s, &view, lang);
				}
			}
		}
	}
}

static void letters_have_their_millimetres(void **state)
{
	static const double cap_mm[TEXT_SIZES] = { 3.5, 5.6, 7.1, 9.0 };
	double ratio = fonts_cap_ratio(type_fonts(stage.type));

	(void)state;
	assert_true(fabs(ratio - 0.733) < 0.001);
	for (int text = 0; text < TEXT_SIZES; text++) {
		struct view view = stage_views[0];
		double mm;

		view.text = (enum text_size)text;
		theme_init(&stage.theme, &view, ratio);
		mm = theme_em_px(&stage.theme, LOOK_BODY_TEXT) * ratio /
		     stage.theme.px_per_mm;
		assert_true(mm >= cap_mm[text] && mm < cap_mm[text] + 0.3);
		for (enum look look = LOOK_TITLE; look <= LOOK_ENTRY; look++)
			assert_true(theme_em_px(&stage.theme, look) * ratio /
				    stage.theme.px_per_mm >=
				    (text == TEXT_SMALL ? 3.5 : 4.8) - 1e-6);
	}
}

/* 0.7 degrees at the distance a hall states: 9 mm do up to 737 mm. */
static void the_largest_letters_follow_the_distance(void **state)
{
	static const double distances_mm[] = { 500, 600, 900, 1200 };
	double ratio = fonts_cap_ratio(type_fonts(stage.type));

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct view view = stage_views[0];
		double mm;

		view.text = TEXT_LARGEST;
		view.distance_mm = distances_mm[i];
		theme_init(&stage.theme, &view, ratio);
		mm = theme_em_px(&stage.theme, LOOK_BODY_TEXT) * ratio / stage.theme.px_per_mm;
		assert_true(mm >= 9 && atan(mm / distances_mm[i]) * 180 / 3.14159265 >= 0.7);
	}
}

/* What is not text but has to be seen: outlines of buttons, the focus, steps (WCAG 1.4.11). */
static void lines_that_matter_stand_out(void **state)
{
	static const struct { enum colour line, ground; } pairs[] = {
		{ COLOUR_FOCUS, COLOUR_GROUND }, { COLOUR_FOCUS, COLOUR_SHEET },
		{ COLOUR_ACT, COLOUR_GROUND }, { COLOUR_ACT, COLOUR_SHEET },
		{ COLOUR_END, COLOUR_SHEET }, { COLOUR_MAYBE, COLOUR_MAYBE_GROUND },
		{ COLOUR_AHEAD, COLOUR_GROUND }, { COLOUR_INK, COLOUR_SHEET },
	};
	double ratio = fonts_cap_ratio(type_fonts(stage.type));

	(void)state;
	for (int contrast = 0; contrast < CONTRASTS; contrast++) {
		struct view view = stage_views[0];

		view.contrast = (enum contrast)contrast;
		theme_init(&stage.theme, &view, ratio);
		for (unsigned i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
			double seen = theme_contrast(theme_colour(&stage.theme, pairs[i].line),
						     theme_colour(&stage.theme, pairs[i].ground));

			if (seen < 3)
				fail_msg("contrast %d, pair %u: %.2f", contrast, i, seen);
		}
	}
}

/*
 * Whatever is written on them, in every size and language: header, acts and help bar have
 * one place on a panel, to the pixel, and so has each of their buttons.
 */
static void the_strips_keep_their_places(void **state)
{
	static const char *const ids[] = { "end", "back", "next", "display", "language", "help" };

	(void)state;
	for (int v = 0; v < STAGE_VIEWS * TEXT_SIZES * LANG_COUNT; v++) {
		struct view view = stage_views[v % STAGE_VIEWS];

		view.text = (enum text_size)(v / STAGE_VIEWS % TEXT_SIZES);
		for (const struct sample *s = samples; s->name; s++) {
			stage_set(&stage, s, &view, (enum lang)(v / STAGE_VIEWS / TEXT_SIZES));
			assert_int_equal(stage.layout.header.y, 0);
			for (int slot = 0; slot < SLOTS; slot++) {
				int at = layout_find(&stage.layout, ids[slot]);
				struct box want = strips_slot(&stage.theme,
							      (enum strip_slot)slot), have;

				if (at < 0 || stage.layout.items[at].flows)
					continue;
				assert_true(layout_shown(&stage.layout, at, &have));
				assert_memory_equal(&have, &want, sizeof(have));
			}
		}
	}
}

static void an_ink_box_is_true_millimetres(void **state)
{
	struct box box;

	(void)state;
	stage_set(&stage, stage_sample("sign"), &stage_views[0], LANG_ZH_HANS);
	assert_true(layout_shown(&stage.layout, layout_find(&stage.layout, "ink"), &box));
	assert_int_equal(box.w, theme_px(&stage.theme, 240));
	assert_int_equal(box.h, theme_px(&stage.theme, 120));
}

static void an_overlay_hides_what_lies_beneath(void **state)
{
	struct box box;

	(void)state;
	stage_set(&stage, stage_sample("warning"), &stage_views[0], LANG_ZH_HANS);
	assert_true(layout_shown(&stage.layout, layout_find(&stage.layout, "stay"), &box));
	assert_int_equal(layout_find(&stage.layout, "next"), -1);
	assert_true(layout_shown(&stage.layout, layout_find(&stage.layout, "help"), &box));
}

static int open_stage(void **state)
{
	(void)state;
	stage_open(&stage);
	return 0;
}

static int close_stage(void **state)
{
	(void)state;
	stage_close(&stage);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_at_every_size_on_every_panel),
		cmocka_unit_test(the_strips_keep_their_places),
		cmocka_unit_test(letters_have_their_millimetres),
		cmocka_unit_test(lines_that_matter_stand_out),
		cmocka_unit_test(the_largest_letters_follow_the_distance),
		cmocka_unit_test(an_ink_box_is_true_millimetres),
		cmocka_unit_test(an_overlay_hides_what_lies_beneath),
	};

	return cmocka_run_group_tests(tests, open_stage, close_stage);
}
