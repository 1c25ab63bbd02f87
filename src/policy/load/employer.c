/* `employer:` of a benefit: lines for whoever employs people, with the figures they name. */
#include "policy/load/load.h"

#include <string.h>

static int find_param(const struct pack *pack, const char *id)
{
	for (int i = 0; i < pack->param_count; i++) {
		if (strcmp(pack->params[i].id, id) == 0)
			return i;
	}
	return -1;
}

/* A figure is written as yuan, per cent or a count; a day or a yes has no such digits. */
static bool has_digits(enum measure measure)
{
	return measure == MEASURE_FEN || measure == MEASURE_PERCENT || measure == MEASURE_COUNT;
}

static enum err load_figure(struct loader *l, const struct yaml *value,
			    struct employer_saying *saying)
{
	const struct pack *pack = l->pack;
	enum err err = load_scalar(l, value);
	bool fits;

	if (err)
		return err;
	saying->param = (int16_t)find_param(pack, value->text);
	if (saying->param < 0)
		saying->fact = (int16_t)pack_fact_find(pack, value->text);
	fits = saying->param >= 0 ? has_digits(pack->params[saying->param].measure) :
	       saying->fact >= 0 && pack->facts[saying->fact].type == FACT_FEN;
	return fits ? ERR_OK : yaml_fault(value, l->diag, "\"%s\" is no parameter in fen, per cent "
		"or a count, and no fact in fen; take one of pack.yaml or facts.yaml", value->text);
}

/* Where a figure is named each wording has its place, and none where none is named. */
static enum err check_places(struct loader *l, const struct yaml *node,
			     const struct employer_saying *saying)
{
	bool named = saying->param >= 0 || saying->fact >= 0;

	for (int i = 0; i < LANG_COUNT; i++) {
		if ((strstr(saying->words.in[i], "{1}") != NULL) != named)
			return yaml_fault(node, l->diag, named ?
				"write {1} in each wording, where the value of `value:` stands" :
				"{1} stands for the value of `value:`; name one");
	}
	return ERR_OK;
}

static enum err load_line(struct loader *l, const struct yaml *node)
{
	static const char *const keys[] = { "say", "value", NULL };
	struct employer_saying saying = { .param = -1, .fact = -1 };
	struct pack *pack = l->pack;
	const struct yaml *value = NULL;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK)
		err = load_need_text(l, node, "say", &saying.words);
	if (err == ERR_OK)
		value = yaml_get(node, "value");
	if (value)
		err = load_figure(l, value, &saying);
	if (err == ERR_OK)
		err = check_places(l, node, &saying);
	if (err == ERR_OK && pack->employer_count == EMPLOYER_MAX)
		return yaml_fault(node, l->diag, "at most %d lines for employers", EMPLOYER_MAX);
	if (err == ERR_OK)
		pack->employer[pack->employer_count++] = saying;
	return err;
}

enum err load_employer(struct loader *l, const struct yaml *node, struct benefit *b)
{
	const struct yaml *list = yaml_get(node, "employer");
	enum err err = ERR_OK;

	b->employer_first = (int16_t)l->pack->employer_count;
	if (list && (list->kind != YAML_LIST || list->count < 1 ||
		     list->count > EMPLOYER_LINES_MAX))
		return yaml_fault(list, l->diag, "a list of 1 to %d lines belongs here, as "
				  "[{say: {zh_CN: …, en: …, zh_TW: …}}]", EMPLOYER_LINES_MAX);
	for (const struct yaml *at = list ? list->first : NULL; at && err == ERR_OK; at = at->next)
		err = load_line(l, at);
	b->employer_count = (int16_t)(l->pack->employer_count - b->employer_first);
	return err;
}
