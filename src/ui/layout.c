#include "ui/layout.h"

#include "ui/arrange.h"
#include "ui/caption.h"
#include "ui/pages.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

bool node_is_target(const struct node *node)
{
	return node->role == ROLE_BUTTON || node->role == ROLE_CHOICE ||
	       node->role == ROLE_INK || (node->flags & NODE_HOLD) != 0;
}

bool box_intersect(struct box a, struct box b, struct box *ret_box)
{
	int left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
	int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
	int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;

	if (right <= left || bottom <= top)
		return false;
	*ret_box = (struct box){ left, top, right - left, bottom - top };
	return true;
}

bool box_holds(struct box box, int x, int y)
{
	return x >= box.x && y >= box.y && x < box.x + box.w && y < box.y + box.h;
}

const struct node *layout_node(const struct layout *l, int index)
{
	assert(index >= 0 && index < ITEMS_MAX);
	if (index < l->tree->count)
		return &l->tree->nodes[index];
	return &l->extra[index - l->tree->count];
}

int layout_find(const struct layout *l, const char *id)
{
	for (int i = 0; i < l->count; i++) {
		const struct node *node = layout_node(l, i);

		if (node->id && strcmp(node->id, id) == 0)
			return i;
	}
	return -1;
}

/* The first top-level node of a look, -1 for none. */
static int find_top(const struct layout *l, enum look look)
{
	for (int i = 0; i < l->tree->count; i++) {
		const struct node *node = &l->tree->nodes[i];

		if (node->parent < 0 && node->look == look && node->role == ROLE_GROUP)
			return i;
	}
	return -1;
}

static int find_bar(const struct layout *l)
{
	if (l->overlay < 0)
		return find_top(l, LOOK_BAR);
	for (int i = l->tree->nodes[l->overlay].first; i >= 0; i = l->tree->nodes[i].next) {
		if (l->tree->nodes[i].look == LOOK_BAR)
			return i;
	}
	return -1;
}

static void inherit_centre(struct layout *l)
{
	for (int i = 0; i < l->tree->count; i++) {
		const struct node *node = &l->tree->nodes[i];
		bool above = node->parent >= 0 && l->items[node->parent].centre;
		bool box = node->look < LOOK_TITLE && theme_style(node->look)->centre;

		l->items[i].centre = above || box || (node->flags & NODE_CENTRE);
	}
}

static void set_glass(struct layout *l)
{
	const struct view *view = &l->theme->view;
	int height = view->height_px;

	if (view->reach) {
		height = view->reach_mm > 0 ? theme_px(l->theme, view->reach_mm) :
					      view->height_px * 55 / 100;
		height = height > view->height_px ? view->height_px : height;
	}
	l->glass = (struct box){ 0, view->height_px - height, view->width_px, height };
}

/* The strip of header words; in the reach layout it stands on the bar, within reach. */
static void place_header(struct layout *l)
{
	int index = l->overlay < 0 ? find_top(l, LOOK_HEADER) : -1;
	int pad_x = arrange_pad_x(l, LOOK_HEADER), pad_y = arrange_pad_y(l, LOOK_HEADER);
	int h;

	l->header = (struct box){ l->glass.x, l->glass.y, l->glass.w, 0 };
	if (index < 0)
		return;
	h = arrange_header(l, index, l->glass.x + pad_x, l->glass.y + pad_y,
			   l->glass.w - 2 * pad_x);
	l->header.h = h + 2 * pad_y;
	l->items[index].box = l->header;
	if (l->theme->view.reach) {
		arrange_shift(l, index, 0, l->bar.y - l->header.h - l->header.y);
		l->header.y = l->bar.y - l->header.h;
		l->items[index].box = l->header;
	}
	l->items[index].placed = true;
}

static void place_bar(struct layout *l)
{
	int index = find_bar(l);
	int pad_x = arrange_pad_x(l, LOOK_BAR), pad_y = arrange_pad_y(l, LOOK_BAR);
	int bottom = l->glass.y + l->glass.h, h, y;

	l->bar = (struct box){ l->glass.x, bottom, l->glass.w, 0 };
	if (index < 0)
		return;
	h = arrange_bar(l, index, l->glass.x + pad_x, 0, l->glass.w - 2 * pad_x);
	y = bottom - h - 2 * pad_y;
	l->bar = (struct box){ l->glass.x, y, l->glass.w, h + 2 * pad_y };
	l->items[index].box = (struct box){ l->glass.x, 0, l->glass.w, l->bar.h };
	arrange_shift(l, index, 0, y + pad_y);
	l->items[index].box.y = y;
	l->items[index].placed = true;
}

static int widest_step(struct layout *l, int index)
{
	int widest = 0;

	for (int i = l->tree->nodes[index].first; i >= 0; i = l->tree->nodes[i].next) {
		int w = arrange_natural(l, i);

		widest = w > widest ? w : widest;
	}
	return widest;
}

