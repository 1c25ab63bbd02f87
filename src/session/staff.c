/*
 * A member of staff beside the visitor.  Card and PIN open the guide's side, the
 * table says which role may do which staff action, and taking the card off gives the page
 * back to the visitor at once.  What was done stays: in the audit log, and on the
 * receipt.
 *
 * One reader serves both, so a guide who comes first puts the card away before
 * the visitor lays one (GUIDE_INVITED, then GUIDE_BY), and whoever signs lays the
 * visitor's own card after the guide's is gone.
 */
#include "session/step_context.h"

#include "base/text.h"

#include <string.h>

/*
 * A typed number opens the records of whoever it belongs to, and no card stands
 * behind it: that takes a supervisor.  A technician sees the machine, no visitor.
 */
static const bool may[STAFF_ROLE_COUNT][STAFF_ACTION_KIND_COUNT] = {
	[STAFF_ROLE_GUIDE] = {
		[STAFF_ACTION_GUIDED] = true, [STAFF_ACTION_ENTERED] = true,
		[STAFF_ACTION_SHOWN] = true,
		[STAFF_ACTION_VERIFIED_IN_PERSON] = true,
		[STAFF_ACTION_WITNESSED] = true,
	},
	[STAFF_ROLE_SUPERVISOR] = {
		[STAFF_ACTION_GUIDED] = true, [STAFF_ACTION_ENTERED] = true,
		[STAFF_ACTION_SHOWN] = true,
		[STAFF_ACTION_VERIFIED_IN_PERSON] = true,
		[STAFF_ACTION_WITNESSED] = true,
		[STAFF_ACTION_NUMBER] = true,
	},
};

bool staff_may(enum staff_role role, enum staff_action_kind staff_action)
{
	return may[role][staff_action];
}

static enum staff_role role_of(const char *name)
{
	static const char *const names[] = {
		[STAFF_ROLE_NONE] = "",
		[STAFF_ROLE_GUIDE] = "guide",
		[STAFF_ROLE_SUPERVISOR] = "supervisor",
		[STAFF_ROLE_TECHNICIAN] = "technician",
	};
	int role = text_find(names, STAFF_ROLE_COUNT, name);

	return role < 0 ? STAFF_ROLE_NONE : (enum staff_role)role;
}

bool session_is_guided(const struct session *s)
{
	return s->guide.state >= GUIDE_BY;
}

int session_guide_line(const struct session *s)
{
	struct place told = s->guide.told;

	return told.page == s->at.page && told.arg == s->at.arg ? s->guide.line : 0;
}

bool guide_is_seated(const struct session *s)
{
	return s->guide.state == GUIDE_SEATED;
}

/* Only with the card on the reader, and as far as the role goes. */
static bool guide_may(const struct session *s, enum staff_action_kind staff_action)
{
	return guide_is_seated(s) && staff_may(s->guide.role, staff_action);
}

/* ---- staff actions ---- */

static struct staff_action *staff_action_of(struct session *s, enum staff_action_kind kind,
					    const char *staff)
{
	int i = staff_action_find(s->staff_actions, s->staff_action_count, kind, staff);

	if (i >= 0)
		return &s->staff_actions[i];
	if (s->staff_action_count == STAFF_ACTIONS_MAX)
		return NULL;
	s->staff_actions[s->staff_action_count] = (struct staff_action){ .kind = kind };
	memcpy(s->staff_actions[s->staff_action_count].staff, staff, STAFF_NO_MAX);
	return &s->staff_actions[s->staff_action_count++];
}

/* False where the visit has no room for another staff action: then it is not done either. */
static bool note_staff_action(struct session *s, enum staff_action_kind kind, int number)
{
	struct staff_action *staff_action = staff_action_of(s, kind, s->guide.number);

	if (staff_action)
		staff_action->number = number;
	return staff_action != NULL;
}

static bool count_staff_action(struct session *s, enum staff_action_kind kind)
{
	struct staff_action *staff_action = staff_action_of(s, kind, s->guide.number);

	if (staff_action && staff_action->number < INT16_MAX)
		staff_action->number++;
	return staff_action != NULL;
}

