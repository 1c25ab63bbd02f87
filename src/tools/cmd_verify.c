/*
 * verify: whether a receipt is what a kiosk handed out, without a network.  What
 * it needs lies in the configuration (trust/, packs/), in what is shipped, and in the
 * kiosk's data.
 */
#include "tools/commands.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/text.h"
#include "config/datadir.h"
#include "policy/policy.h"
#include "receipt/claims.h"
#include "receipt/pdf_seal.h"
#include "receipt/statement.h"
#include "session/replay.h"
#include "store/store.h"
#include "tools/findings.h"
#include "tools/known.h"
#include "tools/software.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FILE_MAX (4u << 20)	/* larger than any receipt */
#define CLOCKS_APART_S 86400	/* as far as two clocks may be apart */

struct verifier {
	const char *config;
	char data[DATA_DIR_MAX];
	const char *pack_dir;	/* --pack DIR, or NULL: those of the configuration */
	const char *qr;
	const char *file;
	bool json;
	struct trust *trust;
	struct pack *pack;	/* of the receipt; NULL: not here */
	struct findings findings;
};

static int bad_use(const char *what)
{
	fprintf(stderr, "verify: %s; write skills-kiosk verify FILE.pdf, or "
		"--qr TEXT, [--json]\n", what);
	return EXIT_BAD_INPUT;
}

/* ---- what is known here ---- */

static bool is_pack(struct verifier *v, const char *dir, const uint8_t hash[RECORD_HASH_BYTES])
{
	char hex[2 * RECORD_HASH_BYTES + 1];
	struct pack *pack = NULL;
	struct diag diag;

	bytes_to_hex(hash, RECORD_HASH_BYTES, hex);
	if (pack_load(dir, &pack, &diag))
		return false;
	if (strcasecmp(pack_hash(pack), hex) != 0) {
		pack_destroy(pack);
		return false;
	}
	v->pack = pack;
	return true;
}

/* Its hash, which is signed, says which it is: so it may come from beside the file too. */
static void find_pack(struct verifier *v, const uint8_t hash[RECORD_HASH_BYTES])
{
	const char *slash = v->file ? strrchr(v->file, '/') : NULL;
	char beside[PATH_MAX] = ".";
	glob_t found;

	if (v->pack_dir) {
		(void)is_pack(v, v->pack_dir, hash);
		return;
	}
	if (slash)
		snprintf(beside, sizeof(beside), "%.*s", (int)(slash - v->file), v->file);
	known_packs(v->config, v->file ? beside : NULL, &found);
	for (size_t i = 0; i < found.gl_pathc && !is_pack(v, found.gl_pathv[i], hash); i++)
		;
	globfree(&found);
}

/* ---- one line each ---- */

static const char *root_note(const struct trust_chain *chain)
{
	if (!chain->root_known)
		return ", which is not among the trusted roots";
	return chain->is_demo ? ", for demonstrations alone" : "";
}

/* Revoked before the signature; or stolen, when its time is only what the thief may say. */
static enum found say_revoked(const struct trust_chain *chain, int64_t signed_at, char *out,
			      size_t cap)
{
	char date[DATE_TEXT_MAX];
	bool before = signed_at < chain->revoked_at;

	out[0] = 0;
	if (!chain->revoked_at)
		return FOUND_YES;
	date_format(date_in_china(chain->revoked_at), date);
	snprintf(out, cap, ", revoked on %s%s", date,
		 !before ? "" : chain->was_stolen ?
			 " as stolen: that this was signed before is its own word alone" :
			 ", after this was signed");
	return !before ? FOUND_NO : chain->was_stolen ? FOUND_UNKNOWN : FOUND_YES;
}

static void say_signer(struct verifier *v, const struct trust_certificate *signer,
		       const uint8_t key_id[KEY_ID_BYTES], int64_t signed_at)
{
	struct trust_chain chain;
	enum found found;
	char id[2 * KEY_ID_BYTES + 1], revoked[128];

	bytes_to_hex(key_id, KEY_ID_BYTES, id);
	if (!signer) {
		findings_set(&v->findings, FIND_SIGNER, FOUND_UNKNOWN,
			     "no certificate of key %s is here", id);
		findings_set(&v->findings, FIND_ROOT, FOUND_UNKNOWN, "so neither is its root");
		return;
	}
	trust_chain_of(v->trust, signer, signed_at, &chain);
	found = say_revoked(&chain, signed_at, revoked, sizeof(revoked));
	findings_set(&v->findings, FIND_SIGNER, chain.was_valid ? found : FOUND_NO,
		     "%s, key %s%s%s", chain.signer, id,
		     chain.was_valid ? "" : ", not valid on that day", revoked);
	findings_set(&v->findings, FIND_ROOT, chain.root_known ? FOUND_YES : FOUND_UNKNOWN,
		     "%s%s", chain.issuer, root_note(&chain));
}

