/* The pages of staff: their PIN, the check in person, a typed number, the machine. */
#include "screens/pages.h"

#include "base/text.h"

void screen_guide_ready(const struct screen *p)
{
	struct way close = { "back", part_say(p, "guide_ready.close"), VERB_BACK, 0, 0 };

	part_open_centred_page(p);
	part_title(p, part_say(p, "guide_ready.title"));
	part_lead(p, part_say(p, "guide_ready.lead"));
	part_open_box(p, LOOK_DROP);
	part_picture(p, PICTURE_LAY_CARD, part_say(p, "picture.lay_card"));
	part_close_box(p);
	part_note(p, part_say(p, "guide_ready.note"));
	if (session_may_type_number(p->s))
		part_way(p, LOOK_SECOND, (struct way){
			"no-card", part_say(p, "guide_ready.no_card"), VERB_NO_CARD, 0, 0 });
	part_way(p, LOOK_SECOND, close);
	part_close_page(p, false, NULL);
}

/* ---- the check in person ---- */

static void put_why(const struct screen *p, const char *id, const char *key,
		    enum verify_in_person_reason reason)
{
	part_choice(p, (struct way){ id, part_say(p, key), VERB_VERIFY_IN_PERSON, (int)reason, 0 },
		    p->s->guide.reason == reason);
}

void screen_verify_in_person(const struct screen *p)
{
	bool chosen = p->s->guide.reason != VERIFY_IN_PERSON_NONE;
	struct way next = { "next", part_say(p, chosen ? "vouch.next" : "vouch.next_waits"),
	VERB_NEXT,
			    0, chosen ? 0 : NODE_DISABLED };

	part_open_page(p);
	part_title(p, part_say(p, "vouch.title"));
	part_lead(p, part_say(p, "vouch.lead"));
	part_heading(p, part_say(p, "vouch.why"));
	part_open_box(p, LOOK_SHEET);
	put_why(p, "vouch-pin-lost", "vouch.pin_lost", VERIFY_IN_PERSON_PIN_LOST);
	put_why(p, "vouch-no-pin", "vouch.no_pin", VERIFY_IN_PERSON_NO_PIN);
	put_why(p, "vouch-hands", "vouch.hands", VERIFY_IN_PERSON_HANDS);
	part_close_box(p);
	part_note(p, part_say(p, "vouch.note"));
	part_close_page(p, true, &next);
}

/* ---- the number of a permit ---- */

/* "330299 19900101 ____": in the groups that are printed on it. */
static const char *typed_number(const struct screen *p)
{
	char buffer[32];
	struct text text = text_in(buffer, sizeof(buffer));

	for (int i = 0; i < IDNO_TEXT_MAX - 1; i++) {
		if (i == 6 || i == 14)
			text_add(&text, " ");
		text_add_n(&text, i < p->s->number_count ? &p->s->number[i] : "_", 1);
	}
	return arena_text(p->tree->arena, buffer);
}

static void put_number_fault(const struct screen *p)
{
	static const char *const keys[] = {
		[IDNO_LENGTH] = "staff_number.short",
		[IDNO_CHARACTER] = "staff_number.check",
		[IDNO_DATE] = "staff_number.date",
		[IDNO_CHECK] = "staff_number.check",
	};

	if (p->s->number_fault != IDNO_OK)
		part_hint(p, part_say(p, keys[p->s->number_fault]));
}

void screen_staff_number(const struct screen *p)
{
	bool permit = p->s->seen.type == CARD_ZHEJIANG_PERMIT;
	bool whole = p->s->number_count == IDNO_TEXT_MAX - 1;
	bool last = p->s->number_count == IDNO_TEXT_MAX - 2;
	struct way next = { "next", whole ? part_say(p, "staff_number.next") :
			    part_say_number(p, "pin.missing",
					    IDNO_TEXT_MAX - 1 - p->s->number_count),
			    VERB_NEXT, 0, whole ? 0 : NODE_DISABLED };
	struct way x = { "key-X", "X", VERB_KEY, KEY_X, last ? 0 : NODE_DISABLED };

	part_open_page(p);
	part_title(p, part_say(p, permit ? "staff_number.title" : "staff_number.no_card"));
	part_lead(p, part_say(p, permit ? "staff_number.lead" : "staff_number.no_card_lead"));
	put_number_fault(p);
	tree_add(p->tree, (struct node){
		.id = "number", .role = ROLE_FIELD, .look = LOOK_ENTRY,
		.label = typed_number(p),
		.spoken = part_say_number(p, "staff_number.spoken", p->s->number_count),
		.flags = NODE_PRIVATE });
	part_keys(p, &x);
	part_close_page(p, true, &next);
}

/* ---- the machine ---- */

void screen_technician(const struct screen *p)
{
	const struct session_world *w = p->world;

	part_open_page(p);
	part_title(p, part_say(p, "technician.title"));
	part_lead(p, part_say(p, "technician.lead"));
	part_open_box(p, LOOK_SHEET);
	part_text(p, part_say1(p, "technician.terminal", part_in_lang(p, &w->terminal)));
	part_text(p, part_say(p, p->s->devices.reader_missing ? "technician.reader_missing" :
							  "technician.reader_ready"));
	part_text(p, part_say1(p, "technician.pack", pack_id(w->pack)));
	part_text(p, part_say1(p, "technician.date", part_date_words(p, w->date)));
	part_close_box(p);
	part_machine(p);
	part_way(p, LOOK_SECOND, (struct way){ "device-test", part_say(p, "technician.test"),
					      VERB_DEVICE_TEST, 0, 0 });
	part_note(p, part_say(p, "technician.doctor"));
	part_close_page_next(p, false, "technician.close");
}
