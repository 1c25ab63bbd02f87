/*
 * A clip of sign language: raw video, so that nothing but this file has to read it.  It is a
 * YUV4MPEG2 file (ffmpeg writes it), 4:2:0 with eight bits, upright 3 to 4, from 120 x 160 to
 * 480 x 640 pixels, 1 to 30 pictures a second, three minutes at the most.
 *
 * A picture is read when it is shown; of the file no more than one is in memory.
 * Thread: the screen's.
 */
#ifndef UI_CLIP_H
#define UI_CLIP_H

#include "base/diag.h"
#include "ui/layout.h"

#include <SDL.h>

struct clip;

/* ERR_INPUT with diag: it is not there, or no clip as it has to be. */
enum err clip_open(const char *path, struct diag *diag, struct clip **ret_clip) MUST_CHECK;
void clip_close(struct clip *clip);

/*
 * NAME.y4m of a folder, for each of so many names: whether it is there and as it has to be.
 * `each` hears of every other file of such a name, and of every clip that cannot be shown.
 * Returns how many were found.
 */
int clips_find(const char *folder, const char *const *names, int count, bool *ret_found,
	       void (*each)(void *context, const struct diag *diag), void *context);

/* How many pictures it has, at least one, and how long each stands. */
int clip_frames(const struct clip *clip);
int clip_frame_ms(const struct clip *clip);

/*
 * A picture as large as the box: a surface of 0xRRGGBB that is the clip's, until the next
 * call.  NULL: the file cannot be read any more.
 */
const SDL_Surface *clip_picture(struct clip *clip, int frame, int w_px, int h_px);

#endif
