/*
 * The loader's parts, from the folder to the tables of a pack.  Everything
 * that a pack says wrong ends here, with its place and how to mend it.
 */
#ifndef POLICY_LOAD_LOAD_H
#define POLICY_LOAD_LOAD_H

#include "policy/pack.h"
#include "base/yaml.h"

/* A condition or value that trees may use by name. */
struct name {
	const char *id;
	const struct yaml *node;
	bool value;		/* else a condition */
	int step;		/* NAME_TO_DO, NAME_IN_WORK, or where it is compiled */
	bool used;
};

enum { NAME_TO_DO = -1, NAME_IN_WORK = -2 };

struct loader {
	struct pack *pack;
	struct arena scratch;	/* the trees of YAML */
	struct diag *diag;
	bool flipped;		/* every reading the other way: for pack_check */
	int name_count;
	struct name names[NAMES_MAX];
	const struct yaml *benefit_nodes[BENEFITS_MAX];	/* by index of pack->benefits */
	const struct yaml *caution_nodes[CAUTIONS_MAX];	/* the benefits that each names */
};

/* pack_load with every reading the other way, so that a check sees those trees too. */
enum err pack_load_flipped(const char *dir, struct pack **ret_pack, struct diag *diag) MUST_CHECK;

/* Read helpers (load_read.c).  All of them give the place of the fault. */
const char *load_keep(struct loader *l, const char *text);
enum err load_map(struct loader *l, const struct yaml *node, const char *const *keys) MUST_CHECK;
enum err load_need(struct loader *l, const struct yaml *map, const char *key,
		   const struct yaml **ret_node) MUST_CHECK;
enum err load_scalar(struct loader *l, const struct yaml *node) MUST_CHECK;
enum err load_word(struct loader *l, const struct yaml *map, const char *key,
		   const char *const *words, int count, int *ret_word) MUST_CHECK;
enum err load_int(struct loader *l, const struct yaml *node, int64_t low, int64_t high,
		  int64_t *ret_number) MUST_CHECK;
enum err load_date(struct loader *l, const struct yaml *node, struct date *ret_date) MUST_CHECK;
enum err load_flag(struct loader *l, const struct yaml *map, const char *key,
		   bool *ret_flag) MUST_CHECK;	/* absent: untouched */
enum err load_text(struct loader *l, const struct yaml *node,
		   struct pack_text *ret_text) MUST_CHECK;
enum err load_need_text(struct loader *l, const struct yaml *map, const char *key,
			struct pack_text *ret_text) MUST_CHECK;
enum err load_rule(struct loader *l, const struct yaml *node, int *ret_rule) MUST_CHECK;
enum err load_fact_name(struct loader *l, const struct yaml *node, int *ret_fact) MUST_CHECK;
enum err load_kinds(struct loader *l, const struct yaml *list, unsigned *ret_kinds) MUST_CHECK;

/* The parts of a pack, in the order in which they are read. */
enum err load_rules(struct loader *l, const struct yaml *root) MUST_CHECK;
enum err load_sayings(struct loader *l, const struct yaml *root) MUST_CHECK;
enum err load_facts(struct loader *l, const struct yaml *root) MUST_CHECK;
enum err load_identity(struct loader *l, const struct yaml *root) MUST_CHECK;
enum err load_names(struct loader *l, const struct yaml *root) MUST_CHECK;
enum err load_benefit_head(struct loader *l, const struct yaml *root) MUST_CHECK;
enum err load_benefit_trees(struct loader *l) MUST_CHECK;
/* `employer:` of a benefit's node: what an employer is told of it; absent: nothing. */
enum err load_employer(struct loader *l, const struct yaml *node,
		       struct benefit *benefit) MUST_CHECK;

/* Trees (load_tree.c, load_value.c): the node's step. */
enum err load_condition(struct loader *l, const struct yaml *node, int *ret_step) MUST_CHECK;

/*
 * The key of a node that says what it does, beside those that may stand with it; NULL: there is
 * none.  A second one is a fault.
 */
enum err load_one_op(struct loader *l, const struct yaml *node, const char *const *others,
		     int other_count, const struct yaml **ret_op) MUST_CHECK;
enum err load_value(struct loader *l, const struct yaml *node, int *ret_step) MUST_CHECK;
enum err load_name(struct loader *l, const struct yaml *at, const char *id, bool value,
		   int *ret_step) MUST_CHECK;

/* The reading that reading: names. */
enum err load_reading(struct loader *l, const struct yaml *node, int *ret_reading) MUST_CHECK;
/* May the two stand on one scale? */
bool value_fits(const struct pack *pack, int step, enum measure measure);
bool values_alike(const struct pack *pack, int a, int b);

/* Steps (load_step.c). */
enum err step_add(struct loader *l, const struct yaml *at, enum op op, enum measure measure,
		  const int *kids, int kid_count, int *ret_step) MUST_CHECK;
/* rule:, say:, private: of a node, onto its step. */
enum err step_marks(struct loader *l, const struct yaml *node, int step) MUST_CHECK;
const char *measure_name(int measure);

#endif
