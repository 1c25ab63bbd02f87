/*
 * Long random visits: whatever is pressed, laid, answered late, twice or never, the
 * laws of monkey_laws.h hold after every step.
 *
 *     screens-test_monkey [EVENTS [SEED]]	(tests/run --long monkey)
 *
 * A fault is shown as the fewest moves that still show it.
 */
#include "tests/unit/screens/monkey.h"
#include "tests/unit/screens/monkey_laws.h"

#include <signal.h>

#define QUICK_EVENTS 8000
#define ALL_PAGES_EVENTS 100000 /* so many lead everywhere, whatever the seed */
#define CHECK_ALL_EVERY 8

static struct pack *pack;
static struct official *official;
static struct monkey_hall hall;
static struct visit *v;
static struct session *before;

static long events_wanted = QUICK_EVENTS;
static long reached[PAGE_COUNT];	/* steps that ended on each page */
static unsigned long long seed = 1;

/* ---- dice ---- */

static unsigned long long dice_state;

static unsigned dice(unsigned sides)
{
	dice_state = dice_state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(dice_state >> 33) % sides;
}

static bool chance(unsigned percent)
{
	return dice(100) < percent;
}

/* ---- one run ---- */

struct run {
	unsigned world;		/* what is needed to see and to submit, and the document's text */
	struct moves moves;
	int taken;
	sigjmp_buf abort;
};
static struct run *run;

/* Devices and hands of the run that is being made up. */
static struct {
	int card;		/* on the reader; -1 none */
	int count;
	struct move waiting[WAITING_MAX];	/* what will be answered, in this order */
} crowd;

static void run_open(unsigned world)
{
	static const enum assurance see[] = { ASSURANCE_A1, ASSURANCE_A0, ASSURANCE_A1,
					      ASSURANCE_A2 };
	static const enum assurance submit[] = { ASSURANCE_A2, ASSURANCE_A2, ASSURANCE_A1,
						 ASSURANCE_A2 };

	visit_open(v, pack);
	memset(&v->s, 0, sizeof(v->s));
	session_init(&v->s, v->now);
	v->world.to_see = see[world % 4];
	v->world.to_submit = submit[world % 4];
	v->world.official = world < 4 ? official : NULL;
	room->handed_over[0] = 0;
	room->settled[0] = 0;
	room->stranger = false;
	room->size = 0;
	screen_build(&v->world, &v->s, &room->arena, &room->tree);
	law_broken = NULL;
}

static const struct node *node_of(const struct move *m)
{
	for (int i = 0; i < room->tree.count; i++) {
		const struct node *n = &room->tree.nodes[i];

		if (n->action.verb == m->a && n->action.arg == m->b && n->id &&
		    !(n->flags & NODE_DISABLED))
			return n;
	}
	return NULL;
}

/* Takes one move; false when the page does not have it. */
static bool take(const struct move *m, int number, bool thorough, struct effects *ret_effects)
{
	struct event e;
	bool all;

	if (m->kind == MOVE_TREE && !node_of(m))
		return false;
	*before = v->s;
	v->now += m->ms;
	move_event(&hall, m, number, v->now, &e);
	session_step(&v->world, &v->s, &e, ret_effects);
	all = thorough || number % CHECK_ALL_EVERY == 0 || !same_at(before->at, v->s.at);
	laws(&(struct seen_step){ &v->world, before, &v->s, &e, ret_effects }, all);
	screen_build(&v->world, &v->s, &room->arena, &room->tree);
	return true;
}

/* ---- what may come next ---- */

static void wait_for(enum move_kind kind, int a, int b)
{
	if (crowd.count < WAITING_MAX)
		crowd.waiting[crowd.count++] = (struct move){ kind, a, b, (int64_t)dice(400) };
}

static void answer_read_card(void)
{
	if (chance(8))
		wait_for(MOVE_CARD, NEWS_CARD_SECOND + (int)dice(3), 0);
	else if (crowd.card < 0)
		wait_for(MOVE_CARD, NEWS_CARD_LIFTED, 0);
	else
		wait_for(MOVE_CARD, NEWS_CARD_READ, crowd.card);
}

