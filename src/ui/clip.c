#include "ui/clip.h"

#include "base/text.h"

#include <assert.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_MAX 256
#define Y4M_NAME "YUV4MPEG2"
#define FRAME_MARK "FRAME\n"
#define MOST_S 180
#define HOW "make it with ffmpeg as the technician's manual says"

struct clip {
	int fd;
	int w, h;
	int rate, per;		/* pictures in so many seconds */
	off_t first;		/* where the first picture's mark stands */
	int frames;
	int kept;		/* the picture in `pixels`; -1: none */
	uint8_t *planes;
	SDL_Surface *pixels;	/* in its own size */
	SDL_Surface *shown;	/* as large as it was asked for */
};

static size_t picture_size(const struct clip *clip)
{
	return (size_t)clip->w * (size_t)clip->h * 3 / 2;
}

/* ---- the header: "YUV4MPEG2 W240 H320 F12:1 Ip A1:1 C420jpeg" ---- */

static bool is_usual(const char *word)
{
	static const char *const known[] = { "Ip", "I?", "C420", "C420jpeg", "C420mpeg2",
					     "C420paldv" };

	if (word[0] == 'A' || word[0] == 'X')
		return true;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(word, known[i]) == 0)
			return true;
	}
	return false;
}

static bool take_word(struct clip *clip, const char *word)
{
	switch (word[0]) {
	case 'W':
		return sscanf(word, "W%d", &clip->w) == 1;
	case 'H':
		return sscanf(word, "H%d", &clip->h) == 1;
	case 'F':
		return sscanf(word, "F%d:%d", &clip->rate, &clip->per) == 2;
	default:
		return is_usual(word);
	}
}

static bool take_header(struct clip *clip, char *header)
{
	char *rest, *word;

	strtok_r(header, " ", &rest);
	while ((word = strtok_r(NULL, " ", &rest)) != NULL) {
		if (!take_word(clip, word))
			return false;
	}
	return true;
}

static bool is_in_bounds(const struct clip *clip)
{
	return clip->w >= 120 && clip->w <= 480 && clip->w % 2 == 0 &&
	       clip->w * 4 == clip->h * 3 && clip->per > 0 && clip->per < 10000 &&
	       clip->rate >= clip->per && clip->rate / clip->per <= 30;
}

static enum err read_header(struct clip *clip, const char *path, struct diag *diag)
{
	char header[HEADER_MAX + 1];
	ssize_t got = pread(clip->fd, header, HEADER_MAX, 0);
	char *end = got > 0 ? memchr(header, '\n', (size_t)got) : NULL;

	if (!end || strncmp(header, Y4M_NAME " ", strlen(Y4M_NAME) + 1) != 0)
		return diag_set(diag, path, 1, 0, "no YUV4MPEG2 file; " HOW);
	*end = 0;
	clip->first = end + 1 - header;
	if (!take_header(clip, header))
		return diag_set(diag, path, 1, 0, "not 4:2:0 with eight bits; " HOW);
	if (!is_in_bounds(clip))
		return diag_set(diag, path, 1, 0, "a clip is 3 to 4, 120 to 480 pixels wide, with "
				"1 to 30 pictures a second; " HOW);
	return ERR_OK;
}

static enum err count_frames(struct clip *clip, const char *path, struct diag *diag)
{
	off_t each = (off_t)(picture_size(clip) + strlen(FRAME_MARK));
	struct stat about;

	if (fstat(clip->fd, &about) || (about.st_size - clip->first) % each != 0 ||
	    about.st_size <= clip->first)
		return diag_set(diag, path, 0, 0, "it ends within a picture, or has none; " HOW);
	clip->frames = (int)((about.st_size - clip->first) / each);
	if ((int64_t)clip->frames * clip->per > (int64_t)MOST_S * clip->rate)
		return diag_set(diag, path, 0, 0, "longer than %d s; cut it", MOST_S);
	return ERR_OK;
}

static enum err open_file(struct clip *clip, const char *path, struct diag *diag)
{
	enum err err;

	clip->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (clip->fd < 0)
		return diag_set(diag, path, 0, 0, "it cannot be read");
	err = read_header(clip, path, diag);
	return err ? err : count_frames(clip, path, diag);
}

static SDL_Surface *surface_of(int w, int h)
{
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32,
							      SDL_PIXELFORMAT_RGB888);

	if (!surface)
		abort();
	return surface;
}

