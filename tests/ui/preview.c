/*
 * ui-preview OUT.bmp SAMPLE [size 0-3] [contrast 0-3] [lang 0-2]
 *            [WIDTHxHEIGHT] [MM] [reach 0|1] [page] [focus ID]
 * Paints one sample tree into a picture, to be looked at.
 */
#include "trees.h"

#include "base/diag.h"
#include "base/log.h"
#include "ui/paint.h"

#include <SDL.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *argument(int argc, char **argv, int at, const char *otherwise)
{
	return at < argc ? argv[at] : otherwise;
}

static const struct sample *find(const char *name)
{
	for (const struct sample *s = samples; s->name; s++) {
		if (strcmp(s->name, name) == 0)
			return s;
	}
	return NULL;
}

static struct view view_of(int argc, char **argv)
{
	struct view view = { .width_px = 1080, .height_px = 1920 };

	view.text = (enum text_size)atol(argument(argc, argv, 3, "1"));
	view.contrast = (enum contrast)atol(argument(argc, argv, 4, "0"));
	sscanf(argument(argc, argv, 6, "1080x1920"), "%dx%d", &view.width_px,
	       &view.height_px);
	view.panel_mm = strtod(argument(argc, argv, 7, "267.8"), NULL);
	view.reach = atol(argument(argc, argv, 8, "0")) != 0;
	return view;
}

int main(int argc, char **argv)
{
	static struct tree tree;
	static struct layout layout;
	const struct sample *sample = argc > 2 ? find(argv[2]) : NULL;
	struct view view = view_of(argc, argv);
	struct paint_state state = { .pressed = -1, .revealed = -1, .focus = -1 };
	struct arena arena;
	struct theme theme;
	struct type *type;
	struct diag diag;
	SDL_Surface *surface;

	log_open("ui-preview", LOG_INFO);
	if (!sample || words_open(BUILD_DIR "/words")) {
		fprintf(stderr, "ui-preview OUT.bmp SAMPLE …: no such sample\n");
		return 2;
	}
	if (type_open(SOURCE_DIR "/fonts/fonts.list", &diag, &type)) {
		diag_print(&diag);
		return 3;
	}
	arena_init(&arena, 1 << 18);
	sample->build(&tree, &arena, (enum lang)atol(argument(argc, argv, 5, "0")));
	theme_init(&theme, &view, fonts_cap_ratio(type_fonts(type)));
	layout_run(&layout, &tree, &theme, type, (int)atol(argument(argc, argv, 9, "0")));
	state.focus = argc > 10 ? layout_find(&layout, argv[10]) : -1;
	surface = SDL_CreateRGBSurfaceWithFormat(0, view.width_px, view.height_px, 32,
						 SDL_PIXELFORMAT_RGB888);
	struct paint *paint = paint_create(type);
	paint_part(paint, &layout, &state, surface,
		   (struct box){ 0, 0, view.width_px, view.height_px });
	SDL_SaveBMP(surface, argv[1]);
	SDL_FreeSurface(surface);
	paint_destroy(paint);
	type_close(type);
	arena_finish(&arena);
	return 0;
}
