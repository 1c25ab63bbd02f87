/* A choice with its count: a picture or none, words, and a count under them or beside them. */
#include "ui/counted.h"

#include "base/normal.h"

#include <string.h>

/* Capital height of the words is 5.6 mm; the picture is as high as two lines of them. */
static int picture_px(const struct layout *l, const struct node *node)
{
	if (node->picture == PICTURE_NONE)
		return 0;
	return theme_px(l->theme, node->height_mm ? node->height_mm : 14);
}

static int width_of(struct layout *l, enum look look, const char *text)
{
	return text ? type_width(l->type, layout_face(l, look), text, strlen(text)) : 0;
}

static int gap_px(const struct layout *l)
{
	return l->theme->unit_px;
}

int counted_natural(struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	int words = width_of(l, LOOK_COUNTED, node->label);
	int note = width_of(l, LOOK_NOTE, node->value);

	if (node->picture == PICTURE_NONE && note > 0)
		words += gap_px(l) + note;
	return (words > note ? words : note) + 2 * arrange_pad_x(l, LOOK_COUNTED);
}

/* The width of its longest word: Chinese breaks in the middle of a name, if it must. */
int counted_least(struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	const char *at = node->label;
	int widest = width_of(l, LOOK_NOTE, node->value);

	if (text_has_han(at)) {
		int half = (width_of(l, LOOK_COUNTED, at) + 1) / 2;

		return (half > widest ? half : widest) + 2 * arrange_pad_x(l, LOOK_COUNTED);
	}
	while (*at) {
		size_t n = strcspn(at, " ");
		int w = type_width(l->type, layout_face(l, LOOK_COUNTED), at, n);

		widest = w > widest ? w : widest;
		at += n + (at[n] == ' ');
	}
	return widest + 2 * arrange_pad_x(l, LOOK_COUNTED);
}

static int wrap(struct layout *l, enum look look, const char *text, int width, int *ret_first)
{
	int n = wrap_text(l->type, layout_face(l, look), text, width, text_has_han(text),
			  l->spans + l->span_count, SPANS_MAX - l->span_count);

	*ret_first = l->span_count;
	l->span_count += n;
	return n;
}

/* Words and count on one line, in the middle. */
static void place_beside(struct layout *l, struct item *item, const struct node *node, int x,
			 int y, int inner)
{
	int words = width_of(l, LOOK_COUNTED, node->label);
	int note = width_of(l, LOOK_NOTE, node->value);
	int left = x + (inner - words - gap_px(l) - note) / 2;
	int leading = theme_leading_px(l->theme, LOOK_COUNTED);
	int small = theme_leading_px(l->theme, LOOK_NOTE);

	item->words = (struct box){ left, y, words, leading };
	item->note = (struct box){ left + words + gap_px(l), y + (leading - small) / 2, note,
				   small };
}

static void place_below(struct layout *l, struct item *item, int x, int y, int inner)
{
	item->words = (struct box){ x, y, inner,
		item->spans * theme_leading_px(l->theme, LOOK_COUNTED) };
	item->note = (struct box){ x, y + item->words.h, inner,
		item->value_spans * theme_leading_px(l->theme, LOOK_NOTE) };
}

int counted_place(struct layout *l, int index, int x, int y, int w)
{
	const struct node *node = layout_node(l, index);
	struct item *item = &l->items[index];
	int pad_x = arrange_pad_x(l, LOOK_COUNTED), pad_y = arrange_pad_y(l, LOOK_COUNTED);
	int inner = w - 2 * pad_x, picture = picture_px(l, node), at = y + pad_y, height, spare;
	int least = theme_px(l->theme, theme_style(LOOK_COUNTED)->min_height_mm);
	bool beside = picture == 0 && node->value && counted_natural(l, index) <= w;

	item->text = node->label;
	item->spans = wrap(l, LOOK_COUNTED, node->label, inner, &item->span);
	if (node->value)
		item->value_spans = wrap(l, LOOK_NOTE, node->value, inner, &item->value_span);
	item->mark = (struct box){ x + pad_x, at, picture ? inner : 0, picture };
	at += picture ? picture + gap_px(l) : 0;
	if (beside)
		place_beside(l, item, node, x + pad_x, at, inner);
	else
		place_below(l, item, x + pad_x, at, inner);
	height = (beside ? item->words.y + item->words.h : item->note.y + item->note.h) - y + pad_y;
	spare = least > height ? least - height : 0;
	item->mark.y += spare / 2;
	item->words.y += spare / 2;
	item->note.y += spare / 2;
	item->box = (struct box){ x, y, w, height + spare };
	return height + spare;
}
