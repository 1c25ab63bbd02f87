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

static void put_state(const struct screen *p)
{
	const struct session *s = p->s;

	if (s->pin_sent)
		put_hint(p, say(p, "pin.asking"));
	else if (s->pin_wrong && s->pin_tries > 1)
		put_hint(p, say_number(p, "pin.wrong_left", s->pin_tries - 1));
	else if (s->pin_wrong)
		put_hint(p, say(p, "pin.wrong"));
}

void screen_pin(const struct screen *p)
{
	const struct session *s = p->s;
	bool signing = s->at.page == PAGE_SIGN_PIN;
	struct way next = { "next", say(p, signing ? "pin.next_sign" : "pin.next"),
			    VERB_NEXT, 0,
			    s->pin_count < PIN_DIGITS || s->pin_sent ? NODE_DISABLED : 0 };

	open_page(p);
	put_title(p, say(p, "pin.title"));
	put_lead(p, say(p, signing ? "pin.lead_sign" : "pin.lead"));
	put_state(p);
	tree_add(p->tree, (struct node){
		.id = "pin", .role = ROLE_FIELD, .look = LOOK_ENTRY, .label = marks(p),
		.spoken = say_number(p, "pin.spoken", s->pin_count), .flags = NODE_PRIVATE });
	put_keys(p);
	put_note(p, say(p, "pin.not_kept"));
	close_page(p, true, &next);
}
