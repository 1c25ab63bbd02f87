/* pack: signed packs and data for the kiosks, put out in waves. */
#include "base/bytes.h"
#include "base/clock.h"
#include "bundle/gather.h"
#include "policy/check.h"
#include "programs/centre/commands.h"
#include "programs/centre/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#define NUMBER_MAX 24

static int bad_use(void)
{
	fprintf(stderr, "skills-centre: pack: write pack publish DIR --key FILE; pack publish "
		"FILE.csv --kind KIND --key FILE; pack publish FILE.bundle --trust FILE.pub; pack "
		"waves; pack stop KIND --number N --why TEXT; or pack key FILE\n");
	return EXIT_BAD_USE;
}

static int fault(const struct diag *diag)
{
	diag_print(diag);
	return EXIT_BAD_USE;
}

static int make_key(const struct centre_options *options)
{
	struct diag diag = { 0 };

	if (bundle_keys_make(options->more, &diag))
		return fault(&diag);
	printf("%s: keep it off every kiosk; %s.pub: what kiosks trust\n", options->more,
	       options->more);
	return EXIT_DONE;
}

/* ---- publish ---- */

/* A pack says its own, and is tried before anybody else sees it. */
static enum err version_of_pack(const char *dir, int64_t *ret_version, struct diag *diag)
{
	struct pack_summary summary;
	enum err err = pack_check(dir, &summary, diag);

	return err ? err : bundle_version_of_pack(dir, summary.version, ret_version, diag);
}

/* Of data the centre's next number, unless one was said. */
static enum err next_version(const struct centre_options *options, int64_t *ret_version)
{
	const struct database_value kind = database_text(options->kind);
	char *text = NULL;
	enum err err;

	if (options->number > 0) {
		*ret_version = options->number;
		return ERR_OK;
	}
	err = database_ask(options->database, "select centre.next_bundle($1)", 1, &kind,
			   &text);
	if (!err)
		*ret_version = text ? strtoll(text, NULL, 10) : 1;
	free(text);
	return err;
}

static enum err sign(const struct centre_options *options, struct bundle *bundle,
		     uint8_t **ret_bytes, size_t *ret_size, struct diag *diag)
{
	struct bundle_secret secret;
	enum err err = bundle_secret_read(options->key, &secret, diag);

	if (!err)
		err = bundle_gather(bundle->kind, options->more, bundle, diag);
	if (!err && bundle_make(bundle, &secret, ret_bytes, ret_size))
		err = diag_set(diag, options->more, 0, 0, "more than the %u bytes of a bundle",
			       BUNDLE_BYTES_MAX);
	bundle_secret_wipe(&secret);
	return err;
}

static enum err make_bundle(const struct centre_options *options, struct bundle *bundle,
			    uint8_t **ret_bytes, size_t *ret_size, struct diag *diag)
{
	enum err err;

	bundle->made = clock_wall_s();
	bundle->kind = options->kind ? bundle_kind_of(options->kind) : BUNDLE_PACK;
	if (bundle->kind == BUNDLE_KIND_COUNT || (options->kind && bundle->kind == BUNDLE_PACK))
		return diag_set(diag, options->kind, 0, 0, "no kind of data: institutions, "
				"catalogue, standards, overrides or friction");
	err = options->kind ? next_version(options, &bundle->version) :
			      version_of_pack(options->more, &bundle->version, diag);
	return err ? err : sign(options, bundle, ret_bytes, ret_size, diag);
}

/* One that was signed elsewhere: whoever keeps the key need not be here. */
static enum err open_signed(const struct centre_options *options, struct bundle *bundle,
			    uint8_t **ret_bytes, size_t *ret_size, struct diag *diag)
{
	struct bundle_keys trusted;
	enum err err = bundle_keys_read(options->trust, &trusted, diag);

	if (!err)
		err = bundle_read(options->more, ret_bytes, ret_size, diag);
	if (!err)
		err = bundle_open(options->more, *ret_bytes, *ret_size, &trusted, bundle, diag);
	return err;
}

