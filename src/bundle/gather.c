#include "bundle/gather.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum err add_file(struct bundle *b, const char *path, const char *name, struct diag *diag)
{
	struct bundle_file *file = &b->files[b->file_count];
	uint8_t *bytes;
	enum err err;

	if (b->file_count == BUNDLE_FILES_MAX)
		return diag_set(diag, path, 0, 0, "more than the %d files that a bundle holds",
				BUNDLE_FILES_MAX);
	if (snprintf(file->name, sizeof(file->name), "%s", name) >= (int)sizeof(file->name))
		return diag_set(diag, path, 0, 0, "too long a name: at most %d bytes",
				BUNDLE_FILE_NAME_MAX - 1);
	err = bundle_read(path, &bytes, &file->size, diag);
	if (err)
		return err;
	file->data = bytes;
	b->file_count++;
	return ERR_OK;
}

static int yaml_only(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && dot && strcmp(dot, ".yaml") == 0;
}

static enum err add_folder(struct bundle *b, const char *dir, const char *below, struct diag *diag)
{
	char folder[PATH_MAX], path[PATH_MAX + NAME_MAX + 2], name[PATH_MAX + NAME_MAX];
	struct dirent **entries;
	enum err err = ERR_OK;
	int count;

	snprintf(folder, sizeof(folder), "%s/%s", dir, below);
	count = scandir(folder, &entries, yaml_only, alphasort);
	if (count < 0)
		return diag_set(diag, folder, 0, 0, "%s: name the folder of a pack",
				strerror(errno));
	for (int i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		snprintf(name, sizeof(name), "%s%s", below, entries[i]->d_name);
		if (!err)
			err = add_file(b, path, name, diag);
		free(entries[i]);
	}
	free(entries);
	return err;
}

enum err bundle_gather(enum bundle_kind kind, const char *path, struct bundle *bundle,
		       struct diag *diag)
{
	char name[BUNDLE_FILE_NAME_MAX];
	enum err err;

	bundle->kind = kind;
	bundle->file_count = 0;
	if (kind == BUNDLE_PACK) {
		err = add_folder(bundle, path, "", diag);
		if (!err)
			err = add_folder(bundle, path, "benefits/", diag);
	} else {
		snprintf(name, sizeof(name), "%s.csv", bundle_kind_name(kind));
		err = add_file(bundle, path, name, diag);
	}
	if (err)
		bundle_gather_drop(bundle);
	return err;
}

void bundle_gather_drop(struct bundle *bundle)
{
	for (int i = 0; i < bundle->file_count; i++)
		free((void *)bundle->files[i].data);
	bundle->file_count = 0;
}
