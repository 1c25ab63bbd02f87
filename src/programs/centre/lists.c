/* lists: what two persons put in force at the desk, signed and put out where it has changed. */
#include "base/clock.h"
#include "bundle/bundle.h"
#include "programs/centre/commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#define LIST_NUMBER_MAX 24

struct list_out {
	const char *kind;	/* the desk's */
	const char *name;	/* the bundle's */
	const char *csv;
	const char *mark;
};

static enum err next_version(const struct centre_options *options, const char *name,
			     int64_t *ret_version)
{
	const struct database_value value = database_text(name);
	char *text = NULL;
	enum err err = database_ask(options->database, "select centre.next_bundle($1)", 1, &value,
				    &text);

	if (!err)
		*ret_version = text ? strtoll(text, NULL, 10) : 1;
	free(text);
	return err;
}

static enum err sign(const struct list_out *list, const struct bundle_secret *secret,
		     struct bundle *bundle, uint8_t **ret_bytes, size_t *ret_size)
{
	struct bundle_file *file = &bundle->files[0];

	bundle->kind = bundle_kind_of(list->name);
	bundle->made = clock_wall_s();
	bundle->file_count = 1;
	snprintf(file->name, sizeof(file->name), "%s.csv", list->name);
	file->data = (const uint8_t *)list->csv;
	file->size = strlen(list->csv);
	return bundle_make(bundle, secret, ret_bytes, ret_size);
}

static enum err put_out(const struct centre_options *options, const struct list_out *list,
			const struct bundle *bundle, const uint8_t *bytes, size_t size)
{
	char version[LIST_NUMBER_MAX], made[LIST_NUMBER_MAX];
	const struct database_value values[] = {
		database_text(list->kind), database_text(list->mark), database_text(version),
		{ .data = bytes, .size = (int)size, .is_bytes = 1 }, database_text(made),
	};
	char *said = NULL;
	enum err err;

	snprintf(version, sizeof(version), "%" PRId64, bundle->version);
	snprintf(made, sizeof(made), "%" PRId64, bundle->made);
	err = database_ask(options->database, "select desk.send_list($1, $2, $3, $4,"
			   " to_timestamp($5::double precision))", 5, values, &said);
	if (!err)
		printf("%s %s: %s\n", list->name, version, said ? said : "");
	free(said);
	return err;
}

static enum err send(const struct centre_options *options, const struct list_out *list,
		     const struct bundle_secret *secret)
{
	struct bundle *bundle = calloc(1, sizeof(*bundle));
	uint8_t *bytes = NULL;
	size_t size = 0;
	enum err err = bundle && bundle_kind_of(list->name) != BUNDLE_KIND_COUNT ? ERR_OK : ERR_IO;

	if (!err)
		err = next_version(options, list->name, &bundle->version);
	if (!err)
		err = sign(list, secret, bundle, &bytes, &size);
	if (!err)
		err = put_out(options, list, bundle, bytes, size);
	free(bytes);
	free(bundle);
	return err;
}

static const char *text_of(const json_t *one, const char *key)
{
	const char *text = json_string_value(json_object_get(one, key));

	return text ? text : "";
}

static enum err send_each(const struct centre_options *options, const json_t *all,
			  const struct bundle_secret *secret)
{
	enum err err = ERR_OK;
	const json_t *one;
	size_t i;

	json_array_foreach(all, i, one) {
		const struct list_out list = { text_of(one, "kind"), text_of(one, "name"),
					       text_of(one, "csv"), text_of(one, "mark") };

		if (!err)
			err = send(options, &list, secret);
	}
	if (!err && json_array_size(all) == 0)
		printf("nothing has changed\n");
	return err;
}

static int send_all(const struct centre_options *options, const struct bundle_secret *secret)
{
	char *text = NULL;
	json_t *all = NULL;
	enum err err = database_ask(options->database, "select desk.lists_to_send()", 0, NULL,
				    &text);

	if (!err && text)
		all = json_loads(text, 0, NULL);
	free(text);
	if (!err)
		err = all ? send_each(options, all, secret) : ERR_IO;
	json_decref(all);
	return err == ERR_INPUT ? EXIT_BAD_USE : err ? EXIT_FAILED : EXIT_DONE;
}

int cmd_lists(const struct centre_options *options)
{
	struct bundle_secret secret;
	struct diag diag = { 0 };
	int code;

	if (!options->key) {
		fprintf(stderr, "skills-centre: lists: write lists --key FILE, the secret key of "
			"pack key\n");
		return EXIT_BAD_USE;
	}
	if (bundle_secret_read(options->key, &secret, &diag)) {
		diag_print(&diag);
		return EXIT_BAD_USE;
	}
	code = send_all(options, &secret);
	bundle_secret_wipe(&secret);
	return code;
}
