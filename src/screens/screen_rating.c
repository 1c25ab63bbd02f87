/* 好差评: five grades, one press, of nobody. */
#include "screens/pages.h"

#define GRADES 5
#define FACE_MM 25

/* A face and its words, pressed as a whole; large letters need the room for themselves. */
static void put_grade(const struct screen *p, int grade)
{
	static const char *const ids[GRADES] = { "rate-1", "rate-2", "rate-3", "rate-4",
						 "rate-5" };
	static const char *const keys[GRADES] = { "rating.very_poor", "rating.poor", "rating.fair",
						  "rating.good", "rating.very_good" };
	const char *words = part_say(p, keys[grade - 1]);
	int face_mm = p->s->view.size >= VIEW_LARGE ? FACE_MM * 2 / 3 : FACE_MM;

	tree_open(p->tree, (struct node){
		.id = ids[grade - 1], .role = ROLE_BUTTON, .look = LOOK_CARD, .label = words,
		.flags = NODE_WHOLE, .action = { VERB_RATE, grade } });
	part_open_box(p, LOOK_LINE);
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE, .spoken = words,
		.picture = (enum picture)(PICTURE_FACE + grade - 1),
		.width_mm = face_mm, .height_mm = face_mm });
	part_put(p, ROLE_TEXT, LOOK_CARD_TITLE, words, 0);
	part_close_box(p);
	part_close_box(p);
}

void screen_rating(const struct screen *p)
{
	struct way next = { "next", part_say(p, "rating.none"), VERB_NEXT, 0, 0 };

	part_open_page(p);
	part_title(p, part_say(p, "rating.title"));
	part_lead(p, part_say(p, "rating.lead"));
	for (int grade = GRADES; grade >= 1; grade--)
		put_grade(p, grade);
	part_note(p, part_say(p, "rating.nobody"));
	part_close_page(p, true, &next);
}
