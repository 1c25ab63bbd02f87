#include "ui/paint.h"

#include "ui/coat.h"
#include "ui/surface_cache.h"
#include "ui/motion.h"
#include "ui/picture.h"
#include "ui/tile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TILE_BYTES_MAX (4u << 20)
#define QUIET_MODULES 4		/* white around a code, on each side (ISO/IEC 18004, 6.3.8) */

struct paint {
	struct type *type;
	struct surface_cache *tiles;
};

/* One painting: what is needed at every depth of it. */
struct job {
	struct paint *paint;
	const struct layout *layout;
	const struct theme *theme;
	const struct paint_state *state;
	struct canvas canvas;
	struct box clip;
};

struct paint *paint_create(struct type *type)
{
	struct paint *paint = calloc(1, sizeof(*paint));

	if (!paint)
		abort();
	paint->type = type;
	paint->tiles = surface_cache_create(TILE_BYTES_MAX);
	return paint;
}

void paint_destroy(struct paint *paint)
{
	if (!paint)
		return;
	surface_cache_destroy(paint->tiles);
	free(paint);
}

void paint_wipe(struct paint *paint)
{
	surface_cache_wipe(paint->tiles);
}

static uint32_t rgb(const struct job *job, enum colour colour)
{
	return theme_colour(job->theme, colour);
}

/* Pressed: inside out, which is seen in grey and in every contrast. */
static struct coat pressed_coat(struct coat coat)
{
	enum colour back = coat.ground == COLOUR_NONE ? COLOUR_GROUND : coat.ground;

	return (struct coat){ .ink = back, .ground = coat.ink, .line = coat.ink,
			      .border = coat.border };
}

/* Inside a card that is pressed: words and lines turn with it, what has a ground of its own not. */
static bool is_in_pressed(const struct job *job, int index)
{
	int above = layout_node(job->layout, index)->parent;

	while (above >= 0 && layout_node(job->layout, above)->look != LOOK_CARD)
		above = layout_node(job->layout, above)->parent;
	return above >= 0 && above == job->state->pressed;
}

/* The colours of one node at this moment. */
static struct coat coat_of(const struct job *job, int index)
{
	const struct node *node = layout_node(job->layout, index);
	struct coat coat = coat_of_node(node, job->theme->view.contrast);

	if (node->flags & NODE_DISABLED)
		return coat;
	if (index == job->state->pressed && node_is_target(node) && node->look != LOOK_INK)
		return pressed_coat(coat);
	if (coat.ground == COLOUR_NONE && is_in_pressed(job, index))
		coat.ink = COLOUR_SHEET;
	return coat;
}

/* What lies under a node's words: its own ground or that of the nearest box around it. */
static uint32_t ground_of(const struct job *job, int index)
{
	for (int i = index; i >= 0; i = layout_node(job->layout, i)->parent) {
		struct coat coat = coat_of(job, i);

		if (coat.ground != COLOUR_NONE)
			return rgb(job, coat.ground);
	}
	return rgb(job, COLOUR_GROUND);
}

static int border_px(const struct job *job, int border)
{
	return border == 0 ? 0 : border == 1 ? job->theme->thin_px :
	       (border - 1) * job->theme->weight_px;
}

static int radius_px(const struct job *job, enum look look)
{
	if (look == LOOK_SHEET || look == LOOK_CARD || look == LOOK_NOTICE || look == LOOK_INK)
		return job->theme->radius_px;
	if (look == LOOK_DROP)
		return job->theme->radius_px * 3 / 2;
	if (look == LOOK_YES || look == LOOK_MAYBE || look == LOOK_NO || look == LOOK_DEMO ||
	    look == LOOK_DATE || look == LOOK_STAFF_NAME)
		return job->theme->small_radius_px / 2;
	return job->theme->small_radius_px;
}

/* Boxes of the flow stand at another height on the glass. */
static struct box on_glass(const struct job *job, int index, struct box box)
{
	if (job->layout->items[index].flows)
		box.y += layout_flow_dy(job->layout);
	return box;
}

