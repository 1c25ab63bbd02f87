#include "policy/pack.h"

#include "base/normal.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* FNV-1a, 64 bits, kept positive. */
int64_t policy_hash(const char *word)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *word; word++)
		hash = (hash ^ (unsigned char)*word) * 0x100000001b3u;
	return (int64_t)(hash >> 1);
}

/* What stands for a word in a fact: a blank at an end or another width makes no other trade. */
int64_t policy_word(const char *word)
{
	char key[4 * OCCUPATION_MAX];

	if (!text_is_key(word) && text_key(word, key, sizeof(key)) == ERR_OK)
		return policy_hash(key);
	return policy_hash(word);
}

static struct fact *fact_of(const struct pack *pack, struct policy_case *c, const char *id)
{
	int index = pack_fact_find(pack, id);

	return index < 0 ? NULL : &c->facts.at[index];
}

static void set(const struct pack *pack, struct policy_case *c, const char *id, bool known,
		int64_t number)
{
	struct fact *fact = fact_of(pack, c, id);

	if (!fact)
		return;
	*fact = (struct fact){ 0 };
	if (known)
		fact_state(fact, FACT_REGISTRY, number, (struct date){ 0 });
}

static void set_choice(const struct pack *pack, struct policy_case *c, const char *id,
		       const char *word)
{
	int index = pack_fact_find(pack, id);
	int choice = -1;

	if (index >= 0 && word)
		choice = text_find(pack->facts[index].choices, pack->facts[index].choice_count,
				   word);
	set(pack, c, id, choice >= 0, choice);
}

static void set_tri(const struct pack *pack, struct policy_case *c, const char *id, enum tri value)
{
	set(pack, c, id, value != TRI_UNKNOWN, value == TRI_TRUE);
}

/* An amount is called sample data only where its course is. */
static void set_published(const struct pack *pack, struct policy_case *c, const char *id,
			  bool known, int64_t number, const char *source)
{
	struct fact *fact = fact_of(pack, c, id);

	set(pack, c, id, known, number);
	if (fact)
		fact->official = known && !data_is_sample(source);
}

/* The level-less kinds have no standard of their own: the one they share is specific_std_fen. */
static void set_standard(const struct pack *pack, struct policy_case *c,
			 const struct course *course)
{
	bool shared = course->kind == COURSE_SHORT;

	set_published(pack, c, "course.std_fen", course->std_known && !shared, course->std,
		      course->source);
	set_published(pack, c, "course.specific_std_fen", course->std_known && shared,
		      course->std, course->source);
}

void policy_set_course(const struct pack *pack, struct policy_case *c,
		       const struct course *course)
{
	static const struct course none = { .shortage_uplift_pct = -1 };
	const struct course *from = course ? course : &none;
	char level[2] = { from->level, 0 };

	set_choice(pack, c, "course.kind", course ? course_kind_name(from->kind) : NULL);
	set_choice(pack, c, "course.level", level[0] ? level : NULL);
	set(pack, c, "course.occupation", from->occupation[0] != 0, policy_word(from->occupation));
	set_tri(pack, c, "course.on_list", from->on_list);
	set_standard(pack, c, from);
	set_published(pack, c, "course.shortage_uplift_pct", from->shortage_uplift_pct >= 0,
		      from->shortage_uplift_pct, from->source);
	set_tri(pack, c, "course.listed_for_person", from->listed_for_person);
	set_choice(pack, c, "course.institution", from->institution == INSTITUTION_UNKNOWN ?
		   NULL : institution_status_name(from->institution));
	set_tri(pack, c, "course.filed", from->filed);
	set(pack, c, "course.online", course != NULL, from->online);
	set(pack, c, "living.training_days", from->training_days > 0, from->training_days);
}

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

void policy_set_person(const struct pack *pack, struct policy_case *c,
		       const struct person *person)
{
	for (int i = 0; i < person->fact_count; i++) {
		const struct named_fact *named = &person->facts[i];
		int index = pack_fact_find(pack, named->id);
		int64_t number;

		if (index < 0 || !fact_known(&named->fact))
			continue;
		number = number_of(pack, index, named->fact.number);
		if (pack->facts[index].type != FACT_CHOICE || number >= 0)
			fact_state(&c->facts.at[index], named->fact.source, number,
				   named->fact.as_of);
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
