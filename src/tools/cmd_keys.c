/*
 * keys: the key that a kiosk signs its paper with (DATA/signing).  An old
 * certificate stays when a key is exchanged, so that old paper is still known;
 * the old key goes.
 */
#include "tools/commands.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "config/datadir.h"
#include "receipt/certs.h"
#include "receipt/revocation.h"
#include "receipt/signer.h"
#include "tools/key_parts.h"
#include "tools/known.h"
#include "tools/verify_page.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIR_MAX (DATA_DIR_MAX + 16)

struct keys_work {
	char data[DATA_DIR_MAX];
	char dir[DIR_MAX];	/* DATA/signing */
	const char *verb;
	const char *name;	/* --name, of the kiosk */
	const char *root;	/* --root DIR */
	const char *config;	/* --config DIR */
	const char *key;	/* --key ID, of a certificate that is known here */
	const char *crypto;	/* --crypto: p256, or sm of a new root */
	const char *reason;	/* --reason: stolen or retired */
};

static int bad_use(const char *what)
{
	fprintf(stderr, "keys: %s; write skills-kiosk keys make or rotate [--name NAME] "
		"[--root DIR] [--data DIR], keys revoke --root DIR --key ID --reason "
		"stolen|retired, keys export [--data DIR], keys page [--config DIR] "
		"[--data DIR], keys reseal [--data DIR], or keys escrow or join "
		"PART1 PART2 [--data DIR]\n", what);
	return EXIT_BAD_INPUT;
}

static bool has_key(const struct keys_work *w)
{
	char path[DIR_MAX + 16];

	snprintf(path, sizeof(path), "%s/kiosk.key", w->dir);
	return access(path, F_OK) == 0;
}

static bool make_folder(const char *dir)
{
	if (mkdir(dir, 0700) == 0 || errno == EEXIST)
		return true;
	fprintf(stderr, "keys: %s: %s\n", dir, strerror(errno));
	return false;
}

/* The root of --root DIR is made there when there is none. */
static enum err find_root(const struct keys_work *w)
{
	char name[320];
	enum err err;

	if (!make_folder(w->root))
		return ERR_IO;
	snprintf(name, sizeof(name), "root of %s", w->name);
	err = certs_make_root(w->root, name, strcmp(w->crypto, "sm") == 0, clock_wall_s());
	if (err == ERR_OK)
		printf("a new root in %s: keep its root.key off the kiosk\n", w->root);
	return err == ERR_FULL ? ERR_OK : err;
}

static int tell_key(const struct keys_work *w)
{
	char id[2 * KEY_ID_BYTES + 1];
	struct signer *signer;

	if (signer_open(w->dir, true, &signer))
		return EXIT_DEVICE;
	bytes_to_hex(signer_key_id(signer), KEY_ID_BYTES, id);
	printf("key %s signs from the kiosk's next start on%s; its certificate: skills-kiosk keys "
	       "export\n", id, signer_is_sm(signer) ? ", with SM2 and SM3" : "");
	signer_close(signer);
	return EXIT_DONE;
}

static int make(const struct keys_work *w)
{
	enum err err;

	if (!make_folder(w->data) || !make_folder(w->dir) || find_root(w))
		return EXIT_DEVICE;
	err = certs_make_kiosk(w->dir, w->root, w->name, clock_wall_s());
	if (err == ERR_ABSENT)
		fprintf(stderr, "keys: %s: no root.pem and root.key that belong together\n",
			w->root);
	return err ? EXIT_DEVICE : tell_key(w);
}

/*
 * The certificate of the key that goes stays under its number.  Key and certificate
 * that are no pair, as a power cut between the two leaves them, have signed nothing.
 */
static bool keep_certificate(const struct keys_work *w)
{
	char from[DIR_MAX + 16], to[DIR_MAX + 48], id[2 * KEY_ID_BYTES + 1];
	struct signer *signer;
	enum err err = signer_open(w->dir, true, &signer);

	if (err == ERR_ABSENT)
		fprintf(stderr, "keys: %s has no key: skills-kiosk keys make\n", w->dir);
	if (err)
		return err == ERR_DENIED;
	bytes_to_hex(signer_key_id(signer), KEY_ID_BYTES, id);
	signer_close(signer);
	snprintf(from, sizeof(from), "%s/kiosk.pem", w->dir);
	snprintf(to, sizeof(to), "%s/was-%s.pem", w->dir, id);
	if (link(from, to) == 0 || errno == EEXIST)
		return true;
	fprintf(stderr, "keys: %s: %s\n", to, strerror(errno));
	return false;
}

static int export_file(const struct keys_work *w, const char *file)
{
	char path[DIR_MAX + 16], line[256];
	FILE *in;

	snprintf(path, sizeof(path), "%s/%s", w->dir, file);
	in = fopen(path, "re");
	if (!in) {
		fprintf(stderr, "keys: %s: %s: skills-kiosk keys make\n", path, strerror(errno));
		return EXIT_DEVICE;
	}
	while (fgets(line, sizeof(line), in))
		fputs(line, stdout);
	fclose(in);
	return EXIT_DONE;
}

