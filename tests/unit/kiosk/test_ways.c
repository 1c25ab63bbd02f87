/*
 * Seven people, each by touch, by keys, by two switches and beside a guide, from their card to
 * their receipt or to where it ends for them: on the real pages, laid out; every press counted.
 */
#include "tests/unit/session/stage.h"

#include "screens/screens.h"
#include "ui/input.h"
#include "ui/layout.h"
#include "ui/ui.h"

enum way { BY_TOUCH, BY_KEYS, BY_SWITCHES, BY_GUIDE, WAYS };

/* Where a visit ends. */
enum goal { A_COURSE, A_POST, NOTHING };

struct visitor {
	const char *who;
	const char *card;
	const char *yes[2];	/* asked for it they say yes; to all else no */
	bool disabled;		/* the register has it */
	enum goal goal;
	int most[WAYS];		/* presses */
};

/* What each was, and of keys and switches a sixth more: a page that grows is to be noticed. */
static const struct visitor visitors[] = {
	{ "ordinary employee", "luo-wei", { NULL }, false, A_COURSE, { 17, 100, 100, 21 } },
	{ "ordinary jobless", "chen-li", { NULL }, false, A_COURSE, { 15, 85, 85, 19 } },
	{ "disabled migrant", "liu-yang", { "resident_ningbo" }, true, A_COURSE,
	  { 17, 90, 90, 18 } },
	{ "farmer", "shen-agen", { NULL }, false, A_COURSE, { 15, 95, 95, 19 } },
	{ "technician", "feng-jianhua", { NULL }, false, A_POST, { 16, 135, 130, 20 } },
	{ "three used up", "he-xiuying", { NULL }, false, NOTHING, { 6, 55, 55, 10 } },
	{ "finds nothing", "sun-mei", { NULL }, false, NOTHING, { 5, 35, 35, 7 } },
};

#define VISITORS ((int)(sizeof(visitors) / sizeof(visitors[0])))

static const struct view portrait = { .width_px = 1080, .height_px = 1920, .panel_mm = 267.8,
				      .text = TEXT_DEFAULT };
static struct ui *ui;
static struct arena arena;
static struct tree *tree;
static enum way way;
static const struct visitor *visitor;
static int presses;	/* of keys and switches; a finger's the glass counts */

static void show(void)
{
	arena_reset(&arena);
	screen_build(&v->world, &v->s, &arena, tree);
	ui_show(ui, tree, &portrait);
}

static void happened(const struct ui_event *event)
{
	if (event->kind == UI_ACTION) {
		press(v, event->action.verb, event->action.arg);
		show();
	}
}

static int place_of(const char *id)
{
	return layout_find(ui_layout(ui), id);
}

/* False: the frame stays where it is. */
static bool step(enum ui_key key)
{
	const struct node *before = ui_focus(ui);

	presses++;
	if (way == BY_KEYS)
		ui_key(ui, key);
	else
		ui_scan(ui, false);
	return ui_focus(ui) != before;
}

static struct ui_event choose(void)
{
	presses++;
	return way == BY_KEYS ? ui_key(ui, KEY_SELECT) : ui_scan(ui, true);
}

static bool is_focused(const char *id)
{
	return ui_focus(ui) && ui_focus(ui)->id && strcmp(ui_focus(ui)->id, id) == 0;
}

static bool is_shown(const char *id)
{
	struct box box;

	return place_of(id) >= 0 && layout_shown(ui_layout(ui), place_of(id), &box);
}

/* Keys go down and come to an end, then up again; two switches go round. */
static void frame(const char *id)
{
	for (int i = 0; i < 80 && !is_focused(id) && step(KEY_DOWN); i++)
		;
	for (int i = 0; i < 80 && !is_focused(id) && step(KEY_UP); i++)
		;
}

/* What is further down stands behind the next page of the screen. */
static bool focus_on(const char *id)
{
	for (int turned = 0; turned < 8 && !is_shown(id) && is_shown("more"); turned++) {
		frame("more");
		choose();
	}
	frame(id);
	return is_focused(id);
}

static void uncover(void);

static void go(const char *id)
{
	struct ui_event event = { .kind = UI_NOTHING };

	if (!tree_find(tree, id))
		uncover();
	if (way == BY_TOUCH || way == BY_GUIDE) {
		if (ui_press(ui, id, &event))
			fail_msg("%s, way %d: nothing to press on %s: %s", visitor->who, way,
				 tree->screen, id);
	} else {
		if (!focus_on(id))
			fail_msg("%s, way %d: the frame never comes to %s on %s", visitor->who,
				 way, id, tree->screen);
		event = choose();
	}
	happened(&event);
}

/* What the guide does not see the visitor shows. */
static void uncover(void)
{
	if (tree_find(tree, "show"))
		go("show");
}

/* ---- one page after another ---- */

static void answer_question(void)
{
	const char *id = pack_fact(pack, v->s.at.arg)->id;
	bool yes = false;

	for (int i = 0; i < 2; i++)
		yes = yes || (visitor->yes[i] && strcmp(visitor->yes[i], id) == 0);
	go(yes ? "answer-yes" : "answer-no");
	go("next");
}

static void answer_group(void)
{
	if (way == BY_GUIDE)	/* covered, nothing is said by going on */
		go("answer-none");
	go("next");
}

