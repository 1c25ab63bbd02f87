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

static enum err open_window(struct glass *glass, const char *title, bool borderless,
			    struct diag *diag)
{
	uint32_t flags = SDL_WINDOW_SHOWN | (borderless ? SDL_WINDOW_BORDERLESS : 0);

	/* Compose tables cost 10 ms at start, and nobody composes letters here. */
	setenv("XCOMPOSEFILE", "/dev/null", 0);
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
	if (SDL_InitSubSystem(SDL_INIT_VIDEO)) {
		diag_set(diag, "", 0, 0, "no display: %s; set DISPLAY or start a display server",
			 SDL_GetError());
		return ERR_GONE;
	}
	glass->window = SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED,
					 SDL_WINDOWPOS_CENTERED, glass->w, glass->h, flags);
	if (!glass->window) {
		diag_set(diag, "", 0, 0, "no window: %s", SDL_GetError());
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
		return ERR_GONE;
	}
	return ERR_OK;
}

enum err glass_open(struct glass *glass, int w, int h, const char *title,
		    bool borderless, struct diag *diag)
{
	*glass = (struct glass){ .w = w, .h = h };
	if (title)
		return open_window(glass, title, borderless, diag);
	glass->surface = memory_surface(w, h);
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

void glass_present(struct glass *glass, struct box part)
{
	SDL_Rect rect;

	if (!glass->window || !glass->surface ||
	    !box_intersect(part, (struct box){ 0, 0, glass->w, glass->h }, &part))
		return;
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

void glass_lost(struct glass *glass)
{
	if (!glass->own)
		glass->surface = NULL;
}