static void draw_strip(struct job *job, struct box box, struct coat coat, bool line_below)
{
	int thick = coat.border > 1 ? job->theme->weight_px : job->theme->thin_px;
	int y = line_below ? box.y + box.h - thick : box.y;

	canvas_fill(&job->canvas, box, rgb(job, coat.ground));
	canvas_fill(&job->canvas, (struct box){ box.x, y, box.w, thick },
		    rgb(job, coat.line == COLOUR_NONE ? COLOUR_LINE : coat.line));
}

static bool is_strip(enum look look)
{
	return look == LOOK_HEADER || look == LOOK_BAR || look == LOOK_HELP_BAR ||
	       look == LOOK_STAFF || look == LOOK_CAPTION;
}

static void draw_box(struct job *job, int index, enum look look, struct box box)
{
	struct coat coat = coat_of(job, index);
	int border = border_px(job, coat.border), radius = radius_px(job, look);

	if (is_strip(look)) {
		/* Its line parts a strip from the page. */
		draw_strip(job, box, coat, look == LOOK_HEADER ||
			   (look == LOOK_CAPTION && job->theme->view.reach));
		return;
	}
	if (look == LOOK_DROP) {
		canvas_round(&job->canvas, box, radius, rgb(job, coat.ground));
		canvas_dashed(&job->canvas, box, radius, border, rgb(job, coat.line));
		return;
	}
	if (coat.ground != COLOUR_NONE)
		canvas_outlined(&job->canvas, box, radius, border, rgb(job, coat.line),
				rgb(job, coat.ground));
}

static enum colour step_colour(enum look look)
{
	return look == LOOK_STEP_AHEAD ? COLOUR_AHEAD : COLOUR_ACT;
}

static bool is_step(enum look look)
{
	return look == LOOK_STEP_DONE || look == LOOK_STEP_NOW ||
	       look == LOOK_STEP_AHEAD;
}

static enum sign sign_of(const struct node *node)
{
	bool on = node->flags & NODE_CHECKED;

	switch (node->look) {
	case LOOK_YES:
		return SIGN_TICK;
	case LOOK_MAYBE:
		return SIGN_QUESTION;
	case LOOK_NO:
		return SIGN_DASH;
	case LOOK_LINK:
		return SIGN_CHEVRON;
	case LOOK_CAPTION:
		return SIGN_SPEAKER;
	case LOOK_TILE:
		return SIGN_TICK;
	default:
		if (node->flags & NODE_MULTI)
			return on ? SIGN_BOX_ON : SIGN_BOX;
		return on ? SIGN_RADIO_ON : SIGN_RADIO;
	}
}

/* A drawing, made once for a size and its colours and kept. */
struct tile {
	int kind;
	int w;
	int h;
	uint32_t line;
	uint32_t ground;
	uint32_t fill;
};

#define KIND_PICTURE 100

static SDL_Surface *make_tile(const struct tile *tile)
{
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, tile->w, tile->h, 32,
							      SDL_PIXELFORMAT_RGB888);
	struct box whole = { 0, 0, tile->w, tile->h };
	struct canvas canvas;

	if (!surface)
		abort();
	canvas = canvas_of(surface);
	canvas_fill(&canvas, whole, tile->ground);
	if (tile->kind >= KIND_PICTURE)
		picture_draw(&canvas, (enum picture)(tile->kind - KIND_PICTURE), whole,
			     (struct picture_ink){ tile->line, tile->fill, tile->ground });
	else
		sign_draw(&canvas, (enum sign)tile->kind, whole, tile->line, tile->ground);
	return surface;
}

static void draw_tile(struct job *job, const struct tile *tile, int x, int y)
{
	struct surface_cache_key key = { .ink = tile->line, .ground = tile->ground,
				.em_px = tile->w, .kind = tile->kind,
				.text = (const char *)&tile->h, .len = sizeof(tile->h) };
	const SDL_Surface *kept = surface_cache_find(job->paint->tiles, &key);

	if (!kept) {
		SDL_Surface *made = make_tile(tile);

		surface_cache_add(job->paint->tiles, &key, made);
		kept = made;
	}
	canvas_copy(&job->canvas, kept, x, y);
}

