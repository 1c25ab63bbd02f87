/*
 * The notice side of notice-and-commitment, on the page of its promises: what it
 * is about, on what ground, what is to be shown, that it is checked, what follows
 * from a false promise, how it is taken back, how long it is kept.
 */
#include "screens/pages.h"

static void put_part(const struct screen *p, const char *heading_key, const char *words)
{
	put_text(p, say2(p, "notice.line", say(p, heading_key), words));
}

static void put_items(const struct screen *p)
{
	struct result items[APPLICATION_ITEMS_MAX];
	int count = derive_items(p->world, p->s, CASE_SAID, items);

	for (int i = 0; i < count; i++) {
		const struct pack_benefit *b = pack_benefit(p->world->pack, items[i].benefit);

		put_text(p, say2(p, "notice.item", in_lang(p, &b->title), b->section));
	}
	put_text(p, say(p, "notice.ground_text"));
}

/* The facts themselves stand below, each with its promise: they are counted here. */
static void put_proved(const struct screen *p)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts);

	put_part(p, "notice.content", count > 0 ?
		 say_number(p, "notice.content_facts", count) : say(p, "notice.content_none"));
}

void put_notice_side(const struct screen *p)
{
	open_box(p, LOOK_SHEET);
	put_items(p);
	put_proved(p);
	put_part(p, "notice.verify", say(p, "notice.verify_text"));
	put_part(p, "notice.liability", say(p, "notice.liability_text"));
	put_part(p, "notice.withdraw", say1(p, "notice.withdraw_text", counter_words(p)));
	put_part(p, "notice.keep", kept_words(p, "notice.keep_text", "notice.keep_years"));
	close_box(p);
}
