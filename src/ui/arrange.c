#include "ui/arrange.h"

#include "ui/counted.h"

#include <assert.h>
#include <limits.h>

static int first_child(const struct layout *l, int index)
{
	return layout_node(l, index)->first;
}

static int next_of(const struct layout *l, int index)
{
	return layout_node(l, index)->next;
}

static int count_children(const struct layout *l, int index)
{
	int n = 0;

	for (int i = first_child(l, index); i >= 0; i = next_of(l, i))
		n++;
	return n;
}

static bool holds_target(const struct layout *l, int index)
{
	if (node_is_target(layout_node(l, index)))
		return true;
	for (int i = first_child(l, index); i >= 0; i = next_of(l, i)) {
		if (holds_target(l, i))
			return true;
	}
	return false;
}

static bool is_wide(const struct layout *l)
{
	return l->theme->view.width_px * 10 > l->theme->view.height_px * 15;
}

static bool is_words(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);

	return (node->role == ROLE_TEXT || node->role == ROLE_HEADING) && node->first < 0;
}

static bool is_sheet(enum look look)
{
	return look == LOOK_SHEET || look == LOOK_CARD || look == LOOK_DROP ||
	       look == LOOK_NOTICE;
}

void arrange_shift(struct layout *l, int index, int dx, int dy)
{
	struct item *item = &l->items[index];
	struct box *boxes[] = { &item->box, &item->mark, &item->words, &item->note };

	for (int i = 0; i < 4; i++) {
		boxes[i]->x += dx;
		boxes[i]->y += dy;
	}
	for (int i = first_child(l, index); i >= 0; i = next_of(l, i))
		arrange_shift(l, i, dx, dy);
}

/* ---- natural widths ---- */

static int side_gap(const struct layout *l, int a, int b)
{
	int gap = l->theme->unit_px * 3 / 2;

	if (holds_target(l, a) && holds_target(l, b)) {
		gap = l->theme->unit_px * 2;
		if (gap < l->theme->gap_px)
			gap = l->theme->gap_px;
	}
	return gap;
}

static int natural_beside(struct layout *l, int index)
{
	int sum = 0;

	for (int i = first_child(l, index); i >= 0; i = next_of(l, i)) {
		sum += arrange_natural(l, i);
		if (next_of(l, i) >= 0)
			sum += side_gap(l, i, next_of(l, i));
	}
	return sum;
}

static int natural_widest(struct layout *l, int index)
{
	int widest = 0;

	for (int i = first_child(l, index); i >= 0; i = next_of(l, i)) {
		int w = arrange_natural(l, i);

		widest = w > widest ? w : widest;
	}
	return widest;
}

static int target_gap(const struct layout *l)
{
	int gap = 3 * l->theme->unit_px;

	return gap < l->theme->gap_px ? l->theme->gap_px : gap;
}

static int natural_equal(struct layout *l, int index)
{
	int n = count_children(l, index);

	return n * natural_widest(l, index) + (n - 1) * target_gap(l);
}

static int natural_container(struct layout *l, int index)
{
	enum look look = layout_node(l, index)->look;

	if (look == LOOK_LINE || look == LOOK_SPREAD || look == LOOK_FLANKED)
		return natural_beside(l, index);
	if (look == LOOK_EQUAL || look == LOOK_KEYS)
		return natural_equal(l, index);
	return natural_widest(l, index) + 2 * arrange_pad_x(l, look);
}

int arrange_natural(struct layout *l, int index)
{
	struct item *item = &l->items[index];

	if (item->natural < 0)
		item->natural = first_child(l, index) < 0 ? leaf_natural(l, index) :
							    natural_container(l, index);
	return item->natural;
}

/* ---- below each other ---- */

/* Buttons, or a row of them; a row of words is none. */
static bool is_press(const struct layout *l, int index)
{
	enum look look = layout_node(l, index)->look;

	return look == LOOK_ACT || look == LOOK_SECOND || look == LOOK_END ||
	       look == LOOK_KEYS || look == LOOK_GRID || look == LOOK_ENTRY ||
	       (look == LOOK_EQUAL && holds_target(l, index));
}

