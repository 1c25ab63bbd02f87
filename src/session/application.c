/*
 * The application as the visitor has made it: derived from the session, so that
 * what is sealed, printed and shown is one and the same.
 */
#include "session/derive.h"

#include "base/text.h"

#include <string.h>

/* A promise is kept in the Chinese words that stood on the glass, easy ones too. */
static enum lang chinese_of(const struct session *s)
{
	return s->view.lang == LANG_ZH_EASY ? LANG_ZH_EASY : LANG_ZH_HANS;
}

/* What was warned of beside it: by who applies, so that no decision holds it. */
static void fill_caution(const struct session_world *world, const struct session *s, int benefit,
			 struct application_item *item)
{
	const struct pack_caution *caution = derive_caution(world, s, benefit);

	if (caution)
		text_copy_or_none(item->caution, sizeof(item->caution), caution->reading);
}

static void fill_promise(const struct session_world *world, const struct session *s,
			 int fact, struct promise *promise)
{
	const struct pack_fact *f = pack_fact(world->pack, fact);
	int64_t number = s->answers[fact].number;
	struct text zh = text_in(promise->text_zh, sizeof(promise->text_zh));
	struct text en = text_in(promise->text_en, sizeof(promise->text_en));

	text_copy_or_none(promise->fact_id, sizeof(promise->fact_id), f->id);
	promise->number = number;
	pack_promise(f, number, chinese_of(s), &zh);
	pack_promise(f, number, LANG_EN, &en);
	text_copy_or_none(promise->rule, sizeof(promise->rule), "R5-1d");
	promise->to_verify = f->certified;
}

static void fill_general(const struct session *s, enum general_promise general,
			 struct promise *promise)
{
	static const char *const keys[GENERAL_COUNT] = {
		[GENERAL_NOTICE] = "promise.notice",
		[GENERAL_TRUE] = "promise.true",
		[GENERAL_VERIFY] = "promise.verify",
		[GENERAL_LIABLE] = "promise.liable",
	};

	text_copy_or_none(promise->fact_id, sizeof(promise->fact_id), keys[general]);
	promise->number = 1;
	text_copy_or_none(promise->text_zh, sizeof(promise->text_zh),
		  words_get(chinese_of(s), keys[general]));
	text_copy_or_none(promise->text_en, sizeof(promise->text_en),
		  words_get(LANG_EN, keys[general]));
	text_copy_or_none(promise->rule, sizeof(promise->rule), "R5-1d");
}

static void fill_promises(const struct session_world *world, const struct session *s,
			  struct application *a)
{
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(world, s, facts);

	for (int i = 0; i < count; i++) {
		if (s->promised[facts[i]] == PROMISE_MADE)
			fill_promise(world, s, facts[i], &a->promises[a->promise_count++]);
	}
	for (int i = 0; i < GENERAL_COUNT; i++) {
		if (s->general[i] == PROMISE_MADE)
			fill_general(s, (enum general_promise)i,
				     &a->promises[a->promise_count++]);
	}
}

/*
 * As at the hand-over: what staff do after it stands in the audit log alone.  A witness
 * belongs to a signature on paper.
 */
static void fill_staff_actions(const struct session *s, struct application *a)
{
	bool signed_now = s->signed_s != 0;
	const struct staff_action *at = signed_now ? s->signed_actions : s->staff_actions;
	int count = signed_now ? s->signed_action_count : s->staff_action_count;

	for (int i = 0; i < count; i++) {
		if (at[i].kind != STAFF_ACTION_WITNESSED || a->method == SIGN_PAPER)
			a->staff_actions[a->staff_action_count++] = at[i];
	}
}

bool session_prints_large(const struct session *s)
{
	return s->paper_size == PAPER_LARGE ||
	       (s->paper_size == PAPER_AS_SHOWN && s->view.size >= VIEW_LARGE);
}

