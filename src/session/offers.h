/*
 * Every course of the catalogue, decided for whoever stands there: what the results,
 * the finder, a course's page and the plan read.  It equals what policy_decide says of
 * each course alone, on all that was said (CASE_SAID).
 *
 * Nothing is decided twice for the same inputs: the last answer is remembered with
 * them.  It tells of a person, so whoever made the room wipes it with the visit.
 * Thread: the screen's.
 */
#ifndef SESSION_OFFERS_H
#define SESSION_OFFERS_H

#include "policy/policy.h"
#include "session/session.h"

struct offer {
	int course;		/* its index in the catalogue */
	int benefit;		/* that pays for it; -1: none does */
	/* the benefit's, and the course must be open to the public too (pack_offer) */
	enum outcome outcome;
	enum outcome open;	/* may it be offered at all? */
	/* what the benefit pays, or would pay while that is open; nothing for a no */
	struct amount subsidy;
	enum outcome free;	/* does the person train without a fee? */
	struct amount tuition;	/* 0 where free is a yes; known only then */
	enum outcome lives;	/* is a living allowance paid while it goes on? */
	struct amount living;	/* its sum or daily rate; nothing for a no */
	/* the most, fen, that can come of it for the person: not what goes to a supplier */
	fen most;
	int rank;		/* 0 and up: the place in `ranked` */
};

struct offers {
	int count;			/* courses of the catalogue */
	const struct offer *at;		/* by course */
	/*
	 * Courses, the best first: those that fit, then the open ones, then the rest; among
	 * them what brings most, then the person's own district, then what starts first.
	 */
	const int *ranked;
	int fits;			/* of them fit: the first of `ranked` */
	int undecided;			/* and so many after those are open */
	int listed;			/* so many are not known to be closed to everybody */
	int top;			/* fits, of the largest subsidy; -1: none has a sum */
};

/* What the benefit pays the person at the most, fen; 0: no sum is known, or a supplier has it. */
fen offer_subsidy_most(const struct pack *pack, const struct offer *offer);

/* The room for them; it grows with the catalogue.  Owner: who makes the world. */
struct offers_room;
struct offers_room *offers_room_create(void);
void offers_room_destroy(struct offers_room *room);	/* takes NULL; wipes */
/* The visit is over, or the catalogue another: what was remembered is wiped. */
void offers_room_wipe(struct offers_room *room);

/* Valid until it is asked for with other inputs, or the room is wiped. */
const struct offers *derive_offers(const struct session_world *world, const struct session *s);
const struct offer *derive_course_offer(const struct session_world *world,
					const struct session *s, int course);

/* The subsidies of a year, as the ledger has them (R4-5b). */
struct year_count {
	int limit;
	int granted;
	int pending;	/* may count yet: asked for, or taken back by an office */
	int left;	/* whatever becomes of those */
};
/* False where the ledger does not say: nothing is told then. */
bool derive_year(const struct session_world *world, const struct session *s,
		 struct year_count *ret_year);

/* The person's own district, 1..15; 0: not known. */
int derive_region(const struct session *s);

/*
 * False: a course for technicians (level 2 or 1) of a trade in which the person is known to
 * hold no certificate of the level below.  The document asks for none, and pays; who may
 * enrol is the trade's own standard, which the school applies: such a course is recommended
 * to nobody before one that is open to them.
 */
bool derive_in_reach(const struct session_world *world, const struct session *s, int course);

/* As many courses as a page recommends. */
#define OFFERS_RECOMMENDED 3
/*
 * The best that fit: first of those in reach, each of another trade while there are such.
 * Returns how many.
 */
int derive_recommended(const struct session_world *world, const struct session *s,
		       int ret_courses[OFFERS_RECOMMENDED]);

/* As many that fit as a page offers in place of one that does not: the most alike in reach. */
#define OFFERS_ALIKE 3
int derive_alike(const struct session_world *world, const struct session *s, int course,
		 int ret_courses[OFFERS_ALIKE]);

#endif
