/*
 * Whole visits of the demo's people, event by event, on the real pack.
 */
#include "tests/unit/session/stage.h"

#include "core/amount.h"
#include "session/finder.h"

static enum standing standing(const char *code)
{
	struct result result;

	derive_result(&v->world, &v->s, benefit(v, code), CASE_SAID, &result);
	return result.standing;
}

/* The register is away: everything is asked, and this person says yes to one group. */
static void declare_group(const char *person)
{
	v->told.register_away = true;
	lay_card(v, person);
	press(v, VERB_NEXT, 0);
	at(PAGE_QUESTION);
	assert_int_equal(v->s.at.arg, fact(v, "hukou_ningbo"));
	press(v, VERB_ANSWER, CHOICE_YES);
	press(v, VERB_NEXT, 0);
	while (v->s.at.page == PAGE_QUESTION) {
		press(v, VERB_ANSWER, CHOICE_NO);
		press(v, VERB_NEXT, 0);
	}
	at(PAGE_GROUP);
}

static void to_promises(void)
{
	press(v, VERB_NEXT, 0);
	at(PAGE_CHECK);
	press(v, VERB_NEXT, 0);
	at(PAGE_PROMISES);
}

static void to_sign(void)
{
	to_promises();
	press(v, VERB_ACCEPT, ARG_ALL);
	prove_with_pin();
}

static void sign_by_finger(void)
{
	press(v, VERB_SIGN, SIGN_INK);
	at(PAGE_SIGN);
	draw(v);
	press(v, VERB_SUBMIT, 0);
}

static void from_card_to_paper(void **state)
{
	(void)state;
	to_results("chen-li");
	assert_int_equal(standing("FREE"), STANDING_YES);
	to_sign();
	sign_by_finger();
	at(PAGE_RECEIPT);
	assert_string_equal(v->s.receipt_no, "NB-20210315-0001");
	assert_int_equal(v->s.paper, PAPER_DONE);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
	assert_int_equal(v->count[EFFECT_RESERVE_KEY], 1);
	press(v, VERB_NEXT, 0);
	at(PAGE_TAKE_CARD);
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_GOODBYE);
	wait_ms(v, 10000);
	at(PAGE_IDLE);
}

static void the_application_is_what_was_shown(void **state)
{
	struct application *a = calloc(1, sizeof(*a));
	char title[ITEM_TITLE_MAX];

	(void)state;
	v->s.course = course_index(v, "C002");
	to_results("wang-zhiqiang");
	to_sign();
	press(v, VERB_SIGN, SIGN_INK);
	draw(v);
	v->told.save_silent = true;
	press(v, VERB_SUBMIT, 0);
	session_application(&v->world, &v->s, a);
	assert_string_equal(a->key, v->s.key);
	assert_int_equal(a->item_count, 3);
	assert_string_equal(a->items[0].benefit, "TRAIN");
	assert_int_equal(a->items[0].amount.value, 104000);
	assert_string_equal(a->items[0].course_id, "C002");
	assert_string_equal(a->items[0].title_zh, "职业技能培训补贴");
	application_title(a, 0, LANG_ZH_HANS, NULL, title);
	assert_non_null(strstr(title, "焊工"));
	assert_non_null(strstr(title, " · 职业技能培训补贴"));
	assert_true(a->items[0].rule_count > 3);
	assert_int_equal(a->method, SIGN_INK);
	assert_false(ink_is_empty(&a->ink));
	assert_int_equal(a->holder.assurance, ASSURANCE_A2);
	assert_int_equal(a->promise_count, GENERAL_COUNT);
	assert_true(a->demo_date);
	free(a);
}

/* The veteran's card says nothing and the register is away: all is declared. */
/* As large as the glass, unless it was said otherwise; said on the page where all is checked. */
static void large_print_on_request(void **state)
{
	struct application *a = calloc(1, sizeof(*a));

	(void)state;
	to_results("chen-li");
	press(v, VERB_NEXT, 0);
	at(PAGE_CHECK);
	assert_false(session_prints_large(&v->s));
	press(v, VERB_PAPER_SIZE, 0);
	assert_true(session_prints_large(&v->s));
	press(v, VERB_PAPER_SIZE, 0);
	press(v, VERB_SIZE, VIEW_LARGE);
	assert_false(session_prints_large(&v->s));
	press(v, VERB_PAPER_SIZE, 0);
	session_application(&v->world, &v->s, a);
	assert_true(a->large_print);
	free(a);
}

