/*
 * Every page can be built in every language, and says what it should to whom it
 * should.  Visits that make no sense at all are test_monkey.c's.
 */
#include "tests/unit/alone.h"
#include "tests/unit/screens/courses_told.h"

#include "screens/screens.h"
#include "ui/node.h"
#include "speech/say.h"
#include "ui/spoken.h"

static struct pack *pack;
static struct official *official;	/* a made-up one, of the same pack */
static struct visit *v;
static struct arena arena;
static struct tree *tree;

static int set_up(void **state)
{
	(void)state;
	v = calloc(1, sizeof(*v));
	tree = calloc(1, sizeof(*tree));
	arena_init(&arena, SCREEN_ARENA_SIZE);
	visit_open(v, pack);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_finish(&arena);
	free(tree);
	free(v);
	return 0;
}

static void build(void)
{
	screen_build(&v->world, &v->s, &arena, tree);
}

/* A key shows itself where it has no words. */
static bool is_key(const char *text)
{
	size_t dot = strcspn(text, ".");

	return text[dot] == '.' && text[dot + 1] && dot > 1 &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz_0123456789.") == strlen(text);
}

static void check_words(void)
{
	for (int i = 0; i < tree->count; i++) {
		const struct node *n = &tree->nodes[i];

		if ((n->label && is_key(n->label)) || (n->spoken && is_key(n->spoken)))
			fail_msg("%s: no words for %s", tree->screen,
				 n->label ? n->label : n->spoken);
		if (n->label && (strstr(n->label, "{1}") || strstr(n->label, "{2}")))
			fail_msg("%s: a place was not filled: %s", tree->screen, n->label);
	}
}

static int press_id(const char *id)
{
	const struct node *n;

	build();
	n = tree_find(tree, id);
	if (!n)
		fail_msg("%s has no %s", tree->screen, id);
	press(v, n->action.verb, n->action.arg);
	build();
	return n->action.verb;
}

static void to_results(const char *person)
{
	lay_card(v, person);
	press_id("next");
	answer_no(v);
	build();
	assert_string_equal(tree->screen, "results");
}

static int first_group_or_fact(enum visit_page page)
{
	if (page == PAGE_QUESTION)
		return fact(v, "residence_permit_until");
	return page == PAGE_ITEM || page == PAGE_REASON || page == PAGE_OFFICIAL ?
		benefit(v, "LIVING") : 0;
}

/* On every screen: that the date is a demo's, the languages, the sizes, and help or a person. */
static void check_always_there(void)
{
	bool demo = false;

	for (int i = 0; i < tree->count; i++)
		demo = demo || (tree->nodes[i].look == LOOK_DEMO && tree->nodes[i].label);
	if (!demo)
		fail_msg("%s: no demo mark", tree->screen);
	if (!tree_find(tree, "display"))
		fail_msg("%s: the view cannot be changed", tree->screen);
	if (!tree_find(tree, "language"))
		fail_msg("%s: the language cannot be changed", tree->screen);
	if (!tree_find(tree, "help") && !tree_find(tree, "staff") && !session_is_guided(&v->s))
		fail_msg("%s: nobody helps", tree->screen);
}

/* The map marks what was chosen, never where the visitor is registered. */
static void the_map_marks_the_chosen_district(void **state)
{
	(void)state;
	to_results("wang-zhiqiang");
	v->s.at = (struct place){ PAGE_FINDER, 0 };
	for (int region = 0; region <= PICTURE_MAP_DISTRICTS; region++) {
		const struct node *map = NULL;

		v->s.finder.region = region;
		build();
		for (int i = 0; i < tree->count; i++) {
			if (tree->nodes[i].picture >= PICTURE_MAP)
				map = &tree->nodes[i];
		}
		assert_non_null(map);
		assert_int_equal(map->picture, PICTURE_MAP + region);
	}
}

static void every_page_in_every_language(void **state)
{
	(void)state;
	v->s.course = course_index(v, "C002");
	to_results("wang-zhiqiang");
	for (int page = 0; page < PAGE_COUNT; page++) {
		v->s.at = (struct place){ (uint8_t)page,
					  (int16_t)first_group_or_fact((enum visit_page)page) };
		v->s.draft.choice = CHOICE_YES;
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			v->s.view.lang = (enum lang)lang;
			build();
			assert_int_equal(tree->open, -1);
			check_words();
			check_always_there();
		}
	}
}

