/* The ends of a visit, and the pages that time brings up. */
#include "screens/pages.h"
#include "session/timeouts.h"

void screen_take_card(const struct screen *p)
{
	open_centred_page(p);
	put_picture(p, PICTURE_TAKE_CARD, say(p, "picture.take_card"));
	put_title(p, say(p, "take_card.title"));
	put_lead(p, say(p, "take_card.lead"));
	put_note(p, say(p, "take_card.wiped"));
	close_page(p, false, NULL);
}

void screen_goodbye(const struct screen *p)
{
	open_centred_page(p);
	put_title(p, say(p, "goodbye.title"));
	put_lead(p, say(p, "goodbye.lead"));
	close_page(p, false, NULL);
}

/* Nothing of the page beneath shows: it may be private, and its owner may be gone. */
void screen_warning(const struct screen *p)
{
	bool person = session_has_person(p->s);

	open_overlay(p);
	put_title(p, say(p, "warning.title"));
	put(p, ROLE_TEXT, LOOK_LEAD,
	    say_number(p, person ? "warning.lead" : "warning.lead_nobody",
		       timeout_warning_seconds(p->s)), NODE_LIVE);
	put_way(p, LOOK_ACT, (struct way){ "stay", say(p, "warning.stay"), VERB_STAY, 0,
					   NODE_FIRST_FOCUS });
	close_overlay(p);
}

void screen_locked(const struct screen *p)
{
	open_overlay(p);
	put_picture(p, PICTURE_LAY_CARD, say(p, "picture.lay_card"));
	put_title(p, say(p, "locked.title"));
	put_lead(p, say(p, p->s->devices.card_there ? "locked.lift" : "locked.lay"));
	put_note(p, say(p, "locked.note"));
	close_overlay(p);
}
