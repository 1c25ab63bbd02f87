#include "screens/pages.h"

static void put_revealed(const struct screen *p, const char *id, const char *label_key,
			 const char *masked, const char *plain, unsigned flags)
{
	part_open_box(p, LOOK_COLUMN);
	part_note(p, part_say(p, label_key));
	tree_add(p->tree, (struct node){
		.id = id, .role = ROLE_TEXT, .look = LOOK_CARD_TITLE,
		.label = arena_text(p->tree->arena, masked),
		.value = arena_text(p->tree->arena, plain),
		.flags = NODE_HOLD | NODE_PRIVATE | flags });
	part_close_box(p);
}

static void put_register(const struct screen *p)
{
	static const char *const keys[] = {
		[REGISTER_NOT_ASKED] = "who.register_asked",
		[REGISTER_ASKED] = "who.register_asked",
		[REGISTER_FOUND] = "who.register_found",
		[REGISTER_ABSENT] = "who.register_absent",
		[REGISTER_UNREACHABLE] = "who.register_unreachable",
	};

	part_put(p, ROLE_TEXT, LOOK_BODY_TEXT, part_say(p, keys[p->s->registered]), NODE_LIVE);
	/* three a year are not surely counted then, and other registers not heard */
	if (p->s->elsewhere == ELSEWHERE_UNKNOWN || p->s->facts_elsewhere == ELSEWHERE_UNKNOWN)
		part_put(p, ROLE_TEXT, LOOK_BODY_TEXT, part_say(p, "who.elsewhere_unknown"),
			 NODE_LIVE);
}

static const char *next_key(const struct screen *p)
{
	if (p->s->registered == REGISTER_ASKED)
		return "who.next_waits";
	if (session_is_guided(p->s))	/* whether anything is left to ask tells of the register */
		return "next.continue";
	if (p->s->holder.assurance < p->world->to_see)
		return "who.next_pin";
	if (session_needs_consent(p->world, p->s) > 0)
		return "who.next_consent";
	return derive_next_question(p->world, p->s) < 0 ? "next.results" : "who.next_questions";
}

/* A consent of its own, given with the way on, and refused as easily: then they are asked. */
void part_consent(const struct screen *p, const char *key)
{
	part_open_box(p, LOOK_SHEET);
	part_text(p, part_say(p, key));
	part_note(p, part_say1(p, "who.consent_counter", part_counter_words(p)));
	part_way(p, LOOK_SECOND, (struct way){ "consent-no", part_say(p, "who.consent_no"),
					      VERB_NO_CONSENT, 0, 0 });
	part_close_box(p);
}

/* Beside a guide for everybody: whether it is needed tells of the register. */
static bool has_consent(const struct screen *p)
{
	return session_needs_consent(p->world, p->s) > 0 || session_is_guided(p->s);
}

void screen_who(const struct screen *p)
{
	const struct holder *h = &p->s->holder;
	char name[HOLDER_NAME_MAX], number[IDNO_TEXT_MAX];
	/* what is consented to, and its refusal, have been seen */
	unsigned seen = has_consent(p) ? NODE_AFTER_ALL : 0;
	struct way next = { "next", part_say(p, next_key(p)), VERB_NEXT, 0,
			    p->s->registered == REGISTER_ASKED ? NODE_DISABLED : seen };

	holder_mask_name(h->name, name);
	idno_mask(h->id_no, number);
	part_open_page(p);
	part_title(p, part_say(p, "who.title"));
	part_lead(p, part_say(p, "who.lead"));
	part_open_box(p, LOOK_SHEET);
	if (h->name[0])
		put_revealed(p, "who-name", "who.name", name, h->name, NODE_NAME);
	put_revealed(p, "who-number", "who.number", number, h->id_no, 0);
	part_close_box(p);
	/* beside a guide neither tells what is held of the visitor */
	if (session_has_training(p->s) && !session_is_guided(p->s))
		part_way(p, LOOK_SECOND, (struct way){ "my-training", part_say(p, "training.title"),
						      VERB_MY_TRAINING, 0, 0 });
	put_register(p);
	if (has_consent(p))
		part_consent(p, "who.consent");
	part_note(p, part_say(p, "who.not_me"));
	part_due(p);
	part_recent(p);
	part_close_page(p, false, &next);
}
