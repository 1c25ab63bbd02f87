#include "tools/beside.h"

#include "base/bytes.h"
#include "base/text.h"
#include "receipt/signer.h"
#include "store/files.h"
#include "tools/folders.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pack's folders; what lies deeper is nothing that the program has made. */
#define BESIDE_DEPTH_MAX 6

static enum err copy_any(const char *from, const char *to, int depth, struct diag *diag);

static bool ends_in(const char *name, const char *end)
{
	size_t length = strlen(name), more = strlen(end);

	return length > more && strcmp(name + length - more, end) == 0;
}

static enum err copy_link(const char *from, const char *to, struct diag *diag)
{
	char target[PATH_MAX];
	ssize_t length = readlink(from, target, sizeof(target) - 1);

	if (length < 0)
		return folders_fault(diag, from);
	target[length] = 0;
	return symlink(target, to) == 0 ? ERR_OK : folders_fault(diag, to);
}

static enum err copy_entries(DIR *dir, const char *from, const char *to, int depth,
			     struct diag *diag)
{
	char here[PATH_MAX], there[PATH_MAX];
	const struct dirent *entry;
	enum err err = ERR_OK;

	while (!err && (entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		err = files_path(from, entry->d_name, here);
		if (!err)
			err = files_path(to, entry->d_name, there);
		if (!err)
			err = copy_any(here, there, depth, diag);
	}
	return err;
}

static enum err copy_folder(const char *from, const char *to, int depth, struct diag *diag)
{
	DIR *dir = depth > 0 ? opendir(from) : NULL;
	enum err err;

	if (!dir)
		return folders_fault(diag, from);
	err = folders_make(to, diag);
	if (!err)
		err = copy_entries(dir, from, to, depth - 1, diag);
	closedir(dir);
	return err ? err : folders_sync(to, diag);
}

/*
 * What is there already stays; a key and what is no file stay behind, and the certificate of
 * the key in use has another name there (keep_certificate).
 */
static enum err copy_any(const char *from, const char *to, int depth, struct diag *diag)
{
	struct stat st;

	if (lstat(from, &st) != 0)
		return errno == ENOENT ? ERR_OK : folders_fault(diag, from);
	if (S_ISDIR(st.st_mode))
		return copy_folder(from, to, depth, diag);
	if (access(to, F_OK) == 0 || ends_in(from, ".key") || ends_in(from, "/kiosk.pem"))
		return ERR_OK;
	if (S_ISLNK(st.st_mode))
		return copy_link(from, to, diag);
	return S_ISREG(st.st_mode) ? files_copy(from, to) : ERR_OK;
}

static enum err copy_kept(const char *from, const char *to, struct diag *diag)
{
	static const char *const kept[] = { "packs", "signing" };
	char here[PATH_MAX], there[PATH_MAX];
	enum err err = folders_make(to, diag);

	for (size_t i = 0; !err && i < sizeof(kept) / sizeof(kept[0]); i++) {
		err = files_path(from, kept[i], here);
		if (!err)
			err = files_path(to, kept[i], there);
		if (!err)
			err = copy_any(here, there, BESIDE_DEPTH_MAX, diag);
	}
	return err;
}

/* As keys rotate names it: the machine that it comes to makes a key of its own. */
static enum err keep_certificate_of(const char *data, const char *to, struct diag *diag)
{
	char signing[PATH_MAX], from[PATH_MAX], name[48], there[PATH_MAX];
	char id[2 * KEY_ID_BYTES + 1];
	struct signer *signer;
	enum err err = files_path(data, "signing", signing);

	if (err || signer_open(signing, true, &signer) != ERR_OK)
		return err;	/* none that signs: nothing that it signed */
	bytes_to_hex(signer_key_id(signer), KEY_ID_BYTES, id);
	signer_close(signer);
	snprintf(name, sizeof(name), "signing/was-%s.pem", id);
	err = files_path(to, name, there);
	if (!err)
		err = files_path(signing, "kiosk.pem", from);
	if (err || access(there, F_OK) == 0)
		return err;
	return files_copy(from, there) ? folders_fault(diag, there) : ERR_OK;
}

static enum err path_of(const char *file, const char *end, char out[PATH_MAX])
{
	struct text path = text_in(out, PATH_MAX);

	text_addf(&path, "%s%s", file, end);
	return path.full ? ERR_FULL : ERR_OK;
}

static enum err tell(enum err err, const struct diag *diag)
{
	if (err)
		diag_print(diag);
	return err;
}

/* The new one is whole before the old one goes. */
enum err beside_save(const char *data, const char *file)
{
	char making[PATH_MAX], with[PATH_MAX];
	struct diag diag = { 0 };
	enum err err = path_of(file, ".with.new", making);

	if (!err)
		err = path_of(file, ".with", with);
	if (!err)
		err = folders_remove(making, &diag);
	if (!err)
		err = copy_kept(data, making, &diag);
	if (!err)
		err = keep_certificate_of(data, making, &diag);
	if (!err)
		err = folders_remove(with, &diag);
	if (!err && rename(making, with) != 0)
		err = folders_fault(&diag, with);
	return tell(err, &diag);
}

enum err beside_bring(const char *data, const char *file)
{
	char with[PATH_MAX];
	struct diag diag = { 0 };
	enum err err = path_of(file, ".with", with);

	if (!err && access(with, F_OK) == 0)
		err = copy_kept(with, data, &diag);
	return tell(err, &diag);
}
