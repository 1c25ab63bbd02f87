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

	part_open_box(p, LOOK_SPREAD);
	part_open_box(p, LOOK_COLUMN);
	part_put(p, ROLE_TEXT, LOOK_STRONG, line->words, flags);
	if (line->to_verify)
		part_note(p, part_say(p, "promises.to_verify"));
	part_close_box(p);
	part_open_box(p, LOOK_EQUAL);
	part_pick_of(p, (struct way){ part_id_of(p, "accept", line->name),
				     part_say(p, "promises.accept"), VERB_ACCEPT, line->arg, 0 },
		     line->state == PROMISE_MADE, of);
	part_pick_of(p, (struct way){ part_id_of(p, "refuse", line->name),
				     line->refuse, VERB_REFUSE, line->arg, 0 },
		     line->state == PROMISE_REFUSED, of);
	part_close_box(p);
	part_close_box(p);
}

static void put_facts(const struct screen *p)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts);

	for (int i = 0; i < count; i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, facts[i]);
		struct promise_line line = {
			.name = f->id,
			.words = part_promise_words(p, facts[i]),
			.arg = facts[i], .state = p->s->promised[facts[i]],
			.refuse = part_say(p, "promises.refuse"),
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
			.name = rows[i].name, .words = part_say(p, rows[i].key),
			.arg = -1 - i, .state = p->s->general[i],
			.refuse = part_say(p, "promises.decline"),
		};

		put_line(p, &line);
	}
}

/* Both ways are one press and equally large. */
static void put_all(const struct screen *p)
{
	part_open_box(p, LOOK_EQUAL);
	part_way(p, LOOK_SECOND, (struct way){ "accept", part_say(p, "promises.accept_all"),
					      VERB_ACCEPT, ARG_ALL, 0 });
	part_way(p, LOOK_SECOND, (struct way){ "refuse", part_say(p, "promises.refuse_all"),
					      VERB_REFUSE, ARG_ALL, 0 });
	part_close_box(p);
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
	struct way next = { "next", open ? part_say_number(p, "promises.open", open) :
			    part_say(p, proof ? "promises.next_proof" : "promises.next"),
			    VERB_NEXT, 0, NODE_AFTER_ALL | (open ? NODE_DISABLED : 0) };

	part_open_page(p);
	part_title(p, part_say(p, "promises.title"));
	part_lead(p, part_say(p, "promises.lead"));
	screen_notice_side(p);
	part_open_box(p, LOOK_SHEET);
	put_facts(p);
	put_general(p);
	part_close_box(p);
	put_all(p);
	part_close_page(p, true, &next);
}
