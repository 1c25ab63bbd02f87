/*
 * What must hold after every move of the monkey (monkey.h).  A law that is broken
 * leaves its words in law_broken.
 */
#ifndef TESTS_UNIT_SCREENS_MONKEY_LAWS_H
#define TESTS_UNIT_SCREENS_MONKEY_LAWS_H

#include "tests/unit/screens/monkey.h"
#include "tests/unit/screens/courses_told.h"

#include "core/amount.h"
#include "ui/spoken.h"
#include "speech/voice_link.h"

#define STEPS_TO_IDLE 64
#define SPOKEN_MAX (4 * VOICE_TEXT_MAX)	/* as the app has it */

static const char *law_broken;

/* One step as the laws see it. */
struct seen_step {
	const struct session_world *world;
	const struct session *before, *after;
	const struct event *event;
	const struct effects *effects;
};

struct law_room {
	struct session trial, fresh;
	struct tree tree;
	struct arena arena;
	struct application application;
	/* key of what was handed over, and nobody has said since what became of it */
	char handed_over[APPLICATION_KEY_MAX];
	char settled[APPLICATION_KEY_MAX];	/* key of the last that is saved for certain */
	int size;		/* enum view_size in which the words were looked at last */
	bool stranger;		/* another's card covered the page, and nothing uncovered it */
};
static struct law_room *room;

#define LAW(condition, words) law((condition), (words))

static bool law(bool holds, const char *words)
{
	if (!holds && !law_broken)
		law_broken = words;
	return holds;
}

static bool pin_page(uint8_t page)
{
	return page == PAGE_PIN || page == PAGE_STAFF_PIN;
}

static bool same_at(struct place a, struct place b)
{
	return a.page == b.page && a.arg == b.arg;
}

static bool has_effect(const struct effects *effects, enum effect_kind kind)
{
	for (int i = 0; i < effects->count; i++) {
		if (effects->at[i].kind == kind)
			return true;
	}
	return false;
}

static void trial_event(const struct session_world *world, struct event e, int64_t ms)
{
	struct effects effects;

	e.time_ms = ms;
	e.clock_s = monkey_clock_s(ms);
	session_step(world, &room->trial, &e, &effects);
}

/* ---- what is kept, and what is not ---- */

static bool view_is_usual(const struct display_settings *v)
{
	return v->lang == LANG_ZH_HANS && v->size == VIEW_NORMAL &&
	       v->contrast == VIEW_PLAIN && !v->reach && !v->voice && !v->steady &&
	       v->speed == SPEED_USUAL && v->volume == VOLUME_USUAL;
}

/*
 * A session of nobody, byte for byte, but for clock, devices, which first page it
 * is, and what was padding in the values that were put into it.
 */
static bool is_fresh(const struct session *s)
{
	struct session *f = &room->fresh;
	uint8_t first = s->devices.service != SERVICE_OPEN ? PAGE_OUT_OF_SERVICE :
			s->devices.reader_missing ? PAGE_NO_READER : PAGE_IDLE;

	if (s->at.page != first || s->at.arg != 0 || !view_is_usual(&s->view))
		return false;
	memset(f, 0, sizeof(*f));
	session_init(f, s->now_ms);
	f->clock_s = s->clock_s;
	f->active_ms = s->active_ms;
	f->page_ms = s->page_ms;
	f->devices = s->devices;
	f->devices.restarted = false;
	memcpy(&f->at, &s->at, sizeof(f->at));
	memcpy(&f->view, &s->view, sizeof(f->view));
	memcpy(f->past, s->past, sizeof(f->past));	/* behind past_count: nothing */
	return memcmp(f, s, sizeof(*f)) == 0;
}

static void law_pin(const struct seen_step *step)
{
	const struct session *s = step->after;
	bool typed = s->pin_count != 0;

	for (int i = 0; i <= PIN_DIGITS; i++)
		typed = typed || s->pin[i] != 0;
	LAW(!typed || pin_page(s->at.page), "a PIN is kept outside its page");
	LAW(!typed || same_at(step->before->at, s->at), "a PIN goes along to another page");
}

