#include "ui/layout.h"

#include "ui/arrange.h"
#include "ui/caption.h"
#include "ui/pager.h"
#include "ui/pages.h"
#include "ui/strips.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

bool node_is_target(const struct node *node)
{
	return node->role == ROLE_BUTTON || node->role == ROLE_CHOICE ||
	       node->role == ROLE_INK || (node->flags & NODE_HOLD) != 0;
}

/* A sheet whose words are answered on it. */
static bool holds_answers(const struct layout *l, int index)
{
	for (int i = layout_node(l, index)->first; i >= 0; i = layout_node(l, i)->next) {
		const struct node *node = layout_node(l, i);

		if (node->look == LOOK_EQUAL && node->first >= 0 &&
		    layout_node(l, node->first)->role == ROLE_CHOICE)
			return true;
	}
	return false;
}

bool layout_is_whole(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);

	return node->flags & NODE_WHOLE || node->look == LOOK_KEYS || node->look == LOOK_DROP ||
	       node->role == ROLE_INK || (node->first >= 0 && node_is_target(node)) ||
	       (node->look == LOOK_SHEET && holds_answers(l, index));
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

static void inherit_centre(struct layout *l)
{
	for (int i = 0; i < l->tree->count; i++) {
		const struct node *node = &l->tree->nodes[i];
		bool above = node->parent >= 0 && l->items[node->parent].centre;
		bool box = node->look < LOOK_TITLE && theme_style(node->look)->centre;

		l->items[i].centre = above || box || (node->flags & NODE_CENTRE);
	}
}

