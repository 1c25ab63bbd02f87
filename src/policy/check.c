#include "policy/check.h"

#include "policy/load/load.h"
#include "policy/pack.h"
#include "policy/traversal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum err step_fault(const struct pack *pack, int step, struct diag *diag, const char *what)
{
	const struct step *s = &pack->steps[step];

	return diag_set(diag, pack->files[s->file], s->line, s->column, "%s", what);
}

/* ---- rules ---- */

static enum err rule_fault(const struct pack *pack, int rule, struct diag *diag, const char *what)
{
	const struct rule_more *more = &pack->rule_more[rule];

	return diag_set(diag, pack->files[1], more->line, more->column, "rule %s %s",
			pack->rules[rule].id, what);
}

static enum err check_rule(const struct pack *pack, int rule, struct diag *diag)
{
	const struct rule_more *more = &pack->rule_more[rule];
	bool works = more->place == PLACE_CONDITION || more->place == PLACE_AMOUNT;

	if (!more->listed)
		return rule_fault(pack, rule, diag,
				  "is not in document_rules of pack.yaml; add it");
	if (works && more->used == 0)
		return rule_fault(pack, rule, diag,
				  "lives in a condition or amount, but no tree cites it; cite "
				  "it or say where it lives");
	if (!works && more->place != PLACE_PROCESS && more->used > 0)
		return rule_fault(pack, rule, diag,
				  "is cited by a tree but lives elsewhere; mend `lives:` or "
				  "the citation");
	return ERR_OK;
}

/* ---- every deciding node rests on a rule ---- */

struct cover {
	const struct pack *pack;
	int depth;
	int16_t stack[2 * STEPS_MAX];
	bool covered[2 * STEPS_MAX];
	bool seen[2][STEPS_MAX];
};

static void cover_push(struct cover *c, int step, bool covered)
{
	if (c->seen[covered][step])
		return;
	c->seen[covered][step] = true;
	c->stack[c->depth] = (int16_t)step;
	c->covered[c->depth++] = covered;
}

static bool decides(const struct step *step)
{
	return step->op >= OP_FACT && step->op <= OP_LAST_CONDITION;
}

static enum err check_cover(const struct pack *pack, struct diag *diag)
{
	struct cover *c = calloc(1, sizeof(*c));
	int bare = -1;

	if (!c)
		abort();
	c->pack = pack;
	for (int i = 0; i < pack->benefit_count; i++)
		cover_push(c, pack->benefits[i].root, false);
	while (c->depth > 0 && bare < 0) {
		int at = c->stack[--c->depth];
		const struct step *step = &pack->steps[at];
		bool covered = c->covered[c->depth] || step->rule_count > 0;

		if (decides(step) && !covered)
			bare = at;
		/* What `when` asks only opens the way: the need after it decides. */
		for (int i = step->op == OP_WHEN ? 1 : 0; i < step->kid_count; i++) {
			if (op_is_condition(step->op) && !decides(step))
				cover_push(c, pack->kids[step->kid_first + i], covered);
		}
	}
	free(c);
	if (bare < 0)
		return ERR_OK;
	return step_fault(pack, bare, diag,
			  "this decides but cites no rule; add `rule:` here or above");
}

/* ---- trees that can never be true ---- */

static enum err check_reach(const struct pack *pack, struct diag *diag)
{
	for (int i = 0; i < pack->step_count; i++) {
		if (op_is_condition(pack->steps[i].op) && !step_can_be_true(pack, i))
			return step_fault(pack, i, diag,
					  "this can never be true; mend it or take it out");
	}
	return ERR_OK;
}

/* ---- amounts ---- */

static enum err check_amounts(const struct pack *pack, struct diag *diag)
{
	for (int i = 0; i < pack->benefit_count; i++) {
		const struct benefit *b = &pack->benefits[i];
		struct traversal w = { .pack = pack };
		int at, cited = 0;

		if (b->amount < 0)
			continue;
		traversal_start(&w, b->amount);
		while ((at = traversal_pop(&w)) >= 0) {
			const struct step *step = &pack->steps[at];

			cited += step->rule_count;
			for (int k = 0; k < step->kid_count; k++)
				traversal_push(&w, pack->kids[step->kid_first + k]);
		}
		if (cited == 0)
			return step_fault(pack, b->amount, diag,
					  "this amount cites no rule; add `rule:` to it");
	}
	return ERR_OK;
}

/* The trees of the readings that are not in use must be sound too. */
static enum err check_flipped(const char *dir, struct diag *diag)
{
	struct pack *pack = NULL;
	enum err err = pack_load_flipped(dir, &pack, diag);

	if (err == ERR_OK)
		err = check_cover(pack, diag);
	if (err == ERR_OK)
		err = check_reach(pack, diag);
	pack_destroy(pack);
	return err;
}

static void summarize(const struct pack *pack, int cases, struct pack_summary *ret_summary)
{
	struct pack_summary sum = { .readings = pack->reading_count, .cases = cases,
				    .benefits = pack->benefit_count, .steps = pack->step_count };

	for (int i = 0; i < pack->rule_count; i++)
		sum.rules[pack->rule_more[i].place]++;
	for (int i = 0; i < pack->reading_count; i++)
		sum.selectable += pack->readings[i].selectable;
	*ret_summary = sum;
}

enum err pack_check(const char *dir, struct pack_summary *ret_summary, struct diag *diag)
{
	struct pack *pack = NULL;
	int passed = 0;
	enum err err = pack_load(dir, &pack, diag);

	for (int i = 0; err == ERR_OK && i < pack->rule_count; i++)
		err = check_rule(pack, i, diag);
	if (err == ERR_OK)
		err = check_cover(pack, diag);
	if (err == ERR_OK)
		err = check_amounts(pack, diag);
	if (err == ERR_OK)
		err = check_reach(pack, diag);
	if (err == ERR_OK)
		err = check_flipped(dir, diag);
	if (err == ERR_OK)
		err = pack_run_cases(pack, dir, &passed, diag);
	if (err == ERR_OK) {
		summarize(pack, passed, ret_summary);
		memcpy(ret_summary->id, pack->id, sizeof(ret_summary->id));
		memcpy(ret_summary->hash, pack->hash, sizeof(ret_summary->hash));
		pack_version(pack, ret_summary->version);
	}
	pack_destroy(pack);
	return err;
}

void pack_version(const struct pack *pack, int ret_version[3])
{
	memcpy(ret_version, pack->version, sizeof(pack->version));
}