/* Air between two neighbours, in halves of the grid's unit. */
static int air(const struct layout *l, int a, int b)
{
	const struct node *up = layout_node(l, a), *down = layout_node(l, b);

	if (up->look == LOOK_TITLE)
		return down->look == LOOK_LEAD ? 3 : 8;
	if (up->look == LOOK_LEAD)
		return is_words(l, b) && down->role != ROLE_HEADING ? 4 : 9;
	if (is_sheet(up->look) && is_sheet(down->look))
		return 6;
	if (is_sheet(up->look) || is_sheet(down->look))
		return 7;
	if (up->look == LOOK_OPTION && down->look == LOOK_OPTION)
		return 3;
	if (holds_target(l, a) && holds_target(l, b))
		return 5;
	if (up->role == ROLE_INK || is_press(l, b) || is_press(l, a))
		return 7;
	if (is_words(l, a) && down->role == ROLE_HEADING)
		return 7;
	if (is_words(l, a) && is_words(l, b))
		return 2;
	if (up->role == ROLE_IMAGE || down->role == ROLE_IMAGE)
		return 7;
	return 3;
}

static int air_px(const struct layout *l, int a, int b)
{
	int px = air(l, a, b) * l->theme->unit_px / 2;

	/* A page in the middle of the glass has room to breathe. */
	if (l->items[a].centre && l->theme->view.text < TEXT_LARGE)
		px = px * 3 / 2;
	if (l->compact)
		px = px * 2 / 3;
	if (holds_target(l, a) && holds_target(l, b) && px < l->theme->gap_px)
		return l->theme->gap_px;
	return px;
}

static void centre_in(struct layout *l, int index, int x, int w)
{
	int spare = w - l->items[index].box.w;

	if (spare > 0)
		arrange_shift(l, index, x + spare / 2 - l->items[index].box.x, 0);
}

/*
 * A chip that follows an ink box (write again) stands in the box's upper right
 * corner: below the box a wrist would rest on it.
 */
static bool stands_in_ink(struct layout *l, int before, int index)
{
	const struct box *ink;
	int inset = 2 * l->theme->unit_px, w = arrange_natural(l, index);

	if (before < 0 || layout_node(l, before)->role != ROLE_INK ||
	    layout_node(l, index)->look != LOOK_CHIP)
		return false;
	ink = &l->items[before].box;
	arrange_place(l, index, ink->x + ink->w - inset - w, ink->y + inset, w);
	return true;
}

/* Neighbouring sheets, or cards, stand side by side where the glass is wide (landscape). */
static bool stand_in_pairs(const struct layout *l, int index, int w)
{
	enum look look = layout_node(l, index)->look;
	int next = next_of(l, index);

	return l->rail && next >= 0 && !l->items[index].centre &&
	       (look == LOOK_SHEET || look == LOOK_CARD) &&
	       layout_node(l, next)->look == look &&
	       w > 38 * (int)l->theme->body_em_px;
}

/*
 * What a page holds above the pager.  A taller pair cannot be cut: the lines of
 * two texts beside each other do not end at the same height.
 */
static int room_for_pair(const struct layout *l)
{
	return l->flow.h - 3 * theme_leading_px(l->theme, LOOK_SECOND);
}

/* Side by side, where both are whole on a page; else 0, and nothing is placed for good. */
static int place_pair(struct layout *l, int index, int x, int y, int w)
{
	int gap = 3 * l->theme->unit_px, cell = (w - gap) / 2, next = next_of(l, index);
	int a = arrange_place(l, index, x, y, cell);
	int b = arrange_place(l, next, x + cell + gap, y, cell);
	int height = a > b ? a : b;

	if (height > room_for_pair(l))
		return 0;
	l->items[index].box.h = l->items[next].box.h = height;
	return height;
}

/* A keypad, and what is typed on it, is no wider than a hand's way: three keys of 65 mm. */
static int width_of(const struct layout *l, int index, int w)
{
	enum look look = layout_node(l, index)->look;
	int widest = theme_px(l->theme, 205);

	return (look == LOOK_KEYS || look == LOOK_ENTRY) && w > widest ? widest : w;
}

/*
 * A clip stands at the upper right of a column, and the words that the column begins with
 * beside it.  In the reach layout it comes last, where hands are, and so it does where the
 * largest letters leave a low glass no room.  -1: there is none so.
 */
static int clip_beside(const struct layout *l, int first)
{
	bool last = l->theme->view.reach ||
		    (is_wide(l) && l->theme->view.text == TEXT_LARGEST);

	for (int i = first; i >= 0 && !last; i = next_of(l, i)) {
		if (layout_node(l, i)->look == LOOK_CLIP)
			return i;
	}
	return -1;
}