static bool page_says(enum visit_page page, int arg, const char *key)
{
	const char *words = words_get(LANG_ZH_HANS, key);

	v->s.at = (struct place){ (uint8_t)page, (int16_t)arg };
	build();
	for (int i = 0; i < tree->count; i++) {
		if (tree->nodes[i].label && strcmp(tree->nodes[i].label, words) == 0)
			return true;
	}
	return false;
}

/* What an office published is not called 示例数据; what was invented is. */
static void only_samples_are_called_so(void **state)
{
	int course = course_index(v, "C002");

	(void)state;
	v->s.course = course;
	to_results("wang-zhiqiang");
	assert_true(page_says(PAGE_COURSES, 0, "value.sample"));
	assert_true(page_says(PAGE_COURSE, course, "value.sample"));
	assert_true(page_says(PAGE_ITEM, benefit(v, "TRAIN"), "value.sample"));
	for (int i = 0; i < v->world.course_count; i++)
		snprintf(v->courses[i].source, sizeof(v->courses[i].source), "hrss-2021");
	offers_room_wipe(v->world.offers);
	assert_false(page_says(PAGE_COURSES, 0, "value.sample"));
	assert_false(page_says(PAGE_COURSE, course, "value.sample"));
	assert_false(page_says(PAGE_ITEM, benefit(v, "TRAIN"), "value.sample"));
	assert_true(page_says(PAGE_ITEM, benefit(v, "TRAIN"), "item.amount_official"));
}

static void the_end_is_on_every_page_of_a_visit(void **state)
{
	static const enum visit_page without[] = {
		PAGE_IDLE, PAGE_TAKE_CARD, PAGE_GOODBYE, PAGE_NO_READER, PAGE_OUT_OF_SERVICE,
	};

	(void)state;
	to_results("wang-zhiqiang");
	for (int page = 0; page < PAGE_COUNT; page++) {
		bool skip = false;

		for (unsigned i = 0; i < sizeof(without) / sizeof(without[0]); i++)
			skip = skip || (int)without[i] == page;
		if (skip)
			continue;
		v->s.at = (struct place){ (uint8_t)page,
					  (int16_t)first_group_or_fact((enum visit_page)page) };
		build();
		assert_non_null(tree_find(tree, "end"));
	}
}

static int class_heard(const char *spoken)
{
	static const char *const badges[] = { "badge.yes", "badge.open", "badge.no" };

	for (int i = 0; i < 3; i++) {
		if (strstr(spoken, words_get(LANG_ZH_HANS, badges[i])))
			return i;
	}
	fail_msg("nothing is said of whether it fits: %s", spoken);
	return -1;
}

/* On every page of the list, and what fits before what does not. */
static void each_card_says_whether_it_fits(void **state)
{
	int seen = 0, before = 0;

	(void)state;
	to_results("luo-wei");
	press_id("all-courses");
	press_id("next");
	for (int from = -1; from != v->s.finder.from; press(v, VERB_LIST, 1), build()) {
		from = v->s.finder.from;
		for (int i = 0; i < tree->count; i++) {
			const struct node *n = &tree->nodes[i];
			int class;

			if (n->action.verb != VERB_COURSE)
				continue;
			class = class_heard(n->spoken);
			assert_int_equal(class, class_of_outcome(derive_course_offer(
				&v->world, &v->s, n->action.arg)->outcome));
			assert_true(class >= before);
			before = class;
			seen++;
		}
	}
	assert_true(seen > 60 && before == 2);
}

/* The one that pays most stands below the others, or is the chosen one, and then there alone. */
static void the_course_that_pays_most_may_be_chosen(void **state)
{
	int top, seen = 0;

	(void)state;
	to_results("luo-wei");
	top = derive_offers(&v->world, &v->s)->top;
	assert_true(top >= 0);
	v->s.course = top;
	build();
	for (int i = 0; i < tree->count; i++)
		seen += tree->nodes[i].action.verb == VERB_COURSE &&
			tree->nodes[i].action.arg == top;
	assert_int_equal(seen, 1);
}

