#include "ui/strips.h"

#include "ui/arrange.h"

#include <math.h>

/* The next look's sketches: 112 of 1920 px and twice 120, on 4.03 px a mm. */
#define HEADER_MM 27.8
#define BAR_MM 29.8
#define BUTTON_MM 23.8

static int px_of(const struct theme *theme, double mm)
{
	return (int)lround(mm * theme->px_per_mm);
}

static bool is_wide(const struct theme *theme)
{
	return theme->view.width_px * 10 > theme->view.height_px * 15;
}

/* Places of the buttons along their strip, thousandths of its inner width. */
struct span_of {
	int from, to;
};

static const struct span_of tall_spans[SLOTS] = {
	[SLOT_END] = { 0, 305 }, [SLOT_BACK] = { 330, 500 }, [SLOT_NEXT] = { 525, 1000 },
	[SLOT_DISPLAY] = { 0, 318 }, [SLOT_LANGUAGE] = { 341, 659 }, [SLOT_HELP] = { 682, 1000 },
};

/* Landscape: the acts, then what helps, in one strip. */
static const struct span_of wide_spans[SLOTS] = {
	[SLOT_END] = { 0, 155 }, [SLOT_BACK] = { 168, 256 }, [SLOT_NEXT] = { 269, 540 },
	[SLOT_DISPLAY] = { 580, 713 }, [SLOT_LANGUAGE] = { 723, 857 }, [SLOT_HELP] = { 867, 1000 },
};

static int side_px(const struct theme *theme)
{
	return 6 * theme->unit_px;
}

static int help_top(const struct theme *theme)
{
	return theme->view.height_px - px_of(theme, BAR_MM);
}

static int bar_top(const struct theme *theme)
{
	return help_top(theme) - (is_wide(theme) ? 0 : px_of(theme, BAR_MM));
}

struct box strips_slot(const struct theme *theme, enum strip_slot slot)
{
	struct span_of span = is_wide(theme) ? wide_spans[slot] : tall_spans[slot];
	int inner = theme->view.width_px - 2 * side_px(theme);
	int top = slot >= SLOT_DISPLAY ? help_top(theme) : bar_top(theme);
	int h = px_of(theme, BUTTON_MM);

	return (struct box){ side_px(theme) + inner * span.from / 1000,
			     top + (px_of(theme, BAR_MM) - h) / 2,
			     inner * (span.to - span.from) / 1000, h };
}

/* Of the staff's strip this part of a thousand is words. */
#define STAFF_WORDS 370
/* It takes half of the air under the acts, where they stand above it. */
#define STAFF_HIGHER_MM 1.5

/* Between the edges of the help bar's buttons. */
static struct box staff_room(const struct theme *theme)
{
	struct box first = strips_slot(theme, SLOT_DISPLAY), last = strips_slot(theme, SLOT_HELP);
	int higher = is_wide(theme) ? 0 : px_of(theme, STAFF_HIGHER_MM);

	return (struct box){ first.x, help_top(theme) - higher, last.x + last.w - first.x,
			     px_of(theme, BAR_MM) + higher };
}

struct box strips_staff_slot(const struct theme *theme, int nth, int of)
{
	struct box room = staff_room(theme);
	int above = of - STAFF_SLOTS_BELOW, gap = theme->gap_px, h = theme_px(theme, 12.7);
	int words = room.w * STAFF_WORDS / 1000, row = nth >= above;
	int cells = row ? STAFF_SLOTS_BELOW : above, cell = row ? nth - above : nth;
	int w = (room.w - words - (cells - 1) * gap) / cells;

	return (struct box){ room.x + words + cell * (w + gap),
			     room.y + (room.h - gap) / 2 - h + row * (h + gap), w, h };
}

/* ---- words that give way ---- */

/* The 3.5 mm of the small size: of a hall's long name, and for staff. */
static int small_em(const struct layout *l)
{
	return (int)ceil(3.5 / 0.733 * l->theme->px_per_mm);
}