static void draw_mark(struct job *job, int index, const struct node *node)
{
	const struct item *item = &job->layout->items[index];
	struct box box = on_glass(job, index, item->mark);

	if (node->look == LOOK_COUNTED || item->mark.w == 0 ||
	    (item->spans == 0 && !is_step(node->look)))
		return;
	if (is_step(node->look)) {
		canvas_fill(&job->canvas, box, rgb(job, step_colour(node->look)));
		return;
	}
	draw_tile(job, &(struct tile){ .kind = (int)sign_of(node), .w = box.w, .h = box.h,
		.line = rgb(job, coat_of(job, index).ink),
		.ground = ground_of(job, index) }, box.x, box.y);
}

/* Lines in a box: from their middle, each at its left or in the middle. */
struct text_lines {
	const char *text;
	const struct span *spans;
	int count;
	struct box box;
	bool centre;
	struct face face;
	int leading;
	uint32_t ink;
	uint32_t ground;
};

static void set_lines(struct job *job, const struct text_lines *lines)
{
	int y = lines->box.y + (lines->box.h - lines->count * lines->leading) / 2;

	for (int i = 0; i < lines->count; i++, y += lines->leading) {
		const struct span *line = &lines->spans[i];
		int x = lines->box.x + (lines->centre ? (lines->box.w - line->width) / 2 : 0);
		const SDL_Surface *picture;

		if (y + lines->leading <= job->clip.y || y >= job->clip.y + job->clip.h)
			continue;
		picture = type_line(job->paint->type, lines->face, lines->text + line->start,
				    (size_t)line->len, lines->ink, lines->ground);
		if (picture)
			canvas_copy(&job->canvas, picture, x,
				    y + (lines->leading - picture->h) / 2);
	}
}

static void draw_lines(struct job *job, int index, const char *text, int span, int spans)
{
	const struct layout *l = job->layout;
	const struct item *item = &l->items[index];

	set_lines(job, &(struct text_lines){
		.text = text, .spans = &l->spans[span], .count = spans,
		.box = on_glass(job, index, item->words),
		.centre = item->centre || theme_style(layout_node(l, index)->look)->centre,
		.face = layout_item_face(l, index), .leading = layout_leading(l, index),
		.ink = rgb(job, coat_of(job, index).ink), .ground = ground_of(job, index) });
}

static void draw_option_picture(struct job *job, int index, const struct node *node)
{
	struct box box = on_glass(job, index, job->layout->items[index].note);

	if (node->look == LOOK_OPTION && box.w > 0)
		draw_tile(job, &(struct tile){ .kind = KIND_PICTURE + (int)node->picture,
			.w = box.w, .h = box.h, .line = rgb(job, coat_of(job, index).ink),
			.ground = ground_of(job, index) }, box.x, box.y);
}

/* What stands above a choice's words, and its count below or beside them. */
static void draw_counted(struct job *job, int index, const struct node *node)
{
	const struct layout *l = job->layout;
	const struct item *item = &l->items[index];
	struct box box = on_glass(job, index, item->mark);
	uint32_t ink = rgb(job, coat_of(job, index).ink), ground = ground_of(job, index);

	if (box.w > 0)
		draw_tile(job, &(struct tile){ .kind = KIND_PICTURE + (int)node->picture,
			.w = box.w, .h = box.h, .line = ink, .ground = ground }, box.x, box.y);
	if (node->value)
		set_lines(job, &(struct text_lines){
			.text = node->value, .spans = &l->spans[item->value_span],
			.count = item->value_spans, .box = on_glass(job, index, item->note),
			.centre = true, .face = layout_face(l, LOOK_NOTE),
			.leading = theme_leading_px(job->theme, LOOK_NOTE),
			.ink = ink, .ground = ground });
}

