/* A technician tries the machine: a page for each part, why one failed, and what was found. */
#include "screens/pages.h"
#include "screens/screens.h"

#include "ui/key.h"

#include <assert.h>
#include <stdlib.h>

#define SECONDS_AN_HOUR 3600
#define HOURS_A_DAY 24

static const char *part_name(const struct screen *p, int part)
{
	static const char *const keys[DEVICE_PART_COUNT] = {
		[DEVICE_TOUCH] = "device.touch", [DEVICE_KEYS] = "device.keys",
		[DEVICE_DIGITS] = "device.digits", [DEVICE_SWITCHES] = "device.switches",
		[DEVICE_HEADPHONES] = "device.headphones", [DEVICE_SPEAKER] = "device.speaker",
		[DEVICE_READER] = "device.reader", [DEVICE_PRINTER] = "device.printer",
	};

	return part_say(p, keys[part]);
}

/* ---- what is seen of a part, by the bits of its evidence ---- */

static const char *key_words(const struct screen *p, int bit)
{
	static const char *const keys[KEYS] = {
		[KEY_UP] = "device.key_up", [KEY_DOWN] = "device.key_down",
		[KEY_LEFT] = "device.key_left", [KEY_RIGHT] = "device.key_right",
		[KEY_SELECT] = "device.key_select", [KEY_BACK] = "device.key_back",
		[KEY_HELP] = "device.key_help", [KEY_VOLUME_UP] = "device.key_volume_up",
		[KEY_VOLUME_DOWN] = "device.key_volume_down",
		[KEY_RATE_UP] = "device.key_rate_up", [KEY_RATE_DOWN] = "device.key_rate_down",
		[KEY_WHERE] = "device.key_where", [KEY_REPEAT] = "device.key_repeat",
		[KEY_PAUSE] = "device.key_pause", [KEY_BLANK] = "device.key_blank",
	};

	return part_say(p, keys[bit]);
}

static const char *bit_words(const struct screen *p, int part, int bit)
{
	static const char *const corners[] = { "device.corner_1", "device.corner_2",
					       "device.corner_3", "device.corner_4" };
	static const char *const jack[] = { "device.jack_in", "device.jack_heard",
					    "device.jack_out" };

	switch ((enum device_part)part) {
	case DEVICE_TOUCH:
		assert((size_t)bit < sizeof(corners) / sizeof(corners[0]));
		return part_say(p, corners[bit]);
	case DEVICE_KEYS:
		return key_words(p, bit);
	case DEVICE_DIGITS:
		return bit > 9 ? part_say(p, "device.key_delete") :
				 arena_textf(p->tree->arena, "%d", bit);
	case DEVICE_SWITCHES:
		return part_say_number(p, "device.switch", bit + 1);
	case DEVICE_HEADPHONES:
		assert((size_t)bit < sizeof(jack) / sizeof(jack[0]));
		return part_say(p, jack[bit]);
	case DEVICE_SPEAKER:
		return part_say(p, "device.heard");
	case DEVICE_READER:
		return part_say(p, "device.card_read");
	default:
		return part_say(p, "device.printed");
	}
}

/* What is still wanted, or was seen; "" where there is nothing of it. */
static const char *list_of(const struct screen *p, int part, uint32_t bits)
{
	const char *words = "";

	for (int i = 0; i < 32; i++) {
		if (bits & 1u << i)
			words = words[0] ? part_say2(p, "device.and", words,
						     bit_words(p, part, i)) :
					   bit_words(p, part, i);
	}
	return words;
}

static uint32_t missing_of(const struct screen *p, int part)
{
	return session_device_wanted(p->world, (enum device_part)part) &
	       ~p->s->device_test.seen[part];
}

static void put_evidence(const struct screen *p, int part)
{
	uint32_t missing = missing_of(p, part), seen = p->s->device_test.seen[part];

	part_open_box(p, LOOK_SHEET);
	if (missing)
		part_text(p, part_say1(p, "device.missing", list_of(p, part, missing)));
	if (seen)
		part_text(p, part_say1(p, "device.seen", list_of(p, part, seen)));
	part_close_box(p);
}

/* ---- the page of a part ---- */

static const char *const leads[DEVICE_PART_COUNT] = {
	[DEVICE_TOUCH] = "device.touch_lead", [DEVICE_KEYS] = "device.keys_lead",
	[DEVICE_DIGITS] = "device.digits_lead", [DEVICE_SWITCHES] = "device.switches_lead",
	[DEVICE_HEADPHONES] = "device.headphones_lead",
	[DEVICE_SPEAKER] = "device.speaker_lead", [DEVICE_READER] = "device.reader_lead",
	[DEVICE_PRINTER] = "device.printer_lead",
};

