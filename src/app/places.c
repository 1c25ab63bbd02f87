#include "app/places.h"

#include "app/child.h"
#include "base/log.h"
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

	return text_copy(out, PLACE_MAX, stat(one, &info) == 0 ? one : two);
}

static enum err find_words(struct places *places)
{
	char dir[PLACE_MAX - 16], beside[PLACE_MAX];

	if (child_program_dir(dir, sizeof(dir)))
		return ERR_IO;
	snprintf(beside, sizeof(beside), "%s/words", dir);
	return first_folder(places->words, beside, "/usr/share/skills-kiosk/words");
}

/* mkdtemp below TMPDIR: only this user can look in. */
static enum err private_folder(char *out, const char *name)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(out, PLACE_MAX, "%s/%s-XXXXXX", tmp ? tmp : "/tmp", name);
	if (!mkdtemp(out)) {
		log_error("%s: %s", out, strerror(errno));
		return ERR_IO;
	}
	return ERR_OK;
}

static enum err find_data(struct places *places, const char *data, bool walking)
{
	places->data_is_ours = !data && walking;
	if (data)
		return text_copy(places->data, PLACE_MAX, data);
	if (walking)
		return private_folder(places->data, "skills-kiosk-walk");
	return store_default_dir(places->data, PLACE_MAX);
}

enum err places_find(struct places *places, const char *config,
		     const char *data, bool walking)
{
	enum err err = find_words(places);

	if (!err)
		err = first_folder(places->fonts, KIOSK_SOURCE_DIR "/fonts/fonts.list",
				   "/usr/share/skills-kiosk/fonts/fonts.list");
	if (!err)
		err = first_folder(places->speech, KIOSK_SOURCE_DIR "/assets/speech",
				   "/usr/share/skills-kiosk/speech");
	if (!err)
		err = config ? text_copy(places->config, PLACE_MAX, config) :
			       first_folder(places->config, "kiosk-config",
					    KIOSK_SOURCE_DIR "/kiosk-config");
	if (!err)
		err = private_folder(places->run, "skills-kiosk-run");
	if (!err)
		err = find_data(places, data, walking);
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

void places_leave(struct places *places)
{
	if (places->run[0])
		nftw(places->run, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	if (places->data_is_ours && places->data[0])
		nftw(places->data, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