/* The receipt's words again, from the receipt and back; the end of the visit forgets the wish. */
static void the_receipt_can_be_read_on_the_glass(void **state)
{
	(void)state;
	to_results("chen-li");
	to_sign();
	v->s.paper_size = PAPER_LARGE;
	sign_by_finger();
	at(PAGE_RECEIPT);
	press(v, VERB_COPY, 0);
	at(PAGE_COPY);
	press(v, VERB_BACK, 0);
	at(PAGE_RECEIPT);
	press(v, VERB_NEXT, 0);
	assert_int_equal(v->s.paper_size, PAPER_AS_SHOWN);
	assert_int_equal(v->s.signed_s, 0);
}

static void forget_registered(const char *id)
{
	for (int i = 0; i < v->s.person.fact_count; i++) {
		if (strcmp(v->s.person.facts[i].id, id) == 0)
			v->s.person.facts[i] = (struct named_fact){ 0 };
	}
}

static struct amount amount_on(enum case_basis basis)
{
	struct result result;

	derive_result(&v->world, &v->s, benefit(v, "TRAIN"), basis, &result);
	assert_int_equal(result.standing, STANDING_YES);
	return result.decision.amount;
}

/* An answer that lowers a sum needs no promise, and one that raises it does. */
static void the_sum_is_one_before_and_after_the_signature(void **state)
{
	int enterprise = fact(v, "enterprise_employee");
	struct amount said, promised;

	(void)state;
	v->s.course = course_index(v, "C006");
	to_results("zheng-guodong");
	forget_registered("enterprise_employee");
	assert_true(amount_on(CASE_SAID).has_max);
	v->s.answers[enterprise] = (struct answer){ SAID_VALUE, 0 };
	said = amount_on(CASE_SAID);
	promised = amount_on(CASE_PROMISED);
	assert_false(said.has_max);
	assert_memory_equal(&said, &promised, sizeof(said));
	v->s.answers[enterprise].number = 1;
	assert_true(amount_on(CASE_SAID).value > amount_on(CASE_PROMISED).value);
	v->s.promised[enterprise] = PROMISE_MADE;
	assert_int_equal(amount_on(CASE_SAID).value, amount_on(CASE_PROMISED).value);
}

/* That nothing fits is said of the whole catalogue, and of courses that may be offered. */
static void nothing_fits_only_where_no_course_does(void **state)
{
	(void)state;
	to_results("luo-wei");
	assert_int_equal(derive_best_course(&v->world, &v->s), OUTCOME_ELIGIBLE);
	for (int i = 0; i < v->world.course_count; i++)
		v->courses[i].institution = INSTITUTION_BLACK;
	offers_room_wipe(v->world.offers);
	assert_int_equal(derive_best_course(&v->world, &v->s), OUTCOME_NOT_ELIGIBLE);
	v->world.course_count = 0;
	assert_int_equal(derive_best_course(&v->world, &v->s), OUTCOME_NOT_ELIGIBLE);
}

static void only_what_is_needed_is_promised(void **state)
{
	struct application *a = calloc(1, sizeof(*a));
	int facts[APPLICATION_PROMISES_MAX];

	(void)state;
	declare_group("zhao-jun");
	press(v, VERB_TICK, fact(v, "veteran"));
	press(v, VERB_TICK, fact(v, "rural_transfer"));
	press(v, VERB_NEXT, 0);
	answer_no(v);
	assert_int_equal(standing("FREE"), STANDING_YES);
	to_promises();
	/* rural_transfer carries FREE alone, so the private status is not promised. */
	assert_int_equal(derive_promises(&v->world, &v->s, facts), 2);
	assert_int_equal(facts[0], fact(v, "hukou_ningbo"));
	assert_int_equal(facts[1], fact(v, "rural_transfer"));
	press(v, VERB_ACCEPT, ARG_ALL);
	session_application(&v->world, &v->s, a);
	assert_int_equal(a->promise_count, 2 + GENERAL_COUNT);
	assert_string_equal(a->promises[0].fact_id, "hukou_ningbo");
	free(a);
}

