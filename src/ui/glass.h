/*
 * The surface that is painted on: a window's, or memory.  A window's pixels are
 * ours without Mesa (SDL_HINT_FRAMEBUFFER_ACCELERATION "0").
 *
 * Thread: the main thread's.
 */
#ifndef UI_GLASS_H
#define UI_GLASS_H

#include "base/diag.h"
#include "ui/layout.h"

#include <SDL.h>

struct glass {
	SDL_Window *window;	/* NULL: in memory */
	SDL_Surface *surface;	/* painted on; the window's own where its format is ours */
	bool own;		/* surface is ours, not the window's */
	int w;
	int h;
	int shown_w;		/* of the window: smaller where the display is */
	int shown_h;
};

/*
 * Where a window may stand: a part of the display's width.  A picture that is
 * larger is shown smaller, never cut.  All zeros: as large as it is, centred.
 */
struct glass_room {
	int from_percent;
	int to_percent;
};

struct glass_setup {
	int w;
	int h;
	const char *title;	/* NULL: a surface in memory */
	bool borderless;
	struct glass_room room;
};

/* ERR_GONE with diag: no display. */
enum err glass_open(struct glass *glass, const struct glass_setup *setup,
		    struct diag *diag) MUST_CHECK;
void glass_close(struct glass *glass);

/* 32 bits a pixel, 0xRRGGBB; NULL while the window has none. */
SDL_Surface *glass_surface(struct glass *glass);

/* Shows what was painted within part. */
void glass_present(struct glass *glass, struct box part);

/* From a point of the window to one of the picture. */
void glass_point(const struct glass *glass, int *x, int *y);

/* The window was covered or resized: its surface is asked for anew. */
void glass_lost(struct glass *glass);

#endif