/* Who, when, where: what a withdrawal has too. */
static void fill_statement(const struct session_world *world, const struct session *s,
			   struct application *a)
{
	*a = (struct application){
		.signed_at = s->signed_s,
		.clock_doubt = s->signed_doubt,
		.clock_quality = s->signed_quality,
		.decision_date = world->date,
		.demo_date = world->demo_date,
		.lang = s->view.lang,
		.holder = s->holder,
		.large_print = session_prints_large(s),
	};
	text_copy_or_none(a->key, sizeof(a->key), s->key);
	text_copy_or_none(a->receipt_no, sizeof(a->receipt_no), s->receipt_no);
	text_copy_or_none(a->hall, sizeof(a->hall), world->hall.in[LANG_ZH_HANS]);
	text_copy_or_none(a->terminal, sizeof(a->terminal), world->terminal.in[LANG_ZH_HANS]);
	text_copy_or_none(a->pack_id, sizeof(a->pack_id), pack_id(world->pack));
	if (world->program)
		text_copy_or_none(a->program, sizeof(a->program), world->program);
	text_copy_or_none(a->pack_hash, sizeof(a->pack_hash), pack_hash(world->pack));
}

static void fill_course(const struct course *course, struct application_course *ret)
{
	text_copy_or_none(ret->id, sizeof(ret->id), course->id);
	text_copy_or_none(ret->title_zh, sizeof(ret->title_zh), course->title_zh);
	text_copy_or_none(ret->title_en, sizeof(ret->title_en), course->title_en);
	text_copy_or_none(ret->institution_zh, sizeof(ret->institution_zh), course->institution_zh);
	text_copy_or_none(ret->institution_en, sizeof(ret->institution_en), course->institution_en);
	ret->starts = course->starts;
}

static void fill_items(const struct session_world *world, const struct session *s,
		       enum case_basis basis, struct application *a)
{
	struct result items[APPLICATION_ITEMS_MAX];

	if (session_course(world, s))
		fill_course(session_course(world, s), &a->course);
	a->claims = s->claim.on;
	if (s->claim.on && s->claim.number_done)
		text_copy_or_none(a->certificate_no, sizeof(a->certificate_no),
				  s->claim.number);
	a->item_count = derive_items(world, s, basis, items);
	for (int i = 0; i < a->item_count; i++) {
		replay_fill_item(world->pack, items[i].benefit, &items[i].decision, &a->course,
				 &a->items[i]);
		fill_caution(world, s, items[i].benefit, &a->items[i]);
	}
}

static void fill_signed(const struct session_world *world, const struct session *s,
			struct application *a)
{
	struct replay_bases bases;

	a->method = s->method;
	a->pin_at = s->pin_s;
	fill_items(world, s, CASE_PROMISED, a);
	derive_bases(world, s, &bases);
	replay_keep(world->pack, &bases, a);
	fill_promises(world, s, a);
	if (s->method == SIGN_INK)
		a->ink = s->ink;
}

void session_application(const struct session_world *world,
			 const struct session *s, struct application *ret_application)
{
	fill_statement(world, s, ret_application);
	if (s->withdrawing)
		text_copy_or_none(ret_application->withdraws, sizeof(ret_application->withdraws),
			  s->recent.receipt_no);
	else
		fill_signed(world, s, ret_application);
	fill_staff_actions(s, ret_application);
}

void session_handout(const struct session_world *world, const struct session *s,
		     enum handout handout, struct application *ret_application)
{
	fill_statement(world, s, ret_application);
	explicit_bzero(&ret_application->holder, sizeof(ret_application->holder));
	explicit_bzero(ret_application->key, sizeof(ret_application->key));
	ret_application->signed_at = s->clock_s;
	ret_application->clock_doubt = s->clock_doubt;
	ret_application->clock_quality = s->clock_quality;
	if (handout == HANDOUT_SUMMARY)
		fill_items(world, s, CASE_SAID, ret_application);
}