/* ---- the card comes and goes ---- */

/* Where a visitor must not be disturbed, a staff card does nothing. */
static bool may_come(const struct session *s)
{
	return !session_page_is(s, PAGE_NO_GUIDE) &&
	       s->staff_card.role == STAFF_ROLE_NONE;
}

static void refuse(struct step_context *t)
{
	effect_cue(t, CUE_TROUBLE);
	if (!session_has_person(t->s))
		go_instead(t, PAGE_CARD_STAFF, 0);
}

void staff_card_read(struct step_context *t)
{
	struct session *s = t->s;
	const struct holder *h = &t->event->card.holder;
	enum staff_role role = role_of(h->staff_role);
	bool outside = role == STAFF_ROLE_TECHNICIAN && session_has_person(s);

	if (!may_come(s))
		return;
	if (role == STAFF_ROLE_NONE || outside || h->assurance < ASSURANCE_A1) {
		refuse(t);
		return;
	}
	s->staff_card = (struct staff_card){ .role = role, .pin_tries = -1 };
	memcpy(s->staff_card.number, h->card_no, sizeof(s->staff_card.number));
	s->pin_wrong = false;
	effect_cue(t, CUE_CARD_READ);
	if (session_has_person(s))
		go(t, PAGE_STAFF_PIN, 0);
	else
		go_instead(t, PAGE_STAFF_PIN, 0);
}

/* Back to the visitor's page, or to the first one where there is no visitor. */
static void leave_staff_page(struct step_context *t)
{
	if (session_has_person(t->s))
		go_back(t);
	else
		go_instead(t, free_page(t->s), 0);
}

void close_guide(struct step_context *t)
{
	struct session *s = t->s;

	explicit_bzero(&s->guide, sizeof(s->guide));
	explicit_bzero(s->number, sizeof(s->number));
	s->number_count = 0;
	if (s->at.page == PAGE_VERIFY_IN_PERSON || s->at.page == PAGE_STAFF_NUMBER ||
	    s->at.page == PAGE_GUIDE_READY)
		leave_staff_page(t);
}

void staff_card_lifted(struct step_context *t)
{
	struct session *s = t->s;

	if (s->staff_card.role == STAFF_ROLE_NONE)
		return;
	s->staff_card = (struct staff_card){ .role = STAFF_ROLE_NONE };
	if (s->at.page == PAGE_STAFF_PIN)
		leave_staff_page(t);
	else if (is_technicians((enum visit_page)s->at.page))
		return_to_idle(t);
	if (guide_is_seated(s))
		close_guide(t);
}

/* ---- the PIN was right ---- */

static void begin_guiding(struct step_context *t)
{
	struct session *s = t->s;

	s->guide.state = GUIDE_SEATED;
	note_staff_action(s, STAFF_ACTION_GUIDED, 1);
	go_back(t);
}

static bool waits_for_number(const struct session *s)
{
	return s->seen.type == CARD_ZHEJIANG_PERMIT && s->seen.uid_size > 0;
}

static void prepare_visit(struct step_context *t)
{
	struct session *s = t->s;

	if (waits_for_number(s) && staff_may(s->guide.role, STAFF_ACTION_NUMBER)) {
		s->guide.state = GUIDE_SEATED;
		s->number_fault = IDNO_OK;
		go_instead(t, PAGE_STAFF_NUMBER, 0);
	} else {
		s->guide.state = GUIDE_INVITED;
		go_instead(t, PAGE_GUIDE_READY, 0);
	}
}

void staff_pin_right(struct step_context *t)
{
	struct session *s = t->s;

	if (s->staff_card.role == STAFF_ROLE_TECHNICIAN) {
		go_instead(t, PAGE_TECHNICIAN, 0);
		look_at_machine(t);
		return;
	}
	s->guide = (struct guide){ .role = s->staff_card.role };
	memcpy(s->guide.number, s->staff_card.number, sizeof(s->guide.number));
	if (session_has_person(s))
		begin_guiding(t);
	else
		prepare_visit(t);
}

void guide_joins(struct step_context *t)
{
	struct session *s = t->s;

	if (s->guide.state != GUIDE_INVITED)
		return;
	s->guide.state = GUIDE_BY;
	note_staff_action(s, STAFF_ACTION_GUIDED, 1);
}

