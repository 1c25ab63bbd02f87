/* A box of switches: its calibration lies over any page and costs nothing of it. */
#include "tests/unit/session/stage.h"

#include "session/timeouts.h"

static void at_step(enum calibration calibration)
{
	at(PAGE_SWITCHES);
	assert_int_equal(v->s.at.arg, calibration);
}

static void choose(void)
{
	switch_news(v, NEWS_SWITCHES_CAME);
	switch_news(v, NEWS_SWITCHES_MOVE);
	switch_news(v, NEWS_SWITCHES_BOTH);
	at_step(CALIBRATE_TRY);
}

/* A half-made answer: chosen on the page, not confirmed. */
static void to_a_draft(void)
{
	lay_card(v, "chen-li");
	press(v, VERB_NEXT, 0);
	at(PAGE_GROUP);
	press(v, VERB_TICK, fact(v, "unemployed"));
	assert_true(v->s.draft.ticked[fact(v, "unemployed")]);
}

static void assert_draft_stands(void)
{
	at(PAGE_GROUP);
	assert_true(v->s.draft.ticked[fact(v, "unemployed")]);
}

static void two_presses_a_trial_and_back(void **state)
{
	(void)state;
	to_a_draft();
	switch_news(v, NEWS_SWITCHES_CAME);
	at_step(CALIBRATE_MOVE);
	assert_int_equal(v->switches, SWITCHES_ASK);
	switch_news(v, NEWS_SWITCHES_MOVE);
	at_step(CALIBRATE_SELECT);
	switch_news(v, NEWS_SWITCHES_SAME);
	at_step(CALIBRATE_SAME);
	switch_news(v, NEWS_SWITCHES_BOTH);
	at_step(CALIBRATE_TRY);
	press(v, VERB_NEXT, 0);
	assert_int_equal(v->switches, SWITCHES_CHOSEN);
	assert_draft_stands();
}

static void a_wrong_choice_is_undone(void **state)
{
	(void)state;
	to_a_draft();
	choose();
	press(v, VERB_SWITCHES, SWITCH_ACT_ASK);
	at_step(CALIBRATE_MOVE);
	assert_int_equal(v->switches, SWITCHES_ASK);
	press(v, VERB_SWITCHES, SWITCH_ACT_SWAP);	/* nothing is chosen yet */
	press(v, VERB_NEXT, 0);
	at_step(CALIBRATE_MOVE);
	assert_int_equal(v->switches, SWITCHES_ASK);
	switch_news(v, NEWS_SWITCHES_MOVE);
	switch_news(v, NEWS_SWITCHES_BOTH);
	press(v, VERB_SWITCHES, SWITCH_ACT_SWAP);
	assert_int_equal(v->switches, SWITCHES_SWAP);
	press(v, VERB_NEXT, 0);
	assert_int_equal(v->switches, SWITCHES_CHOSEN);
	assert_draft_stands();
}

static void touch_leaves_it_at_any_step(void **state)
{
	static const enum switch_news steps[] = {
		NEWS_SWITCHES_CAME, NEWS_SWITCHES_MOVE, NEWS_SWITCHES_SAME, NEWS_SWITCHES_BOTH,
	};

	(void)state;
	to_a_draft();
	for (int last = 0; last < 4; last++) {
		for (int i = 0; i <= last; i++)
			switch_news(v, steps[i]);
		at(PAGE_SWITCHES);
		press(v, VERB_BACK, 0);
		assert_int_equal(v->switches, SWITCHES_USUAL);
		assert_draft_stands();
	}
}

static void without_an_answer_it_goes_by_itself(void **state)
{
	(void)state;
	to_a_draft();
	switch_news(v, NEWS_SWITCHES_CAME);
	wait_ms(v, timeout_row(TIMEOUT_SWITCHES)->ms - 1);
	at_step(CALIBRATE_MOVE);
	wait_ms(v, 1);
	assert_int_equal(v->switches, SWITCHES_USUAL);
	assert_draft_stands();
}

/* On the first page too; and what was set there does not wait for the next visitor. */
static void calibrated_before_the_card(void **state)
{
	(void)state;
	choose();
	press(v, VERB_NEXT, 0);
	at(PAGE_IDLE);
	lay_card(v, "chen-li");
	at(PAGE_WHO);
	assert_int_equal(v->switches, SWITCHES_CHOSEN);
	assert_int_equal(v->s.switches, SWITCHES_CHOSEN);
	press(v, VERB_END, 0);
	assert_int_equal(v->s.switches, SWITCHES_WAIT);
	card_news(v, NEWS_CARD_LIFTED);
	wait_ms(v, timeout_row(TIMEOUT_GOODBYE)->ms);
	at(PAGE_IDLE);
	choose();
	press(v, VERB_NEXT, 0);
	v->count[EFFECT_WIPE] = 0;
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms);
	assert_int_equal(v->count[EFFECT_WIPE], 1);
	assert_int_equal(v->s.switches, SWITCHES_WAIT);
}

/* A card that is laid meanwhile is read; the next press asks again. */
static void a_card_goes_before(void **state)
{
	(void)state;
	switch_news(v, NEWS_SWITCHES_CAME);
	lay_card(v, "chen-li");
	at(PAGE_WHO);
	assert_int_equal(v->switches, SWITCHES_WAIT);
	switch_news(v, NEWS_SWITCHES_CAME);
	at_step(CALIBRATE_MOVE);
	v->told.other_card = true;
	answer_read(v);
	at(PAGE_CARD_OTHER);
	assert_int_equal(v->switches, SWITCHES_WAIT);
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_WHO);
}

