#include "screens/pages.h"

/* A course taken along from the catalogue waits for the card. */
static void put_taken_course(const struct screen *p)
{
	if (p->s->course >= 0)
		part_hint(p, part_say1(p, "idle.course_taken",
				       part_course_title(p, &p->world->courses[p->s->course])));
}

/* Who stood here when it happened is not left to guess what became of the visit. */
static void put_restarted(const struct screen *p)
{
	if (!p->s->devices.restarted || p->s->course >= 0)
		return;		/* whoever has chosen a course since has read it */
	part_open_box(p, LOOK_NOTICE);
	part_strong(p, part_say(p, "idle.restarted"));
	part_text(p, part_say1(p, "idle.restarted_text", part_counter_words(p)));
	part_close_box(p);
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

	part_open_box(p, LOOK_LINE);
	for (int i = 0; i < 3; i++) {
		part_open_box(p, LOOK_COLUMN);
		tree_add(p->tree, (struct node){
			.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = kinds[i].picture,
			.spoken = part_say(p, kinds[i].key), .width_mm = 36, .height_mm = 23 });
		part_strong(p, part_say(p, kinds[i].key));
		part_close_box(p);
	}
	part_close_box(p);
}

static void put_then(const struct screen *p, enum picture picture, const char *key)
{
	part_open_box(p, LOOK_SHEET);
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = picture,
		.spoken = part_say(p, key), .width_mm = 30, .height_mm = 19 });
	part_strong(p, part_say(p, key));
	part_close_box(p);
}

/* What comes of it; large letters need the room for what is to be done. */
static void put_what_comes(const struct screen *p)
{
	if (p->s->view.size > VIEW_NORMAL || p->s->view.reach || p->s->devices.restarted ||
	    p->s->course >= 0)
		return;
	part_open_box(p, LOOK_EQUAL);
	put_then(p, PICTURE_RESULTS, "idle.then_results");
	put_then(p, PICTURE_PRINTER, "idle.then_paper");
	part_close_box(p);
}

/* What is read stands on the sheet that asks for a card: it is read before one is laid. */
static void put_prompt(const struct screen *p)
{
	part_open_box(p, LOOK_DROP);
	part_heading(p, part_say(p, "idle.lay_card"));
	put_cards(p);
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = PICTURE_LAY_FIRST,
		.frames = PICTURE_LAY_FRAMES, .spoken = part_say(p, "picture.lay_card"),
		.width_mm = 62, .height_mm = 40 });
	part_text(p, part_say(p, "idle.where"));
	part_note(p, part_say1(p, "idle.reads", part_counter_words(p)));
	part_close_box(p);
}

/* Seldom asked for: 长辈版 does without them. */
static void put_more_ways(const struct screen *p)
{
	part_way(p, LOOK_LINK, (struct way){ "conditions", part_say(p, "idle.conditions"),
					    VERB_CONDITIONS, 0, 0 });
	part_way(p, LOOK_LINK, (struct way){ "lists", part_say(p, "idle.lists"), VERB_LISTS, 0,
		 0 });
	part_way(p, LOOK_LINK, (struct way){ "enterprise", part_say(p, "idle.enterprise"),
					     VERB_ENTERPRISE, 0, 0 });
}

/* What else there is, for whoever has no card with them. */
static void put_ways(const struct screen *p)
{
	part_open_box(p, LOOK_COLUMN);
	part_note(p, part_say(p, "idle.no_card"));
	put_restarted(p);
	put_taken_course(p);
	put_what_comes(p);
	part_way(p, LOOK_SECOND, (struct way){ "courses", part_say(p, "idle.courses"),
					      VERB_COURSES, 0, 0 });
	part_way(p, LOOK_SECOND, (struct way){
		 "elder", part_say(p, p->s->view.elder ? "idle.elder_off" : "idle.elder"),
		 VERB_ELDER, 0, 0 });
	if (!p->s->view.elder)
		put_more_ways(p);
	part_close_box(p);
}

void screen_idle(const struct screen *p)
{
	part_open_centred_page(p);
	part_title(p, part_say(p, "idle.title"));
	part_lead(p, part_say(p, "idle.lead"));
	part_open_box(p, LOOK_HALVES);
	put_prompt(p);
	put_ways(p);
	part_close_box(p);
	part_close_page(p, false, NULL);
}