static bool is_beside(const struct layout *l, int index, int w)
{
	return (is_words(l, index) || layout_node(l, index)->look == LOOK_NOTICE) &&
	       w > 9 * (int)l->theme->body_em_px;
}

/*
 * Where the room beside the clip ends, and below which all of the width is free; 0, 0: none.
 * A wide glass has room enough beside it for everything.
 */
struct corner {
	int x;
	int y;
};

static struct corner place_clip(struct layout *l, int clip, int x, int y, int w)
{
	int gap = 3 * l->theme->unit_px;

	if (clip < 0)
		return (struct corner){ 0, 0 };
	arrange_place(l, clip, x, y, w);
	arrange_shift(l, clip, w - l->items[clip].box.w, 0);
	return (struct corner){ l->items[clip].box.x - gap,
				is_wide(l) ? INT_MAX : y + l->items[clip].box.h };
}

int arrange_column(struct layout *l, int first, int x, int y, int w)
{
	int at = y, before = -1, pair, clip = clip_beside(l, first), least;
	struct corner corner = place_clip(l, clip, x, y, w);
	bool all_beside = corner.y == INT_MAX;

	if (all_beside)
		w = corner.x - x;
	for (int i = first; i >= 0; i = next_of(l, i)) {
		int room = w;

		/* What turns a list's pages stands below them all (ui/pager.h). */
		if (layout_node(l, i)->look == LOOK_TURN || i == clip ||
		    stands_in_ink(l, before, i))
			continue;
		if (before >= 0)
			at += air_px(l, before, i);
		if (at < corner.y && !all_beside && is_beside(l, i, corner.x - x))
			room = corner.x - x;
		else if (at < corner.y && !all_beside)
			at = corner.y + 2 * l->theme->unit_px;
		pair = stand_in_pairs(l, i, w) ? place_pair(l, i, x, at, w) : 0;
		if (pair > 0) {
			at += pair;
			i = next_of(l, i);
			before = i;
			continue;
		}
		at += arrange_place(l, i, x, at, width_of(l, i, room));
		if (l->items[i].centre || width_of(l, i, room) < room)
			centre_in(l, i, x, room);
		before = i;
	}
	least = clip < 0 ? 0 : l->items[clip].box.h;
	return at - y > least ? at - y : least;
}

/* ---- beside each other ---- */

/* The row from first up to (not with) end: all on one middle line. */
static void level_row(struct layout *l, int first, int end, int y, int height)
{
	for (int i = first; i != end; i = next_of(l, i))
		arrange_shift(l, i, 0, y + (height - l->items[i].box.h) / 2 -
				       l->items[i].box.y);
}

static void centre_row(struct layout *l, int first, int end, int spare)
{
	for (int i = first; i != end && spare > 0; i = next_of(l, i))
		arrange_shift(l, i, spare / 2, 0);
}

static int place_line(struct layout *l, int index, int x, int y, int w)
{
	int first = first_child(l, index), left = 0, height = 0, at = y, before = -1;
	bool centre = l->items[index].centre;

	for (int i = first; i >= 0; i = next_of(l, i)) {
		int wish = arrange_natural(l, i) < w ? arrange_natural(l, i) : w;
		int gap = before >= 0 ? side_gap(l, before, i) : 0;
		int h;

		if (before >= 0 && left + gap + wish > w) {
			level_row(l, first, i, at, height);
			if (centre)
				centre_row(l, first, i, w - left);
			at += height + (holds_target(l, index) ? l->theme->gap_px :
								 l->theme->unit_px / 2);
			first = i;
			left = height = gap = 0;
		}
		h = arrange_place(l, i, x + left + gap, at, wish);
		height = h > height ? h : height;
		left += gap + l->items[i].box.w;
		before = i;
	}
	level_row(l, first, -1, at, height);
	if (centre)
		centre_row(l, first, -1, w - left);
	return at + height - y;
}

/* Children of one width in as few rows as their words allow. */
static int columns_that_fit(struct layout *l, int index, int w, int gap)
{
	int count = count_children(l, index);
	int widest = natural_widest(l, index) -
		     2 * arrange_tight(l, layout_node(l, layout_node(l, index)->first)->look);

	for (int rows = 1; rows < count; rows++) {
		int columns = (count + rows - 1) / rows;

		if ((w - (columns - 1) * gap) / columns >= widest)
			return columns;
	}
	return 1;
}

