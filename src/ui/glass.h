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
 * Where a window may stand: a part of the display's width, below a title bar.  A
 * picture that is larger is shown smaller, never cut.  All zeros: the whole display.
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

/* A display, before anything is shown on it. */
struct glass_display {
	char driver[16];	/* SDL's: "x11", "kmsdrm", "offscreen" */
	int w, h;		/* px; 0 in memory, where a picture has the size it wants */
};

/*
 * Opens the first display, looks, and closes it.  ERR_GONE with diag: there is none,
 * or only one in memory that nobody asked for (SDL_VIDEODRIVER).
 */
enum err glass_look(struct glass_display *ret_display, struct diag *diag) MUST_CHECK;

/*
 * What is wrong with a display for a picture of w by h, with the cure; NULL: nothing.
 * It is turned, or too small; the picture is then shown smaller.
 */
const char *glass_misfit(const struct glass_display *display, int w, int h);

/* ERR_GONE with diag: no display. */
enum err glass_open(struct glass *glass, const struct glass_setup *setup,
		    struct diag *diag) MUST_CHECK;
void glass_close(struct glass *glass);

/* 32 bits a pixel, 0xRRGGBB; NULL while the window has none. */
SDL_Surface *glass_surface(struct glass *glass);

/* Shows what was painted within part. */
void glass_present(struct glass *glass, struct box part);

/*
 * Shows a corner again and waits until the display has it; false: it does not take it.
 * A display that hangs holds the caller.  In memory always true.
 */
bool glass_answers(struct glass *glass);

/* From a point of the window to one of the picture. */
void glass_point(const struct glass *glass, int *x, int *y);

/* The window was covered or resized: its surface is asked for anew. */
void glass_lost(struct glass *glass);

/* The window that an event names; 0: none, as of what a walk sends. */
uint32_t glass_window_of(const SDL_Event *event);

#endif
