/*
 * A member of staff beside the visitor: who may do what, what a card opens and
 * its going closes, and that nobody signs for another.
 */
#include "tests/unit/session/stage.h"

static void lift(void)
{
	card_news(v, NEWS_CARD_LIFTED);
}

static void lay(struct holder holder)
{
	v->card = holder;
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
}

static void lay_staff(const char *role)
{
	struct holder h = { .type = CARD_STAFF, .assurance = ASSURANCE_A1, .uid_size = 4 };

	snprintf(h.staff_role, sizeof(h.staff_role), "%s", role);
	snprintf(h.card_no, sizeof(h.card_no), "S%08u", (unsigned)strlen(role) % 100);
	lay(h);
}

static void lay_permit(uint8_t serial)
{
	lay((struct holder){ .type = CARD_ZHEJIANG_PERMIT, .uid = { serial, 2, 3, 4 },
			     .uid_size = 4 });
}

static void guide_comes(const char *role)
{
	lift();
	lay_staff(role);
	at(PAGE_STAFF_PIN);
	type_pin(v);
}

static int staff_actions(enum staff_action_kind kind)
{
	for (int i = 0; i < v->s.staff_action_count; i++) {
		if (v->s.staff_actions[i].kind == kind)
			return v->s.staff_actions[i].number;
	}
	return 0;
}

/* Chen Li, guided, before her promises. */
static void to_promises(void)
{
	lay_card(v, "chen-li");
	guide_comes("guide");
	at(PAGE_WHO);
	press(v, VERB_NEXT, 0);
	answer_no(v);
	promise_all();
}

static void a_card_and_its_pin_open_and_its_going_closes(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	guide_comes("guide");
	at(PAGE_WHO);
	assert_true(session_is_guided(&v->s));
	assert_int_equal(v->s.holder.assurance, ASSURANCE_A1);
	lift();
	at(PAGE_WHO);
	assert_false(session_is_guided(&v->s));
	assert_int_equal(staff_actions(STAFF_ACTION_GUIDED), 1);
}

static void a_guide_may_be_sent_away(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	guide_comes("guide");
	press(v, VERB_GUIDE_VERIFY_IN_PERSON, 0);
	at(PAGE_VERIFY_IN_PERSON);
	press(v, VERB_GUIDE_CLOSE, 0);
	at(PAGE_WHO);
	assert_false(session_is_guided(&v->s));
	/* The card still lies there, and is not the visitor's. */
	press(v, VERB_GUIDE_VERIFY_IN_PERSON, 0);
	press(v, VERB_SHOW, 0);
	at(PAGE_WHO);
	assert_int_equal(staff_actions(STAFF_ACTION_SHOWN), 0);
}

static void before_a_visit_the_cards_are_changed(void **state)
{
	(void)state;
	guide_comes("guide");
	at(PAGE_GUIDE_READY);
	lift();
	at(PAGE_GUIDE_READY);
	lay_card(v, "chen-li");
	at(PAGE_WHO);
	assert_true(session_is_guided(&v->s));
	/* Without the card nobody is vouched for. */
	press(v, VERB_GUIDE_VERIFY_IN_PERSON, 0);
	at(PAGE_WHO);
	guide_comes("guide");
	press(v, VERB_GUIDE_VERIFY_IN_PERSON, 0);
	at(PAGE_VERIFY_IN_PERSON);
}

static void an_invitation_lasts_a_minute(void **state)
{
	(void)state;
	guide_comes("guide");
	lift();
	wait_ms(v, 59000);
	at(PAGE_GUIDE_READY);
	wait_ms(v, 2000);
	at(PAGE_IDLE);
	lay_card(v, "chen-li");
	assert_false(session_is_guided(&v->s));
}

static void a_wrong_staff_pin_opens_nothing(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	v->told.pin_wrong = true;
	guide_comes("guide");
	at(PAGE_STAFF_PIN);
	assert_true(v->s.pin_wrong);
	assert_int_equal(v->s.staff_card.pin_tries, 2);
	assert_int_equal(v->s.pin_tries, 3);
	type_pin(v);
	assert_int_equal(v->s.staff_card.pin_tries, 1);
	v->told.pin_wrong = false;
	v->count[EFFECT_VERIFY_PIN] = 0;
	type_pin(v);
	assert_int_equal(v->count[EFFECT_VERIFY_PIN], 0);	/* the last try is not used */
	at(PAGE_STAFF_PIN);
	lift();
	at(PAGE_WHO);
	assert_false(session_is_guided(&v->s));
}

