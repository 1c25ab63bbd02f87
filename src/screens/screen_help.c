/* Help on every page, the people to ask, and the conditions for everybody. */
#include "screens/pages.h"

static const char *page_help_key(enum visit_step step)
{
	static const char *const keys[] = {
		[STEP_NONE] = "help.first", [STEP_CARD] = "help.card",
		[STEP_ANSWERS] = "help.answers", [STEP_RESULTS] = "help.results",
		[STEP_NOTICE] = "help.notice", [STEP_SIGN] = "help.sign",
		[STEP_RECEIPT] = "help.receipt",
	};

	return keys[step];
}

void screen_help(const struct screen *p)
{
	enum visit_step step = session_step_of_page((enum visit_page)p->s->at.arg);

	open_page(p);
	put_title(p, say(p, "help.title"));
	put_way(p, LOOK_SECOND, (struct way){ "staff", say(p, "help.staff"), VERB_STAFF, 0, 0 });
	put_note(p, say1(p, "help.where", counter_words(p)));
	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "help.here"));
	put_text(p, say(p, page_help_key(step)));
	close_box(p);
	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "help.always"));
	put_text(p, say(p, "help.back"));
	put_text(p, say(p, "help.end"));
	put_text(p, say(p, "help.view"));
	put_text(p, say(p, "help.keypad"));
	close_box(p);
	put_choice(p, (struct way){ "steady", say(p, "view.steady"), VERB_STEADY, 0, NODE_MULTI },
		   p->s->view.steady);
	if (p->s->switch_box)
		put_way(p, LOOK_SECOND, (struct way){ "switches", say(p, "help.switches"),
						      VERB_SWITCHES, SWITCH_ACT_ASK, 0 });
	close_page_next(p, false, "help.close");
}

struct staff_words {
	const char *title;
	const char *lead;
	const char *text;
};

void screen_staff(const struct screen *p)
{
	static const struct staff_words rows[STAFF_REASON_COUNT] = {
		[STAFF_ASKED] = { "staff.asked", "staff.asked_lead", "staff.asked_text" },
		[STAFF_NAME] = { "staff.name", "staff.name_lead", "staff.name_text" },
		[STAFF_PIN] = { "staff.pin", "staff.pin_lead", "staff.pin_text" },
		[STAFF_NO_PIN] = { "staff.no_pin", "staff.no_pin_lead", "staff.no_pin_text" },
		[STAFF_NO_ROOM] = { "staff.no_room", "staff.no_room_lead",
				    "staff.no_room_text" },
	};
	const struct staff_words *row = &rows[p->s->at.arg];

	open_centred_page(p);
	put_picture(p, PICTURE_HELP, say(p, "picture.help"));
	put_title(p, say(p, row->title));
	if (p->s->at.arg != STAFF_ASKED || p->s->call == CALL_DONE)
		put_lead(p, say(p, row->lead));
	put_text(p, say1(p, row->text, counter_words(p)));
	if (p->s->call != CALL_NONE)
		put_live_hint(p, call_words(p));
	else
		put_way(p, LOOK_SECOND, (struct way){ "staff", say(p, "help.staff"),
						      VERB_STAFF, 0, 0 });
	close_page(p, true, NULL);
}

static void put_benefit(const struct screen *p, const struct pack_benefit *b)
{
	open_box(p, LOOK_SHEET);
	put_heading(p, in_lang(p, &b->title));
	put_text(p, in_lang(p, &b->summary));
	put_text(p, in_lang(p, &b->payee));
	put_note(p, say1(p, "results.rests_on", b->section));
	close_box(p);
}

void screen_conditions(const struct screen *p)
{
	open_page(p);
	put_title(p, say(p, "conditions.title"));
	put_lead(p, say(p, "conditions.lead"));
	for (int i = 0; i < pack_benefit_count(p->world->pack); i++) {
		const struct pack_benefit *b = pack_benefit(p->world->pack, i);

		if (b->kind == BENEFIT_PERSON || b->kind == BENEFIT_COURSE ||
		    b->kind == BENEFIT_ENTERPRISE)
			put_benefit(p, b);
	}
	put_way(p, LOOK_SECOND, (struct way){ "courses", say(p, "results.courses"),
					      VERB_COURSES, 0, 0 });
	put_note(p, say1(p, "conditions.note", counter_words(p)));
	close_page(p, true, NULL);
}
