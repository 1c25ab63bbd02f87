/* Presses, keys, ink, pages and what is left after a visit, through the façade. */
#include "stage.h"

#include "ui/keymap.h"
#include "ui/ui.h"

#include <jansson.h>

static struct ui *ui;
static struct arena arena;
static struct tree tree;
static struct view view;

static void show(const char *name)
{
	stage_sample(name)->build(&tree, &arena, LANG_ZH_HANS);
	ui_show(ui, &tree, &view);
}

static int set_up(void **state)
{
	struct ui_setup setup = { .fonts_list = SOURCE_DIR "/fonts/fonts.list" };
	struct diag diag;

	(void)state;
	view = stage_views[0];
	view.text = TEXT_DEFAULT;
	setup.view = view;
	assert_int_equal(words_open(BUILD_DIR "/words"), ERR_OK);
	assert_int_equal(ui_create(&setup, &diag, &ui), ERR_OK);
	arena_init(&arena, 1 << 18);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	ui_destroy(ui);
	arena_finish(&arena);
	return 0;
}

static struct box box_of(const char *id)
{
	struct box box = { 0, 0, 0, 0 };

	assert_true(layout_shown(ui_layout(ui), layout_find(ui_layout(ui), id), &box));
	return box;
}

static void a_press_begins_and_ends_inside(void **state)
{
	struct box box, other;

	(void)state;
	show("question");
	box = box_of("next");
	other = box_of("back");
	assert_int_equal(ui_finger(ui, FINGER_DOWN, box.x + 5, box.y + 5, 1000).kind, UI_TOUCHED);
	assert_int_equal(ui_finger(ui, FINGER_UP, box.x + box.w - 5, box.y + 5, 1100).kind,
			 UI_ACTION);
	ui_finger(ui, FINGER_DOWN, box.x + 5, box.y + 5, 3000);
	assert_int_equal(ui_finger(ui, FINGER_UP, other.x + 5, other.y + 5, 3100).kind, UI_TOUCHED);
	ui_finger(ui, FINGER_DOWN, 2, 900, 5000);
	assert_int_equal(ui_finger(ui, FINGER_UP, box.x + 5, box.y + 5, 5100).kind, UI_NOTHING);
}

static void a_second_strike_is_ignored(void **state)
{
	struct box box;

	(void)state;
	show("question");
	box = box_of("next");
	ui_finger(ui, FINGER_DOWN, box.x + 5, box.y + 5, 1000);
	assert_int_equal(ui_finger(ui, FINGER_UP, box.x + 5, box.y + 5, 1050).kind, UI_ACTION);
	ui_finger(ui, FINGER_DOWN, box.x + 5, box.y + 5, 1100);
	assert_int_equal(ui_finger(ui, FINGER_UP, box.x + 5, box.y + 5, 1150).kind, UI_TOUCHED);
	ui_set_hands(ui, &(struct hands){ 0 });
	ui_finger(ui, FINGER_DOWN, box.x + 5, box.y + 5, 1200);
	assert_int_equal(ui_finger(ui, FINGER_UP, box.x + 5, box.y + 5, 1250).kind, UI_ACTION);
}

static struct input keyed;

static bool strikes(int code, enum ui_key key, uint32_t down_ms, uint32_t up_ms)
{
	struct key_stroke stroke = { code, key, true, false, down_ms };
	bool down = input_key_counts(&keyed, &stroke), up;

	stroke.down = false;
	stroke.ms = up_ms;
	up = input_key_counts(&keyed, &stroke);
	assert_true(down == up);
	return down;
}

static bool held(int code, enum ui_key key, uint32_t ms)
{
	return input_key_counts(&keyed, &(struct key_stroke){ code, key, true, true, ms });
}

static void a_second_strike_of_a_key_is_ignored(void **state)
{
	(void)state;
	input_init(&keyed);
	assert_true(strikes(1, KEY_SELECT, 1000, 1100));
	assert_false(strikes(1, KEY_SELECT, 1349, 1400));
	assert_true(strikes(1, KEY_SELECT, 1650, 1700));
	assert_true(strikes(2, KEY_DOWN, 1710, 1720));	/* lists are walked quickly */
	assert_true(strikes(2, KEY_DOWN, 1730, 1740));
	keyed.hands = (struct hands){ .double_strike_ms = 500, .every_key = true };
	assert_false(strikes(2, KEY_DOWN, 2239, 2240));
	assert_true(strikes(3, KEY_NONE, 2250, 2260));
	assert_false(strikes(3, KEY_NONE, 2759, 2770));
	assert_true(strikes(3, KEY_NONE, 3270, 3300));
}

