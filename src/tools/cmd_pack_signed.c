/* pack key, sign and install --stick: bundles, from whoever publishes to a kiosk. */
#include "tools/commands.h"
#include "base/clock.h"
#include "bundle/gather.h"
#include "config/config.h"
#include "config/datadir.h"
#include "config/paths.h"
#include "policy/check.h"
#include "tools/folders.h"
#include "tools/take.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct signing {
	const char *words[2];	/* DIR; or KIND and FILE.csv */
	int word_count;
	const char *key;
	const char *to;
	const char *version;
};

static int fault(const struct diag *diag)
{
	diag_print(diag);
	return EXIT_BAD_INPUT;
}

int pack_key(int argc, char **argv)
{
	struct diag diag = { 0 };

	if (argc != 1)
		return pack_usage();
	if (bundle_keys_make(argv[0], &diag))
		return fault(&diag);
	printf("%s: keep it off every kiosk; %s.pub: what kiosks trust (kiosk.yaml, trust)\n",
	       argv[0], argv[0]);
	return EXIT_DONE;
}

/* ---- sign ---- */

static bool take_flag(struct signing *s, const char *flag, const char *value)
{
	if (strcmp(flag, "--key") == 0)
		s->key = value;
	else if (strcmp(flag, "--to") == 0)
		s->to = value;
	else if (strcmp(flag, "--number") == 0)
		s->version = value;
	else
		return false;
	return value != NULL;
}

static bool take_words(struct signing *s, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) == 0) {
			if (!take_flag(s, argv[i], i + 1 < argc ? argv[i + 1] : NULL))
				return false;
			i++;
		} else if (s->word_count == 2) {
			return false;
		} else {
			s->words[s->word_count++] = argv[i];
		}
	}
	return s->word_count > 0 && s->key && s->to && !!s->version == (s->word_count == 2);
}

/* A pack says its own, and is tried before anybody else sees it. */
static enum err version_of_pack(const char *dir, int64_t *ret_version, struct diag *diag)
{
	struct pack_summary summary;
	enum err err = pack_check(dir, &summary, diag);

	return err ? err : bundle_version_of_pack(dir, summary.version, ret_version, diag);
}

static enum err version_of_data(const char *text, int64_t *ret_version, struct diag *diag)
{
	char *end;
	int64_t version = strtoll(text, &end, 10);

	if (*end || version < 1 || version > BUNDLE_VERSION_MAX)
		return diag_set(diag, text, 0, 0, "no version: write a whole number from 1 to %d, "
				"larger than the last one", BUNDLE_VERSION_MAX);
	*ret_version = version;
	return ERR_OK;
}

static enum err write_new(const char *path, const uint8_t *bytes, size_t size, struct diag *diag)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	enum err err;

	if (fd < 0)
		return diag_set(diag, path, 0, 0, "%s: name a new file", strerror(errno));
	err = folders_write(fd, bytes, size);
	if (!err && fchmod(fd, 0644) != 0)	/* it is public, whoever made it */
		err = ERR_IO;
	close(fd);
	if (!err)
		return ERR_OK;
	unlink(path);
	return diag_set(diag, path, 0, 0, "cannot be written: name another place");
}

static enum err sign_gathered(const struct signing *s, const struct bundle *bundle,
			      struct diag *diag)
{
	struct bundle_secret secret;
	uint8_t *bytes = NULL;
	size_t size = 0;
	enum err err = bundle_secret_read(s->key, &secret, diag);

	if (err)
		return err;
	if (bundle_make(bundle, &secret, &bytes, &size))
		err = diag_set(diag, s->words[s->word_count - 1], 0, 0, "more than the %u bytes "
			       "of a bundle", BUNDLE_BYTES_MAX);
	bundle_secret_wipe(&secret);
	if (!err)
		err = write_new(s->to, bytes, size, diag);
	free(bytes);
	return err;
}

static enum err sign_bundle(const struct signing *s, struct bundle *bundle, struct diag *diag)
{
	const char *from = s->words[s->word_count - 1];
	enum bundle_kind kind = s->word_count == 1 ? BUNDLE_PACK : bundle_kind_of(s->words[0]);
	enum err err;

	if (kind == BUNDLE_KIND_COUNT || (s->word_count == 2 && kind == BUNDLE_PACK))
		return diag_set(diag, s->words[0], 0, 0, "no kind of data: institutions, "
				"catalogue, standards, overrides or friction");
	bundle->made = clock_wall_s();
	err = kind == BUNDLE_PACK ? version_of_pack(from, &bundle->version, diag) :
				    version_of_data(s->version, &bundle->version, diag);
	if (!err)
		err = bundle_gather(kind, from, bundle, diag);
	if (!err)
		err = sign_gathered(s, bundle, diag);
	bundle_gather_drop(bundle);
	return err;
}

int pack_sign(int argc, char **argv)
{
	static struct bundle bundle;
	struct signing s = { .word_count = 0 };
	char version[BUNDLE_VERSION_TEXT_MAX];
	struct diag diag = { 0 };

	if (!take_words(&s, argc, argv))
		return pack_usage();
	if (sign_bundle(&s, &bundle, &diag))
		return fault(&diag);
	bundle_version_text(bundle.kind, bundle.version, version);
	printf("%s: %s %s, signed\n", s.to, bundle_kind_name(bundle.kind), version);
	return EXIT_DONE;
}