static void draw_words(struct job *job, int index, const struct node *node)
{
	const struct item *item = &job->layout->items[index];

	if (node->look == LOOK_COUNTED)
		draw_counted(job, index, node);
	draw_option_picture(job, index, node);
	if (index == job->state->revealed && node->value)
		draw_lines(job, index, node->value, item->value_span, item->value_spans);
	else if (item->text)
		draw_lines(job, index, item->text, item->span, item->spans);
}

/* Modules of a code to be photographed: black on white in every contrast, in whole pixels. */
static void draw_modules(struct job *job, struct box box, const char *modules)
{
	int side = (int)lround(sqrt((double)strlen(modules)));
	int room = box.w < box.h ? box.w : box.h, module = room / (side + 2 * QUIET_MODULES);
	int left = box.x + (box.w - module * side) / 2, top = box.y + (box.h - module * side) / 2;

	canvas_fill(&job->canvas, box, 0xffffff);
	for (int i = 0; i < side * side; i++) {
		if (modules[i] == '1')
			canvas_fill(&job->canvas,
				    (struct box){ left + i % side * module,
						  top + i / side * module, module, module }, 0);
	}
}

static void draw_picture(struct job *job, int index, const struct node *node)
{
	struct box box = on_glass(job, index, job->layout->items[index].box);

	if (node->modules) {
		draw_modules(job, box, node->modules);
		return;
	}
	draw_tile(job, &(struct tile){
		.kind = KIND_PICTURE + (int)node->picture +
			(node->frames > 0 && job->state->motion ?
			 job->state->motion->frame % node->frames : 0),
		.w = box.w, .h = box.h,
		.line = rgb(job, is_in_pressed(job, index) ? COLOUR_SHEET : COLOUR_ACT),
		.fill = rgb(job, COLOUR_ACT_SOFT), .ground = ground_of(job, index) },
		  box.x, box.y);
}

/* A picture of the clip; while it does not play, a sign over it that a press plays it. */
static void draw_clip(struct job *job, int index)
{
	const struct motion *motion = job->state->motion;
	struct box box = on_glass(job, index, job->layout->items[index].box);
	int side = box.w / 4, pad = job->theme->unit_px;
	struct box sign = { box.x + pad, box.y + box.h - pad - side, side, side };
	const SDL_Surface *picture = motion && motion->clip ?
		clip_picture(motion->clip, motion->clip_frame, box.w, box.h) : NULL;

	canvas_fill(&job->canvas, box, rgb(job, COLOUR_NO_GROUND));
	if (picture)
		canvas_copy(&job->canvas, picture, box.x, box.y);
	if (motion && motion->clip_plays)
		return;
	canvas_round(&job->canvas, sign, side / 2, rgb(job, COLOUR_ACT));
	sign_draw(&job->canvas, SIGN_PLAY, (struct box){ sign.x + side / 4, sign.y + side / 4,
		  side / 2, side / 2 }, rgb(job, COLOUR_ACT_INK), rgb(job, COLOUR_ACT));
}

/* px for one hundredth of a millimetre in an ink box that may have been made narrower. */
static double ink_scale(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	double true_px = node->width_mm * l->theme->px_per_mm;
	double shrink = true_px > 0 ? l->items[index].box.w / true_px : 1;

	return l->theme->px_per_mm * fmin(shrink, 1) / 100;
}

static void stroke_piece(struct canvas *canvas, struct box box, double scale, double width,
			 const struct pen_point *from, const struct pen_point *to,
			 uint32_t colour)
{
	canvas_stroke(canvas, box.x + from->x * scale, box.y + from->y * scale,
		      box.x + to->x * scale, box.y + to->y * scale, width, colour);
}

static void draw_pen(struct job *job, int index)
{
	const struct pen *pen = job->state->pen;
	struct box box = on_glass(job, index, job->layout->items[index].box);
	double scale = ink_scale(job->layout, index);

	for (int i = 0; pen && i < pen->count; i++) {
		const struct pen_point *to = &pen->points[i];

		stroke_piece(&job->canvas, box, scale, 1.6 * job->theme->px_per_mm,
			     to->starts || i == 0 ? to : to - 1, to, rgb(job, COLOUR_INK));
	}
}

