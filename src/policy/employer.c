/* What an employer is told of a benefit: the pack's words, with the figures of the day. */
#include "core/money.h"
#include "policy/pack.h"

#include <stdio.h>

static int add_telling(const struct pack *pack, bool of_enterprise, int count,
		       int ret_benefits[BENEFITS_MAX])
{
	for (int i = 0; i < pack->benefit_count; i++) {
		const struct benefit *b = &pack->benefits[i];

		if (b->employer_count > 0 &&
		    (b->shown.kind == BENEFIT_ENTERPRISE) == of_enterprise)
			ret_benefits[count++] = i;
	}
	return count;
}

int pack_employer_benefits(const struct pack *pack, int ret_benefits[BENEFITS_MAX])
{
	int count = add_telling(pack, true, 0, ret_benefits);

	return add_telling(pack, false, count, ret_benefits);
}

static void write_figure(enum measure measure, int64_t number, char out[FIGURE_TEXT_MAX])
{
	if (measure == MEASURE_FEN)
		money_format(number, out);
	else
		snprintf(out, FIGURE_TEXT_MAX, "%lld", (long long)number);
}

/* False: on that day nobody knows it. */
static bool tell_param(const struct param *param, const struct policy_case *c,
		       struct employer_line *line)
{
	int32_t day = date_to_days(c->date);
	struct interval span = param_span(param, c, (struct interval){ day, day }, &line->later);

	if (span.low != span.high)
		return false;
	write_figure(param->measure, span.low, line->figure);
	return true;
}

static bool tell_fact(const struct pack *pack, const struct policy_case *c, int index,
		      struct employer_line *line)
{
	const struct fact *fact = &c->facts.at[index];

	if (!fact_known(fact))
		return false;
	write_figure(MEASURE_FEN, fact->number, line->figure);
	line->sample = pack->fact_more[index].sample && !fact->official;
	return true;
}

int policy_employer(const struct pack *pack, const struct policy_case *c, int benefit,
		    struct employer_line ret_lines[EMPLOYER_LINES_MAX])
{
	const struct benefit *b = &pack->benefits[benefit];
	int count = 0;

	for (int i = b->employer_first; i < b->employer_first + b->employer_count; i++) {
		const struct employer_saying *saying = &pack->employer[i];
		struct employer_line line = { .words = saying->words };
		bool known = saying->param >= 0 ?
				tell_param(&pack->params[saying->param], c, &line) :
			     saying->fact < 0 || tell_fact(pack, c, saying->fact, &line);

		if (known)
			ret_lines[count++] = line;
	}
	return count;
}