static bool same_card(const struct session *s, const struct holder *h)
{
	if (s->holder.type == CARD_ZHEJIANG_PERMIT)
		return h->type == CARD_ZHEJIANG_PERMIT && h->uid_size > 0 &&
		       memcmp(h->uid, s->holder.uid, h->uid_size) == 0;
	return holder_same(&s->holder, h) && h->assurance >= ASSURANCE_A1;
}

static void law_assurance(const struct seen_step *step)
{
	const struct session *b = step->before, *s = step->after;
	const struct event *e = step->event;

	if (b->holder.assurance == ASSURANCE_A2 || s->holder.assurance < ASSURANCE_A2 ||
	    e->kind != EVENT_PIN)
		return;
	LAW(e->pin.news == NEWS_PIN_RIGHT && holder_same(&s->holder, &e->pin.holder),
	    "the PIN of another card proved the holder");
}

/* ---- results, saving, receipt ---- */

static void law_results(const struct seen_step *step)
{
	const struct session *s = step->after;
	uint8_t page = s->at.page;
	bool result = page == PAGE_QUESTION || page == PAGE_GROUP || page == PAGE_RESULTS ||
		      page == PAGE_REASON || (page >= PAGE_CHECK && page <= PAGE_SIGN);
	bool brings = page >= PAGE_OFFICIAL && page <= PAGE_COURSE && session_has_person(s);

	LAW(!result || session_has_person(s), "a result of nobody");
	LAW(!(result || brings) || s->holder.assurance >= step->world->to_see,
	    "a result below what is needed to see it");
}

static void law_promises(const struct seen_step *step)
{
	const struct session *s = step->after;
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(step->world, s, facts);

	for (int i = 0; i < count; i++)
		LAW(s->promised[facts[i]] != PROMISE_OPEN, "saved with an open promise");
	for (int i = 0; i < GENERAL_COUNT; i++)
		LAW(s->general[i] == PROMISE_MADE, "saved without a general promise");
}

/* ---- one figure, one title ---- */

static bool anything_was_refused(const struct session *s)
{
	for (int i = 0; i < FACTS_MAX; i++) {
		if (s->promised[i] == PROMISE_REFUSED)
			return true;
	}
	return false;
}

static bool same_words_of(const struct amount *a, const struct amount *b)
{
	char one[AMOUNT_TEXT_MAX], other[AMOUNT_TEXT_MAX];

	amount_format(LANG_ZH_HANS, a, one);
	amount_format(LANG_ZH_HANS, b, other);
	return a->label == b->label && strcmp(one, other) == 0;
}

/* What is sealed is what the results said, unless a promise that it stood on was refused. */
static void law_sealed_sum(const struct seen_step *step, const struct application *a)
{
	const struct session_world *world = step->world;
	struct result result;

	for (int i = 0; i < a->item_count && !anything_was_refused(step->after); i++) {
		derive_result(world, step->after,
			      pack_benefit_find(world->pack, a->items[i].benefit), CASE_SAID,
			      &result);
		LAW(result.standing == STANDING_YES, "sealed, and no yes on the glass");
		LAW(same_words_of(&result.decision.amount, &a->items[i].amount),
		    "another sum is sealed than was shown");
	}
}

static bool on_glass(const char *words, bool whole)
{
	for (int i = 0; i < room->tree.count; i++) {
		const char *label = room->tree.nodes[i].label;

		if (label && (whole ? strcmp(label, words) == 0 : strstr(label, words) != NULL))
			return true;
	}
	return false;
}

/* As the paper has it: in traditional characters where the catalogue knows them. */
static const char *law_course_words(enum lang lang, const struct course *course)
{
	if (lang_written(lang) == LANG_ZH_HANT && course->title_hant[0])
		return course->title_hant;
	return application_course_words(lang, course->title_zh, course->title_en);
}

/* Of one thing: its title and its sum, each as the one function says it. */
static void law_said_alike(const struct seen_step *step, const struct result *result, bool whole)
{
	enum lang lang = step->after->view.lang;
	const struct course *course = result->course < 0 ?
		NULL : &step->world->courses[result->course];
	char title[ITEM_TITLE_MAX], sum[AMOUNT_TEXT_MAX];

	item_title_format(lang, course ? law_course_words(lang, course) : NULL,
			  pack_benefit(step->world->pack, result->benefit)->title.in[lang],
			  title);
	amount_format(lang, &result->decision.amount, sum);
	LAW(on_glass(title, whole), "a title is said in other words");
	LAW(on_glass(sum, whole), "a sum is said in other words");
}

