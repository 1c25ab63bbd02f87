/*
 * The notice side of notice-and-commitment: what it is about, on what ground,
 * what is to be shown, how it is promised, what follows from a false promise,
 * that it is checked, how long it is kept, and that one may decline.
 */
#include "screens/pages.h"

static void put_part(const struct screen *p, const char *heading_key, const char *words)
{
	put_heading(p, say(p, heading_key));
	put_text(p, words);
}

static void put_items(const struct screen *p)
{
	struct result items[APPLICATION_ITEMS_MAX];
	int count = derive_items(p->world, p->s, CASE_SAID, items);

	put_heading(p, say(p, "notice.matter"));
	for (int i = 0; i < count; i++) {
		const struct pack_benefit *b = pack_benefit(p->world->pack, items[i].benefit);

		put_text(p, say2(p, "notice.item", in_lang(p, &b->title), b->section));
	}
}

static void put_proved(const struct screen *p)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts);

	put_heading(p, say(p, "notice.content"));
	put_text(p, say(p, count > 0 ? "notice.content_facts" : "notice.content_none"));
	for (int i = 0; i < count; i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, facts[i]);

		put(p, ROLE_TEXT, LOOK_BODY_TEXT, say1(p, "list.item", in_lang(p, &f->label)),
		    f->sensitive ? NODE_PRIVATE : 0);
	}
}

void screen_notice(const struct screen *p)
{
	open_page(p);
	put_title(p, say(p, "notice.title"));
	put_lead(p, say(p, "notice.lead"));
	open_box(p, LOOK_SHEET);
	put_items(p);
	put_part(p, "notice.ground", say(p, "notice.ground_text"));
	put_proved(p);
	put_part(p, "notice.manner", say(p, "notice.manner_text"));
	put_part(p, "notice.verify", say(p, "notice.verify_text"));
	put_part(p, "notice.liability", say(p, "notice.liability_text"));
	put_part(p, "notice.withdraw", say1(p, "notice.withdraw_text", counter_words(p)));
	put_part(p, "notice.keep", kept_words(p, "notice.keep_text", "notice.keep_years"));
	close_box(p);
	put_strong(p, say(p, "notice.choice"));
	put_way(p, LOOK_SECOND, (struct way){ "refuse", say(p, "notice.refuse"),
					      VERB_REFUSE, 0, 0 });
	close_page_after_all(p, "notice.next");
}
