/*
 * A case of the golden schema (FACTS.md section 9) as JSON, read into a
 * policy_case: what `eval` and `plan` are given.
 */
#ifndef APP_CASE_JSON_H
#define APP_CASE_JSON_H

#include "base/diag.h"
#include "policy/policy.h"

#include <jansson.h>

#define CASE_IGNORED_MAX 16

/* Where a case stands, for faults; and the fact names that the pack does not know. */
struct case_source {
	const char *name;	/* "stdin" */
	int line;		/* from 1 */
	const char *text;	/* the line itself, to find columns in */
	struct diag *diag;
	int ignored_count;
	const char *ignored[CASE_IGNORED_MAX];	/* owned by the JSON value */
};

/* Reads one line of text; the caller frees *ret_value with json_decref. */
enum err case_json_parse(struct case_source *source, json_t **ret_value) MUST_CHECK;

/* Fills the case from a parsed object; on ERR_INPUT source->diag says where. */
enum err case_json_read(const struct pack *pack, struct case_source *source, json_t *object,
			struct policy_case *ret_case) MUST_CHECK;

/* Reads one group of facts ("facts", "course" …) into the case; prefix "" or "course.". */
enum err case_json_facts(const struct pack *pack, struct case_source *source, json_t *object,
			 const char *prefix, struct policy_case *c) MUST_CHECK;

/* diag at the place of a key in the line. */
enum err case_json_fault(struct case_source *source, const char *key, const char *what);

/* The folder of the pack in use: --pack's, or the one shipped with the source. */
const char *default_pack_dir(void);

#endif
