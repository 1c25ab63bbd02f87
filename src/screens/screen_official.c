/*
 * The rules behind a result as the document words them, where a hall has
 * installed it: each sentence once, below our own plain words of every rule
 * that it holds.  Where it is not, those words alone, and marked as ours.
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

/* Each writing has its own quotation marks; the traditional ones stand in English too. */
static const char *quoted(const struct screen *p, const char *sentence)
{
	bool simplified = lang_written(p->lang) == LANG_ZH_HANS;

	return arena_textf(p->tree->arena, simplified ? "“%s”" : "「%s」", sentence);
}

static void put_quote(const struct screen *p, const char *sentence, unsigned flags)
{
	tree_add(p->tree, (struct node){
		.role = ROLE_TEXT, .look = LOOK_BODY_TEXT, .flags = flags,
		.label = quoted(p, sentence),
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

static void put_lead(const struct screen *p)
{
	if (!p->world->official) {
		part_hint(p, part_say1(p, "official.ours", part_counter_words(p)));
		return;
	}
	tree_add(p->tree, (struct node){
		.role = ROLE_TEXT, .look = LOOK_BODY_TEXT, .label = part_say(p, "official.lead"),
		.spoken = part_say(p, "official.lead_spoken") });
}

/* The document does not say on which day of its first year it was issued. */
static const char *first_day_words(const struct screen *p)
{
	struct date first = pack_first_day(p->world->pack);

	if (date_is_set(p->world->issue_date))
		return part_date_words(p, p->world->issue_date);
	return date_is_set(first) ? part_say1(p, "official.some_day",
					      arena_textf(p->tree->arena, "%d", first.year)) :
				    part_say(p, "value.no_date");
}

/* Enough of it to tell one text from another; nobody listens to figures of a hash. */
#define HASH_SHOWN 16

static void put_edition(const struct screen *p)
{
	const char *hash = pack_document_hash(p->world->pack);

	part_note(p, part_say2(p, "official.in_force", first_day_words(p),
			       part_date_words(p, pack_last_day(p->world->pack))));
	if (hash[0])
		tree_add(p->tree, (struct node){
			.role = ROLE_TEXT, .look = LOOK_NOTE,
			.label = part_say1(p, "official.hash",
					   arena_textf(p->tree->arena, "%.*s", HASH_SHOWN, hash)),
			.spoken = part_say(p, "official.hash_spoken") });
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
	part_title(p, part_say1(p, p->world->official ? "official.title" : "official.title_ours",
				part_in_lang(p, &b->title)));
	part_lead(p, part_say(p, "reason.lead"));
	put_lead(p);
	for (int i = 0; i < citations.count; i++) {
		if (!citations.at[i].shown)
			put_cited(p, &citations, i);
	}
	put_edition(p);
	part_close_page_next(p, false, "next.back_to_reason");
}
