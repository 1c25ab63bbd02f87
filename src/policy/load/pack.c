#include "policy/load/load.h"

#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* ---- parameters ---- */

static const char *const measure_words[] = { "count", "fen", "percent", "date" };
static const enum measure measures[] = { MEASURE_COUNT, MEASURE_FEN, MEASURE_PERCENT,
					 MEASURE_DATE };
static const char *const matter_words[] = { "target", "item", "standard", "none" };

static enum err load_param_value(struct loader *l, const struct yaml *node, enum measure measure,
				 int64_t *ret_value)
{
	struct date date = { 0 };
	enum err err;

	if (measure != MEASURE_DATE)
		return load_int(l, node, 0, 1000000000000, ret_value);
	err = load_date(l, node, &date);
	if (err == ERR_OK)
		*ret_value = date_to_days(date);
	return err;
}

static enum err load_day(struct loader *l, const struct yaml *map, const char *key, int32_t absent,
			 int32_t *ret_day)
{
	const struct yaml *node = yaml_get(map, key);
	struct date date = { 0 };
	enum err err = node ? load_date(l, node, &date) : ERR_OK;

	if (err == ERR_OK)
		*ret_day = node ? date_to_days(date) : absent;
	return err;
}

static enum err load_version(struct loader *l, const struct yaml *node, struct param *param)
{
	static const char *const keys[] = { "from", "to", "value", NULL };
	struct version *version = &param->versions[param->version_count];
	const struct yaml *value = NULL;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK && param->version_count == VERSIONS_MAX)
		return yaml_fault(node, l->diag, "at most %d versions", VERSIONS_MAX);
	if (err == ERR_OK)
		err = load_day(l, node, "from", INT32_MIN, &version->from);
	if (err == ERR_OK)
		err = load_day(l, node, "to", INT32_MAX, &version->to);
	if (err == ERR_OK)
		err = load_need(l, node, "value", &value);
	if (err == ERR_OK)
		err = load_param_value(l, value, param->measure, &version->value);
	if (err)
		return err;
	if (version->from > version->to)
		return yaml_fault(node, l->diag, "`to:` lies before `from:`; swap them");
	for (int i = 0; i < param->version_count; i++) {
		if (version->from <= param->versions[i].to &&
		    version->to >= param->versions[i].from)
			return yaml_fault(node, l->diag,
					  "the dates overlap version %d of \"%s\"; end one "
					  "before the other begins",
					  i + 1, param->id);
	}
	param->version_count++;
	return ERR_OK;
}

static void add_gap(struct param *param, int64_t from, int64_t to)
{
	if (from <= to)
		param->versions[param->version_count++] = (struct version){
			.unknown = true, .from = (int32_t)from, .to = (int32_t)to,
		};
}

/* Days on which no version holds have no value: it is not guessed from its neighbours. */
static void add_gaps(struct param *param)
{
	int written = param->version_count;
	int64_t from = INT32_MIN;

	for (int left = written; left > 0; left--) {
		const struct version *next = NULL;

		for (int i = 0; i < written; i++) {
			const struct version *v = &param->versions[i];

			if (v->from >= from && (!next || v->from < next->from))
				next = v;
		}
		assert(next);	/* they were found not to overlap */
		add_gap(param, from, (int64_t)next->from - 1);
		from = (int64_t)next->to + 1;
	}
	add_gap(param, from, INT32_MAX);
}

static enum err load_versions(struct loader *l, const struct yaml *node, struct param *param)
{
	const struct yaml *value = yaml_get(node, "value"), *versions = yaml_get(node, "versions");
	enum err err = ERR_OK;

	if ((value != NULL) == (versions != NULL))
		return yaml_key_fault(node, l->diag,
				      "\"%s\" wants either `value:` or `versions:`", node->key);
	if (value) {
		param->versions[0] = (struct version){ .from = INT32_MIN, .to = INT32_MAX };
		param->version_count = 1;
		return load_param_value(l, value, param->measure, &param->versions[0].value);
	}
	if (versions->kind != YAML_LIST || versions->count == 0)
		return yaml_fault(versions, l->diag, "`versions:` is a list of {from, to, value}");
	for (const struct yaml *at = versions->first; at && err == ERR_OK; at = at->next)
		err = load_version(l, at, param);
	if (err == ERR_OK)
		add_gaps(param);
	return err;
}