static void put_try(const struct screen *p, int part)
{
	static const char *const acts[DEVICE_PART_COUNT] = {
		[DEVICE_HEADPHONES] = "device.play", [DEVICE_SPEAKER] = "device.play",
		[DEVICE_READER] = "device.read",
	};
	static const char *const failed[DEVICE_PART_COUNT] = {
		[DEVICE_HEADPHONES] = "device.not_heard", [DEVICE_SPEAKER] = "device.not_heard",
		[DEVICE_READER] = "device.not_read",
	};
	const struct device_test *test = &p->s->device_test;

	if (part == DEVICE_PRINTER) {
		part_handout(p, HANDOUT_TEST_PAGE, "device.print");
		return;
	}
	if (!acts[part])
		return;
	if (test->failed)
		part_live_hint(p, part_say(p, failed[part]));
	part_way(p, LOOK_SECOND, (struct way){ "try", part_say(p, test->asked ? "device.waits" :
							       acts[part]), VERB_DEVICE_TRY, 0,
					      test->asked ? NODE_DISABLED : 0 });
}

static void put_way_out(const struct screen *p, const char *id, const char *key,
			enum device_result result)
{
	part_way(p, LOOK_SECOND, (struct way){ id, part_say(p, key), VERB_DEVICE_RESULT,
					      (int)result, 0 });
}

static const char *pass_words(const struct screen *p, int part)
{
	if (part == DEVICE_SPEAKER || part == DEVICE_HEADPHONES)
		return part_say(p, "device.pass_heard");
	return part_say(p, part == DEVICE_PRINTER ? "device.pass_printed" : "device.pass");
}

static void close_part(const struct screen *p, int part, bool absent)
{
	bool waits = absent || missing_of(p, part) != 0;
	struct way pass = { "next", waits ? part_say(p, "device.pass_waits") :
			    pass_words(p, part), VERB_DEVICE_RESULT, DEVICE_PASS,
			    waits ? NODE_DISABLED : 0 };
	struct way on = { "next", part_say(p, "device.on"), VERB_DEVICE_RESULT, DEVICE_SKIP, 0 };

	if (!absent) {
		put_way_out(p, "test-fail", "device.fail", DEVICE_FAIL);
		put_way_out(p, "test-skip", "device.skip", DEVICE_SKIP);
	}
	part_close_page(p, true, absent ? &on : &pass);
}

void screen_device_test(const struct screen *p)
{
	int part = p->s->at.arg;
	bool absent = session_device_wanted(p->world, (enum device_part)part) == 0;

	part_open_page(p);
	part_title(p, part_say3(p, "device.title", arena_textf(p->tree->arena, "%d", part + 1),
				arena_textf(p->tree->arena, "%d", DEVICE_PART_COUNT),
				part_name(p, part)));
	part_lead(p, part_say(p, absent ? "device.absent_lead" : leads[part]));
	if (!absent) {
		put_evidence(p, part);
		put_try(p, part);
	}
	close_part(p, part, absent);
}

/* ---- why ---- */

static const char *reason_words(const struct screen *p, enum device_reason reason)
{
	static const char *const keys[DEVICE_REASON_COUNT] = {
		[DEVICE_SILENT] = "device.silent", [DEVICE_WRONG] = "device.wrong",
		[DEVICE_BROKEN] = "device.broken", [DEVICE_ABSENT] = "device.absent",
		[DEVICE_LATER] = "device.later",
	};

	return part_say(p, keys[reason]);
}

void screen_device_reason(const struct screen *p)
{
	int part = p->s->at.arg / 2;
	bool skip = p->s->at.arg % 2 != 0;

	part_open_page(p);
	part_title(p, part_say1(p, skip ? "device.why_skip" : "device.why_fail",
				part_name(p, part)));
	part_lead(p, part_say(p, "device.why_lead"));
	for (int i = skip ? DEVICE_ABSENT : DEVICE_SILENT;
	     i <= (skip ? DEVICE_LATER : DEVICE_BROKEN); i++)
		part_way(p, LOOK_SECOND, (struct way){
			arena_textf(p->tree->arena, "because-%d", i),
			reason_words(p, (enum device_reason)i), VERB_DEVICE_REASON, i, 0 });
	part_close_page(p, true, NULL);
}

/* ---- what was found ---- */

/* Rows in the making. */
struct telling {
	struct device_told *at;
	int count;
};

static void tell(struct telling *t, const char *head, const char *words)
{
	t->at[t->count++] = (struct device_told){ head, words };
}

