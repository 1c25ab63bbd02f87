#include "ui/pages.h"

#include "ui/pager.h"

#include "ui/arrange.h"

#include <assert.h>
#include <stdio.h>

/*
 * What a cut may not go through: at first whole rows, at last single lines; _BROKEN is for
 * what must stand whole and is larger than any page.
 */
enum level { LEVEL_BROKEN, LEVEL_LINE, LEVEL_LEAF, LEVEL_ROW, LEVELS };

static bool is_row(const struct node *node)
{
	return node->look == LOOK_SHEET || node->look == LOOK_NOTICE ||
	       node->look == LOOK_DROP || node->look == LOOK_SPREAD ||
	       node->look == LOOK_LINE || node->look == LOOK_EQUAL ||
	       node->look == LOOK_KEYS;
}

static int box_bottom(const struct layout *l, int index)
{
	return index < 0 ? 0 : l->items[index].box.y + l->items[index].box.h;
}

/* The first row, or the first card, below a heading and its answer in one line. */
static int announced_bottom(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	int below = node->next;

	if (node->look != LOOK_SPREAD || node->first < 0 || below < 0 ||
	    layout_node(l, node->first)->role != ROLE_HEADING)
		return 0;
	if (layout_node(l, below)->look == LOOK_CARD)
		return box_bottom(l, below);
	return layout_node(l, below)->look == LOOK_GRID ?
		box_bottom(l, layout_node(l, below)->first) : 0;
}

/* A heading goes with what it announces, a picture with the words about it. */
static int bottom_of(const struct layout *l, int index, enum level level)
{
	const struct node *node = layout_node(l, index);
	const struct box *box = &l->items[index].box;

	if (level > LEVEL_LINE && node->role == ROLE_HEADING && node->next >= 0)
		return l->items[node->next].box.y +
		       theme_leading_px(l->theme, LOOK_BODY_TEXT);
	if (level > LEVEL_LINE && announced_bottom(l, index) > 0)
		return announced_bottom(l, index);
	if (level > LEVEL_LINE && node->role == ROLE_IMAGE && node->next >= 0)
		return l->items[node->next].box.y + l->items[node->next].box.h;
	/* What is typed is seen where it is typed. */
	if (level > LEVEL_BROKEN && node->look == LOOK_ENTRY && node->next >= 0 &&
	    layout_node(l, node->next)->look == LOOK_KEYS)
		return l->items[node->next].box.y + l->items[node->next].box.h;
	return box->y + box->h;
}

/* The highest y ≤ cut that no line of this text crosses. */
static int above_lines(const struct layout *l, int index, int cut)
{
	const struct item *item = &l->items[index];
	int leading = layout_leading(l, index);

	if (cut <= item->words.y || cut >= item->words.y + item->words.h)
		return cut;
	return item->words.y + (cut - item->words.y) / leading * leading;
}

/* A name and what stands beside it: too little to be worth a cut. */
static bool is_short_line(const struct layout *l, int index)
{
	return layout_node(l, index)->look == LOOK_LINE &&
	       l->items[index].box.h * 4 < l->flow.h;
}

/* Moves a cut up out of this item when it may not be cut at this level. */
static int above_item(const struct layout *l, int index, enum level level, int cut)
{
	const struct item *item = &l->items[index];
	const struct node *node = layout_node(l, index);
	bool leaf = node->first < 0;
	bool whole = (level >= LEVEL_LINE && (layout_is_whole(l, index) ||
					      node->look == LOOK_ENTRY)) ||
		     (!leaf && level >= LEVEL_ROW && is_row(node)) ||
		     (!leaf && level >= LEVEL_LINE && is_short_line(l, index)) ||
		     (leaf && (level >= LEVEL_LEAF || node_is_target(node) ||
			       node->role == ROLE_IMAGE));

	if (!item->placed || item->box.y >= cut || bottom_of(l, index, level) <= cut)
		return cut;
	if (whole)
		return item->box.y;
	return node->first < 0 ? above_lines(l, index, cut) : cut;
}

static int settle(const struct layout *l, enum level level, int cut)
{
	for (bool moved = true; moved;) {
		moved = false;
		for (int i = 0; i < l->tree->count; i++) {
			int higher = l->items[i].flows ? above_item(l, i, level, cut) : cut;

			moved = moved || higher != cut;
			cut = higher;
		}
	}
	return cut;
}