static void same_height(struct layout *l, int first, int end, int height)
{
	for (int i = first; i != end; i = next_of(l, i)) {
		struct item *item = &l->items[i];

		if (first_child(l, i) >= 0 && !is_sheet(layout_node(l, i)->look))
			continue;
		if (node_is_target(layout_node(l, i))) {
			int down = height - item->box.h;

			if (layout_node(l, i)->look != LOOK_TILE)
				down /= 2;
			item->words.y += down;
			item->mark.y += down;
			item->note.y += down;
		}
		item->box.h = height;
	}
}

static int place_grid(struct layout *l, int index, int x, int y, int w, int columns,
		      int gap)
{
	int left = count_children(l, index), first = first_child(l, index);
	bool keys = layout_node(l, index)->look == LOOK_KEYS ||
		    layout_node(l, index)->look == LOOK_GRID;
	int at = y, column = 0, height = 0;

	for (int i = first; i >= 0; i = next_of(l, i)) {
		/* A last row of fewer fills the width all the same; keys keep their places. */
		int cells = columns < left || keys ? columns : left;
		int cell, h;

		assert(cells > 0);
		cell = (w - (cells - 1) * gap) / cells;
		h = arrange_place(l, i, x + column * (cell + gap), at, cell);
		height = h > height ? h : height;
		if (++column < cells && next_of(l, i) >= 0)
			continue;
		same_height(l, first, next_of(l, i), height);
		at += height + gap;
		first = next_of(l, i);
		left -= cells;
		column = height = 0;
	}
	return at - gap - y;
}

/* Words that have no room in columns run on instead. */
static bool is_row_of_words(const struct layout *l, int index)
{
	int first = first_child(l, index);

	return layout_node(l, first)->look == LOOK_LINE && !holds_target(l, first);
}

/* Words beside each other, with more air between them where there is some. */
static int place_running(struct layout *l, int index, int x, int y, int w)
{
	int h = place_line(l, index, x, y, w), at = 0;
	int gaps = count_children(l, index) - 1, spare = w - natural_beside(l, index);
	int more = spare / gaps < 4 * l->theme->unit_px ? spare / gaps : 4 * l->theme->unit_px;

	for (int i = first_child(l, index); i >= 0 && spare > 0; i = next_of(l, i))
		arrange_shift(l, i, at++ * more, 0);
	return h;
}

static int place_equal(struct layout *l, int index, int x, int y, int w)
{
	int gap = target_gap(l), columns;

	if (count_children(l, index) == 0)
		return 0;
	columns = columns_that_fit(l, index, w, gap);
	if (columns < count_children(l, index) && is_row_of_words(l, index) &&
	    (columns == 1 || natural_beside(l, index) <= w))
		return place_running(l, index, x, y, w);
	return place_grid(l, index, x, y, w, columns, gap);
}

static int place_tiles(struct layout *l, int index, int x, int y, int w)
{
	int gap = l->theme->gap_px, columns = layout_node(l, index)->columns, least = 0;

	if (count_children(l, index) == 0)
		return 0;
	for (int i = first_child(l, index); i >= 0; i = next_of(l, i)) {
		int one = counted_least(l, i);

		least = one > least ? one : least;
	}
	while (columns > 1 && (w - (columns - 1) * gap) / columns < least)
		columns--;
	return place_grid(l, index, x, y, w, columns, gap);
}

static int place_keys(struct layout *l, int index, int x, int y, int w)
{
	int gap = l->compact ? l->theme->gap_px : theme_px(l->theme, 5);
	int h;

	gap = gap < l->theme->gap_px ? l->theme->gap_px : gap;
	h = count_children(l, index) ? place_grid(l, index, x, y, w, 3, gap) : 0;
	l->items[index].box = (struct box){ x, y, w, h };
	return h;
}

/* A column at the right edge has its words at the right. */
void arrange_right(struct layout *l, int index)
{
	const struct box *box = &l->items[index].box;

	if (layout_node(l, index)->look != LOOK_COLUMN)
		return;
	for (int i = first_child(l, index); i >= 0; i = next_of(l, i)) {
		int spare = box->w - arrange_natural(l, i);

		if (spare <= 0 || l->items[i].centre)
			continue;
		/* Words take a column's whole width: now only their own. */
		if (l->items[i].box.w == box->w) {
			l->items[i].box.w -= spare;
			l->items[i].words.w -= spare;
		}
		arrange_shift(l, i, spare, 0);
	}
}

