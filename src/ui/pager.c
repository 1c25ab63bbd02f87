#include "ui/pager.h"

#include "ui/arrange.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BACK, WORDS, MORE, PARTS };

/* Node indices of one of the two rows that share the place; -1 each: it is not there. */
struct parts {
	int at[PARTS];
};

int pager_turn(const struct layout *l)
{
	for (int i = 0; i < l->tree->count && l->overlay < 0; i++) {
		if (l->tree->nodes[i].look == LOOK_TURN)
			return i;
	}
	return -1;
}

static struct parts list_parts(const struct layout *l)
{
	struct parts parts = { { -1, -1, -1 } };
	int turn = pager_turn(l), part = 0;

	if (turn < 0)
		return parts;
	for (int i = l->tree->nodes[turn].first; i >= 0; i = l->tree->nodes[i].next)
		parts.at[part++] = i;
	assert(part == PARTS);
	return parts;
}

static struct parts own_parts(const struct layout *l)
{
	int first = l->tree->count;

	if (l->pages == 1)
		return (struct parts){ { -1, -1, -1 } };
	return (struct parts){ { first + EXTRA_BACK_PAGE, first + EXTRA_PAGE,
				 first + EXTRA_MORE } };
}

static void add_extra(struct layout *l, enum extra which, const struct node *node)
{
	int index = l->tree->count + (int)which;

	l->extra[which] = *node;
	l->extra[which].parent = l->extra[which].first = -1;
	l->extra[which].next = l->extra[which].last = -1;
	l->items[index] = (struct item){ .natural = -1 };
}

static void add_own(struct layout *l)
{
	enum lang lang = l->tree->lang;

	assert(!tree_find(l->tree, "more") && !tree_find(l->tree, "back-page"));
	add_extra(l, EXTRA_BACK_PAGE, &(struct node){ .id = "back-page",
		.role = ROLE_BUTTON, .look = LOOK_SECOND, .action = { VERB_BACK_PAGE, 0 },
		.label = words_get(lang, "ui.back-page") });
	add_extra(l, EXTRA_PAGE, &(struct node){ .role = ROLE_TEXT, .look = LOOK_NOTE,
		.flags = NODE_CENTRE, .label = l->page_words, .spoken = l->page_spoken });
	add_extra(l, EXTRA_MORE, &(struct node){ .id = "more", .role = ROLE_BUTTON,
		.look = LOOK_SECOND, .action = { VERB_MORE, 0 },
		.label = words_get(lang, "ui.more") });
	l->count = l->tree->count + EXTRAS;
}

static int widest_button(struct layout *l, const struct parts *parts, int widest)
{
	for (int part = BACK; part <= MORE; part += MORE) {
		int w = parts->at[part] < 0 ? 0 : arrange_natural(l, parts->at[part]);

		widest = w > widest ? w : widest;
	}
	return widest;
}

/* On a narrow glass the letters give way before a word is torn. */
static void fit_button(struct layout *l, int index, int w)
{
	enum look look = layout_node(l, index)->look;
	int em = theme_em_px(l->theme, look), least = (int)ceil(l->theme->least_em_px);

	for (; em > least && arrange_natural(l, index) - 2 * arrange_tight(l, look) > w; em--) {
		l->items[index].em = em - 1;
		l->items[index].natural = -1;
	}
}

/* Both in letters of one size. */
static void fit_buttons(struct layout *l, const struct parts *parts, int w)
{
	struct item *back = &l->items[parts->at[BACK]], *more = &l->items[parts->at[MORE]];

	fit_button(l, parts->at[BACK], w);
	fit_button(l, parts->at[MORE], w);
	if (back->em && (!more->em || back->em < more->em))
		more->em = back->em;
	else
		back->em = more->em;
	back->natural = more->natural = -1;
}

static void place_words(struct layout *l, int index, int x, int w, int height)
{
	int h;

	l->items[index].centre = true;
	h = arrange_leaf(l, index, x, 0, w);
	arrange_shift(l, index, (w - l->items[index].box.w) / 2, (height - h) / 2);
}

