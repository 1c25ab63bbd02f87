/* The ways to sign, tabs over one box; all leave the same record. */
#include "screens/pages.h"

static void put_tab(const struct screen *p, const char *id, const char *key,
		    enum sign_method way)
{
	if (session_may_sign_by(p->world, p->s, way))
		part_pick_of(p, (struct way){ id, part_say(p, key), VERB_SIGN, (int)way, 0 },
			     session_sign_way(p->s) == way, NULL);
}

static void put_tabs(const struct screen *p)
{
	part_open_box(p, LOOK_EQUAL);
	put_tab(p, "sign-draw", "sign.draw", SIGN_INK);
	put_tab(p, "sign-keypad", "sign.keypad", SIGN_KEYPAD);
	put_tab(p, "sign-pin", "sign.pin", SIGN_CARD_PIN);
	put_tab(p, "sign-paper", "sign.paper", SIGN_PAPER);
	part_close_box(p);
	part_note(p, part_say(p, "sign.self"));
}

static int count_promises(const struct screen *p)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts), made = GENERAL_COUNT;

	for (int i = 0; i < count; i++)
		made += p->s->promised[facts[i]] == PROMISE_MADE;
	return made;
}

/* How much was promised tells what was answered: not before a guide. */
static void put_sign_lead(const struct screen *p)
{
	part_lead(p, session_is_guided(p->s) ? part_say(p, "guide.sign_lead") :
					      part_say_number(p, "sign.lead", count_promises(p)));
}

/* Room for a name in large characters, as wide as the page is; it gives way where that is low. */
#define SIGN_BOX_MM 174

/* The clear button stands above the box, away from where a wrist rests. */
static void put_ink(const struct screen *p)
{
	bool drawn = !ink_is_empty(&p->s->ink);

	if (p->s->ink_empty_hint)
		part_live_hint(p, part_say(p, p->s->ink.count > 0 ? "sign.hint_dot" : "sign.hint"));
	part_open_box(p, LOOK_SPREAD);
	part_note(p, part_say(p, drawn ? "sign.drawn" : "sign.not_drawn"));
	part_way(p, LOOK_CHIP, (struct way){ "ink-clear", part_say(p, "sign.clear"),
					    VERB_INK_CLEAR, 0, 0 });
	part_close_box(p);
	tree_add(p->tree, (struct node){
		.id = "ink", .role = ROLE_INK, .look = LOOK_INK,
		.label = part_say(p, "sign.box"), .height_mm = SIGN_BOX_MM,
		.spoken = part_say(p, drawn ? "sign.box_drawn_spoken" : "sign.box_spoken") });
}

static void put_keypad(const struct screen *p)
{
	int left = CONFIRMATIONS_NEEDED - p->s->confirmations;

	part_open_box(p, LOOK_SHEET);
	part_text(p, part_say(p, "sign_keypad.text"));
	part_put(p, ROLE_TEXT, LOOK_STRONG,
		 left > 0 ? part_say_number(p, "sign_keypad.left", left) :
						  part_say(p, "sign_keypad.done"), NODE_LIVE);
	part_way(p, LOOK_SECOND, (struct way){ "confirm", part_say(p, "sign_keypad.confirm"),
					      VERB_CONFIRM, 0,
					      left > 0 ? part_own_act(p) : NODE_DISABLED });
	part_close_box(p);
}

/* One PIN serves the holder's check and the signature; it was typed when it says so. */
static void put_card_pin(const struct screen *p)
{
	bool typed = p->s->pin_s != 0;

	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, typed ? "sign_pin.typed" : "sign_pin.title"));
	part_text(p, typed ? part_say1(p, "sign_pin.typed_text", part_clock_words(p, p->s->pin_s)) :
			    part_say(p, "sign_pin.text"));
	if (!typed)
		part_way(p, LOOK_SECOND, (struct way){ "pin-type", part_say(p, "sign_pin.type"),
						      VERB_SIGN, SIGN_CARD_PIN, part_own_act(p) });
	part_close_box(p);
}

static bool is_witnessed(const struct session *s)
{
	return staff_action_find(s->staff_actions, s->staff_action_count, STAFF_ACTION_WITNESSED,
				 NULL) >= 0;
}

/* With a guide's card on the reader the signature is made now, before this witness. */
static void put_witnessed_way(const struct screen *p)
{
	part_open_box(p, LOOK_SHEET);
	part_text(p, part_say(p, "guide.paper_first"));
	part_text(p, part_say(p, "guide.paper_second"));
	part_text(p, part_say(p, "guide.paper_third"));
	part_close_box(p);
	part_choice(p, (struct way){ "witness", part_say(p, "guide.witness"), VERB_WITNESS, 0,
				    NODE_MULTI }, is_witnessed(p->s));
}

static void put_paper(const struct screen *p)
{
	if (p->s->guide.state == GUIDE_SEATED) {
		put_witnessed_way(p);
		return;
	}
	part_open_box(p, LOOK_SHEET);
	part_text(p, part_say(p, "sign_paper.first"));
	part_text(p, part_say1(p, "sign_paper.second", part_counter_words(p)));
	part_text(p, part_say(p, "sign_paper.third"));
	part_close_box(p);
}

/* An empty box may be submitted, and says then what it lacks; no guide signs by hand. */
static unsigned submit_flags(const struct screen *p, enum sign_method way)
{
	if (way == SIGN_PAPER)
		return 0;
	if (way != SIGN_INK && !session_is_signed(p->s))
		return NODE_DISABLED;
	return part_own_act(p);
}

void screen_sign(const struct screen *p)
{
	static void (*const boxes[])(const struct screen *p) = {
		[SIGN_INK] = put_ink, [SIGN_KEYPAD] = put_keypad,
		[SIGN_CARD_PIN] = put_card_pin, [SIGN_PAPER] = put_paper,
	};
	enum sign_method way = session_sign_way(p->s);
	bool by_paper = way == SIGN_PAPER && !is_witnessed(p->s);
	struct way submit = { "submit", part_say(p, by_paper ? "sign_paper.submit" : "sign.submit"),
			      VERB_SUBMIT, 0, submit_flags(p, way) };
	bool whole = (way == SIGN_INK || way == SIGN_KEYPAD) &&
		     p->s->guide.state == GUIDE_AWAY;

	part_open_page(p);
	part_title(p, part_say(p, "sign.title"));
	put_sign_lead(p);
	part_printer(p);
	/* The ways stand over their box, on whatever page of a small glass. */
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_COLUMN,
					  .flags = whole ? NODE_WHOLE : 0 });
	put_tabs(p);
	boxes[way](p);
	part_close_box(p);
	part_close_page(p, true, &submit);
}
