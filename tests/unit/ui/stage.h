/* A font list, the words and a sample tree: what every test of the glass stands on. */
#ifndef TESTS_UNIT_UI_STAGE_H
#define TESTS_UNIT_UI_STAGE_H

#include "../unit.h"

#include "tests/ui/trees.c"
#include "ui/layout.h"

#include <stdio.h>

struct stage {
	struct arena arena;
	struct tree tree;
	struct theme theme;
	struct layout layout;
	struct type *type;
};

/* Panels that must work: px, px, mm, reach. */
static const struct view stage_views[] = {
	{ .width_px = 1080, .height_px = 1920, .panel_mm = 267.8 },
	{ .width_px = 1080, .height_px = 1920, .panel_mm = 267.8, .reach = true },
	{ .width_px = 1920, .height_px = 1080, .panel_mm = 476.2 },
	{ .width_px = 1080, .height_px = 1920, .panel_mm = 194.4 },
	{ .width_px = 1080, .height_px = 1920, .panel_mm = 398.5 },
};

#define STAGE_VIEWS ((int)(sizeof(stage_views) / sizeof(stage_views[0])))

static inline void stage_open(struct stage *stage)
{
	struct diag diag;

	assert_int_equal(words_open(BUILD_DIR "/words"), ERR_OK);
	assert_int_equal(type_open(SOURCE_DIR "/fonts/fonts.list", &diag, &stage->type), ERR_OK);
	arena_init(&stage->arena, 1 << 18);
}

static inline void stage_close(struct stage *stage)
{
	type_close(stage->type);
	arena_finish(&stage->arena);
}

static inline void stage_set(struct stage *stage, const struct sample *sample,
			     const struct view *view, enum lang lang)
{
	sample->build(&stage->tree, &stage->arena, lang);
	theme_init(&stage->theme, view, fonts_cap_ratio(type_fonts(stage->type)));
	layout_run(&stage->layout, &stage->tree, &stage->theme, stage->type, 0);
}

static inline const struct sample *stage_sample(const char *name)
{
	for (const struct sample *s = samples; s->name; s++) {
		if (strcmp(s->name, name) == 0)
			return s;
	}
	fail();
	return NULL;
}

#endif
