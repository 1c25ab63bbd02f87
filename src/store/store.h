/*
 * What the kiosk remembers: the registers that were imported, the catalogue,
 * the applications that people signed, and the audit log of what was decided.
 *
 * One folder holds it all: store.db (SQLite, WAL, synchronous=FULL), its key
 * (key, mode 0600) and the tally (src/store/tally.h).  Everything personal is
 * sealed row by row; every row carries a MAC and applications and audit log are
 * chained (src/store/README.md).
 *
 * Errors, for every function here:
 *	ERR_FULL	the disk is full: nothing was changed
 *	ERR_TIMEOUT	another process kept the store locked: nothing was changed
 *	ERR_IO		a file failed: nothing was changed; logged
 *	ERR_PROTO	what was read is damaged: `store check` names it
 *	ERR_GONE	the store is out of service (store_state), or went out of it
 *			during this call, whose effect is then unknown
 *
 * Thread: a store belongs to one thread; several processes may share a folder.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "core/application.h"
#include "core/course.h"
#include "core/disclosure.h"
#include "core/override.h"
#include "core/person.h"
#include "core/training.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

/* Whether a store serves; store_settle and store_resume bring back what can be. */
enum store_state {
	STORE_READY,
	/* a sync failed: unknown what the disk holds until it restarts; or an outcome is unknown */
	STORE_OUT_OF_SERVICE,
	STORE_DAMAGED,		/* rows that were acknowledged are missing or altered */
};

/*
 * Room that must be free before a visitor is asked to sign: a full log, its
 * checkpoint, and as much again.
 */
#define STORE_ROOM_BYTES (32l << 20)
/* A busy store is waited for this long before ERR_TIMEOUT. */
#define STORE_BUSY_MS 3000

/*
 * SKILLS_KIOSK_DATA, or /var/lib/skills-kiosk where it can be written, or the
 * user's state folder.
 */
enum err store_default_dir(char *out, size_t cap) MUST_CHECK;

/*
 * Opens the folder, made when it is not there (mode 0700), and brings its
 * schema up to date.  ERR_DENIED, logged with the cure: the key is missing, readable
 * by others or another store's, or a newer version of the program made the store.  A
 * damaged store opens, in the state STORE_DAMAGED; one where a sync failed since
 * the machine was started, in STORE_OUT_OF_SERVICE.
 */
enum err store_open(const char *dir, struct store **ret_store) MUST_CHECK;
/*
 * The same of one that is there, for who only asks: ERR_ABSENT where the folder holds
 * neither a store nor the key of one, and nothing is made.
 */
enum err store_open_existing(const char *dir, struct store **ret_store) MUST_CHECK;
/* The same, and one that is made is of that mode (keys.h). */
enum err store_open_mode(const char *dir, bool is_sm, struct store **ret_store) MUST_CHECK;
void store_close(struct store *store);	/* takes NULL */

/*
 * Makes a new, empty store whose key is of that mode (keys.h); ERR_FULL: there is one, or
 * a key.  Else store_open makes one that is not SM.
 */
enum err store_make(const char *dir, bool is_sm) MUST_CHECK;
bool store_is_sm(const struct store *store);

enum store_state store_state(const struct store *store);

/*
 * Between visits: opens anew a store that went out of service for anything but a
 * failed sync.  ERR_GONE when it does not serve afterwards either.
 */
enum err store_resume(struct store *store) MUST_CHECK;

/*
 * Between visits: moves the log into the database and empties it, and gives back the
 * memory of pages that were read.  Bit rot in a log of old frames would bring their old
 * pages back over newer ones.
 */
enum err store_tidy(struct store *store) MUST_CHECK;

/*
 * A number that is another once another process has changed the store, and
 * after this one has opened its connection anew: then what was read from it is
 * to be read again.  Cheap enough for each step of a kiosk.
 */
enum err store_stamp(struct store *store, int64_t *ret_stamp) MUST_CHECK;

/* ---- registers ---- */

/*
 * What the registers know of a number (idno_check passed).  ERR_ABSENT when it
 * stands in none of them.
 */
enum err store_find_person(struct store *store, const char *id_no,
			   struct person *ret_person) MUST_CHECK;

/*
 * What schools report of a person's trainings, the latest first, each with its course and the
 * days on which its rate holds; none: 0.  A course that is in no catalogue is left out.
 */
enum err store_trainings(struct store *store, const char *id_no,
			 struct own_training ret_trainings[TRAININGS_MAX],
			 int *ret_count) MUST_CHECK;

/* Stands anybody in a register?  Is there a person or a course?  Both look at one row. */
enum err store_has_people(struct store *store, bool *ret_has) MUST_CHECK;
enum err store_is_empty(struct store *store, bool *ret_empty) MUST_CHECK;

/*
 * One person; borrowed, and wiped after the call.  percent: how much of the
 * register was read.  Any error ends the reading.
 */
typedef enum err store_person(void *context, const struct person *person, int percent);

