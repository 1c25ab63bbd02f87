#include "tools/install.h"

#include "policy/check.h"
#include "tools/folders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err copy_bytes(int from, int to)
{
	char buffer[65536];
	ssize_t n;

	while ((n = read(from, buffer, sizeof(buffer))) > 0) {
		enum err err = folders_write(to, buffer, (size_t)n);

		if (err)
			return err;
	}
	return n < 0 ? ERR_IO : ERR_OK;
}

static enum err copy_file(const char *from, const char *to, struct diag *diag)
{
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	enum err err = out < 0 ? ERR_IO : copy_bytes(in, out);

	if (err)
		folders_fault(diag, out < 0 ? from : to);
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) != 0 && err == ERR_OK)
		err = folders_fault(diag, to);
	return err;
}

static int yaml_only(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && dot && strcmp(dot, ".yaml") == 0;
}

/* The files of one folder; benefits/ is the only one below a pack. */
static enum err copy_folder(const char *from, const char *to, struct diag *diag)
{
	char source[4096], target[4096];
	struct dirent **entries;
	enum err err = ERR_OK;
	int n;

	if (folders_make(to, diag))
		return ERR_IO;
	n = scandir(from, &entries, yaml_only, alphasort);
	if (n < 0)
		return folders_fault(diag, from);
	for (int i = 0; i < n; i++) {
		snprintf(source, sizeof(source), "%s/%s", from, entries[i]->d_name);
		snprintf(target, sizeof(target), "%s/%s", to, entries[i]->d_name);
		if (err == ERR_OK)
			err = copy_file(source, target, diag);
		free(entries[i]);
	}
	free(entries);
	return err ? err : folders_sync(to, diag);
}

static int compare_versions(const int a[3], const int b[3])
{
	for (int i = 0; i < 3; i++) {
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	}
	return 0;
}

/* A pack in use that cannot be read any more is no reason to refuse a good one. */
static enum err check_rising(const struct pack *pack, const char *root, struct diag *diag)
{
	char current[4096];
	struct pack *old = NULL;
	struct diag ignored = { 0 };
	int new_version[3], old_version[3], order;

	snprintf(current, sizeof(current), "%s/current", root);
	if (access(current, R_OK) != 0 || pack_load(current, &old, &ignored))
		return ERR_OK;
	pack_version(pack, new_version);
	pack_version(old, old_version);
	order = compare_versions(new_version, old_version);
	if (order <= 0)
		diag_set(diag, current, 1, 1, "%s is in use and %s is not newer; raise its version",
			 pack_id(old), pack_id(pack));
	pack_destroy(old);
	return order > 0 ? ERR_OK : ERR_INPUT;
}

static enum err swap_current(const char *root, const char *name, struct diag *diag)
{
	char fresh[4096], current[4096];

	snprintf(fresh, sizeof(fresh), "%s/.current", root);
	snprintf(current, sizeof(current), "%s/current", root);
	unlink(fresh);
	if (symlink(name, fresh) != 0 || rename(fresh, current) != 0)
		return folders_fault(diag, current);
	return folders_sync(root, diag);
}

static enum err copy_pack(const char *dir, const char *part, struct diag *diag)
{
	char from[4096], to[4096 + sizeof("/benefits")];
	/* What a broken installation left: nothing of it is taken over. */
	enum err err = folders_remove(part, diag);

	if (err == ERR_OK)
		err = copy_folder(dir, part, diag);
	snprintf(from, sizeof(from), "%s/benefits", dir);
	snprintf(to, sizeof(to), "%s/benefits", part);
	if (err == ERR_OK)
		err = copy_folder(from, to, diag);
	return err ? err : folders_sync(part, diag);
}

/*
 * A folder of that name is one that an installation was broken off behind: it was
 * never in use.  It changes places with the new one, and goes.
 */
static enum err put_in_place(const char *part, const char *goal, struct diag *diag)
{
	if (renameat2(AT_FDCWD, part, AT_FDCWD, goal, RENAME_NOREPLACE) == 0)
		return ERR_OK;
	if (errno != EEXIST ||
	    renameat2(AT_FDCWD, part, AT_FDCWD, goal, RENAME_EXCHANGE) != 0)
		return folders_fault(diag, goal);
	return folders_remove(part, diag);
}

static enum err place(const char *dir, const char *root, const char *name, char *ret_place,
		      size_t cap, struct diag *diag)
{
	char part[4096];
	enum err err;

	snprintf(part, sizeof(part), "%s/.%s", root, name);
	snprintf(ret_place, cap, "%s/%s", root, name);
	err = copy_pack(dir, part, diag);
	if (err == ERR_OK)
		err = put_in_place(part, ret_place, diag);
	if (err == ERR_OK)
		err = folders_sync(root, diag);
	return err ? err : swap_current(root, name, diag);
}

/* "nb-2019-78 1.0.0" as the folder nb-2019-78-1.0.0. */
static void folder_name(const struct pack *pack, char *out, size_t cap)
{
	snprintf(out, cap, "%s", pack_id(pack));
	for (char *c = out; *c; c++) {
		if (*c == ' ' || *c == '/')
			*c = '-';
	}
}

enum err install_pack(const char *dir, const char *root, char *ret_place, size_t cap,
		      struct diag *diag)
{
	struct pack_summary summary = { 0 };
	struct pack *pack = NULL;
	char name[128];
	enum err err = pack_check(dir, &summary, diag);

	if (err == ERR_OK)
		err = pack_load(dir, &pack, diag);
	if (err)
		return err;
	umask(022);	/* a pack is public: the kiosk reads it, whoever installs it */
	err = folders_make(root, diag);
	if (err == ERR_OK)
		err = check_rising(pack, root, diag);
	folder_name(pack, name, sizeof(name));
	if (err == ERR_OK)
		err = place(dir, root, name, ret_place, cap, diag);
	pack_destroy(pack);
	return err;
}
