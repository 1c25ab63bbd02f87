#include "policy/pack.h"

#include "base/fnv.h"
#include "base/normal.h"
#include "base/text.h"
#include "core/training.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Kept positive. */
int64_t policy_hash(const char *word)
{
	return (int64_t)(fnv64_text(word) >> 1);
}

/* What stands for a word in a fact: a blank at an end or another width makes no other trade. */
int64_t policy_word(const char *word)
{
	char key[4 * OCCUPATION_MAX];

	if (!text_is_key(word) && text_key(word, key, sizeof(key)) == ERR_OK)
		return policy_hash(key);
	return policy_hash(word);
}

/* ---- a course ---- */

static const char *const course_facts[COURSE_FACT_COUNT] = {
	[COURSE_FACT_KIND] = "course.kind",
	[COURSE_FACT_LEVEL] = "course.level",
	[COURSE_FACT_OCCUPATION] = "course.occupation",
	[COURSE_FACT_ON_LIST] = "course.on_list",
	[COURSE_FACT_STD] = FACT_RATE,
	[COURSE_FACT_SPECIFIC_STD] = FACT_SHARED_RATE,
	[COURSE_FACT_SHORTAGE] = "course.shortage_uplift_pct",
	[COURSE_FACT_LISTED] = "course.listed_for_person",
	[COURSE_FACT_INSTITUTION] = "course.institution",
	[COURSE_FACT_FILED] = "course.filed",
	[COURSE_FACT_ONLINE] = "course.online",
	[COURSE_FACT_DAYS] = "living.training_days",
};

void course_places_find(const struct pack *pack, struct course_places *ret_places)
{
	for (int i = 0; i < COURSE_FACT_COUNT; i++)
		ret_places->at[i] = (int16_t)pack_fact_find(pack, course_facts[i]);
}

bool course_places_have(const struct course_places *places, int fact)
{
	for (int i = 0; i < COURSE_FACT_COUNT; i++) {
		if (places->at[i] == fact)
			return true;
	}
	return false;
}

/* A course in the making of a case. */
struct course_entry {
	const struct pack *pack;
	const struct course_places *places;
	struct policy_case *c;
};

static void set(const struct course_entry *e, enum course_fact which, bool known, int64_t number)
{
	int index = e->places->at[which];

	if (index < 0)
		return;
	e->c->facts.at[index] = (struct fact){ .source = known ? FACT_REGISTRY : FACT_UNSTATED,
					       .number = known ? number : 0 };
}

static void set_choice(const struct course_entry *e, enum course_fact which, const char *word)
{
	int index = e->places->at[which];
	int choice = -1;

	if (index >= 0 && word)
		choice = text_find(e->pack->facts[index].choices,
				   e->pack->facts[index].choice_count, word);
	set(e, which, choice >= 0, choice);
}

static void set_tri(const struct course_entry *e, enum course_fact which, enum tri value)
{
	set(e, which, value != TRI_UNKNOWN, value == TRI_TRUE);
}

/* An amount is called sample data only where its course is. */
static void set_published(const struct course_entry *e, enum course_fact which, bool known,
			  int64_t number, const char *source)
{
	int index = e->places->at[which];

	set(e, which, known, number);
	if (index >= 0)
		e->c->facts.at[index].official = known && !data_is_sample(source);
}

/* The level-less kinds have no standard of their own: the one they share is specific_std_fen. */
static void set_standard(const struct course_entry *e, const struct course *course)
{
	bool shared = course->kind == COURSE_SHORT;

	set_published(e, COURSE_FACT_STD, course->std_known && !shared, course->std,
		      course->source);
	set_published(e, COURSE_FACT_SPECIFIC_STD, course->std_known && shared, course->std,
		      course->source);
}

void course_places_set(const struct pack *pack, const struct course_places *places,
		       struct policy_case *c, const struct course *course)
{
	static const struct course none = { .shortage_uplift_pct = -1 };
	const struct course_entry e = { pack, places, c };
	const struct course *from = course ? course : &none;
	char level[2] = { from->level, 0 };

	set_choice(&e, COURSE_FACT_KIND, course ? course_kind_name(from->kind) : NULL);
	set_choice(&e, COURSE_FACT_LEVEL, level[0] ? level : NULL);
	set(&e, COURSE_FACT_OCCUPATION, from->occupation[0] != 0, policy_word(from->occupation));
	set_tri(&e, COURSE_FACT_ON_LIST, from->on_list);
	set_standard(&e, from);
	set_published(&e, COURSE_FACT_SHORTAGE, from->shortage_uplift_pct >= 0,
		      from->shortage_uplift_pct, from->source);
	set_tri(&e, COURSE_FACT_LISTED, from->listed_for_person);
	set_choice(&e, COURSE_FACT_INSTITUTION, from->institution == INSTITUTION_UNKNOWN ?
		   NULL : institution_status_name(from->institution));
	set_tri(&e, COURSE_FACT_FILED, from->filed);
	set(&e, COURSE_FACT_ONLINE, course != NULL, from->online);
	set(&e, COURSE_FACT_DAYS, from->training_days > 0, from->training_days);
}

void policy_set_course(const struct pack *pack, struct policy_case *c,
		       const struct course *course)
{
	struct course_places places;

	course_places_find(pack, &places);
	course_places_set(pack, &places, c, course);
}

/* ---- a person ---- */

/* A register keeps a level as its figure; here it is the index of the word for it. */
static int64_t number_of(const struct pack *pack, int index, int64_t registered)
{
	char word[24];

	if (pack->facts[index].type != FACT_CHOICE)
		return registered;
	snprintf(word, sizeof(word), "%" PRId64, registered);
	return pack_choice(pack, index, word);
}

/* The claims that there are, of room for many more. */
static void take_history(struct history *to, const struct history *from)
{
	to->known = from->known;
	to->complete = from->complete;
	to->count = from->count;
	memcpy(to->claims, from->claims, (size_t)from->count * sizeof(from->claims[0]));
}

void policy_set_registered(const struct pack *pack, struct facts *facts, int fact,
			   const struct fact *registered)
{
	int64_t number = number_of(pack, fact, registered->number);

	if (fact_known(registered) && (pack->facts[fact].type != FACT_CHOICE || number >= 0))
		fact_state(&facts->at[fact], registered->source, number, registered->as_of);
}

void policy_set_person(const struct pack *pack, struct policy_case *c,
		       const struct person *person)
{
	for (int i = 0; i < person->fact_count; i++) {
		const struct named_fact *named = &person->facts[i];
		int fact = pack_fact_find(pack, named->id);

		if (fact >= 0)
			policy_set_registered(pack, &c->facts, fact, &named->fact);
	}
	take_history(&c->history, &person->history);
}

void policy_declare(const struct pack *pack, struct policy_case *c, int fact,
		    int64_t number, struct date as_of)
{
	int also = pack->fact_more[fact].also_false;

	fact_state(&c->facts.at[fact], FACT_DECLARED, number, as_of);
	if (number == 0 && also >= 0)
		fact_state(&c->facts.at[also], FACT_DECLARED, 0, as_of);
}
