/* Taking an application back: before it is done, and the paper about it. */
#include "screens/pages.h"

/* When it was made, and its number. */
static const char *recent_words(const struct screen *p)
{
	return part_say2(p, "withdraw.which", part_clock_words(p, p->s->recent.signed_at),
			 p->s->recent.receipt_no);
}

/* It can have become too late while the page stood. */
void screen_withdraw(const struct screen *p)
{
	int64_t until = session_withdraw_until(p->s);
	struct way next = { "next", part_say(p, "withdraw.next"), VERB_NEXT, 0,
			    part_own_act(p) };

	part_open_page(p);
	part_title(p, part_say(p, until ? "withdraw.title" : "withdraw.late_title"));
	part_lead(p, recent_words(p));
	part_open_box(p, LOOK_SHEET);
	if (until) {
		part_text(p, part_say(p, "withdraw.means"));
		part_text(p, part_say(p, "withdraw.again"));
		part_note(p, part_say1(p, "withdraw.until", part_clock_words(p, until)));
	} else {
		part_text(p, part_say1(p, "withdraw.late", part_counter_words(p)));
	}
	part_close_box(p);
	part_close_page(p, true, until ? &next : NULL);
}

void part_recent(const struct screen *p)
{
	int64_t until = session_withdraw_until(p->s);

	if (until == 0 || p->s->holder.assurance < p->world->to_see)
		return;
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "filing.title"));
	part_text(p, recent_words(p));
	part_text(p, part_say1(p, "withdraw.until", part_clock_words(p, until)));
	part_withdraw_way(p);
	part_close_box(p);
}

void part_withdraw_way(const struct screen *p)
{
	if (session_withdraw_until(p->s))
		part_way(p, LOOK_SECOND, (struct way){ "withdraw", part_say(p, "withdraw.way"),
						      VERB_WITHDRAW, 0, 0 });
}
