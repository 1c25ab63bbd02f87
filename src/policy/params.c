#include "policy/pack.h"

#include <string.h>

/*
 * R7-3: only the State Council and the province, and only for who is trained,
 * what is trained and how much is paid.  The parameter says which matter it
 * truly is; the claim of the override alone does not make it one.
 */
static bool applies(const struct param *param, const struct override *o)
{
	return o->by != BY_OTHER && o->matter != MATTER_OTHER && (int)o->matter == param->matter;
}

static struct interval version_span(const struct param *param, const struct version *version)
{
	if (!version->unknown)
		return (struct interval){ version->value, version->value };
	return (struct interval){ param->measure == MEASURE_DATE ? VALUE_LOW : 0, VALUE_HIGH };
}

static struct interval version_on(const struct param *param, int64_t day)
{
	int i = param->version_count - 1;

	/* A day that is open at its end lies before or after all there are. */
	day = day < INT32_MIN ? INT32_MIN : day > INT32_MAX ? INT32_MAX : day;
	while (i > 0 && (day < param->versions[i].from || day > param->versions[i].to))
		i--;
	return version_span(param, &param->versions[i]);
}

/* The latest override that holds on the day; of two of one day the State Council's. */
static struct interval value_on(const struct param *param, const struct policy_case *c, int64_t day)
{
	const struct override *best = NULL;

	for (int i = 0; i < c->override_count; i++) {
		const struct override *o = &c->overrides[i];
		int order;

		if (strcmp(o->key, param->id) != 0 || !applies(param, o) ||
		    date_to_days(o->from) > day)
			continue;
		order = best ? date_compare(o->from, best->from) : 1;
		if (order > 0 || (order == 0 && o->by == BY_STATE_COUNCIL))
			best = o;
	}
	return best ? (struct interval){ best->value, best->value } : version_on(param, day);
}

static void widen(struct interval *span, struct interval more)
{
	if (more.low < span->low)
		span->low = more.low;
	if (more.high > span->high)
		span->high = more.high;
}

/* A value can change on the first day of a version or of an override, and on no other. */
static void widen_on(struct interval *span, const struct param *param, const struct policy_case *c,
		     struct interval days, int64_t day)
{
	if (day >= days.low && day <= days.high)
		widen(span, value_on(param, c, day));
}

struct interval param_span(const struct param *param, const struct policy_case *c,
			   struct interval day, bool *ret_named)
{
	struct interval span = value_on(param, c, day.low);
	bool named = false;

	for (int i = 0; i < param->version_count; i++)
		widen_on(&span, param, c, day, param->versions[i].from);
	for (int i = 0; i < c->override_count; i++) {
		if (strcmp(c->overrides[i].key, param->id) != 0)
			continue;
		named = true;
		widen_on(&span, param, c, day, date_to_days(c->overrides[i].from));
	}
	*ret_named = named;
	return span;
}