/* Where hands reach, seated: two thirds of the glass, or what the hall measured. */
static void set_glass(struct layout *l)
{
	const struct view *view = &l->theme->view;
	int height = view->height_px;

	if (view->reach) {
		height = view->reach_mm > 0 ? theme_px(l->theme, view->reach_mm) :
					      view->height_px * 2 / 3;
		height = height > view->height_px ? view->height_px : height;
	}
	l->glass = (struct box){ 0, view->height_px - height, view->width_px, height };
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

/* The same on each page of a visit: where it is cramped other air goes. */
static int steps_pad_y(const struct layout *l)
{
	int pad = theme_style(LOOK_STEPS)->pad_y * l->theme->unit_px / 2;

	return l->theme->view.text >= TEXT_LARGE ? pad * 2 / 3 : pad;
}

static void place_steps(struct layout *l)
{
	int index = l->overlay < 0 ? find_top(l, LOOK_STEPS) : -1;
	int pad_x = arrange_pad_x(l, LOOK_STEPS), pad_y = steps_pad_y(l);
	int top = l->header.y + l->header.h + (l->theme->view.reach ? l->caption.h : 0);
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
	int top = l->steps.y, left = l->glass.x + pad_x;
	int right = l->glass.x + l->glass.w - pad_x;
	int bottom = l->bar.y - (l->theme->view.reach ? 0 : l->caption.h);

	if (l->rail)
		left = l->steps.x + l->steps.w;
	else
		top += l->steps.h;
	return (struct box){ left, top + pad_y, right - left,
			     bottom - top - pad_y - pad_y / 2 };
}

static bool has_halves(const struct layout *l)
{
	for (int i = 0; i < l->tree->count; i++) {
		if (layout_node(l, i)->look == LOOK_HALVES)
			return true;
	}
	return false;
}

/* A calm page in the middle does not run from edge to edge, unless it is in halves. */
static void narrow_flow(struct layout *l, bool centre)
{
	int widest = (l->rail ? 60 : 53) * (int)l->theme->body_em_px;
	int w = l->flow.w;

	if (l->glass.w * 10 > l->glass.h * 15 && has_halves(l))
		return;
	if (centre && l->theme->view.text < TEXT_LARGE && w <= widest && !l->compact)
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
	l->items[index].flows = true;
	if (layout_node(l, index)->look == LOOK_TURN)
		return;
	for (int i = layout_node(l, index)->first; i >= 0; i = layout_node(l, i)->next)
		mark_flowing(l, i);
}

/* What the buttons that turn pages, and the air above them, take of a page. */
static int pager_room(const struct layout *l)
{
	int words = theme_leading_px(l->theme, LOOK_SECOND) + 2 * arrange_pad_y(l, LOOK_SECOND);
	int least = theme_px(l->theme, theme_style(LOOK_SECOND)->min_height_mm);

	return (words > least ? words : least) + 2 * l->theme->unit_px;
}

/* What a page has of air, and a title of its size; modest: of a card's title. */
enum air { AIR_LEAST, AIR_TERSE, AIR_MODEST, AIR_COMPACT, AIR_USUAL };

/*
 * An ink box gives way before a page is cut, down to 60 mm of height (40 where captions and
 * the largest letters leave a small panel no more); further
 * only where it would be higher than a page by itself.
 */
static bool shrink_ink(struct layout *l, int by)
{
	int least = theme_px(l->theme, l->air == AIR_LEAST ? 40 : 60);
	int sunk = l->glass.y - l->flow.y;
	int page = l->flow.h - pager_room(l) - (sunk > 0 ? sunk : 0);

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
	const struct node *node = layout_node(l, index);

	return node->role == ROLE_IMAGE && !node->modules && l->items[index].placed;
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

/* The sheet that asks for something to be laid on the reader, -1: none. */
static int prompt_index(const struct layout *l)
{
	for (int i = 0; i < l->tree->count; i++) {
		if (layout_node(l, i)->look == LOOK_DROP && l->items[i].placed)
			return i;
	}
	return -1;
}

/* By how much it runs out of the first page. */
static int prompt_over(const struct layout *l)
{
	int index = prompt_index(l);
	const struct box *box;

	if (index < 0)
		return 0;
	box = &l->items[index].box;
	return box->y + box->h - (l->flow.h - pager_room(l));
}

/* Whoever comes sees at once what to do: its pictures give way before it goes to page 2. */
static bool shrink_for_prompt(struct layout *l)
{
	int over = l->compact ? prompt_over(l) : 0;

	for (int i = 0; over > 0 && i < l->tree->count; i++) {
		struct item *item = &l->items[i];

		if (is_picture(l, i))
			item->lower += item->box.h / 2 < over ? item->box.h / 2 : over;
	}
	return over > 0;
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

/* Where a keypad has the page to itself its keys grow: 44 mm are hit without looking. */
static bool grow_keys(struct layout *l, int spare)
{
	int most = theme_px(l->theme, 44), rows = 4;

	l->key_px = 0;
	for (int i = 0; i < l->tree->count && spare > rows; i++) {
		const struct node *node = layout_node(l, i);

		if (node->look != LOOK_KEYS || node->first < 0 || !l->items[i].placed)
			continue;
		l->key_px = l->items[node->first].box.h + spare / rows;
		l->key_px = l->key_px < most ? l->key_px : most;
	}
	return l->key_px > 0;
}

static int flow_index(const struct layout *l)
{
	return l->overlay >= 0 ? l->overlay : find_top(l, LOOK_BODY);
}

/* Free height above a centred body, a little less than below. */
static void sink(struct layout *l, int index, int height)
{
	int spare = l->flow.h - height;

	if (l->pages > 1 || spare <= 0 || l->page_drop[0] > 0 || !l->items[index].centre)
		return;
	l->flow.y += spare * 38 / 100;
	l->flow.h -= spare * 38 / 100;
}

static bool has_whole(const struct layout *l)
{
	for (int i = 0; i < l->tree->count; i++) {
		if (layout_is_whole(l, i))
			return true;
	}
	return false;
}

/*
 * Title and lead shrink before what must stand whole goes to another page, and what is
 * larger than the words around it: to a card's title, so that it still stands out, and
 * where that is not enough to the size of those words.
 */
static void set_terse(struct layout *l)
{
	bool modest = l->air == AIR_MODEST;
	int words = theme_em_px(l->theme, modest ? LOOK_CARD_TITLE : LOOK_STRONG);

	for (int i = 0; i < l->tree->count; i++) {
		enum look look = l->tree->nodes[i].look;
		bool larger = look == LOOK_TITLE || look == LOOK_LEAD || look == LOOK_KEY ||
			      look == LOOK_ENTRY || look == LOOK_CARD_TITLE ||
			      look == LOOK_AMOUNT;

		if (larger && words < theme_em_px(l->theme, look))
			l->items[i].em = words;
	}
}

static bool is_in_whole(const struct layout *l, int index)
{
	for (int i = index; i >= 0; i = layout_node(l, i)->parent) {
		if (layout_is_whole(l, i))
			return true;
	}
	return false;
}

/* On a panel that the largest letters are too large for: the next smaller ones, 7.1 mm. */
static void set_least(struct layout *l)
{
	for (int i = 0; i < l->tree->count; i++) {
		int em = l->items[i].em ? l->items[i].em :
					  theme_em_px(l->theme, layout_node(l, i)->look);

		if (is_in_whole(l, i) || layout_node(l, i)->look == LOOK_LEAD)
			l->items[i].em = em * 71 / 90;
	}
}

static void reset(struct layout *l)
{
	l->span_count = 0;
	l->count = l->tree->count;
	l->pages = 1;
	l->page = 0;
	l->steps_short = false;
	l->key_px = 0;
	for (int i = 0; i < ITEMS_MAX; i++)
		l->items[i] = (struct item){ .natural = -1 };
	for (int i = 0; i < EXTRAS; i++)
		l->extra[i] = (struct node){ .role = ROLE_GROUP, .parent = -1, .first = -1,
					     .next = -1, .last = -1 };
	l->overlay = find_top(l, LOOK_OVERLAY);
}

static void lay_out(struct layout *l, enum air air)
{
	int index, height, over;

	l->air = (int)air;
	l->compact = air < AIR_USUAL;
	l->terse = air < AIR_COMPACT;
	reset(l);
	inherit_centre(l);
	if (l->terse)
		set_terse(l);
	if (air == AIR_LEAST)
		set_least(l);
	set_glass(l);
	strips_place(l);
	caption_place(l);
	place_steps(l);
	l->flow = flow_box(l);
	index = flow_index(l);
	if (index < 0)
		return;
	narrow_flow(l, l->items[index].centre);
	height = place_flow(l, index);
	over = height + pages_drop(l, height) - l->flow.h;
	if (over > 0 && shrink_ink(l, over))
		height = place_flow(l, index);
	over = height + pages_drop(l, height) - l->flow.h;
	if (over > 0 && shrink_pictures(l, over))
		height = place_flow(l, index);
	for (int half = 0; over > 0 && half < 4 && shrink_for_prompt(l); half++)
		height = place_flow(l, index);
	over = height + pages_drop(l, height) - l->flow.h;
	if (grow_keys(l, -over))
		height = place_flow(l, index);
	pages_cut(l, height);
	sink(l, index, height);
}

static bool is_on_one_page(const struct layout *l, int top, int bottom)
{
	for (int page = 0; page < l->pages; page++) {
		if (top >= l->page_top[page] && bottom <= l->page_end[page])
			return true;
	}
	return false;
}

/*
 * In halves of pages to turn: half a one for a first page of words alone.  What is cut though
 * it must stand whole costs more than any of them, and so does a prompt that is not on the
 * first.
 */
#define PAGE_COST 2

static int cost(const struct layout *l)
{
	int halves = PAGE_COST * l->pages + pages_begin_with_words(l);

	for (int i = 0; l->pages > 1 && i < l->tree->count; i++) {
		const struct item *item = &l->items[i];
		int bottom = item->box.y + item->box.h;

		if (item->flows && item->placed && layout_is_whole(l, i) &&
		    !is_on_one_page(l, item->box.y, bottom))
			halves += PAGE_COST * PAGES_MAX;
		else if (i == prompt_index(l) && bottom > l->page_end[0])
			halves += PAGE_COST * PAGES_MAX / 2;
	}
	return halves;
}

/* Less air is worth it where it saves the visitor a page, or something from being cut. */
static void try_air(struct layout *l, enum air air, enum air *best, int *least)
{
	if (*least == PAGE_COST)
		return;
	lay_out(l, air);
	if (cost(l) < *least) {
		*least = cost(l);
		*best = air;
	}
}

void layout_run(struct layout *l, const struct tree *tree, const struct theme *theme,
		struct type *type, int page)
{
	enum air air = AIR_USUAL;
	int least;

	l->tree = tree;
	l->theme = theme;
	l->type = type;
	lay_out(l, air);
	least = cost(l);
	try_air(l, AIR_COMPACT, &air, &least);
	if (has_whole(l)) {
		try_air(l, AIR_MODEST, &air, &least);
		try_air(l, AIR_TERSE, &air, &least);
	}
	if (least > PAGE_COST * PAGES_MAX / 2 && theme->view.text >= TEXT_LARGE)
		try_air(l, AIR_LEAST, &air, &least);
	if (l->air != (int)air)
		lay_out(l, air);
	layout_turn(l, page);
}

void layout_turn(struct layout *l, int page)
{
	if (page >= l->pages)
		page = l->pages - 1;
	l->page = page < 0 ? 0 : page;
	pager_label(l);
}

int layout_flow_dy(const struct layout *l)
{
	return l->flow.y + l->page_drop[l->page] - l->page_top[l->page];
}

int layout_page_of(const struct layout *l, int index)
{
	const struct item *item = &l->items[index];

	if (!item->flows)
		return pager_page_of(l, index);
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