/* One at each end; below each other where the words need it. */
static int place_spread(struct layout *l, int index, int x, int y, int w)
{
	int a = first_child(l, index), b = a < 0 ? -1 : next_of(l, a);
	int gap, right, left, ha, hb;

	if (b < 0 || next_of(l, b) >= 0)
		return place_line(l, index, x, y, w);
	gap = side_gap(l, a, b);
	right = arrange_natural(l, b);
	left = w - gap - right;
	if (arrange_natural(l, a) > left &&
	    (right > w * 45 / 100 || l->theme->view.text >= TEXT_LARGE))
		return arrange_column(l, a, x, y, w);
	ha = arrange_place(l, a, x, y, left);
	hb = arrange_place(l, b, x + w - right, y, right);
	arrange_shift(l, b, x + w - l->items[b].box.w - l->items[b].box.x, 0);
	arrange_right(l, b);
	/* Two single things stand on one line; beside a tall column the top is right. */
	if (ha < hb)
		arrange_shift(l, a, 0, (hb - ha) / 2);
	else if (first_child(l, a) < 0)
		arrange_shift(l, b, 0, (ha - hb) / 2);
	return ha > hb ? ha : hb;
}

/* ---- boxes around others ---- */

static bool holds_options(const struct layout *l, int index)
{
	int i = first_child(l, index);

	return i >= 0 && layout_node(l, i)->look == LOOK_OPTION;
}

static int place_sheet(struct layout *l, int index, int x, int y, int w)
{
	enum look look = layout_node(l, index)->look;
	int pad_x = arrange_pad_x(l, look), pad_y = arrange_pad_y(l, look);
	int h;

	if (holds_options(l, index))
		pad_x = pad_y = l->theme->unit_px;
	h = arrange_column(l, first_child(l, index), x + pad_x, y + pad_y, w - 2 * pad_x);
	return h + 2 * pad_y;
}

/* What is lower than the row stands in its middle; a block with a ground of its own fills it. */
static void level_flank(struct layout *l, int index, int height)
{
	struct item *item = &l->items[index];
	int spare = height - item->box.h;

	arrange_shift(l, index, 0, spare / 2);
	if (layout_node(l, index)->look == LOOK_DATE) {
		item->box.y -= spare / 2;
		item->box.h = height;
	}
}

/* A column that is a line where there is room for one below the others, not beside them. */
static int place_as_line(struct layout *l, int index, int x, int y, int w, int pad)
{
	int h = place_line(l, index, x, y + pad, w) + 2 * pad;

	l->items[index].placed = true;
	l->items[index].box = (struct box){ x, y, w, h };
	return h;
}

/* No room beside each other: a day, what is on it, and what comes of it below. */
static int place_stacked(struct layout *l, int first, int x, int y, int w)
{
	int what = next_of(l, first), last = next_of(l, what), at = y;
	int unit = l->theme->unit_px;

	if (layout_node(l, first)->look != LOOK_DATE)
		return arrange_column(l, first, x, y, w);
	at += place_as_line(l, first, x, at, w, arrange_pad_y(l, LOOK_DATE) / 2) + unit;
	at += arrange_place(l, what, x, at, w) + unit;
	return at + place_as_line(l, last, x, at, w, 0) - y;
}

static int place_flanked(struct layout *l, int index, int x, int y, int w)
{
	int a = first_child(l, index), b = next_of(l, a), c = next_of(l, b);
	int gap = 2 * l->theme->unit_px, left = arrange_natural(l, a);
	int right = c < 0 ? 0 : arrange_natural(l, c) + gap;
	int middle = w - left - gap - right, height = 0;

	assert(b >= 0 && (c < 0 || next_of(l, c) < 0));
	if (middle < 9 * (int)l->theme->body_em_px)
		return place_stacked(l, a, x, y, w);
	arrange_place(l, a, x, y, left);
	arrange_place(l, b, x + left + gap, y, middle);
	if (c >= 0) {
		arrange_place(l, c, x + w - right + gap, y, right - gap);
		arrange_right(l, c);
	}
	for (int i = a; i >= 0; i = next_of(l, i))
		height = l->items[i].box.h > height ? l->items[i].box.h : height;
	for (int i = a; i >= 0; i = next_of(l, i))
		level_flank(l, i, height);
	return height;
}