static void a_held_key_repeats_when_it_is_told_to(void **state)
{
	(void)state;
	input_init(&keyed);
	input_key_counts(&keyed, &(struct key_stroke){ 2, KEY_DOWN, true, false, 1000 });
	assert_false(held(2, KEY_DOWN, 9000));
	keyed.hands.repeat_ms = 2000;
	input_key_counts(&keyed, &(struct key_stroke){ 2, KEY_DOWN, true, false, 10000 });
	assert_false(held(2, KEY_DOWN, 11999));
	assert_true(held(2, KEY_DOWN, 12000));
	assert_false(held(2, KEY_DOWN, 13999));
	assert_true(held(2, KEY_DOWN, 14000));
	input_key_counts(&keyed, &(struct key_stroke){ 1, KEY_SELECT, true, false, 20000 });
	assert_false(held(1, KEY_SELECT, 29000));	/* what is pressed is pressed once */
}

static SDL_Event finger_event(uint32_t type, struct box box, uint32_t ms)
{
	SDL_Event event = { .tfinger = { .type = type, .timestamp = ms, .fingerId = 7,
		.x = (float)(box.x + box.w / 2) / 1080, .y = (float)(box.y + box.h / 2) / 1920 } };

	return event;
}

static void a_finger_counts_once_though_sdl_makes_a_mouse_of_it(void **state)
{
	SDL_Event down, up, mouse = { .button = { .type = SDL_MOUSEBUTTONUP,
		.which = SDL_TOUCH_MOUSEID, .button = SDL_BUTTON_LEFT } };
	struct ui_event event;

	(void)state;
	show("question");
	down = finger_event(SDL_FINGERDOWN, box_of("next"), 1000);
	up = finger_event(SDL_FINGERUP, box_of("next"), 1080);
	assert_true(ui_handle(ui, &down, &event));
	assert_true(ui_handle(ui, &up, &event));
	assert_int_equal(event.kind, UI_ACTION);
	assert_string_equal(event.id, "next");
	assert_false(ui_handle(ui, &mouse, &event));
}

static uint32_t pixel(int x, int y)
{
	const SDL_Surface *surface = ui_surface(ui);

	return ((const uint32_t *)surface->pixels)[y * surface->pitch / 4 + x];
}

static void a_pressed_button_looks_pressed(void **state)
{
	struct box box;
	uint32_t before;

	(void)state;
	show("question");
	box = box_of("next");
	before = pixel(box.x + 20, box.y + box.h / 2);
	ui_finger(ui, FINGER_DOWN, box.x + 20, box.y + 20, 1000);
	assert_true(theme_contrast(before, pixel(box.x + 20, box.y + box.h / 2)) > 3);
	ui_finger(ui, FINGER_UP, box.x + 20, box.y + 20, 1100);
	assert_int_equal(before, pixel(box.x + 20, box.y + box.h / 2));
}

static void held_words_show_while_they_are_held(void **state)
{
	struct ui_event event;
	struct box box;

	(void)state;
	show("who");
	box = box_of("number");
	event = ui_finger(ui, FINGER_DOWN, box.x + 5, box.y + box.h / 2, 1000);
	assert_int_equal(event.kind, UI_REVEALED);
	assert_string_equal(event.id, "number");
	assert_int_equal(ui_finger(ui, FINGER_UP, 3, 3, 1500).kind, UI_HIDDEN);
}

static void keys_walk_through_all_and_mark_where_they_are(void **state)
{
	int seen = 0;

	(void)state;
	show("question");
	assert_string_equal(ui_focus(ui)->id, "answer-no");
	for (int i = 0; i < 20; i++)
		seen += ui_key(ui, KEY_DOWN).kind == UI_FOCUSED;
	assert_int_equal(seen, 20);
	assert_string_equal(ui_focus(ui)->id, "help");
	for (int i = 0; i < 3; i++)
		ui_key(ui, KEY_UP);
	assert_string_equal(ui_focus(ui)->id, "next");
	assert_int_equal(ui_key(ui, KEY_SELECT).kind, UI_ACTION);
	ui_key(ui, KEY_UP);
	assert_string_equal(ui_focus(ui)->id, "back");
	assert_string_equal(ui_key(ui, KEY_BACK).id, "back");
	assert_int_equal(ui_key(ui, KEY_VOLUME_UP).kind, UI_KEY);
}

