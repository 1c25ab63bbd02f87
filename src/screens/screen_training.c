/*
 * 我的培训: the year's three, what this kiosk holds as lines of steps, and what the
 * ledger has.  How far schools and offices are nobody tells a kiosk: where somebody
 * stands follows from the course's days, and the page says so.
 */
#include "screens/offer.h"
#include "screens/pages.h"

#include <string.h>

/* The document's own steps: of a certificate's course, and of a project's. */
static const char *const certificate_steps[] = {
	"training.published", "training.enrol", "training.file", "training.finish",
	"training.exam", "training.notice", "training.claim",
};
static const char *const project_steps[] = {
	"training.collect", "training.projects", "training.teach", "training.assess",
	"training.notice", "training.pay",
};

struct step_line {
	const char *const *steps;
	int count;
	int before, during, after;	/* the step before the course, in it, and when it is over */
};

static const struct step_line certificate = { certificate_steps, 7, 1, 3, 4 };
static const struct step_line project = { project_steps, 6, 1, 2, 3 };

static int step_of(const struct step_line *line, struct date starts, int days, struct date today)
{
	int32_t since = date_is_set(starts) ? date_to_days(today) - date_to_days(starts) : -1;

	if (since < 0)
		return line->before;
	return since < days ? line->during : line->after;
}

static const struct own_training *training_by_receipt(const struct screen *p,
						      const char *receipt_no)
{
	for (int i = 0; i < p->s->training_count; i++) {
		if (strcmp(p->s->trainings[i].receipt_no, receipt_no) == 0)
			return &p->s->trainings[i];
	}
	return NULL;
}

/* Where somebody stands, and the key of who says so. */
struct stand {
	int here;
	const char *who;
};

/* Staff's word before a school's, and that before what the course's days let one guess. */
static struct stand stand_of(const struct screen *p, const struct step_line *line,
			     const struct held_application *held, const struct course *course)
{
	const struct own_training *training = training_by_receipt(p, held->receipt_no);
	bool certified = training && training->certificate_no[0] && line == &certificate;

	if (held->status == HELD_PAID || held->status == HELD_RECALLED)
		return (struct stand){ line->count, "training.by_staff" };
	if (held->step > 0 && held->step <= line->count)
		return (struct stand){ held->step - 1, "training.by_staff" };
	if (training && training->fact_count > 0)
		return (struct stand){ certified ? line->count - 1 : line->after,
				       "training.by_school_list" };
	return (struct stand){ step_of(line, held->course.starts,
				       course ? course->training_days : 0, p->world->date),
			       "training.by_days" };
}

/* Who acts next, and by when: the days of the course; behind it the document sets none. */
static void put_next_act(const struct screen *p, const struct step_line *line, int here,
			 const struct course *course, struct date starts)
{
	bool dated = date_is_set(starts) && course;
	int32_t last = dated ? date_to_days(starts) + course->training_days - 1 : 0;

	if (here <= line->before && dated)
		part_strong(p, part_say1(p, "training.by_start", part_date_words(p, starts)));
	else if (here <= line->during && dated)
		part_strong(p, part_say1(p, "training.by_end",
					 part_date_words(p, date_from_days(last))));
	else if (here >= line->after && here < line->count)
		part_strong(p, part_say(p, line == &project ? "training.by_school" :
					   here == line->after ? "training.by_exam" :
					   here == line->count - 1 ? "training.by_claim" :
								     "training.by_notice"));
}

/* Marks beside the words: what is over, where one stands, what is to come.  Once paid, all is. */
static void put_steps_of(const struct screen *p, const struct held_application *held)
{
	const struct course *course = derive_course_of(p->world, p->s, held->course.id);
	const struct step_line *line = course && course->kind == COURSE_PROJECT ? &project :
									     &certificate;
	struct stand stand = stand_of(p, line, held, course);
	int here = stand.here;

	for (int i = 0; i < line->count; i++) {
		const char *number = arena_textf(p->tree->arena, "%d", i + 1);

		part_put(p, ROLE_TEXT, i == here ? LOOK_STRONG : LOOK_BODY_TEXT,
			 part_say2(p, i < here ? "training.step_done" :
			    i == here ? "training.step_here" : "training.step_ahead",
				   number, part_say(p, line->steps[i])), 0);
	}
	put_next_act(p, line, here, course, held->course.starts);
	part_note(p, part_say1(p, stand.who, part_counter_words(p)));
}

/* What came of it can be claimed: the page's strongest way. */
static void put_claim_way(const struct screen *p, int training)
{
	const struct own_training *at = &p->s->trainings[training];

	if (session_was_granted(p->s, training))
		part_strong(p, part_say(p, "claim.was_granted"));
	else if (at->claimed)
		part_strong(p, part_say(p, "claim.is_made"));
	else if (session_may_claim(p->world, p->s, training))
		part_way_of(p, LOOK_ACT, (struct way){
			arena_textf(p->tree->arena, "claim-%d", training + 1),
			part_say(p, "claim.way"), VERB_CLAIM, training, part_own_act(p) },
			part_course_title(p, &at->course));
}

