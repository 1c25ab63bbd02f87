#include "ui/glass.h"

#include "base/log.h"

#include <stdlib.h>

#define FORMAT SDL_PIXELFORMAT_RGB888

static SDL_Surface *memory_surface(int w, int h)
{
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, FORMAT);

	if (!surface)
		abort();
	return surface;
}

/* Height of a title bar, px: displays do not say before the window stands. */
#define TITLE_PX 40

/* Shrinks the window into its room; the picture keeps its own size. */
static SDL_Rect place_in(struct glass *glass, struct glass_room room)
{
	SDL_Rect rect = { SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, glass->w, glass->h };
	SDL_Rect display;
	double scale;

	if (room.to_percent == 0 || SDL_GetDisplayUsableBounds(0, &display))
		return rect;
	/* A panel of just the picture's size shows it as it is, title bar or not. */
	if (display.w == glass->w && display.h == glass->h)
		return rect;
	display.x += display.w * room.from_percent / 100;
	display.w = display.w * (room.to_percent - room.from_percent) / 100;
	display.y += TITLE_PX;
	display.h -= TITLE_PX;
	scale = SDL_min((double)display.w / glass->w, (double)display.h / glass->h);
	if (scale < 1) {
		rect.w = (int)(glass->w * scale);
		rect.h = (int)(glass->h * scale);
	}
	rect.x = display.x + (display.w - rect.w) / 2;
	rect.y = display.y + (display.h - rect.h) / 2;
	return rect;
}

static enum err open_window(struct glass *glass, const struct glass_setup *setup,
			    struct diag *diag)
{
	uint32_t flags = SDL_WINDOW_SHOWN | (setup->borderless ? SDL_WINDOW_BORDERLESS : 0);
	SDL_Rect at;

	/* Compose tables cost 10 ms at start, and nobody composes letters here. */
	setenv("XCOMPOSEFILE", "/dev/null", 0);
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
	if (SDL_InitSubSystem(SDL_INIT_VIDEO)) {
		diag_set(diag, "", 0, 0, "no display: %s; set DISPLAY or start a display server",
			 SDL_GetError());
		return ERR_GONE;
	}
	at = place_in(glass, setup->room);
	glass->shown_w = at.w;
	glass->shown_h = at.h;
	glass->window = SDL_CreateWindow(setup->title, at.x, at.y, at.w, at.h, flags);
	if (!glass->window) {
		diag_set(diag, "", 0, 0, "no window: %s", SDL_GetError());
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
		return ERR_GONE;
	}
	return ERR_OK;
}

enum err glass_open(struct glass *glass, const struct glass_setup *setup,
		    struct diag *diag)
{
	*glass = (struct glass){ .w = setup->w, .h = setup->h };
	if (setup->title)
		return open_window(glass, setup, diag);
	glass->surface = memory_surface(setup->w, setup->h);
	glass->own = true;
	return ERR_OK;
}

static void wipe_own(struct glass *glass)
{
	if (!glass->own || !glass->surface)
		return;
	SDL_FillRect(glass->surface, NULL, 0);
	SDL_FreeSurface(glass->surface);
	glass->surface = NULL;
}

void glass_close(struct glass *glass)
{
	wipe_own(glass);
	if (glass->window) {
		SDL_DestroyWindow(glass->window);
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
	}
	*glass = (struct glass){ .window = NULL };
}

SDL_Surface *glass_surface(struct glass *glass)
{
	SDL_Surface *theirs;

	if (glass->surface)
		return glass->surface;
	theirs = SDL_GetWindowSurface(glass->window);
	if (!theirs) {
		log_error("window surface: %s", SDL_GetError());
		return NULL;
	}
	glass->own = theirs->format->format != FORMAT || theirs->w < glass->w ||
		     theirs->h < glass->h;
	glass->surface = glass->own ? memory_surface(glass->w, glass->h) : theirs;
	return glass->surface;
}

static bool is_scaled(const struct glass *glass)
{
	return glass->shown_w != glass->w || glass->shown_h != glass->h;
}

/* The whole picture at once: parts of a smaller one would show seams. */
static void present_scaled(struct glass *glass)
{
	SDL_Surface *theirs = SDL_GetWindowSurface(glass->window);
	int failed;

	if (!theirs)
		return;
	failed = theirs->format->format == FORMAT ?
		SDL_SoftStretchLinear(glass->surface, NULL, theirs, NULL) :
		SDL_BlitScaled(glass->surface, NULL, theirs, NULL);
	if (failed || SDL_UpdateWindowSurface(glass->window))
		log_warn("window: %s", SDL_GetError());
}

void glass_present(struct glass *glass, struct box part)
{
	SDL_Rect rect;

	if (!glass->window || !glass->surface ||
	    !box_intersect(part, (struct box){ 0, 0, glass->w, glass->h }, &part))
		return;
	if (is_scaled(glass)) {
		present_scaled(glass);
		return;
	}
	rect = (SDL_Rect){ part.x, part.y, part.w, part.h };
	if (glass->own) {
		SDL_Surface *theirs = SDL_GetWindowSurface(glass->window);
		SDL_Rect to = rect;

		if (!theirs || SDL_BlitSurface(glass->surface, &rect, theirs, &to))
			return;
	}
	if (SDL_UpdateWindowSurfaceRects(glass->window, &rect, 1))
		log_warn("window: %s", SDL_GetError());
}

void glass_point(const struct glass *glass, int *x, int *y)
{
	if (!glass->window)
		return;
	*x = *x * glass->w / glass->shown_w;
	*y = *y * glass->h / glass->shown_h;
}

void glass_lost(struct glass *glass)
{
	if (!glass->own)
		glass->surface = NULL;
}
