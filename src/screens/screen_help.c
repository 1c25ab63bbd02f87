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

	part_open_page(p);
	part_title(p, part_say(p, "help.title"));
	part_way(p, LOOK_SECOND, (struct way){ "staff", part_say(p, "help.staff"), VERB_STAFF, 0,
		 0 });
	part_note(p, part_say1(p, "help.where", part_counter_words(p)));
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "help.here"));
	part_text(p, part_say(p, page_help_key(step)));
	part_close_box(p);
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "help.always"));
	part_text(p, part_say(p, "help.back"));
	part_text(p, part_say(p, "help.end"));
	part_text(p, part_say(p, "help.view"));
	part_text(p, part_say(p, "help.keypad"));
	part_close_box(p);
	part_choice(p, (struct way){ "steady", part_say(p, "view.steady"), VERB_STEADY, 0,
		    NODE_MULTI },
		    p->s->view.steady);
	if (p->s->switch_box)
		part_way(p, LOOK_SECOND, (struct way){ "switches", part_say(p, "help.switches"),
						      VERB_SWITCHES, SWITCH_ACT_ASK, 0 });
	part_close_page_next(p, false, "help.close");
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

	part_open_centred_page(p);
	part_picture(p, PICTURE_HELP, part_say(p, "picture.help"));
	part_title(p, part_say(p, row->title));
	if (p->s->at.arg != STAFF_ASKED || p->s->call == CALL_DONE ||
	    p->s->call == CALL_TAKEN)
		part_lead(p, part_say(p, row->lead));
	part_text(p, part_say1(p, row->text, part_counter_words(p)));
	if (p->s->call != CALL_NONE)
		part_live_hint(p, part_call_words(p));
	else
		part_way(p, LOOK_SECOND, (struct way){ "staff", part_say(p, "help.staff"),
						      VERB_STAFF, 0, 0 });
	part_close_page(p, true, NULL);
}

static void put_benefit(const struct screen *p, const struct pack_benefit *b)
{
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_in_lang(p, &b->title));
	part_text(p, part_in_lang(p, &b->summary));
	part_text(p, part_in_lang(p, &b->payee));
	part_note(p, part_say1(p, "results.rests_on", part_section_words(p, b->section)));
	part_close_box(p);
}

void screen_conditions(const struct screen *p)
{
	part_open_page(p);
	part_title(p, part_say(p, "conditions.title"));
	part_lead(p, part_say(p, "conditions.lead"));
	for (int i = 0; i < pack_benefit_count(p->world->pack); i++) {
		const struct pack_benefit *b = pack_benefit(p->world->pack, i);

		if (b->kind == BENEFIT_PERSON || b->kind == BENEFIT_COURSE ||
		    b->kind == BENEFIT_ENTERPRISE)
			put_benefit(p, b);
	}
	part_way(p, LOOK_SECOND, (struct way){ "courses", part_say(p, "results.courses"),
					      VERB_COURSES, 0, 0 });
	part_way(p, LOOK_LINK, (struct way){ "enterprise", part_say(p, "idle.enterprise"),
					    VERB_ENTERPRISE, 0, 0 });
	part_note(p, part_say1(p, "conditions.note", part_counter_words(p)));
	part_close_page(p, true, NULL);
}