static const char *course_first(void)
{
	static char id[8 + COURSE_ID_MAX];
	int shown[OFFERS_RECOMMENDED];

	assert_true(derive_recommended(&v->world, &v->s, shown) > 0);
	snprintf(id, sizeof(id), "course-%s", v->courses[shown[0]].id);
	return id;
}

static void choose_result(void)
{
	uncover();
	go(visitor->goal == A_POST ? "claim-post" : course_first());
}

static void promise(void)
{
	uncover();
	go("accept");
	go("next");
}

static void type_digits(void)
{
	for (int i = 0; i < PIN_DIGITS; i++)
		go(i < 2 ? "key-1" : i < 4 ? "key-2" : "key-3");
}

static void sign(void)
{
	if (way == BY_KEYS || way == BY_SWITCHES) {
		go("sign-keypad");
		go("confirm");
		go("confirm");
	} else {
		if (way == BY_GUIDE)
			card_news(v, NEWS_CARD_LIFTED);	/* the guide's: the page is the visitor's */
		draw(v);
		show();
	}
	go("submit");
}

static void lay_again(void)
{
	lay_card(v, visitor->card);
	show();
}

static void verify_in_person(void)
{
	go("vouch-hands");
	go("next");
}

static void go_on(void)
{
	go("next");
}

static void take(void)
{
	go("take");
}

static void have_no_number(void)
{
	go("no-number");
}

/* False: the page is not one on the way. */
static bool on_the_way(void)
{
	static void (*const acts[PAGE_COUNT])(void) = {
		[PAGE_WHO] = go_on, [PAGE_QUESTION] = answer_question,
		[PAGE_GROUP] = answer_group, [PAGE_COURSE] = take,
		[PAGE_CERTIFICATE] = have_no_number, [PAGE_CHECK] = go_on,
		[PAGE_PROMISES] = promise, [PAGE_PIN] = type_digits,
		[PAGE_VERIFY_IN_PERSON] = verify_in_person, [PAGE_SIGN] = sign,
		[PAGE_LAY_AGAIN] = lay_again,
	};

	if (!acts[v->s.at.page])
		return false;
	acts[v->s.at.page]();
	return true;
}

/* ---- the visits ---- */

static void guide_comes(void)
{
	struct holder h = { .type = CARD_STAFF, .assurance = ASSURANCE_A1, .uid_size = 4 };

	snprintf(h.staff_role, sizeof(h.staff_role), "guide");
	snprintf(h.card_no, sizeof(h.card_no), "S00000001");
	card_news(v, NEWS_CARD_LIFTED);
	v->card = h;
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_STAFF_PIN);
	type_pin(v);
}

static void register_knows(void)
{
	struct person *person = &v->s.person;

	for (int i = 0; i < person->fact_count && visitor->disabled; i++) {
		if (strcmp(person->facts[i].id, "disabled") == 0)
			person->facts[i].fact.number = 1;
	}
}

static void begin(void)
{
	visit_open(v, pack);
	lay_card(v, visitor->card);
	at(PAGE_WHO);
	register_knows();
	if (way == BY_GUIDE)
		guide_comes();
	show();
	presses = 0;
}

/* Said plainly, nothing is recommended, and the way on is to look and to ask. */
static void find_nothing(void)
{
	uncover();
	assert_int_equal(derive_offers(&v->world, &v->s)->fits, 0);
	assert_true(ui_has_text(ui, WHERE_SCREEN, words_get(LANG_ZH_HANS, "results.title_none")));
	go("all-courses");
	at(PAGE_FINDER);
}

static void visit_all_of_it(void)
{
	for (int i = 0; i < 40 && v->s.at.page != PAGE_RESULTS; i++)
		assert_true(on_the_way());
	at(PAGE_RESULTS);
	if (visitor->goal == NOTHING) {
		find_nothing();
		return;
	}
	choose_result();
	for (int i = 0; i < 40 && on_the_way(); i++)
		;
	at(PAGE_RECEIPT);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
}

static void everybody_comes_through_in_every_way(void **state)
{
	static const char *const names[] = { "touch", "keys", "switches", "guide" };

	(void)state;
	for (int i = 0; i < VISITORS; i++) {
		visitor = &visitors[i];
		for (int w = 0; w < WAYS; w++) {
			unsigned before = ui_presses(ui);
			int made;

			way = (enum way)w;
			begin();
			visit_all_of_it();
			made = presses + (int)(ui_presses(ui) - before);
			print_message("%s, %s: %d presses\n", visitor->who, names[w], made);
			if (made > visitor->most[w])
				fail_msg("%s, %s: %d presses, at most %d", visitor->who, names[w],
					 made, visitor->most[w]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { TEST(everybody_comes_through_in_every_way) };
	struct ui_setup setup = { .fonts_list = SOURCE_DIR "/fonts/fonts.list", .title = "ways",
				  .view = portrait };
	struct diag diag;
	int failed;

	if (ui_create(&setup, &diag, &ui))
		return 1;
	arena_init(&arena, 1 << 18);
	tree = calloc(1, sizeof(*tree));
	failed = RUN(tests);
	free(tree);
	arena_finish(&arena);
	ui_destroy(ui);
	return failed;
}
