/*
 * What must hold of every screen at every size on every panel: nothing off the
 * glass, cut or overlapped; targets and gaps in millimetres; every line of
 * every page reachable; contrast as painted.  Figures: VVSG 2.0 7.1-C/D/G,
 * 7.2-E; WCAG 1.4.11.
 *
 * A fault is told to seen_fault, with the place that seen_place names.
 */
#ifndef TESTS_UI_INVARIANTS_H
#define TESTS_UI_INVARIANTS_H

#include "ui/canvas.h"
#include "ui/layout.h"
#include "ui/strips.h"

#include <stdio.h>
#include <stdlib.h>

static struct layout *seen_layout;
static char seen_place[200];
static void (*seen_fault)(const char *message);

#define HOLDS(condition, index) holds((condition), #condition, (index))

static inline void holds(bool condition, const char *text, int index)
{
	const struct node *node;
	char message[600];

	if (condition)
		return;
	node = layout_node(seen_layout, index);
	snprintf(message, sizeof(message), "%s, node %d \"%s\" \"%.60s\": %s", seen_place,
		 index, node->id ? node->id : "", node->label ? node->label : "", text);
	seen_fault(message);
}

static inline bool is_leaf(const struct node *node)
{
	return node->first < 0 && node->look >= LOOK_TITLE;
}

static inline bool is_main(const struct node *node)
{
	return node->look == LOOK_ACT || node->look == LOOK_SECOND ||
	       node->look == LOOK_END || node->look == LOOK_KEY ||
	       node->look == LOOK_OPTION;
}

static inline void check_on_glass(int index, struct box box)
{
	const struct view *view = &seen_layout->theme->view;

	HOLDS(box.x >= 0 && box.y >= 0, index);
	HOLDS(box.x + box.w <= view->width_px, index);
	HOLDS(box.y + box.h <= view->height_px, index);
}

static inline void check_target(int index, struct box box)
{
	const struct node *node = layout_node(seen_layout, index);
	double mm = 1 / seen_layout->theme->px_per_mm;
	double least = is_main(node) ? 20 : 12.7;

	if (!node_is_target(node) || node->role == ROLE_TEXT)
		return;
	HOLDS(box.h * mm >= least - 1e-6, index);
	HOLDS(box.w * mm >= least - 1e-6, index);
	if (seen_layout->theme->view.reach)
		HOLDS(box.y >= seen_layout->glass.y, index);
}

static inline void check_words(int index)
{
	const struct item *item = &seen_layout->items[index];
	const struct box *words = &item->words, *box = &item->box;

	if (item->spans == 0 || seen_layout->steps_short || seen_layout->rail)
		return;
	for (int i = 0; i < item->spans; i++)
		HOLDS(seen_layout->spans[item->span + i].width <= words->w, index);
	HOLDS(words->x >= box->x && words->x + words->w <= box->x + box->w, index);
	HOLDS(words->y >= box->y && words->y + words->h <= box->y + box->h, index);
}

static inline bool in_ink_corner(int a, int b)
{
	return layout_node(seen_layout, a)->role == ROLE_INK &&
	       layout_node(seen_layout, b)->look == LOOK_CHIP;
}

static inline int distance(struct box a, struct box b)
{
	int dx = a.x > b.x ? a.x - b.x - b.w : b.x - a.x - a.w;
	int dy = a.y > b.y ? a.y - b.y - b.h : b.y - a.y - a.h;

	return dx > dy ? dx : dy;
}

static inline void check_pair(int a, struct box first, int b, struct box second)
{
	bool targets = node_is_target(layout_node(seen_layout, a)) &&
		       node_is_target(layout_node(seen_layout, b));
	bool held = layout_node(seen_layout, a)->role == ROLE_TEXT ||
		    layout_node(seen_layout, b)->role == ROLE_TEXT;
	struct box ignored;

	if (in_ink_corner(a, b))
		return;
	HOLDS(!box_intersect(first, second, &ignored), b);
	if (targets && !held)
		HOLDS(distance(first, second) >= seen_layout->theme->gap_px, b);
}

