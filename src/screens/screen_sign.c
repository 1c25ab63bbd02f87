/* The ways to sign; all leave the same record. */
#include "screens/pages.h"

static void put_method(const struct screen *p, const char *id, const char *key,
		       const char *note_key, enum sign_method method)
{
	put_way(p, LOOK_SECOND, (struct way){ id, say(p, key), VERB_SIGN, (int)method, 0 });
	put_note(p, say(p, note_key));
}

void screen_sign_how(const struct screen *p)
{
	open_page(p);
	put_title(p, say(p, "sign_how.title"));
	put_lead(p, say(p, "sign_how.lead"));
	put_method(p, "sign-draw", "sign_how.draw", "sign_how.draw_note", SIGN_INK);
	put_method(p, "sign-keypad", "sign_how.keypad", "sign_how.keypad_note", SIGN_KEYPAD);
	if (p->s->holder.type == CARD_SOCIAL_SECURITY)
		put_method(p, "sign-pin", "sign_how.pin", "sign_how.pin_note", SIGN_CARD_PIN);
	if (!p->world->no_printer)
		put_method(p, "sign-paper", "sign_how.paper", "sign_how.paper_note", SIGN_PAPER);
	put_note(p, say(p, "sign_how.self"));
	close_page(p, true, NULL);
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

static void put_other_ways(const struct screen *p)
{
	put_strong(p, say(p, "sign.other"));
	open_box(p, LOOK_EQUAL);
	put_way(p, LOOK_SECOND, (struct way){ "sign-keypad", say(p, "sign.keypad"),
					      VERB_SIGN, SIGN_KEYPAD, 0 });
	if (p->s->holder.type == CARD_SOCIAL_SECURITY)
		put_way(p, LOOK_SECOND, (struct way){ "sign-pin", say(p, "sign.pin"),
						      VERB_SIGN, SIGN_CARD_PIN, 0 });
	if (!p->world->no_printer)
		put_way(p, LOOK_SECOND, (struct way){ "sign-paper", say(p, "sign.paper"),
						      VERB_SIGN, SIGN_PAPER, 0 });
	close_box(p);
}

/* Room for two large characters; true on the glass, and as wide as the page is. */
#define SIGN_BOX_MM 90

/* The clear button stands above the box, away from where a wrist rests. */
void screen_sign(const struct screen *p)
{
	struct way submit = { "submit", say(p, "sign.submit"), VERB_SUBMIT, 0,
			      own_act(p) };
	bool drawn = !ink_is_empty(&p->s->ink);

	open_page(p);
	put_title(p, say(p, "sign.title"));
	put_sign_lead(p);
	if (p->s->ink_empty_hint)
		put_hint(p, say(p, "sign.hint"));
	open_box(p, LOOK_SPREAD);
	put_note(p, say(p, drawn ? "sign.drawn" : "sign.not_drawn"));
	put_way(p, LOOK_CHIP, (struct way){ "ink-clear", say(p, "sign.clear"),
					    VERB_INK_CLEAR, 0, 0 });
	close_box(p);
	tree_add(p->tree, (struct node){
		.id = "ink", .role = ROLE_INK, .look = LOOK_INK,
		.label = say(p, "sign.box"), .height_mm = SIGN_BOX_MM,
		.spoken = say(p, drawn ? "sign.box_drawn_spoken" : "sign.box_spoken") });
	put_other_ways(p);
	close_page(p, true, &submit);
}

void screen_sign_keypad(const struct screen *p)
{
	int left = CONFIRMATIONS_NEEDED - p->s->confirmations;
	struct way submit = { "submit", say(p, "sign.submit"), VERB_SUBMIT, 0,
			      left > 0 ? NODE_DISABLED : own_act(p) };

	open_page(p);
	put_title(p, say(p, "sign_keypad.title"));
	put_sign_lead(p);
	put_text(p, say(p, "sign_keypad.text"));
	put_hint(p, left > 0 ? say_number(p, "sign_keypad.left", left) :
			       say(p, "sign_keypad.done"));
	put_way(p, LOOK_SECOND, (struct way){ "confirm", say(p, "sign_keypad.confirm"),
					      VERB_CONFIRM, 0, left > 0 ? 0 : NODE_DISABLED });
	close_page(p, true, &submit);
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

static void put_paper_way(const struct screen *p)
{
	open_box(p, LOOK_SHEET);
	put_text(p, say(p, "sign_paper.first"));
	put_text(p, say1(p, "sign_paper.second", counter_words(p)));
	put_text(p, say(p, "sign_paper.third"));
	close_box(p);
}

void screen_sign_paper(const struct screen *p)
{
	bool seen = is_witnessed(p->s);
	struct way submit = { "submit", say(p, seen ? "sign.submit" : "sign_paper.submit"),
			      VERB_SUBMIT, 0, 0 };

	open_page(p);
	put_title(p, say(p, "sign_paper.title"));
	put_sign_lead(p);
	if (p->s->guide.state == GUIDE_SEATED)
		put_witnessed_way(p);
	else
		put_paper_way(p);
	close_page(p, true, &submit);
}
