#include "screens/pages.h"

static const char *choice_words(const struct screen *p, const struct result *result)
{
	return say2(p, "choose.line", item_title(p, result),
		    amount_words(p, &result->decision.amount));
}

void screen_choose(const struct screen *p)
{
	struct result results[BENEFITS_MAX], items[APPLICATION_ITEMS_MAX];
	int count = derive_results(p->world, p->s, results);
	bool any = derive_items(p->world, p->s, CASE_SAID, items) > 0;
	struct way next = { "next", say(p, "choose.next"), VERB_NEXT, 0,
			    any ? 0 : NODE_DISABLED };

	open_page(p);
	put_title(p, say(p, "choose.title"));
	put_lead(p, say(p, any ? "choose.lead" : "choose.lead_none"));
	open_box(p, LOOK_SHEET);
	for (int i = 0; i < count; i++) {
		if (!derive_applied_for(p->world, &results[i]))
			continue;
		put_choice(p, (struct way){
			id_of(p, "choose", pack_benefit(p->world->pack, results[i].benefit)->code),
			choice_words(p, &results[i]), VERB_TOGGLE, results[i].benefit,
			NODE_MULTI }, derive_chosen(p->world, p->s, &results[i]));
	}
	close_box(p);
	close_page(p, true, &next);
}
