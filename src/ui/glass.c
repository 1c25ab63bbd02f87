#include "ui/glass.h"

#include "base/log.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

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

/* The part of the display that is the window's. */
static bool room_on_display(struct glass_room room, SDL_Rect *ret)
{
	SDL_Rect display;

	if (room.to_percent == 0)
		return SDL_GetDisplayBounds(0, ret) == 0;
	if (SDL_GetDisplayUsableBounds(0, &display))
		return false;
	*ret = (SDL_Rect){ display.x + display.w * room.from_percent / 100,
			   display.y + TITLE_PX,
			   display.w * (room.to_percent - room.from_percent) / 100,
			   display.h - TITLE_PX };
	return true;
}

/* Shrinks the window into its room; the picture keeps its own size. */
static SDL_Rect place_in(struct glass *glass, const struct glass_display *on,
			 struct glass_room room)
{
	SDL_Rect rect = { SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, glass->w, glass->h };
	SDL_Rect display;
	double scale;

	/* A panel of just the picture's size shows it as it is, title bar or not. */
	if (on->w == 0 || (on->w == glass->w && on->h == glass->h))
		return rect;
	if (!room_on_display(room, &display))
		return rect;
	scale = SDL_min((double)display.w / glass->w, (double)display.h / glass->h);
	if (scale < 1) {
		rect.w = (int)(glass->w * scale);
		rect.h = (int)(glass->h * scale);
	}
	rect.x = display.x + (display.w - rect.w) / 2;
	rect.y = display.y + (display.h - rect.h) / 2;
	return rect;
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && value[0];
}

/* Without a display server only the kernel's own mode setting can show anything. */
static void narrow_the_search(void)
{
	if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") && !is_set("SDL_VIDEODRIVER"))
		SDL_SetHint(SDL_HINT_VIDEODRIVER, "KMSDRM");
}

/* In memory: for trials, and else what SDL falls back on: a kiosk that nobody sees. */
static bool is_in_memory(const char *driver)
{
	return strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0 ||
	       strcmp(driver, "evdev") == 0;
}

static enum err no_display(struct diag *diag)
{
	if (is_set("DISPLAY"))
		diag_set(diag, "", 0, 0, "no display: the server of DISPLAY %s does not answer; "
			 "start it, or set DISPLAY", getenv("DISPLAY"));
	else
		diag_set(diag, "", 0, 0, "no display: DISPLAY is not set; set it, or start a "
			 "display server");
	return ERR_GONE;
}

static enum err open_display(struct glass_display *ret, struct diag *diag)
{
	struct glass_display display = { .w = 0 };
	SDL_Rect bounds = { 0 };
	bool in_memory;

	/* SDL would look for a desktop's message bus; a kiosk talks to none. */
	setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
	narrow_the_search();
	/* The last window that closes is no reason to end: SDL_QUIT is a signal's alone. */
	SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
	if (SDL_InitSubSystem(SDL_INIT_VIDEO))
		return no_display(diag);
	in_memory = is_in_memory(SDL_GetCurrentVideoDriver());
	if (text_copy(display.driver, sizeof(display.driver), SDL_GetCurrentVideoDriver()) ||
	    (in_memory && !is_set("SDL_VIDEODRIVER")) || SDL_GetDisplayBounds(0, &bounds)) {
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
		return no_display(diag);
	}
	display.w = in_memory ? 0 : bounds.w;
	display.h = in_memory ? 0 : bounds.h;
	*ret = display;
	return ERR_OK;
}

enum err glass_look(struct glass_display *ret_display, struct diag *diag)
{
	enum err err = open_display(ret_display, diag);

	if (!err)
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
	return err;
}

const char *glass_misfit(const struct glass_display *display, int w, int h)
{
	if (display->w == 0 || (display->w >= w && display->h >= h))
		return NULL;
	if (display->w >= h && display->h >= w)
		return "it is turned, and the picture is shown smaller; turn it (xrandr --rotate)";
	return "it is smaller than the panel, and the picture is shown smaller; "
	       "set the display's own size, or panel_width_px and panel_height_px";
}

static enum err open_window(struct glass *glass, const struct glass_setup *setup,
			    struct diag *diag)
{
	uint32_t flags = SDL_WINDOW_SHOWN | (setup->borderless ? SDL_WINDOW_BORDERLESS : 0);
	struct glass_display display;
	SDL_Rect at;
	enum err err;

	/* Compose tables cost 10 ms at start, and nobody composes letters here. */
	setenv("XCOMPOSEFILE", "/dev/null", 0);
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
	err = open_display(&display, diag);
	if (err)
		return err;
	if (setup->room.to_percent == 0 && glass_misfit(&display, glass->w, glass->h))
		log_warn("display %dx%d: %s", display.w, display.h,
			 glass_misfit(&display, glass->w, glass->h));
	at = place_in(glass, &display, setup->room);
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

bool glass_answers(struct glass *glass)
{
	SDL_Rect corner = { 0, 0, 1, 1 };

	if (!glass->window)
		return true;
	return SDL_GetWindowSurface(glass->window) &&
	       SDL_UpdateWindowSurfaceRects(glass->window, &corner, 1) == 0;
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

uint32_t glass_window_of(const SDL_Event *event)
{
	switch (event->type) {
	case SDL_WINDOWEVENT:
		return event->window.windowID;
	case SDL_FINGERDOWN:
	case SDL_FINGERMOTION:
	case SDL_FINGERUP:
		return event->tfinger.windowID;
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
		return event->button.windowID;
	case SDL_MOUSEMOTION:
		return event->motion.windowID;
	case SDL_KEYDOWN:
	case SDL_KEYUP:
		return event->key.windowID;
	default:
		return 0;
	}
}
