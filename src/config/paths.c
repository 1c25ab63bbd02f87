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

/* The first of the two that is a folder; the second if neither is. */
static enum err first_folder(char *out, const char *one, const char *two)
{
	struct stat info;

	return text_copy(out, PATHS_LENGTH_MAX, stat(one, &info) == 0 ? one : two);
}

static enum err find_words(struct paths *paths)
{
	char dir[PATHS_LENGTH_MAX - 16], beside[PATHS_LENGTH_MAX];

	if (program_dir(dir, sizeof(dir)))
		return ERR_IO;
	snprintf(beside, sizeof(beside), "%s/words", dir);
	return first_folder(paths->words, beside, "/usr/share/skills-kiosk/words");
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

static enum err find_data(struct paths *paths, const char *data, bool walking)
{
	paths->data_is_ours = !data && walking;
	if (data)
		return text_copy(paths->data, PATHS_LENGTH_MAX, data);
	if (walking)
		return private_folder(paths->data, "skills-kiosk-walk");
	return store_default_dir(paths->data, PATHS_LENGTH_MAX);
}

enum err paths_find(struct paths *paths, const char *config,
		     const char *data, bool walking)
{
	enum err err = find_words(paths);

	if (!err)
		err = first_folder(paths->fonts, KIOSK_SOURCE_DIR "/fonts/fonts.list",
				   "/usr/share/skills-kiosk/fonts/fonts.list");
	if (!err)
		err = first_folder(paths->speech, KIOSK_SOURCE_DIR "/assets/speech",
				   "/usr/share/skills-kiosk/speech");
	if (!err)
		err = config ? text_copy(paths->config, PATHS_LENGTH_MAX, config) :
			       first_folder(paths->config, "kiosk-config",
					    KIOSK_SOURCE_DIR "/kiosk-config");
	if (!err)
		err = private_folder(paths->run, "skills-kiosk-run");
	if (!err)
		err = find_data(paths, data, walking);
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