/* ---- what is pressed on any page ---- */

void guide_notes_answer(struct step_context *t)
{
	struct session *s = t->s;

	if (session_is_guided(s) && s->guide.enters)
		count_staff_action(s, STAFF_ACTION_ENTERED);
}

static void show_page(struct session *s)
{
	if (!session_is_covered(s) || !count_staff_action(s, STAFF_ACTION_SHOWN))
		return;
	s->guide.shows = true;
	s->guide.shown = s->at;
}

static void witness(struct session *s)
{
	if (s->at.page == PAGE_SIGN && s->method == SIGN_PAPER &&
	    guide_may(s, STAFF_ACTION_WITNESSED))
		note_staff_action(s, STAFF_ACTION_WITNESSED, 1);
}

static void go_verifying_in_person(struct step_context *t)
{
	struct session *s = t->s;

	s->guide.reason = VERIFY_IN_PERSON_NONE;
	if (guide_may(s, STAFF_ACTION_VERIFIED_IN_PERSON) && s->at.page != PAGE_VERIFY_IN_PERSON &&
	    s->holder.assurance == ASSURANCE_A1)
		go(t, PAGE_VERIFY_IN_PERSON, PAGE_VERIFY_IN_PERSON);
}

/*
 * No card can be laid once more: whoever may type numbers looks whether it is still the
 * same person, by the document.
 */
static void look_again(struct step_context *t)
{
	struct session *s = t->s;

	if (s->at.page == PAGE_LAY_AGAIN && session_has_no_card(s) &&
	    s->after_card.page == PAGE_SUBMITTING && guide_may(s, STAFF_ACTION_NUMBER) &&
	    note_staff_action(s, STAFF_ACTION_VERIFIED_IN_PERSON, VERIFY_IN_PERSON_NO_CARD))
		go_on_after_card(t);
}

static void tell_next_line(struct session *s)
{
	s->guide.line = (uint8_t)((session_guide_line(s) + 1) % GUIDE_LINES);
	s->guide.told = s->at;
}

bool guide_press(struct step_context *t, int verb, int arg)
{
	struct session *s = t->s;

	(void)arg;
	if (verb < VERB_GUIDE_CLOSE || verb == VERB_VERIFY_IN_PERSON)
		return false;
	if (!session_is_guided(s))
		return true;
	if (verb == VERB_GUIDE_CLOSE)
		close_guide(t);
	else if (verb == VERB_GUIDE_ENTERS)
		s->guide.enters = !s->guide.enters;
	else if (verb == VERB_GUIDE_VERIFY_IN_PERSON)
		go_verifying_in_person(t);
	else if (verb == VERB_GUIDE_LINE)
		tell_next_line(s);
	else if (verb == VERB_WITNESS)
		witness(s);
	else if (verb == VERB_SAME_PERSON)
		look_again(t);
	else if (verb == VERB_SHOW)
		show_page(s);
	return true;
}

/* ---- the holder is checked in person ---- */

static void verify_in_person(struct step_context *t)
{
	struct session *s = t->s;
	struct place at = s->at;

	if (s->guide.reason == VERIFY_IN_PERSON_NONE ||
	    !guide_may(s, STAFF_ACTION_VERIFIED_IN_PERSON) || s->holder.assurance < ASSURANCE_A1 ||
	    !note_staff_action(s, STAFF_ACTION_VERIFIED_IN_PERSON, (int)s->guide.reason))
		return;
	s->holder.assurance = ASSURANCE_A2;
	go_back(t);
	if (s->at.page == PAGE_STAFF)	/* "this card has no PIN": no more to be said */
		go_back(t);
	if (at.arg != PAGE_VERIFY_IN_PERSON)
		reach_goal(t, (struct place){ (uint8_t)at.arg, 0 });
}

void verify_in_person_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_VERIFY_IN_PERSON && arg > VERIFY_IN_PERSON_NONE &&
	    arg <= VERIFY_IN_PERSON_HANDS)
		t->s->guide.reason = (enum verify_in_person_reason)arg;
	else if (verb == VERB_NEXT)
		verify_in_person(t);
	else if (verb == VERB_BACK)
		go_back(t);
}

