/*
 * What follows from a session, decided anew whenever it is asked: the case,
 * the results, the next question, what is promised and applied for.  Pure.
 */
#ifndef SESSION_DERIVE_H
#define SESSION_DERIVE_H

#include "policy/change.h"
#include "session/replay.h"
#include "session/session.h"

/*
 * Everything said, or what the visitor is bound by: what was promised, and of the
 * rest what brings no advantage (an answer that lowers a sum needs no promise).
 */
enum case_basis { CASE_SAID, CASE_PROMISED };

/* All that was said.  course: index in the catalogue, -1 none. */
void derive_case(const struct session_world *world, const struct session *s,
		 int course, struct policy_case *ret_case);

/* A course by its id, as it was taught where it was finished, else of the catalogue; or NULL. */
const struct course *derive_course_of(const struct session_world *world,
				      const struct session *s, const char *id);

/* What holds for anybody: the day, later rules, and amounts in force. */
void derive_public_case(const struct session_world *world, struct policy_case *ret_case);

/* The two cases that an item applied for is decided by, with the chosen course. */
void derive_bases(const struct session_world *world, const struct session *s,
		  struct replay_bases *ret_bases);

/* How a benefit meets its visitor on the results page. */
enum standing {
	STANDING_YES,		/* 初步符合 */
	STANDING_ASK,		/* an answer of the visitor can still settle it */
	STANDING_OPEN,		/* 还不能确定: others have to be asked */
	STANDING_NO,		/* 现在不符合 */
};

struct result {
	int benefit;
	int course;		/* -1: does not depend on one */
	enum standing standing;
	struct decision decision;
};

void derive_result(const struct session_world *world, const struct session *s,
		   int benefit, enum case_basis basis, struct result *ret_result);

/*
 * The benefits that depend on the person, and those of the chosen course; yes
 * first, no last, in the pack's order within.  Returns how many.
 */
int derive_results(const struct session_world *world, const struct session *s,
		   struct result ret_results[BENEFITS_MAX]);

/*
 * Whether the document's period is not known to cover the date, so that nothing
 * can be decided; the pack's own words for it.
 */
bool derive_period_unknown(const struct session_world *world, const struct session *s,
			   struct pack_text *ret_words);

/* What the pack warns this person of beside a benefit, or NULL. */
const struct pack_caution *derive_caution(const struct session_world *world,
					  const struct session *s, int benefit);

/* Days since any register last said something of the person; 0: today, or none ever did. */
int derive_register_age(const struct session_world *world, const struct session *s);
/* What is claimed in the first place: on the certificate, else by the days; -1: nothing. */
int derive_claimed_benefit(const struct session_world *world, const struct session *s);

/* The fact to ask next, or -1. */
int derive_next_question(const struct session_world *world, const struct session *s);
/*
 * The facts of a group that its page asks: those that can still change something asked
 * for, whatever was said on the page itself, and those ticked there.  Returns how many.
 */
int derive_group_facts(const struct session_world *world, const struct session *s, int group,
		       int ret_facts[FACTS_MAX]);
/* The first fact that the visitor could still answer for a decision, or -1. */
int derive_missing(const struct session_world *world, const struct session *s,
		   const struct decision *decision);
/* What is known of a fact, with what the visitor said merged in. */
struct fact derive_fact(const struct session_world *world,
			const struct session *s, int fact);
/* The visitor said otherwise than card or register, which stands. */
bool derive_contradicted(const struct session *s, const struct policy_case *c, int fact);
bool derive_any_contradiction(const struct session_world *world, const struct session *s);
/* Known by a card or a register: not a question for the visitor. */
bool derive_registered(const struct session_world *world,
		       const struct session *s, int fact);

/* Whether a course may be offered (pack_offer). */
enum outcome derive_offer(const struct session_world *world,
			  const struct session *s, int course);
/*
 * The best that any course of the catalogue that may be offered would bring: a yes,
 * not decided yet, or nothing.
 */
enum outcome derive_best_course(const struct session_world *world, const struct session *s);
/* The benefit that pays for a course of this kind, or -1. */
int derive_course_benefit(const struct session_world *world, int course);
/*
 * A yes that a person applies for: not what is bought from a supplier (pack_applied_for), and
 * what rests on a certificate only as a claim.
 */
bool derive_applied_for(const struct session_world *world, const struct session *s,
			const struct result *result);
/* Ticked on PAGE_CHECK: what the visitor set, else every yes that is applied for. */
bool derive_chosen(const struct session_world *world, const struct session *s,
		   const struct result *result);
/* What is applied for as things stand: chosen, and still a yes on basis. */
int derive_items(const struct session_world *world, const struct session *s,
		 enum case_basis basis, struct result ret_items[APPLICATION_ITEMS_MAX]);

/*
 * The declared facts that the chosen items and the least of their sums rest on, and
 * no others: a promise is asked for nothing that the application does not need.
 * Returns how many.
 */
int derive_promises(const struct session_world *world, const struct session *s,
		    int ret_facts[APPLICATION_PROMISES_MAX]);

/*
 * The facts that a yes stands on, as few as carry it; private ones only where
 * nothing else does.  Returns how many.
 */
#define SUPPORTS_MAX 8
int derive_supports(const struct session_world *world, const struct session *s,
		    int benefit, int ret_facts[SUPPORTS_MAX]);

/* What a person could change about a no, in the smallest sets (policy/change.h). */
void derive_changes(const struct session_world *world, const struct session *s,
		    int benefit, struct change_list *ret_list);

/* Whom a benefit is for: facts that would each turn a no into a yes by being true. */
int derive_meant_for(const struct session_world *world, const struct session *s,
			int benefit, int ret_facts[SUPPORTS_MAX]);

#endif
