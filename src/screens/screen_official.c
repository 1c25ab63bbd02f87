/*
 * The rules behind a result as the document words them, where a hall has
 * installed it: each sentence once, below our own plain words of every rule
 * that it holds.
 */
#include "screens/pages.h"

#include <string.h>

/* Of the document this kiosk ships rules for, the longest sentence takes 700 bytes. */
#define SENTENCE_MAX 4096

/* A rule that decided; the document's sentence of it, or NULL. */
struct cited {
	const struct pack_rule *rule;
	const char *sentence;
	bool private;
	bool shown;
};

struct citations {
	int count;
	struct cited at[REASONS_MAX];
};

static const char *sentence_of(const struct screen *p, int rule)
{
	char sentence[SENTENCE_MAX];

	if (!p->world->official ||
	    official_sentence(p->world->official, p->world->pack, rule, sentence,
			      sizeof(sentence)))
		return NULL;
	return arena_text(p->tree->arena, sentence);
}

/* What was said about a person with any reason of a rule is private with all of them. */
static void cite(const struct screen *p, const struct reason *reason, struct citations *c)
{
	int rule = pack_rule_find(p->world->pack, reason->rule);

	for (int i = 0; i < c->count; i++) {
		if (strcmp(c->at[i].rule->id, reason->rule) == 0) {
			c->at[i].private = c->at[i].private || reason->private;
			return;
		}
	}
	if (rule >= 0)
		c->at[c->count++] = (struct cited){
			.rule = pack_rule(p->world->pack, rule),
			.sentence = sentence_of(p, rule),
			.private = reason->private };
}

static bool same_sentence(const struct cited *a, const struct cited *b)
{
	return a == b || (a->sentence && b->sentence && strcmp(a->sentence, b->sentence) == 0);
}

static void put_quote(const struct screen *p, const char *sentence, unsigned flags)
{
	tree_add(p->tree, (struct node){
		.role = ROLE_TEXT, .look = LOOK_BODY_TEXT, .flags = flags,
		.label = arena_textf(p->tree->arena, "「%s」", sentence),
		.spoken = part_say1(p, "official.spoken", sentence) });
}

/* One sentence and all its rules; a rule without one has its plain words alone. */
static void put_cited(const struct screen *p, struct citations *c, int first)
{
	const struct cited *head = &c->at[first];
	unsigned flags = 0;

	part_open_box(p, LOOK_SHEET);
	for (int i = first; i < c->count; i++) {
		struct cited *at = &c->at[i];

		if (!same_sentence(head, at))
			continue;
		at->shown = true;
		flags |= at->private ? NODE_PRIVATE : 0;
		part_put(p, ROLE_TEXT, LOOK_STRONG, part_in_lang(p, &at->rule->words),
			 at->private ? NODE_PRIVATE : 0);
	}
	if (head->sentence)
		put_quote(p, head->sentence, flags);
	part_note(p, part_say1(p, "results.rests_on", part_section_words(p, head->rule->section)));
	part_close_box(p);
}

void screen_official(const struct screen *p)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, p->s->at.arg);
	struct citations citations = { 0 };
	struct result result;

	derive_result(p->world, p->s, p->s->at.arg, CASE_SAID, &result);
	for (int i = 0; i < result.decision.reason_count; i++)
		cite(p, &result.decision.reasons[i], &citations);
	part_open_page(p);
	part_title(p, part_say1(p, "official.title", part_in_lang(p, &b->title)));
	part_lead(p, part_say(p, "reason.lead"));
	tree_add(p->tree, (struct node){
		.role = ROLE_TEXT, .look = LOOK_BODY_TEXT, .label = part_say(p, "official.lead"),
		.spoken = part_say(p, "official.lead_spoken") });
	for (int i = 0; i < citations.count; i++) {
		if (!citations.at[i].shown)
			put_cited(p, &citations, i);
	}
	part_close_page_next(p, false, "next.back_to_reason");
}
