#include "desk/counted.h"

#include <string.h>

json_t *counted_titles(const json_t *application)
{
	json_t *titles = json_object();
	size_t i;
	json_t *item;

	json_array_foreach(json_object_get(application, "items"), i, item) {
		const char *code = json_string_value(json_object_get(item, "benefit"));

		if (code)
			json_object_set(titles, code, json_object_get(item, "title"));
	}
	return titles;
}

/* Of a yes-or-no fact 1 is yes; which of them are groups the database knows. */
static json_t *true_facts(const json_t *application)
{
	json_t *ids = json_array(), *fact;
	size_t i;

	json_array_foreach(json_object_get(application, "facts"), i, fact) {
		const char *source = json_string_value(json_object_get(fact, "source"));

		if (json_integer_value(json_object_get(fact, "value")) == 1 && source &&
		    strcmp(source, "unstated") != 0)
			json_array_append(ids, json_object_get(fact, "fact"));
	}
	return ids;
}

static void add_task(json_t *tasks, const char *kind, const json_t *staff_action)
{
	json_t *why = json_object_get(staff_action, "number");
	json_t *staff = json_object_get(staff_action, "no");

	json_array_append_new(tasks, json_pack("{s:s, s:O*, s:O*}", "kind", kind, "why", why,
					       "staff", staff));
}

/* The first that did one of these; NULL: nobody. */
static const json_t *who_did(const json_t *application, const char *beginning)
{
	size_t i;
	json_t *one;

	json_array_foreach(json_object_get(application, "staff"), i, one) {
		const char *did = json_string_value(json_object_get(one, "did"));

		if (did && strncmp(did, beginning, strlen(beginning)) == 0)
			return one;
	}
	return NULL;
}

static json_t *counter_tasks(const json_t *application)
{
	const char *signed_by = json_string_value(json_object_get(application, "signed"));
	const json_t *vouched = who_did(application, "receipt.vouched.");
	const json_t *no_card = who_did(application, "receipt.deed.number_no_card");
	json_t *tasks = json_array();

	if (signed_by && strcmp(signed_by, "paper") == 0)
		add_task(tasks, "original", who_did(application, "receipt.deed.witnessed"));
	if (vouched)
		add_task(tasks, "vouched", vouched);
	if (no_card)
		add_task(tasks, "no_card", no_card);
	return tasks;
}

void counted_add(const json_t *application, json_t *arguments)
{
	json_object_set_new(arguments, "true_facts", true_facts(application));
	json_object_set_new(arguments, "titles", counted_titles(application));
	json_object_set_new(arguments, "counter", counter_tasks(application));
}
