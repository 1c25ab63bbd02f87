/*
 * What a policy officer is told about a pack before it is used: everything
 * that pack_load cannot see because it needs the whole pack, and the pack's
 * own sample cases.
 */
#ifndef POLICY_CHECK_H
#define POLICY_CHECK_H

#include "policy/policy.h"

struct pack_summary {
	char id[96];		/* "nb-2019-78 1.0.0" */
	char hash[65];		/* over its files */
	int version[3];
	int rules[6]; /* by where they live: condition, amount, text, process, statistic,
			 elsewhere */
	int readings;
	int selectable;		/* readings whose alternative stands in the trees */
	int benefits;
	int steps;
	int cases;		/* that passed */
};

/* Loads the pack and checks all of it; ERR_INPUT with diag at the first fault. */
enum err pack_check(const char *dir, struct pack_summary *ret_summary,
		    struct diag *diag) MUST_CHECK;

/* Runs the sample cases of DIR/cases.yaml against a loaded pack. */
enum err pack_run_cases(const struct pack *pack, const char *dir, int *ret_passed,
			struct diag *diag) MUST_CHECK;

/* "1.2.3" as three numbers. */
void pack_version(const struct pack *pack, int ret_version[3]);

#endif
