#include "core/person.h"

#include <string.h>

#include "base/text.h"
#include "core/course.h"

static const char *const kind_names[CLAIM_KIND_COUNT] = {
	[CLAIM_TRAIN] = "TRAIN",
	[CLAIM_PROJECT] = "PROJECT",
	[CLAIM_SHORT] = "SHORT",
	[CLAIM_SPECIALOP] = "SPECIALOP",
	[CLAIM_STARTUP] = "STARTUP",
	[CLAIM_LIVING] = "LIVING",
	[CLAIM_POST] = "POST",
};

static const char *const status_names[CLAIM_STATUS_COUNT] = {
	[CLAIM_GRANTED] = "granted",
	[CLAIM_PENDING] = "pending",
	[CLAIM_REJECTED] = "rejected",
	[CLAIM_REVOKED] = "revoked",
};

const char *claim_kind_name(enum claim_kind kind)
{
	return kind_names[kind];
}

int claim_kind_from_name(const char *name)
{
	return text_find(kind_names, CLAIM_KIND_COUNT, name);
}

const char *claim_status_name(enum claim_status status)
{
	return status_names[status];
}

int claim_status_from_name(const char *name)
{
	return text_find(status_names, CLAIM_STATUS_COUNT, name);
}

/* Asked of millions: the whole field of the name is compared. */
int person_district(const struct person *person)
{
	for (int i = 0; i < person->fact_count; i++) {
		int64_t region = person->facts[i].fact.number;

		if (memcmp(person->facts[i].id, PERSON_REGION, sizeof(PERSON_REGION)) == 0)
			return region >= 1 && region <= REGION_COUNT ? (int)region : 0;
	}
	return 0;
}

void person_wipe(struct person *person)
{
	struct history *history = &person->history;

	explicit_bzero(history->claims, (size_t)history->count * sizeof(*history->claims));
	explicit_bzero(person->facts, (size_t)person->fact_count * sizeof(*person->facts));
	explicit_bzero(person->id_no, sizeof(person->id_no));
	person->fact_count = 0;
	history->count = 0;
	history->known = false;
	history->complete = false;
}
