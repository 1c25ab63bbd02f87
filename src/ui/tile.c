#include "ui/tile.h"

#include "ui/arrange.h"

#include <assert.h>
#include <string.h>

/* Room for the largest sample, and for a picture that is told apart at a glance. */
#define SAMPLE_MM 19
#define PICTURE_MM 30

struct face tile_face(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	struct face face = layout_face(l, LOOK_STRONG);

	if (node->sample_text)
		face.em_px = theme_sample_em_px(l->theme, (enum text_size)(node->sample_text - 1));
	return face;
}

static int window_height(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	int least = theme_px(l->theme, SAMPLE_MM);
	int lines = l->items[index].value_spans * tile_face(l, index).em_px * 140 / 100;

	if (node->picture != PICTURE_NONE)
		return theme_px(l->theme, PICTURE_MM);
	return lines > least ? lines : least;
}

struct box tile_window(const struct layout *l, int index)
{
	struct box box = l->items[index].box;

	box.h = l->items[index].words.y - arrange_pad_y(l, LOOK_TILE) - box.y;
	return box;
}

static int sign_px(const struct layout *l)
{
	return theme_em_px(l->theme, LOOK_TILE) * 9 / 10;
}

int tile_natural(struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	int words = type_width(l->type, layout_face(l, LOOK_TILE), node->label,
			       strlen(node->label)) + 2 * sign_px(l);
	int sample = node->value ? type_width(l->type, tile_face(l, index), node->value,
					      strlen(node->value)) : 0;

	return (sample > words ? sample : words) + 2 * arrange_pad_x(l, LOOK_TILE);
}

static int wrap(struct layout *l, struct face face, const char *text, int w, int *ret_first)
{
	int n = wrap_text(l->type, face, text, w, true, l->spans + l->span_count,
			  SPANS_MAX - l->span_count);

	*ret_first = l->span_count;
	l->span_count += n;
	assert(l->span_count < SPANS_MAX);
	return n;
}

/* The tick of the chosen one stands before its words. */
static void place_tick(struct layout *l, int index)
{
	struct item *item = &l->items[index];
	int size = sign_px(l), width = item->spans ? l->spans[item->span].width : 0;
	int leading = layout_leading(l, index);

	item->mark = (struct box){ 0, 0, 0, 0 };
	if (layout_node(l, index)->flags & NODE_CHECKED && item->spans)
		item->mark = (struct box){
			item->words.x + (item->words.w - width) / 2 - size * 5 / 4,
			item->words.y + (leading - size) / 2, size, size };
}

int tile_place(struct layout *l, int index, int x, int y, int w)
{
	const struct node *node = layout_node(l, index);
	struct item *item = &l->items[index];
	int pad = arrange_pad_x(l, LOOK_TILE), air = arrange_pad_y(l, LOOK_TILE);
	int inner = w - 2 * pad, top, words;

	item->placed = true;
	item->text = node->label;
	if (node->value)
		item->value_spans = wrap(l, tile_face(l, index), node->value, inner,
					 &item->value_span);
	item->spans = wrap(l, layout_face(l, LOOK_TILE), node->label, inner - 2 * sign_px(l),
			   &item->span);
	top = window_height(l, index);
	words = item->spans * layout_leading(l, index);
	item->box = (struct box){ x, y, w, top + words + 2 * air };
	item->words = (struct box){ x + pad + sign_px(l), y + top + air,
				    inner - 2 * sign_px(l), words };
	place_tick(l, index);
	return item->box.h;
}