static bool says_key(const char *key)
{
	for (int i = 0; i < tree->count; i++) {
		const char *label = tree->nodes[i].label;

		if (label && strcmp(label, words_get(LANG_ZH_HANS, key)) == 0)
			return true;
	}
	return false;
}

/* A finger that only touches the box. */
static void touch_once(void)
{
	struct event e = { .kind = EVENT_INK };

	e.ink.width = 20000;
	e.ink.height = 9000;
	e.ink.point = (struct ink_point){ 5000, 4000, 0, true };
	visit_event(v, e);
}

/* What the walks press; a change of these ids breaks halls' own scripts too. */
static void a_visit_by_ids(void **state)
{
	static const char *const ids[] = {
		"all-courses", "family-1", "region-4", "month-0", "next", "sort-3", "course-C003",
		"take", "back", "back", "back", "back",
		"why-TRAIN", "item-TRAIN", "next", "next", "next",
		"choose-FREE", "choose-FREE",
		"change-enterprise_employee", "answer-unsure", "next", "next",
		"refuse-true", "accept-true", "accept", "next",
		"key-1", "key-2", "key-delete", "key-2", "key-3", "key-4", "key-5", "key-6",
		"sign-pin", "sign-draw", "ink-clear",
	};

	(void)state;
	to_results("wang-zhiqiang");
	for (unsigned i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		press_id(ids[i]);
	assert_string_equal(tree->screen, "sign");
	assert_non_null(tree_find(tree, "ink"));
	touch_once();
	press_id("submit");
	assert_true(says_key("sign.hint_dot"));		/* and not that the box is empty */
	draw(v);
	press_id("submit");
	assert_string_equal(tree->screen, "receipt");
	assert_string_equal(tree_find(tree, "receipt-no")->label, "NB-20210315-0001");
	press_id("next");
	assert_string_equal(tree->screen, "take-card");
}

static bool tree_tells(const char *secret)
{
	for (int i = 0; i < tree->count; i++) {
		const struct node *n = &tree->nodes[i];

		const char *texts[] = { n->label, n->value, n->spoken };

		for (int k = 0; k < 3; k++) {
			if (texts[k] && strstr(texts[k], secret))
				return true;
		}
	}
	return false;
}

static void type_date(const char *digits)
{
	for (; *digits; digits++)
		press(v, VERB_KEY, *digits - '0');
	press(v, VERB_NEXT, 0);
	build();
}

/* Eight digits that are no day are not answered with "eight digits, please". */
static void a_day_that_is_none_is_told_so(void **state)
{
	int until = fact(v, "residence_permit_until");

	(void)state;
	lay_card(v, "liu-yang");
	v->s.at = (struct place){ PAGE_QUESTION, (int16_t)until };
	press(v, VERB_ANSWER, CHOICE_YES);
	type_date("2021022");
	assert_true(says_key("question.hint_date"));
	type_date("9");
	assert_true(says_key("question.hint_no_day"));
	assert_false(says_key("question.hint_date"));
}

static void who_is_masked_and_private(void **state)
{
	(void)state;
	to_results("wang-zhiqiang");
	for (int i = 0; i < tree->count; i++) {
		const struct node *n = &tree->nodes[i];

		assert_false(n->label && strstr(n->label, v->card.name));
		assert_false(n->label && strstr(n->label, v->card.id_no));
		if (n->value && strstr(n->value, v->card.id_no))
			assert_true(n->flags & NODE_HOLD && n->flags & NODE_PRIVATE);
	}
	press_id("display");
	assert_string_equal(tree->screen, "display");
	press_id("size-3");
	press_id("lang-en");
	press_id("end");
	assert_false(tree_tells(v->card.name));
	assert_false(tree_tells(v->card.id_no));
}

/* The warning may be looked at by anybody: it shows nothing of the page beneath. */
static void the_warning_tells_nothing(void **state)
{
	(void)state;
	to_results("wang-zhiqiang");
	press_id("why-LIVING");
	wait_ms(v, 240000);
	build();
	assert_string_equal(tree->screen, "warning");
	assert_false(tree_tells("残疾"));
	assert_false(tree_tells("生活费"));
	wait_ms(v, 45000);
	build();
	assert_string_equal(tree->screen, "locked");
	assert_false(tree_tells("残疾"));
}

/* Lists show what and how much; a group or status is on no list. */
static void results_tell_no_reason(void **state)
{
	(void)state;
	to_results("wang-zhiqiang");
	assert_false(tree_tells("残疾"));
	press_id("why-LIVING");
	assert_true(tree_tells("残疾"));
}

/* ---- the official text ---- */

static int texts_with(const char *words, unsigned flags)
{
	int count = 0;

	for (int i = 0; i < tree->count; i++)
		count += tree->nodes[i].label && strstr(tree->nodes[i].label, words) &&
			 (tree->nodes[i].flags & flags) == flags;
	return count;
}

/* Then the rules stand in our words, which are said to be ours; of which text, stands below. */
static void without_the_document_our_words_are_marked(void **state)
{
	char ours[256];

	(void)state;
	to_results("wang-zhiqiang");
	press_id("why-LIVING");
	press_id("official");
	assert_string_equal(tree->screen, "official");
	snprintf(ours, sizeof(ours), "%.*s", 30, words_get(LANG_ZH_HANS, "official.ours"));
	assert_true(tree_shows(tree, ours, false));
	assert_false(tree_shows(tree, "「", false));
	snprintf(ours, sizeof(ours), "%.16s…", pack_document_hash(pack));
	assert_true(tree_shows(tree, ours, false));
	assert_true(tree_shows(tree, "2021年12月31日", false));
}

/* The group that a node begins, -1 where it begins none. */
static int group_begun_by(int index)
{
	for (int i = 0; i < tree->count; i++) {
		if (tree->nodes[i].first == index)
			return i;
	}
	return -1;
}

/* No page turn comes between a reason and the clause that it rests on. */
static void a_reason_stands_with_its_clause(void **state)
{
	int reasons = 0;

	(void)state;
	to_results("wang-zhiqiang");
	press_id("why-LIVING");
	for (int i = 0; i < tree->count; i++) {
		const struct node *node = &tree->nodes[i];
		int group;

		if (node->look != LOOK_STRONG || strncmp(node->label, "✓ ", strlen("✓ ")) != 0)
			continue;
		reasons++;
		group = group_begun_by(i);
		assert_true(group >= 0 && tree->nodes[group].flags & NODE_WHOLE);
		assert_true(node->next >= 0 && tree->nodes[node->next].look == LOOK_NOTE);
	}
	assert_true(reasons >= 3);
}

/* Every rule that decided is quoted, each sentence once, in every language the same. */
static void every_deciding_rule_is_quoted(void **state)
{
	struct result result;

	(void)state;
	v->world.official = official;
	to_results("wang-zhiqiang");
	press_id("why-LIVING");
	press_id("official");
	assert_string_equal(tree->screen, "official");
	derive_result(&v->world, &v->s, benefit(v, "LIVING"), CASE_SAID, &result);
	assert_true(result.decision.reason_count > 5);
	for (int i = 0; i < result.decision.reason_count; i++) {
		int rule = pack_rule_find(pack, result.decision.reasons[i].rule);
		char sentence[4096], quote[4200];

		assert_int_equal(official_sentence(official, pack, rule, sentence,
						   sizeof(sentence)), ERR_OK);
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			bool simplified = lang_written((enum lang)lang) == LANG_ZH_HANS;

			snprintf(quote, sizeof(quote), simplified ? "“%s”" : "「%s」", sentence);
			v->s.view.lang = (enum lang)lang;
			build();
			assert_int_equal(texts_with(quote, 0), 1);
			assert_true(texts_with(pack_rule(pack, rule)->words.in[lang], 0) > 0);
		}
	}
	press_id("next");
	assert_string_equal(tree->screen, "reason");
	press_id("next");
	assert_string_equal(tree->screen, "results");
}