/* Back at the left, more at the right, which page in the middle. */
static int place_parts(struct layout *l, const struct parts *parts, int button, int middle)
{
	int gap = 2 * l->theme->unit_px, height = 0;

	if (parts->at[BACK] < 0)
		return 0;
	fit_buttons(l, parts, button);
	for (int part = BACK; part <= MORE; part += MORE) {
		int x = l->flow.x + (part == BACK ? 0 : l->flow.w - button);
		int h = arrange_leaf(l, parts->at[part], x, 0, button);

		height = h > height ? h : height;
	}
	for (int part = BACK; part <= MORE; part += MORE) {
		struct item *item = &l->items[parts->at[part]];

		item->words.y += (height - item->box.h) / 2;
		item->box.h = height;
	}
	if (middle > 0)
		place_words(l, parts->at[WORDS], l->flow.x + button + gap, middle, height);
	return height;
}

static void show(struct layout *l, int index, bool shown)
{
	if (index >= 0)
		l->items[index].placed = shown && l->items[index].box.w > 0;
}

/* One button a side: the list's where the body has no page further that way. */
static void choose_parts(struct layout *l)
{
	struct parts list = list_parts(l), own = own_parts(l);
	bool first = l->page == 0, last = l->page + 1 >= l->pages, has = list.at[BACK] >= 0;

	show(l, list.at[BACK], first);
	show(l, list.at[MORE], last);
	show(l, list.at[WORDS], l->pages == 1);
	show(l, own.at[BACK], !(has && first));
	show(l, own.at[MORE], !(has && last));
	show(l, own.at[WORDS], true);
}

/* How many pages there are is known only when they are cut: room for two figures each. */
static int words_room(struct layout *l)
{
	const char *widest = "00 / 00";

	snprintf(l->page_words, sizeof(l->page_words), "%s", widest);
	return type_width(l->type, layout_face(l, LOOK_NOTE), widest, strlen(widest));
}

int pager_place(struct layout *l, bool several)
{
	int gap = 2 * l->theme->unit_px, button, middle, height, other;
	struct parts list = list_parts(l), own;

	l->pages = several ? 2 : 1;
	if (several)
		add_own(l);
	own = own_parts(l);
	choose_parts(l);
	button = widest_button(l, &own, widest_button(l, &list, 0));
	middle = l->flow.w - 2 * button - 2 * gap;
	if (middle < words_room(l))
		middle = 0;
	if (middle == 0)
		button = (l->flow.w - gap) / 2;
	height = place_parts(l, &own, button, middle);
	other = place_parts(l, &list, button, middle);
	return height > other ? height : other;
}

void pager_stand(struct layout *l, int y)
{
	struct parts rows[2] = { own_parts(l), list_parts(l) };

	for (int row = 0; row < 2; row++) {
		for (int part = BACK; part < PARTS; part++) {
			if (rows[row].at[part] >= 0)
				arrange_shift(l, rows[row].at[part], 0, y);
		}
	}
}

/* The words in the room that was kept for them. */
static void set_words(struct layout *l)
{
	int index = l->tree->count + EXTRA_PAGE;
	struct item *item = &l->items[index];

	snprintf(l->page_words, sizeof(l->page_words), "%d / %d", l->page + 1, l->pages);
	if (!item->placed || item->spans == 0)
		return;
	l->spans[item->span] = (struct span){
		.len = (int)strlen(l->page_words),
		.width = type_width(l->type, layout_item_face(l, index), l->page_words,
				    strlen(l->page_words)) };
}

void pager_label(struct layout *l)
{
	struct node *back = &l->extra[EXTRA_BACK_PAGE];
	struct node *more = &l->extra[EXTRA_MORE];
	enum lang lang = l->tree->lang;

	choose_parts(l);
	if (l->pages == 1)
		return;
	set_words(l);
	snprintf(l->page_spoken, sizeof(l->page_spoken), "%s %d %s %d %s",
		 words_get(lang, "ui.page.before"), l->page + 1,
		 words_get(lang, "ui.page.between"), l->pages,
		 words_get(lang, "ui.page.after"));
	back->flags = l->page > 0 ? 0 : NODE_DISABLED;
	more->flags = l->page + 1 < l->pages ? 0 : NODE_DISABLED;
}

int pager_page_of(const struct layout *l, int index)
{
	struct parts list = list_parts(l);

	if (index == list.at[BACK])
		return 0;
	return index == list.at[MORE] ? l->pages - 1 : -1;
}