static void law_told(const char *wrong)
{
	LAW(!wrong, wrong);
}

/* The copy page, where no file is being made or was read: then it says so, or what the file has. */
static bool tells_what_is_meant(const struct session *s)
{
	return on_glass(words_get(s->view.lang, "copy.kept"), true);
}

static void law_figures(const struct seen_step *step)
{
	const struct session *s = step->after;
	struct result results[BENEFITS_MAX];
	uint8_t page = s->at.page;
	int count = 0;

	if (session_is_covered(s) || !session_has_person(s) || s->sheet != SHEET_NONE)
		return;
	if (page == PAGE_RESULTS)
		law_told(results_told_wrong(step->world, s, &room->tree));
	if (page == PAGE_COURSE)
		law_told(course_told_wrong(step->world, s, &room->tree));
	if (page == PAGE_RESULTS || page == PAGE_CHECK)
		count = derive_results(step->world, s, results);
	else if (page == PAGE_COPY && !s->withdrawing && tells_what_is_meant(s))
		count = derive_items(step->world, s, CASE_PROMISED, results);
	for (int i = 0; i < count; i++) {
		if (results[i].standing != STANDING_YES)
			continue;
		if (page != PAGE_CHECK || derive_applied_for(step->world, s, &results[i]))
			law_said_alike(step, &results[i], page == PAGE_COPY);
	}
}

/* Nothing is handed over while it is not known what became of what was, under any key. */
static void law_handed_over(const struct seen_step *step)
{
	struct application *a = &room->application;

	session_application(step->world, step->after, a);
	if (a->withdraws[0] == 0) {
		LAW(a->item_count > 0, "saved without an item");
		LAW(a->method != SIGN_NONE && (a->method != SIGN_INK || !ink_is_empty(&a->ink)),
		    "saved unsigned");
		law_promises(step);
	}
	LAW(!step->after->withdrawing || a->withdraws[0], "nothing is taken back");
	law_sealed_sum(step, a);
	LAW(strcmp(a->key, room->settled) != 0, "another statement under a key that is used up");
	LAW(room->handed_over[0] == 0, "handed over again before it is known what became of it");
	memcpy(room->handed_over, a->key, sizeof(room->handed_over));
}

static void law_settle(const struct seen_step *step)
{
	if (!has_effect(step->effects, EFFECT_SETTLE))
		return;
	LAW(!has_effect(step->effects, EFFECT_SAVE), "saved and asked after in one");
	LAW(room->handed_over[0] == 0 || strcmp(step->after->key, room->handed_over) == 0,
	    "asked after under another key than it was handed over with");
}

/* Who has no card: a supervisor, whose card lies there, says that it is the same person. */
static bool looked_at_again(const struct seen_step *step)
{
	const struct session *s = step->before;

	return s->holder.type == CARD_NO_CARD && step->event->kind == EVENT_PRESS &&
	       step->event->press.verb == VERB_SAME_PERSON && s->at.page == PAGE_LAY_AGAIN &&
	       s->guide.state == GUIDE_SEATED && s->staff_card.role == STAFF_ROLE_SUPERVISOR;
}

static void law_save(const struct seen_step *step)
{
	const struct session *s = step->after;
	const struct event *e = step->event;

	if (!has_effect(step->effects, EFFECT_SAVE))
		return;
	LAW(s->key[0] != 0, "saved without a key");
	LAW(s->holder.assurance >= step->world->to_submit, "saved below what is needed");
	LAW(looked_at_again(step) ||
	    (e->kind == EVENT_CARD && e->card.news == NEWS_CARD_READ &&
	     same_card(s, &e->card.holder)), "saved without the card");
	LAW(!step->before->ending, "saved after the end was asked for");
	law_handed_over(step);
}