static void lay(int card)
{
	if (crowd.card >= 0)
		wait_for(MOVE_CARD, NEWS_CARD_LIFTED, 0);
	crowd.card = card;
	if (card < 0)
		return;
	wait_for(MOVE_CARD, NEWS_CARD_LAID, card);
	if (chance(20))
		wait_for(MOVE_CARD, NEWS_CARD_PROGRESS, card);
	if (chance(8))		/* a hand that does not wait */
		crowd.card = -1;
	answer_read_card();
}

/* The card that the visit began with, as far as it is one of ours. */
static int own_card(void)
{
	for (int i = 0; i < MONKEY_CARDS; i++) {
		if (same_card(&v->s, &hall.cards[i]))
			return i;
	}
	return CARD_LI;
}

static void answer(const struct effect *effect)
{
	static const int saved[] = { NEWS_SAVED_DONE, NEWS_SAVED_DONE, NEWS_SAVED_DONE,
				     NEWS_SAVED_NOT, NEWS_SAVED_UNKNOWN };

	switch (effect->kind) {
	case EFFECT_READ_CARD:
		answer_read_card();
		break;
	case EFFECT_VERIFY_PIN:
		if (crowd.card >= 0)
			wait_for(MOVE_PIN, chance(75) ? NEWS_PIN_RIGHT : (int)dice(NEWS_PIN_COUNT),
				 crowd.card);
		break;
	case EFFECT_LOOK_UP:
		wait_for(MOVE_PERSON, chance(80) ? NEWS_PERSON_FOUND : (int)dice(3), own_card());
		if (chance(30))
			wait_for(MOVE_RECENT_APPLICATION, (int)dice(WITHDRAW_WITHIN_S + 60),
				 own_card());
		if (chance(30))
			wait_for(MOVE_PAPER_DUE, chance(50), own_card());
		if (chance(60))
			wait_for(MOVE_HELD, (int)dice(1000), own_card());
		break;
	case EFFECT_FETCH:
	case EFFECT_REPRINT:
		wait_for(MOVE_PRINT, NEWS_PRINT_STARTED, 0);
		wait_for(MOVE_PRINT, (int)dice(NEWS_PRINT_COUNT), 0);
		break;
	case EFFECT_HAND_OUT:
		wait_for(MOVE_HANDOUT, NEWS_PRINT_STARTED, 0);
		wait_for(MOVE_HANDOUT, (int)dice(NEWS_PRINT_COUNT), 0);
		break;
	case EFFECT_ASK_PRINTER:
		wait_for(MOVE_PRINTER, (int)dice(NEWS_PRINT_COUNT), 0);
		break;
	case EFFECT_RESERVE_KEY:
		wait_for(MOVE_VISIT_KEY, chance(92), 0);
		break;
	case EFFECT_SAVE:
	case EFFECT_SETTLE:
		wait_for(MOVE_SAVED, saved[dice(5)], 0);
		break;
	case EFFECT_CALL_STAFF:
		wait_for(MOVE_CALLED, chance(70), 0);
		break;
	case EFFECT_PRINT:
		wait_for(MOVE_PRINT, NEWS_PRINT_STARTED, 0);
		wait_for(MOVE_PRINT, (int)dice(NEWS_PRINT_COUNT), 0);
		break;
	default:
		break;
	}
}

static int64_t leap(void)
{
	static const int64_t ms[] = { 0, 900, 5000, 15000, 45000, 60000, 130000, 250000,
				      900000, 86400000 };
	int64_t due = session_deadline_ms(&v->world, &v->s) - v->now;

	return chance(40) && due > 0 ? due : ms[dice(10)];
}

/* Whatever can be reported, whether or not it can be true. */
static struct move any_news(void)
{
	int card = (int)dice(MONKEY_CARDS);