static inline void check_page(void)
{
	const struct layout *l = seen_layout;
	struct box boxes[ITEMS_MAX];
	bool shown[ITEMS_MAX];

	for (int i = 0; i < l->count; i++) {
		shown[i] = is_leaf(layout_node(l, i)) && layout_shown(l, i, &boxes[i]);
		if (!shown[i])
			continue;
		check_on_glass(i, boxes[i]);
		check_target(i, boxes[i]);
		check_words(i);
		for (int j = 0; j < i; j++) {
			if (shown[j] && !l->steps_short)
				check_pair(j, boxes[j], i, boxes[i]);
		}
	}
}

/* Each line and each target of the flow stands whole on one page. */
static inline bool whole_on_some_page(int top, int bottom)
{
	for (int page = 0; page < seen_layout->pages; page++) {
		if (top >= seen_layout->page_top[page] && bottom <= seen_layout->page_end[page])
			return true;
	}
	return false;
}

/* What is typed stands over the keys that it is typed with. */
static inline bool is_pad_of(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);

	return node->look == LOOK_ENTRY && node->next >= 0 &&
	       layout_node(l, node->next)->look == LOOK_KEYS;
}

static inline int bottom_of_pad(const struct layout *l, int index)
{
	const struct box *keys = &l->items[layout_node(l, index)->next].box;

	return keys->y + keys->h;
}

/* The card below a heading and its answer in one line; -1: it announces none. */
static inline int announced_card(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);

	if (node->look != LOOK_SPREAD || node->first < 0 || node->next < 0 ||
	    layout_node(l, node->first)->role != ROLE_HEADING ||
	    layout_node(l, node->next)->look != LOOK_CARD)
		return -1;
	return node->next;
}

/* No page ends with a heading whose card the next one begins with, where both fit on one. */
static inline void check_announced(const struct layout *l, int index)
{
	int card = announced_card(l, index), top = l->items[index].box.y;
	int bottom = card < 0 ? 0 : l->items[card].box.y + l->items[card].box.h;

	if (card >= 0 && bottom - top <= l->flow.h)
		HOLDS(whole_on_some_page(top, bottom), index);
}

static inline void check_slot(int at, struct box want)
{
	const struct box *have = &seen_layout->items[at].box;

	HOLDS(have->x == want.x && have->y == want.y && have->w == want.w && have->h == want.h, at);
}

/* The staff's strip: its words stand in it whole, its buttons in their places. */
static inline bool check_staff_strip(void)
{
	const struct layout *l = seen_layout;
	int strip = 0, words, nth = 0, of = 0;

	while (strip < l->tree->count && layout_node(l, strip)->look != LOOK_STAFF)
		strip++;
	if (strip == l->tree->count)
		return false;
	words = layout_node(l, strip)->first;
	HOLDS(l->items[words].box.y >= l->items[strip].box.y, words);
	HOLDS(l->items[words].box.h <= l->items[strip].box.h, words);
	for (int i = layout_node(l, words)->next; i >= 0; i = layout_node(l, i)->next)
		of++;
	for (int i = layout_node(l, words)->next; i >= 0; i = layout_node(l, i)->next) {
		check_slot(i, strips_staff_slot(l->theme, nth++, of));
		HOLDS(l->items[i].spans == 1, i);
	}
	return true;
}

/*
 * Header, acts and help bar stand where ui/strips says, to the pixel; no page of a body runs
 * into them, and none stands over what is pressed out of reach.
 */
static inline void check_strips(void)
{
	static const char *const ids[SLOTS] = { "end", "back", "next", "display", "language",
						"help" };
	const struct layout *l = seen_layout;
	int slots = check_staff_strip() ? SLOT_DISPLAY : SLOTS;

	for (int slot = 0; slot < slots; slot++) {
		int at = layout_find(l, ids[slot]);

		if (at >= 0 && !l->items[at].flows)
			check_slot(at, strips_slot(l->theme, (enum strip_slot)slot));
	}
	HOLDS(l->header.h == 0 || l->header.y == 0, 0);
	for (int page = 0; page < l->pages; page++)
		HOLDS(l->flow.y + l->page_drop[page] + l->page_end[page] - l->page_top[page] <=
		      l->bar.y, 0);
}