static int least_em(const struct layout *l, int index)
{
	return layout_node(l, index)->look == LOOK_STAFF_ACT ? small_em(l) :
	       (int)ceil(l->theme->least_em_px - 1e-6);
}

/* The largest letters with which the words stand in so many lines of a height; 0: none. */
static int em_for(struct layout *l, int index, struct box room, int lines)
{
	struct item *item = &l->items[index];
	int em = theme_em_px(l->theme, layout_node(l, index)->look);
	int most = (room.h - l->theme->unit_px) * 100 / (135 * lines);
	int least = least_em(l, index);

	em = em < most ? em : most;
	for (; em >= least; em -= em > least + 1 ? 2 : 1) {
		int spans = l->span_count;

		item->em = em;
		item->natural = -1;
		if (lines == 1 && arrange_natural(l, index) -
		    2 * arrange_tight(l, layout_node(l, index)->look) > room.w)
			continue;
		arrange_leaf(l, index, room.x, room.y, room.w);
		l->span_count = spans;
		if (item->spans <= lines)
			return em;
	}
	return 0;
}

/* One line where that costs less than a third of the letters, else two. */
static void place_button(struct layout *l, int index, struct box room)
{
	struct item *item = &l->items[index];
	int one = em_for(l, index, room, 1), two = em_for(l, index, room, 2);

	item->em = one * 10 >= two * 9 ? one : two;
	if (item->em == 0)
		item->em = least_em(l, index);
	item->natural = -1;
	arrange_leaf(l, index, room.x, room.y, room.w);
	item->words.y = room.y + (room.h - item->words.h) / 2;
	item->box = room;
}

/* ---- bars ---- */

static enum strip_slot act_slot(const struct node *node)
{
	return node->look == LOOK_END ? SLOT_END :
	       node->look == LOOK_ACT ? SLOT_NEXT : SLOT_BACK;
}

static void place_buttons(struct layout *l, int index, struct box strip)
{
	int slot = SLOT_DISPLAY;

	l->items[index].box = strip;
	l->items[index].placed = true;
	for (int i = layout_node(l, index)->first; i >= 0; i = layout_node(l, i)->next)
		place_button(l, i, strips_slot(l->theme, layout_node(l, index)->look == LOOK_BAR ?
				act_slot(layout_node(l, i)) : (enum strip_slot)slot++));
}

/* ---- header ---- */

/*
 * What is read of it stands on other pages in the visitor's size: here it is no larger than
 * usual, 5.6 mm, and where a hall's name is long down to the 3.5 mm of the small size.
 */
static void set_letters(struct layout *l, int index, int percent)
{
	double usual = l->theme->body_em_px, most = 5.6 / 0.733 * l->theme->px_per_mm;
	int style = theme_style(layout_node(l, index)->look)->em;
	int em = (int)((usual < most ? usual : most) * style * percent / 10000);
	int least = percent > 85 ? least_em(l, index) : small_em(l);

	l->items[index].em = em > least ? em : least;
	l->items[index].natural = -1;
	for (int i = layout_node(l, index)->first; i >= 0; i = layout_node(l, i)->next)
		set_letters(l, i, percent);
}

static int place_end(struct layout *l, int index, int w, int percent)
{
	set_letters(l, index, percent);
	if (arrange_natural(l, index) < w)
		w = arrange_natural(l, index);
	return arrange_place(l, index, 0, 0, w);
}

static void set_end(struct layout *l, int index, struct box strip, bool right)
{
	struct box box = l->items[index].box;
	int x = right ? strip.x + strip.w - side_px(l->theme) - box.w :
			strip.x + side_px(l->theme);

	if (right)
		arrange_right(l, index);
	arrange_shift(l, index, x - box.x, strip.y + (strip.h - box.h) / 2 - box.y);
}

