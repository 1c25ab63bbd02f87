#include "tools/doctor.h"

#include "base/clock.h"
#include "base/text.h"
#include "card/link.h"
#include "helpers/waiter.h"
#include "receipt/press_link.h"
#include "speech/voice_link.h"
#include "ui/glass.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* How long a device may take to say that it is there. */
#define ANSWER_MS 3000

static bool consult(struct doctor *d, struct waiter *h)
{
	if (waiter_ask(h, ANSWER_MS) == ERR_OK)
		return true;
	doctor_fault(d, h->program, "its program is not there; build or install again");
	return false;
}

static const char *no_word(const struct waiter *h)
{
	return h->ended && deadline_left_ms(h->until) > 0 ?
		"its process ended at once; see the line before" :
		"no answer within 3 s; see that it is on and connected";
}

struct readers {
	int count;
	enum link_reader_state state[CONFIG_LIST_MAX];	/* 0: not heard */
};

/* A reader that is missing at first may be found a moment later. */
static bool hear_reader(struct waiter *h, const uint8_t *data, size_t size)
{
	struct readers *readers = h->context;
	struct link_event event;
	bool all = true;

	if (link_get_event(data, size, &event))
		return false;
	if (event.kind == LINK_READER && event.reader < readers->count)
		readers->state[event.reader] = event.state;
	explicit_bzero(&event, sizeof(event));
	for (int i = 0; i < readers->count; i++)
		all = all && readers->state[i] == LINK_READER_READY;
	return all;
}

static void tell_reader(struct doctor *d, const char *spec, enum link_reader_state state,
			const struct waiter *h)
{
	if (state == LINK_READER_READY)
		doctor_well(d, "reader", "%s", spec);
	else if (state == LINK_READER_BUSY)
		doctor_fault(d, "reader", "%s: another program has it; end that, or the kiosk",
			     spec);
	else if (state == LINK_READER_MISSING)
		doctor_fault(d, "reader", "%s: not there; plug it in, or set its path", spec);
	else
		doctor_fault(d, "reader", "%s: %s", spec, no_word(h));
}

static void examine_readers(struct doctor *d)
{
	const struct config_list *list = &d->config.readers;
	struct readers readers = { .count = list->count };
	struct waiter waiter = {
		.program = "kiosk-reader",
		.take = hear_reader,
		.context = &readers,
	};
	const char **arg = waiter.args;

	for (int i = 0; i < list->count; i++) {
		*arg++ = "--reader";
		*arg++ = list->at[i];
	}
	if (d->config.sam[0]) {
		*arg++ = "--sam";
		*arg++ = d->config.sam;
	}
	if (!consult(d, &waiter))
		return;
	for (int i = 0; i < list->count; i++)
		tell_reader(d, list->at[i], readers.state[i], &waiter);
}

static bool hear_press(struct waiter *h, const uint8_t *data, size_t size)
{
	struct press_reply *state = h->context;
	struct press_reply reply;

	if (press_reply_decode(data, size, &reply) || reply.event != PRESS_STATE)
		return false;
	*state = reply;
	return true;
}

/* What is low is ordered before it is out: no fault, and worth a line of its own. */
static void tell_supplies(struct doctor *d, const struct printer_supplies *s)
{
	char words[DOCTOR_LINE_MAX / 2];
	struct text text = text_in(words, sizeof(words));
	bool low = false;

	for (int i = 0; i < s->count; i++) {
		text_addf(&text, "%s%s ", i ? ", " : "", s->at[i].name);
		if (s->at[i].percent < 0)
			text_add(&text, "not known");
		else
			text_addf(&text, "%d %%", s->at[i].percent);
		low = low || s->at[i].low;
	}
	if (s->count == 0)
		doctor_well(d, "supplies", "not known: the printer does not say");
	else if (low)
		doctor_remark(d, "supplies", "%s; order what is low", words);
	else
		doctor_well(d, "supplies", "%s", words);
}