/* What its record says of the clock that dated it. */
static void clock_words(const struct application *a, char *out, size_t cap)
{
	static const char *const doubts[] = {
		[0] = "in order", [CLOCK_NOT_KEPT] = "not kept right by a source",
		[CLOCK_JUMPED] = "set during the visit", [CLOCK_DOUBTS] = "set during the visit",
	};
	struct text words = text_in(out, cap);

	text_addf(&words, "; its clock was %s", doubts[a->clock_doubt]);
	if (a->clock_quality.offset_known)
		text_addf(&words, ", off by about %d us", a->clock_quality.offset_us);
	if (a->clock_quality.rtc_known)
		text_addf(&words, ", the mainboard's %d s from it", a->clock_quality.rtc_s);
}

/* a: what was signed then; NULL: a code, which says nothing of the clock. */
static void say_time(struct verifier *v, int64_t signed_at, const struct application *a)
{
	char date[DATE_TEXT_MAX], clock[128] = "";

	if (a)
		clock_words(a, clock, sizeof(clock));
	date_format(date_in_china(signed_at), date);
	if (signed_at > clock_wall_s() + CLOCKS_APART_S)
		findings_set(&v->findings, FIND_TIME, FOUND_UNKNOWN,
			     "%s lies ahead by the clock of this machine", date);
	else
		findings_set(&v->findings, FIND_TIME, FOUND_YES, "%s %02d:%02d in China%s", date,
			     (int)((signed_at + CHINA_UTC_OFFSET_S) % DAY_S / 3600),
			     (int)((signed_at + CHINA_UTC_OFFSET_S) % 3600 / 60), clock);
}

static void say_pack(struct verifier *v, const uint8_t hash[RECORD_HASH_BYTES])
{
	char hex[2 * RECORD_HASH_BYTES + 1];

	bytes_to_hex(hash, RECORD_HASH_BYTES, hex);
	find_pack(v, hash);
	if (v->pack)
		findings_set(&v->findings, FIND_PACK, FOUND_YES, "%s, %.12s", pack_id(v->pack),
			     hex);
	else
		findings_set(&v->findings, FIND_PACK, FOUND_UNKNOWN,
			     "no pack of hash %.12s is here", hex);
}

static void say_replay(struct verifier *v, const struct application *a)
{
	struct application_item items[APPLICATION_ITEMS_MAX];

	if (!v->pack)
		findings_set(&v->findings, FIND_REPLAY, FOUND_UNKNOWN,
			     "without its pack nothing can be decided again");
	else if (!replay_items(v->pack, a, items))
		findings_set(&v->findings, FIND_REPLAY, FOUND_NO,
			     "it names what its pack does not know");
	else if (!replay_same(a, items))
		findings_set(&v->findings, FIND_REPLAY, FOUND_NO,
			     "decided again it comes out otherwise");
	else
		findings_set(&v->findings, FIND_REPLAY, FOUND_YES,
			     "%d items decided again from %d facts: the same", a->item_count,
			     a->fact_count);
}

/* ---- a code ---- */

/* The kiosk that handed it out holds the application itself. */
static bool load_application(struct verifier *v, const char *receipt_no,
			     struct application *ret_application)
{
	struct store *store;
	enum err err;

	if (store_open_existing(v->data, &store))
		return false;
	err = store_load(store, receipt_no, ret_application);
	store_close(store);
	return err == ERR_OK;
}

