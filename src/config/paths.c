#include "config/paths.h"

#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "store/store.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err find_shipped(struct paths *paths)
{
	enum err err = program_share("words", paths->words, PATHS_LENGTH_MAX);

	if (!err)
		err = program_share("fonts/fonts.list", paths->fonts, PATHS_LENGTH_MAX);
	if (!err)
		err = program_share("speech", paths->speech, PATHS_LENGTH_MAX);
	return err;
}

/* mkdtemp below TMPDIR: only this user can look in. */
static enum err private_folder(char *out, const char *name)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(out, PATHS_LENGTH_MAX, "%s/%s-XXXXXX", tmp ? tmp : "/tmp", name);
	if (!mkdtemp(out)) {
		log_error("%s: %s", out, strerror(errno));
		return ERR_IO;
	}
	return ERR_OK;
}

/* From the root on: other processes, and what confines them, take a path as it is. */
static enum err whole_path(char *out, const char *path)
{
	char here[PATHS_LENGTH_MAX], whole[2 * PATHS_LENGTH_MAX];

	if (path[0] == '/')
		return text_copy(out, PATHS_LENGTH_MAX, path);
	if (!getcwd(here, sizeof(here))) {
		log_error("this folder: %s", strerror(errno));
		return ERR_IO;
	}
	snprintf(whole, sizeof(whole), "%s/%s", here, path);
	return text_copy(out, PATHS_LENGTH_MAX, whole);
}

static enum err find_data(struct paths *paths, const char *data, bool walking)
{
	paths->data_is_ours = !data && walking;
	if (data)
		return whole_path(paths->data, data);
	if (walking)
		return private_folder(paths->data, "skills-kiosk-walk");
	return store_default_dir(paths->data, PATHS_LENGTH_MAX);
}

static enum err find_letters(struct paths *paths)
{
	struct text path = text_in(paths->letters, PATHS_LENGTH_MAX);

	text_addf(&path, "%s/letters", paths->data);
	return path.full ? ERR_FULL : ERR_OK;
}

/* Who names kiosk.yaml itself means its folder. */
static void mean_its_folder(char *path)
{
	static const char name[] = "/kiosk.yaml";
	size_t len = strlen(path), at = len - (sizeof(name) - 1);
	struct stat about;

	if (len > sizeof(name) - 1 && strcmp(path + at, name) == 0 && stat(path, &about) == 0 &&
	    S_ISREG(about.st_mode))
		path[at] = 0;
}

enum err paths_find(struct paths *paths, const char *config,
		     const char *data, bool walking)
{
	enum err err = find_shipped(paths);

	if (!err)
		err = config ? whole_path(paths->config, config) :
			       program_config(paths->config, PATHS_LENGTH_MAX);
	if (!err)
		mean_its_folder(paths->config);
	if (!err)
		err = private_folder(paths->run, "skills-kiosk-run");
	if (!err)
		err = find_data(paths, data, walking);
	if (!err)
		err = find_letters(paths);
	return err;
}

static int remove_one(const char *path, const struct stat *info, int type,
		      struct FTW *ftw)
{
	(void)info;
	(void)type;
	(void)ftw;
	return remove(path);
}

void paths_leave(struct paths *paths)
{
	if (paths->run[0])
		nftw(paths->run, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	if (paths->data_is_ours && paths->data[0])
		nftw(paths->data, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
