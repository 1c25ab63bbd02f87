/*
 * What must hold of every screen at every size on every panel: nothing off the
 * glass, cut or overlapped; targets and gaps in millimetres; every line of
 * every page reachable.  Figures: VVSG 2.0 7.1-G, 7.2-E.
 */
#include "stage.h"

#include <math.h>

static struct stage stage;

/* What is being looked at, for a failing message. */
static char place[160];

#define HOLDS(condition, index) holds((condition), #condition, (index))

static void holds(bool condition, const char *text, int index)
{
	const struct node *node;

	if (condition)
		return;
	node = layout_node(&stage.layout, index);
	fail_msg("%s, node %d \"%s\" \"%s\": %s", place, index, node->id ? node->id : "",
		 node->label ? node->label : "", text);
}

static bool is_leaf(const struct node *node)
{
	return node->first < 0 && node->look >= LOOK_TITLE;
}

static bool is_main(const struct node *node)
{
	return node->look == LOOK_ACT || node->look == LOOK_SECOND ||
	       node->look == LOOK_END || node->look == LOOK_KEY ||
	       node->look == LOOK_OPTION;
}

static void check_on_glass(int index, struct box box)
{
	const struct view *view = &stage.theme.view;

	HOLDS(box.x >= 0 && box.y >= 0, index);
	HOLDS(box.x + box.w <= view->width_px, index);
	HOLDS(box.y + box.h <= view->height_px, index);
}

static void check_target(int index, struct box box)
{
	const struct node *node = layout_node(&stage.layout, index);
	double mm = 1 / stage.theme.px_per_mm;
	double least = is_main(node) ? 20 : 12.7;

	if (!node_is_target(node) || node->role == ROLE_TEXT)
		return;
	HOLDS(box.h * mm >= least - 1e-6, index);
	HOLDS(box.w * mm >= least - 1e-6, index);
	if (stage.theme.view.reach)
		HOLDS(box.y >= stage.layout.glass.y, index);
}

static void check_words(int index)
{
	const struct item *item = &stage.layout.items[index];
	const struct box *words = &item->words, *box = &item->box;

	if (item->spans == 0 || stage.layout.steps_short || stage.layout.rail)
		return;
	for (int i = 0; i < item->spans; i++)
		HOLDS(stage.layout.spans[item->span + i].width <= words->w, index);
	HOLDS(words->x >= box->x && words->x + words->w <= box->x + box->w, index);
	HOLDS(words->y >= box->y && words->y + words->h <= box->y + box->h, index);
}

static bool in_ink_corner(int a, int b)
{
	return layout_node(&stage.layout, a)->role == ROLE_INK &&
	       layout_node(&stage.layout, b)->look == LOOK_CHIP;
}

static int distance(struct box a, struct box b)
{
	int dx = a.x > b.x ? a.x - b.x - b.w : b.x - a.x - a.w;
	int dy = a.y > b.y ? a.y - b.y - b.h : b.y - a.y - a.h;

	return dx > dy ? dx : dy;
}

static void check_pair(int a, struct box first, int b, struct box second)
{
	bool targets = node_is_target(layout_node(&stage.layout, a)) &&
		       node_is_target(layout_node(&stage.layout, b));
	bool held = layout_node(&stage.layout, a)->role == ROLE_TEXT ||
		    layout_node(&stage.layout, b)->role == ROLE_TEXT;
	struct box ignored;

	if (in_ink_corner(a, b))
		return;
	HOLDS(!box_intersect(first, second, &ignored), b);
	if (targets && !held)
		HOLDS(distance(first, second) >= stage.theme.gap_px, b);
}