static void two_switches_go_round_and_press(void **state)
{
	int more = 0;

	(void)state;
	show("question");
	while (strcmp(ui_focus(ui)->id, "help") != 0 && more++ < 30)
		assert_int_equal(ui_scan(ui, false).kind, UI_FOCUSED);
	assert_string_equal(ui_scan(ui, true).id, "help");
	ui_scan(ui, false);
	assert_string_equal(ui_focus(ui)->id, layout_node(ui_layout(ui), 3)->id);
}

static void a_hall_maps_its_keypad(void **state)
{
	SDL_Event key = { .key = { .type = SDL_KEYDOWN,
				   .keysym = { .scancode = SDL_SCANCODE_KP_8 } } };
	struct ui_event event;
	struct diag diag;

	(void)state;
	show("question");
	assert_true(ui_handle(ui, &key, &event));
	assert_int_equal(event.kind, UI_TYPED);
	assert_int_equal(keymap_read("Keypad 8=up , Keypad 2 = down", &diag), ERR_OK);
	assert_true(ui_handle(ui, &key, &event));
	assert_int_equal(event.kind, UI_FOCUSED);
	assert_int_equal(keymap_read("Keypad 8=hop", &diag), ERR_INPUT);
	assert_int_equal(keymap_read("Nokey=up", &diag), ERR_INPUT);
	assert_int_equal(keymap_read("Keypad 8", &diag), ERR_INPUT);
}

static struct ui_event stroke(SDL_Scancode code)
{
	SDL_Event key = { .key = { .type = SDL_KEYDOWN, .keysym = { .scancode = code } } };
	struct ui_event down = { .kind = UI_NOTHING }, up = down;

	ui_handle(ui, &key, &down);
	key.key.type = SDL_KEYUP;
	ui_handle(ui, &key, &up);
	return up.kind == UI_NOTHING ? down : up;
}

/* Enter behind digits is not a press of what happens to be framed. */
static void enter_ends_what_was_typed(void **state)
{
	struct ui_event event;

	(void)state;
	show("question");
	assert_string_equal(stroke(SDL_SCANCODE_Z).text, "z");
	assert_int_equal(stroke(SDL_SCANCODE_KP_7).kind, UI_TYPED);
	event = stroke(SDL_SCANCODE_KP_ENTER);
	assert_int_equal(event.kind, UI_TYPED);
	assert_string_equal(event.text, "\r");
	assert_int_not_equal(stroke(SDL_SCANCODE_KP_ENTER).kind, UI_TYPED);
	assert_int_equal(stroke(SDL_SCANCODE_KP_7).kind, UI_TYPED);
	assert_int_equal(stroke(SDL_SCANCODE_DOWN).kind, UI_FOCUSED);
	assert_int_not_equal(stroke(SDL_SCANCODE_RETURN).kind, UI_TYPED);
}

static void the_focus_mark_is_painted(void **state)
{
	struct box box;
	uint32_t before;

	(void)state;
	show("question");
	box = box_of("back");
	before = pixel(box.x - 5, box.y + box.h / 2);
	ui_focus_set(ui, "back");
	assert_true(theme_contrast(before, pixel(box.x - 5, box.y + box.h / 2)) >= 3);
	ui_finger(ui, FINGER_DOWN, 2, 2, 100);
	assert_int_equal(before, pixel(box.x - 5, box.y + box.h / 2));
}

