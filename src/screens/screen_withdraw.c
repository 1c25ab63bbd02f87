/* Taking an application back: before it is done, and the paper about it. */
#include "screens/pages.h"

/* When it was made, and its number. */
static const char *recent_words(const struct screen *p)
{
	return say2(p, "withdraw.which", clock_words(p, p->s->recent.signed_at),
		    p->s->recent.receipt_no);
}

/* It can have become too late while the page stood. */
void screen_withdraw(const struct screen *p)
{
	int64_t until = session_withdraw_until(p->s);
	struct way next = { "next", say(p, "withdraw.next"), VERB_NEXT, 0,
			    own_act(p) };

	open_page(p);
	put_title(p, say(p, until ? "withdraw.title" : "withdraw.late_title"));
	put_lead(p, recent_words(p));
	open_box(p, LOOK_SHEET);
	if (until) {
		put_text(p, say(p, "withdraw.means"));
		put_text(p, say(p, "withdraw.again"));
		put_note(p, say1(p, "withdraw.until", clock_words(p, until)));
	} else {
		put_text(p, say1(p, "withdraw.late", counter_words(p)));
	}
	close_box(p);
	close_page(p, true, until ? &next : NULL);
}

void put_recent(const struct screen *p)
{
	int64_t until = session_withdraw_until(p->s);

	if (until == 0 || p->s->holder.assurance < p->world->to_see)
		return;
	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "filing.title"));
	put_text(p, recent_words(p));
	put_text(p, say1(p, "withdraw.until", clock_words(p, until)));
	put_withdraw_way(p);
	close_box(p);
}

void put_withdraw_way(const struct screen *p)
{
	if (session_withdraw_until(p->s))
		put_way(p, LOOK_SECOND, (struct way){ "withdraw", say(p, "withdraw.way"),
						      VERB_WITHDRAW, 0, 0 });
}