static void a_warned_visitor_who_presses_is_there(void **state)
{
	(void)state;
	to_a_draft();
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms);
	at(PAGE_WARNING);
	switch_news(v, NEWS_SWITCHES_CAME);
	at_step(CALIBRATE_MOVE);
	press(v, VERB_BACK, 0);
	assert_draft_stands();
}

static void nothing_lies_over_a_page_that_waits(void **state)
{
	(void)state;
	to_a_draft();
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms + timeout_row(TIMEOUT_WARNING)->ms);
	at(PAGE_LOCKED);
	v->switches = SWITCHES_WAIT;
	switch_news(v, NEWS_SWITCHES_CAME);
	at(PAGE_LOCKED);
	assert_int_equal(v->switches, SWITCHES_WAIT);
}

static void pulled_out_it_goes_and_help_does_not_offer_it(void **state)
{
	(void)state;
	to_a_draft();
	choose();
	switch_news(v, NEWS_SWITCHES_GONE);
	assert_int_equal(v->switches, SWITCHES_WAIT);
	assert_draft_stands();
	press(v, VERB_HELP, 0);
	press(v, VERB_SWITCHES, SWITCH_ACT_ASK);
	at(PAGE_HELP);
	press(v, VERB_BACK, 0);
	choose();
	press(v, VERB_NEXT, 0);
	press(v, VERB_HELP, 0);
	press(v, VERB_SWITCHES, SWITCH_ACT_ASK);
	at_step(CALIBRATE_MOVE);
	press(v, VERB_BACK, 0);
	at(PAGE_HELP);
	press(v, VERB_BACK, 0);
	assert_draft_stands();
}

static void a_reader_lost_meanwhile_is_told(void **state)
{
	(void)state;
	switch_news(v, NEWS_SWITCHES_CAME);
	card_news(v, NEWS_READER_MISSING);
	press(v, VERB_BACK, 0);
	at(PAGE_NO_READER);
}

/* Size, contrast, reach, steadiness, rate and volume; language, voice and answers stay. */
static void one_press_makes_it_easy_and_one_takes_it_back(void **state)
{
	(void)state;
	to_a_draft();
	press(v, VERB_STILL, 0);
	assert_true(v->s.view.still);
	press(v, VERB_ELDER, 0);
	assert_true(v->s.view.elder && v->s.view.voice);
	assert_int_equal(v->s.view.size, VIEW_LARGEST);
	assert_int_equal(v->s.view.lang, LANG_ZH_EASY);
	press(v, VERB_ELDER, 0);
	assert_false(v->s.view.elder || v->s.view.voice);
	assert_int_equal(v->s.view.size, VIEW_NORMAL);
	assert_int_equal(v->s.view.lang, LANG_ZH_HANS);
	press(v, VERB_LANG, LANG_EN);
	press(v, VERB_ELDER, 0);
	assert_int_equal(v->s.view.lang, LANG_EN);	/* there are no plain words of it */
}

static void the_view_is_reset_on_request(void **state)
{
	(void)state;
	to_a_draft();
	press(v, VERB_LANG, LANG_EN);
	press(v, VERB_SIZE, VIEW_LARGE);
	press(v, VERB_CONTRAST, VIEW_WHITE_ON_BLACK);
	press(v, VERB_REACH, 1);
	press(v, VERB_STEADY, 0);
	press(v, VERB_VOICE, 0);
	press(v, VERB_SPEED, SPEED_STEPS - 1);
	press(v, VERB_SPEED, SPEED_STEPS);	/* there is none */
	press(v, VERB_VOLUME, 0);
	assert_int_equal(v->s.view.speed, SPEED_STEPS - 1);
	assert_int_equal(v->s.view.volume, 0);
	assert_true(v->s.view.steady);
	press(v, VERB_SIZE, -1);
	assert_int_equal(v->s.view.size, VIEW_NORMAL);
	assert_int_equal(v->s.view.contrast, VIEW_PLAIN);
	assert_false(v->s.view.reach || v->s.view.steady);
	assert_true(v->s.view.voice);
	assert_int_equal(v->s.view.lang, LANG_EN);
	assert_int_equal(v->s.view.speed, SPEED_USUAL);
	assert_int_equal(v->s.view.volume, VOLUME_USUAL);
	assert_draft_stands();
}

static void reading_aloud_is_explained_once(void **state)
{
	(void)state;
	press(v, VERB_VOICE, 0);
	assert_true(v->s.orienting);
	press(v, VERB_LANG, LANG_EN);
	assert_true(v->s.orienting);
	lay_card(v, "chen-li");
	assert_false(v->s.orienting);
	press(v, VERB_VOICE, 0);
	press(v, VERB_VOICE, 0);
	assert_false(v->s.orienting);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(two_presses_a_trial_and_back),
		TEST(a_wrong_choice_is_undone),
		TEST(touch_leaves_it_at_any_step),
		TEST(without_an_answer_it_goes_by_itself),
		TEST(calibrated_before_the_card),
		TEST(a_card_goes_before),
		TEST(a_warned_visitor_who_presses_is_there),
		TEST(nothing_lies_over_a_page_that_waits),
		TEST(pulled_out_it_goes_and_help_does_not_offer_it),
		TEST(a_reader_lost_meanwhile_is_told),
		TEST(the_view_is_reset_on_request),
		TEST(one_press_makes_it_easy_and_one_takes_it_back),
		TEST(reading_aloud_is_explained_once),
	};

	return RUN(tests);
}