static void law_receipt(const struct seen_step *step)
{
	const struct event *e = step->event;
	bool done = e->kind == EVENT_SAVED && e->saved.news == NEWS_SAVED_DONE;
	const char *before = step->before->receipt_no, *after = step->after->receipt_no;

	if ((e->kind == EVENT_SAVED && e->saved.news != NEWS_SAVED_UNKNOWN) ||
	    !session_has_person(step->after))
		room->handed_over[0] = 0;
	LAW(after[0] == 0 || strcmp(before, after) == 0 || done,
	    "a receipt number without the store's word");
	LAW(!has_effect(step->effects, EFFECT_PRINT) ||
	    (done && after[0] != 0 && strcmp(before, after) != 0), "printed twice, or unsaved");
	if (done && strcmp(before, after) != 0)
		memcpy(room->settled, step->after->key, sizeof(room->settled));
	LAW(step->after->at.page != PAGE_RECEIPT || after[0] != 0, "a receipt without a number");
}

/* The paper of an earlier visit: owed to this holder, seen by them, and once. */
static void law_fetched(const struct seen_step *step)
{
	const struct session *s = step->before;

	if (!has_effect(step->effects, EFFECT_FETCH))
		return;
	LAW(s->due.receipt_no[0] != 0 && session_has_person(s), "fetched without being owed");
	LAW(s->due_paper == PAPER_NONE || s->due_paper == PAPER_GONE, "fetched twice");
	LAW(s->holder.assurance >= ASSURANCE_A1, "fetched with a card that is not proved");
}

static void law_withdrawal(const struct seen_step *step)
{
	const struct session *s = step->after;

	if (step->before->withdrawing || !s->withdrawing)
		return;
	LAW(s->recent.receipt_no[0] && s->now_ms <= s->recent_ms + 1000 * WITHDRAW_WITHIN_S,
	    "taken back too late");
	LAW(s->holder.assurance >= step->world->to_submit, "taken back by anyone");
}

/* ---- every course ---- */

static bool tells_of_courses(int page)
{
	return page == PAGE_RESULTS || page == PAGE_FINDER || page == PAGE_COURSES ||
	       page == PAGE_COURSE;
}

/* One course a step, another each time: what is told of it is what it is alone. */
static void law_offers(const struct seen_step *step)
{
	const struct session *s = step->after;
	const struct offers *all;
	int before = 0, fits = 0;

	/* A claim is decided by its own stage and day: what it decides is told of no course. */
	LAW(!s->claim.on || !tells_of_courses(s->at.page), "a course is told of during a claim");
	if (!session_has_person(s) || step->world->course_count == 0 || s->claim.on)
		return;
	all = derive_offers(step->world, s);
	LAW(offer_is_as_alone(step->world, s, &all->at[s->now_ms / 7 % all->count]),
	    "a course is told otherwise than it is decided");
	for (int i = 0; i < all->count; i++) {
		int rank = class_of_outcome(all->at[all->ranked[i]].outcome);

		LAW(before <= rank, "what does not fit is ranked before what does");
		before = rank;
		fits += rank == 0;
	}
	LAW(fits == all->fits, "another number of courses fits than is told");
}

/* ---- pages that must be true ---- */

static void law_true_page(const struct seen_step *step)
{
	const struct session *s = step->after;
	const struct devices *d = &s->devices;

	switch (s->at.page) {
	case PAGE_IDLE:
		LAW(!d->reader_missing, "the first page asks for a card and no reader is there");
		LAW(d->service == SERVICE_OPEN, "a card is asked for and nobody is served");
		break;
	case PAGE_NO_READER:
		LAW(d->reader_missing, "the page misses a reader that is there");
		break;
	case PAGE_OUT_OF_SERVICE:
		LAW(d->service != SERVICE_OPEN, "closed, and nothing keeps it so");
		break;
	case PAGE_READING:
		LAW(d->card_there, "reading where no card lies");
		break;
	case PAGE_STAFF_PIN:
	case PAGE_TECHNICIAN:
		LAW(s->staff_card.role != STAFF_ROLE_NONE, "a staff page without a staff card");
		break;
	case PAGE_VERIFY_IN_PERSON:
	case PAGE_STAFF_NUMBER:
		LAW(s->guide.state == GUIDE_SEATED, "a guide's page without a guide");
		break;
	default:
		break;
	}
}

static bool says(const char *text, const char *word)
{
	return text && strstr(text, word);
}