/* What is sealed and printed is what the visitor read and agreed to. */
static void easy_promises_are_kept_in_easy_words(void **state)
{
	struct application *a = calloc(1, sizeof(*a)), *usual = calloc(1, sizeof(*a));

	(void)state;
	declare_group("zhao-jun");
	press(v, VERB_TICK, fact(v, "rural_transfer"));
	press(v, VERB_NEXT, 0);
	answer_no(v);
	to_promises();
	press(v, VERB_ACCEPT, ARG_ALL);
	session_application(&v->world, &v->s, usual);
	press(v, VERB_LANG, LANG_ZH_EASY);
	session_application(&v->world, &v->s, a);
	assert_int_equal(a->lang, LANG_ZH_EASY);
	assert_int_equal(a->promise_count, usual->promise_count);
	assert_string_equal(a->promises[1].fact_id, "rural_transfer");
	assert_string_not_equal(a->promises[1].text_zh, usual->promises[1].text_zh);
	assert_string_equal(a->promises[1].text_en, usual->promises[1].text_en);
	assert_string_equal(a->items[0].title_zh, usual->items[0].title_zh);
	free(a);
	free(usual);
}

static void a_refused_promise_leads_to_the_proof(void **state)
{
	struct result items[APPLICATION_ITEMS_MAX];

	(void)state;
	declare_group("zhao-jun");
	press(v, VERB_TICK, fact(v, "rural_transfer"));
	press(v, VERB_NEXT, 0);
	answer_no(v);
	to_promises();
	press(v, VERB_ACCEPT, ARG_ALL);
	press(v, VERB_REFUSE, fact(v, "rural_transfer"));
	press(v, VERB_NEXT, 0);
	at(PAGE_PROOF);
	assert_int_equal(derive_items(&v->world, &v->s, CASE_PROMISED, items), 0);
	press(v, VERB_NEXT, 0);
	at(PAGE_PROOF);		/* nothing is left to sign */
	press(v, VERB_BACK, 0);
	press(v, VERB_ACCEPT, fact(v, "rural_transfer"));
	press(v, VERB_NEXT, 0);
	at(PAGE_PIN);
}

static void a_promise_left_open_goes_nowhere(void **state)
{
	(void)state;
	to_results("chen-li");
	to_promises();
	press(v, VERB_ACCEPT, -1);
	press(v, VERB_NEXT, 0);
	at(PAGE_PROMISES);
}

static void back_loses_nothing(void **state)
{
	(void)state;
	declare_group("lin-yifan");
	press(v, VERB_TICK, fact(v, "unemployed"));
	press(v, VERB_HELP, 0);
	at(PAGE_HELP);
	press(v, VERB_LANG, LANG_EN);
	press(v, VERB_BACK, 0);
	at(PAGE_GROUP);
	assert_true(v->s.draft.ticked[fact(v, "unemployed")]);
	press(v, VERB_NEXT, 0);
	press(v, VERB_BACK, 0);
	assert_true(v->s.draft.ticked[fact(v, "unemployed")]);
	for (int i = 0; i < 9 && (v->s.at.page != PAGE_QUESTION ||
				  v->s.at.arg != fact(v, "hukou_ningbo")); i++)
		press(v, VERB_BACK, 0);
	at(PAGE_QUESTION);
	assert_int_equal(v->s.draft.choice, CHOICE_YES);
	press(v, VERB_BACK, 0);
	at(PAGE_WHO);
	assert_int_equal(v->s.answers[fact(v, "unemployed")].number, 1);
}

static void one_thing_is_not_chosen_among(void **state)
{
	(void)state;
	to_results("chen-li");
	press(v, VERB_NEXT, 0);
	at(PAGE_CHECK);
	press(v, VERB_TOGGLE, benefit(v, "FREE"));
	press(v, VERB_NEXT, 0);
	at(PAGE_CHECK);	/* nothing is ticked: nothing goes on */
	press(v, VERB_TOGGLE, benefit(v, "FREE"));
	press(v, VERB_NEXT, 0);
	at(PAGE_PROMISES);
}

static void a_change_returns_straight_to_the_rows(void **state)
{
	(void)state;
	to_results("wang-zhiqiang");
	press(v, VERB_NEXT, 0);
	at(PAGE_CHECK);
	press(v, VERB_CHANGE, fact(v, "enterprise_employee"));
	at(PAGE_QUESTION);
	press(v, VERB_ANSWER, CHOICE_UNSURE);
	assert_int_equal(session_after_next(&v->world, &v->s), PAGE_CHECK);
	press(v, VERB_NEXT, 0);
	at(PAGE_CHECK);
	assert_int_equal(v->s.answers[fact(v, "enterprise_employee")].said, SAID_UNSURE);
}