/* A late answer about a staff card says nothing of the visitor. */
static void a_staff_pin_never_proves_the_visitor(void **state)
{
	struct event right = { .kind = EVENT_PIN };

	(void)state;
	lay_card(v, "chen-li");
	lift();
	lay_staff("guide");
	v->s.pin_sent = v->s.pin_of_staff = true;
	press(v, VERB_HELP, 0);
	at(PAGE_HELP);
	right.pin.news = NEWS_PIN_RIGHT;
	right.pin.tries = -1;
	right.pin.holder = v->card;
	visit_event(v, right);
	assert_int_equal(v->s.holder.assurance, ASSURANCE_A1);
	assert_false(session_is_guided(&v->s));
}

static void a_card_that_did_not_prove_itself_is_refused(void **state)
{
	(void)state;
	lay((struct holder){ .type = CARD_STAFF, .assurance = ASSURANCE_A0,
			     .staff_role = "guide" });
	at(PAGE_CARD_STAFF);
}

static void a_technician_sees_the_machine_and_no_visitor(void **state)
{
	(void)state;
	guide_comes("technician");
	at(PAGE_TECHNICIAN);
	lift();
	at(PAGE_IDLE);
	lay_card(v, "chen-li");
	lift();
	lay_staff("technician");
	at(PAGE_WHO);
	assert_int_equal(v->s.staff_card.role, STAFF_ROLE_NONE);
}

/* The matrix as it is meant, written out once more. */
static void each_role_has_its_staff_actions(void **state)
{
	static const struct { enum staff_role role; const char *staff_actions; } rows[] = {
		{ STAFF_ROLE_NONE, "------" },
		{ STAFF_ROLE_GUIDE, "xxxx-x" },
		{ STAFF_ROLE_SUPERVISOR, "xxxxxx" },
		{ STAFF_ROLE_TECHNICIAN, "------" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (int staff_action = 0; staff_action < STAFF_ACTION_KIND_COUNT; staff_action++)
			assert_int_equal(
				staff_may(rows[i].role, (enum staff_action_kind)staff_action),
				rows[i].staff_actions[staff_action] == 'x');
	}
}

static void who_verifies_in_person_gives_a_reason(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	guide_comes("guide");
	press(v, VERB_GUIDE_VERIFY_IN_PERSON, 0);
	press(v, VERB_NEXT, 0);
	at(PAGE_VERIFY_IN_PERSON);
	assert_int_equal(v->s.holder.assurance, ASSURANCE_A1);
	press(v, VERB_VERIFY_IN_PERSON, VERIFY_IN_PERSON_HANDS);
	press(v, VERB_NEXT, 0);
	at(PAGE_WHO);
	assert_int_equal(v->s.holder.assurance, ASSURANCE_A2);
	assert_int_equal(staff_actions(STAFF_ACTION_VERIFIED_IN_PERSON), VERIFY_IN_PERSON_HANDS);
}

static void verifying_in_person_goes_on_where_a_pin_would(void **state)
{
	(void)state;
	to_promises();
	press(v, VERB_NEXT, 0);
	at(PAGE_VERIFY_IN_PERSON);
	press(v, VERB_VERIFY_IN_PERSON, VERIFY_IN_PERSON_PIN_LOST);
	press(v, VERB_NEXT, 0);
	at(PAGE_SIGN);
	press(v, VERB_BACK, 0);
	at(PAGE_PROMISES);
}

static void nobody_signs_for_another(void **state)
{
	(void)state;
	to_promises();
	press(v, VERB_NEXT, 0);
	press(v, VERB_VERIFY_IN_PERSON, VERIFY_IN_PERSON_HANDS);
	press(v, VERB_NEXT, 0);
	press(v, VERB_SIGN, SIGN_INK);
	draw(v);
	assert_true(ink_is_empty(&v->s.ink));
	press(v, VERB_SUBMIT, 0);
	at(PAGE_SIGN);
	lift();
	draw(v);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_LAY_AGAIN);
	lay_staff("guide");
	at(PAGE_STAFF_PIN);
	lift();
	at(PAGE_LAY_AGAIN);
	lay_card(v, "chen-li");
	at(PAGE_RECEIPT);
}

static void keys_sign_nothing_either(void **state)
{
	(void)state;
	to_promises();
	press(v, VERB_NEXT, 0);
	press(v, VERB_VERIFY_IN_PERSON, VERIFY_IN_PERSON_HANDS);
	press(v, VERB_NEXT, 0);
	press(v, VERB_SIGN, SIGN_KEYPAD);
	for (int i = 0; i < CONFIRMATIONS_NEEDED; i++)
		press(v, VERB_CONFIRM, 0);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_SIGN);
	assert_int_equal(v->s.confirmations, 0);
}

