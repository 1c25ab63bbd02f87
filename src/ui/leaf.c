/* Places of leaves: words and their marks, pictures, the ink box. */
#include "ui/arrange.h"

#include "base/text.h"
#include "ui/counted.h"
#include "ui/tile.h"

#include <assert.h>
#include <string.h>

static int halves(const struct layout *l, int n)
{
	return n * l->theme->unit_px / 2;
}

int arrange_pad_x(const struct layout *l, enum look look)
{
	int pad = halves(l, theme_style(look)->pad_x);

	/* Large letters need the width more than the air around them. */
	if (l->theme->view.text >= TEXT_LARGE)
		pad = pad * 2 / 3;
	return pad;
}

int arrange_pad_y(const struct layout *l, enum look look)
{
	int pad = halves(l, theme_style(look)->pad_y);

	return l->theme->view.text >= TEXT_LARGE || l->compact ? pad * 2 / 3 : pad;
}

struct face layout_face(const struct layout *l, enum look look)
{
	return (struct face){ .lang = l->tree->lang, .bold = theme_style(look)->bold,
			      .em_px = theme_em_px(l->theme, look) };
}

static int item_em(const struct layout *l, int index)
{
	int em = l->items[index].em;

	return em ? em : theme_em_px(l->theme, layout_node(l, index)->look);
}

struct face layout_item_face(const struct layout *l, int index)
{
	struct face face = layout_face(l, layout_node(l, index)->look);

	face.em_px = item_em(l, index);
	return face;
}

/* No closer: the ground of a line would cut the tails of the line above. */
int layout_leading(const struct layout *l, int index)
{
	enum look look = layout_node(l, index)->look;
	int em = l->items[index].em;

	return em ? em * 135 / 100 : theme_leading_px(l->theme, look);
}

/* A label may carry its mark as a character; ours is a picture. */
static const char *without_mark(const char *label)
{
	static const char *const marks[] = { "✓", "？", "—", "?" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t n = strlen(marks[i]);

		if (strncmp(label, marks[i], n) == 0 && label[n] == ' ')
			return label + n + 1;
	}
	return label;
}

static bool is_badge(enum look look)
{
	return look == LOOK_YES || look == LOOK_MAYBE || look == LOOK_NO;
}

static bool is_step(enum look look)
{
	return look == LOOK_STEP_DONE || look == LOOK_STEP_NOW ||
	       look == LOOK_STEP_AHEAD;
}

/* As many dots as the text has characters: the tail of a row of dots. */
static const char *masked(const char *text)
{
	static const char dots[] = "●●●●●●●●●●●●●●●●●●●●●●●●";
	size_t dot = strlen("●"), n = utf8_length(text) * dot;

	return n < sizeof(dots) ? dots + sizeof(dots) - 1 - n : dots;
}

static const char *text_of(const struct node *node)
{
	const char *text = node->label ? node->label : "";

	/* A field shows what is in it; its label stands there while it is empty. */
	if (node->role == ROLE_FIELD && node->value && node->value[0])
		return node->flags & NODE_PRIVATE ? masked(node->value) : node->value;
	return is_badge(node->look) ? without_mark(text) : text;
}

/* Width of the sign before the words (after them: LOOK_LINK), with its gap. */
static int mark_size(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	int em = item_em(l, index);

	if (is_badge(node->look))
		return em * 80 / 100;
	if (node->look == LOOK_OPTION)
		return em * 95 / 100;
	if (node->look == LOOK_LINK)
		return em * 45 / 100;
	return 0;
}

static int mark_gap(const struct layout *l, int index)
{
	int size = mark_size(l, index);

	if (size == 0)
		return 0;
	if (layout_node(l, index)->look == LOOK_OPTION)
		return size * 9 / 10;
	return size * 3 / 10 + 1;
}

static int longest_line(const struct layout *l, struct face face, const char *text)
{
	int widest = 0;

	for (;;) {
		size_t n = strcspn(text, "\n");
		int w = type_width(l->type, face, text, n);

		widest = w > widest ? w : widest;
		if (text[n] == 0)
			return widest;
		text += n + 1;
	}
}

int leaf_natural(struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	const struct style *style = theme_style(node->look);
	struct face face = layout_item_face(l, index);
	int w = longest_line(l, face, text_of(node));
	int least = theme_px(l->theme, style->min_width_mm);

	if (node->look == LOOK_TILE)
		return tile_natural(l, index);
	if (node->look == LOOK_COUNTED)
		return counted_natural(l, index);
	if (node->role == ROLE_IMAGE || node->role == ROLE_INK)
		return node->width_mm ? theme_px(l->theme, node->width_mm) : 0;
	if (node->flags & NODE_HOLD && node->value) {
		int held = longest_line(l, face, node->value);

		w = held > w ? held : w;
	}
	w += mark_size(l, index) + mark_gap(l, index) + 2 * arrange_pad_x(l, node->look);
	return w < least ? least : w;
}

static int wrap_words(struct layout *l, int index, const char *text, int width, bool centre,
		      int *ret_first)
{
	const struct node *node = layout_node(l, index);
	bool balanced = node->look == LOOK_TITLE || node->role == ROLE_BUTTON ||
			centre;
	int n = wrap_text(l->type, layout_item_face(l, index), text, width, balanced,
			    l->spans + l->span_count, SPANS_MAX - l->span_count);

	*ret_first = l->span_count;
	l->span_count += n;
	assert(l->span_count < SPANS_MAX);
	return n;
}