static void replay_stored(struct verifier *v, const struct claims *claims)
{
	struct application *a = calloc(1, sizeof(*a));
	struct record *record = calloc(1, sizeof(*record));
	uint8_t hash[RECORD_HASH_BYTES];

	if (!a || !record)
		abort();
	if (!load_application(v, claims->receipt_no, a)) {
		findings_set(&v->findings, FIND_REPLAY, FOUND_NOT_CARRIED,
			     "a code holds no facts: give the file, or --data of its kiosk");
	} else {
		record_of(a, record);
		record_hash(record, hash);
		if (memcmp(hash, claims->record_hash, sizeof(hash)) == 0)
			say_replay(v, a);
		else
			findings_set(&v->findings, FIND_REPLAY, FOUND_NO,
				     "the kiosk holds another application of this number");
	}
	explicit_bzero(a, sizeof(*a));
	explicit_bzero(record, sizeof(*record));
	free(a);
	free(record);
}

static void say_rest_unknown(struct verifier *v)
{
	for (int i = FIND_SIGNER; i < FINDING_COUNT; i++)
		findings_set(&v->findings, (enum finding_kind)i, FOUND_UNKNOWN,
			     "nothing in it can be relied on");
}

static void say_claims(struct verifier *v, const struct claims_reading *r)
{
	memcpy(v->findings.receipt_no, r->claims.receipt_no, sizeof(r->claims.receipt_no));
	say_signer(v, r->signer, r->key_id, r->claims.signed_at);
	say_time(v, r->claims.signed_at, NULL);
	say_pack(v, r->claims.pack_hash);
	replay_stored(v, &r->claims);
}

/* Whether the same programs are here: else whoever asks compares with those of the packages. */
static void say_software(struct verifier *v, const char *body)
{
	char buffer[STATEMENT_BODY_MAX];
	struct text here = text_in(buffer, sizeof(buffer));

	if (software_describe(&here))
		findings_set(&v->findings, FIND_REPLAY, FOUND_UNKNOWN,
			     "the programs of this machine cannot be read");
	else if (strncmp(body, here.bytes, here.len) == 0)
		findings_set(&v->findings, FIND_REPLAY, FOUND_YES,
			     "the same programs as on this machine, to the byte");
	else
		findings_set(&v->findings, FIND_REPLAY, FOUND_NOT_CARRIED,
			     "other programs than here: compare them with those of its package");
}

static void say_statement(struct verifier *v, const struct statement_reading *r)
{
	text_copy_or_none(v->findings.statement, sizeof(v->findings.statement), r->statement.body);
	/* Whoever made it may have meant it for the terminal. */
	for (char *at = v->findings.statement; *at; at++) {
		if (((unsigned char)*at < ' ' && *at != '\n') || (unsigned char)*at > '~')
			*at = '?';
	}
	say_signer(v, r->signer, r->key_id, r->statement.at);
	say_time(v, r->statement.at, NULL);
	findings_set(&v->findings, FIND_PACK, FOUND_NOT_CARRIED, "it stands in what it says");
	say_software(v, r->statement.body);
}

static void verify_statement(struct verifier *v)
{
	struct statement_reading r;
	enum statement_state state = statement_read(v->qr, v->trust, &r);

	if (state == STATEMENT_RIGHT || state == STATEMENT_SIGNER_UNKNOWN) {
		findings_set(&v->findings, FIND_INTACT,
			     state == STATEMENT_RIGHT ? FOUND_YES : FOUND_UNKNOWN,
			     state == STATEMENT_RIGHT ? "as it was signed" :
			     "whose signature it is can not be said");
		say_statement(v, &r);
		return;
	}
	findings_set(&v->findings, FIND_INTACT, FOUND_NO, state == STATEMENT_FORGED ?
		     "this was never signed so" : "no code of a kiosk, or an altered one");
	say_rest_unknown(v);
}

static void verify_code(struct verifier *v)
{
	struct claims_reading r;
	enum claims_state state = claims_read(v->qr, v->trust, &r);

	switch (state) {
	case CLAIMS_RIGHT:
		findings_set(&v->findings, FIND_INTACT, FOUND_YES, "as it was signed");
		say_claims(v, &r);
		return;
	case CLAIMS_SIGNER_UNKNOWN:
		findings_set(&v->findings, FIND_INTACT, FOUND_UNKNOWN,
			     "whose signature it is can not be said");
		say_claims(v, &r);
		return;
	case CLAIMS_FORGED:
		findings_set(&v->findings, FIND_INTACT, FOUND_NO, "this was never signed so");
		break;
	case CLAIMS_NOT_OURS:
		if (strncmp(v->qr, "SK1/", 4) == 0)
			findings_set(&v->findings, FIND_INTACT, FOUND_UNKNOWN,
				     "a code of a kiosk without a key, which proves nothing");
		else
			findings_set(&v->findings, FIND_INTACT, FOUND_NO,
				     "no code of a receipt, or an altered one");
		break;
	}
	say_rest_unknown(v);
}

