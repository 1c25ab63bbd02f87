/*
 * What a kiosk and the centre write to each other: bodies of requests, made here as
 * JSON, and their answers, read here.  In the clear stand what statistics and limits
 * need and what a kiosk shows again, nothing that names a person but the number, which
 * the centre replaces by its hash; all else is in the sealed part, for the desk alone.
 *
 * Pure, any thread.
 */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H

#include "base/err.h"
#include "base/text.h"
#include "core/application.h"
#include "core/course.h"
#include "core/fact.h"
#include "core/person.h"

#include <stdbool.h>
#include <stddef.h>

#define WIRE_KEYS_MAX 64
#define WIRE_OUTCOME_MAX 24
#define WIRE_DATA_MAX 16
#define WIRE_ASK_MAX 17
/* The longest is an employer's number (core/employer.h). */
#define WIRE_VALUE_MAX 20

/* The application's bytes, signed by the kiosk and sealed for the desk (receipt/parcel.h). */
struct wire_sealed {
	const void *data;
	size_t size;
};

/*
 * course: the one it is for, as this kiosk's catalogue has it; NULL: none, or it is gone
 * from there, and what only a course tells is not said then.  out->full: too long.
 */
void wire_submit(struct text *out, const struct application *application,
		 const struct course *course, struct wire_sealed sealed);
/* key: of the application that it takes back. */
void wire_withdraw(struct text *out, const struct application *withdrawal, const char *key,
		   struct wire_sealed sealed);
/* A question of a person: of whom, and a number that no other question has. */
struct wire_ask {
	char id_no[IDNO_TEXT_MAX];
	char number[WIRE_ASK_MAX];	/* hex digits */
};

/* As "person" and as "facts". */
void wire_person(struct text *out, const struct wire_ask *ask);
void wire_keys(struct text *out, const char (*keys)[APPLICATION_KEY_MAX], int count);

#define WIRE_SUPPLIES_MAX 8

/* How this kiosk is.  Moments are s since 1970 UTC, 0: there was none. */
struct wire_heartbeat {
	int64_t now, started, last_visit, waiting_since;
	const char *program;	/* "1.0.0 (0123456789ab)"; NULL: not said */
	const char *pack;	/* its hash, or "" */
	const char *printer;	/* a word of centre.heartbeat */
	const char *run;	/* of this start, by chance: 16 hex digits */
	int readers, restarts;
	int64_t disk_free, waiting, taken, aside;
	int64_t up;		/* how long its machine is on, s */
	int supply_count;	/* what its printer uses up, by its own word */
	struct { const char *name; int percent; bool low; } supplies[WIRE_SUPPLIES_MAX];
	int data_count;
	struct { const char *name; int64_t at; } data[WIRE_DATA_MAX];
};

void wire_heartbeat(struct text *out, const struct wire_heartbeat *heartbeat);

/* A call for staff: id, 16 hex digits of the kiosk's own choice. */
void wire_call(struct text *out, const char *id);

#define WIRE_GRADES 5

/* How many gave each grade on a day; counts[0]: of the worst. */
void wire_ratings(struct text *out, struct date day, const int64_t counts[WIRE_GRADES]);

/* Whoever is named on the glass; and NUL. */
#define WIRE_WHO_MAX 128

/* "" while nobody has taken it.  ERR_PROTO: not an answer of this form. */
enum err wire_called(const void *answer, size_t size, char ret_who[WIRE_WHO_MAX]) MUST_CHECK;

/* What the centre says to that. */
struct wire_told {
	int64_t now;	/* s since 1970 UTC, by its clock */
	bool twin;	/* another machine speaks under this kiosk's name */
};

enum err wire_told(const void *answer, size_t size, struct wire_told *ret_told) MUST_CHECK;

/* The one word that every answer has; ERR_PROTO: it is no answer. */
enum err wire_outcome(const void *answer, size_t size,
		      char ret_outcome[WIRE_OUTCOME_MAX]) MUST_CHECK;

/*
 * What the centre holds of a person, the newest first; the first OWN_MAX of it.  Its
 * `elsewhere` is for the caller to set.  ERR_PROTO: not an answer of this form, or not
 * to this question, or of somebody else; nothing of it is used then.
 */
enum err wire_held(const void *answer, size_t size, const struct wire_ask *ask,
		   struct held_application ret_held[OWN_MAX], int *ret_count) MUST_CHECK;

/* What a register says of the person: words yet, whose meaning is not this room's. */
struct wire_fact {
	char id[FACT_ID_MAX];
	char value[WIRE_VALUE_MAX];
	struct date as_of;
};

/* All of it, or nothing; ERR_PROTO as of wire_held, or more than PERSON_FACTS_MAX. */
enum err wire_facts(const void *answer, size_t size, const struct wire_ask *ask,
		    struct wire_fact ret_facts[PERSON_FACTS_MAX], int *ret_count) MUST_CHECK;

/* Of the keys that were asked: which the centre has archived, and which it lacks. */
struct wire_marks {
	int archived_count, missing_count;
	char archived[WIRE_KEYS_MAX][APPLICATION_KEY_MAX];
	char missing[WIRE_KEYS_MAX][APPLICATION_KEY_MAX];
};

enum err wire_marks(const void *answer, size_t size, struct wire_marks *ret_marks) MUST_CHECK;

#endif