static void ink_is_hundredths_of_a_millimetre(void **state)
{
	struct ui_event event;
	unsigned width, height;
	int x, y;

	(void)state;
	show("sign");
	assert_true(ui_ink_size(ui, &width, &height));
	assert_true(width > 10000 && width < 27000 && height >= 6000 && height < 20000);
	assert_true(ui_ink_place(ui, 5000, 6000, &x, &y));
	event = ui_finger(ui, FINGER_DOWN, x, y, 1000);
	assert_int_equal(event.kind, UI_INK);
	assert_true(event.point.starts);
	assert_true(event.point.x >= 4970 && event.point.x <= 5030);
	assert_true(event.point.y >= 5970 && event.point.y <= 6030);
	event = ui_finger(ui, FINGER_MOVE, x + 40, y, 1016);
	assert_false(event.point.starts);
	assert_int_equal(event.point.t, 16);
	ui_finger(ui, FINGER_UP, x + 40, y, 1020);
	assert_int_equal(ui_pen(ui)->count, 2);
	assert_int_equal(pixel(x + 20, y), theme_colour(ui_layout(ui)->theme, COLOUR_INK));
	view.text = TEXT_LARGE;
	ui_show(ui, &tree, &view);
	assert_int_equal(ui_pen(ui)->count, 2);
}

static void pages_are_turned_to_reach_what_is_pressed(void **state)
{
	struct ui_event event;

	(void)state;
	show("notice");
	assert_true(ui_layout(ui)->pages > 1);
	assert_int_equal(ui_press(ui, "more", &event), ERR_OK);
	assert_int_equal(event.kind, UI_TURNED);
	assert_int_equal(ui_press(ui, "yes-6", &event), ERR_OK);
	assert_int_equal(event.kind, UI_ACTION);
	assert_int_equal(ui_press(ui, "yes-1", &event), ERR_OK);
	assert_int_equal(ui_layout(ui)->page, 0);
	assert_int_equal(ui_press(ui, "back-page", &event), ERR_DENIED);
	assert_int_equal(ui_press(ui, "nothing", &event), ERR_ABSENT);
}

static struct ui_event touch_middle(const char *id)
{
	struct box box = box_of(id);
	double scale = ui_layout(ui)->theme->px_per_mm;

	return ui_touch(ui, (box.x + box.w / 2.0) / scale, (box.y + box.h / 2.0) / scale);
}

static void show_long_notice(void)
{
	stage_sample("notice")->build(&tree, &arena, LANG_ZH_HANS);
	for (int i = 0; i < tree.count; i++) {
		if (tree.nodes[i].id && strcmp(tree.nodes[i].id, "next") == 0)
			tree.nodes[i].flags |= NODE_AFTER_ALL;
	}
	ui_show(ui, &tree, &view);
	assert_true(ui_layout(ui)->pages > 1);
}

/* The act of a long page first shows what is left of it; once seen, it acts from anywhere. */
static void nobody_goes_on_before_all_was_shown(void **state)
{
	struct ui_event event;

	(void)state;
	show_long_notice();
	for (int page = 1; page < ui_layout(ui)->pages; page++) {
		event = touch_middle("next");
		assert_int_equal(event.kind, UI_TURNED);
		assert_int_equal(ui_layout(ui)->page, page);
	}
	assert_int_equal(touch_middle("back-page").kind, UI_TURNED);
	show_long_notice();	/* drawn anew, as after a tick */
	assert_int_equal(touch_middle("next").kind, UI_ACTION);
	show("question");
	show_long_notice();
	assert_int_equal(touch_middle("next").kind, UI_TURNED);
	assert_int_equal(ui_press(ui, "next", &event), ERR_OK);
	assert_int_equal(event.kind, UI_ACTION);
}

static void an_overlay_gives_page_and_focus_back(void **state)
{
	struct ui_event event;

	(void)state;
	show("notice");
	assert_int_equal(ui_press(ui, "more", &event), ERR_OK);
	ui_focus_set(ui, "back");
	show("warning");
	assert_string_equal(ui_focus(ui)->id, "stay");
	assert_int_equal(ui_press(ui, "back", &event), ERR_ABSENT);
	show("notice");
	assert_int_equal(ui_layout(ui)->page, 1);
	assert_string_equal(ui_focus(ui)->id, "back");
	show("question");
	assert_int_equal(ui_layout(ui)->page, 0);
	assert_string_equal(ui_focus(ui)->id, "answer-no");
}