/* A sentence over a page break is one; a private reason's is for headphones only. */
static void quotes_are_whole_and_keep_private(void **state)
{
	(void)state;
	v->world.official = official;
	to_results("wang-zhiqiang");
	press_id("why-LIVING");
	press_id("official");
	assert_int_equal(texts_with("“示例文件四（一）第2句，", 0), 1);
	assert_int_equal(texts_with("谁先来谁先拿，拿完为止。”", 0),
			 texts_with("“示例文件", 0) - 2);	/* lines of the head are short */
	assert_int_equal(texts_with("“示例文件二（一）第2句，", NODE_PRIVATE), 1);
	assert_int_equal(texts_with("“示例文件末段第1句，", NODE_PRIVATE), 0);
	assert_false(tree_tells("wang"));
}

/* A rule that has no sentence in this document stands with its own plain words. */
static void what_cannot_be_quoted_stands_in_plain_words(void **state)
{
	(void)state;
	to_results("wang-zhiqiang");
	v->s.at = (struct place){ PAGE_OFFICIAL, (int16_t)benefit(v, "LIVING") };
	build();
	assert_int_equal(texts_with("“示例", 0), 0);
	assert_int_equal(texts_with("残疾人算在就业困难人员里", NODE_PRIVATE), 1);
	assert_true(texts_with("78号 二（一）", 0) > 0);
}

