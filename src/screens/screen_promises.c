#include "screens/pages.h"

struct promise_line {
	const char *name;	/* of the ids */
	const char *words;
	int arg;		/* of the verbs */
	enum promise_state state;
	const char *refuse;	/* its words */
	bool private;
	bool to_verify;
};

/* A promise and its two answers are one row, and never parted. */
static void put_line(const struct screen *p, const struct promise_line *line)
{
	unsigned flags = line->private ? NODE_PRIVATE : 0;
	const char *of = line->private ? NULL : line->words;

	open_box(p, LOOK_SPREAD);
	open_box(p, LOOK_COLUMN);
	put(p, ROLE_TEXT, LOOK_STRONG, line->words, flags);
	if (line->to_verify)
		put_note(p, say(p, "promises.to_verify"));
	close_box(p);
	open_box(p, LOOK_EQUAL);
	put_pick_of(p, (struct way){ id_of(p, "accept", line->name),
				     say(p, "promises.accept"), VERB_ACCEPT, line->arg, 0 },
		    line->state == PROMISE_MADE, of);
	put_pick_of(p, (struct way){ id_of(p, "refuse", line->name),
				     line->refuse, VERB_REFUSE, line->arg, 0 },
		    line->state == PROMISE_REFUSED, of);
	close_box(p);
	close_box(p);
}

static void put_facts(const struct screen *p)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts);

	for (int i = 0; i < count; i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, facts[i]);
		bool no = derive_says_no(f, p->s->answers[facts[i]].number);
		struct promise_line line = {
			.name = f->id,
			.words = in_lang(p, no ? &f->promise_false : &f->promise_true),
			.arg = facts[i], .state = p->s->promised[facts[i]],
			.refuse = say(p, "promises.refuse"),
			.private = f->sensitive, .to_verify = f->certified,
		};

		put_line(p, &line);
	}
}

static void put_general(const struct screen *p)
{
	static const struct { const char *name; const char *key; } rows[GENERAL_COUNT] = {
		[GENERAL_NOTICE] = { "notice", "promise.notice" },
		[GENERAL_TRUE] = { "true", "promise.true" },
		[GENERAL_VERIFY] = { "verify", "promise.verify" },
		[GENERAL_LIABLE] = { "liable", "promise.liable" },
	};

	for (int i = 0; i < GENERAL_COUNT; i++) {
		struct promise_line line = {
			.name = rows[i].name, .words = say(p, rows[i].key),
			.arg = -1 - i, .state = p->s->general[i],
			.refuse = say(p, "promises.decline"),
		};

		put_line(p, &line);
	}
}

/* Both ways are one press and equally large. */
static void put_all(const struct screen *p)
{
	open_box(p, LOOK_EQUAL);
	put_way(p, LOOK_SECOND, (struct way){ "accept", say(p, "promises.accept_all"),
					      VERB_ACCEPT, ARG_ALL, 0 });
	put_way(p, LOOK_SECOND, (struct way){ "refuse", say(p, "promises.refuse_all"),
					      VERB_REFUSE, ARG_ALL, 0 });
	close_box(p);
}

static int count_open(const struct screen *p)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts), open = 0;

	for (int i = 0; i < count; i++)
		open += p->s->promised[facts[i]] == PROMISE_OPEN;
	for (int i = 0; i < GENERAL_COUNT; i++)
		open += p->s->general[i] == PROMISE_OPEN;
	return open;
}

/* The way on stands still until it is known which: to sign, or what to bring. */
void screen_promises(const struct screen *p)
{
	bool proof = session_after_next(p->world, p->s) == PAGE_PROOF;
	int open = proof ? 0 : count_open(p);
	struct way next = { "next", open ? say_number(p, "promises.open", open) :
			    say(p, proof ? "promises.next_proof" : "promises.next"),
			    VERB_NEXT, 0, NODE_AFTER_ALL | (open ? NODE_DISABLED : 0) };

	open_page(p);
	put_title(p, say(p, "promises.title"));
	put_lead(p, say(p, "promises.lead"));
	put_notice_side(p);
	open_box(p, LOOK_SHEET);
	put_facts(p);
	put_general(p);
	close_box(p);
	put_all(p);
	close_page(p, true, &next);
}