/* ---- the number of a card that cannot be read, or of who has none ---- */

bool session_has_no_card(const struct session *s)
{
	return s->holder.type == CARD_NO_CARD;
}

bool session_may_type_number(const struct session *s)
{
	return s->at.page == PAGE_GUIDE_READY && s->staff_card.role != STAFF_ROLE_NONE &&
	       staff_may(s->guide.role, STAFF_ACTION_NUMBER);
}

static void begin_number(struct step_context *t)
{
	struct session *s = t->s;

	s->guide.state = GUIDE_SEATED;
	s->seen = (struct seen_card){ .type = CARD_NONE };
	s->number_fault = IDNO_OK;
	go_instead(t, PAGE_STAFF_NUMBER, 0);
}

bool is_same_permit(const struct session *s, const struct holder *h)
{
	return s->holder.type == CARD_ZHEJIANG_PERMIT && h->type == CARD_ZHEJIANG_PERMIT &&
	       h->uid_size > 0 && h->uid_size == s->holder.uid_size &&
	       memcmp(h->uid, s->holder.uid, h->uid_size) == 0;
}

static void type_character(struct session *s, int key)
{
	bool last = s->number_count == IDNO_TEXT_MAX - 2;

	s->number_fault = IDNO_OK;
	if (s->number_count == IDNO_TEXT_MAX - 1 || key < 0 || key > KEY_X ||
	    (key == KEY_X && !last))
		return;
	s->number[s->number_count++] = key == KEY_X ? 'X' : (char)('0' + key);
}

/* Nobody was born after today: a slip of the hand, not a child. */
static enum idno_fault fault_of(const char *number, struct date today)
{
	enum idno_fault fault = idno_check(number);

	if (fault == IDNO_OK && date_compare(idno_birth(number), today) > 0)
		return IDNO_DATE;
	return fault;
}

/* The typed number, and a permit's serial: a holder whom a supervisor has checked. */
static void confirm_number(struct step_context *t)
{
	struct session *s = t->s;
	const struct seen_card *seen = &s->seen;
	bool permit = waits_for_number(s);

	s->number_fault = fault_of(s->number, t->world->date);
	if (s->number_fault != IDNO_OK || !guide_may(s, STAFF_ACTION_NUMBER))
		return;
	s->holder = (struct holder){
		.type = permit ? CARD_ZHEJIANG_PERMIT : CARD_NO_CARD,
		.assurance = ASSURANCE_A2,
		.birth = idno_birth(s->number),
		.sex = (s->number[16] - '0') % 2 ? '1' : '2',
		.uid_size = permit ? seen->uid_size : 0,
	};
	memcpy(s->holder.uid, seen->uid, s->holder.uid_size);
	memcpy(s->holder.id_no, s->number, sizeof(s->holder.id_no));
	if (date_age(s->holder.birth, t->world->date) < t->world->under_age) {
		finish(t);
		go_instead(t, PAGE_UNDER_AGE, 0);
		return;
	}
	explicit_bzero(s->number, sizeof(s->number));
	s->number_count = 0;
	note_staff_action(s, STAFF_ACTION_GUIDED, 1);
	note_staff_action(s, STAFF_ACTION_NUMBER, permit ? NUMBER_UNREADABLE : NUMBER_NO_CARD);
	begin_visit(t);
}

void staff_number_press(struct step_context *t, int verb, int arg)
{
	struct session *s = t->s;

	if (verb == VERB_KEY)
		type_character(s, arg);
	else if (verb == VERB_KEY_DELETE && s->number_count > 0)
		s->number[--s->number_count] = 0;
	else if (verb == VERB_NEXT)
		confirm_number(t);
	else if (verb == VERB_BACK)
		close_guide(t);
}

void staff_page_press(struct step_context *t, int verb, int arg)
{
	(void)arg;
	if (verb == VERB_NO_CARD && session_may_type_number(t->s))
		begin_number(t);
	else if (verb == VERB_BACK || verb == VERB_NEXT)
		return_to_idle(t);
}