static void a_signature_on_paper_has_its_witness(void **state)
{
	struct application *a = calloc(1, sizeof(*a));

	(void)state;
	to_promises();
	press(v, VERB_NEXT, 0);
	press(v, VERB_VERIFY_IN_PERSON, VERIFY_IN_PERSON_HANDS);
	press(v, VERB_NEXT, 0);
	press(v, VERB_SIGN, SIGN_PAPER);
	press(v, VERB_WITNESS, 0);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_LAY_AGAIN);
	lift();
	lay_card(v, "chen-li");
	at(PAGE_RECEIPT);
	session_application(&v->world, &v->s, a);
	assert_non_null(application_staff_action(a, STAFF_ACTION_WITNESSED));
	assert_false(session_awaits_signature(&v->s));
	v->s.staff_actions[v->s.staff_action_count++] = (struct staff_action){
		.kind = STAFF_ACTION_SHOWN, .staff = "330299-G021", .number = 1 };
	session_application(&v->world, &v->s, a);	/* after the hand-over: not in it */
	assert_null(application_staff_action(a, STAFF_ACTION_SHOWN));
	assert_non_null(application_staff_action(a, STAFF_ACTION_VERIFIED_IN_PERSON));
	v->s.method = SIGN_INK;
	session_application(&v->world, &v->s, a);
	assert_null(application_staff_action(a, STAFF_ACTION_WITNESSED));
	free(a);
}

static void answers_are_counted_as_entered(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	guide_comes("guide");
	press(v, VERB_NEXT, 0);
	at(PAGE_GROUP);
	press(v, VERB_TICK_NONE, 0);
	press(v, VERB_NEXT, 0);
	assert_int_equal(staff_actions(STAFF_ACTION_ENTERED), 0);
	press(v, VERB_GUIDE_ENTERS, 0);
	press(v, VERB_TICK_NONE, 0);
	press(v, VERB_NEXT, 0);
	assert_int_equal(staff_actions(STAFF_ACTION_ENTERED), 1);
}

/* The prompts follow each other by a press, and each page begins with the first of its own. */
static void a_prompt_follows_a_prompt(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	guide_comes("guide");
	assert_int_equal(session_guide_line(&v->s), 0);
	for (int line = 1; line <= GUIDE_LINES; line++) {
		press(v, VERB_GUIDE_LINE, 0);
		assert_int_equal(session_guide_line(&v->s), line % GUIDE_LINES);
	}
	press(v, VERB_GUIDE_LINE, 0);
	press(v, VERB_NEXT, 0);
	at(PAGE_GROUP);
	assert_int_equal(session_guide_line(&v->s), 0);
	press(v, VERB_GUIDE_CLOSE, 0);
	press(v, VERB_GUIDE_LINE, 0);
	assert_int_equal(session_guide_line(&v->s), 0);
}

static void a_page_is_shown_alone_and_once(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	guide_comes("guide");
	press(v, VERB_NEXT, 0);
	answer_no(v);
	at(PAGE_RESULTS);
	assert_true(session_is_covered(&v->s));
	press(v, VERB_SHOW, 0);
	assert_false(session_is_covered(&v->s));
	press(v, VERB_WHY, benefit(v, "FREE"));
	assert_true(session_is_covered(&v->s));
	press(v, VERB_NEXT, 0);
	at(PAGE_RESULTS);
	assert_true(session_is_covered(&v->s));
	assert_int_equal(staff_actions(STAFF_ACTION_SHOWN), 1);
}

/* ---- a permit whose chip cannot be read ---- */

static void type_number(const char *number)
{
	for (const char *c = number; *c; c++)
		press(v, VERB_KEY, *c == 'X' ? KEY_X : *c - '0');
	press(v, VERB_NEXT, 0);
}

static void a_supervisor_types_the_number_of_a_permit(void **state)
{
	(void)state;
	lay_permit(1);
	at(PAGE_CARD_ZHEJIANG);
	guide_comes("supervisor");
	at(PAGE_STAFF_NUMBER);
	type_number("330299200305060280");
	at(PAGE_STAFF_NUMBER);
	assert_int_equal(v->s.number_fault, IDNO_CHECK);
	press(v, VERB_KEY_DELETE, 0);
	type_number("9");
	at(PAGE_WHO);
	assert_string_equal(v->s.holder.id_no, "330299200305060289");
	assert_int_equal(v->s.holder.assurance, ASSURANCE_A2);
	assert_int_equal(staff_actions(STAFF_ACTION_NUMBER), 1);
	assert_int_equal(v->s.number_count, 0);
	/* Another permit is another person's. */
	lift();
	lay_permit(9);
	at(PAGE_CARD_OTHER);
	lift();
	lay_permit(1);
	at(PAGE_WHO);
}

