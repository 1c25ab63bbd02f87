/*
 * The frame of every page: header, steps, and the bar.
 */
#include "screens/parts.h"

#include <stdio.h>

struct button {
	const char *id;
	const char *key;
	int verb;
	int arg;
};

/* Easy wording is no language of its own: put_easy. */
static const struct button languages[] = {
	[LANG_ZH_HANS] = { "lang-zh", "chip.zh_hans", VERB_LANG, LANG_ZH_HANS },
	[LANG_EN] = { "lang-en", "chip.en", VERB_LANG, LANG_EN },
	[LANG_ZH_HANT] = { "lang-hant", "chip.zh_hant", VERB_LANG, LANG_ZH_HANT },
};

static void put_chip(const struct screen *p, enum look look, struct button chip, bool on)
{
	put_way(p, look, (struct way){ chip.id, say(p, chip.key), chip.verb, chip.arg,
				       on ? NODE_CHECKED : 0 });
}

static void put_views(const struct screen *p, enum look look)
{
	const struct display_settings *view = &p->s->view;

	put_chip(p, look, (struct button){ "size", "chip.size", VERB_SIZE, 0 },
		 view->size > VIEW_NORMAL);
	put_chip(p, look, (struct button){ "voice", "chip.voice", VERB_VOICE, 0 }, view->voice);
	put_chip(p, look, (struct button){ "reach", "chip.reach", VERB_REACH, 0 }, view->reach);
	put_chip(p, look, (struct button){ "contrast", "chip.contrast", VERB_CONTRAST, 0 },
		 view->contrast != VIEW_PLAIN);
}

/* The same language in fewer and easier words, where there are such words. */
static void put_easy(const struct screen *p, enum look look)
{
	bool easy = p->lang == LANG_ZH_EASY;

	if (lang_written(p->lang) == LANG_ZH_HANS)
		put_chip(p, look, (struct button){ "lang-easy", "chip.easy", VERB_LANG,
						   easy ? LANG_ZH_HANS : LANG_ZH_EASY }, easy);
}

static void put_languages(const struct screen *p, enum look look)
{
	put_easy(p, look);
	for (int i = 0; i < (int)(sizeof(languages) / sizeof(languages[0])); i++) {
		if (i != (int)lang_written(p->lang))
			put_chip(p, look, languages[i], false);
	}
}

/* ---- header ---- */

/* Masked; what the mask hides shows while it is pressed. */
static void put_person(const struct screen *p)
{
	const struct holder *h = &p->s->holder;
	const char *between = h->name[0] ? " · " : "";	/* of some cards only the number is known */
	char name[HOLDER_NAME_MAX], number[IDNO_TEXT_MAX];

	holder_mask_name(h->name, name);
	idno_mask(h->id_no, number);
	tree_add(p->tree, (struct node){
		.id = "person", .role = ROLE_TEXT, .look = LOOK_NOTE,
		.label = arena_textf(p->tree->arena, "%s%s%s", name, between, number),
		.value = arena_textf(p->tree->arena, "%s%s%s", h->name, between, h->id_no),
		.spoken = say1(p, "header.person_spoken", name[0] ? name : number),
		.flags = NODE_HOLD | NODE_PRIVATE | NODE_NAME });
}

static void put_place(const struct screen *p)
{
	open_box(p, LOOK_COLUMN);
	put(p, ROLE_TEXT, LOOK_STRONG, in_lang(p, &p->world->hall), 0);
	if (session_has_person(p->s) && p->s->at.page != PAGE_CARD_OTHER)
		put_person(p);
	else
		put_note(p, in_lang(p, &p->world->terminal));
	close_box(p);
}

static void put_demo(const struct screen *p)
{
	char date[DATE_TEXT_MAX];

	if (!p->world->demo_date)
		return;
	date_format(p->world->date, date);
	put(p, ROLE_TEXT, LOOK_DEMO, say1(p, "header.demo", date), 0);
}

/* The hall's clock, and the weekday of the date that counts here. */
static void put_clock(const struct screen *p)
{
	static const char *const days[] = {
		"day.sunday", "day.monday", "day.tuesday", "day.wednesday",
		"day.thursday", "day.friday", "day.saturday",
	};

	if (p->s->clock_s <= 0)
		return;
	put_note(p, say2(p, "header.clock", clock_words(p, p->s->clock_s),
			 say(p, days[date_weekday(p->world->date)])));
}

static void put_chips(const struct screen *p)
{
	open_box(p, LOOK_LINE);
	put_views(p, LOOK_CHIP);
	put_languages(p, LOOK_CHIP);
	if (session_waits_alone(p->s))
		put_chip(p, LOOK_CHIP, (struct button){ "staff", "chip.staff", VERB_STAFF, 0 },
			 p->s->call != CALL_NONE);
	else
		put_chip(p, LOOK_CHIP, (struct button){ "help", "chip.help", VERB_HELP, 0 },
			 false);
	close_box(p);
	if (session_waits_alone(p->s) && p->s->call != CALL_NONE)
		put(p, ROLE_TEXT, LOOK_NOTE, call_words(p), NODE_LIVE);
}

