#include "tools/take.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "bundle/unpack.h"
#include "policy/check.h"
#include "store/bundles.h"
#include "tools/folders.h"
#include "tools/install.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TAKE_PATH_MAX 4096

/* ---- a pack ---- */

static enum err unpack(const struct bundle *bundle, const char *dir, struct diag *diag)
{
	enum err err = folders_remove(dir, diag);

	if (!err)
		err = folders_make(dir, diag);
	return err ? err : bundle_unpack(bundle, dir, diag);
}

/* What was signed is the number on the outside: the pack says the same of itself. */
static enum err match_version(const struct bundle *bundle, const char *dir, struct diag *diag)
{
	struct pack *pack = NULL;
	int version[3];
	enum err err = pack_load(dir, &pack, diag);

	if (err)
		return err;
	pack_version(pack, version);
	if (bundle_pack_version(version) != bundle->version)
		err = diag_set(diag, dir, 0, 0, "the pack is %s, and was signed as another: "
			       "sign it again", pack_id(pack));
	pack_destroy(pack);
	return err;
}

static enum err put_pack(const struct take_into *into, const struct bundle *bundle,
			 struct diag *diag)
{
	char dir[TAKE_PATH_MAX], place[TAKE_PATH_MAX];
	struct diag ignored;
	enum err err;

	umask(022);	/* as install_pack: a pack is public */
	snprintf(dir, sizeof(dir), "%s/.taken", into->packs);
	err = folders_make(into->packs, diag);
	if (!err)
		err = unpack(bundle, dir, diag);
	if (!err)
		err = match_version(bundle, dir, diag);
	if (!err)
		err = install_pack(dir, into->packs, place, sizeof(place), diag);
	if (folders_remove(dir, &ignored))
		log_warn("%s: stays there", dir);
	return err;
}

/* Broken off between the two, it is in use and not noted: noted now. */
static bool is_in_use(const struct take_into *into, const struct bundle *bundle)
{
	char current[TAKE_PATH_MAX];
	struct pack *pack = NULL;
	struct diag ignored;
	int version[3] = { 0 };

	snprintf(current, sizeof(current), "%s/current", into->packs);
	if (access(current, R_OK) != 0 || pack_load(current, &pack, &ignored))
		return false;
	pack_version(pack, version);
	pack_destroy(pack);
	return bundle_pack_version(version) == bundle->version;
}

static enum err take_pack(const struct take_into *into, const struct bundle *bundle,
			  const struct store_bundle *noted, struct diag *diag)
{
	enum err err = is_in_use(into, bundle) ? ERR_OK : put_pack(into, bundle, diag);

	return err ? err : store_bundle_taken(into->store, noted);
}

/* ---- data ---- */

static enum err take_data(const struct take_into *into, const struct bundle *bundle,
			  const struct store_bundle *noted, struct diag *diag)
{
	const struct bundle_file *file = &bundle->files[0];
	struct import_result result;

	if (bundle->file_count != 1)
		return diag_set(diag, noted->kind, 0, 0, "%d files: of data a bundle holds one",
				bundle->file_count);
	return store_import_bundle(into->store, noted, file->name, file->data, file->size,
				   &result, diag);
}

/* ---- either ---- */

/* Of a version that was refused or taken once, an older one never takes the place. */
static enum err check_newer(const struct take_into *into, const struct store_bundle *noted,
			    const char *name, struct diag *diag)
{
	enum bundle_kind kind = bundle_kind_of(noted->kind);
	char asked[BUNDLE_VERSION_TEXT_MAX], used[BUNDLE_VERSION_TEXT_MAX];
	struct store_bundle there;
	enum err err = store_bundle(into->store, noted->kind, &there);

	if (err == ERR_ABSENT)
		return ERR_OK;
	if (err || there.version < noted->version)
		return err;
	bundle_version_text(kind, noted->version, asked);
	bundle_version_text(kind, there.version, used);
	diag_set(diag, name, 0, 0, "%s %s: version %s is in use", noted->kind, asked, used);
	return ERR_ABSENT;
}

static void note_refused(const struct take_into *into, const struct diag *diag)
{
	struct audit_log_entry entry = { .at = clock_wall_s(), .what = AUDIT_BUNDLE_REFUSED };

	diag_format(diag, entry.detail, sizeof(entry.detail));
	if (store_audit(into->store, &entry))
		log_error("audit: %s could not be written", entry.what);
}

static enum err take_opened(const struct take_into *into, const char *name,
			    const struct bundle *bundle, struct taken *ret_taken,
			    struct diag *diag)
{
	struct store_bundle noted = { .version = bundle->version, .made = bundle->made,
				      .taken = clock_wall_s() };
	enum err err;

	text_copy_or_none(noted.kind, sizeof(noted.kind), bundle_kind_name(bundle->kind));
	err = check_newer(into, &noted, name, diag);
	if (!err && bundle->kind == BUNDLE_PACK)
		err = take_pack(into, bundle, &noted, diag);
	else if (!err)
		err = take_data(into, bundle, &noted, diag);
	if (!err)
		*ret_taken = (struct taken){ bundle->kind, bundle->version,
					     bundle->made };
	return err;
}

enum err take_bundle(const struct take_into *into, const char *name, const void *bytes,
		     size_t size, struct taken *ret_taken, struct diag *diag)
{
	struct bundle *bundle = malloc(sizeof(*bundle));
	enum err err;

	if (!bundle)
		return ERR_IO;
	err = bundle_open(name, bytes, size, &into->trusted, bundle, diag);
	if (!err)
		err = take_opened(into, name, bundle, ret_taken, diag);
	free(bundle);
	if (err == ERR_DENIED)
		err = ERR_INPUT;
	if (err == ERR_INPUT)
		note_refused(into, diag);
	return err;
}