/* A dotted line to write on. */
static void draw_ink(struct job *job, int index)
{
	struct box box = on_glass(job, index, job->layout->items[index].box);
	int unit = job->theme->unit_px, y = box.y + box.h * 81 / 100;

	draw_box(job, index, LOOK_INK, box);
	for (int x = box.x + 8 * unit; x < box.x + box.w - 8 * unit; x += unit * 3 / 2)
		canvas_fill(&job->canvas,
			    (struct box){ x, y, job->theme->weight_px, job->theme->weight_px },
			    rgb(job, COLOUR_QUIET));
	draw_pen(job, index);
}

/* What a tile's choice looks like: in its own colours, set off from its words by a line. */
static void draw_sample(struct job *job, int index, const struct node *node)
{
	const struct layout *l = job->layout;
	const struct item *item = &l->items[index];
	struct box window = on_glass(job, index, tile_window(l, index));
	struct face face = tile_face(l, index);
	enum contrast contrast = node->sample_contrast ?
		(enum contrast)(node->sample_contrast - 1) : job->theme->view.contrast;
	uint32_t ground = theme_sample_colour(contrast, COLOUR_GROUND);
	int edge = job->theme->weight_px * 2, radius = job->theme->small_radius_px;

	window = (struct box){ window.x + edge, window.y + edge, window.w - 2 * edge,
			       window.h - edge };
	canvas_round(&job->canvas, window, radius - edge / 2, ground);
	canvas_fill(&job->canvas, (struct box){ window.x, window.y + window.h / 2, window.w,
						window.h - window.h / 2 }, ground);
	canvas_fill(&job->canvas, (struct box){ window.x, window.y + window.h, window.w,
						job->theme->thin_px }, rgb(job, COLOUR_LINE));
	if (node->picture != PICTURE_NONE)
		draw_tile(job, &(struct tile){ .kind = KIND_PICTURE + (int)node->picture,
			.w = window.w, .h = window.h - 2 * edge, .line = rgb(job, COLOUR_ACT),
			.fill = rgb(job, COLOUR_ACT_SOFT), .ground = ground },
			  window.x, window.y + edge);
	else if (node->value)
		set_lines(job, &(struct text_lines){
			.text = node->value, .spans = &l->spans[item->value_span],
			.count = item->value_spans, .box = window, .centre = true, .face = face,
			.leading = face.em_px * 140 / 100,
			.ink = theme_sample_colour(contrast, COLOUR_INK), .ground = ground });
}

static void draw_item(struct job *job, int index)
{
	const struct node *node = layout_node(job->layout, index);
	struct box seen, ignored;

	if (!layout_shown(job->layout, index, &seen) ||
	    !box_intersect(paint_reach(job->layout, index), job->clip, &ignored))
		return;
	if (node->role == ROLE_INK) {
		draw_ink(job, index);
		return;
	}
	if (node->role == ROLE_IMAGE) {
		draw_picture(job, index, node);
		return;
	}
	if (node->look == LOOK_CLIP) {
		draw_clip(job, index);
		return;
	}
	draw_box(job, index, node->look,
		 on_glass(job, index, job->layout->items[index].box));
	if (node->look == LOOK_TILE)
		draw_sample(job, index, node);
	draw_mark(job, index, node);
	draw_words(job, index, node);
}

/* The flow's pictures may not run into bar or header: a sheet can be longer than a page. */
static struct box flow_clip(const struct layout *l)
{
	int air = l->theme->unit_px, height = l->page_end[l->page] - l->page_top[l->page];

	if (height > l->flow.h || l->pages > 1)
		height = height < l->flow.h ? height : l->flow.h;
	return (struct box){ 0, l->flow.y + l->page_drop[l->page] - air,
			     l->theme->view.width_px, height + 2 * air };
}