static void pin_digits_never_reach_the_tree(void **state)
{
	(void)state;
	v->world.to_see = ASSURANCE_A2;
	lay_card(v, "wang-zhiqiang");
	press_id("next");
	press_id("key-7");
	press_id("key-9");
	assert_int_equal(v->s.pin_count, 2);
	assert_non_null(strstr(tree_find(tree, "pin")->label, "● ● ○"));
	assert_false(strpbrk(tree_find(tree, "pin")->label, "0123456789") != NULL);
}

static void spoken_of(const char *id, enum audience audience, char bytes[SPEECH_MAX])
{
	struct text out = text_in(bytes, SPEECH_MAX);

	build();
	assert_non_null(tree_find(tree, id));
	spoken_node(tree_find(tree, id), tree->lang, audience, &out);
}

/* A date that is typed, and a yes to what is nobody's business. */
static void answers_are_not_for_the_loudspeaker(void **state)
{
	char bytes[SPEECH_MAX];

	(void)state;
	to_results("wang-zhiqiang");
	press(v, VERB_CHANGE, fact(v, "residence_permit_until"));
	v->s.at = (struct place){ PAGE_QUESTION, (int16_t)fact(v, "residence_permit_until") };
	v->s.draft = (struct draft){ .owner = v->s.at, .choice = CHOICE_YES };
	for (int i = 0; i < 4; i++)
		press(v, VERB_KEY, "2021"[i] - '0');
	spoken_of("typed", AUDIENCE_ALL, bytes);
	assert_null(strstr(bytes, "2021"));
	assert_non_null(strstr(bytes, "4"));
	spoken_of("typed", AUDIENCE_ONE, bytes);
	assert_non_null(strstr(bytes, "2021"));
	v->s.at = (struct place){ PAGE_QUESTION, (int16_t)fact(v, "urban_dibao_household") };
	v->s.draft = (struct draft){ .owner = v->s.at, .choice = CHOICE_NO };
	spoken_of("answer-no", AUDIENCE_ALL, bytes);
	assert_null(strstr(bytes, words_get(LANG_ZH_HANS, "answer.no")));
	spoken_of("answer-no", AUDIENCE_ONE, bytes);
	assert_non_null(strstr(bytes, words_get(LANG_ZH_HANS, "answer.no")));
}

/* Of a pad the hall hears one and the same, and the strip shows no more; headphones hear all. */
static void check_pad(enum visit_page page)
{
	char all[SPEECH_MAX], one[SPEECH_MAX], eyes[SPEECH_MAX], heard[SPEECH_MAX] = "";
	int keys = 0;

	v->s.at = (struct place){ (uint8_t)page, 0 };
	build();
	for (int i = 0; i < tree->count; i++) {
		const char *id = tree->nodes[i].id, *label = tree->nodes[i].label;

		if (tree->nodes[i].look != LOOK_KEY)
			continue;
		spoken_of(id, AUDIENCE_ALL, all);
		assert_true(!heard[0] || strcmp(heard, all) == 0);
		assert_null(strstr(all, label));
		assert_int_equal(text_copy(heard, sizeof(heard), all), ERR_OK);
		spoken_of(id, AUDIENCE_EYES, eyes);
		assert_string_equal(eyes, words_get(tree->lang, "ui.unshown"));
		spoken_of(id, AUDIENCE_ONE, one);
		assert_memory_equal(one, label, strlen(label));
		keys++;
	}
	assert_true(keys >= 11);
}