static void a_guide_does_not_type_numbers(void **state)
{
	(void)state;
	lay_permit(1);
	guide_comes("guide");
	at(PAGE_GUIDE_READY);
}

static void the_card_gone_the_number_is_not_kept(void **state)
{
	(void)state;
	lay_permit(1);
	guide_comes("supervisor");
	press(v, VERB_KEY, 3);
	lift();
	at(PAGE_IDLE);
	assert_int_equal(v->s.number_count, 0);
	assert_int_equal(v->s.number[0], 0);
}

static void a_child_is_sent_to_the_counter(void **state)
{
	(void)state;
	lay_permit(1);
	guide_comes("supervisor");
	type_number("330299201506010178");
	at(PAGE_UNDER_AGE);
	assert_int_equal(v->s.holder.id_no[0], 0);
}

/* The day of the visit is the last on which somebody can have been born. */
static void who_is_not_born_yet_is_a_slip(void **state)
{
	(void)state;
	lay_permit(1);
	guide_comes("supervisor");
	type_number("330299202103160176");
	at(PAGE_STAFF_NUMBER);
	assert_int_equal(v->s.number_fault, IDNO_DATE);
	for (int i = 0; i < 18; i++)
		press(v, VERB_KEY_DELETE, 0);
	type_number("330299202103150170");
	at(PAGE_UNDER_AGE);
}

/* ---- who has no card at all ---- */

#define NUMBER "330299200305060289"

static void begin_without_card(void)
{
	guide_comes("supervisor");
	at(PAGE_GUIDE_READY);
	press(v, VERB_NO_CARD, 0);
	at(PAGE_STAFF_NUMBER);
	type_number(NUMBER);
	at(PAGE_WHO);
}

static void a_supervisor_types_the_number_of_who_has_no_card(void **state)
{
	(void)state;
	begin_without_card();
	assert_int_equal(v->s.holder.type, CARD_NO_CARD);
	assert_string_equal(v->s.holder.id_no, NUMBER);
	assert_int_equal(v->s.holder.uid_size, 0);
	assert_int_equal(v->s.holder.assurance, ASSURANCE_A2);
	assert_int_equal(staff_actions(STAFF_ACTION_NUMBER), NUMBER_NO_CARD);
	assert_false(session_may_sign_by(&v->world, &v->s, SIGN_CARD_PIN));
	/* No card is theirs. */
	lift();
	lay_card(v, "chen-li");
	at(PAGE_CARD_OTHER);
}

static void only_a_supervisor_with_the_card_there_begins_it(void **state)
{
	(void)state;
	guide_comes("guide");
	at(PAGE_GUIDE_READY);
	press(v, VERB_NO_CARD, 0);
	at(PAGE_GUIDE_READY);
	press(v, VERB_BACK, 0);
	guide_comes("supervisor");
	lift();
	press(v, VERB_NO_CARD, 0);
	at(PAGE_GUIDE_READY);
}

/* On from the page of who it is to the one where staff look again. */
static void submit_without_card(void)
{
	lift();
	press(v, VERB_NEXT, 0);
	answer_no(v);
	promise_all();
	press(v, VERB_NEXT, 0);
	at(PAGE_SIGN);
	press(v, VERB_SIGN, SIGN_KEYPAD);
	press(v, VERB_CONFIRM, 0);
	press(v, VERB_CONFIRM, 0);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_LAY_AGAIN);
}

/* Nothing is handed over before staff have looked at the person once more. */
static void it_is_submitted_when_staff_look_again(void **state)
{
	static struct application a;

	(void)state;
	begin_without_card();
	submit_without_card();
	press(v, VERB_SAME_PERSON, 0);
	lay_card(v, "chen-li");
	at(PAGE_CARD_OTHER);
	lift();
	guide_comes("guide");
	press(v, VERB_SAME_PERSON, 0);
	assert_int_equal(v->count[EFFECT_SAVE], 0);
	guide_comes("supervisor");
	at(PAGE_LAY_AGAIN);
	press(v, VERB_SAME_PERSON, 0);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
	at(PAGE_RECEIPT);
	session_application(&v->world, &v->s, &a);
	assert_int_equal(a.holder.type, CARD_NO_CARD);
	assert_int_equal(staff_action_find(a.staff_actions, a.staff_action_count,
					   STAFF_ACTION_VERIFIED_IN_PERSON, NULL) >= 0, true);
	assert_int_equal(staff_actions(STAFF_ACTION_VERIFIED_IN_PERSON),
			 VERIFY_IN_PERSON_NO_CARD);
}