/*
 * All of them, as they stood when it began, in no order that says anything, in
 * memory of a fixed size.  The callback asks nothing of the store.  Its error is
 * passed on.
 */
enum err store_each_person(struct store *store, store_person *person_of,
			   void *context) MUST_CHECK;

struct course_filter {
	int kinds;		/* bits 1 << enum course_kind; 0: every kind */
	int region;		/* 1..15; 0: every region */
	struct date on;		/* amounts as they stand on this day; unset: as stored */
	struct date starts_from;	/* not before this day; unset: any */
	const char *institution;	/* its id, or NULL */
};

/* How many courses a filter lets through. */
enum err store_count_courses(struct store *store, const struct course_filter *filter,
			     int *ret_count) MUST_CHECK;

/* All of them, by start, then id, in room of their size; the caller frees it. */
enum err store_all_courses(struct store *store, const struct course_filter *filter,
			   struct course **ret_courses, int *ret_count) MUST_CHECK;

/*
 * Courses by start, then id: at most cap of them, after the first `skip`.
 * Whether one may be offered is the policy's to say: they carry their lists.
 */
enum err store_courses(struct store *store, const struct course_filter *filter,
		       int skip, int cap, struct course *ret_courses,
		       int *ret_count) MUST_CHECK;
enum err store_course(struct store *store, const char *id,
		      struct date on, struct course *ret_course) MUST_CHECK;	/* or ERR_ABSENT */

/* Every school, by id, in room of their number; the caller frees it. */
enum err store_institutions(struct store *store, struct institution **ret_institutions,
			    int *ret_count) MUST_CHECK;

/* Amounts by region and date that the document refers to and does not contain. */
enum standard {
	STANDARD_MIN_LIVING,	/* 最低生活保障标准, fen a month */
	STANDARD_SPECIFIC,	/* 专项能力 standard, fen */
	STANDARD_POST_2,	/* monthly post allowance of a 技师, fen */
	STANDARD_POST_1,	/* of a 高级技师 */
	STANDARD_COUNT,
};

/*
 * region 1..15, or 0 where it is not known: the amount for the whole city.
 * ret_is_sample: it was imported as invented data.  ERR_ABSENT when none is in force.
 */
enum err store_standard(struct store *store, enum standard what, int region,
			struct date on, fen *ret_amount, bool *ret_is_sample) MUST_CHECK;

/* Results made public, whichever day it is; at most so many are imported. */
#define DISCLOSURES_MAX 5000
enum err store_disclosures(struct store *store, struct disclosure **ret_all,
			   int *ret_count) MUST_CHECK;	/* the caller's: free */

/*
 * Of a person whose facts came from elsewhere too: whether the employer is on the list in force
 * of enterprises that trade friction has hit, by its number (store/employers.h).
 */
enum err store_decide_employer(struct store *store, struct person *person) MUST_CHECK;

/* Later rules of whoever, by their first day; as many as there is room for are taken in. */
enum err store_overrides(struct store *store, struct override ret_overrides[OVERRIDES_MAX],
			 int *ret_count) MUST_CHECK;

/*
 * ---- applications; a withdrawal (application.h, `withdraws`) is submitted,
 * looked up and loaded like one ----
 */

#define STORE_RECENT_ROWS 64

/* False when the disk has less than STORE_ROOM_BYTES left, or the store does not serve. */
bool store_has_room(struct store *store);

/* A fresh idempotency key: 32 hex digits of the system's randomness. */
enum err store_new_key(char ret_key[APPLICATION_KEY_MAX]) MUST_CHECK;

/*
 * Keeps the visit's key, durably, before anything is signed.  The same key
 * again is no error.
 */
enum err store_reserve(struct store *store, const char *key) MUST_CHECK;

/* What became of an application that was handed over. */
enum store_outcome {
	STORE_SAVED,	/* durably: it was committed, and read again from the file */
	STORE_ABSENT,	/* it is not there: handing it over again is safe */
	STORE_UNKNOWN,	/* nobody can tell now; the store is out of service until it can */
};

/*
 * Saves a signed application under its reserved key and gives its receipt number,
 * after the commit and a read-back by the key.  The same key again gives the same
 * number and never a second row.  A key that was never reserved is STORE_ABSENT.
 * Why it is not saved is logged.  Under a key whose outcome is unknown nothing is
 * written before it is settled.
 */
enum store_outcome store_submit(struct store *store, const struct application *application,
				char ret_receipt_no[RECEIPT_NO_MAX]) MUST_CHECK;

/*
 * Opens the file anew and looks the key up: the only way from unknown to either.
 * STORE_ABSENT is said of a file that has all rows that were ever acknowledged.
 */
enum store_outcome store_settle(struct store *store, const char *key,
				char ret_receipt_no[RECEIPT_NO_MAX]) MUST_CHECK;

/* The receipt number given for a key; ERR_ABSENT when nothing was saved under it. */
enum err store_lookup(struct store *store, const char *key,
		      char ret_receipt_no[RECEIPT_NO_MAX]) MUST_CHECK;