static void keys_of_a_pad_are_for_headphones(void **state)
{
	(void)state;
	to_results("wang-zhiqiang");
	check_pad(PAGE_PIN);
	check_pad(PAGE_STAFF_PIN);
	check_pad(PAGE_STAFF_NUMBER);
}

/* The strip has of a person what the glass has: what is masked stays so. */
static void captions_are_masked(void **state)
{
	static const char *const ids[] = { "person", "who-name", "who-number" };
	char bytes[SPEECH_MAX];

	(void)state;
	lay_card(v, "wang-zhiqiang");
	for (int i = 0; i < 3; i++) {
		spoken_of(ids[i], AUDIENCE_EYES, bytes);
		assert_null(strstr(bytes, v->card.name));
		assert_null(strstr(bytes, v->card.id_no));
		assert_non_null(strchr(bytes, '*'));
	}
}

/* A name is marked as one wherever it is said in full, so that its surname is read right. */
static void names_are_said_as_names(void **state)
{
	static const char *const ids[] = { "person", "who-name" };
	char bytes[SPEECH_MAX], name[128];

	(void)state;
	lay_card(v, "wang-zhiqiang");
	assert_int_equal(say_name(v->card.name, name, sizeof(name)), ERR_OK);
	for (int i = 0; i < 2; i++) {
		spoken_of(ids[i], AUDIENCE_ONE, bytes);
		assert_non_null(strstr(bytes, name));
		spoken_of(ids[i], AUDIENCE_ALL, bytes);
		assert_null(strstr(bytes, v->card.name));
	}
}

/* Whatever step the staff have of a course: where its money was paid, none of them is ahead. */
static void what_is_paid_is_over(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	v->s.held_count = 1;
	v->s.held[0].course = (struct application_course){ .id = "C006", .title_zh = "电工" };
	v->s.held[0].decided = v->world.date;
	v->s.at.page = PAGE_MY_TRAINING;
	for (v->s.held[0].step = 0; v->s.held[0].step <= 7; v->s.held[0].step++) {
		for (int status = 0; status < HELD_STATUS_COUNT; status++) {
			bool over = status == HELD_PAID || status == HELD_RECALLED, ahead = false;

			v->s.held[0].status = (enum held_status)status;
			build();
			for (int i = 0; i < tree->count; i++)
				ahead |= tree->nodes[i].label &&
					 (strstr(tree->nodes[i].label, "○ ") ||
					  strstr(tree->nodes[i].label, "▶ "));
			assert_int_equal(ahead, !over);
		}
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(the_map_marks_the_chosen_district),
		TEST(every_page_in_every_language),
		TEST(only_samples_are_called_so),
		TEST(the_end_is_on_every_page_of_a_visit),
		TEST(a_visit_by_ids),
		TEST(each_card_says_whether_it_fits),
		TEST(the_course_that_pays_most_may_be_chosen),
		TEST(a_day_that_is_none_is_told_so),
		TEST(who_is_masked_and_private),
		TEST(the_warning_tells_nothing),
		TEST(results_tell_no_reason),
		TEST(without_the_document_our_words_are_marked),
		TEST(a_reason_stands_with_its_clause),
		TEST(every_deciding_rule_is_quoted),
		TEST(quotes_are_whole_and_keep_private),
		TEST(what_cannot_be_quoted_stands_in_plain_words),
		TEST(answers_are_not_for_the_loudspeaker),
		TEST(keys_of_a_pad_are_for_headphones),
		TEST(captions_are_masked),
		TEST(names_are_said_as_names),
		TEST(what_is_paid_is_over),
		TEST(pin_digits_never_reach_the_tree),
	};
	int failed;

	assert_int_equal(words_open(BUILD_DIR "/words"), ERR_OK);
	pack = pack_open_made_up(&official);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	official_close(official);
	pack_destroy(pack);
	return failed;
}
