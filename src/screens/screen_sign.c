/* The ways to sign, tabs over one box; all leave the same record. */
#include "screens/pages.h"

static void put_tab(const struct screen *p, const char *id, const char *key,
		    enum sign_method way)
{
	if (session_may_sign_by(p->world, p->s, way))
		put_pick_of(p, (struct way){ id, say(p, key), VERB_SIGN, (int)way, 0 },
			    session_sign_way(p->s) == way, NULL);
}

static void put_tabs(const struct screen *p)
{
	open_box(p, LOOK_EQUAL);
	put_tab(p, "sign-draw", "sign.draw", SIGN_INK);
	put_tab(p, "sign-keypad", "sign.keypad", SIGN_KEYPAD);
	put_tab(p, "sign-pin", "sign.pin", SIGN_CARD_PIN);
	put_tab(p, "sign-paper", "sign.paper", SIGN_PAPER);
	close_box(p);
	put_note(p, say(p, "sign.self"));
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
	put_lead(p, session_is_guided(p->s) ? say(p, "guide.sign_lead") :
					      say_number(p, "sign.lead", count_promises(p)));
}

/* Room for two large characters; true on the glass, and as wide as the page is. */
#define SIGN_BOX_MM 90

/* The clear button stands above the box, away from where a wrist rests. */
static void put_ink(const struct screen *p)
{
	bool drawn = !ink_is_empty(&p->s->ink);

	if (p->s->ink_empty_hint)
		put_live_hint(p, say(p, p->s->ink.count > 0 ? "sign.hint_dot" : "sign.hint"));
	open_box(p, LOOK_SPREAD);
	put_note(p, say(p, drawn ? "sign.drawn" : "sign.not_drawn"));
	put_way(p, LOOK_CHIP, (struct way){ "ink-clear", say(p, "sign.clear"),
					    VERB_INK_CLEAR, 0, 0 });
	close_box(p);
	tree_add(p->tree, (struct node){
		.id = "ink", .role = ROLE_INK, .look = LOOK_INK,
		.label = say(p, "sign.box"), .height_mm = SIGN_BOX_MM,
		.spoken = say(p, drawn ? "sign.box_drawn_spoken" : "sign.box_spoken") });
}

static void put_keypad(const struct screen *p)
{
	int left = CONFIRMATIONS_NEEDED - p->s->confirmations;

	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "sign_keypad.title"));
	put_text(p, say(p, "sign_keypad.text"));
	put(p, ROLE_TEXT, LOOK_STRONG, left > 0 ? say_number(p, "sign_keypad.left", left) :
						  say(p, "sign_keypad.done"), NODE_LIVE);
	put_way(p, LOOK_SECOND, (struct way){ "confirm", say(p, "sign_keypad.confirm"),
					      VERB_CONFIRM, 0,
					      left > 0 ? own_act(p) : NODE_DISABLED });
	close_box(p);
}

/* One PIN serves the holder's check and the signature; it was typed when it says so. */
static void put_card_pin(const struct screen *p)
{
	bool typed = p->s->pin_s != 0;

	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, typed ? "sign_pin.typed" : "sign_pin.title"));
	put_text(p, typed ? say1(p, "sign_pin.typed_text", clock_words(p, p->s->pin_s)) :
			    say(p, "sign_pin.text"));
	if (!typed)
		put_way(p, LOOK_SECOND, (struct way){ "pin-type", say(p, "sign_pin.type"),
						      VERB_SIGN, SIGN_CARD_PIN, own_act(p) });
	close_box(p);
}

static bool is_witnessed(const struct session *s)
{
	return staff_action_find(s->staff_actions, s->staff_action_count, STAFF_ACTION_WITNESSED,
				 NULL) >= 0;
}

/* With a guide's card on the reader the signature is made now, before this witness. */
static void put_witnessed_way(const struct screen *p)
{
	open_box(p, LOOK_SHEET);
	put_text(p, say(p, "guide.paper_first"));
	put_text(p, say(p, "guide.paper_second"));
	put_text(p, say(p, "guide.paper_third"));
	close_box(p);
	put_choice(p, (struct way){ "witness", say(p, "guide.witness"), VERB_WITNESS, 0,
				    NODE_MULTI }, is_witnessed(p->s));
}

static void put_paper(const struct screen *p)
{
	if (p->s->guide.state == GUIDE_SEATED) {
		put_witnessed_way(p);
		return;
	}
	open_box(p, LOOK_SHEET);
	put_text(p, say(p, "sign_paper.first"));
	put_text(p, say1(p, "sign_paper.second", counter_words(p)));
	put_text(p, say(p, "sign_paper.third"));
	close_box(p);
}

/* An empty box may be submitted, and says then what it lacks; no guide signs by hand. */
static unsigned submit_flags(const struct screen *p, enum sign_method way)
{
	if (way == SIGN_PAPER)
		return 0;
	if (way != SIGN_INK && !session_is_signed(p->s))
		return NODE_DISABLED;
	return own_act(p);
}

void screen_sign(const struct screen *p)
{
	static void (*const boxes[])(const struct screen *p) = {
		[SIGN_INK] = put_ink, [SIGN_KEYPAD] = put_keypad,
		[SIGN_CARD_PIN] = put_card_pin, [SIGN_PAPER] = put_paper,
	};
	enum sign_method way = session_sign_way(p->s);
	bool by_paper = way == SIGN_PAPER && !is_witnessed(p->s);
	struct way submit = { "submit", say(p, by_paper ? "sign_paper.submit" : "sign.submit"),
			      VERB_SUBMIT, 0, submit_flags(p, way) };
	bool whole = way == SIGN_INK && p->s->guide.state == GUIDE_AWAY;

	open_page(p);
	put_title(p, say(p, "sign.title"));
	put_sign_lead(p);
	put_printer(p);
	/* The ways stand over their box, on whatever page of a small glass. */
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_COLUMN,
					  .flags = whole ? NODE_WHOLE : 0 });
	put_tabs(p);
	boxes[way](p);
	close_box(p);
	close_page(p, true, &submit);
}