static void check_page(void)
{
	struct layout *l = &stage.layout;
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
static bool whole_on_some_page(int top, int bottom)
{
	for (int page = 0; page < stage.layout.pages; page++) {
		if (top >= stage.layout.page_top[page] && bottom <= stage.layout.page_end[page])
			return true;
	}
	return false;
}

static void check_flow(void)
{
	struct layout *l = &stage.layout;

	for (int i = 0; i < l->tree->count; i++) {
		const struct item *item = &l->items[i];
		int leading = theme_leading_px(l->theme, layout_node(l, i)->look);

		if (!item->flows || !item->placed || !is_leaf(layout_node(l, i)))
			continue;
		for (int line = 0; line < item->spans; line++)
			HOLDS(whole_on_some_page(item->words.y + line * leading,
						 item->words.y + (line + 1) * leading), i);
		if (node_is_target(layout_node(l, i)))
			HOLDS(whole_on_some_page(item->box.y, item->box.y + item->box.h), i);
	}
	for (int page = 0; page < l->pages; page++)
		assert_true(l->page_end[page] - l->page_top[page] <= l->flow.h || l->pages == 1);
}

static void check_screen(const struct sample *sample, const struct view *view, int lang)
{
	stage_set(&stage, sample, view, (enum lang)lang);
	snprintf(place, sizeof(place), "%s %dx%d %.0f mm text %d lang %d reach %d",
		 sample->name, view->width_px, view->height_px, view->panel_mm, view->text,
		 lang, view->reach);
	check_flow();
	for (int page = 0; page < stage.layout.pages; page++) {
		layout_turn(&stage.layout, page);
		check_page();
	}
}

static void every_screen_at_every_size_on_every_panel(void **state)
{
	(void)state;
	for (int v = 0; v < STAGE_VIEWS; v++) {
		for (int text = 0; text < TEXT_SIZES; text++) {
			for (const struct sample *s = samples; s->name; s++) {
				for (int lang = 0; lang < LANG_COUNT; lang++) {
					struct view view = stage_views[v];

					view.text = (enum text_size)text;
					check_screen(s, &view, lang);
				}
			}
		}
	}
}

static void letters_have_their_millimetres(void **state)
{
	static const double cap_mm[TEXT_SIZES] = { 3.5, 5.6, 7.1, 9.0 };
	double ratio = fonts_cap_ratio(type_fonts(stage.type));

	(void)state;
	assert_true(fabs(ratio - 0.733) < 0.001);
	for (int text = 0; text < TEXT_SIZES; text++) {
		struct view view = stage_views[0];
		double mm;

		view.text = (enum text_size)text;
		theme_init(&stage.theme, &view, ratio);
		mm = theme_em_px(&stage.theme, LOOK_BODY_TEXT) * ratio /
		     stage.theme.px_per_mm;
		assert_true(mm >= cap_mm[text] && mm < cap_mm[text] + 0.3);
		for (enum look look = LOOK_TITLE; look <= LOOK_ENTRY; look++)
			assert_true(theme_em_px(&stage.theme, look) * ratio /
				    stage.theme.px_per_mm >= 3.5 - 1e-6);
	}
}

static void an_ink_box_is_true_millimetres(void **state)
{
	struct box box;

	(void)state;
	stage_set(&stage, stage_sample("sign"), &stage_views[0], LANG_ZH_HANS);
	assert_true(layout_shown(&stage.layout, layout_find(&stage.layout, "ink"), &box));
	assert_int_equal(box.w, theme_px(&stage.theme, 240));
	assert_int_equal(box.h, theme_px(&stage.theme, 120));
}

static void an_overlay_hides_what_lies_beneath(void **state)
{
	struct box box;

	(void)state;
	stage_set(&stage, stage_sample("warning"), &stage_views[0], LANG_ZH_HANS);
	assert_true(layout_shown(&stage.layout, layout_find(&stage.layout, "stay"), &box));
	assert_false(layout_shown(&stage.layout, layout_find(&stage.layout, "size"), &box));
}

static int open_stage(void **state)
{
	(void)state;
	stage_open(&stage);
	return 0;
}

static int close_stage(void **state)
{
	(void)state;
	stage_close(&stage);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_at_every_size_on_every_panel),
		cmocka_unit_test(letters_have_their_millimetres),
		cmocka_unit_test(an_ink_box_is_true_millimetres),
		cmocka_unit_test(an_overlay_hides_what_lies_beneath),
	};

	return cmocka_run_group_tests(tests, open_stage, close_stage);
}
