#include "screens/pages.h"

#include "base/text.h"

#include <string.h>

static bool is_in_force(const struct reason *reason)
{
	return reason->period && reason->value == TRI_TRUE;
}

/*
 * Further rules of the same condition have the same words: one line, several sections.  And
 * that the plan holds on this day is one thing, however many of its parts say so.
 */
static bool goes_with(const struct screen *p, const struct reason *a, const struct reason *b)
{
	if (is_in_force(a) && is_in_force(b))
		return true;
	return a->value == b->value && strcmp(part_in_lang(p, &a->words),
					      part_in_lang(p, &b->words)) == 0;
}

static const char *section_of(const struct screen *p, const struct reason *reason)
{
	int rule = pack_rule_find(p->world->pack, reason->rule);

	return rule < 0 ? "" : part_section_words(p, pack_rule(p->world->pack, rule)->section);
}

/* "四（一）、四（四）": of a reason and those that go with it. */
static const char *sections(const struct screen *p, const struct reason *reasons, int count)
{
	char buffer[128];
	struct text text = text_in(buffer, sizeof(buffer));

	for (int i = 0; i < count; i++) {
		const char *section = section_of(p, &reasons[i]);

		if (section[0] == 0 || strstr(buffer, section))
			continue;
		text_add(&text, text.len > 0 ? part_say(p, "list.and") : "");
		text_add(&text, section);
	}
	return arena_text(p->tree->arena, buffer);
}

/* The rule in plain words, where it says more than the reason did. */
static const char *rule_words(const struct screen *p, const struct reason *reason)
{
	int rule = pack_rule_find(p->world->pack, reason->rule);
	const char *words = rule < 0 ? "" : part_in_lang(p,
							 &pack_rule(p->world->pack, rule)->words);

	if (reason->value == TRI_TRUE || strcmp(words, part_in_lang(p, &reason->words)) == 0)
		return "";
	return words;
}

static void put_reason(const struct screen *p, const struct reason *reasons, int count)
{
	static const char *const keys[] = {
		[TRI_UNKNOWN] = "reason.unknown",
		[TRI_FALSE] = "reason.false",
		[TRI_TRUE] = "reason.true",
	};
	const char *rule = rule_words(p, reasons);
	const char *words = count > 1 && is_in_force(reasons) ?
			    part_say(p, "reason.in_force") : part_in_lang(p, &reasons->words);

	part_open_whole(p);
	part_put(p, ROLE_TEXT, LOOK_STRONG, part_say1(p, keys[reasons->value], words),
		 reasons->private ? NODE_PRIVATE : 0);
	part_note(p, part_say2(p, rule[0] ? "reason.rule" : "reason.section",
			       sections(p, reasons, count), rule));
	part_close_box(p);
}

/* A definition that did not hold says nothing about the person: the next one does. */
static bool says_something(const struct screen *p, const struct reason *reason)
{
	int rule = pack_rule_find(p->world->pack, reason->rule);

	return reason->value == TRI_TRUE || rule < 0 ||
	       strcmp(part_in_lang(p, &pack_rule(p->world->pack, rule)->words),
		      part_in_lang(p, &reason->words)) != 0;
}

static void put_reasons(const struct screen *p, const struct decision *decision)
{
	part_open_box(p, LOOK_SHEET);
	for (int i = 0, count; i < decision->reason_count; i += count) {
		const struct reason *reasons = &decision->reasons[i];

		for (count = 1; i + count < decision->reason_count &&
				goes_with(p, reasons, &reasons[count]); count++)
			;
		if (i == 0 || says_something(p, reasons))
			put_reason(p, reasons, count);
	}
	if (decision->uplift_words)
		part_text(p, part_uplift_words(p, decision));
	part_way(p, LOOK_LINK, (struct way){ "official",
		 part_say(p, p->world->official ? "reason.official" : "reason.rules"),
		 VERB_OFFICIAL, p->s->at.arg, 0 });
	part_close_box(p);
}

/* What nobody could say: named, so that the way to the counter is made once. */
static void put_missing(const struct screen *p, const struct decision *decision)
{
	if (decision->missing_count == 0 && !decision->missing_history)
		return;
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "reason.missing"));
	for (int i = 0; i < decision->missing_count; i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, decision->missing[i]);

		part_put(p, ROLE_TEXT, LOOK_BODY_TEXT,
			 part_say1(p, "list.item", part_in_lang(p, &f->label)),
			 f->sensitive ? NODE_PRIVATE : 0);
	}
	if (decision->missing_history)
		part_text(p, part_say1(p, "list.item", part_say(p, "reason.history")));
	part_close_box(p);
}

/* What a yes stands on: the person's own facts, and who says so. */
static void put_supports(const struct screen *p)
{
	int facts[SUPPORTS_MAX];
	int count = derive_supports(p->world, p->s, p->s->at.arg, facts);

	if (count == 0)
		return;
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "reason.stands_on"));
	for (int i = 0; i < count; i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, facts[i]);
		struct fact fact = derive_fact(p->world, p->s, facts[i]);

		part_open_whole(p);
		part_put(p, ROLE_TEXT, LOOK_STRONG,
			 part_say2(p, "reason.fact", part_in_lang(p, &f->label),
				   part_fact_words(p, facts[i], &fact)),
			 NODE_PRIVATE);
		part_note(p, part_say(p, fact.source == FACT_DECLARED ? "reason.you_said" :
								   "reason.register_says"));
		part_close_box(p);
	}
	part_close_box(p);
}