static int training_of(const struct screen *p, const struct held_application *held)
{
	for (int i = 0; i < p->s->training_count; i++) {
		if (strcmp(p->s->trainings[i].receipt_no, held->receipt_no) == 0)
			return i;
	}
	return -1;
}

/* As it was sealed; in traditional characters as the catalogue has that very title. */
static const char *held_title(const struct screen *p, const struct held_application *held)
{
	bool english = lang_written(p->lang) == LANG_EN, course = held->course.id[0] != 0;
	const char *zh = course ? held->course.title_zh : held->title_zh;
	const char *en = course ? held->course.title_en : held->title_en;
	const struct course *now = derive_course_of(p->world, p->s, held->course.id);

	if (now && !english && strcmp(now->title_zh, zh) == 0)
		return part_course_title(p, now);
	return arena_text(p->tree->arena, english && en[0] ? en : zh);
}

/* What the centre says of it goes before what its course's days let one guess. */
static void put_status(const struct screen *p, const struct held_application *held)
{
	static const char *const keys[HELD_STATUS_COUNT] = {
		[HELD_RECEIVED] = "training.status_received",
		[HELD_AT_STAFF] = "training.status_at_staff",
		[HELD_TO_COMPLETE] = "training.status_to_complete",
		[HELD_APPROVED] = "training.status_approved",
		[HELD_REFUSED] = "training.status_refused",
		[HELD_PAID] = "training.status_paid",
		[HELD_RECALLED] = "training.status_recalled",
	};

	if (keys[held->status])
		part_strong(p, part_say1(p, keys[held->status], part_counter_words(p)));
	if (held->status == HELD_TO_COMPLETE && date_is_set(held->due))
		part_strong(p, part_say1(p, "training.due", part_date_words(p, held->due)));
	if (held->reason[0])
		part_text(p, part_say1(p, "training.told", held->reason));
}

/* The receipt once more, and what is known of that paper. */
static void put_again(const struct screen *p, int i)
{
	const struct session *s = p->s;
	bool may = session_may_reprint(p->world, s, i) && !session_is_guided(s);
	bool this = s->again_paper != PAPER_NONE &&
		    strcmp(s->again, s->held[i].receipt_no) == 0;

	if (this)
		part_put(p, ROLE_TEXT, LOOK_STRONG, part_paper_words(p, s->again_paper), NODE_LIVE);
	if (!p->world->no_printer && !s->held[i].withdrawn)
		part_way(p, LOOK_LINK, (struct way){
			part_id_of(p, "reprint", arena_textf(p->tree->arena, "%d", i + 1)),
			part_say(p, "training.reprint"), VERB_REPRINT, i, may ? 0 :
			NODE_DISABLED });
}

static void put_held(const struct screen *p, int i)
{
	const struct held_application *held = &p->s->held[i];

	part_open_box(p, LOOK_SHEET);
	part_heading(p, held_title(p, held));
	part_note(p, part_say2(p, "training.number", held->receipt_no,
			       part_date_words(p, held->decided)));
	if (held->withdrawn)
		part_strong(p, part_say(p, "training.withdrawn"));
	else
		put_status(p, held);
	if (!held->withdrawn && held->claims)
		part_text(p, part_say1(p, "claim.office", part_counter_words(p)));
	else if (!held->withdrawn && held->course.id[0])
		put_steps_of(p, held);
	else if (!held->withdrawn && held->status == HELD_NOT_SAID)
		part_text(p, part_say1(p, "training.office", part_counter_words(p)));
	if (training_of(p, held) >= 0)
		put_claim_way(p, training_of(p, held));
	put_again(p, i);
	part_close_box(p);
}

/* ---- the ledger ---- */

/* What was asked for here stands above already. */
static bool is_held(const struct screen *p, const struct claim *claim)
{
	for (int i = 0; i < p->s->held_count && claim->status == CLAIM_PENDING; i++) {
		if (date_compare(p->s->held[i].decided, claim->date) == 0)
			return true;
	}
	return false;
}

/* The ledger has a trade's name in one script alone; a course of that trade has it in each. */
static const char *trade_words(const struct screen *p, const struct claim *claim)
{
	for (int i = 0; i < p->world->course_count; i++) {
		const struct course *course = &p->world->courses[i];

		if (training_claim_kind(course) == claim->kind && course->level == claim->level &&
		    strcmp(course->occupation, claim->occupation) == 0)
			return part_course_title(p, course);
	}
	return claim->occupation;
}

