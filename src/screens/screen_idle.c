#include "screens/pages.h"

/* A course taken along from the catalogue waits for the card. */
static void put_taken_course(const struct screen *p)
{
	if (p->s->course >= 0)
		put_hint(p, say1(p, "idle.course_taken",
				 course_title(p, &p->world->courses[p->s->course])));
}

/* Who stood here when it happened is not left to guess what became of the visit. */
static void put_restarted(const struct screen *p)
{
	if (!p->s->devices.restarted || p->s->course >= 0)
		return;		/* whoever has chosen a course since has read it */
	open_box(p, LOOK_NOTICE);
	put_strong(p, say(p, "idle.restarted"));
	put_text(p, say1(p, "idle.restarted_text", counter_words(p)));
	close_box(p);
}

struct card_kind {
	enum picture picture;
	const char *key;
};

/* Drawn and named: an identity card is as good as the other two. */
static void put_cards(const struct screen *p)
{
	static const struct card_kind kinds[] = {
		{ PICTURE_CARD_SOCIAL, "idle.card_social" },
		{ PICTURE_CARD_ID, "idle.card_id" },
		{ PICTURE_CARD_PERMIT, "idle.card_permit" },
	};

	open_box(p, LOOK_LINE);
	for (int i = 0; i < 3; i++) {
		open_box(p, LOOK_COLUMN);
		tree_add(p->tree, (struct node){
			.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = kinds[i].picture,
			.spoken = say(p, kinds[i].key), .width_mm = 34, .height_mm = 22 });
		put_strong(p, say(p, kinds[i].key));
		close_box(p);
	}
	close_box(p);
}

static void put_then(const struct screen *p, enum picture picture, const char *key)
{
	open_box(p, LOOK_SHEET);
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = picture,
		.spoken = say(p, key), .width_mm = 30, .height_mm = 19 });
	put_strong(p, say(p, key));
	close_box(p);
}

/* What comes of it; large letters need the room for what is to be done. */
static void put_what_comes(const struct screen *p)
{
	if (p->s->view.size > VIEW_NORMAL || p->s->view.reach || p->s->devices.restarted ||
	    p->s->course >= 0)
		return;
	open_box(p, LOOK_EQUAL);
	put_then(p, PICTURE_RESULTS, "idle.then_results");
	put_then(p, PICTURE_PRINTER, "idle.then_paper");
	close_box(p);
}

void screen_idle(const struct screen *p)
{
	open_centred_page(p);
	put_title(p, say(p, "idle.title"));
	put_lead(p, say(p, "idle.lead"));
	open_box(p, LOOK_DROP);
	put_heading(p, say(p, "idle.lay_card"));
	put_cards(p);
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = PICTURE_READER,
		.spoken = say(p, "picture.lay_card"), .width_mm = 40, .height_mm = 25 });
	put_text(p, say(p, "idle.where"));
	close_box(p);
	put_note(p, say1(p, "idle.reads", counter_words(p)));
	put_note(p, say(p, "idle.no_card"));
	put_restarted(p);
	put_taken_course(p);
	put_what_comes(p);
	put_way(p, LOOK_SECOND, (struct way){ "courses", say(p, "idle.courses"),
					      VERB_COURSES, 0, 0 });
	put_way(p, LOOK_LINK, (struct way){ "conditions", say(p, "idle.conditions"),
					    VERB_CONDITIONS, 0, 0 });
	put_way(p, LOOK_LINK, (struct way){ "lists", say(p, "idle.lists"), VERB_LISTS, 0, 0 });
	close_page(p, false, NULL);
}