/* The sign stands on the first line's middle; a chevron after the last words. */
static void place_mark(struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	struct item *item = &l->items[index];
	int size = mark_size(l, index);
	int leading = layout_leading(l, index);
	int y = item->words.y + (leading - size) / 2;

	if (size == 0)
		return;
	if (node->look == LOOK_LINK) {
		const struct span *last = &l->spans[item->span + item->spans - 1];

		if (item->spans == 0)
			return;
		item->mark = (struct box){ item->words.x + last->width + mark_gap(l, index),
			y + (item->spans - 1) * leading, size, size };
		return;
	}
	item->mark = (struct box){ item->words.x - size - mark_gap(l, index), y, size, size };
}

static int words_height(struct layout *l, int index)
{
	const struct item *item = &l->items[index];
	int lines = item->spans > item->value_spans ? item->spans : item->value_spans;

	return lines * layout_leading(l, index);
}

static int leaf_width(struct layout *l, int index, int w)
{
	const struct node *node = layout_node(l, index);
	const struct style *style = theme_style(node->look);
	int natural = arrange_natural(l, index);
	int widest = theme_px(l->theme, 260);

	if (style->hug || (l->items[index].centre && node->role == ROLE_TEXT))
		return natural < w ? natural : w;
	/* A button as wide as a landscape panel is no button any more. */
	if (style->centre && w > widest)
		return natural > widest ? natural : widest;
	return w;
}

/* True millimetres; made smaller only where the glass itself is too narrow. */
static int place_sized(struct layout *l, int index, int x, int y, int w)
{
	const struct node *node = layout_node(l, index);
	struct item *item = &l->items[index];
	int width = theme_px(l->theme, node->width_mm ? node->width_mm : 88);
	int height = theme_px(l->theme, node->height_mm ? node->height_mm : 56);

	if (node->look == LOOK_INK && node->width_mm == 0)
		width = w;
	if (width > w) {
		height = (int)((long)height * w / width);
		width = w;
	}
	height -= item->lower;
	/* A picture that nobody can make out any more is left out. */
	if (node->role == ROLE_IMAGE && item->lower > 0 && height < theme_px(l->theme, 6))
		height = 0;
	item->box = (struct box){ x, y, width, height };
	item->words = item->box;
	return height;
}

/* Least height of a look; where the page is short the spare height goes first. */
static int least_height(const struct layout *l, enum look look)
{
	int mm = theme_style(look)->min_height_mm;

	if (look == LOOK_KEY && l->key_px > 0)
		return l->key_px;

	return theme_px(l->theme, l->compact && mm > 20 ? 20.5 : mm);
}

int arrange_tight(const struct layout *l, enum look look)
{
	int tight = l->theme->unit_px * 3 / 2, pad = arrange_pad_x(l, look);

	return pad > tight ? pad - tight : 0;
}

/* A button's words may come nearer to its edge before they are broken. */
static int pad_for(struct layout *l, int index, int width)
{
	enum look look = layout_node(l, index)->look;
	int pad = arrange_pad_x(l, look);

	if (theme_style(look)->centre && arrange_natural(l, index) > width)
		return pad - arrange_tight(l, look);
	return pad;
}

/* A choice in a row may show what it is of at its right end: as large as the row is high. */
static int picture_px(const struct layout *l, const struct node *node)
{
	bool large = l->theme->view.text >= TEXT_LARGE;

	return node->look == LOOK_OPTION && node->picture != PICTURE_NONE && !large ?
	       theme_px(l->theme, 16) : 0;
}

static void place_picture(struct layout *l, int index)
{
	struct item *item = &l->items[index];
	int side = picture_px(l, layout_node(l, index));
	int x = item->box.x + item->box.w - arrange_pad_x(l, LOOK_OPTION) - side;

	item->note = (struct box){ x, item->box.y + (item->box.h - side) / 2, side, side };
}

int arrange_leaf(struct layout *l, int index, int x, int y, int w)
{
	const struct node *node = layout_node(l, index);
	const struct style *style = theme_style(node->look);
	struct item *item = &l->items[index];
	int pad_x, pad_y = arrange_pad_y(l, node->look);
	int own = theme_px(l->theme, node->height_mm), usual = least_height(l, node->look);
	int least = own > usual ? own : usual;
	int before = 0, sign = mark_size(l, index) + mark_gap(l, index);
	int width, inner, height;

	if (node->look == LOOK_TILE)
		return tile_place(l, index, x, y, w);
	item->placed = true;
	if (node->role == ROLE_IMAGE || node->role == ROLE_INK || node->look == LOOK_CLIP)
		return place_sized(l, index, x, y, w);
	if (node->look == LOOK_COUNTED)
		return counted_place(l, index, x, y, w);
	width = leaf_width(l, index, w);
	pad_x = pad_for(l, index, width);
	inner = width - 2 * pad_x - sign - picture_px(l, node);
	item->text = text_of(node);
	item->spans = wrap_words(l, index, item->text, inner,
				 item->centre || style->centre, &item->span);
	if (node->flags & NODE_HOLD && node->value)
		item->value_spans = wrap_words(l, index, node->value, inner, false,
					       &item->value_span);
	before = is_step(node->look) ? l->theme->unit_px * 3 / 2 : 0;
	height = words_height(l, index) + 2 * pad_y + before;
	height = height < least ? least : height;
	item->box = (struct box){ x, y, width, height };
	item->words = (struct box){
		x + pad_x + (node->look == LOOK_LINK ? 0 : sign),
		y + before + (height - before - words_height(l, index)) / 2,
		inner, words_height(l, index) };
	place_mark(l, index);
	place_picture(l, index);
	return height;
}