/* Not where a half would be longer than a page: it could not be cut. */
static int place_halves(struct layout *l, int index, int x, int y, int w)
{
	int a = first_child(l, index), b = next_of(l, a), gap = 4 * l->theme->unit_px;
	int cell = (w - gap) / 2, left, right, height;

	assert(b >= 0 && next_of(l, b) < 0);
	if (!is_wide(l))
		return arrange_column(l, a, x, y, w);
	left = arrange_place(l, a, x, y, cell);
	right = arrange_place(l, b, x + cell + gap, y, cell);
	height = left > right ? left : right;
	if (height > room_for_pair(l))
		return arrange_column(l, a, x, y, w);
	arrange_shift(l, a, 0, (height - left) / 2);
	arrange_shift(l, b, 0, (height - right) / 2);
	return height;
}

static int place_container(struct layout *l, int index, int x, int y, int w)
{
	switch (layout_node(l, index)->look) {
	case LOOK_LINE:
		return place_line(l, index, x, y, w);
	case LOOK_SPREAD:
		return place_spread(l, index, x, y, w);
	case LOOK_HALVES:
		return place_halves(l, index, x, y, w);
	case LOOK_FLANKED:
		return place_flanked(l, index, x, y, w);
	case LOOK_EQUAL:
		return place_equal(l, index, x, y, w);
	case LOOK_KEYS:
		return place_keys(l, index, x, y, w);
	case LOOK_GRID:
		return place_tiles(l, index, x, y, w);
	case LOOK_SHEET:
	case LOOK_CARD:
	case LOOK_DATE:
	case LOOK_DROP:
	case LOOK_NOTICE:
		return place_sheet(l, index, x, y, w);
	default:
		return arrange_column(l, first_child(l, index), x, y, w);
	}
}

static bool is_container(enum look look)
{
	return look < LOOK_TITLE;
}

int arrange_place(struct layout *l, int index, int x, int y, int w)
{
	const struct node *node = layout_node(l, index);
	struct item *item = &l->items[index];
	int h;

	item->placed = true;
	if (node->first < 0 && !is_container(node->look))
		return arrange_leaf(l, index, x, y, w);
	/* place_keys is narrower than it might be and says so itself. */
	item->box = (struct box){ x, y, w, 0 };
	h = place_container(l, index, x, y, w);
	item->box.h = h;
	return h;
}

/* ---- steps ---- */

static void mark_step(struct layout *l, int index, int x, int y, int w)
{
	int thick = l->theme->unit_px;

	l->items[index].mark = (struct box){ x, y, w, thick };
}

/* The words of the present step alone, under all the bars. */
static int place_short_steps(struct layout *l, int index, int x, int y, int w, int cell,
			     int gap)
{
	int height = 0, at = x;

	for (int i = first_child(l, index); i >= 0; i = next_of(l, i)) {
		int h = arrange_leaf(l, i, x, y, w);

		mark_step(l, i, at, y, cell);
		at += cell + gap;
		if (layout_node(l, i)->look != LOOK_STEP_NOW) {
			l->items[i].spans = 0;
			l->items[i].box = l->items[i].mark;
			continue;
		}
		height = h;
	}
	return height ? height : l->theme->unit_px;
}

/* Landscape: a list at the left, a bar before each. */
static int place_rail(struct layout *l, int index, int x, int y, int w)
{
	int at = y, indent = 3 * l->theme->unit_px;

	for (int i = first_child(l, index); i >= 0; i = next_of(l, i)) {
		int h = arrange_leaf(l, i, x + indent, at, w - indent);

		l->items[i].mark = (struct box){ x, at, l->theme->unit_px, h };
		l->items[i].words.y = at + (h - l->items[i].words.h) / 2;
		l->items[i].box = (struct box){ x, at, w, h };
		at += h + l->theme->unit_px;
	}
	return at - y;
}

int arrange_steps(struct layout *l, int index, int x, int y, int w)
{
	int count = count_children(l, index), gap = 3 * l->theme->unit_px / 2;
	int cell, height = 0, at = x;

	if (count == 0)
		return 0;
	if (l->rail)
		return place_rail(l, index, x, y, w);
	cell = (w - (count - 1) * gap) / count;
	l->steps_short = natural_widest(l, index) > cell;
	if (l->steps_short)
		return place_short_steps(l, index, x, y, w, cell, gap);
	for (int i = first_child(l, index); i >= 0; i = next_of(l, i)) {
		int h = arrange_leaf(l, i, at, y, cell);

		mark_step(l, i, at, y, cell);
		at += cell + gap;
		height = h > height ? h : height;
	}
	return height;
}
