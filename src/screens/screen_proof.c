/* Bring the proof instead: what, where, and what can still be signed today. */
#include "screens/pages.h"

static void put_to_bring(const struct screen *p)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts);

	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "proof.bring"));
	put_text(p, say1(p, "list.item", say(p, "proof.card")));
	for (int i = 0; i < count; i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, facts[i]);

		if (p->s->promised[facts[i]] == PROMISE_MADE)
			continue;
		put(p, ROLE_TEXT, LOOK_BODY_TEXT,
		    say1(p, "proof.paper", in_lang(p, &f->label)),
		    f->sensitive ? NODE_PRIVATE : 0);
	}
	put_text(p, say1(p, "proof.where", counter_words(p)));
	close_box(p);
}

static void put_left(const struct screen *p, const struct result *items, int count)
{
	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "proof.left"));
	for (int i = 0; i < count; i++)
		put_text(p, say1(p, "list.item",
				 in_lang(p, &pack_benefit(p->world->pack,
							  items[i].benefit)->title)));
	close_box(p);
}

void screen_proof(const struct screen *p)
{
	struct result items[APPLICATION_ITEMS_MAX];
	int count = derive_items(p->world, p->s, CASE_PROMISED, items);
	bool goes_on = session_after_next(p->world, p->s) != PAGE_PROOF;
	struct way next = { "next", say(p, "promises.next"), VERB_NEXT, 0, 0 };

	open_page(p);
	put_title(p, say(p, "proof.title"));
	put_lead(p, say(p, "proof.lead"));
	put_to_bring(p);
	if (goes_on)
		put_left(p, items, count);
	put_note(p, say(p, "proof.note"));
	close_page(p, true, goes_on ? &next : NULL);
}