/* ---- a no: what could change it, or whom it is meant for ---- */

static const char *change_words(const struct screen *p, const struct change *change)
{
	const struct fact fact = { .source = FACT_DECLARED, .number = change->number };
	const struct pack_fact *f;
	const char *label;

	if (change->fact < 0)
		return part_say1(p, "reason.change_date", part_date_words(p, change->from));
	f = pack_fact(p->world->pack, change->fact);
	label = part_in_lang(p, &f->label);
	if (f->type == FACT_BOOL && change->number)
		return label;
	return part_say2(p, f->type == FACT_DATE ? "reason.change_until" : "reason.fact", label,
			 part_fact_words(p, change->fact, &fact));
}

static const char *set_words(const struct screen *p, const struct change_set *set)
{
	char buffer[512];
	struct text text = text_in(buffer, sizeof(buffer));

	for (int i = 0; i < set->count; i++) {
		text_add(&text, i > 0 ? part_say(p, "reason.change_and") : "");
		text_add(&text, change_words(p, &set->changes[i]));
	}
	return arena_text(p->tree->arena, buffer);
}

static void put_changes(const struct screen *p, const struct change_list *list)
{
	part_heading(p, part_say(p, "reason.would_change"));
	for (int i = 0; i < list->count; i++)
		part_text(p, part_say1(p, "list.item", set_words(p, &list->sets[i])));
}

static void put_meant_for(const struct screen *p, const int *facts, int count)
{
	part_heading(p, part_say(p, "reason.meant_for"));
	for (int i = 0; i < count; i++)
		part_text(p, part_say1(p, "list.item",
				       part_in_lang(p,
						    &pack_fact(p->world->pack, facts[i])->label)));
}

static void put_would_change(const struct screen *p, const struct change_list *list)
{
	int facts[SUPPORTS_MAX];
	int count = derive_meant_for(p->world, p->s, p->s->at.arg, facts);

	if (list->count == 0 && count == 0)
		return;
	part_open_box(p, LOOK_SHEET);
	if (list->count > 0)
		put_changes(p, list);
	else
		put_meant_for(p, facts, count);
	part_close_box(p);
}

/* A no that lasts says what is left to do, whatever else stands in the way. */
static const char *instead_words(const struct screen *p, const struct decision *d)
{
	for (int i = 0; i < d->reason_count; i++) {
		if (d->reasons[i].value == TRI_FALSE && d->reasons[i].instead)
			return part_in_lang(p, d->reasons[i].instead);
	}
	return "";
}

/* What was granted before and when the document applies is nothing that a person changes. */
static bool may_change(const struct decision *d, const struct change_list *list)
{
	for (int i = 0; i < d->reason_count; i++) {
		const struct reason *reason = &d->reasons[i];

		if (reason->value == TRI_FALSE && !reason->ledger && !reason->period)
			return true;
	}
	return list->count > 0;
}

static void put_way_on_no(const struct screen *p, const struct decision *d,
			  const struct change_list *list)
{
	const char *instead = instead_words(p, d);

	if (instead[0])
		part_text(p, instead);
	else if (may_change(d, list))
		part_text(p, part_say(p, "reason.way_on_no"));
}

static void put_way_on(const struct screen *p, const struct result *result,
		       const struct change_list *list)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, result->benefit);

	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "reason.way_on"));
	if (result->standing == STANDING_NO)
		put_way_on_no(p, &result->decision, list);
	part_text(p, part_in_lang(p, &b->ask_where));
	part_text(p, part_say1(p, "reason.disagree", part_counter_words(p)));
	if (result->standing == STANDING_ASK)
		part_way(p, LOOK_SECOND, (struct way){ part_id_of(p, "ask", b->code),
			 part_say(p, "results.ask"), VERB_ASK, result->benefit, 0 });
	if (result->standing != STANDING_NO)
		part_way(p, LOOK_LINK, (struct way){ part_id_of(p, "item", b->code),
			 part_say(p, "results.item"), VERB_ITEM, result->benefit, 0 });
	part_close_box(p);
}

void screen_reason(const struct screen *p)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, p->s->at.arg);
	struct change_list changes = { 0 };
	struct result result;

	derive_result(p->world, p->s, p->s->at.arg, CASE_SAID, &result);
	if (result.standing == STANDING_NO)
		derive_changes(p->world, p->s, p->s->at.arg, &changes);
	part_open_page(p);
	part_badge(p, result.standing);
	part_title(p, part_in_lang(p, &b->title));
	part_lead(p, part_say(p, "reason.lead"));
	if (derive_any_contradiction(p->world, p->s))
		part_hint(p, part_say1(p, "reason.contradiction", part_counter_words(p)));
	if (result.standing == STANDING_YES)
		put_supports(p);
	if (part_caution_words(p, &result)[0])
		part_private_hint(p, part_caution_words(p, &result));
	put_reasons(p, &result.decision);
	if (result.standing == STANDING_NO)
		put_would_change(p, &changes);
	if (result.standing == STANDING_ASK || result.standing == STANDING_OPEN)
		put_missing(p, &result.decision);
	put_way_on(p, &result, &changes);
	part_note(p, part_say(p, "reason.machine"));
	if (p->s->claim.on) {
		part_close_page_next(p, true, "claim.back_to_training");
		return;
	}
	part_close_page_next(p, false, p->s->past_count > 0 &&
			     p->s->past[p->s->past_count - 1].page == PAGE_COURSE ?
			     "next.go_back" : "next.back_to_results");
}