/* Whoever has a card lays that: nobody looks instead. */
static void who_has_a_card_lays_it(void **state)
{
	(void)state;
	to_ink();
	lift();
	press(v, VERB_SUBMIT, 0);
	at(PAGE_LAY_AGAIN);
	guide_comes("supervisor");
	press(v, VERB_SAME_PERSON, 0);
	assert_int_equal(v->count[EFFECT_SAVE], 0);
}

/* No card could open the lock: what stands unattended is wiped instead. */
static void nobody_is_locked_out_for_good(void **state)
{
	(void)state;
	begin_without_card();
	lift();
	wait_ms(v, 121000);
	at(PAGE_WARNING);
	wait_ms(v, 46000);
	at(PAGE_GOODBYE);
	assert_false(session_has_person(&v->s));
}

/* ---- what is written down ---- */

static int said(const struct audit_entry *entries, int count, const char *what)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(entries[i].what, what) == 0 && entries[i].staff[0])
			return entries[i].number;
	}
	return -1;
}

static void the_audit_log_says_who_did_what(void **state)
{
	struct session *before = calloc(1, sizeof(*before));
	struct audit_entry entries[AUDIT_MAX];
	int count;

	(void)state;
	lay_card(v, "chen-li");
	*before = v->s;
	guide_comes("guide");
	count = session_audit(before, &v->s, entries);
	assert_int_equal(said(entries, count, "guide.opened"), STAFF_ROLE_GUIDE);
	assert_int_equal(said(entries, count, "guide.guides"), 1);
	*before = v->s;
	press(v, VERB_GUIDE_VERIFY_IN_PERSON, 0);
	press(v, VERB_VERIFY_IN_PERSON, VERIFY_IN_PERSON_NO_PIN);
	press(v, VERB_NEXT, 0);
	count = session_audit(before, &v->s, entries);
	assert_int_equal(said(entries, count, "guide.vouched"), VERIFY_IN_PERSON_NO_PIN);
	*before = v->s;
	lift();
	count = session_audit(before, &v->s, entries);
	assert_int_equal(said(entries, count, "guide.closed"), STAFF_ROLE_GUIDE);
	free(before);
}

static void a_locked_page_has_no_guide(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	guide_comes("guide");
	wait_ms(v, 121000);
	wait_ms(v, 46000);
	at(PAGE_LOCKED);
	assert_false(session_is_guided(&v->s));
	lift();
	lay_staff("guide");
	at(PAGE_LOCKED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_card_and_its_pin_open_and_its_going_closes),
		TEST(a_guide_may_be_sent_away),
		TEST(before_a_visit_the_cards_are_changed),
		TEST(an_invitation_lasts_a_minute),
		TEST(a_wrong_staff_pin_opens_nothing),
		TEST(a_staff_pin_never_proves_the_visitor),
		TEST(a_card_that_did_not_prove_itself_is_refused),
		TEST(a_technician_sees_the_machine_and_no_visitor),
		TEST(each_role_has_its_staff_actions),
		TEST(who_verifies_in_person_gives_a_reason),
		TEST(verifying_in_person_goes_on_where_a_pin_would),
		TEST(nobody_signs_for_another),
		TEST(keys_sign_nothing_either),
		TEST(a_signature_on_paper_has_its_witness),
		TEST(answers_are_counted_as_entered),
		TEST(a_prompt_follows_a_prompt),
		TEST(a_page_is_shown_alone_and_once),
		TEST(a_supervisor_types_the_number_of_a_permit),
		TEST(a_guide_does_not_type_numbers),
		TEST(the_card_gone_the_number_is_not_kept),
		TEST(a_child_is_sent_to_the_counter),
		TEST(who_is_not_born_yet_is_a_slip),
		TEST(a_supervisor_types_the_number_of_who_has_no_card),
		TEST(only_a_supervisor_with_the_card_there_begins_it),
		TEST(it_is_submitted_when_staff_look_again),
		TEST(who_has_a_card_lays_it),
		TEST(nobody_is_locked_out_for_good),
		TEST(the_audit_log_says_who_did_what),
		TEST(a_locked_page_has_no_guide),
	};

	return RUN(tests);
}
