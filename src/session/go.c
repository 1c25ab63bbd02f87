#include "session/step_context.h"

#include <string.h>

/* Where a visitor, or nobody, stands when no page is left to go back to. */
static enum visit_page first_page(const struct session *s)
{
	return session_has_person(s) ? PAGE_WHO : free_page(s);
}

static bool same_place(struct place a, struct place b)
{
	return a.page == b.page && a.arg == b.arg;
}

/* What a visitor has opened is of interest; what was opened first gives way. */
static void note_opened(struct session *s, int course)
{
	for (int i = 0; i < s->opened_count; i++) {
		if (s->opened[i] == course)
			return;
	}
	if (s->opened_count == OPENED_MAX) {
		memmove(s->opened, s->opened + 1, (OPENED_MAX - 1) * sizeof(s->opened[0]));
		s->opened_count--;
	}
	s->opened[s->opened_count++] = (int16_t)course;
}

static void arrive(struct step_context *t, struct place place)
{
	struct session *s = t->s;

	if (s->at.page == PAGE_SWITCHES && place.page != PAGE_SWITCHES)
		switches_left(t);
	if (!same_place(s->at, place)) {
		s->orienting = false;
		s->sheet = SHEET_NONE;
		/* Not even to another page of a PIN: that may be another person's. */
		explicit_bzero(s->pin, sizeof(s->pin));
		s->pin_count = 0;
	}
	s->at = place;
	leave_claim(s);
	s->page_ms = s->now_ms;
	if (place.page == PAGE_COURSE && session_has_person(s))
		note_opened(s, place.arg);
	if (s->guide.shows && !same_place(s->guide.shown, place))
		s->guide.shows = false;
	if (!same_place(s->draft.owner, place))
		draft_load(t->world, s);
}

static void push(struct session *s, struct place place)
{
	if (s->past_count == PAST_MAX) {
		memmove(s->past, s->past + 1, (PAST_MAX - 1) * sizeof(s->past[0]));
		s->past_count--;
	}
	s->past[s->past_count++] = place;
}

void go(struct step_context *t, enum visit_page page, int arg)
{
	push(t->s, t->s->at);
	go_instead(t, page, arg);
}

void go_instead(struct step_context *t, enum visit_page page, int arg)
{
	arrive(t, (struct place){ (uint8_t)page, arg });
}

void go_to(struct step_context *t, enum visit_page page, int arg)
{
	struct session *s = t->s;

	for (int i = s->past_count - 1; i >= 0; i--) {
		if (s->past[i].page == page && s->past[i].arg == arg) {
			s->past_count = i;
			go_instead(t, page, arg);
			return;
		}
	}
	go(t, page, arg);
}

/* A page that stands by a card, and the card was taken away while another page was up. */
static bool is_over(const struct session *s, struct place place)
{
	switch (place.page) {
	case PAGE_READING:
		return !s->devices.card_there;
	case PAGE_STAFF_PIN:
	case PAGE_TECHNICIAN:
	case PAGE_DEVICE_TEST:
	case PAGE_DEVICE_REASON:
	case PAGE_DEVICE_DONE:
		return s->staff_card.role == STAFF_ROLE_NONE;
	case PAGE_VERIFY_IN_PERSON:
	case PAGE_STAFF_NUMBER:
		return !guide_is_seated(s);
	case PAGE_GUIDE_READY:
		return s->guide.state != GUIDE_INVITED;
	default:
		return false;
	}
}

/* What was the first page may be another by now: a reader came or went. */
static struct place still_true(const struct session *s, struct place place)
{
	if (is_over(s, place))
		return (struct place){ (uint8_t)first_page(s), 0 };
	if (place.page == PAGE_IDLE || place.page == PAGE_NO_READER ||
	    place.page == PAGE_OUT_OF_SERVICE)
		place.page = (uint8_t)free_page(s);
	return place;
}

void go_back(struct step_context *t)
{
	struct session *s = t->s;

	while (s->past_count > 1 && is_over(s, s->past[s->past_count - 1]))
		s->past_count--;
	if (s->past_count > 0)
		arrive(t, still_true(s, s->past[--s->past_count]));
}

void cover(struct step_context *t, enum visit_page page)
{
	t->s->resume = t->s->at;
	go_instead(t, page, 0);
}

/* A calibration that was covered is not taken up again: the next press asks anew. */
void uncover(struct step_context *t)
{
	if (t->s->resume.page == PAGE_SWITCHES || is_over(t->s, t->s->resume))
		go_back(t);
	else
		arrive(t, t->s->resume);
}

enum visit_page free_page(const struct session *s)
{
	if (s->devices.service != SERVICE_OPEN)
		return PAGE_OUT_OF_SERVICE;
	return s->devices.reader_missing ? PAGE_NO_READER : PAGE_IDLE;
}

/* What stays: the clock, the devices, and how the visitor wants to read the last page. */
static void forget(struct step_context *t)
{
	struct session *s = t->s;
	struct session kept;

	session_init(&kept, s->now_ms);
	kept.clock_s = s->clock_s;
	kept.devices = s->devices;
	kept.devices.restarted = false;
	kept.view = s->view;
	explicit_bzero(s, sizeof(*s));
	*s = kept;
	effect_add(t, EFFECT_WIPE);
}

void finish(struct step_context *t)
{
	forget(t);
	if (t->s->devices.card_there) {
		effect_cue(t, CUE_TAKE_CARD);
		go_instead(t, PAGE_TAKE_CARD, 0);
	} else {
		go_instead(t, PAGE_GOODBYE, 0);
	}
}

void return_to_idle(struct step_context *t)
{
	forget(t);
	t->s->view = (struct display_settings)VIEW_USUAL;
	go_instead(t, free_page(t->s), 0);
	effect_add(t, EFFECT_WATCH_CARD);
}

static bool explains(enum visit_page page)
{
	return page == PAGE_REASON || page == PAGE_ITEM || page == PAGE_OFFICIAL;
}

int session_course_in_view(const struct session *s)
{
	struct place place = s->at;

	for (int i = s->past_count - 1; i >= 0 && explains((enum visit_page)place.page); i--)
		place = s->past[i];
	return place.page == PAGE_COURSE ? place.arg : s->course;
}