/* ---- install --stick ---- */

static int say(enum err err, const struct taken *taken, const struct diag *diag)
{
	char version[BUNDLE_VERSION_TEXT_MAX];

	if (err == ERR_OK) {
		bundle_version_text(taken->kind, taken->version, version);
		printf("%s %s: taken; the kiosk uses it from its next visit on\n",
		       bundle_kind_name(taken->kind), version);
		return EXIT_DONE;
	}
	if (err == ERR_INPUT || err == ERR_ABSENT || diag->what[0]) {
		diag_print(diag);
		return err == ERR_INPUT || err == ERR_ABSENT ? EXIT_BAD_INPUT : EXIT_DEVICE;
	}
	fprintf(stderr, "pack install: the store or its disk failed; the same again does no "
			"harm\n");
	return EXIT_DEVICE;
}

static int take_file(const struct take_into *into, const char *path, bool among_others)
{
	struct diag diag = { 0 };
	struct taken taken = { 0 };
	uint8_t *bytes = NULL;
	size_t size = 0;
	enum err err = bundle_read(path, &bytes, &size, &diag);
	int code;

	if (!err)
		err = take_bundle(into, path, bytes, size, &taken, &diag);
	free(bytes);
	code = say(err, &taken, &diag);
	return among_others && err == ERR_ABSENT ? EXIT_DONE : code;
}

static int is_bundle(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && dot && strcmp(dot, ".bundle") == 0;
}

/* By their kinds, whatever they are called: what a signature does not hold is told at the end. */
static int kind_in(const struct take_into *into, const char *path)
{
	struct bundle *bundle = malloc(sizeof(*bundle));
	struct diag ignored;
	uint8_t *bytes = NULL;
	size_t size = 0;
	int kind = BUNDLE_KIND_COUNT;

	if (bundle && bundle_read(path, &bytes, &size, &ignored) == ERR_OK &&
	    bundle_open(path, bytes, size, &into->trusted, bundle, &ignored) == ERR_OK)
		kind = (int)bundle->kind;
	free(bytes);
	free(bundle);
	return kind;
}

/* One that is older than what the stick also holds is no fault of the stick's. */
static int take_kind(const struct take_into *into, const char *dir, struct dirent **entries,
		     int count, int kind)
{
	char path[4096];
	int code = EXIT_DONE;

	for (int i = 0; i < count; i++) {
		int one = EXIT_DONE;

		snprintf(path, sizeof(path), "%s/%s", dir, entries[i]->d_name);
		if (kind_in(into, path) == kind)
			one = take_file(into, path, true);
		code = one > code ? one : code;
	}
	return code;
}

static int take_folder(const struct take_into *into, const char *dir)
{
	struct dirent **entries;
	int count = scandir(dir, &entries, is_bundle, alphasort), code = EXIT_DONE;

	if (count <= 0) {
		fprintf(stderr, "%s: no bundle (NAME.bundle) in it: name the folder on the stick\n",
			dir);
		if (count == 0)
			free(entries);
		return EXIT_BAD_INPUT;
	}
	for (int kind = 0; kind <= BUNDLE_KIND_COUNT; kind++) {
		int one = take_kind(into, dir, entries, count, kind);

		code = one > code ? one : code;
	}
	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
	return code;
}

static int install_into(const char *from, const struct paths *paths, const struct config *config)
{
	char packs[PATHS_LENGTH_MAX + 8];
	struct take_into into = { .packs = packs };
	struct diag diag = { 0 };
	struct stat about;
	int code;

	snprintf(packs, sizeof(packs), "%s/packs", paths->data);
	if (!config->trust[0]) {
		fprintf(stderr, "%s/kiosk.yaml: trust is missing: name the file of public keys "
			"that bundles are signed with\n", paths->config);
		return EXIT_BAD_INPUT;
	}
	if (bundle_keys_read(config->trust, &into.trusted, &diag))
		return fault(&diag);
	if (store_open(paths->data, &into.store)) {
		fprintf(stderr, "pack install: the store in %s does not open\n", paths->data);
		return EXIT_DEVICE;
	}
	code = stat(from, &about) == 0 && S_ISDIR(about.st_mode) ? take_folder(&into, from) :
								     take_file(&into, from, false);
	store_close(into.store);
	return code;
}

int pack_install_stick(int argc, char **argv)
{
	const char *from = NULL, *config_dir = NULL, *data = NULL;
	struct config *config = calloc(1, sizeof(*config));
	struct paths paths = { 0 };
	struct diag diag = { 0 };
	int code = EXIT_DEVICE;

	for (int i = 0; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--stick") == 0)
			from = argv[i + 1];
		else if (strcmp(argv[i], "--config") == 0)
			config_dir = argv[i + 1];
		else if (strcmp(argv[i], "--data") == 0)
			data = argv[i + 1];
	}
	if (!from || argc % 2 || !config) {
		free(config);
		return pack_usage();
	}
	if (paths_find(&paths, config_dir, data, false) == ERR_OK)
		code = config_load(&(struct config_paths){ paths.config, paths.data, paths.run },
				   config, &diag) ? fault(&diag) :
						    install_into(from, &paths, config);
	paths_leave(&paths);
	free(config);
	return code;
}
