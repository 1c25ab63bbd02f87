#include "tools/plan_work.h"

#include <assert.h>
#include <stdio.h>

static bool in_set(const struct plan_option *option, const struct plan_set *set)
{
	return option->at >= 0 && set->chosen >> option->at & 1;
}

/* The training of the year that carries the living allowance. */
static bool carries_living(const struct plan_work *w, const struct plan_set *set, int which)
{
	const struct plan_option *option = &w->options[which];

	if (option->candidate.living == 0)
		return false;
	for (int i = 0; i < w->count; i++) {
		const struct plan_option *other = &w->options[i];

		if (!in_set(other, set) || other->candidate.year != option->candidate.year ||
		    i == which)
			continue;
		if (other->candidate.living > option->candidate.living ||
		    (other->candidate.living == option->candidate.living && i < which))
			return false;
	}
	return true;
}

/* What one candidate adds is far shorter than half of it: then what stands there goes out. */
static char buffer[1 << 17];

static void send(struct plan_work *w, size_t above)
{
	assert(!w->text.full);
	if (w->text.len <= above)
		return;
	fwrite(w->text.bytes, 1, w->text.len, stdout);
	w->text.len = 0;
}

static void add_number(struct plan_work *w, const char *key, int64_t number)
{
	json_write_key(&w->json, key);
	json_write_int(&w->json, number);
}

static void add_string(struct plan_work *w, const char *key, const char *text)
{
	json_write_key(&w->json, key);
	json_write_string(&w->json, text);
}

static void add_true(struct plan_work *w, const char *key)
{
	json_write_key(&w->json, key);
	json_write_bool(&w->json, true);
}

static void add_id(struct plan_work *w, const struct plan_option *option)
{
	if (option->id)
		case_json_write_id(&w->json, w->source, option->id);
	else
		json_write_int(&w->json, option - w->options);
	send(w, sizeof(buffer) / 2);
}

/* The beginning of what is said of one candidate. */
static void begin_item(struct plan_work *w, const struct plan_option *option)
{
	json_write_object(&w->json);
	json_write_key(&w->json, "id");
	add_id(w, option);
	add_number(w, "index", option - w->options);
}

static void add_item(struct plan_work *w, const struct plan_set *set, int which)
{
	const struct plan_option *option = &w->options[which];

	begin_item(w, option);
	add_string(w, "benefit", pack_benefit(w->pack, option->benefit)->code);
	add_number(w, "amount_fen", option->candidate.value);
	add_number(w, "living_fen",
		   carries_living(w, set, which) ? option->candidate.living : 0);
	if (!option->decision.amount.known)
		add_true(w, "amount_unknown");
	if (option->decision.uplift_name)
		add_string(w, "applied_uplift", option->decision.uplift_name);
	json_write_end(&w->json);
}

/* key: of the list of ids. */
static void add_set(struct plan_work *w, const char *key, const struct plan_set *set)
{
	json_write_key(&w->json, key);
	json_write_list(&w->json);
	for (int i = 0; i < w->count; i++) {
		if (in_set(&w->options[i], set))
			add_id(w, &w->options[i]);
	}
	json_write_end(&w->json);
	add_number(w, "sum_fen", set->sum);
	json_write_key(&w->json, "items");
	json_write_list(&w->json);
	for (int i = 0; i < w->count; i++) {
		if (in_set(&w->options[i], set))
			add_item(w, set, i);
	}
	json_write_end(&w->json);
}

/* Another set than the best: an object of its own. */
static void add_other_set(struct plan_work *w, const char *key, const struct plan_set *set)
{
	json_write_key(&w->json, key);
	json_write_object(&w->json);
	add_set(w, "set", set);
	json_write_end(&w->json);
}

static void add_pair(struct plan_work *w, const struct plan_option *a, const struct plan_option *b)
{
	json_write_list(&w->json);
	add_id(w, a);
	add_id(w, b);
	json_write_end(&w->json);
}

