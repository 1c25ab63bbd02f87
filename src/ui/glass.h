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
};

/* title NULL: a surface in memory.  ERR_GONE with diag: no display. */
enum err glass_open(struct glass *glass, int w, int h, const char *title,
		    bool borderless, struct diag *diag) MUST_CHECK;
void glass_close(struct glass *glass);

/* 32 bits a pixel, 0xRRGGBB; NULL while the window has none. */
SDL_Surface *glass_surface(struct glass *glass);

/* Shows what was painted within part. */
void glass_present(struct glass *glass, struct box part);

/* The window was covered or resized: its surface is asked for anew. */
void glass_lost(struct glass *glass);

#endif