static int tell_revoked(const struct keys_work *w, enum err err)
{
	switch (err) {
	case ERR_OK:
		printf("key %s is on the list %s/" REVOCATION_FILE ": put it into trust/ of every "
		       "configuration that verifies, and make the page anew: skills-kiosk keys "
		       "page\n", w->key, w->root);
		return EXIT_DONE;
	case ERR_FULL:
		fprintf(stderr, "keys: %s is on the list already\n", w->key);
		return EXIT_NO;
	case ERR_INPUT:
		fprintf(stderr, "keys: %s is not below the root of %s\n", w->key, w->root);
		return EXIT_BAD_INPUT;
	default:
		fprintf(stderr, "keys: %s: no root.pem and root.key that belong together\n",
			w->root);
		return EXIT_DEVICE;
	}
}

static int revoke_key(const struct keys_work *w)
{
	uint8_t id[KEY_ID_BYTES];
	const struct trust_certificate *certificate;
	struct trust *trust;
	size_t size;
	int code;

	if (!w->root || !w->key || !w->reason ||
	    (strcmp(w->reason, "stolen") != 0 && strcmp(w->reason, "retired") != 0))
		return bad_use("revoke wants --root DIR, --key ID and --reason stolen or retired");
	if (!bytes_from_hex(w->key, id, sizeof(id), &size) || size != sizeof(id))
		return bad_use("--key wants the 16 hex digits that verify shows");
	trust = known_trust(w->config, w->data);
	certificate = trust_find(trust, id);
	if (certificate) {
		code = tell_revoked(w, revocation_add(w->root, certificate,
						      strcmp(w->reason, "stolen") == 0,
						      clock_wall_s()));
	} else {
		fprintf(stderr, "keys: no certificate of key %s is in the configuration or the "
			"data: name them with --config or --data\n", w->key);
		code = EXIT_BAD_INPUT;
	}
	trust_destroy(trust);
	return code;
}

static int run(const struct keys_work *w)
{
	bool makes = strcmp(w->verb, "make") == 0, rotates = strcmp(w->verb, "rotate") == 0;

	if (strcmp(w->verb, "export") == 0) {
		int code = export_file(w, "kiosk.pem");

		return code ? code : export_file(w, "root.pem");
	}
	if (strcmp(w->verb, "page") == 0)
		return verify_page_write(w->config, w->data, stdout) ? EXIT_DEVICE : EXIT_DONE;
	if (strcmp(w->verb, "revoke") == 0)
		return revoke_key(w);
	if (!makes && !rotates)
		return bad_use("no such verb");
	if (!w->root)
		return bad_use("--root DIR is missing: the folder of the hall's root");
	if (makes && has_key(w)) {
		fprintf(stderr, "keys: %s has a key: skills-kiosk keys rotate\n", w->dir);
		return EXIT_NO;
	}
	if (rotates && !keep_certificate(w))
		return EXIT_DEVICE;
	return make(w);
}

static bool take_value(struct keys_work *w, const char *name, const char *value)
{
	const struct { const char *name; const char **value; } options[] = {
		{ "--name", &w->name },
		{ "--root", &w->root },
		{ "--config", &w->config },
		{ "--key", &w->key },
		{ "--crypto", &w->crypto },
		{ "--reason", &w->reason },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		if (strcmp(name, options[i].name) == 0) {
			*options[i].value = value;
			return true;
		}
	}
	return false;
}

int cmd_keys(int argc, char **argv)
{
	struct keys_work w = { .name = "kiosk", .crypto = "p256", .config = known_config() };

	if (!datadir_take(&argc, argv, w.data) || argc < 2)
		return bad_use("say what");
	if (argc == 4 && strcmp(argv[1], "escrow") == 0)
		return key_parts_make(w.data, argv[2], argv[3]);
	if (argc == 4 && strcmp(argv[1], "join") == 0)
		return key_parts_join(w.data, argv[2], argv[3]);
	if (argc == 2 && strcmp(argv[1], "reseal") == 0)
		return key_parts_reseal(w.data);
	w.verb = argv[1];
	for (int i = 2; i < argc; i += 2) {
		if (i + 1 == argc)
			return bad_use("a value is missing at the end");
		if (!take_value(&w, argv[i], argv[i + 1]))
			return bad_use("no such option");
	}
	if (strcmp(w.crypto, "p256") != 0 && strcmp(w.crypto, "sm") != 0)
		return bad_use("--crypto wants p256 or sm");
	if (!w.name[0] || strlen(w.name) > 60)
		return bad_use("--name wants 1 to 60 bytes");
	snprintf(w.dir, sizeof(w.dir), "%s/signing", w.data);
	return run(&w);
}
