#include "screens/pages.h"

static void put_marked(const struct screen *p, const struct reason *reason)
{
	static const char *const keys[] = {
		[TRI_UNKNOWN] = "reason.unknown",
		[TRI_FALSE] = "reason.false",
		[TRI_TRUE] = "reason.true",
	};
	int rule = pack_rule_find(p->world->pack, reason->rule);

	put(p, ROLE_TEXT, LOOK_STRONG, say1(p, keys[reason->value], in_lang(p, &reason->words)),
	    reason->private ? NODE_PRIVATE : 0);
	if (rule >= 0)
		put_note(p, say2(p, "reason.rule", pack_rule(p->world->pack, rule)->section,
				 in_lang(p, &pack_rule(p->world->pack, rule)->words)));
}

static void put_reasons(const struct screen *p, const struct decision *decision)
{
	for (int i = 0; i < decision->reason_count; i++) {
		open_box(p, LOOK_SHEET);
		put_marked(p, &decision->reasons[i]);
		close_box(p);
	}
}

/* What nobody could say: named, so that the way to the counter is made once. */
static void put_missing(const struct screen *p, const struct decision *decision)
{
	if (decision->missing_count == 0 && !decision->missing_history)
		return;
	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "reason.missing"));
	for (int i = 0; i < decision->missing_count; i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, decision->missing[i]);

		put(p, ROLE_TEXT, LOOK_BODY_TEXT,
		    say1(p, "list.item", in_lang(p, &f->label)),
		    f->sensitive ? NODE_PRIVATE : 0);
	}
	if (decision->missing_history)
		put_text(p, say1(p, "list.item", say(p, "reason.history")));
	close_box(p);
}

static bool any_contradiction(const struct screen *p)
{
	struct policy_case c;

	derive_case(p->world, p->s, -1, CASE_SAID, &c);
	for (int i = 0; i < FACTS_MAX; i++) {
		if (c.facts.at[i].contradicted)
			return true;
	}
	return false;
}

static void put_way_on(const struct screen *p, const struct result *result)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, result->benefit);

	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "reason.way_on"));
	if (result->standing == STANDING_NO)
		put_text(p, say(p, "reason.way_on_no"));
	put_text(p, in_lang(p, &b->ask_where));
	put_text(p, say1(p, "reason.disagree", counter_words(p)));
	if (result->standing == STANDING_ASK)
		put_way(p, LOOK_SECOND, (struct way){ id_of(p, "ask", b->code),
			say(p, "results.ask"), VERB_ASK, result->benefit, 0 });
	close_box(p);
}

void screen_reason(const struct screen *p)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, p->s->at.arg);
	struct result result;

	derive_result(p->world, p->s, p->s->at.arg, CASE_SAID, &result);
	open_page(p);
	put_badge(p, result.standing);
	put_title(p, in_lang(p, &b->title));
	put_lead(p, say(p, "reason.lead"));
	if (any_contradiction(p))
		put_hint(p, say1(p, "reason.contradiction", counter_words(p)));
	put_reasons(p, &result.decision);
	if (result.standing == STANDING_ASK || result.standing == STANDING_OPEN)
		put_missing(p, &result.decision);
	put_way_on(p, &result);
	put_note(p, say(p, "reason.machine"));
	close_page_next(p, false, "next.back_to_results");
}