static enum err load_param(struct loader *l, const struct yaml *node)
{
	static const char *const keys[] = { "measure", "matter",   "rule",
					    "value",   "versions", NULL };
	struct pack *pack = l->pack;
	struct param *param = &pack->params[pack->param_count];
	const struct yaml *rule = yaml_get(node, "rule");
	int measure = 0, cited = -1;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK && pack->param_count == PARAMS_MAX)
		return yaml_key_fault(node, l->diag, "at most %d parameters", PARAMS_MAX);
	if (err == ERR_OK)
		err = load_word(l, node, "measure", measure_words, 4, &measure);
	if (err == ERR_OK)
		err = load_word(l, node, "matter", matter_words, 4, &param->matter);
	if (err == ERR_OK && rule)
		err = load_rule(l, rule, &cited);
	if (err)
		return err;
	param->id = load_keep(l, node->key);
	param->measure = measures[measure];
	param->rule = (int16_t)cited;
	if (cited >= 0)
		pack->rule_more[cited].used++;
	pack->param_count++;
	return load_versions(l, node, param);
}

/* ---- readings ---- */

static enum err load_one_reading(struct loader *l, const struct yaml *node)
{
	static const char *const keys[] = { "in_use", "used", "alternative", NULL };
	static const char *const choices[] = { "used", "alternative" };
	struct reading *reading = &l->pack->readings[l->pack->reading_count];
	const struct yaml *used = NULL, *other = yaml_get(node, "alternative");
	int choice = 0;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK && l->pack->reading_count == READINGS_MAX)
		return yaml_key_fault(node, l->diag, "at most %d readings", READINGS_MAX);
	if (err == ERR_OK)
		err = load_word(l, node, "in_use", choices, 2, &choice);
	if (err == ERR_OK)
		err = load_need(l, node, "used", &used);
	if (err == ERR_OK)
		err = load_scalar(l, used);
	if (err)
		return err;
	reading->id = load_keep(l, node->key);
	reading->alternative = (choice == 1) != l->flipped;
	reading->used = load_keep(l, used->text);
	reading->other = load_keep(l, other ? other->text : "");
	l->pack->reading_count++;
	return ERR_OK;
}

enum err load_reading(struct loader *l, const struct yaml *node, int *ret_reading)
{
	enum err err = load_scalar(l, node);

	for (int i = 0; err == ERR_OK && i < l->pack->reading_count; i++) {
		if (strcmp(l->pack->readings[i].id, node->text) == 0) {
			*ret_reading = i;
			return ERR_OK;
		}
	}
	return err ? err
		   : yaml_fault(node, l->diag, "no reading \"%s\"; add it to pack.yaml",
				node->text);
}

/* ---- processes ---- */

static enum err load_process(struct loader *l, const struct yaml *node)
{
	static const char *const keys[] = { "rule", "fact", "steps", NULL };
	struct process *process = &l->pack->processes[l->pack->process_count];
	const struct yaml *rule = NULL, *fact = NULL, *steps = NULL;
	int cited = 0, index = 0;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK && l->pack->process_count == PROCESSES_MAX)
		return yaml_key_fault(node, l->diag, "at most %d processes", PROCESSES_MAX);
	if (err == ERR_OK)
		err = load_need(l, node, "rule", &rule);
	if (err == ERR_OK)
		err = load_need(l, node, "fact", &fact);
	if (err == ERR_OK)
		err = load_need(l, node, "steps", &steps);
	if (err == ERR_OK)
		err = load_rule(l, rule, &cited);
	if (err == ERR_OK)
		err = load_fact_name(l, fact, &index);
	if (err == ERR_OK && (steps->kind != YAML_MAP || steps->count > PROCESS_STEPS_MAX))
		return yaml_fault(steps, l->diag, "`steps:` maps up to %d step ids to their names",
				  PROCESS_STEPS_MAX);
	if (err)
		return err;
	*process = (struct process){ .id = load_keep(l, node->key), .rule = (int16_t)cited,
				     .fact = (int16_t)index };
	l->pack->rule_more[cited].used++;
	for (const struct yaml *at = steps->first; at && err == ERR_OK; at = at->next) {
		process->steps[process->step_count] = load_keep(l, at->key);
		err = load_text(l, at, &process->names[process->step_count++]);
	}
	l->pack->process_count++;
	return err;
}