static void the_register_stands_against_a_declaration(void **state)
{
	(void)state;
	to_results("cao-lihua");
	press(v, VERB_CHECK, 0);
	press(v, VERB_CHANGE, fact(v, "unemployment_registered"));
	press(v, VERB_ANSWER, CHOICE_YES);
	press(v, VERB_NEXT, 0);
	at(PAGE_CHECK);
	assert_true(derive_any_contradiction(&v->world, &v->s));
	assert_int_equal(derive_fact(&v->world, &v->s, fact(v, "unemployment_registered")).number,
			 0);
}

static void nothing_known_is_asked(void **state)
{
	(void)state;
	lay_card(v, "feng-jianhua");
	press(v, VERB_NEXT, 0);
	while (v->s.at.page != PAGE_RESULTS) {
		if (v->s.at.page == PAGE_QUESTION)
			assert_false(derive_registered(&v->world, &v->s, v->s.at.arg));
		press(v, VERB_ANSWER, CHOICE_NO);
		press(v, VERB_TICK_NONE, 0);
		press(v, VERB_NEXT, 0);
	}
	assert_int_equal(standing("POST"), STANDING_YES);
}

/* A box passed over is no denial: only 都没有 says no, and what is ticked stays ticked. */
static void what_is_not_ticked_stays_open(void **state)
{
	struct fact unknown;
	int ticked, other;

	(void)state;
	declare_group("lin-yifan");
	ticked = fact(v, "rural_transfer");
	other = fact(v, "veteran");
	press(v, VERB_TICK, ticked);
	press(v, VERB_NEXT, 0);
	assert_int_equal(derive_fact(&v->world, &v->s, ticked).number, 1);
	assert_int_equal(v->s.answers[other].said, SAID_UNSURE);
	unknown = derive_fact(&v->world, &v->s, other);
	assert_false(fact_known(&unknown));
	press(v, VERB_BACK, 0);
	assert_true(v->s.draft.unsure && !v->s.draft.none);
	press(v, VERB_TICK_NONE, 0);
	assert_true(v->s.draft.ticked[ticked]);
	press(v, VERB_NEXT, 0);
	assert_int_equal(derive_fact(&v->world, &v->s, ticked).number, 1);
	assert_int_equal(v->s.answers[other].said, SAID_VALUE);
	assert_int_equal(v->s.answers[other].number, 0);
	press(v, VERB_BACK, 0);
	assert_true(v->s.draft.none && !v->s.draft.unsure);
}

/* What was left open is not asked again by itself, but from the benefit that needs it. */
static void what_stays_open_can_be_answered_later(void **state)
{
	int group;

	(void)state;
	declare_group("lin-yifan");
	group = v->s.at.arg;
	press(v, VERB_TICK_UNSURE, 0);
	press(v, VERB_NEXT, 0);
	answer_no(v);
	at(PAGE_RESULTS);
	assert_int_equal(standing("FREE"), STANDING_ASK);
	press(v, VERB_ASK, benefit(v, "FREE"));
	at(PAGE_GROUP);
	assert_int_equal(v->s.at.arg, group);
	press(v, VERB_TICK_NONE, 0);
	press(v, VERB_NEXT, 0);
	answer_no(v);
	at(PAGE_RESULTS);
	assert_int_equal(standing("FREE"), STANDING_NO);
}

/* Person by person, what the demo is meant to show. */
static void the_demo_people_get_what_is_theirs(void **state)
{
	static const struct { const char *key, *course, *code; enum standing standing; } rows[] = {
		{ "chen-li", NULL, "FREE", STANDING_YES },
		{ "wang-zhiqiang", NULL, "LIVING", STANDING_YES },
		{ "zhao-jun", NULL, "FREE", STANDING_YES },
		{ "sun-mei", NULL, "FREE", STANDING_NO },
		{ "zhou-xiaoyu", NULL, "LIVING", STANDING_YES },
		{ "wu-zihan", NULL, "FREE", STANDING_YES },
		{ "wu-zihan", NULL, "LIVING", STANDING_NO },
		{ "zheng-guodong", "C002", "TRAIN", STANDING_YES },
		{ "feng-jianhua", NULL, "POST", STANDING_YES },
		{ "he-xiuying", "C002", "TRAIN", STANDING_NO },
		{ "luo-wei", "C002", "TRAIN", STANDING_NO },
		{ "luo-wei", "C006", "TRAIN", STANDING_YES },
	};

	(void)state;
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		visit_open(v, pack);
		v->s.course = rows[i].course ? course_index(v, rows[i].course) : -1;
		to_results(rows[i].key);
		if (standing(rows[i].code) != rows[i].standing)
			fail_msg("%s %s: %d, not %d", rows[i].key, rows[i].code,
				 (int)standing(rows[i].code), (int)rows[i].standing);
	}
}

