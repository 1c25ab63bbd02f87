#include "config/paths.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "store/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define RUN_NAME "skills-kiosk-run"
#define WALK_NAME "skills-kiosk-walk"
/* Between its making and its lock a folder is held by nobody. */
#define YOUNG_S 60

static enum err find_shipped(struct paths *paths)
{
	enum err err = program_share("words", paths->words, PATHS_LENGTH_MAX);

	if (!err)
		err = program_share("fonts/fonts.list", paths->fonts, PATHS_LENGTH_MAX);
	if (!err)
		err = program_share("speech", paths->speech, PATHS_LENGTH_MAX);
	if (!err)
		err = program_share("letters", paths->first_letters, PATHS_LENGTH_MAX);
	return err;
}

static const char *temporary(void)
{
	const char *tmp = getenv("TMPDIR");

	return tmp ? tmp : "/tmp";
}

/*
 * A lock that ends with the process, however it ends; flags: O_CREAT of a new folder.
 * -1: somebody holds it, or it never was a folder of one who locks.
 */
static int hold_folder(const char *path, int flags)
{
	char held[PATHS_LENGTH_MAX + 8];
	int fd;

	snprintf(held, sizeof(held), "%s/.held", path);
	fd = open(held, O_RDWR | O_NOFOLLOW | O_CLOEXEC | flags, 0600);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB)) {
		close(fd);
		return -1;
	}
	return fd;
}

/* mkdtemp below TMPDIR: only this user can look in. */
static enum err private_folder(char *out, const char *name, int *ret_lock)
{
	snprintf(out, PATHS_LENGTH_MAX, "%s/%s-XXXXXX", temporary(), name);
	if (!mkdtemp(out)) {
		log_error("%s: %s", out, strerror(errno));
		return ERR_IO;
	}
	*ret_lock = hold_folder(out, O_CREAT | O_EXCL);
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
		return private_folder(paths->data, WALK_NAME, &paths->data_lock);
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

	paths->run_lock = paths->data_lock = -1;
	if (!err)
		err = config ? whole_path(paths->config, config) :
			       program_config(paths->config, PATHS_LENGTH_MAX);
	if (!err)
		mean_its_folder(paths->config);
	if (!err)
		err = private_folder(paths->run, RUN_NAME, &paths->run_lock);
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

static void remove_folder(const char *path)
{
	nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void leave_folder(const char *path, int lock)
{
	if (path[0])
		remove_folder(path);
	if (lock >= 0)
		close(lock);
}

void paths_leave(struct paths *paths)
{
	leave_folder(paths->run, paths->run_lock);
	if (paths->data_is_ours)
		leave_folder(paths->data, paths->data_lock);
}

static bool is_private(const char *name)
{
	return strncmp(name, RUN_NAME "-", sizeof(RUN_NAME)) == 0 ||
	       strncmp(name, WALK_NAME "-", sizeof(WALK_NAME)) == 0;
}

static void clear_if_left(const char *path)
{
	int fd = hold_folder(path, 0);
	struct stat about;

	if (fd < 0)
		return;
	if (fstat(fd, &about) == 0 && about.st_uid == geteuid() &&
	    about.st_mtime + YOUNG_S < clock_wall_s()) {
		log_info("%s was left by one that was struck dead: taken away", path);
		remove_folder(path);
	}
	close(fd);
}

void paths_clear_left(void)
{
	char path[PATHS_LENGTH_MAX];
	DIR *folder = opendir(temporary());
	const struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		if (!is_private(entry->d_name))
			continue;
		snprintf(path, sizeof(path), "%s/%s", temporary(), entry->d_name);
		clear_if_left(path);
	}
	if (folder)
		closedir(folder);
}
