/*
 * One training of one person, as far as an application made here and the register
 * of trainings tell of it.  A value without pointers.
 */
#ifndef CORE_TRAINING_H
#define CORE_TRAINING_H

#include "core/application.h"

#define TRAININGS_MAX 6
#define TRAINING_FACTS_MAX 8

struct own_training {
	struct course course;	/* as the catalogue has it, today or once */
	struct date ended;	/* its last day, as early as it can be; unset: not known */
	/* of the application that was made here for it, not taken back; "": there is none */
	char receipt_no[RECEIPT_NO_MAX];
	bool claimed;		/* and of the claim after it */
	/* what the register of trainings says of it: claim.attended, living.training_days … */
	int fact_count;
	struct named_fact facts[TRAINING_FACTS_MAX];
	char certificate_no[CERTIFICATE_NO_MAX];	/* by the register; "": it has none */
};

/* As what it is counted in the ledger. */
enum claim_kind training_claim_kind(const struct course *course);

/* Its last day where no day was left out: no certificate is older. */
struct date training_last_day(const struct course *course);

#endif