	switch (dice(14)) {
	case 13:
		return (struct move){ MOVE_DEVICE, (int)dice(DEVICE_PART_COUNT), (int)dice(2048),
				      20 };
	case 11:
		return (struct move){ MOVE_HANDOUT, (int)dice(NEWS_PRINT_COUNT), 0, 20 };
	case 10:
		return (struct move){ MOVE_PRINTER, (int)dice(NEWS_PRINT_COUNT), 0, 20 };
	case 9:
		return (struct move){ MOVE_PAPER_DUE, chance(50),
				      card <= CARD_NO_PIN ? card : CARD_LI, 20 };
	case 7:
		return (struct move){ MOVE_RESTARTED, 0, 0, 20 };
	case 8:		/* mostly open, or nobody would ever be served */
		return (struct move){ MOVE_SERVICE,
				      chance(80) ? SERVICE_OPEN : (int)dice(SERVICE_COUNT), 0, 20 };
	case 6:
		return (struct move){ MOVE_RECENT_APPLICATION, (int)dice(WITHDRAW_WITHIN_S + 60),
				      card <= CARD_NO_PIN ? card : CARD_LI, 20 };
	case 0:
		return (struct move){ MOVE_PIN, (int)dice(NEWS_PIN_COUNT), card, 20 };
	case 1:
		return (struct move){ MOVE_PERSON, (int)dice(NEWS_PERSON_COUNT), card, 20 };
	case 2:
		return (struct move){ MOVE_VISIT_KEY, chance(50), 0, 20 };
	case 3:
		return (struct move){ MOVE_SAVED, (int)dice(NEWS_SAVED_COUNT), 0, 20 };
	case 4:
		return (struct move){ MOVE_PRINT, (int)dice(NEWS_PRINT_COUNT), 0, 20 };
	case 5:
		return (struct move){ MOVE_SWITCHES, (int)dice(NEWS_SWITCHES_COUNT), 0, 20 };
	default:
		return (struct move){ MOVE_CARD, (int)dice(NEWS_CARD_COUNT), card, 20 };
	}
}

/* A press on what the page has: mostly its main act, seldom the end or the settings. */
static struct move any_press(void)
{
	for (int i = 0; i < 60; i++) {
		const struct node *n = &room->tree.nodes[dice((unsigned)room->tree.count)];
		unsigned wanted = n->look == LOOK_ACT ? 100 : n->look == LOOK_END ? 2 :
				  n->look == LOOK_CHIP ? 8 : n->action.verb == VERB_BACK ? 15 :
				  n->look == LOOK_LINK ? 25 : 60;

		if (n->id && n->action.verb && !(n->flags & NODE_DISABLED) && chance(wanted))
			return (struct move){ MOVE_TREE, n->action.verb, n->action.arg,
					      100 + (int64_t)dice(3000) };
	}
	return (struct move){ MOVE_ACTIVITY, 0, 0, 1000 };
}

static struct move press_of(int verb, int arg)
{
	return (struct move){ MOVE_TREE, verb, arg, 300 };
}

/* Of a claim: that it is begun, and the day on its certificate, which is never hit blindly. */
static bool helpful_with_claim(struct move *m)
{
	const struct session *s = &v->s;
	char day[16];

	if (s->at.page == PAGE_MY_TRAINING && s->training_count > 0) {
		*m = press_of(VERB_CLAIM, (int)dice((unsigned)s->training_count + 1) - 1);
		return true;
	}
	if (s->at.page != PAGE_QUESTION || !s->claim.on ||
	    pack_fact(v->world.pack, s->at.arg)->type != FACT_DATE)
		return false;
	snprintf(day, sizeof(day), "%04d%02d%02d", v->world.date.year, v->world.date.month,
		 v->world.date.day);
	*m = s->draft.choice != CHOICE_YES ? press_of(VERB_ANSWER, CHOICE_YES) :
	     s->draft.typed_count < 8 ?
	     press_of(VERB_KEY, day[s->draft.typed_count] - '0') : press_of(VERB_NEXT, 0);
	return true;
}

/* Out of what can be pressed for ever and leads nowhere: half of all moves were made there. */
static bool helpful_out(struct move *m)
{
	uint8_t page = v->s.at.page;

	if (v->s.sheet != SHEET_NONE)
		*m = press_of(VERB_SHEET, SHEET_NONE);
	else if (page == PAGE_HELP)
		*m = press_of(VERB_NEXT, 0);
	else if (page == PAGE_STAFF)
		*m = press_of(VERB_BACK, 0);
	else
		return false;
	return true;
}

