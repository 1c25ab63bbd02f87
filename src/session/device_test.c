/*
 * A technician tries the machine, one part after another.  A part passes only when the
 * device itself has said so: each corner was touched, each key pressed, a sentence heard
 * to its end, the card read once more, a page's job ended.  What has failed or was passed
 * over has its reason.  Each result is a line of the audit log as it is found, so that a
 * card that is taken away in the midst loses nothing.
 */
#include "session/step_context.h"

#include <string.h>

#define CORNERS 0xfu
#define DIGITS_AND_DELETE 0x7ffu

bool is_technicians(enum visit_page page)
{
	return page == PAGE_TECHNICIAN || page == PAGE_DEVICE_TEST ||
	       page == PAGE_DEVICE_REASON || page == PAGE_DEVICE_DONE;
}

uint32_t session_device_wanted(const struct session_world *world, enum device_part part)
{
	switch (part) {
	case DEVICE_TOUCH:
		return CORNERS;
	case DEVICE_KEYS:
		return world->device_keys;
	case DEVICE_DIGITS:
		return world->device_keys ? DIGITS_AND_DELETE : 0;
	case DEVICE_SWITCHES:
		return world->device_switches;
	case DEVICE_HEADPHONES:
		return world->device_jack ? DEVICE_JACK_IN | DEVICE_JACK_HEARD | DEVICE_JACK_OUT :
					    0;
	case DEVICE_SPEAKER:
	case DEVICE_READER:
		return 1;
	case DEVICE_PRINTER:
		return world->no_printer ? 0 : 1;
	case DEVICE_PART_COUNT:
		break;
	}
	return 0;
}

int session_device_count(const struct session *s, enum device_result result)
{
	int count = 0;

	for (int i = 0; i < DEVICE_PART_COUNT; i++)
		count += s->device_test.result[i] == result;
	return count;
}

void look_at_machine(struct step_context *t)
{
	effect_add(t, EFFECT_LOOK_AT_MACHINE);
}

/* ---- from part to part ---- */

static bool is_tried(const struct session *s, enum device_part part)
{
	return s->at.page == PAGE_DEVICE_TEST && s->at.arg == (int)part;
}

/* What was seen before counts no more: it is tried anew. */
static void go_part(struct step_context *t, int part)
{
	struct session *s = t->s;

	s->device_test.asked = s->device_test.failed = false;
	if (part < DEVICE_PART_COUNT) {
		s->device_test.seen[part] = 0;
		go(t, PAGE_DEVICE_TEST, part);
	} else {
		go(t, PAGE_DEVICE_DONE, 0);
		look_at_machine(t);
	}
}

static void begin(struct step_context *t)
{
	struct session *s = t->s;

	s->device_test = (struct device_test){ .asked = false };
	memcpy(s->device_test.staff, s->staff_card.number, sizeof(s->device_test.staff));
	s->handout_paper = PAPER_NONE;
	if (s->at.page != PAGE_TECHNICIAN)
		go_to(t, PAGE_TECHNICIAN, 0);
	go_part(t, DEVICE_TOUCH);
}

static void find(struct step_context *t, int part, enum device_result result,
		 enum device_reason reason)
{
	struct device_test *test = &t->s->device_test;

	test->result[part] = result;
	test->reason[part] = reason;
	test->trial[part]++;
	if (t->s->at.page == PAGE_DEVICE_REASON)
		go_back(t);	/* Back leads to parts, not to their reasons */
	go_part(t, part + 1);
}

/* ---- what the part does ---- */

static void try_part(struct step_context *t)
{
	struct session *s = t->s;
	enum device_part part = (enum device_part)s->at.arg;

	s->device_test.failed = false;
	if (part == DEVICE_PRINTER) {
		hand_out(t, HANDOUT_TEST_PAGE);
		return;
	}
	if (s->device_test.asked)
		return;
	if (part == DEVICE_SPEAKER || part == DEVICE_HEADPHONES)
		effect_add(t, EFFECT_TRY_SOUND);
	else if (part == DEVICE_READER)
		effect_add(t, EFFECT_READ_CARD);
	else
		return;
	s->device_test.asked = true;
}