/* ---- a file ---- */

static enum err read_file(const char *path, uint8_t **ret_bytes, size_t *ret_size)
{
	FILE *file = fopen(path, "re");
	uint8_t *bytes = malloc(FILE_MAX);
	size_t size;

	if (!bytes)
		abort();
	size = file ? fread(bytes, 1, FILE_MAX, file) : 0;
	if (!file || ferror(file) || size == FILE_MAX) {
		fprintf(stderr, "verify: %s: %s\n", path,
			file && !ferror(file) ? "larger than any receipt" : strerror(errno));
		free(bytes);
		if (file)
			fclose(file);
		return ERR_IO;
	}
	fclose(file);
	*ret_bytes = bytes;
	*ret_size = size;
	return ERR_OK;
}

static void say_record(struct verifier *v, const struct record *record,
		       const struct cms_reading *signature)
{
	const struct application *a = &record->application;

	memcpy(v->findings.receipt_no, a->receipt_no, sizeof(a->receipt_no));
	say_signer(v, signature->signer, signature->key_id, a->signed_at);
	say_time(v, a->signed_at, a);
	say_pack(v, record->pack_hash);
	say_replay(v, a);
}

static void say_file(struct verifier *v, const uint8_t *bytes, size_t size,
		     struct record *record)
{
	struct pdf_seal seal;
	struct cms_reading signature;

	switch (pdf_seal_read(bytes, size, &seal)) {
	case ERR_OK:
		break;
	case ERR_ABSENT:
		findings_set(&v->findings, FIND_INTACT, FOUND_NO, "no signature is in the file");
		say_rest_unknown(v);
		return;
	default:
		findings_set(&v->findings, FIND_INTACT, FOUND_NO,
			     "its signature is not of the whole file");
		say_rest_unknown(v);
		return;
	}
	if (!cms_read(seal.cms, seal.cms_size, seal.digest, v->trust, &signature) ||
	    pdf_seal_record(bytes, size, record)) {
		findings_set(&v->findings, FIND_INTACT, FOUND_NO, "altered after it was signed");
		say_rest_unknown(v);
		return;
	}
	findings_set(&v->findings, FIND_INTACT, FOUND_YES, "every byte as it was signed");
	say_record(v, record, &signature);
}

static enum err verify_file(struct verifier *v)
{
	struct record *record = calloc(1, sizeof(*record));
	uint8_t *bytes;
	size_t size;
	enum err err = record ? read_file(v->file, &bytes, &size) : ERR_IO;

	if (!err) {
		say_file(v, bytes, size, record);
		free(bytes);
	}
	free(record);
	return err;
}

/* ---- the command ---- */

static bool take_value(struct verifier *v, const char *name, const char *value)
{
	const struct { const char *name; const char **value; } options[] = {
		{ "--qr", &v->qr },
		{ "--config", &v->config },
		{ "--pack", &v->pack_dir },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		if (strcmp(name, options[i].name) == 0 && value) {
			*options[i].value = value;
			return true;
		}
	}
	return false;
}

static bool parse(struct verifier *v, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			v->json = true;
		else if (take_value(v, argv[i], i + 1 < argc ? argv[i + 1] : NULL))
			i++;
		else if (argv[i][0] == '-' || v->file)
			return false;
		else
			v->file = argv[i];
	}
	return (v->qr == NULL) != (v->file == NULL);
}

int cmd_verify(int argc, char **argv)
{
	struct verifier v = { .config = known_config() };
	int code = EXIT_BAD_INPUT;

	if (!datadir_take(&argc, argv, v.data) || !parse(&v, argc, argv))
		return bad_use("say what, one receipt");
	v.trust = known_trust(v.config, v.data);
	if (v.qr && strncmp(v.qr, STATEMENT_PREFIX, strlen(STATEMENT_PREFIX)) == 0)
		verify_statement(&v);
	else if (v.qr)
		verify_code(&v);
	if (v.qr || verify_file(&v) == ERR_OK)
		code = findings_show(&v.findings, v.json);
	trust_destroy(v.trust);
	pack_destroy(v.pack);
	return code;
}