enum err clip_open(const char *path, struct diag *diag, struct clip **ret_clip)
{
	struct clip *clip = calloc(1, sizeof(*clip));
	enum err err;

	if (!clip)
		abort();
	clip->kept = -1;
	err = open_file(clip, path, diag);
	if (err) {
		clip_close(clip);
		return err;
	}
	assert(clip->w > 0 && clip->h > 0);
	clip->planes = malloc(picture_size(clip));
	if (!clip->planes)
		abort();
	clip->pixels = surface_of(clip->w, clip->h);
	*ret_clip = clip;
	return ERR_OK;
}

void clip_close(struct clip *clip)
{
	if (!clip)
		return;
	if (clip->fd >= 0)
		close(clip->fd);
	SDL_FreeSurface(clip->pixels);
	SDL_FreeSurface(clip->shown);
	free(clip->planes);
	free(clip);
}

int clip_frames(const struct clip *clip)
{
	return clip->frames;
}

int clip_frame_ms(const struct clip *clip)
{
	return 1000 * clip->per / clip->rate;
}

/* ---- pictures ---- */

static bool read_picture(struct clip *clip, int frame)
{
	size_t mark = strlen(FRAME_MARK), size = picture_size(clip);
	off_t at = clip->first + (off_t)frame * (off_t)(size + mark);
	char seen[sizeof(FRAME_MARK)] = "";

	return pread(clip->fd, seen, mark, at) == (ssize_t)mark &&
	       strcmp(seen, FRAME_MARK) == 0 &&
	       pread(clip->fd, clip->planes, size, at + (off_t)mark) == (ssize_t)size &&
	       SDL_ConvertPixels(clip->w, clip->h, SDL_PIXELFORMAT_IYUV, clip->planes, clip->w,
				 SDL_PIXELFORMAT_RGB888, clip->pixels->pixels,
				 clip->pixels->pitch) == 0;
}

const SDL_Surface *clip_picture(struct clip *clip, int frame, int w_px, int h_px)
{
	bool fits = clip->shown && clip->shown->w == w_px && clip->shown->h == h_px;

	if (fits && clip->kept == frame)
		return clip->shown;
	clip->kept = -1;
	if (!read_picture(clip, frame))
		return NULL;
	if (!fits) {
		SDL_FreeSurface(clip->shown);
		clip->shown = surface_of(w_px, h_px);
	}
	if (SDL_SoftStretchLinear(clip->pixels, NULL, clip->shown, NULL) != 0)
		return NULL;
	clip->kept = frame;
	return clip->shown;
}

/* ---- the clips of a folder ---- */

#define ENDING ".y4m"

/* "idle.y4m": the index of "idle"; -1: another file, count: a clip of no such name. */
static int index_of(const char *file, const char *const *names, int count)
{
	size_t len = strlen(file), end = strlen(ENDING);
	char name[64];
	struct text text = text_in(name, sizeof(name));
	int found;

	if (len <= end || strcmp(file + len - end, ENDING) != 0)
		return -1;
	text_add_n(&text, file, len - end);
	found = text.full ? -1 : text_find(names, count, name);
	return found < 0 ? count : found;
}

/* ERR_OK: it is a clip. */
static enum err examine(const char *folder, const char *file, bool is_named, struct diag *diag)
{
	char path[4096];
	struct clip *clip;
	enum err err;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", folder, file) >= sizeof(path))
		return diag_set(diag, folder, 0, 0, "its path is too long");
	if (!is_named)
		return diag_set(diag, path, 0, 0, "no page has this name; a walk's dump names it");
	err = clip_open(path, diag, &clip);
	if (!err)
		clip_close(clip);
	return err;
}

int clips_find(const char *folder, const char *const *names, int count, bool *ret_found,
	       void (*each)(void *context, const struct diag *diag), void *context)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	struct diag diag;
	int found = 0;

	if (!dir) {
		diag_set(&diag, folder, 0, 0, "no folder that can be read");
		each(context, &diag);
		return 0;
	}
	while ((entry = readdir(dir)) != NULL) {
		int index = index_of(entry->d_name, names, count);

		if (index < 0)
			continue;
		if (examine(folder, entry->d_name, index < count, &diag)) {
			each(context, &diag);
			continue;
		}
		ret_found[index] = true;
		found++;
	}
	closedir(dir);
	return found;
}
