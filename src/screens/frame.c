/*
 * The frame of every page: header, steps, and the bar.
 */
#include "screens/parts.h"

#include <stdio.h>

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
		.spoken = part_say1(p, "header.person_spoken", name[0] ? name : number),
		.flags = NODE_HOLD | NODE_PRIVATE | NODE_NAME });
}

/* What covers a page does not name its visitor, nor does a sheet over it. */
static bool names_person(const struct session *s)
{
	return session_has_person(s) && s->at.page != PAGE_CARD_OTHER &&
	       s->at.page != PAGE_WARNING && s->at.page != PAGE_LOCKED;
}

static void put_place(const struct screen *p)
{
	part_open_box(p, LOOK_COLUMN);
	part_put(p, ROLE_TEXT, LOOK_STRONG, part_in_lang(p, &p->world->hall), 0);
	if (names_person(p->s))
		put_person(p);
	else
		part_note(p, part_in_lang(p, &p->world->terminal));
	part_close_box(p);
}

static void put_demo(const struct screen *p)
{
	char date[DATE_TEXT_MAX];

	if (!p->world->demo_date)
		return;
	date_format(p->world->date, date);
	part_put(p, ROLE_TEXT, LOOK_DEMO, part_say1(p, "header.demo", date), 0);
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
	part_note(p, part_say2(p, "header.clock", part_clock_words(p, p->s->clock_s),
			       part_say(p, days[date_weekday(p->world->date)])));
}

/* Who and where at the left, the date that counts at the right. */
static void put_header(const struct screen *p)
{
	part_open_box(p, LOOK_HEADER);
	put_place(p);
	part_open_box(p, LOOK_COLUMN);
	if (session_page_is(p->s, PAGE_IS_FREE))
		put_clock(p);
	put_demo(p);
	part_close_box(p);
	part_close_box(p);
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
	part_open_box(p, LOOK_STEPS);
	for (int i = STEP_CARD; i <= STEP_RECEIPT; i++) {
		const char *name = part_say(p, keys[i]);
		bool here = i == (int)now;

		tree_add(p->tree, (struct node){
			.role = ROLE_TEXT, .label = name,
			.look = here ? LOOK_STEP_NOW : i < (int)now ? LOOK_STEP_DONE :
								      LOOK_STEP_AHEAD,
			.spoken = here ? part_say3(p, "step.now", number_of(p, now),
						   number_of(p, STEP_RECEIPT), name) : NULL });
	}
	part_close_box(p);
}

/* ---- the page ---- */

/* Whoever waits alone sees on the page itself what became of the call. */
static void put_call(const struct screen *p)
{
	if (session_waits_alone(p->s) && p->s->call != CALL_NONE)
		part_live_hint(p, part_call_words(p));
}

static void open_body(const struct screen *p, unsigned flags)
{
	put_header(p);
	if (p->s->sheet == SHEET_NONE)
		put_steps(p);
	tree_open(p->tree, (struct node){
		.role = ROLE_GROUP, .look = LOOK_BODY, .flags = flags });
	if (p->s->sheet == SHEET_NONE)
		part_own_hint(p);
	if (p->s->orienting)
		part_hint(p, part_say(p, "voice.orient"));
}

void part_open_page(const struct screen *p)
{
	open_body(p, 0);
}

void part_open_centred_page(const struct screen *p)
{
	open_body(p, NODE_CENTRE);
}

void part_open_sheet(const struct screen *p)
{
	open_body(p, NODE_COVERS);
}

/*
 * On every page of every visit, in the same places: how things are shown, and who helps.
 * Whoever helps already has it for their own.
 */
static void put_help_bar(const struct screen *p)
{
	enum view_sheet sheet = p->s->sheet;
	bool alone = session_waits_alone(p->s);

	if (part_staff_strip(p))
		return;
	part_open_box(p, LOOK_HELP_BAR);
	part_way(p, LOOK_HELP, (struct way){ "display", part_say(p, "bar.display"), VERB_SHEET,
		 SHEET_DISPLAY, sheet == SHEET_DISPLAY ? NODE_CHECKED : 0 });
	part_way(p, LOOK_HELP, (struct way){ "language", part_say(p, "bar.language"), VERB_SHEET,
		 SHEET_LANGUAGE, sheet == SHEET_LANGUAGE ? NODE_CHECKED : 0 });
	part_way(p, LOOK_HELP, (struct way){ alone ? "staff" : "help", part_say(p, "bar.help"),
		 alone ? VERB_STAFF : VERB_HELP, 0, 0 });
	part_close_box(p);
}

static void put_end(const struct screen *p)
{
	part_way(p, LOOK_END, (struct way){ "end", part_say(p, "bar.end"), VERB_END, 0, 0 });
}

void part_open_overlay(const struct screen *p)
{
	put_header(p);
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_OVERLAY,
					  .flags = NODE_CENTRE });
}

void part_close_overlay(const struct screen *p)
{
	put_call(p);
	part_close_box(p);
	part_open_box(p, LOOK_BAR);
	put_end(p);
	part_close_box(p);
	put_help_bar(p);
}

/* Where nobody has begun there is nothing to end. */
static bool can_end(const struct session *s)
{
	return !session_page_is(s, PAGE_IS_FREE) && s->at.page != PAGE_TAKE_CARD &&
	       s->at.page != PAGE_GOODBYE;
}

/* What covers a page does not go on to speak of it, in any language. */
static void put_clip(const struct screen *p)
{
	const struct session *s = p->s;

	if (!p->world->clip_folder || !p->world->clips[s->at.page] || s->sheet != SHEET_NONE ||
	    session_is_covered(s))
		return;
	tree_add(p->tree, (struct node){
		.id = "clip", .role = ROLE_BUTTON, .look = LOOK_CLIP,
		.spoken = part_say(p, "clip.spoken"),
		.clip = arena_textf(p->tree->arena, "%s/%s.y4m", p->world->clip_folder,
				    p->tree->screen),
		.width_mm = 45, .height_mm = 60, .action = { VERB_CLIP, 0 } });
}

void part_close_page(const struct screen *p, bool back, const struct way *next)
{
	put_call(p);
	put_clip(p);
	part_close_box(p);
	if (can_end(p->s) || back || next) {
		part_open_box(p, LOOK_BAR);
		if (can_end(p->s))
			put_end(p);
		if (back)
			part_way(p, LOOK_SECOND, (struct way){ "back", part_say(p, "bar.back"),
							      VERB_BACK, 0, 0 });
		if (next)
			part_way(p, LOOK_ACT, *next);
		part_close_box(p);
	}
	put_help_bar(p);
}

void part_close_page_next(const struct screen *p, bool back, const char *next_key)
{
	struct way next = { "next", part_say(p, next_key), VERB_NEXT, 0, 0 };

	part_close_page(p, back, &next);
}

void part_close_page_after_all(const struct screen *p, const char *next_key)
{
	struct way next = { "next", part_say(p, next_key), VERB_NEXT, 0, NODE_AFTER_ALL };

	part_close_page(p, true, &next);
}

static bool came_from(const struct screen *p, enum visit_page page)
{
	return p->s->past_count > 0 && p->s->past[p->s->past_count - 1].page == page;
}

const char *part_next_after_answer(const struct screen *p)
{
	if (session_is_covered(p->s))	/* where it leads would tell what was answered */
		return "next.continue";
	switch (session_after_next(p->world, p->s)) {
	case PAGE_RESULTS:
		return "next.results";
	case PAGE_CHECK:
		return came_from(p, PAGE_CHECK) ? "next.back_to_check" : "next.check";
	default:
		return "next.continue";
	}
}
