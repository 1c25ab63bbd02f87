/*
 * The notice side of notice-and-commitment, on the page of its promises: what it
 * is about, on what ground, what is to be shown, that it is checked, what follows
 * from a false promise, how it is taken back, how long it is kept.
 */
#include "screens/pages.h"

static void put_part(const struct screen *p, const char *heading_key, const char *words)
{
	part_text(p, part_say2(p, "notice.line", part_say(p, heading_key), words));
}

static void put_items(const struct screen *p)
{
	struct result items[APPLICATION_ITEMS_MAX];
	int count = derive_items(p->world, p->s, CASE_SAID, items);

	for (int i = 0; i < count; i++) {
		const struct pack_benefit *b = pack_benefit(p->world->pack, items[i].benefit);

		part_text(p, part_say2(p, "notice.item", part_in_lang(p, &b->title),
				       part_section_words(p, b->section)));
	}
	part_text(p, part_say(p, "notice.ground_text"));
}

/* The facts themselves stand below, each with its promise: they are counted here. */
static void put_proved(const struct screen *p)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts);

	put_part(p, "notice.content", count > 0 ?
		 part_say_number(p, "notice.content_facts", count) :
		 part_say(p, "notice.content_none"));
}

void screen_notice_side(const struct screen *p)
{
	part_open_box(p, LOOK_SHEET);
	put_items(p);
	put_proved(p);
	put_part(p, "notice.verify", part_say(p, "notice.verify_text"));
	put_part(p, "notice.liability", part_say(p, "notice.liability_text"));
	put_part(p, "notice.withdraw", part_say1(p, "notice.withdraw_text", part_counter_words(p)));
	put_part(p, "notice.keep", part_kept_words(p, "notice.keep_text", "notice.keep_years"));
	part_close_box(p);
}
