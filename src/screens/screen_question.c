#include "screens/pages.h"

#include "base/text.h"

static const struct pack_fact *asked_fact(const struct screen *p)
{
	return pack_fact(p->world->pack, p->s->at.arg);
}

static void put_answer(const struct screen *p, const char *id, const char *key,
		       enum choice choice)
{
	bool chosen = p->s->draft.choice == choice && !session_is_covered(p->s);

	/* The question may be heard by all; what was answered is the visitor's own. */
	part_choice(p, (struct way){ id, part_say(p, key), VERB_ANSWER, (int)choice,
				    chosen && asked_fact(p)->sensitive ? NODE_PRIVATE : 0 },
		    chosen);
}

/* A number is typed as it is: there is no yes to it, and a no only where a date can be missing. */
static bool is_plain(const struct pack_fact *fact)
{
	return fact->type != FACT_BOOL &&
	       (fact->type != FACT_DATE || !fact->promise_false.in[LANG_ZH_HANS]);
}

static void put_picks(const struct screen *p, const struct pack_fact *fact)
{
	bool chosen = p->s->draft.choice == CHOICE_YES && !session_is_covered(p->s);

	for (int i = 0; i < fact->choice_count; i++) {
		if (fact->choice_words[i].in[LANG_ZH_HANS])
			part_choice(p, (struct way){ part_id_of(p, "pick", fact->choices[i]),
						    part_in_lang(p, &fact->choice_words[i]),
						    VERB_PICK, i, 0 },
				   chosen && p->s->draft.picked == i);
	}
}

static void put_answers(const struct screen *p, bool has)
{
	const struct pack_fact *fact = asked_fact(p);

	part_open_box(p, LOOK_SHEET);
	if (fact->type == FACT_CHOICE)
		put_picks(p, fact);
	if (is_plain(fact)) {
		put_answer(p, "answer-unsure", "answer.unsure", CHOICE_UNSURE);
		part_close_box(p);
		return;
	}
	put_answer(p, "answer-yes", has ? "answer.have" : "answer.yes", CHOICE_YES);
	put_answer(p, "answer-no", has ? "answer.have_not" : "answer.no", CHOICE_NO);
	put_answer(p, "answer-unsure", "answer.unsure", CHOICE_UNSURE);
	part_close_box(p);
}

/* "2021-03-__": what is typed stands where it belongs. */
static const char *typed_words(const struct screen *p, enum fact_type type)
{
	const struct draft *d = &p->s->draft;
	char buffer[32];
	struct text text = text_in(buffer, sizeof(buffer));
	int wanted = type == FACT_DATE ? DATE_DIGITS : d->typed_count;

	for (int i = 0; i < wanted; i++) {
		if (type == FACT_DATE && (i == 4 || i == 6))
			text_add(&text, "-");
		text_add_n(&text, i < d->typed_count ? &d->typed[i] : "_", 1);
	}
	return arena_text(p->tree->arena, wanted ? buffer : "_");
}

static void put_entry(const struct screen *p, enum fact_type type)
{
	part_text(p, part_say(p, type == FACT_DATE && is_plain(asked_fact(p)) ?
			      "question.type_this_date" :
			      type == FACT_DATE ? "question.type_date" :
			      type == FACT_FEN ? "question.type_yuan" : "question.type_number"));
	tree_add(p->tree, (struct node){
		.id = "typed", .role = ROLE_FIELD, .look = LOOK_ENTRY,
		.label = typed_words(p, type),
		.spoken = part_say_number(p, "question.typed_spoken", p->s->draft.typed_count),
		.flags = NODE_PRIVATE | NODE_ECHO });
	part_keys(p, NULL);
}

static const char *hint_key(const struct screen *p)
{
	static const char *const slips[] = {
		[SLIP_TO_COME] = "question.slip_to_come",
		[SLIP_BEFORE_END] = "question.slip_before_end", [SLIP_DAYS] = "question.slip_days",
	};
	bool choose = !is_plain(asked_fact(p)) || asked_fact(p)->type == FACT_CHOICE;

	if ((p->s->draft.choice == CHOICE_NONE && choose) || session_is_covered(p->s))
		return "question.hint_choose";
	if (p->s->draft.slip != SLIP_NONE)
		return slips[p->s->draft.slip];
	if (asked_fact(p)->type != FACT_DATE)
		return "question.hint_number";
	return p->s->draft.typed_count == DATE_DIGITS ? "question.hint_no_day" :
							"question.hint_date";
}

/* A slip is told with what it is beside. */
static const char *hint_words(const struct screen *p)
{
	const struct own_training *claimed = session_claimed(p->s);
	enum slip slip = p->s->draft.slip;

	if (slip == SLIP_BEFORE_END && claimed)
		return part_say1(p, hint_key(p), part_date_words(p, claimed->ended));
	if (slip == SLIP_DAYS && claimed)
		return part_say_number(p, hint_key(p), claimed->course.training_days);
	return part_say(p, hint_key(p));
}

/* What the register says stands; a visitor who says otherwise is heard, and sent on. */
static void put_registered(const struct screen *p)
{
	struct fact fact = derive_fact(p->world, p->s, p->s->at.arg);

	if (session_is_covered(p->s))
		return;
	if (fact.source > FACT_DECLARED)
		part_private_hint(p, part_say1(p, "question.registered",
					       part_fact_words(p, p->s->at.arg, &fact)));
}

void screen_question(const struct screen *p)
{
	const struct pack_fact *fact = asked_fact(p);
	bool typed = fact->type != FACT_BOOL && fact->type != FACT_CHOICE;
	bool covered = session_is_covered(p->s);

	part_open_page(p);
	part_title(p, part_in_lang(p, &fact->question));
	part_lead(p, part_in_lang(p, &fact->why));
	put_registered(p);
	if (p->s->draft.hint)
		part_hint(p, hint_words(p));
	part_guide_cover(p, p->s->draft.choice != CHOICE_NONE, typed);
	if (typed && is_plain(fact) && !covered)
		put_entry(p, fact->type);
	put_answers(p, fact->type == FACT_DATE);
	if (typed && !is_plain(fact) && p->s->draft.choice == CHOICE_YES && !covered)
		put_entry(p, fact->type);
	part_note(p, part_say(p, "question.unsure_note"));
	part_close_page_next(p, true, part_next_after_answer(p));
}