/* The pairs of a set that run at the same time, by their ids. */
static void add_overlaps(struct plan_work *w, const struct plan_set *set)
{
	json_write_key(&w->json, "overlaps");
	json_write_list(&w->json);
	for (int i = 0; i < w->count; i++) {
		const struct plan_option *a = &w->options[i];

		for (int j = i + 1; j < w->count && in_set(a, set); j++) {
			const struct plan_option *b = &w->options[j];

			if (in_set(b, set) && plan_overlap(&a->candidate, &b->candidate))
				add_pair(w, a, b);
		}
	}
	json_write_end(&w->json);
}

static void add_strings(struct plan_work *w, const char *key, const char *const *strings, int count)
{
	json_write_key(&w->json, key);
	json_write_list(&w->json);
	for (int i = 0; i < count; i++)
		json_write_string(&w->json, strings[i]);
	json_write_end(&w->json);
}

static void add_left_out(struct plan_work *w, const struct plan_option *option)
{
	static const char *const words[] = { "undetermined", "not_eligible", "eligible" };
	const char *rules[REASONS_MAX];
	int count = option->at < 0 ? option->decision.reason_count : 0;

	for (int i = 0; i < count; i++)
		rules[i] = option->decision.reasons[i].rule;
	begin_item(w, option);
	add_string(w, "outcome",
		   option->benefit < 0 ? "undetermined" : words[option->decision.outcome]);
	add_strings(w, "reasons", rules, count);
	if (option->at >= 0 && !option->decision.amount.known)
		add_true(w, "amount_unknown");
	json_write_end(&w->json);
}

static void add_all_left_out(struct plan_work *w)
{
	json_write_key(&w->json, "left_out");
	json_write_list(&w->json);
	for (int i = 0; i < w->count; i++) {
		if (!in_set(&w->options[i], &w->plan.best))
			add_left_out(w, &w->options[i]);
	}
	json_write_end(&w->json);
}

static void add_ignored(struct plan_work *w)
{
	const char *ignored[CASE_IGNORED_MAX];

	if (w->source->ignored_count == 0)
		return;
	for (int i = 0; i < w->source->ignored_count; i++)
		ignored[i] = w->source->ignored[i];
	add_strings(w, "ignored", ignored, w->source->ignored_count);
}

static const char *reason_text(const struct plan_work *w)
{
	if (w->question.count == 0)
		return "none of the candidates is surely eligible";
	if (w->plan.best.size == 0)
		return "no subsidy is left this year, or no candidate has an amount";
	if (w->plan.best.overlaps > 0)
		return "the highest sum under three a year, but courses of it run at the same "
		       "time (overlaps); attendable is the best set without such";
	if (!w->plan.has_runner_up)
		return "everything that is eligible fits under the limits";
	if (w->plan.runner_up.sum == w->plan.best.sum)
		return "equal sums: the set that can be attended, then the one with fewer or "
		       "earlier courses is taken; the runner-up pays the same";
	return "the highest sum under three a year, no trade and level twice, and one living "
	       "allowance a year";
}

static void add_runner_up(struct plan_work *w)
{
	const struct plan *plan = &w->plan;

	if (plan->has_runner_up) {
		add_other_set(w, "runner_up", &plan->runner_up);
	} else {
		json_write_key(&w->json, "runner_up");
		json_write_null(&w->json);
	}
	json_write_key(&w->json, "tie");
	json_write_bool(&w->json, plan->has_runner_up && plan->runner_up.sum == plan->best.sum);
}

void plan_print(struct plan_work *w)
{
	static const char *const limits[] = { "R4-5b", "R4-5c", "R4-4h", "R4-4c" };

	w->text = text_in(buffer, sizeof(buffer));
	w->json = json_write_into(&w->text);
	json_write_object(&w->json);
	add_set(w, "best", &w->plan.best);
	add_runner_up(w);
	if (w->plan.best.overlaps > 0) {
		add_overlaps(w, &w->plan.best);
		add_other_set(w, "attendable", &w->plan.attendable);
	}
	add_string(w, "reason", reason_text(w));
	add_strings(w, "rules", limits, 4);
	add_all_left_out(w);
	add_ignored(w);
	json_write_end(&w->json);
	json_write_line(&w->json);
	send(w, 0);
}
