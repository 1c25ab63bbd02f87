/*
 * A monkey at the kiosk: random visitors, cards, devices and clocks, as a list of
 * moves.  A move says all that it does, so that a list can be taken again, be
 * shortened to what still shows a fault, and be read.
 */
#ifndef TESTS_UNIT_SCREENS_MONKEY_H
#define TESTS_UNIT_SCREENS_MONKEY_H

#include "tests/unit/visit.h"

#include "screens/screens.h"
#include "ui/node.h"

#define MOVES_MAX 400
#define WAITING_MAX 24

enum move_kind {
	MOVE_TREE,   /* a: verb, b: argument of a node; left out where the page has none such */
	MOVE_WILD,   /* the same, whether or not the page has it */
	MOVE_KEY,    /* a: character */
	MOVE_INK,    /* a: x, b: y; where they are even a stroke begins */
	MOVE_CARD,   /* a: enum card_news, b: which card */
	MOVE_PIN,    /* a: enum pin_news, b: which card answered */
	MOVE_PERSON, /* a: enum person_news, b: of which card */
	MOVE_RECENT_APPLICATION, /* a: signed so many s ago, b: by the holder of which card */
	MOVE_PAPER_DUE,		 /* a: 1 a copy, b: to the holder of which card */
	MOVE_HELD,		 /* a: which course was trained, b: by the holder of which card */
	MOVE_VISIT_KEY,		 /* a: 1 a key, 0 the store had no room */
	MOVE_SAVED,		 /* a: enum saved_news */
	MOVE_PRINT,		 /* a: enum print_news */
	MOVE_HANDOUT,		 /* a: enum print_news */
	MOVE_PRINTER,		 /* a: enum print_news */
	MOVE_SWITCHES,		 /* a: enum switch_news */
	MOVE_RESTARTED,
	MOVE_CALLED,
	MOVE_SERVICE,
	MOVE_DEVICE,		 /* a: enum device_part, b: bits of it */
	MOVE_ACTIVITY,
	MOVE_TICK,
	MOVE_COUNT,
};

struct move {
	enum move_kind kind;
	int a, b;
	int64_t ms;	/* since the move before */
};

struct moves {
	int count;
	struct move at[MOVES_MAX];
};

/* ---- the cards in the hall ---- */

enum monkey_card {
	CARD_LI, CARD_WANG, CARD_LI_COPY, CARD_NO_PIN, CARD_NUMBER_ONLY, CARD_ZJ, CARD_ZJ_OTHER,
	CARD_OLD, CARD_CHILD, CARD_RARE, CARD_ODD, CARD_GUIDE, CARD_SUPERVISOR,
	CARD_TECHNICIAN, CARD_GUIDE_COPY, CARD_NO_ROLE,
	MONKEY_CARDS,
};

struct monkey_hall {
	struct holder cards[MONKEY_CARDS];
	struct person people[MONKEY_CARDS];
	bool registered[MONKEY_CARDS];
	const struct session_world *world;
};

static inline struct holder staff_holder(const char *role, const char *number)
{
	struct holder h = { .type = CARD_STAFF, .assurance = ASSURANCE_A1, .uid_size = 4 };

	snprintf(h.staff_role, sizeof(h.staff_role), "%s", role);
	snprintf(h.card_no, sizeof(h.card_no), "%s", number);
	return h;
}

static inline void monkey_hall_open(struct monkey_hall *hall)
{
	struct holder *c = hall->cards;

	c[CARD_LI] = card_of("chen-li");
	c[CARD_WANG] = card_of("wang-zhiqiang");
	c[CARD_LI_COPY] = c[CARD_LI];
	c[CARD_LI_COPY].assurance = ASSURANCE_A0;
	c[CARD_NO_PIN] = card_of("zhao-jun");
	c[CARD_NO_PIN].type = CARD_RESIDENT_ID;
	c[CARD_NUMBER_ONLY] = (struct holder){ .type = CARD_SOCIAL_SECURITY, .generation = 3,
		.number_only = true, .assurance = ASSURANCE_A0, .region = "330200",
		.card_no = "A99000999", .uid = { 9 }, .uid_size = 4 };
	c[CARD_ZJ] = (struct holder){ .type = CARD_ZHEJIANG_PERMIT, .uid = { 1 }, .uid_size = 4 };
	c[CARD_ZJ_OTHER] = (struct holder){ .type = CARD_ZHEJIANG_PERMIT, .uid = { 2 },
					    .uid_size = 4 };
	c[CARD_OLD] = card_of("liu-yang");
	c[CARD_OLD].expires = (struct date){ 2020, 12, 31 };
	c[CARD_CHILD] = card_of("guo-xin");
	c[CARD_RARE] = card_of("qian-yan");
	c[CARD_ODD] = (struct holder){ .type = CARD_UNKNOWN };
	c[CARD_GUIDE] = staff_holder("guide", "S00000001");
	c[CARD_SUPERVISOR] = staff_holder("supervisor", "S00000002");
	c[CARD_TECHNICIAN] = staff_holder("technician", "S00000003");
	c[CARD_GUIDE_COPY] = c[CARD_GUIDE];
	c[CARD_GUIDE_COPY].assurance = ASSURANCE_A0;
	c[CARD_NO_ROLE] = staff_holder("", "S00000009");
	for (int i = 0; i < MONKEY_CARDS; i++)
		hall->registered[i] = person_read(c[i].id_no, &hall->people[i]);
}

