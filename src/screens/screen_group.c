#include "screens/pages.h"

#include "base/text.h"

/* The question may be heard by all; that it was ticked is the visitor's own. */
static unsigned tick_flags(const struct pack_fact *fact, bool ticked)
{
	return NODE_MULTI | (fact->sensitive && ticked ? NODE_PRIVATE : 0);
}

/* Of a fact by its name in the pack; a pack that asks about others has words alone. */
static enum picture picture_of(const char *fact)
{
	static const char *const names[SITUATIONS] = {
		[SITUATION_LEFT_SCHOOL] = "two_after", [SITUATION_FROM_FARM] = "rural_transfer",
		[SITUATION_NO_WORK] = "unemployed", [SITUATION_NEW_POST] = "changing_post",
		[SITUATION_VETERAN] = "veteran",
		[SITUATION_SOLDIERS_FAMILY] = "military_family_unemployed",
		[SITUATION_DISABLED] = "disabled", [SITUATION_POOR_WORKER] = "poor_labour",
		[SITUATION_POOR_CHILD] = "poor_family_child",
		[SITUATION_RECOGNISED] = "employment_difficulty",
		[SITUATION_NOBODY_WORKS] = "zero_employment_household",
		[SITUATION_POOR_FARM] = "low_income_farm_household",
		[SITUATION_PAIRED] = "paired_region_poor",
	};
	int found = text_find(names, SITUATIONS, fact);

	return found < 0 ? PICTURE_NONE : (enum picture)(PICTURE_SITUATION + found);
}

static void put_fact(const struct screen *p, int index)
{
	const struct pack_fact *fact = pack_fact(p->world->pack, index);
	bool ticked = p->s->draft.ticked[index] && !session_is_covered(p->s);

	tree_add(p->tree, (struct node){
		.id = part_id_of(p, "tick", fact->id), .role = ROLE_CHOICE, .look = LOOK_OPTION,
		.label = part_in_lang(p, &fact->label), .picture = picture_of(fact->id),
		.flags = tick_flags(fact, ticked) | (ticked ? NODE_CHECKED : 0),
		.action = { VERB_TICK, index } });
}

/* Few on a sheet: the eye takes them in at once, and large text breaks pages between them. */
#define ON_A_SHEET 3

/* Covered, all of the group stand there: the absence of one would tell. */
static int facts_shown(const struct screen *p, const struct pack_group *group,
		       int ret_facts[FACTS_MAX])
{
	int count = 0;

	if (!session_is_covered(p->s))
		return derive_group_facts(p->world, p->s, p->s->at.arg, ret_facts);
	for (int i = 0; i < group->fact_count; i++) {
		if (pack_fact(p->world->pack, group->facts[i])->askable)
			ret_facts[count++] = group->facts[i];
	}
	return count;
}

static void put_facts(const struct screen *p, const struct pack_group *group)
{
	int facts[FACTS_MAX], count = facts_shown(p, group, facts);

	for (int i = 0; i < count; i++) {
		if (i % ON_A_SHEET == 0)
			part_open_box(p, LOOK_SHEET);
		put_fact(p, facts[i]);
		if (i % ON_A_SHEET == ON_A_SHEET - 1 || i == count - 1)
			part_close_box(p);
	}
}

static bool any_ticked(const struct pack_group *group, const struct draft *d)
{
	for (int i = 0; i < group->fact_count; i++) {
		if (d->ticked[group->facts[i]])
			return true;
	}
	return false;
}

/* Both speak of what is not ticked, and their words say so. */
static void put_rest(const struct screen *p, const struct pack_group *group)
{
	const struct draft *d = &p->s->draft;
	bool covered = session_is_covered(p->s), some = !covered && any_ticked(group, d);

	part_open_box(p, LOOK_SHEET);
	part_choice(p, (struct way){ "answer-none",
				    part_say(p, some ? "group.no_other" : "group.none"),
				    VERB_TICK_NONE, 0, NODE_MULTI }, d->none && !covered);
	part_choice(p, (struct way){ "answer-unsure",
				    part_say(p, some ? "group.other_unsure" : "answer.unsure"),
				    VERB_TICK_UNSURE, 0, NODE_MULTI }, d->unsure && !covered);
	part_close_box(p);
}

static bool any_chosen(const struct pack_group *group, const struct draft *d)
{
	return any_ticked(group, d) || d->none || d->unsure;
}

/* Where nothing is chosen the way on says no to all of it, in as many words. */
static const char *next_words(const struct screen *p, const struct pack_group *group)
{
	bool none = !session_is_covered(p->s) && !any_chosen(group, &p->s->draft);

	return none ? "group.next_none" : part_next_after_answer(p);
}

void screen_group(const struct screen *p)
{
	const struct pack_group *group = pack_group(p->world->pack, p->s->at.arg);

	part_open_page(p);
	part_title(p, part_in_lang(p, &group->question));
	part_lead(p, part_in_lang(p, &group->why));
	if (p->s->draft.hint)
		part_hint(p, part_say(p, "group.hint"));
	part_guide_cover(p, any_chosen(group, &p->s->draft), false);
	put_facts(p, group);
	put_rest(p, group);
	part_note(p, part_say(p, "group.note"));
	part_close_page_after_all(p, next_words(p, group));
}