static void draw_items(struct job *job, bool flowing)
{
	struct box whole = job->clip;

	if (flowing && !box_intersect(flow_clip(job->layout), whole, &job->clip))
		return;
	job->canvas.clip = job->clip;
	for (int i = 0; i < job->layout->count; i++) {
		if (job->layout->items[i].flows == flowing)
			draw_item(job, i);
	}
	job->clip = job->canvas.clip = whole;
}

/* A ring around the box, apart from it by a gap, so that it shows on every colour. */
static void draw_focus(struct job *job)
{
	int index = job->state->focus, gap = job->theme->thin_px;
	int thick = job->theme->unit_px / 2 + 1;
	struct box box;

	if (index < 0 || !layout_shown(job->layout, index, &box))
		return;
	box = (struct box){ box.x - gap - thick, box.y - gap - thick,
			    box.w + 2 * (gap + thick), box.h + 2 * (gap + thick) };
	canvas_ring(&job->canvas, box, job->theme->small_radius_px + gap + thick, thick,
		    rgb(job, COLOUR_FOCUS));
}

void paint_part(struct paint *paint, const struct layout *layout,
		const struct paint_state *state, SDL_Surface *surface, struct box clip)
{
	struct job job = { .paint = paint, .layout = layout, .theme = layout->theme,
			   .state = state, .canvas = canvas_of(surface) };

	if (!box_intersect(clip, job.canvas.clip, &job.clip))
		return;
	job.canvas.clip = job.clip;
	if (layout->theme->view.blank) {
		canvas_fill(&job.canvas, job.clip, 0);
		return;
	}
	canvas_fill(&job.canvas, job.clip, rgb(&job, COLOUR_GROUND));
	draw_items(&job, true);
	draw_items(&job, false);
	draw_focus(&job);
}

struct box paint_scroll(struct paint *paint, const struct layout *layout,
			const struct paint_state *state, SDL_Surface *surface, int by)
{
	struct box area = flow_clip(layout);
	uint8_t *pixels = surface->pixels;
	size_t pitch = (size_t)surface->pitch;

	if (by <= 0 || by >= area.h ||
	    !box_intersect(area, (struct box){ 0, 0, surface->w, surface->h }, &area))
		return (struct box){ 0, 0, 0, 0 };
	memmove(pixels + (size_t)area.y * pitch, pixels + (size_t)(area.y + by) * pitch,
		(size_t)(area.h - by) * pitch);
	paint_part(paint, layout, state, surface,
		   (struct box){ area.x, area.y + area.h - by, area.w, by });
	return area;
}

struct box paint_reach(const struct layout *l, int index)
{
	int around = l->theme->unit_px / 2 + 1 + l->theme->thin_px;
	struct box box = { 0, 0, 0, 0 };

	if (!layout_shown(l, index, &box))
		return box;
	return (struct box){ box.x - around, box.y - around, box.w + 2 * around,
			     box.h + 2 * around };
}

struct box paint_ink(const struct layout *l, int index, const struct pen *pen, int at,
		     SDL_Surface *surface)
{
	const struct pen_point *to = &pen->points[at];
	const struct pen_point *from = to->starts || at == 0 ? to : to - 1;
	struct canvas canvas = canvas_of(surface);
	double scale = ink_scale(l, index), width = 1.6 * l->theme->px_per_mm;
	struct box box, touched;

	if (!layout_shown(l, index, &box))
		return (struct box){ 0, 0, 0, 0 };
	box = l->items[index].box;
	if (l->items[index].flows)
		box.y += layout_flow_dy(l);
	stroke_piece(&canvas, box, scale, width, from, to,
		     theme_colour(l->theme, COLOUR_INK));
	touched = (struct box){ box.x + (int)(fmin(from->x, to->x) * scale - width),
		box.y + (int)(fmin(from->y, to->y) * scale - width),
		(int)(abs(from->x - to->x) * scale + 2 * width) + 2,
		(int)(abs(from->y - to->y) * scale + 2 * width) + 2 };
	return touched;
}
