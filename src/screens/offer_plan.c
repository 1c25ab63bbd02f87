/*
 * "先学哪个？": which courses of several bring most under the limits of a year, the next
 * best, and why.
 */
#include "screens/offer.h"

#include "session/offers_plan.h"

static const char *sum_words(const struct screen *p, const struct offers_set *set)
{
	const struct amount sum = { .known = true, .value = set->sum };
	bool sample = false;

	for (int i = 0; i < set->count; i++)
		sample = sample || data_is_sample(p->world->courses[set->courses[i]].source);
	return sample ? part_say1(p, "offer.sample", part_amount_words(p, &sum)) :
	part_amount_words(p, &sum);
}

static const char *names(const struct screen *p, const struct offers_set *set)
{
	const char *words = "";

	for (int i = 0; i < set->count; i++)
		words = arena_textf(p->tree->arena, "%s%s%s", words,
				    words[0] ? part_say(p, "list.and") : "",
				    part_course_title(p, &p->world->courses[set->courses[i]]));
	return words;
}

static void put_set(const struct screen *p, const struct offers_set *set)
{
	for (int i = 0; i < set->count; i++) {
		const struct course *course = &p->world->courses[set->courses[i]];

		part_text(p, part_say3(p, "plan.course", arena_textf(p->tree->arena, "%d", i + 1),
				       part_course_title(p, course), offer_start_words(p, course)));
	}
}

static void put_other(const struct screen *p, const struct offers_plan *plan)
{
	const struct amount less = { .known = true, .value = plan->best.sum - plan->other.sum };

	if (plan->other.count == 0)
		return;
	if (plan->other_overlaps)
		part_text(p, part_say2(p, "plan.overlaps", names(p, &plan->other),
				       sum_words(p, &plan->other)));
	else if (less.value == 0)
		part_text(p, part_say1(p, "plan.equal", names(p, &plan->other)));
	else
		part_text(p, part_say3(p, "plan.second", names(p, &plan->other),
				       sum_words(p, &plan->other), part_amount_words(p, &less)));
}

/* The rules of the ledger that kept the set within its limits. */
static void put_limits(const struct screen *p, int course)
{
	const struct offer *offer = derive_course_offer(p->world, p->s, course);
	const int benefits[] = { offer->benefit, pack_living(p->world->pack) };
	struct policy_case c;
	struct decision d;

	derive_case(p->world, p->s, course, &c);
	for (int b = 0; b < 2; b++) {
		if (benefits[b] < 0 || (b == 1 && offer->lives != OUTCOME_ELIGIBLE))
			continue;
		policy_decide(p->world->pack, &c, benefits[b], &d);
		for (int i = 0; i < d.reason_count; i++) {
			int rule = pack_rule_find(p->world->pack, d.reasons[i].rule);

			if (rule >= 0 && d.reasons[i].ledger && !d.reasons[i].also)
				part_note(p,
					  part_in_lang(p, &pack_rule(p->world->pack, rule)->words));
		}
	}
}

static void put_found(const struct screen *p)
{
	struct offers_plan plan;

	if (!derive_plan(p->world, p->s, &plan))
		return;
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say1(p, "plan.best", sum_words(p, &plan.best)));
	put_set(p, &plan.best);
	put_other(p, &plan);
	put_limits(p, plan.best.courses[0]);
	part_close_box(p);
}

void offer_put_plan(const struct screen *p)
{
	bool open = p->s->plan_open, of_opened = false;
	int among = derive_plan_among(p->world, p->s, &of_opened);

	if (among == 0)
		return;
	offer_put_line_card(p, (struct row){
		.id = "plan", .verb = VERB_PLAN, .title = part_say(p, "plan.title"),
		.more = part_say_number(p, of_opened ? "plan.among_seen" : "plan.among", among),
		.act = part_say(p, open ? "results.fold" : "offer.look") });
	if (open)
		put_found(p);
}
