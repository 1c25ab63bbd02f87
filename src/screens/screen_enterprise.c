/* For whoever employs people: what can be had, who applies and where.  No card is needed. */
#include "screens/pages.h"

static void put_line(const struct screen *p, const struct employer_line *line)
{
	part_strong(p, part_in_lang1(p, &line->words,
				     arena_text(p->tree->arena, line->figure)));
	if (line->sample)
		part_note(p, part_say(p, "enterprise.sample"));
	if (line->later)
		part_note(p, part_say(p, "enterprise.later"));
}

static void put_row(const struct screen *p, const char *key, const struct pack_text *words)
{
	part_text(p, part_say2(p, "enterprise.row", part_say(p, key), part_in_lang(p, words)));
}

static void put_benefit(const struct screen *p, const struct policy_case *c, int benefit)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, benefit);
	struct employer_line lines[EMPLOYER_LINES_MAX];
	int count = policy_employer(p->world->pack, c, benefit, lines);

	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_in_lang(p, &b->title));
	for (int i = 0; i < count; i++)
		put_line(p, &lines[i]);
	put_row(p, "enterprise.who", &b->payee);
	put_row(p, "enterprise.where", &b->ask_where);
	part_note(p, part_say1(p, "results.rests_on", part_section_words(p, b->section)));
	part_close_box(p);
}

void screen_enterprise(const struct screen *p)
{
	int benefits[BENEFITS_MAX];
	int count = pack_employer_benefits(p->world->pack, benefits);
	struct way print = part_handout_way(p, HANDOUT_ENTERPRISE, "enterprise.print");
	struct policy_case c;

	derive_public_case(p->world, &c);
	part_open_page(p);
	part_title(p, part_say(p, "enterprise.title"));
	part_lead(p, part_say(p, "enterprise.lead"));
	part_handout_told(p, HANDOUT_ENTERPRISE);
	for (int i = 0; i < count; i++)
		put_benefit(p, &c, benefits[i]);
	part_note(p, part_say1(p, "conditions.note", part_counter_words(p)));
	part_close_page(p, true, p->world->no_printer ? NULL : &print);
}