static bool holds(const int *facts, int count, int wanted)
{
	for (int i = 0; i < count; i++) {
		if (facts[i] == wanted)
			return true;
	}
	return false;
}

static void a_yes_names_what_it_rests_on(void **state)
{
	int facts[SUPPORTS_MAX];

	(void)state;
	to_results("chen-li");
	assert_int_equal(derive_supports(&v->world, &v->s, benefit(v, "FREE"), facts), 1);
	assert_int_equal(facts[0], fact(v, "unemployment_registered"));
	assert_int_equal(derive_supports(&v->world, &v->s, benefit(v, "LIVING"), facts), 0);
}

static void a_no_names_what_would_change_it(void **state)
{
	struct change_list *list = calloc(1, sizeof(*list));
	int facts[SUPPORTS_MAX], count;

	(void)state;
	to_results("chen-li");
	count = derive_meant_for(&v->world, &v->s, benefit(v, "LIVING"), facts);
	assert_true(holds(facts, count, fact(v, "employment_difficulty")));
	assert_false(holds(facts, count, fact(v, "veteran")));	/* free, but no allowance */
	visit_open(v, pack);
	v->s.course = course_index(v, "C002");
	to_results("he-xiuying");	/* three this year, and the plan ends with it */
	derive_changes(&v->world, &v->s, benefit(v, "TRAIN"), list);
	assert_int_equal(list->count, 0);
	free(list);
}

static void each_way_of_signing_submits(void **state)
{
	struct application *a = calloc(1, sizeof(*a));
	static const enum sign_method methods[] = {
		SIGN_INK, SIGN_KEYPAD, SIGN_CARD_PIN, SIGN_PAPER,
	};

	(void)state;
	for (unsigned i = 0; i < 4; i++) {
		visit_open(v, pack);
		to_results("chen-li");
		to_sign();
		press(v, VERB_SIGN, (int)methods[i]);
		if (methods[i] == SIGN_INK)
			draw(v);
		press(v, VERB_SUBMIT, 0);	/* too early for the keypad: ignored */
		if (methods[i] == SIGN_KEYPAD) {
			at(PAGE_SIGN);
			press(v, VERB_CONFIRM, 0);
			press(v, VERB_CONFIRM, 0);
			press(v, VERB_SUBMIT, 0);
		}
		at(PAGE_RECEIPT);
		assert_int_equal(v->s.method, methods[i]);
		assert_int_equal(v->count[EFFECT_VERIFY_PIN], 1);	/* once a visit */
		session_application(&v->world, &v->s, a);
		assert_true(a->pin_at > 0 && a->pin_at <= a->signed_at);
	}
	free(a);
}

/* What was drawn, confirmed or chosen is still there after a look at another way. */
static void another_way_costs_nothing(void **state)
{
	(void)state;
	to_results("chen-li");
	to_sign();
	draw(v);
	press(v, VERB_SIGN, SIGN_KEYPAD);
	press(v, VERB_CONFIRM, 0);
	draw(v);		/* no ink where there is no box */
	press(v, VERB_SIGN, SIGN_CARD_PIN);
	assert_true(session_is_signed(&v->s));
	press(v, VERB_SIGN, SIGN_INK);
	press(v, VERB_SIZE, 0);
	press(v, VERB_REACH, 0);
	assert_int_equal(v->s.ink.count, 20);
	assert_int_equal(v->s.confirmations, 1);
	press(v, VERB_BACK, 0);
	at(PAGE_PROMISES);
	press(v, VERB_NEXT, 0);
	at(PAGE_SIGN);		/* no PIN again */
	assert_int_equal(v->s.ink.count, 20);
}