/* Who and where at the left, the date that counts at the right, the settings below. */
static void put_header(const struct screen *p)
{
	bool idle = session_page_is(p->s, PAGE_IS_FREE);

	open_box(p, LOOK_HEADER);
	open_box(p, LOOK_COLUMN);
	open_box(p, LOOK_SPREAD);
	put_place(p);
	open_box(p, LOOK_COLUMN);
	if (idle)
		put_clock(p);
	put_demo(p);
	close_box(p);
	close_box(p);
	if (!idle)
		put_chips(p);
	close_box(p);
	close_box(p);
}

/* ---- steps ---- */

static const char *number_of(const struct screen *p, enum visit_step step)
{
	return arena_textf(p->tree->arena, "%d", (int)step - STEP_CARD + 1);
}

static void put_steps(const struct screen *p)
{
	static const char *const keys[] = {
		[STEP_CARD] = "step.card", [STEP_ANSWERS] = "step.answers",
		[STEP_RESULTS] = "step.results", [STEP_NOTICE] = "step.notice",
		[STEP_SIGN] = "step.sign", [STEP_RECEIPT] = "step.receipt",
	};
	enum visit_step now = session_step_of(p->s);

	if (now == STEP_NONE || (now == STEP_RESULTS && !session_has_person(p->s)))
		return;
	open_box(p, LOOK_STEPS);
	for (int i = STEP_CARD; i <= STEP_RECEIPT; i++) {
		const char *name = say(p, keys[i]);
		bool here = i == (int)now;

		tree_add(p->tree, (struct node){
			.role = ROLE_TEXT, .label = name,
			.look = here ? LOOK_STEP_NOW : i < (int)now ? LOOK_STEP_DONE :
								      LOOK_STEP_AHEAD,
			.spoken = here ? say3(p, "step.now", number_of(p, now),
					      number_of(p, STEP_RECEIPT), name) : NULL });
	}
	close_box(p);
}

/* ---- the page ---- */

static void open_body(const struct screen *p, unsigned flags)
{
	put_header(p);
	put_steps(p);
	tree_open(p->tree, (struct node){
		.role = ROLE_GROUP, .look = LOOK_BODY, .flags = flags });
	put_guide(p);
	if (p->s->orienting)
		put_hint(p, say(p, "voice.orient"));
}

void open_page(const struct screen *p)
{
	open_body(p, 0);
}

void open_centred_page(const struct screen *p)
{
	open_body(p, NODE_CENTRE);
}

static void put_end(const struct screen *p)
{
	put_way(p, LOOK_END, (struct way){ "end", say(p, "bar.end"), VERB_END, 0, 0 });
}

/* On the first page nothing can be ended; there the bar offers how to be served. */
static void put_first_bar(const struct screen *p)
{
	put_views(p, LOOK_SECOND);
	put_languages(p, LOOK_SECOND);
	put_chip(p, LOOK_SECOND, (struct button){ "help", "chip.help", VERB_HELP, 0 }, false);
	put_chip(p, LOOK_SECOND, (struct button){ "staff", "chip.staff", VERB_STAFF, 0 }, false);
}

void open_overlay(const struct screen *p)
{
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_OVERLAY,
					  .flags = NODE_CENTRE });
}

void close_overlay(const struct screen *p)
{
	put_demo(p);
	put_chips(p);
	open_box(p, LOOK_BAR);
	put_end(p);
	close_box(p);
	close_box(p);
}

void close_page(const struct screen *p, bool back, const struct way *next)
{
	close_box(p);
	open_box(p, LOOK_BAR);
	if (session_page_is(p->s, PAGE_IS_FREE)) {
		put_first_bar(p);
	} else {
		put_end(p);
		if (back)
			put_way(p, LOOK_SECOND, (struct way){ "back", say(p, "bar.back"),
							      VERB_BACK, 0, 0 });
		if (next)
			put_way(p, LOOK_ACT, *next);
	}
	close_box(p);
}

void close_page_next(const struct screen *p, bool back, const char *next_key)
{
	struct way next = { "next", say(p, next_key), VERB_NEXT, 0, 0 };

	close_page(p, back, &next);
}

void close_page_after_all(const struct screen *p, const char *next_key)
{
	struct way next = { "next", say(p, next_key), VERB_NEXT, 0, NODE_AFTER_ALL };

	close_page(p, true, &next);
}

const char *next_after_answer(const struct screen *p)
{
	if (session_is_covered(p->s))	/* where it leads would tell what was answered */
		return "next.continue";
	switch (session_after_next(p->world, p->s)) {
	case PAGE_RESULTS:
		return "next.results";
	case PAGE_CHECK:
		return "next.back_to_check";
	default:
		return "next.continue";
	}
}
