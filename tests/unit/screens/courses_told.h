/*
 * What a page says of courses, held against each course decided alone (tests/unit/alone.h):
 * NULL, or what is wrong with it.
 */
#ifndef TESTS_UNIT_SCREENS_COURSES_TOLD_H
#define TESTS_UNIT_SCREENS_COURSES_TOLD_H

#include "tests/unit/alone.h"

#include "core/amount.h"
#include "ui/node.h"

static inline bool tree_shows(const struct tree *tree, const char *words, bool whole)
{
	for (int i = 0; i < tree->count; i++) {
		const char *label = tree->nodes[i].label;

		if (label && (whole ? strcmp(label, words) == 0 : strstr(label, words) != NULL))
			return true;
	}
	return false;
}

static inline bool tree_shows_sum(const struct tree *tree, enum lang lang, enum outcome outcome,
				  const struct amount *amount)
{
	char sum[AMOUNT_TEXT_MAX];

	amount_format(lang, amount, sum);
	return outcome != OUTCOME_ELIGIBLE || tree_shows(tree, sum, false);
}

/* Whatever stands in its place fits, and to take what does not fit is not the page's act. */
static inline const char *misfit_told_wrong(const struct offers *all, const struct tree *tree)
{
	const struct node *take = tree_find(tree, "take");

	if (take && take->look == LOOK_ACT)
		return "to take a misfit is the strongest act";
	for (int i = 0; i < tree->count; i++) {
		const struct node *n = &tree->nodes[i];

		if (n->action.verb == VERB_COURSE &&
		    all->at[n->action.arg].outcome != OUTCOME_ELIGIBLE)
			return "in place of a misfit stands another";
	}
	return NULL;
}

/* Of PAGE_COURSE, for whoever has laid a card. */
static inline const char *course_told_wrong(const struct session_world *world,
					    const struct session *s, const struct tree *tree)
{
	const struct offers *all = derive_offers(world, s);
	const struct offer *offer = &all->at[s->at.arg];
	bool yes = offer->outcome == OUTCOME_ELIGIBLE, no = offer->outcome == OUTCOME_NOT_ELIGIBLE;

	if (!offer_is_as_alone(world, s, offer))
		return "a course's page is not as eval has it";
	if (tree_shows(tree, words_get(s->view.lang, "badge.yes"), true) != yes ||
	    tree_shows(tree, words_get(s->view.lang, "badge.no"), true) != no)
		return "a course's page tells another outcome than is decided";
	if (no)
		return misfit_told_wrong(all, tree);
	if (!tree_shows_sum(tree, s->view.lang, offer->outcome, &offer->subsidy) ||
	    !tree_shows_sum(tree, s->view.lang, offer->lives, &offer->living))
		return "a course's page tells another sum than is decided";
	return NULL;
}

static inline const char *course_node(const struct session_world *world, int course)
{
	static char id[8 + COURSE_ID_MAX];

	snprintf(id, sizeof(id), "course-%s", world->courses[course].id);
	return id;
}

/* Of each benefit alone, as `eval` decides it. */
static inline bool a_benefit_may_fit(const struct session_world *world, const struct session *s)
{
	struct result results[BENEFITS_MAX];
	int count = derive_results(world, s, results);
	struct decision d;

	for (int i = 0; i < count; i++) {
		decide_alone(world, s, results[i].course, results[i].benefit, &d);
		if (d.outcome != OUTCOME_NOT_ELIGIBLE)
			return true;
	}
	return false;
}

static inline fen subsidy_of(const struct session_world *world, const struct session *s,
			     int course)
{
	return course < 0 ? 0 :
	       offer_subsidy_most(world->pack, derive_course_offer(world, s, course));
}

static inline int title_of(const struct tree *tree)
{
	int title = 0;

	while (title < tree->count && tree->nodes[title].look != LOOK_TITLE)
		title++;
	return title;
}

/* What stands under the title; NULL: no such line. */
static inline const char *headline_of(const struct tree *tree)
{
	int title = title_of(tree);

	return title + 1 < tree->count ? tree->nodes[title + 1].label : NULL;
}

/*
 * With the largest letters a card says the figure: at most one line is above it, and it is
 * one of the courses that the title counts.
 */
static inline bool is_card_under_title(const struct session_world *world,
				       const struct offers *all, const struct tree *tree)
{
	int title = title_of(tree);

	for (int i = title + 1; i < tree->count && i <= title + 2; i++) {
		for (int n = 0; tree->nodes[i].look == LOOK_CARD && n < all->fits; n++) {
			if (strcmp(tree->nodes[i].id, course_node(world, all->ranked[n])) == 0)
				return true;
		}
	}
	return false;
}

static inline bool is_figure_told(const struct session_world *world, const struct session *s,
				  const struct tree *tree, const char *sum)
{
	const char *headline = headline_of(tree);

	if (s->view.size == VIEW_LARGEST)
		return is_card_under_title(world, derive_offers(world, s), tree);
	return headline && strstr(headline, sum);
}

/* Its figure is the most that a course beneath has, and whatever has more stands there too. */
static inline const char *headline_told_wrong(const struct session_world *world,
					      const struct session *s, const struct tree *tree,
					      const int *shown, int count)
{
	const struct offers *all = derive_offers(world, s);
	struct amount most = { .known = true };
	char sum[AMOUNT_TEXT_MAX];

	for (int i = 0; i < count; i++) {
		if (subsidy_of(world, s, shown[i]) > most.value)
			most.value = subsidy_of(world, s, shown[i]);
	}
	amount_format(s->view.lang, &most, sum);
	if (most.value > 0 && !is_figure_told(world, s, tree, sum))
		return "the headline has another figure than the courses beneath";
	for (int i = 0; i < all->fits; i++) {
		if (subsidy_of(world, s, all->ranked[i]) > subsidy_of(world, s, all->top))
			return "a course that fits brings more than the most of all";
	}
	if (subsidy_of(world, s, all->top) > most.value &&
	    !tree_find(tree, course_node(world, all->top)))
		return "there is no way to the course that brings most";
	return NULL;
}

/* Of PAGE_RESULTS: the headline, and what is recommended. */
static inline const char *results_told_wrong(const struct session_world *world,
					     const struct session *s, const struct tree *tree)
{
	bool none = tree_shows(tree, words_get(s->view.lang, "results.title_none"), true);
	const struct offers *all = derive_offers(world, s);
	int shown[OFFERS_RECOMMENDED];
	struct pack_text period;
	int count = derive_recommended(world, s, shown);

	for (int i = 0; i < all->count && none; i++) {
		if (all->at[i].outcome != OUTCOME_NOT_ELIGIBLE ||
		    !offer_is_as_alone(world, s, &all->at[i]))
			return "a headline of none, and a course that may fit";
	}
	if (none && a_benefit_may_fit(world, s))
		return "a headline of none, and a benefit that may fit";
	for (int i = 0; i < count; i++) {
		if (all->at[shown[i]].outcome != OUTCOME_ELIGIBLE)
			return "a course is recommended that does not fit";
		if (!tree_find(tree, course_node(world, shown[i])))
			return "a recommended course is not on the page";
	}
	if (count == 0 || derive_period_unknown(world, s, &period))
		return NULL;
	return headline_told_wrong(world, s, tree, shown, count);
}

#endif