/* The whole application of a receipt number; ERR_ABSENT, ERR_PROTO when it does not unseal. */
enum err store_load(struct store *store, const char *receipt_no,
		    struct application *ret_application) MUST_CHECK;

/* One application; borrowed, and wiped after the call.  Any error ends the reading. */
typedef enum err store_application(void *context, const struct application *application);

/*
 * All of them and the withdrawals, in the order they were signed.  The callback asks
 * nothing of the store.  Its error is passed on; ERR_PROTO at one that does not unseal.
 */
enum err store_each_application(struct store *store, store_application *application_of,
				void *context) MUST_CHECK;

/*
 * The last application of a number that was signed at or after `since` (s since
 * 1970, UTC) and was not taken back; ERR_ABSENT when there is none.  It looks
 * through the last STORE_RECENT_ROWS: no kiosk fills them in WITHDRAW_WITHIN_S.
 */
enum err store_recent_application(struct store *store, const char *id_no, int64_t since,
			   struct recent_application *ret_recent) MUST_CHECK;

/* What a number signed last, where that took an application back; ERR_ABSENT where not. */
enum err store_last_withdrawal(struct store *store, const char *id_no,
			       struct recent_application *ret_recent) MUST_CHECK;

/*
 * The applications of a number that are kept here, the newest first, those that
 * were taken back too; at most cap.
 */
enum err store_held(struct store *store, const char *id_no, int cap,
		    struct held_application *ret_held, int *ret_count) MUST_CHECK;

/* At most so many are removed at once: nobody waits for more than a moment. */
#define STORE_EXPIRE_MOST 64

/* What is kept for a time; how long is the hall's to say. */
enum store_kept {
	STORE_KEPT_APPLICATIONS,	/* and visits that were left before anything was signed */
	STORE_KEPT_AUDIT_LOG,
};

/*
 * Removes applications that were signed, or lines that were written, before `before_s`
 * (s since 1970, UTC), the oldest first, at most STORE_EXPIRE_MOST of them, here and in
 * the good copy.  In the chain a mark stands for them, so that the rest still verifies.
 * Their numbers are not given again.  Rows of a clock that was wrong are looked past.
 */
enum err store_expire(struct store *store, enum store_kept what, int64_t before_s,
		      int *ret_removed) MUST_CHECK;

/* ---- audit log ---- */

#define AUDIT_LOG_DETAIL_MAX 1024
/* The wall clock was set while the kiosk ran; the detail: by how many seconds. */
#define AUDIT_CLOCK_SET "clock.set"
/* At a start the clock was far from where the audit log ends; the detail as above. */
#define AUDIT_CLOCK_GAP "clock.gap"

/* One line of the audit log: what was decided by which rules, never what was answered. */
struct audit_log_entry {
	int64_t seq;			/* given by the store: from 1, without holes */
	int64_t at;			/* s since 1970, UTC */
	char what[24];			/* "decision", "staff-view": stands in the clear */
	/* a person's number, or that of a receipt; or "": kept as a keyed hash only */
	char about[RECEIPT_NO_MAX];
	char detail[AUDIT_LOG_DETAIL_MAX]; /* rule ids, outcomes, a staff member's reason; sealed */
};

enum err store_audit(struct store *store, const struct audit_log_entry *entry) MUST_CHECK;

/*
 * Lines of the audit log after number `after`, at most cap of them, oldest first;
 * those about one number only unless it is NULL.  Their about stays "": a hash
 * has no way back.  ERR_PROTO at a line that does not unseal.
 */
enum err store_audit_log(struct store *store, const char *about, int64_t after, int cap,
		     struct audit_log_entry *ret_entries, int *ret_count) MUST_CHECK;

/* When the newest line was written, by the clock of then; ERR_ABSENT when there is none. */
enum err store_last_audit(struct store *store, int64_t *ret_at) MUST_CHECK;

/* How many lines say `what`, of moments from `since` on (s since 1970, UTC). */
enum err store_audit_count(struct store *store, const char *what, int64_t since,
			   int64_t *ret_count) MUST_CHECK;

/* The newest line that says `what`; ERR_ABSENT when there is none. */
enum err store_audit_newest(struct store *store, const char *what,
			    struct audit_log_entry *ret_entry) MUST_CHECK;

/* ---- check and restore ---- */

/* One finding of a check: "application 17: its seal does not open". */
typedef void store_report(void *context, const char *finding);

/*
 * Reads everything: SQLite's own integrity check, foreign keys, schema, each
 * row's MAC and seal, both chains, the tally.  Calls report once a finding.
 */
enum err store_check(struct store *store, store_report *report, void *context,
		     int *ret_findings) MUST_CHECK;

struct store_counts {
	int64_t people, ledgers, courses, institutions, standards;
	int64_t visits, applications, audit_log;
};

enum err store_count(struct store *store, struct store_counts *ret_counts) MUST_CHECK;

#endif