static void place_steps(struct layout *l)
{
	int index = l->overlay < 0 ? find_top(l, LOOK_STEPS) : -1;
	int pad_x = arrange_pad_x(l, LOOK_STEPS), pad_y = arrange_pad_y(l, LOOK_STEPS);
	int top = l->theme->view.reach ? l->caption.h : l->header.y + l->header.h;
	int w = l->glass.w - 2 * pad_x;

	l->rail = false;
	l->steps = (struct box){ l->glass.x, top, l->glass.w, 0 };
	if (index < 0)
		return;
	l->rail = !l->theme->view.reach && l->glass.w * 10 > l->glass.h * 15 &&
		  l->glass.w > 24 * theme_em_px(l->theme, LOOK_BODY_TEXT);
	if (l->rail)
		w = 3 * l->theme->unit_px + widest_step(l, index);
	l->steps.h = arrange_steps(l, index, l->glass.x + pad_x, top + pad_y, w) +
		     (l->rail ? 2 * pad_y : pad_y);
	if (l->rail)
		l->steps.w = w + 2 * pad_x;
	l->items[index].box = l->steps;
	l->items[index].placed = true;
}

/* Where the pages of the body stand: between steps and bar, beside a rail. */
static struct box flow_box(const struct layout *l)
{
	enum look look = l->overlay < 0 ? LOOK_BODY : LOOK_OVERLAY;
	int pad_x = arrange_pad_x(l, look), pad_y = arrange_pad_y(l, look);
	int top = l->header.y + l->header.h, left = l->glass.x + pad_x;
	int right = l->glass.x + l->glass.w - pad_x, bottom = l->bar.y - l->caption.h;

	if (l->rail)
		left = l->steps.x + l->steps.w;
	else
		top = l->steps.y + l->steps.h;
	if (l->theme->view.reach) {
		top = l->glass.y;
		bottom = l->header.h ? l->header.y : l->bar.y;
	}
	return (struct box){ left, top + pad_y, right - left,
			     bottom - top - pad_y - pad_y / 2 };
}

/* A calm page in the middle does not run from edge to edge. */
static void narrow_flow(struct layout *l, bool centre)
{
	int widest = (l->rail ? 60 : 53) * (int)l->theme->body_em_px;
	int w = l->flow.w;

	if (centre && l->theme->view.text < TEXT_LARGE && w <= widest)
		w = w * 78 / 100;
	if (centre)
		widest = 30 * (int)l->theme->body_em_px;
	if (w > widest)
		w = widest;
	if (centre)
		l->flow.x += (l->flow.w - w) / 2;
	else if (!l->rail)
		l->flow.x += (l->flow.w - w) / 2;
	l->flow.w = w;
}

static void mark_flowing(struct layout *l, int index)
{
	l->items[index].flows = !l->items[index].head;
	for (int i = layout_node(l, index)->first; i >= 0; i = layout_node(l, i)->next) {
		if (layout_node(l, i)->look != LOOK_BAR)
			mark_flowing(l, i);
	}
}

/*
 * Reach layout: the words with which a body begins are only read, so they may
 * stand above the part that hands reach.  What does not fit there flows.
 */
static void place_heads(struct layout *l, int index)
{
	int top = l->steps.y + l->steps.h, unit = l->theme->unit_px, at = top + 2 * unit;
	int steps = l->overlay < 0 ? find_top(l, LOOK_STEPS) : -1;

	for (int i = l->tree->nodes[index].first; i >= 0; i = l->tree->nodes[i].next) {
		const struct node *node = &l->tree->nodes[i];
		bool words = node->look == LOOK_TITLE || node->look == LOOK_LEAD;
		int h;

		if (!words || node->first >= 0 || node->flags & NODE_HOLD)
			break;
		h = arrange_place(l, i, l->flow.x, at, l->flow.w);
		if (at + h + unit > l->glass.y)
			break;
		if (l->items[i].centre)
			arrange_shift(l, i, (l->flow.w - l->items[i].box.w) / 2, 0);
		l->items[i].head = true;
		at += h + 2 * unit;
	}
	/* They stand just above what belongs to them. */
	for (int i = l->tree->nodes[index].first; i >= 0; i = l->tree->nodes[i].next) {
		if (l->items[i].head)
			arrange_shift(l, i, 0, l->glass.y - at);
	}
	if (steps >= 0)
		arrange_shift(l, steps, 0, l->glass.y - at);
}

/* What the buttons that turn pages, and the air above them, take of a page. */
static int pager_room(const struct layout *l)
{
	int words = theme_leading_px(l->theme, LOOK_SECOND) + 2 * arrange_pad_y(l, LOOK_SECOND);
	int least = theme_px(l->theme, theme_style(LOOK_SECOND)->min_height_mm);

	return (words > least ? words : least) + 2 * l->theme->unit_px;
}

/*
 * An ink box gives way before a page is cut, down to 60 mm of height; further
 * only where it would be higher than a page by itself.
 */