/* A holder whom staff checked has typed no PIN: to sign by it is to type it. */
static void the_pins_own_way_asks_for_it_where_it_was_not_typed(void **state)
{
	(void)state;
	v->world.to_submit = ASSURANCE_A1;
	to_results("chen-li");
	to_promises();
	press(v, VERB_ACCEPT, ARG_ALL);
	press(v, VERB_NEXT, 0);
	at(PAGE_SIGN);
	press(v, VERB_SIGN, SIGN_CARD_PIN);
	at(PAGE_PIN);
	press(v, VERB_BACK, 0);
	at(PAGE_SIGN);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_SIGN);		/* nothing is signed yet */
	press(v, VERB_SIGN, SIGN_CARD_PIN);
	type_pin(v);
	at(PAGE_SIGN);
	assert_int_equal(v->s.method, SIGN_CARD_PIN);
	press(v, VERB_BACK, 0);
	at(PAGE_PROMISES);
	press(v, VERB_NEXT, 0);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_RECEIPT);
}

/* Behind a lock anybody may lay the card: a PIN that was typed before it signs nothing. */
static void a_lock_takes_the_pin_back(void **state)
{
	(void)state;
	to_results("chen-li");
	to_sign();
	press(v, VERB_SIGN, SIGN_CARD_PIN);
	assert_true(session_is_signed(&v->s));
	card_news(v, NEWS_CARD_LIFTED);
	wait_ms(v, 180000 + 45000);
	at(PAGE_LOCKED);
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_SIGN);
	assert_false(session_is_signed(&v->s));
	press(v, VERB_SUBMIT, 0);
	at(PAGE_SIGN);
}

static void hold(const char *course, bool withdrawn)
{
	struct event e = { .kind = EVENT_HELD };

	e.held.count = 1;
	snprintf(e.held.id_no, sizeof(e.held.id_no), "%s", v->card.id_no);
	snprintf(e.held.at[0].course.id, sizeof(e.held.at[0].course.id), "%s", course);
	e.held.at[0].decided = v->world.date;
	e.held.at[0].withdrawn = withdrawn;
	visit_event(v, e);
}

/* What was asked for here is pending until the ledger says more: no course is taken twice. */
static void own_applications_count(void **state)
{
	int course = course_index(v, "C010");

	(void)state;
	lay_card(v, "chen-li");
	hold("C010", true);
	assert_true(session_has_training(&v->s));
	v->s.course = course;
	assert_int_equal(standing("TRAIN"), STANDING_YES);
	hold("C010", false);
	hold("C010", false);	/* told twice, it counts once */
	assert_int_equal(v->s.person.history.count, 1);
	assert_int_equal(v->s.person.history.claims[0].status, CLAIM_PENDING);
	assert_int_not_equal(standing("TRAIN"), STANDING_YES);
	press(v, VERB_MY_TRAINING, 0);
	at(PAGE_MY_TRAINING);
	press(v, VERB_BACK, 0);
	at(PAGE_WHO);
}

/* What is private in the register is used with a consent of its own; else it is asked. */
static void without_consent_nothing_private_is_used(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	assert_true(session_needs_consent(&v->world, &v->s) > 0);
	press(v, VERB_NO_CONSENT, 0);
	assert_int_equal(session_needs_consent(&v->world, &v->s), 0);
	assert_int_equal(derive_fact(&v->world, &v->s, fact(v, "disabled")).source, FACT_UNSTATED);
	assert_false(derive_registered(&v->world, &v->s, fact(v, "enterprise_employee")));
	assert_true(derive_registered(&v->world, &v->s, fact(v, "unemployment_registered")));
	assert_true(v->s.at.page == PAGE_QUESTION || v->s.at.page == PAGE_GROUP);
	answer_no(v);
	at(PAGE_RESULTS);
}

/* One press, and only where the visitor asks for it; the way on skips it. */
static void a_grade_is_one_press(void **state)
{
	(void)state;
	to_results("chen-li");
	to_sign();
	sign_by_finger();
	press(v, VERB_RATE, 0);
	at(PAGE_RATING);
	press(v, VERB_RATE, 6);
	at(PAGE_RATING);
	press(v, VERB_BACK, 0);
	at(PAGE_RECEIPT);
	press(v, VERB_RATE, 0);
	press(v, VERB_RATE, 5);
	at(PAGE_TAKE_CARD);
	assert_int_equal(v->count[EFFECT_RATE], 1);
	assert_int_equal(v->count[EFFECT_WIPE], 1);
}