/*
 * Where the page that begins at top ends.  Whole rows are best; a row is split
 * between its parts where half a page would stay empty and a good piece of it
 * fits; a text is split between lines where a long piece of it fits into a page
 * that would stay half empty, or when nothing else is left.
 */
static int cut_after(const struct layout *l, int top, int room)
{
	int rows = settle(l, LEVEL_ROW, top + room);
	int parts = settle(l, LEVEL_LEAF, top + room);
	int lines = settle(l, LEVEL_LINE, top + room);

	if (rows > top + room * 6 / 10)
		return rows;
	if (parts < top + room * 6 / 10 && lines - parts > room * 3 / 10)
		return lines;
	if (rows > top + room / 4 && parts - rows < room / 4)
		return rows;
	if (parts > top + room / 8)
		return parts;
	if (lines > top)
		return lines;
	lines = settle(l, LEVEL_BROKEN, top + room);
	return lines > top ? lines : top + room;
}

/* The first thing at or below a cut: a page begins with it, not with the air before. */
static int begin_at(const struct layout *l, int cut, int height)
{
	int top = height;

	for (int i = 0; i < l->tree->count; i++) {
		const struct item *item = &l->items[i];
		int y = item->box.y;

		if (!item->flows || !item->placed || item->box.y + item->box.h <= cut)
			continue;
		/*
		 * A text that the cut goes through goes on from the cut; a box
		 * only with what stands in it, never with its lower edge alone.
		 */
		if (y < cut && layout_node(l, i)->first >= 0)
			continue;
		if (y < cut)
			y = cut;
		top = y < top ? y : top;
	}
	return top;
}

/* Where the first target at or below top stands; the flow's end where there is none. */
static int first_target(const struct layout *l, int top, int height)
{
	int first = height;

	for (int i = 0; i < l->tree->count; i++) {
		const struct item *item = &l->items[i];
		const struct node *node = layout_node(l, i);

		if (item->flows && item->placed && node_is_target(node) &&
		    node->role != ROLE_TEXT && item->box.y >= top && item->box.y < first)
			first = item->box.y;
	}
	return first;
}

bool pages_begin_with_words(const struct layout *l)
{
	int height = l->page_end[l->pages - 1], first = first_target(l, 0, height);

	return first < height && first >= l->page_end[0];
}

/* By how much the page that begins at top sinks, so that hands reach all that is pressed. */
static int drop_of(const struct layout *l, int top, int height, int room)
{
	int first = first_target(l, top, height), least = l->glass.y - l->flow.y;

	return first - top < room && first < height && least > first - top ?
	       least - (first - top) : 0;
}

int pages_drop(const struct layout *l, int height)
{
	return drop_of(l, 0, height, l->flow.h);
}

static void fill_pages(struct layout *l, int height, int room)
{
	int top = 0;

	l->pages = 0;
	while (top < height && l->pages < PAGES_MAX) {
		int drop = drop_of(l, top, height, room), left = room - drop;
		int cut = height - top <= left ? height : cut_after(l, top, left);

		l->page_top[l->pages] = top;
		l->page_end[l->pages] = cut;
		l->page_drop[l->pages] = first_target(l, top, height) < cut ? drop : 0;
		l->pages++;
		top = begin_at(l, cut, height);
	}
}

/* A list that goes on has its row on a single page too. */
static bool fits_with_pager(struct layout *l, int height)
{
	int gap = 2 * l->theme->unit_px, pager = pager_place(l, false);

	if (height + l->page_drop[0] > l->flow.h - pager - gap)
		return false;
	l->flow.h -= pager + gap;
	pager_stand(l, l->flow.y + l->flow.h + gap);
	return true;
}

void pages_cut(struct layout *l, int height)
{
	int pager, gap = 2 * l->theme->unit_px;

	l->page_top[0] = 0;
	l->page_end[0] = height;
	l->page_drop[0] = pages_drop(l, height);
	l->pages = 1;
	if (pager_turn(l) >= 0 && fits_with_pager(l, height))
		return;
	if (pager_turn(l) < 0 && height + l->page_drop[0] <= l->flow.h)
		return;
	pager = pager_place(l, true);
	l->flow.h -= pager + gap;
	fill_pages(l, height, l->flow.h);
	pager_stand(l, l->flow.y + l->flow.h + gap);
}