/* Words of every way out: eyes, ears, a finger that holds. */
static bool tree_says(const char *word)
{
	for (int i = 0; i < room->tree.count; i++) {
		const struct node *n = &room->tree.nodes[i];

		if (says(n->label, word) || says(n->value, word) || says(n->spoken, word))
			return true;
	}
	return false;
}

static void law_covered(const struct seen_step *step)
{
	const struct session *s = step->after;
	uint8_t page = s->at.page;

	if (!session_has_person(s))
		return;
	if (page == PAGE_WARNING || page == PAGE_LOCKED || page == PAGE_CARD_OTHER)
		LAW(!tree_says(s->holder.id_no) &&
		    (!s->holder.name[0] || !tree_says(s->holder.name)), "a cover that names");
}

/*
 * A stranger's card that covered a page still lies there, or the visitor's was not
 * shown since: nobody holds "person" down to read who the visitor is.
 */
static void law_stranger(const struct seen_step *step)
{
	const struct session *s = step->after;

	if (s->at.page == PAGE_CARD_OTHER)
		room->stranger = true;
	else if (step->event->kind == EVENT_CARD || !session_has_person(s))
		room->stranger = false;
	if (room->stranger)
		LAW(!tree_says(s->holder.id_no), "before a stranger's card the visitor is named");
}

/* A key shows itself where it has no words. */
static bool is_key(const char *text)
{
	size_t dot = strcspn(text, ".");

	return text[dot] == '.' && text[dot + 1] && dot > 1 &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz_0123456789.") == strlen(text);
}

static void law_words(void)
{
	for (int i = 0; i < room->tree.count; i++) {
		const struct node *n = &room->tree.nodes[i];

		LAW(!(n->label && is_key(n->label)) && !(n->spoken && is_key(n->spoken)),
		    "a key without words");
		LAW(!says(n->label, "{1}") && !says(n->label, "{2}"), "a place was not filled");
	}
}

/* What the loudspeaker would say: something, and nothing that is the visitor's alone. */
static void law_aloud(const struct session *s, const struct text *said)
{
	LAW(said->len > 0 && !said->full, "a screen or a focus without speech");
	if (!session_has_person(s))
		return;
	LAW(!says(said->bytes, s->holder.id_no), "a number through the loudspeaker");
	LAW(!s->holder.name[0] || !says(said->bytes, s->holder.name),
	    "a name through the loudspeaker");
}

static bool takes_focus(const struct node *node)
{
	return node->role == ROLE_BUTTON || node->role == ROLE_CHOICE || node->role == ROLE_INK ||
	       node->role == ROLE_FIELD || node->flags & NODE_HOLD;
}

static void law_speech(const struct seen_step *step)
{
	const struct session *s = step->after;
	const struct tree *tree = &room->tree;
	char screen[SPOKEN_MAX], bytes[SPEECH_MAX];
	struct text said = text_in(screen, sizeof(screen));

	spoken_screen(tree, AUDIENCE_ALL, &said);
	law_aloud(s, &said);
	said = text_in(bytes, sizeof(bytes));
	spoken_where(tree, NULL, AUDIENCE_ALL, &said);
	law_aloud(s, &said);
	for (int i = 0; i < tree->count; i++) {
		if (!takes_focus(&tree->nodes[i]))
			continue;
		said = text_in(bytes, sizeof(bytes));
		spoken_node(&tree->nodes[i], tree->lang, AUDIENCE_ALL, &said);
		law_aloud(s, &said);
	}
}

static void law_trees(const struct seen_step *step, bool all)
{
	screen_build(step->world, step->after, &room->arena, &room->tree);
	law_covered(step);
	law_figures(step);
	law_stranger(step);
	if (!all)
		return;
	room->trial = *step->after;
	/* Every wording, in one size a time: the next such step takes the next size. */
	room->size = (room->size + 1) % VIEW_SIZE_COUNT;
	room->trial.view.size = (enum view_size)room->size;
	for (int i = 0; i < LANG_COUNT; i++) {
		room->trial.view.lang = (enum lang)i;
		screen_build(step->world, &room->trial, &room->arena, &room->tree);
		law_words();
	}
}

/* ---- the ways out ---- */

