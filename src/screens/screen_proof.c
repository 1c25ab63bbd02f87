/* Bring the proof instead: what, where, and what can still be signed today. */
#include "screens/pages.h"

static void put_to_bring(const struct screen *p)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts);

	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "proof.bring"));
	part_text(p, part_say1(p, "list.item", part_say(p, "proof.card")));
	for (int i = 0; i < count; i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, facts[i]);

		if (p->s->promised[facts[i]] == PROMISE_MADE)
			continue;
		part_put(p, ROLE_TEXT, LOOK_BODY_TEXT,
			 part_say1(p, "proof.paper", part_in_lang(p, &f->label)),
			 f->sensitive ? NODE_PRIVATE : 0);
	}
	part_text(p, part_say1(p, "proof.where", part_counter_words(p)));
	part_close_box(p);
}

static void put_left(const struct screen *p, const struct result *items, int count)
{
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "proof.left"));
	for (int i = 0; i < count; i++)
		part_text(p, part_say1(p, "list.item",
				       part_in_lang(p, &pack_benefit(p->world->pack,
								     items[i].benefit)->title)));
	part_close_box(p);
}

void screen_proof(const struct screen *p)
{
	struct result items[APPLICATION_ITEMS_MAX];
	int count = derive_items(p->world, p->s, CASE_PROMISED, items);
	bool goes_on = session_after_next(p->world, p->s) != PAGE_PROOF;
	struct way next = { "next", part_say(p, "promises.next"), VERB_NEXT, 0, 0 };

	part_open_page(p);
	part_title(p, part_say(p, "proof.title"));
	part_lead(p, part_say(p, "proof.lead"));
	put_to_bring(p);
	if (goes_on)
		put_left(p, items, count);
	part_handout(p, HANDOUT_BRING, "proof.print");
	part_note(p, part_say(p, "proof.note"));
	part_close_page(p, true, goes_on ? &next : NULL);
}