/* As the frame of a page has it: the language that is on has no chip. */
static void put_chips(struct tree *to, enum lang lang)
{
	static const char *const ids[] = { "lang-zh", "lang-en", "lang-hant" };

	tree_open(to, (struct node){ .role = ROLE_GROUP, .look = LOOK_HEADER });
	for (int i = 0; i < 3; i++) {
		if (i != (int)lang)
			tree_add(to, (struct node){ .id = ids[i], .role = ROLE_BUTTON,
						    .look = LOOK_CHIP, .label = ids[i],
						    .action = { 7, i } });
	}
	tree_close(to);
}

/* Built where the one before it was, as the kiosk does. */
static void show_in(enum lang lang)
{
	tree_begin(&tree, &arena, "sign", lang);
	put_chips(&tree, lang);
	tree_open(&tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_BODY });
	tree_add(&tree, (struct node){ .role = ROLE_HEADING, .look = LOOK_TITLE,
				       .label = lang == LANG_EN ? "Sign" : "签名" });
	tree_add(&tree, (struct node){ .id = "confirm", .role = ROLE_BUTTON, .look = LOOK_ACT,
				       .label = "confirm", .flags = NODE_FIRST_FOCUS,
				       .action = { 8, 0 } });
	tree_close(&tree);
	ui_show(ui, &tree, &view);
}

/* Select on "English", twice: the second was a signature once. */
static void a_change_of_language_keeps_the_focus_among_the_languages(void **state)
{
	(void)state;
	show_in(LANG_ZH_HANS);
	assert_string_equal(ui_focus(ui)->id, "confirm");
	ui_focus_set(ui, "lang-en");
	assert_string_equal(ui_key(ui, KEY_SELECT).id, "lang-en");
	show_in(LANG_EN);
	assert_string_equal(ui_focus(ui)->id, "lang-zh");
	assert_string_equal(ui_key(ui, KEY_SELECT).id, "lang-zh");
	show_in(LANG_ZH_HANS);
	assert_string_equal(ui_focus(ui)->id, "lang-en");
	ui_focus_set(ui, "lang-hant");
	show_in(LANG_ZH_HANT);
	assert_string_equal(ui_focus(ui)->id, "lang-en");
	show_in(LANG_ZH_HANT);	/* built again, as after a tick */
	assert_string_equal(ui_focus(ui)->id, "lang-en");
}

/* Larger words need more pages: the focus takes its page along. */
static void a_change_of_view_keeps_the_focus(void **state)
{
	char id[ID_MAX];

	(void)state;
	show("results");
	for (int i = 0; i < 40 && strcmp(ui_focus(ui)->id, "next") != 0; i++)
		ui_key(ui, KEY_DOWN);
	while (layout_page_of(ui_layout(ui), layout_find(ui_layout(ui), ui_focus(ui)->id)) < 0)
		ui_key(ui, KEY_UP);
	snprintf(id, sizeof(id), "%s", ui_focus(ui)->id);
	view.text = TEXT_LARGEST;
	view.reach = true;
	show("results");
	assert_true(ui_layout(ui)->pages > 1);
	assert_string_equal(ui_focus(ui)->id, id);
	assert_true(ui_layout(ui)->page > 0);
	view.text = TEXT_DEFAULT;
	view.reach = false;
	show("results");
	assert_string_equal(ui_focus(ui)->id, id);
}