/* One event towards the end, by time or by the card; false: there is none. */
static bool leave_alone(const struct session_world *world)
{
	struct session *s = &room->trial;
	int64_t due = session_deadline_ms(world, s);
	bool free = session_page_is(s, PAGE_IS_FREE);

	/* It is called for as long as it lies there. */
	if (s->at.page == PAGE_TAKE_CARD && s->reminded == CARD_REMINDERS) {
		trial_event(world, (struct event){ .kind = EVENT_CARD,
			.card = { .news = NEWS_CARD_LIFTED } }, s->now_ms + 1);
		return true;
	}
	/* What comes late to a first page that has long stood is wiped at once. */
	if (due >= 0 && due < s->now_ms && free)
		due = s->now_ms;
	if (!LAW(due >= 0, "stands for ever") || !LAW(due >= s->now_ms, "a deadline gone by"))
		return false;
	trial_event(world, (struct event){ .kind = EVENT_TICK }, due);
	return true;
}

static bool comes_to_idle(const struct session_world *world)
{
	for (int i = 0; i < STEPS_TO_IDLE && !is_fresh(&room->trial); i++) {
		if (!leave_alone(world))
			return false;
	}
	return is_fresh(&room->trial);
}

static void law_time(const struct seen_step *step)
{
	room->trial = *step->after;
	LAW(comes_to_idle(step->world), "left alone, it is not wiped");
}

static void law_end(const struct seen_step *step)
{
	struct session *s = &room->trial;

	room->trial = *step->after;
	trial_event(step->world, (struct event){ .kind = EVENT_PRESS,
		.press = { VERB_END, 0 } }, s->now_ms);
	if (s->at.page == PAGE_SUBMITTING)
		trial_event(step->world, (struct event){ .kind = EVENT_SAVED,
			.saved = { .news = NEWS_SAVED_NOT } }, s->now_ms);
	LAW(!session_has_person(s), "the end did not end");
	LAW(comes_to_idle(step->world), "after the end it is not wiped");
}

static void law_back(const struct seen_step *step)
{
	struct session *s = &room->trial;

	*s = *step->after;
	for (int i = 0; i < PAST_MAX + 16; i++) {
		struct place at = s->at;
		int past = s->past_count;

		trial_event(step->world, (struct event){ .kind = EVENT_PRESS,
			.press = { VERB_BACK, 0 } }, s->now_ms);
		if (same_at(at, s->at) && past == s->past_count)
			return;
	}
	LAW(false, "Back never comes to an end");
}

/* A Back that stands on the page leads somewhere. */
static void law_back_leads(const struct seen_step *step)
{
	struct session *s = &room->trial;

	if (!tree_find(&room->tree, "back"))
		return;
	*s = *step->after;
	trial_event(step->world, (struct event){ .kind = EVENT_PRESS,
		.press = { VERB_BACK, 0 } }, s->now_ms);
	LAW(!same_at(s->at, step->after->at) || s->past_count != step->after->past_count,
	    "a Back that does nothing");
}

/* The same session and event give the same. */
static void law_pure(const struct seen_step *step)
{
	const struct session *s = step->after;
	struct effects effects;
	bool same;

	room->trial = *step->before;
	session_step(step->world, &room->trial, step->event, &effects);
	same = same_at(room->trial.at, s->at) && room->trial.past_count == s->past_count &&
	       effects.count == step->effects->count &&
	       session_deadline_ms(step->world, &room->trial) ==
	       session_deadline_ms(step->world, s);
	for (int i = 0; same && i < effects.count; i++)
		same = effects.at[i].kind == step->effects->at[i].kind;
	LAW(same, "a step that is not pure");
	effects_wipe(&effects);
}

static void laws(const struct seen_step *step, bool all)
{
	law_pin(step);
	law_assurance(step);
	law_results(step);
	law_save(step);
	law_settle(step);
	law_receipt(step);
	law_fetched(step);
	law_withdrawal(step);
	law_true_page(step);
	law_offers(step);
	law_trees(step, all);
	if (!all)
		return;
	screen_build(step->world, step->after, &room->arena, &room->tree);
	law_speech(step);
	law_back_leads(step);
	law_time(step);
	law_end(step);
	law_back(step);
	law_pure(step);
}

#endif