/* ---- a move as an event ---- */

/* The wall clock of a monotonic time. */
static inline int64_t monkey_clock_s(int64_t ms)
{
	return 1615771800 + ms / 1000;
}

static inline void fill_card(const struct monkey_hall *hall, const struct move *m,
			     struct event *e)
{
	e->card.news = (enum card_news)m->a;
	e->card.progress = (int)(m->ms % 101);
	e->card.pin_tries = m->ms % 5 == 0 ? -1 : 3;
	e->card.name_not_drawable = m->b == CARD_RARE;
	if (e->card.news == NEWS_CARD_READ)
		e->card.holder = hall->cards[m->b];
}

static inline void fill_pin(const struct monkey_hall *hall, const struct move *m,
			    struct event *e)
{
	e->pin.news = (enum pin_news)m->a;
	e->pin.tries = m->a == NEWS_PIN_WRONG ? (int)(m->ms % 3) : -1;
	if (e->pin.news == NEWS_PIN_RIGHT)
		e->pin.holder = hall->cards[m->b];
}

static inline void fill_person(const struct monkey_hall *hall, const struct move *m,
			       struct event *e)
{
	e->person.news = (enum person_news)m->a;
	if (e->person.news == NEWS_PERSON_FOUND && hall->registered[m->b])
		e->person.person = hall->people[m->b];
	else if (e->person.news == NEWS_PERSON_FOUND)
		e->person.news = NEWS_PERSON_ABSENT;
}

static inline void fill_recent(const struct monkey_hall *hall, const struct move *m,
			       int64_t now_ms, struct event *e)
{
	memcpy(e->recent.id_no, hall->cards[m->b].id_no, sizeof(e->recent.id_no));
	e->recent.last.signed_at = monkey_clock_s(now_ms) - m->a;
	e->recent.age_ms = 1000 * (int64_t)m->a;
	snprintf(e->recent.last.receipt_no, sizeof(e->recent.last.receipt_no), "NB-BEFORE");
}

static inline void fill_due(const struct monkey_hall *hall, const struct move *m,
			    int64_t now_ms, struct event *e)
{
	memcpy(e->due.id_no, hall->cards[m->b].id_no, sizeof(e->due.id_no));
	e->due.due.signed_at = monkey_clock_s(now_ms) - 86400;
	e->due.due.is_copy = m->a != 0;
	snprintf(e->due.due.receipt_no, sizeof(e->due.due.receipt_no), "NB-OWED");
}

/*
 * What the holder has been to ended today; one in seven has been claimed for, and of every other
 * the register of trainings knows with what certificate it ended.
 */
static inline void fill_held(const struct monkey_hall *hall, const struct move *m, struct event *e)
{
	struct own_training *at = &e->held.trainings[0];

	memcpy(e->held.id_no, hall->cards[m->b].id_no, sizeof(e->held.id_no));
	if (hall->world->course_count == 0)
		return;
	e->held.training_count = 1;
	at->course = hall->world->courses[m->a % hall->world->course_count];
	at->ended = hall->world->date;
	at->claimed = m->a % 7 == 0;
	if (m->a % 2 == 0)
		return;
	at->facts[at->fact_count++] = standard("claim.attended", 1);
	at->facts[at->fact_count++] = standard("claim.cert_type", m->a / 2 % 3);
	at->facts[at->fact_count++] = standard("claim.cert_date", date_to_days(at->ended));
	at->facts[at->fact_count++] = standard("claim.hours_met", 1);
	at->facts[at->fact_count++] = standard("claim.issuer_level", 0);
}