static enum err put_out(const struct centre_options *options, const struct bundle *bundle,
		   const uint8_t *bytes, size_t size)
{
	char version[NUMBER_MAX] = "", made[NUMBER_MAX] = "", shown[BUNDLE_VERSION_TEXT_MAX];
	const struct database_value values[] = {
		database_text(bundle_kind_name(bundle->kind)), database_text(version),
		{ .data = bytes, .size = (int)size, .is_bytes = 1 }, database_text(made),
	};
	char *said = NULL;
	enum err err;

	snprintf(version, sizeof(version), "%" PRId64, bundle->version);
	snprintf(made, sizeof(made), "%" PRId64, bundle->made);
	err = database_ask(options->database, "select centre.publish($1, $2, $3,"
			   " to_timestamp($4::double precision))", 4, values, &said);
	bundle_version_text(bundle->kind, bundle->version, shown);
	if (!err)
		printf("%s %s: %s\n", bundle_kind_name(bundle->kind), shown, said ? said : "");
	free(said);
	return err;
}

/* Its limits hold here as soon as it is out; each kiosk goes by its own pack besides. */
static enum err put_out_with_limits(const struct centre_options *options,
				    const struct bundle *bundle, const uint8_t *bytes,
				    size_t size, struct diag *diag)
{
	struct pack_limits limits;
	enum err err;

	if (bundle->kind != BUNDLE_PACK)
		return put_out(options, bundle, bytes, size);
	err = limits_read(bundle, &limits, diag);
	if (!err)
		err = put_out(options, bundle, bytes, size);
	return err ? err : limits_tell(options->database, &limits);
}

static int publish(const struct centre_options *options)
{
	struct bundle *bundle = calloc(1, sizeof(*bundle));
	struct diag diag = { 0 };
	uint8_t *bytes = NULL;
	size_t size = 0;
	enum err err;

	if (!bundle)
		return EXIT_FAILED;
	err = options->trust ? open_signed(options, bundle, &bytes, &size, &diag) :
			       make_bundle(options, bundle, &bytes, &size, &diag);
	if (!err)
		err = put_out_with_limits(options, bundle, bytes, size, &diag);
	if (err && diag.what[0]) {
		diag_print(&diag);
		err = ERR_INPUT;
	}
	if (!options->trust)
		bundle_gather_drop(bundle);
	free(bytes);
	free(bundle);
	return err == ERR_INPUT ? EXIT_BAD_USE : err ? EXIT_FAILED : EXIT_DONE;
}

/* ---- waves and stop ---- */

static void say_each(const json_t *all)
{
	const json_t *one;
	size_t i;

	json_array_foreach(all, i, one) {
		const char *kind = json_string_value(json_object_get(one, "kind"));
		const char *said = json_string_value(json_object_get(one, "said"));
		char shown[BUNDLE_VERSION_TEXT_MAX];

		bundle_version_text(kind ? bundle_kind_of(kind) : BUNDLE_KIND_COUNT,
				    json_integer_value(json_object_get(one, "version")), shown);
		printf("%s %s: %s\n", kind ? kind : "", shown, said ? said : "");
	}
}

static int waves(const struct centre_options *options)
{
	char hours[NUMBER_MAX] = "";
	const struct database_value value = database_text(hours);
	char *text = NULL;
	json_t *all;

	snprintf(hours, sizeof(hours), "%d", options->hours);
	if (database_ask(options->database, "select centre.advance_all($1::int * interval "
			 "'1 hour')", 1, &value, &text))
		return EXIT_FAILED;
	all = text ? json_loads(text, 0, NULL) : NULL;
	say_each(all);
	json_decref(all);
	free(text);
	return EXIT_DONE;
}

static int stop(const struct centre_options *options)
{
	char number[NUMBER_MAX] = "";
	const struct database_value values[] = { database_text(options->more),
						 database_text(number),
						 database_text(options->why) };
	char *said = NULL;
	enum err err;

	snprintf(number, sizeof(number), "%d", options->number);
	err = database_ask(options->database, "select centre.stop_bundle($1, $2, $3)", 3, values,
			   &said);
	if (!err)
		printf("%s %s: %s\n", options->more, number, said ? said : "");
	free(said);
	return err ? EXIT_FAILED : EXIT_DONE;
}

int cmd_waves(const struct centre_options *options)
{
	const char *verb = options->what ? options->what : "";

	if (strcmp(verb, "waves") == 0 && !options->more)
		return waves(options);
	if (strcmp(verb, "key") == 0 && options->more)
		return make_key(options);
	if (strcmp(verb, "publish") == 0 && options->more && !options->key != !options->trust)
		return publish(options);
	if (strcmp(verb, "stop") == 0 && options->more && options->number > 0 && options->why)
		return stop(options);
	return bad_use();
}

int cmd_publish(const struct centre_options *options)
{
	struct centre_options publish = *options;

	publish.what = "publish";
	publish.more = options->what;
	return cmd_waves(&publish);
}