/* What brings a visit further on this page, where a blind press seldom would. */
static bool helpful(struct move *m)
{
	switch (v->s.at.page) {
	case PAGE_TECHNICIAN:
		*m = press_of(VERB_DEVICE_TEST, 0);
		return true;
	case PAGE_DEVICE_TEST:
		*m = chance(50) ? (struct move){ MOVE_DEVICE, v->s.at.arg, 0xffff, 20 } :
				  press_of(VERB_DEVICE_RESULT, 1 + (int)dice(3));
		return true;
	case PAGE_IDLE:
		lay((int)dice(chance(60) ? 2 : MONKEY_CARDS));
		break;
	case PAGE_GUIDE_READY:
		if (chance(50)) {
			*m = press_of(VERB_NO_CARD, 0);
			return true;
		}
		lay(-1);
		break;
	case PAGE_LAY_AGAIN:
		if (session_has_no_card(&v->s)) {
			if (v->s.guide.state == GUIDE_SEATED)
				*m = press_of(VERB_SAME_PERSON, 0);
			else
				lay(CARD_SUPERVISOR);
			return v->s.guide.state == GUIDE_SEATED;
		}
		lay(chance(80) ? own_card() : (int)dice(MONKEY_CARDS));
		break;
	case PAGE_CARD_OTHER:
	case PAGE_TAKE_CARD:
		lay(-1);
		break;
	case PAGE_CARD_ZHEJIANG:
		lay(CARD_SUPERVISOR);
		break;
	case PAGE_LOCKED:
		lay(chance(50) ? own_card() : (int)dice(MONKEY_CARDS));
		break;
	case PAGE_PIN:
	case PAGE_STAFF_PIN:
	case PAGE_STAFF_NUMBER:
		*m = press_of(chance(10) ? VERB_NEXT : VERB_KEY, (int)dice(10));
		if (m->a == VERB_NEXT)
			m->b = 0;
		return true;
	case PAGE_PROMISES:
		*m = press_of(VERB_ACCEPT, ARG_ALL);
		return true;
	case PAGE_RECEIPT:
		*m = press_of(VERB_RATE, 0);
		return true;
	case PAGE_SIGN:
		*m = (struct move){ MOVE_INK, (int)dice(20000), (int)dice(9000), 8 };
		return true;
	default:
		break;
	}
	return false;
}

static struct move next_waiting(void)
{
	struct move m = crowd.waiting[0];

	memmove(crowd.waiting, crowd.waiting + 1, (size_t)--crowd.count * sizeof(m));
	return m;
}

static struct move invent(void)
{
	static const char keys[] = "0123456789\b\rXq";
	struct move m;

	if (crowd.count > 0 && chance(80))
		return next_waiting();
	if (chance(v->s.claim.on ? 60 : 25) &&
	    (helpful_out(&m) || helpful_with_claim(&m) || helpful(&m)))
		return m;
	if (crowd.count == 0 && chance(3))
		lay(chance(50) ? -1 : (int)dice(MONKEY_CARDS));
	switch (dice(40)) {
	case 0:
		return any_news();
	case 1:
		return (struct move){ MOVE_WILD, (int)dice(VERB_COUNT), (int)dice(70) - 6, 200 };
	case 2:
		return (struct move){ MOVE_KEY, keys[dice(sizeof(keys) - 1)], 0, 200 };
	case 3:
		return (struct move){ MOVE_TICK, 0, 0, leap() };
	default:
		return any_press();
	}
}

/* ---- a fault: the fewest moves that show it ---- */

static void at_abort(int signal)
{
	(void)signal;
	siglongjmp(run->abort, 1);
}

/* Takes the moves again; true when the same law breaks. */
static bool shows(const struct moves *moves, const char *what)
{
	struct effects effects;

	run_open(run->world);
	if (sigsetjmp(run->abort, 1))
		return strcmp(what, "an assertion failed") == 0;
	for (int i = 0; i < moves->count && !law_broken; i++)
		take(&moves->at[i], i, true, &effects);
	return law_broken && strcmp(law_broken, what) == 0;
}

