#include "screens/pages.h"

struct row {
	const char *id;
	const char *label;
	const char *value;
	const char *change;
	int verb;
	int arg;
	unsigned flags;
};

static void put_row(const struct screen *p, struct row row)
{
	open_box(p, LOOK_SPREAD);
	open_box(p, LOOK_COLUMN);
	put(p, ROLE_TEXT, LOOK_NOTE, row.label, row.flags);
	put(p, ROLE_TEXT, LOOK_STRONG, row.value, row.flags);
	close_box(p);
	tree_add(p->tree, (struct node){
		.id = row.id, .role = ROLE_BUTTON, .look = LOOK_LINK,
		.label = row.change,
		.spoken = say2(p, "check.change_spoken", row.change, row.label),
		.flags = row.flags, .action = { row.verb, row.arg } });
	close_box(p);
}

static void put_items(const struct screen *p)
{
	struct result items[APPLICATION_ITEMS_MAX];
	int count = derive_items(p->world, p->s, CASE_SAID, items);

	put_heading(p, say(p, "check.items"));
	open_box(p, LOOK_SHEET);
	for (int i = 0; i < count; i++)
		put_strong(p, in_lang(p, &pack_benefit(p->world->pack, items[i].benefit)->title));
	if (count == 0)
		put_text(p, say(p, "check.items_none"));
	put_way(p, LOOK_LINK, (struct way){ "change-items", say(p, "check.change"),
					    VERB_CHANGE_ITEMS, 0, 0 });
	close_box(p);
}

static void put_course_row(const struct screen *p)
{
	const char *none = say(p, "check.course_none");

	open_box(p, LOOK_SHEET);
	put_row(p, (struct row){ "change-course", say(p, "check.course"),
		p->s->course >= 0 ? course_title(p, &p->world->courses[p->s->course]) : none,
		say(p, "check.change"), VERB_CHANGE_COURSE, 0, 0 });
	close_box(p);
}

static const char *row_value(const struct screen *p, int index, const struct fact *fact)
{
	if (!fact->contradicted)
		return fact_words(p, index, fact);
	return say1(p, "check.contradicted", fact_words(p, index, fact));
}

/* Rows of what the visitor said, or of what card and register say. */
static int put_facts(const struct screen *p, const struct policy_case *c, bool registered)
{
	int rows = 0;

	for (int i = 0; i < pack_fact_count(p->world->pack); i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, i);
		const struct fact *fact = &c->facts.at[i];
		bool said = p->s->answers[i].said != SAID_NOTHING;

		if (!f->askable || (fact->source > FACT_DECLARED) != registered ||
		    (!registered && !said))
			continue;
		put_row(p, (struct row){ id_of(p, "change", f->id), in_lang(p, &f->label),
			row_value(p, i, fact),
			say(p, registered ? "check.not_right" : "check.change"), VERB_CHANGE, i,
			f->sensitive ? NODE_PRIVATE : 0 });
		rows++;
	}
	return rows;
}

static void put_section(const struct screen *p, const struct policy_case *c, bool registered)
{
	put_heading(p, say(p, registered ? "check.registered" : "check.answers"));
	open_box(p, LOOK_SHEET);
	if (put_facts(p, c, registered) == 0)
		put_text(p, say(p, registered ? "check.registered_none" : "check.answers_none"));
	close_box(p);
}

static bool any_contradiction(const struct policy_case *c)
{
	for (int i = 0; i < FACTS_MAX; i++) {
		if (c->facts.at[i].contradicted)
			return true;
	}
	return false;
}

void screen_check(const struct screen *p)
{
	struct policy_case c;

	derive_case(p->world, p->s, p->s->course, CASE_SAID, &c);
	open_page(p);
	put_title(p, say(p, "check.title"));
	put_lead(p, say(p, "check.lead"));
	if (any_contradiction(&c))
		put_hint(p, say1(p, "reason.contradiction", counter_words(p)));
	put_items(p);
	put_course_row(p);
	put_section(p, &c, false);
	put_section(p, &c, true);
	close_page_next(p, true, "check.next");
}