static const char *claim_title(const struct screen *p, const struct claim *claim)
{
	static const char *const kinds[CLAIM_KIND_COUNT] = {
		[CLAIM_TRAIN] = "claim.train", [CLAIM_PROJECT] = "claim.project",
		[CLAIM_SHORT] = "claim.short", [CLAIM_SPECIALOP] = "claim.special",
		[CLAIM_STARTUP] = "claim.startup", [CLAIM_LIVING] = "claim.living",
		[CLAIM_POST] = "claim.post",
	};
	const char *kind = part_say(p, kinds[claim->kind]);

	return claim->occupation[0] ?
		part_say2(p, "training.claim_of", kind, trade_words(p, claim)) : kind;
}

static void put_claim(const struct screen *p, const struct claim *claim)
{
	static const char *const states[CLAIM_STATUS_COUNT] = {
		[CLAIM_GRANTED] = "claim.granted", [CLAIM_PENDING] = "claim.pending",
		[CLAIM_REJECTED] = "claim.rejected", [CLAIM_REVOKED] = "claim.revoked",
	};

	part_text(p, part_say3(p, "training.past_line", part_date_words(p, claim->date),
			       claim_title(p, claim), part_say(p, states[claim->status])));
}

static void put_ledger(const struct screen *p)
{
	const struct history *history = &p->s->person.history;
	int shown = 0;

	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "training.past"));
	for (int i = 0; i < history->count; i++) {
		if (is_held(p, &history->claims[i]))
			continue;
		put_claim(p, &history->claims[i]);
		shown++;
	}
	if (shown == 0)
		part_text(p, part_say(p, history->known ? "training.past_none" :
						    "training.past_unknown"));
	if (p->s->elsewhere != ELSEWHERE_KNOWN)	/* the centre tells of today */
		part_old(p, "training.old", p->world->age.history);
	part_note(p, part_say1(p, "training.past_wrong", part_counter_words(p)));
	part_close_box(p);
}

/* ---- what a register of trainings, or a certificate alone, lets a person claim ---- */

static void put_other_trainings(const struct screen *p)
{
	for (int i = 0; i < p->s->training_count; i++) {
		const struct own_training *at = &p->s->trainings[i];

		if (at->receipt_no[0])
			continue;
		part_open_box(p, LOOK_SHEET);
		part_heading(p, part_course_title(p, &at->course));
		part_note(p, part_say2(p, "claim.ended", part_institution_title(p, &at->course),
				 part_date_words(p, at->ended)));
		put_claim_way(p, i);
		part_close_box(p);
	}
}

static void put_post(const struct screen *p)
{
	if (!session_may_claim_post(p->world, p->s))
		return;
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "claim.of_post"));
	part_text(p, part_say(p, "claim.post_text"));
	part_way_of(p, LOOK_ACT, (struct way){ "claim-post", part_say(p, "claim.way"), VERB_CLAIM,
						CLAIM_OF_POST, part_own_act(p) },
		   part_say(p, "claim.of_post"));
	part_close_box(p);
}

void part_claims(const struct screen *p)
{
	for (int i = 0; i < p->s->training_count; i++) {
		if (session_may_claim(p->world, p->s, i))
			offer_put_line_card(p, (struct row){
				.id = arena_textf(p->tree->arena, "claim-%d", i + 1),
				.verb = VERB_CLAIM, .arg = i,
				.title = part_course_title(p, &p->s->trainings[i].course),
				.more = part_say(p, "claim.over"),
				.act = part_say(p, "claim.way") });
	}
}

void part_claim_post(const struct screen *p)
{
	if (session_may_claim_post(p->world, p->s))
		offer_put_line_card(p, (struct row){
			.id = "claim-post", .verb = VERB_CLAIM, .arg = CLAIM_OF_POST,
			.title = part_say(p, "claim.of_post"),
			.more = part_say(p, "claim.post_text"),
			.act = part_say(p, "claim.way") });
}

static const char *reach_key(const struct session *s)
{
	if (s->elsewhere == ELSEWHERE_KNOWN)
		return "training.all_halls";
	return s->elsewhere == ELSEWHERE_NOBODY ? "training.here_only" : "who.elsewhere_unknown";
}

void screen_my_training(const struct screen *p)
{
	/* every way on from here uses what is private in the register */
	bool consent = session_needs_consent(p->world, p->s) > 0;

	part_open_page(p);
	part_title(p, part_say(p, "training.title"));
	offer_put_year(p);
	if (consent)
		part_consent(p, "training.consent");
	for (int i = 0; i < p->s->held_count; i++)
		put_held(p, i);
	put_other_trainings(p);
	put_post(p);
	part_recent(p);
	put_ledger(p);
	part_note(p, part_say(p, reach_key(p->s)));
	if (consent)
		part_close_page_after_all(p, "training.next_consent");
	else
		part_close_page_next(p, true, "training.next");
}