/* Who and where at the left, the rest at the right edge. */
static void place_ends(struct layout *l, int index, struct box strip)
{
	int left = layout_node(l, index)->first, right = left < 0 ? -1 : layout_node(l, left)->next;
	int inner = strip.w - 2 * side_px(l->theme), gap = 2 * l->theme->unit_px;

	for (int percent = 100; left >= 0 && percent >= 60; percent -= 5) {
		int spans = l->span_count, hr = 0, hl, wr = 0;

		if (right >= 0) {
			hr = place_end(l, right, inner / 2, percent);
			wr = l->items[right].box.w + gap;
		}
		hl = place_end(l, left, inner - wr, percent);
		if (hl <= strip.h && hr <= strip.h)
			break;
		if (percent > 60)
			l->span_count = spans;
	}
	if (left >= 0)
		set_end(l, left, strip, false);
	if (right >= 0)
		set_end(l, right, strip, true);
	l->items[index].box = strip;
	l->items[index].placed = true;
}

/* ---- the staff's strip ---- */

static int count_children(const struct layout *l, int index)
{
	int count = 0;

	for (int i = layout_node(l, index)->first; i >= 0; i = layout_node(l, i)->next)
		count++;
	return count;
}

/* What is told stands at the left, in the middle of the strip's height. */
static void place_told(struct layout *l, int index, struct box room)
{
	int w = room.w * STAFF_WORDS / 1000 - l->theme->unit_px;
	int h = room.h - l->theme->unit_px;

	for (int percent = 100; percent >= 60; percent -= 5) {
		int spans = l->span_count;

		set_letters(l, index, percent);
		if (arrange_place(l, index, room.x, 0, w) <= h)
			break;
		if (percent > 60)
			l->span_count = spans;
	}
	arrange_shift(l, index, 0, room.y + (room.h - l->items[index].box.h) / 2);
}

/* Its words first, then its buttons. */
static void place_staff(struct layout *l, int index, struct box strip)
{
	int words = layout_node(l, index)->first, nth = 0, of = count_children(l, index) - 1;
	struct box room = staff_room(l->theme);

	l->items[index].box = (struct box){ strip.x, room.y, strip.w, room.h };
	l->items[index].placed = true;
	place_told(l, words, room);
	for (int i = layout_node(l, words)->next; i >= 0; i = layout_node(l, i)->next)
		place_button(l, i, strips_staff_slot(l->theme, nth++, of));
}

static int find_top(const struct layout *l, enum look look)
{
	for (int i = 0; i < l->tree->count; i++) {
		const struct node *node = &l->tree->nodes[i];

		if (node->parent < 0 && node->look == look && node->role == ROLE_GROUP)
			return i;
	}
	return -1;
}

/* Side by side: each ends where the other begins. */
static void share_strip(struct layout *l)
{
	int parted = strips_slot(l->theme, SLOT_DISPLAY).x - 2 * l->theme->unit_px;

	l->bar.w = l->help.x = parted;
	l->help.w -= parted;
}

/* Without acts the body has their room; it has none without a strip at all. */
void strips_place(struct layout *l)
{
	const struct view *view = &l->theme->view;
	int staff = find_top(l, LOOK_STAFF), acts = find_top(l, LOOK_BAR);
	int help = staff >= 0 ? staff : find_top(l, LOOK_HELP_BAR);
	int header = find_top(l, LOOK_HEADER), bottom = view->height_px;
	int bar_px = px_of(l->theme, BAR_MM), head_px = px_of(l->theme, HEADER_MM);

	l->header = (struct box){ 0, 0, view->width_px, header >= 0 ? head_px : 0 };
	l->help = (struct box){ 0, bottom, view->width_px, 0 };
	if (help >= 0 || is_wide(l->theme))
		l->help = (struct box){ 0, help_top(l->theme), view->width_px, bar_px };
	l->bar = (struct box){ 0, l->help.y, view->width_px, 0 };
	if (acts >= 0)
		l->bar = (struct box){ 0, bar_top(l->theme), view->width_px, bar_px };
	if (acts >= 0 && help >= 0 && is_wide(l->theme))
		share_strip(l);
	if (staff >= 0)
		place_staff(l, staff, l->help);
	else if (help >= 0)
		place_buttons(l, help, l->help);
	if (acts >= 0)
		place_buttons(l, acts, l->bar);
	if (header >= 0)
		place_ends(l, header, l->header);
}