static void empty_ink_alone_is_refused(void **state)
{
	(void)state;
	to_results("chen-li");
	to_sign();
	press(v, VERB_SIGN, SIGN_INK);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_SIGN);
	assert_true(v->s.ink_empty_hint);
	draw(v);
	press(v, VERB_INK_CLEAR, 0);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_SIGN);
	draw(v);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_RECEIPT);
}

static void courses_can_be_looked_at_without_a_card(void **state)
{
	int shown[COURSES_PER_PAGE];
	int all;

	(void)state;
	press(v, VERB_COURSES, 0);
	at(PAGE_FINDER);
	all = finder_list(&v->world, &v->s, 0, 0, NULL);
	press(v, VERB_REGION, 4);
	press(v, VERB_FAMILY, FAMILY_MACHINE);
	assert_true(finder_list(&v->world, &v->s, 0, COURSES_PER_PAGE, shown) < all);
	press(v, VERB_NEXT, 0);
	at(PAGE_COURSES);
	press(v, VERB_COURSE, course_index(v, "C003"));
	at(PAGE_COURSE);
	press(v, VERB_COURSE_TAKE, 0);
	at(PAGE_IDLE);
	to_results("zheng-guodong");
	assert_int_equal(v->s.course, course_index(v, "C003"));
	assert_int_equal(standing("TRAIN"), STANDING_YES);
}

static void a_blacklisted_course_is_not_taken(void **state)
{
	int black = -1;

	(void)state;
	for (int i = 0; i < v->world.course_count; i++) {
		if (v->courses[i].institution == INSTITUTION_BLACK)
			black = i;
	}
	if (black < 0) {
		v->courses[0].institution = INSTITUTION_BLACK;
		black = 0;
	}
	press(v, VERB_COURSES, 0);
	press(v, VERB_NEXT, 0);
	press(v, VERB_COURSE, black);
	press(v, VERB_COURSE_TAKE, 0);
	at(PAGE_COURSE);
	assert_int_equal(v->s.course, -1);
}

static void past_the_period_nothing_is_promised(void **state)
{
	struct pack_text words;

	(void)state;
	v->world.date = (struct date){ 2026, 11, 24 };
	v->world.demo_date = false;
	to_results("wang-zhiqiang");
	assert_int_equal(standing("FREE"), STANDING_OPEN);
	assert_true(derive_period_unknown(&v->world, &v->s, &words));
	press(v, VERB_NEXT, 0);
	at(PAGE_RESULTS);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(from_card_to_paper),
		TEST(the_application_is_what_was_shown),
		TEST(large_print_on_request),
		TEST(the_receipt_can_be_read_on_the_glass),
		TEST(the_sum_is_one_before_and_after_the_signature),
		TEST(nothing_fits_only_where_no_course_does),
		TEST(only_what_is_needed_is_promised),
		TEST(easy_promises_are_kept_in_easy_words),
		TEST(a_refused_promise_leads_to_the_proof),
		TEST(a_promise_left_open_goes_nowhere),
		TEST(back_loses_nothing),
		TEST(one_thing_is_not_chosen_among),
		TEST(a_change_returns_straight_to_the_rows),
		TEST(the_register_stands_against_a_declaration),
		TEST(nothing_known_is_asked),
		TEST(what_is_not_ticked_stays_open),
		TEST(what_stays_open_can_be_answered_later),
		TEST(the_demo_people_get_what_is_theirs),
		TEST(a_yes_names_what_it_rests_on),
		TEST(a_no_names_what_would_change_it),
		TEST(each_way_of_signing_submits),
		TEST(another_way_costs_nothing),
		TEST(the_pins_own_way_asks_for_it_where_it_was_not_typed),
		TEST(a_lock_takes_the_pin_back),
		TEST(a_grade_is_one_press),
		TEST(own_applications_count),
		TEST(without_consent_nothing_private_is_used),
		TEST(empty_ink_alone_is_refused),
		TEST(courses_can_be_looked_at_without_a_card),
		TEST(a_blacklisted_course_is_not_taken),
		TEST(past_the_period_nothing_is_promised),
	};

	return RUN(tests);
}