static const char *result_words(const struct screen *p, int part)
{
	static const char *const keys[DEVICE_RESULT_COUNT] = {
		[DEVICE_OPEN] = "device.open", [DEVICE_PASS] = "device.passed",
		[DEVICE_FAIL] = "device.failed", [DEVICE_SKIP] = "device.skipped",
	};
	const struct device_test *test = &p->s->device_test;
	const char *key = keys[test->result[part]];

	if (test->reason[part] == DEVICE_REASON_NONE)
		return part_say(p, key);
	return part_say1(p, key, reason_words(p, test->reason[part]));
}

static void tell_results(const struct screen *p, struct telling *t)
{
	tell(t, part_say(p, "device.results"), "");
	for (int i = 0; i < DEVICE_PART_COUNT; i++)
		tell(t, part_name(p, i), result_words(p, i));
}

static const char *supply_words(const struct screen *p, int i)
{
	const struct machine_state *m = p->world->machine;

	if (m->supplies[i].percent < 0)
		return part_say(p, m->supplies[i].low ? "device.supply_low" :
							"device.supply_unknown");
	return part_say_number(p, m->supplies[i].low ? "device.supply_left_low" :
						       "device.supply_left",
			       m->supplies[i].percent);
}

static void tell_supplies(const struct screen *p, struct telling *t)
{
	const struct machine_state *m = p->world->machine;

	for (int i = 0; i < m->supply_count; i++)
		tell(t, part_say1(p, "device.supply", m->supplies[i].name), supply_words(p, i));
	if (m->supply_count == 0 && !p->world->no_printer)
		tell(t, part_say(p, "device.supplies"), part_say(p, "device.supplies_unknown"));
}

static void tell_machine(const struct screen *p, struct telling *t)
{
	const struct machine_state *m = p->world->machine;
	struct arena *arena = p->tree->arena;
	int hours;

	if (!m)
		return;
	hours = (int)(m->up_s / SECONDS_AN_HOUR);
	tell(t, part_say(p, "device.machine"), "");
	tell_supplies(p, t);
	tell(t, part_say(p, "device.up"),
	     part_say2(p, "device.up_for", arena_textf(arena, "%d", hours / HOURS_A_DAY),
		       arena_textf(arena, "%d", hours % HOURS_A_DAY)));
	tell(t, part_say(p, "device.counters"),
	     part_say3(p, "device.counted", arena_textf(arena, "%lld", (long long)m->visits),
		       arena_textf(arena, "%lld", (long long)m->papers),
		       arena_textf(arena, "%lld", (long long)m->papers_failed)));
}

static void put_told(const struct screen *p, const struct telling *t)
{
	part_open_box(p, LOOK_SHEET);
	for (int i = 0; i < t->count; i++) {
		if (t->at[i].words[0])
			part_text(p, part_say2(p, "device.row", t->at[i].head, t->at[i].words));
		else
			part_heading(p, t->at[i].head);
	}
	part_close_box(p);
}

void part_machine(const struct screen *p)
{
	struct device_told at[DEVICE_TOLD_MAX];
	struct telling t = { at, 0 };

	tell_machine(p, &t);
	if (t.count > 0)
		put_told(p, &t);
}

int screen_device_told(const struct session_world *world, const struct session *s,
		       enum lang lang, struct arena *arena,
		       struct device_told ret_told[DEVICE_TOLD_MAX])
{
	struct tree *tree = calloc(1, sizeof(*tree));
	const struct screen p = { world, s, tree, lang };
	struct telling t = { ret_told, 0 };

	if (!tree)
		abort();
	tree->arena = arena;
	tell_results(&p, &t);
	tell_machine(&p, &t);
	free(tree);
	return t.count;
}

void screen_device_done(const struct screen *p)
{
	struct device_told at[DEVICE_TOLD_MAX];
	struct telling t = { at, 0 };
	struct arena *arena = p->tree->arena;

	tell_results(p, &t);
	tell_machine(p, &t);
	part_open_page(p);
	part_title(p, part_say(p, "device.done"));
	part_lead(p, part_say3(p, "device.done_lead",
		arena_textf(arena, "%d", session_device_count(p->s, DEVICE_PASS)),
		arena_textf(arena, "%d", session_device_count(p->s, DEVICE_FAIL)),
		arena_textf(arena, "%d", session_device_count(p->s, DEVICE_SKIP))));
	put_told(p, &t);
	part_handout(p, HANDOUT_READINESS, "device.report");
	part_way(p, LOOK_SECOND, (struct way){ "again", part_say(p, "device.again"),
					      VERB_DEVICE_TEST, 0, 0 });
	part_close_page_next(p, false, "technician.close");
}
