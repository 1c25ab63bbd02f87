/* The ends of a visit, and the pages that time brings up. */
#include "screens/pages.h"
#include "session/timeouts.h"

void screen_take_card(const struct screen *p)
{
	part_open_centred_page(p);
	part_picture(p, PICTURE_TAKE_CARD, part_say(p, "picture.take_card"));
	part_title(p, part_say(p, "take_card.title"));
	part_lead(p, part_say(p, "take_card.lead"));
	part_note(p, part_say(p, "take_card.wiped"));
	part_close_page(p, false, NULL);
}

void screen_goodbye(const struct screen *p)
{
	part_open_centred_page(p);
	part_title(p, part_say(p, "goodbye.title"));
	part_lead(p, part_say(p, "goodbye.lead"));
	part_close_page(p, false, NULL);
}

/* Nothing of the page beneath shows: it may be private, and its owner may be gone. */
void screen_warning(const struct screen *p)
{
	bool person = session_has_person(p->s);

	part_open_overlay(p);
	part_title(p, part_say(p, "warning.title"));
	part_put(p, ROLE_TEXT, LOOK_LEAD,
		 part_say_number(p, person ? "warning.lead" : "warning.lead_nobody",
				 timeout_warning_seconds(p->s)), NODE_LIVE);
	part_way(p, LOOK_ACT, (struct way){ "stay", part_say(p, "warning.stay"), VERB_STAY, 0,
					   NODE_FIRST_FOCUS });
	part_close_overlay(p);
}

void screen_locked(const struct screen *p)
{
	part_open_overlay(p);
	part_picture(p, PICTURE_LAY_CARD, part_say(p, "picture.lay_card"));
	part_title(p, part_say(p, "locked.title"));
	part_lead(p, part_say(p, p->s->devices.card_there ? "locked.lift" : "locked.lay"));
	part_note(p, part_say(p, "locked.note"));
	part_close_overlay(p);
}