static inline void check_flow(void)
{
	const struct layout *l = seen_layout;

	for (int i = 0; i < l->tree->count; i++) {
		const struct item *item = &l->items[i];
		int leading = layout_leading(l, i);

		if (!item->flows || !item->placed)
			continue;
		if (layout_is_whole(l, i))
			HOLDS(whole_on_some_page(item->box.y, item->box.y + item->box.h), i);
		check_announced(l, i);
		if (is_pad_of(l, i))
			HOLDS(whole_on_some_page(item->box.y, bottom_of_pad(l, i)), i);
		if (!is_leaf(layout_node(l, i)))
			continue;
		for (int line = 0; line < item->spans; line++)
			HOLDS(whole_on_some_page(item->words.y + line * leading,
						 item->words.y + (line + 1) * leading), i);
		if (node_is_target(layout_node(l, i)))
			HOLDS(whole_on_some_page(item->box.y, item->box.y + item->box.h), i);
	}
	for (int page = 0; page < l->pages; page++)
		HOLDS(l->page_end[page] - l->page_top[page] <= l->flow.h || l->pages == 1, 0);
}

/* ---- as painted ---- */

static inline int brightness(uint32_t rgb)
{
	return (int)(2 * (rgb >> 16 & 0xff) + 7 * (rgb >> 8 & 0xff) + (rgb & 0xff));
}

/* The colour of more than half of a box is what its words stand on. */
static inline uint32_t ground_in(const SDL_Surface *surface, struct box box)
{
	const uint32_t *pixels = surface->pixels;
	uint32_t ground = 0;
	int votes = 0;

	for (int i = 0; i < box.w * box.h; i++) {
		uint32_t p = pixels[(box.y + i / box.w) * (surface->pitch / 4) + box.x + i % box.w];

		if (votes == 0)
			ground = p;
		votes += p == ground ? 1 : -1;
	}
	return ground;
}

/* Contrast of a box's darkest (or lightest) stroke with what it stands on. */
static inline double painted_contrast(const SDL_Surface *surface, struct box box)
{
	const uint32_t *pixels = surface->pixels;
	int pitch = surface->pitch / 4, most = -1;
	uint32_t ground = ground_in(surface, box), ink = ground;

	for (int y = box.y; y < box.y + box.h; y++) {
		for (int x = box.x; x < box.x + box.w; x++) {
			uint32_t pixel = pixels[y * pitch + x];
			int far = abs(brightness(pixel) - brightness(ground));

			if (far > most) {
				most = far;
				ink = pixel;
			}
		}
	}
	return theme_contrast(ink, ground);
}

static inline double least_contrast(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	bool quiet = node->look == LOOK_NOTE || node->look == LOOK_STEP_AHEAD ||
		     node->look == LOOK_ENTRY || node->flags & NODE_DISABLED;

	if (l->theme->view.contrast == CONTRAST_LOW)
		return 4.5;
	if (l->theme->view.contrast != CONTRAST_DEFAULT)
		return 20;
	return quiet ? 7 : 10; /* quiet: what may be missed */
}

static inline void check_contrast(const SDL_Surface *surface)
{
	const struct layout *l = seen_layout;

	for (int i = 0; i < l->count; i++) {
		const struct item *item = &l->items[i];
		struct box box = item->words, shown;

		if (!is_leaf(layout_node(l, i)) || item->spans == 0 ||
		    !layout_shown(l, i, &shown))
			continue;
		if (item->flows)
			box.y += layout_flow_dy(l);
		if (item->text[0] == ' ' || !box_intersect(box, shown, &box))
			continue;
		HOLDS(painted_contrast(surface, box) >= least_contrast(l, i), i);
	}
}

#endif