static void without(const struct moves *moves, int from, int count, struct moves *ret)
{
	ret->count = 0;
	for (int i = 0; i < moves->count; i++) {
		if (i < from || i >= from + count)
			ret->at[ret->count++] = moves->at[i];
	}
}

static void shorten(struct moves *moves, const char *what)
{
	static struct moves fewer;

	for (int size = moves->count / 2; size > 0;) {
		bool found = false;

		for (int from = 0; from + size <= moves->count;) {
			without(moves, from, size, &fewer);
			if (shows(&fewer, what)) {
				*moves = fewer;
				found = true;
			} else {
				from += size;
			}
		}
		size = size == 1 && found ? 1 : size / 2;
	}
}

static void tell(const struct moves *moves)
{
	struct effects effects;
	char words[120];

	run_open(run->world);
	if (sigsetjmp(run->abort, 1))
		return;
	for (int i = 0; i < moves->count; i++) {
		const struct node *n = node_of(&moves->at[i]);

		print_message("  %-14s %s", session_screen(&v->s),
			      move_words(&moves->at[i], n ? n->id : "", words));
		take(&moves->at[i], i, true, &effects);
		print_message("  -> %s\n", session_screen(&v->s));
	}
}

static void report(const char *what, unsigned long long run_seed)
{
	static struct moves moves;
	bool again;

	moves = run->moves;
	again = shows(&moves, what);
	if (again)
		shorten(&moves, what);
	print_message("seed %llu, world %u: %s%s\n", run_seed, run->world, what,
		      again ? "" : " (not when it is taken again)");
	tell(&moves);
	fail_msg("%s", what);
}

/* Takes up to MOVES_MAX moves; returns how many. */
static int run_once(unsigned long long run_seed)
{
	struct effects effects;

	dice_state = run_seed * 2862933555777941757u + 3037000493u;
	run->world = dice(8);
	run->moves.count = 0;
	crowd.card = -1;
	crowd.count = 0;
	run_open(run->world);
	if (sigsetjmp(run->abort, 1))
		report("an assertion failed", run_seed);
	while (run->moves.count < MOVES_MAX) {
		struct move *m = &run->moves.at[run->moves.count++];

		*m = invent();
		if (!take(m, run->moves.count - 1, false, &effects))
			continue;
		if (law_broken)
			report(law_broken, run_seed);
		reached[v->s.at.page]++;
		for (int i = 0; i < effects.count; i++)
			answer(&effects.at[i]);
		effects_wipe(&effects);
	}
	return run->moves.count;
}

static void whatever_is_done_the_laws_hold(void **state)
{
	unsigned long long first = seed;
	long events = 0;

	(void)state;
	while (events < events_wanted)
		events += run_once(seed++);
	print_message("%ld events, seeds %llu to %llu\n", events, first, seed - 1);
}

/* Laws that hold because nothing happened would say nothing. */
static void every_page_was_reached(void **state)
{
	(void)state;
	if (events_wanted < ALL_PAGES_EVENTS)
		skip();
	for (int page = 0; page < PAGE_COUNT; page++) {
		const struct session s = { .at = { (uint8_t)page, 0 } };

		if (reached[page] == 0)
			fail_msg("%s was never reached", session_screen(&s));
	}
}

static int open_all(void **state)
{
	(void)state;
	assert_int_equal(words_open(BUILD_DIR "/words"), ERR_OK);
	pack = pack_open_made_up(&official);
	monkey_hall_open(&hall);
	v = calloc(1, sizeof(*v));
	hall.world = &v->world;
	before = calloc(1, sizeof(*before));
	room = calloc(1, sizeof(*room));
	run = calloc(1, sizeof(*run));
	arena_init(&room->arena, SCREEN_ARENA_SIZE);
	signal(SIGABRT, at_abort);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	arena_finish(&room->arena);
	free(run);
	free(room);
	free(before);
	free(v);
	official_close(official);
	pack_destroy(pack);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_is_done_the_laws_hold),
		cmocka_unit_test(every_page_was_reached),
	};

	if (argc > 1)
		events_wanted = atol(argv[1]);
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 10);
	return cmocka_run_group_tests(tests, open_all, close_all);
}