static bool shrink_ink(struct layout *l, int by)
{
	int least = theme_px(l->theme, 60), page = l->flow.h - pager_room(l);

	for (int i = 0; i < l->tree->count; i++) {
		struct item *item = &l->items[i];

		if (layout_node(l, i)->role != ROLE_INK)
			continue;
		if (item->box.h - by >= least)
			item->lower = by;
		else if (item->box.h > page)
			item->lower = item->box.h - page;
		return item->lower > 0;
	}
	return false;
}

static bool is_picture(const struct layout *l, int index)
{
	return layout_node(l, index)->role == ROLE_IMAGE && l->items[index].placed;
}

/* What pictures can give of their height: half of it. */
static int picture_room(const struct layout *l)
{
	int room = 0;

	for (int i = 0; i < l->tree->count; i++) {
		if (is_picture(l, i))
			room += l->items[i].box.h / 2;
	}
	return room;
}

/* Pictures give way where captions take room, and where it saves the visitor a page. */
static bool shrink_pictures(struct layout *l, int by)
{
	int room = picture_room(l);

	if (room == 0 || (l->caption.h == 0 && (!l->compact || room < by)))
		return false;
	for (int i = 0; i < l->tree->count; i++) {
		struct item *item = &l->items[i];

		if (is_picture(l, i))
			item->lower = item->box.h / 2 < by ? item->box.h / 2 : by;
	}
	return true;
}

/* Lays the body (or overlay) out as one long column; returns its height. */
static int place_flow(struct layout *l, int index)
{
	int h = arrange_column(l, l->tree->nodes[index].first, l->flow.x, 0, l->flow.w);

	l->items[index].box = (struct box){ l->flow.x, 0, l->flow.w, h };
	l->items[index].placed = true;
	mark_flowing(l, index);
	return h;
}

static int flow_index(const struct layout *l)
{
	return l->overlay >= 0 ? l->overlay : find_top(l, LOOK_BODY);
}

/* Free height above a centred body, a little less than below. */
static void sink(struct layout *l, int index, int height)
{
	int spare = l->flow.h - height;

	if (l->pages > 1 || spare <= 0 || !l->items[index].centre)
		return;
	l->flow.y += spare * 38 / 100;
	l->flow.h -= spare * 38 / 100;
}

static void reset(struct layout *l)
{
	l->span_count = 0;
	l->count = l->tree->count;
	l->pages = 1;
	l->page = 0;
	l->steps_short = false;
	for (int i = 0; i < ITEMS_MAX; i++)
		l->items[i] = (struct item){ .natural = -1 };
	for (int i = 0; i < EXTRAS; i++)
		l->extra[i] = (struct node){ .role = ROLE_GROUP, .parent = -1, .first = -1,
					     .next = -1, .last = -1 };
	l->overlay = find_top(l, LOOK_OVERLAY);
}

static void lay_out(struct layout *l, bool compact)
{
	int index, height;

	l->compact = compact;
	reset(l);
	inherit_centre(l);
	set_glass(l);
	place_bar(l);
	caption_place(l);
	place_header(l);
	place_steps(l);
	l->flow = flow_box(l);
	index = flow_index(l);
	if (index < 0)
		return;
	narrow_flow(l, l->items[index].centre);
	if (l->theme->view.reach)
		place_heads(l, index);
	height = place_flow(l, index);
	if (height > l->flow.h && shrink_ink(l, height - l->flow.h))
		height = place_flow(l, index);
	if (height > l->flow.h && shrink_pictures(l, height - l->flow.h))
		height = place_flow(l, index);
	pages_cut(l, height);
	sink(l, index, height);
}

void layout_run(struct layout *l, const struct tree *tree, const struct theme *theme,
		struct type *type, int page)
{
	int pages;

	l->tree = tree;
	l->theme = theme;
	l->type = type;
	lay_out(l, false);
	pages = l->pages;
	if (pages > 1)
		lay_out(l, true);
	/* Less air is worth it only where it saves the visitor a page. */
	if (pages > 1 && l->pages == pages)
		lay_out(l, false);
	layout_turn(l, page);
}

void layout_turn(struct layout *l, int page)
{
	if (page >= l->pages)
		page = l->pages - 1;
	l->page = page < 0 ? 0 : page;
	pages_label(l);
}

int layout_flow_dy(const struct layout *l)
{
	return l->flow.y - l->page_top[l->page];
}

int layout_page_of(const struct layout *l, int index)
{
	const struct item *item = &l->items[index];

	if (!item->flows)
		return -1;
	for (int page = l->pages - 1; page > 0; page--) {
		if (item->box.y >= l->page_top[page])
			return page;
	}
	return 0;
}

bool layout_shown(const struct layout *l, int index, struct box *ret_box)
{
	const struct item *item = &l->items[index];
	struct box box = item->box;
	struct box page = { 0, l->page_top[l->page], l->theme->view.width_px,
			    l->page_end[l->page] - l->page_top[l->page] };

	if (!item->placed)
		return false;
	if (!item->flows) {
		*ret_box = box;
		return box.w > 0 && box.h > 0;
	}
	if (!box_intersect(box, page, &box))
		return false;
	box.y += layout_flow_dy(l);
	*ret_box = box;
	return true;
}