static const char *cure_of_printer(enum printer_trouble trouble)
{
	static const char *const cures[PRINTER_TROUBLE_COUNT] = {
		[PRINTER_NO_PAPER] = "no paper; put paper in",
		[PRINTER_COVER_OPEN] = "its cover is open; close it",
		[PRINTER_JAM] = "paper is jammed; take it out",
		[PRINTER_NO_INK] = "no ink or toner; put a new one in",
		[PRINTER_STOPPED] = "it is stopped; start it at its panel",
		[PRINTER_GONE] = "it does not answer; switch it on, or set its address",
	};

	return cures[trouble];
}

static void examine_printer(struct doctor *d)
{
	struct press_reply state = { .trouble = PRINTER_FINE };
	struct waiter waiter = {
		.program = "kiosk-press",
		.args = { "--printer", d->config.printer, "--words", d->paths.words },
		.take = hear_press,
		.context = &state,
	};
	const char *cure;

	if (!consult(d, &waiter))
		return;
	cure = waiter.done ? cure_of_printer(state.trouble) : no_word(&waiter);
	if (cure)
		doctor_fault(d, "printer", "%s: %s", d->config.printer, cure);
	else
		doctor_well(d, "printer", "%s", d->config.printer);
	if (waiter.done && state.trouble < PRINTER_GONE)
		tell_supplies(d, &state.supplies);
}

static bool hear_voice(struct waiter *h, const uint8_t *data, size_t size)
{
	struct voice_event event;

	(void)h;
	return !voice_event_decode(data, size, &event) && event.kind == VOICE_READY;
}

/* What can play is a file there; who may not write to it hears nothing either. */
static void examine_sound(struct doctor *d)
{
	bool playable = false;
	glob_t found;

	if (glob("/dev/snd/pcmC*p", 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc; i++)
			playable = playable || access(found.gl_pathv[i], R_OK | W_OK) == 0;
		if (!playable)
			doctor_demand(d, "sound", "%s is not this user's to play on; add it to "
				      "the "
				      "group audio", found.gl_pathv[0]);
		globfree(&found);
	} else {
		doctor_demand(d, "sound", "no sound card: nobody hears the voice; plug one in, "
			      "or "
			      "load its driver");
	}
	if (playable)
		doctor_well(d, "sound", "there is a sound card");
}

/* Without a sound: the hall is not to be startled. */
static void examine_voice(struct doctor *d)
{
	struct waiter waiter = {
		.program = "kiosk-voice",
		.args = { "--silent", "--assets", d->paths.speech },
		.take = hear_voice,
	};

	if (!consult(d, &waiter))
		return;
	if (waiter.done)
		doctor_well(d, "voice", "ready");
	else
		doctor_fault(d, "voice", "%s", no_word(&waiter));
	examine_sound(d);
}

/* Often examined from afar, so that no display is worth a remark, not a fault. */
static void examine_display(struct doctor *d)
{
	struct glass_display display;
	struct diag diag = { 0 };
	const char *misfit;

	if (glass_look(&display, &diag)) {
		doctor_demand(d, "display", "none here (DISPLAY, XAUTHORITY); the kiosk does "
			      "not start without one");
		return;
	}
	if (display.w == 0) {
		doctor_demand(d, "display", "%s, which nobody sees; unset SDL_VIDEODRIVER",
			      display.driver);
		return;
	}
	misfit = glass_misfit(&display, d->config.panel_width_px, d->config.panel_height_px);
	if (misfit)
		doctor_fault(d, "display", "%dx%d for a panel of %dx%d: %s", display.w, display.h,
			     d->config.panel_width_px, d->config.panel_height_px, misfit);
	else
		doctor_well(d, "display", "%s, %dx%d", display.driver, display.w, display.h);
}

static void examine_emulators(struct doctor *d)
{
	if (d->config.emulators.count == 0 || d->production)
		return;
	if (rig_start(&d->rig, &d->config))
		doctor_fault(d, "emulators",
			     "one cannot be started; see the line before and set emulators");
	else
		doctor_well(d, "emulators", "%d started", d->rig.count);
}

void doctor_examine_devices(struct doctor *d)
{
	examine_emulators(d);
	examine_readers(d);
	examine_printer(d);
	examine_voice(d);
	rig_stop(&d->rig);
	examine_display(d);
}
