/*
 * The glass against the memory it is made of: each figure is a ratio to a copy
 * of the whole frame, taken in the same run.  Budgets of the README (redraw 3,
 * first redraw 12, scroll step 1.2, tap 0.3; a caption is held to what a tap costs).
 */
#include "tests/ui/trees.c"

#include "base/log.h"
#include "base/text.h"
#include "ui/caption.h"
#include "ui/paint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 60

static struct tree tree;
static struct layout layout;
static struct theme theme;
static struct type *type;
static struct paint *paint;
static SDL_Surface *surface, *other;
static struct paint_state state = { .pressed = -1, .revealed = -1, .focus = -1 };

static double clock_us(void)
{
	struct timespec at;

	/* Of the processor: what else runs beside a bench is not the page's. */
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
	return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

static struct box whole(void)
{
	return (struct box){ 0, 0, surface->w, surface->h };
}

static void copy_frame(void)
{
	memcpy(other->pixels, surface->pixels, (size_t)surface->pitch * (size_t)surface->h);
}

static void redraw(void)
{
	paint_part(paint, &layout, &state, surface, whole());
}

static void lay_out(void)
{
	layout_run(&layout, &tree, &theme, type, 0);
}

/* The visit before is over: none of its lines and drawings is kept. */
static void begin_visit(void)
{
	type_wipe(type);
	paint_wipe(paint);
	lay_out();
}

/* The page before was another one. */
static void leave_page(void)
{
	static struct tree question;
	static struct layout before;
	static struct arena arena;

	if (question.count == 0) {
		arena_init(&arena, 1 << 18);
		build_question(&question, &arena, LANG_ZH_HANS);
	}
	begin_visit();
	layout_run(&before, &question, &theme, type, 0);
	paint_part(paint, &before, &state, surface, whole());
	lay_out();
}

static void scroll(void)
{
	paint_scroll(paint, &layout, &state, surface, 40);
}

static void tap(void)
{
	state.pressed = state.pressed < 0 ? layout_find(&layout, "next") : -1;
	paint_part(paint, &layout, &state, surface,
		   paint_reach(&layout, layout_find(&layout, "next")));
}

/* The next piece of what is read aloud, of which no line was drawn before. */
static void caption(void)
{
	static char words[CAPTION_MAX];
	static int piece;
	struct text text = text_in(words, sizeof(words));

	text_addf(&text, "第 %d 句。以经办机构审核为准，点开可以看理由，也可以看要准备什么，"
		  "看完按返回，接着选。", ++piece);
	caption_set(&layout, words);
	paint_part(paint, &layout, &state, surface, layout.caption);
}

/* The same words again: the strip alone, without the drawing of letters. */
static void caption_again(void)
{
	paint_part(paint, &layout, &state, surface, layout.caption);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Median of the rounds, µs. */
static double median(void (*work)(void), int rounds)
{
	static double took[ROUNDS];

	for (int i = 0; i < rounds; i++) {
		double start = clock_us();

		work();
		took[i] = clock_us() - start;
	}
	qsort(took, (size_t)rounds, sizeof(took[0]), by_size);
	return took[rounds / 2];
}

/* The same of what is never done twice: each round is made ready, which is not counted. */
static double median_first(void (*ready)(void), void (*work)(void), int rounds)
{
	static double took[ROUNDS];

	for (int i = 0; i < rounds; i++) {
		double start;

		ready();
		start = clock_us();
		work();
		took[i] = clock_us() - start;
	}
	qsort(took, (size_t)rounds, sizeof(took[0]), by_size);
	return took[rounds / 2];
}

static void print(const char *what, double us, double copy, double budget)
{
	printf("ui: %-36s %8.0f us  %6.2f x the copy of a frame", what, us, us / copy);
	if (budget > 0)
		printf("  (budget %.1f)%s", budget, us / copy <= budget ? "" : "  OVER");
	printf("\n");
}

static void with_captions(double copy)
{
	theme.view.captions = true;
	lay_out();
	redraw();
	print("full redraw, a list with captions", median(redraw, ROUNDS), copy, 3);
	print("a caption, all its letters new", median(caption, ROUNDS), copy, 0);
	print("a caption, its lines kept", median(caption_again, ROUNDS), copy, 0.3);
}

static void open_all(void)
{
	struct view view = { .width_px = 1080, .height_px = 1920, .panel_mm = 267.8,
			     .text = TEXT_DEFAULT };
	struct diag diag;

	if (words_open(BUILD_DIR "/words") ||
	    type_open(SOURCE_DIR "/fonts/fonts.list", &diag, &type))
		exit(3);
	theme_init(&theme, &view, fonts_cap_ratio(type_fonts(type)));
	surface = SDL_CreateRGBSurfaceWithFormat(0, 1080, 1920, 32, SDL_PIXELFORMAT_RGB888);
	other = SDL_CreateRGBSurfaceWithFormat(0, 1080, 1920, 32, SDL_PIXELFORMAT_RGB888);
	paint = paint_create(type);
}

int main(void)
{
	struct arena arena;
	double copy;

	log_open("bench-ui", LOG_WARN);
	open_all();
	arena_init(&arena, 1 << 18);
	build_results(&tree, &arena, LANG_ZH_HANS);
	lay_out();
	redraw();
	copy_frame();
	copy = median(copy_frame, ROUNDS);
	print("copy of a frame, 1080 x 1920", copy, copy, 0);
	print("full redraw, a list", median(redraw, ROUNDS), copy, 3);
	print("scroll step of 40 px", median(scroll, ROUNDS), copy, 1.2);
	print("tap feedback, one button", median(tap, ROUNDS), copy, 0.3);
	print("layout of the list", median(lay_out, ROUNDS), copy, 0);
	with_captions(copy);
	print("first redraw of a new page", median_first(leave_page, redraw, ROUNDS), copy, 12);
	print("first redraw of a visit", median_first(begin_visit, redraw, ROUNDS), copy, 0);
	printf("ui: %d font files open, %zu KiB of lines kept\n",
	       fonts_files_open(type_fonts(type)), type_kept_bytes(type) / 1024);
	paint_destroy(paint);
	type_close(type);
	arena_finish(&arena);
	return 0;
}
