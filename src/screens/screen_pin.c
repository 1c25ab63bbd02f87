#include "screens/pages.h"

#include "base/text.h"

/* One mark a digit; the digits themselves never reach the tree. */
static const char *marks(const struct screen *p)
{
	char buffer[64];
	struct text text = text_in(buffer, sizeof(buffer));

	for (int i = 0; i < PIN_DIGITS; i++)
		text_add(&text, i < p->s->pin_count ? "● " : "○ ");
	return arena_text(p->tree->arena, buffer);
}

static void put_state(const struct screen *p, int tries)
{
	const struct session *s = p->s;

	if (s->pin_sent)
		part_hint(p, part_say(p, "pin.asking"));
	else if (s->pin_wrong && tries > 1)
		part_hint(p, part_say_number(p, "pin.wrong_left", tries - 1));
	else if (s->at.page == PAGE_STAFF_PIN && (tries == 0 || tries == 1))
		part_hint(p, part_say(p, "staff_pin.spent"));
	else if (s->pin_wrong)
		part_hint(p, part_say(p, "pin.wrong"));
}

/* Whose PIN, and what it is for. */
static void put_words(const struct screen *p)
{
	bool signing = p->s->at.arg == PAGE_SIGN, staff = p->s->at.page == PAGE_STAFF_PIN;

	part_title(p, part_say(p, staff ? "staff_pin.title" : "pin.title"));
	part_lead(p,
		  part_say(p, staff ? "staff_pin.lead" : signing ? "pin.lead_sign" : "pin.lead"));
}

/*
 * The last digit goes on by itself: what stands in the next step's place says what is
 * missing.  It is one only where the answer came while another page was up.
 */
static const char *next_words(const struct screen *p, bool proved)
{
	if (proved)
		return part_say(p, "next.continue");
	if (p->s->pin_sent)
		return part_say(p, "pin.checking");
	return part_say_number(p, "pin.missing", PIN_DIGITS - p->s->pin_count);
}

void screen_pin(const struct screen *p)
{
	const struct session *s = p->s;
	bool staff = s->at.page == PAGE_STAFF_PIN, proved = !staff && s->pin_s != 0;
	struct way next = { "next", next_words(p, proved), VERB_NEXT, 0,
			    proved ? 0 : NODE_DISABLED };

	part_open_page(p);
	put_words(p);
	put_state(p, staff ? s->staff_card.pin_tries : s->pin_tries);
	tree_add(p->tree, (struct node){
		.id = "pin", .role = ROLE_FIELD, .look = LOOK_ENTRY, .label = marks(p),
		.spoken = part_say_number(p, "pin.spoken", s->pin_count), .flags = NODE_PRIVATE });
	part_keys(p, NULL);
	part_note(p, part_say(p, "pin.not_kept"));
	part_close_page(p, true, &next);
}