static void the_dump_says_what_the_contract_says(void **state)
{
	static char bytes[TRANSCRIPT_MAX];
	struct text out = text_in(bytes, sizeof(bytes));
	json_t *dump, *nodes, *node = NULL;
	size_t i;

	(void)state;
	show("question");
	ui_dump(ui, &out);
	dump = json_loads(bytes, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(dump);
	assert_string_equal(json_string_value(json_object_get(dump, "screen")), "question");
	nodes = json_object_get(dump, "nodes");
	json_array_foreach(nodes, i, node) {
		assert_true(json_string_length(json_object_get(node, "spoken")) > 0 ||
			    strcmp(json_string_value(json_object_get(node, "role")), "list") == 0);
		assert_true(json_is_integer(json_object_get(json_object_get(node, "px"), "w")));
		assert_true(json_is_number(json_object_get(json_object_get(node, "mm"), "h")));
		if (strcmp(json_string_value(json_object_get(node, "id")), "answer-no") == 0)
			assert_string_equal(json_string_value(json_object_get(node, "state")),
					    "checked focused");
	}
	json_decref(dump);
	assert_true(ui_has_text(ui, WHERE_PAGE, "不清楚"));
	assert_false(ui_has_text(ui, WHERE_SCREEN, "330299198604120042"));
}

static void private_words_are_for_headphones(void **state)
{
	char bytes[SPEECH_MAX];
	struct text out = text_in(bytes, sizeof(bytes));

	(void)state;
	show("who");
	spoken_node(tree_find(&tree, "number"), LANG_ZH_HANS, AUDIENCE_ALL, &out);
	assert_null(strstr(bytes, "3302"));
	out = text_in(bytes, sizeof(bytes));
	spoken_node(tree_find(&tree, "number"), LANG_ZH_HANS, AUDIENCE_ONE, &out);
	assert_non_null(strstr(bytes, "330299198706240221"));
	show("pin");
	out = text_in(bytes, sizeof(bytes));
	spoken_node(tree_find(&tree, "pin"), LANG_ZH_HANS, AUDIENCE_ONE, &out);
	assert_null(strstr(bytes, "1234"));
}

static void nothing_stays_on_the_glass(void **state)
{
	struct ui_event event;
	uint32_t ground;

	(void)state;
	show("sign");
	ui_finger(ui, FINGER_DOWN, 400, 700, 10);
	ui_wipe(ui);
	ground = pixel(0, 0);
	for (int y = 0; y < 1920; y += 3) {
		for (int x = 0; x < 1080; x += 3)
			assert_int_equal(pixel(x, y), ground);
	}
	assert_int_equal(ui_pen(ui)->count, 0);
	assert_null(ui_focus(ui));
	assert_int_equal(ui_press(ui, "next", &event), ERR_ABSENT);
}

/* A sum of what is painted where a picture stands. */
static uint32_t painted_in(struct box box)
{
	uint32_t sum = 2166136261u;

	for (int i = 0; i < box.w * box.h; i++)
		sum = (sum ^ pixel(box.x + i % box.w, box.y + i / box.w)) * 16777619u;
	return sum;
}

static void pictures_follow_each_other_slowly_and_stand_still_on_request(void **state)
{
	uint32_t first, second;

	(void)state;
	show("question");
	assert_int_equal(ui_move(ui, 5000), -1);
	show("idle");
	first = painted_in(box_of("laid"));
	/* Not more than once a second (WCAG 2.3.1 allows three flashes), whenever one looks. */
	assert_true(ui_move(ui, 5000) >= 1000);
	assert_true(ui_move(ui, 7990) > 0);
	assert_int_equal(painted_in(box_of("laid")), first);
	assert_true(ui_move(ui, 8000) >= 1000);
	second = painted_in(box_of("laid"));
	assert_int_not_equal(second, first);
	ui_move(ui, 11000);
	assert_int_not_equal(painted_in(box_of("laid")), first);
	ui_move(ui, 14000);
	assert_int_equal(painted_in(box_of("laid")), first);	/* three, and round again */
	view.still = true;
	show("idle");
	assert_int_equal(ui_move(ui, 20000), -1);
	assert_int_equal(painted_in(box_of("laid")), first);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_press_begins_and_ends_inside),
		TEST(a_second_strike_is_ignored),
		TEST(a_second_strike_of_a_key_is_ignored),
		TEST(a_held_key_repeats_when_it_is_told_to),
		TEST(a_finger_counts_once_though_sdl_makes_a_mouse_of_it),
		TEST(a_pressed_button_looks_pressed),
		TEST(held_words_show_while_they_are_held),
		TEST(keys_walk_through_all_and_mark_where_they_are),
		TEST(two_switches_go_round_and_press),
		TEST(enter_ends_what_was_typed),
		TEST(a_hall_maps_its_keypad),
		TEST(the_focus_mark_is_painted),
		TEST(ink_is_hundredths_of_a_millimetre),
		TEST(pages_are_turned_to_reach_what_is_pressed),
		TEST(nobody_goes_on_before_all_was_shown),
		TEST(an_overlay_gives_page_and_focus_back),
		TEST(a_change_of_language_keeps_the_focus_among_the_languages),
		TEST(a_change_of_view_keeps_the_focus),
		TEST(the_dump_says_what_the_contract_says),
		TEST(private_words_are_for_headphones),
		TEST(nothing_stays_on_the_glass),
		TEST(pictures_follow_each_other_slowly_and_stand_still_on_request),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