/* ---- names of uplifts, cautions ---- */

static enum err load_uplift(struct loader *l, const struct yaml *node)
{
	struct pack *pack = l->pack;

	if (pack->uplift_count == UPLIFTS_MAX)
		return yaml_key_fault(node, l->diag, "at most %d uplifts", UPLIFTS_MAX);
	pack->uplifts[pack->uplift_count] = load_keep(l, node->key);
	return load_text(l, node, &pack->uplift_words[pack->uplift_count++]);
}

/* men: [16, 60] */
static enum err load_ages(struct loader *l, const struct yaml *map, const char *key, int *ret_least,
			  int *ret_most)
{
	const struct yaml *list = NULL;
	int64_t least = 0, most = 0;
	enum err err = load_need(l, map, key, &list);

	if (err == ERR_OK && (list->kind != YAML_LIST || list->count != 2))
		err = yaml_fault(list, l->diag, "`%s:` is the first and the last age: [16, 60]",
				 key);
	if (err == ERR_OK)
		err = load_int(l, list->first, 0, 150, &least);
	if (err == ERR_OK)
		err = load_int(l, list->first->next, least, 150, &most);
	*ret_least = (int)least;
	*ret_most = (int)most;
	return err;
}

static enum err load_caution(struct loader *l, const struct yaml *node)
{
	static const char *const keys[] = { "men", "women", "benefits", "source", "words", NULL };
	struct caution *caution = &l->pack->cautions[l->pack->caution_count];
	const struct yaml *source = NULL;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK && l->pack->caution_count == CAUTIONS_MAX)
		return yaml_key_fault(node, l->diag, "at most %d cautions", CAUTIONS_MAX);
	if (err == ERR_OK)
		err = load_ages(l, node, "men", &caution->least[0], &caution->most[0]);
	if (err == ERR_OK)
		err = load_ages(l, node, "women", &caution->least[1], &caution->most[1]);
	if (err == ERR_OK)
		err = load_need(l, node, "source", &source);
	if (err == ERR_OK)
		err = load_need(l, node, "benefits",
				&l->caution_nodes[l->pack->caution_count]);
	if (err == ERR_OK)
		err = load_need_text(l, node, "words", &caution->shown.words);
	if (err)
		return err;
	caution->shown.reading = load_keep(l, node->key);
	l->pack->caution_count++;
	return ERR_OK;
}

/* ---- pack.yaml ---- */

static enum err load_version_text(struct loader *l, const struct yaml *node)
{
	int *v = l->pack->version;
	int end = 0;

	if (sscanf(node->text, "%4d.%4d.%4d%n", &v[0], &v[1], &v[2], &end) != 3 ||
	    node->text[end] || v[0] < 0 || v[1] < 0 || v[2] < 0)
		return yaml_fault(node, l->diag, "\"%s\" is no version; write 1.0.0", node->text);
	return ERR_OK;
}

static enum err list_rule(struct loader *l, const struct yaml *node)
{
	int rule = 0;
	enum err err = load_scalar(l, node);

	if (err)
		return err;
	if (pack_rule_find(l->pack, node->text) < 0)
		return yaml_fault(node, l->diag,
				  "rule \"%s\" of the document is missing in rules.yaml; "
				  "say there where it lives",
				  node->text);
	err = load_rule(l, node, &rule);
	if (err == ERR_OK && l->pack->rule_more[rule].listed)
		return yaml_fault(node, l->diag, "rule \"%s\" stands here twice; keep one",
				  node->text);
	if (err == ERR_OK) {
		l->pack->rule_more[rule].listed = true;
		l->pack->listed_count++;
	}
	return err;
}