static inline void fill_ink(const struct move *m, struct event *e)
{
	e->ink.width = 20000;
	e->ink.height = 9000;
	e->ink.point = (struct ink_point){ (uint16_t)m->a, (uint16_t)m->b, 0,
					   m->a % 2 == 0 && m->b % 2 == 0 };
}

/* The kinds of events stand in the moves' order, a tree's press and a wild one aside. */
static inline enum event_kind event_kind_of(enum move_kind kind)
{
	static const enum event_kind kinds[MOVE_COUNT] = {
		EVENT_PRESS, EVENT_PRESS, EVENT_KEY, EVENT_INK, EVENT_CARD, EVENT_PIN,
		EVENT_PERSON, EVENT_RECENT_APPLICATION, EVENT_PAPER_DUE, EVENT_HELD,
		EVENT_VISIT_KEY, EVENT_SAVED, EVENT_PRINT, EVENT_HANDOUT, EVENT_PRINTER,
		EVENT_SWITCHES, EVENT_RESTARTED, EVENT_CALLED, EVENT_SERVICE,
		EVENT_DEVICE,
		EVENT_ACTIVITY, EVENT_TICK,
	};

	return kinds[kind];
}

static inline void move_event(const struct monkey_hall *hall, const struct move *m, int number,
			      int64_t now_ms, struct event *e)
{
	*e = (struct event){ .kind = event_kind_of(m->kind), .time_ms = now_ms,
			     .clock_s = monkey_clock_s(now_ms) };
	switch (e->kind) {
	case EVENT_PRESS:
		e->press.verb = m->a;
		e->press.arg = m->b;
		break;
	case EVENT_KEY:
		e->key = (char)m->a;
		break;
	case EVENT_INK:
		fill_ink(m, e);
		break;
	case EVENT_CARD:
		fill_card(hall, m, e);
		break;
	case EVENT_PIN:
		fill_pin(hall, m, e);
		break;
	case EVENT_PERSON:
		fill_person(hall, m, e);
		break;
	case EVENT_RECENT_APPLICATION:
		fill_recent(hall, m, now_ms, e);
		break;
	case EVENT_PAPER_DUE:
		fill_due(hall, m, now_ms, e);
		break;
	case EVENT_HELD:
		fill_held(hall, m, e);
		break;
	case EVENT_VISIT_KEY:
		if (m->a)
			snprintf(e->visit_key, sizeof(e->visit_key), "%032d", number + 1);
		break;
	case EVENT_SAVED:
		e->saved.news = (enum saved_news)m->a;
		if (m->a == NEWS_SAVED_DONE)
			snprintf(e->saved.receipt_no, RECEIPT_NO_MAX, "NB-%d", number);
		break;
	case EVENT_PRINT:
	case EVENT_HANDOUT:
	case EVENT_PRINTER:
		e->print = (enum print_news)m->a;
		break;
	case EVENT_CALLED:
		e->called = m->a;
		break;
	case EVENT_SERVICE:
		e->service = (enum service)m->a;
		break;
	case EVENT_DEVICE:
		e->device.part = (enum device_part)m->a;
		e->device.seen = (uint32_t)m->b;
		break;
	case EVENT_SWITCHES:
		e->switches = (enum switch_news)m->a;
		break;
	default:
		break;
	}
}

/* ---- a move in words ---- */

static inline const char *move_words(const struct move *m, const char *node, char out[120])
{
	static const char *const kinds[MOVE_COUNT] = {
		"press", "press unseen", "key", "ink", "card", "pin", "person", "filing",
		"paper due", "held",
		"visit key", "saved", "print", "handout",
		"printer", "switches", "restarted", "called",
		"service", "device",
		"activity", "tick",
	};
	static const char *const card[] = { "laid", "progress", "read", "lifted", "second",
					    "unreadable", "denied", "reader missing",
					    "reader ready" };
	static const char *const pin[] = { "right", "wrong", "last try", "locked", "none",
					   "no card" };
	const char *detail = m->kind == MOVE_CARD ? card[m->a] : m->kind == MOVE_PIN ? pin[m->a] :
			     m->kind == MOVE_TREE ? node : "";

	snprintf(out, 120, "+%lld ms %s %s (%d, %d)", (long long)m->ms, kinds[m->kind], detail,
		 m->a, m->b);
	return out;
}

#endif