static void note_seen_part(struct session *s, enum device_part part, uint32_t seen)
{
	s->device_test.seen[part] |= seen;
	s->device_test.asked = s->device_test.failed = false;
}

/* A sentence that was cut off was heard by nobody: nothing was seen of it. */
void device_event(struct step_context *t)
{
	struct session *s = t->s;
	enum device_part part = t->event->device.part;

	if ((int)part >= DEVICE_PART_COUNT || !is_tried(s, part))
		return;
	note_seen_part(s, part, t->event->device.seen & session_device_wanted(t->world, part));
	s->device_test.failed = t->event->device.seen == 0;
}

bool device_card(struct step_context *t)
{
	struct session *s = t->s;
	const struct holder *h = &t->event->card.holder;
	bool read = t->event->card.news == NEWS_CARD_READ;

	if (!is_tried(s, DEVICE_READER) || !s->device_test.asked)
		return false;
	if (!read && t->event->card.news != NEWS_CARD_UNREADABLE &&
	    t->event->card.news != NEWS_CARD_DENIED && t->event->card.news != NEWS_CARD_SECOND)
		return t->event->card.news == NEWS_CARD_PROGRESS;
	if (read && strcmp(h->card_no, s->staff_card.number) == 0 &&
	    h->assurance >= ASSURANCE_A1) {
		note_seen_part(s, DEVICE_READER, 1);
		return true;
	}
	s->device_test.asked = false;
	s->device_test.failed = true;
	return true;
}

void device_paper(struct step_context *t)
{
	struct session *s = t->s;

	if (is_tried(s, DEVICE_PRINTER) && s->handout == HANDOUT_TEST_PAGE &&
	    s->handout_paper == PAPER_DONE)
		note_seen_part(s, DEVICE_PRINTER, 1);
}

/* ---- presses ---- */

void technician_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_DEVICE_TEST)
		begin(t);
	else
		staff_page_press(t, verb, arg);
}

static bool has_passed(const struct session_world *world, const struct session *s, int part)
{
	uint32_t wanted = session_device_wanted(world, (enum device_part)part);

	return wanted != 0 && (s->device_test.seen[part] & wanted) == wanted;
}

static void press_result(struct step_context *t, int result)
{
	struct session *s = t->s;
	int part = s->at.arg;

	if (result == DEVICE_PASS && has_passed(t->world, s, part))
		find(t, part, DEVICE_PASS, DEVICE_REASON_NONE);
	else if (result == DEVICE_SKIP && session_device_wanted(t->world,
								(enum device_part)part) == 0)
		find(t, part, DEVICE_SKIP, DEVICE_ABSENT);
	else if (result == DEVICE_FAIL || result == DEVICE_SKIP)
		go(t, PAGE_DEVICE_REASON, 2 * part + (result == DEVICE_SKIP));
}

void device_test_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_DEVICE_TRY)
		try_part(t);
	else if (verb == VERB_HANDOUT && is_tried(t->s, DEVICE_PRINTER))
		try_part(t);
	else if (verb == VERB_DEVICE_RESULT)
		press_result(t, arg);
	else if (verb == VERB_BACK)
		go_back(t);
}

void device_reason_press(struct step_context *t, int verb, int arg)
{
	int part = t->s->at.arg / 2;
	bool skip = t->s->at.arg % 2 != 0;
	int first = skip ? DEVICE_ABSENT : DEVICE_SILENT;
	int last = skip ? DEVICE_LATER : DEVICE_BROKEN;

	if (verb == VERB_BACK)
		go_back(t);
	else if (verb == VERB_DEVICE_REASON && arg >= first && arg <= last)
		find(t, part, skip ? DEVICE_SKIP : DEVICE_FAIL, (enum device_reason)arg);
}

void device_done_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_HANDOUT && arg == HANDOUT_READINESS)
		hand_out(t, arg);
	else if (verb == VERB_DEVICE_TEST)
		begin(t);
	else if (verb == VERB_NEXT)
		return_to_idle(t);
	else if (verb == VERB_BACK)
		go_back(t);
}
