/*
 * One training of one person, as far as an application made here and the register
 * of trainings tell of it.  A value without pointers.
 */
#ifndef CORE_TRAINING_H
#define CORE_TRAINING_H

#include "core/application.h"

#define TRAININGS_MAX 6
#define TRAINING_FACTS_MAX 8
#define TRAINING_WORD_MAX 24
/* Of one person in the register: three a year fill it in eight years. */
#define TRAINING_RECORDS_MAX 24

struct own_training {
	struct course course;	/* as the catalogue has it, today or once, whenever `std` holds */
	struct date ended;	/* its last day, as early as it can be; unset: not known */
	/* of the application that was made here for it, not taken back; "": there is none */
	char receipt_no[RECEIPT_NO_MAX];
	bool claimed;		/* and of the claim after it */
	/* what the register of trainings says of it: claim.attended, living.training_days … */
	int fact_count;
	struct named_fact facts[TRAINING_FACTS_MAX];
	/* by that register, the last two in words of the pack's facts; "": it does not say */
	char certificate_no[CERTIFICATE_NO_MAX];
	char cert_type[TRAINING_WORD_MAX];
	char issuer_level[TRAINING_WORD_MAX];
};

/* Facts of the pack that it may state; the last two are choices. */
#define FACT_ATTENDED "claim.attended"
#define FACT_HOURS_MET "claim.hours_met"
#define FACT_TRAINING_COST "claim.cost_fen"
#define FACT_CERTIFICATE_DATE "claim.cert_date"
#define FACT_TRAINING_DAYS "living.training_days"
#define FACT_CERTIFICATE_TYPE "claim.cert_type"
#define FACT_ISSUER_LEVEL "claim.issuer_level"
/* What its course pays by: of its own, or one that its kind shares. */
#define FACT_RATE "course.std_fen"
#define FACT_SHARED_RATE "course.specific_std_fen"

/* As a school reports it, and whoever issues the certificate adds to it. */
struct training_record {
	char course_id[COURSE_ID_MAX];
	struct date ended;
	enum tri attended;		/* to its end */
	enum tri hours_met;
	int days;			/* attended; -1: not known */
	fen cost;			/* what the person paid; -1: not known */
	struct date cert_date;		/* unset: not known */
	char certificate_no[CERTIFICATE_NO_MAX];
	char cert_type[TRAINING_WORD_MAX];
	char issuer_level[TRAINING_WORD_MAX];
};

/* What a record says of a training: its last day, facts and certificate. */
void training_take_record(struct own_training *training, const struct training_record *record);

/* As what it is counted in the ledger. */
enum claim_kind training_claim_kind(const struct course *course);

/* Its last day where no day was left out: no certificate is older. */
struct date training_last_day(const struct course *course);

#endif
