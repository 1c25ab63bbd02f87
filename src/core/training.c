#include "core/training.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum claim_kind training_claim_kind(const struct course *course)
{
	static const enum claim_kind kinds[COURSE_KIND_COUNT] = {
		[COURSE_QUAL] = CLAIM_TRAIN, [COURSE_SPECIFIC] = CLAIM_TRAIN,
		[COURSE_PROJECT] = CLAIM_PROJECT, [COURSE_SHORT] = CLAIM_SHORT,
		[COURSE_SPECIALOP] = CLAIM_SPECIALOP,
	};

	return kinds[course->kind];
}

struct date training_last_day(const struct course *course)
{
	if (!date_is_set(course->starts))
		return (struct date){ 0 };
	return date_from_days(date_to_days(course->starts) +
			      (course->training_days > 1 ? course->training_days - 1 : 0));
}

static void add_fact(struct own_training *training, const char *id, int64_t number)
{
	struct named_fact *named = &training->facts[training->fact_count++];

	assert(training->fact_count <= TRAINING_FACTS_MAX);
	*named = (struct named_fact){ .fact = { .source = FACT_REGISTRY, .number = number } };
	snprintf(named->id, sizeof(named->id), "%s", id);
}

static void add_tri(struct own_training *training, const char *id, enum tri value)
{
	if (value != TRI_UNKNOWN)
		add_fact(training, id, value == TRI_TRUE);
}

void training_take_record(struct own_training *training, const struct training_record *record)
{
	training->ended = record->ended;
	training->fact_count = 0;
	add_tri(training, FACT_ATTENDED, record->attended);
	add_tri(training, FACT_HOURS_MET, record->hours_met);
	if (record->days >= 0)
		add_fact(training, FACT_TRAINING_DAYS, record->days);
	if (record->cost >= 0)
		add_fact(training, FACT_TRAINING_COST, record->cost);
	if (date_is_set(record->cert_date))
		add_fact(training, FACT_CERTIFICATE_DATE, date_to_days(record->cert_date));
	memcpy(training->certificate_no, record->certificate_no, CERTIFICATE_NO_MAX);
	memcpy(training->cert_type, record->cert_type, TRAINING_WORD_MAX);
	memcpy(training->issuer_level, record->issuer_level, TRAINING_WORD_MAX);
}