/* document_rules: lists of ids, a list a part of the document. */
static enum err load_listed(struct loader *l, const struct yaml *root)
{
	const struct yaml *lists = NULL;
	enum err err = load_need(l, root, "document_rules", &lists);

	if (err == ERR_OK && lists->kind != YAML_LIST)
		return yaml_fault(lists, l->diag,
				  "`document_rules:` is a list of lists of rule ids");
	for (const struct yaml *list = err ? NULL : lists->first; list; list = list->next) {
		for (const struct yaml *at = list->first; at && err == ERR_OK; at = at->next)
			err = list_rule(l, at);
	}
	return err;
}

static enum err each(struct loader *l, const struct yaml *root, const char *key,
		     enum err (*load)(struct loader *, const struct yaml *))
{
	const struct yaml *map = NULL;
	enum err err = load_need(l, root, key, &map);

	if (err == ERR_OK && map->kind != YAML_MAP)
		return yaml_fault(map, l->diag, "`%s:` is a mapping", key);
	for (const struct yaml *at = err ? NULL : map->first; at && err == ERR_OK; at = at->next)
		err = load(l, at);
	return err;
}

static enum err load_last_day(struct loader *l, const struct yaml *root)
{
	const struct yaml *node = yaml_get(root, "last_day");
	struct pack *pack = l->pack;
	enum err err = node ? load_date(l, node, &pack->last_day) : ERR_OK;

	if (err == ERR_OK && node && date_is_set(pack->first_day) &&
	    date_compare(pack->last_day, pack->first_day) < 0)
		return yaml_fault(node, l->diag, "it lies before `first_day:`; swap them");
	return err;
}

enum err load_identity(struct loader *l, const struct yaml *root)
{
	static const char *const keys[] = {
		"pack",	     "version",	   "document",	     "document_sha256", "first_day",
		"override_rule", "parameters", "document_rules", "readings",	 "processes",
		"uplifts",	 "cautions",	 "last_day",	   NULL
	};
	const struct yaml *name = NULL, *version = NULL, *document = NULL, *override = NULL;
	struct pack *pack = l->pack;
	enum err err = load_map(l, root, keys);

	if (err == ERR_OK)
		err = load_need(l, root, "pack", &name);
	if (err == ERR_OK)
		err = load_need(l, root, "version", &version);
	if (err == ERR_OK)
		err = load_need(l, root, "document", &document);
	if (err == ERR_OK)
		err = load_version_text(l, version);
	if (err == ERR_OK && (name->text[0] == 0 || strlen(name->text) > 40))
		return yaml_fault(name, l->diag, "a pack's name has 1 to 40 letters");
	if (err)
		return err;
	pack->name = load_keep(l, name->text);
	pack->document = load_keep(l, document->text);
	if (yaml_get(root, "document_sha256"))
		pack->official_hash = load_keep(l, yaml_get(root, "document_sha256")->text);
	snprintf(pack->id, sizeof(pack->id), "%s %s", pack->name, version->text);
	if (yaml_get(root, "first_day"))
		err = load_date(l, yaml_get(root, "first_day"), &pack->first_day);
	if (err)
		return err;
	err = load_last_day(l, root);
	if (err)
		return err;
	pack->override_rule = -1;
	override = yaml_get(root, "override_rule");
	if (override)
		err = load_rule(l, override, &pack->override_rule);
	if (pack->override_rule >= 0)
		pack->rule_more[pack->override_rule].used++;
	if (err == ERR_OK)
		err = load_listed(l, root);
	if (err == ERR_OK)
		err = each(l, root, "parameters", load_param);
	if (err == ERR_OK)
		err = each(l, root, "readings", load_one_reading);
	if (err == ERR_OK && yaml_get(root, "uplifts"))
		err = each(l, root, "uplifts", load_uplift);
	if (err == ERR_OK && yaml_get(root, "cautions"))
		err = each(l, root, "cautions", load_caution);
	return err ? err : each(l, root, "processes", load_process);
}
