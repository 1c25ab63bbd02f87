/*
 * curtain: the page that stands behind the kiosk on its glass.  Where the kiosk is
 * not, or not yet, whoever stands there reads so, and where to go, instead of
 * looking at a dark glass.  A configuration that is wrong, for which the kiosk may
 * not be there, is no reason for it not to be: it then knows no hall by its name.
 */
#include "programs/kiosk/run.h"
#include "tools/commands.h"
#include "base/text.h"
#include "base/words.h"
#include "screens/screens.h"
#include "session/offers.h"
#include "ui/glass.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The page shows the time, in minutes. */
#define CLOCK_SHOWN_MS 20000

static const struct config nameless = {
	.hall_zh = "", .hall_en = "",
	.terminal_zh = "", .terminal_en = "",
	.contact_zh = "本大厅的工作人员", .contact_en = "the staff of this hall",
	.contact_hant = "本大廳的工作人員", .contact_easy = "大厅的工作人员",
	.panel_width_mm = 268, .panel_width_px = 1080, .panel_height_px = 1920,
	.distance_mm = 500,
	.printer = "none",
};

/* The panel is then as large as its display says, at the pitch of the usual one. */
static void be_nameless(struct config *config)
{
	struct glass_display display;
	struct diag diag;

	*config = nameless;
	if (glass_look(&display, &diag) || display.w == 0)
		return;
	config->panel_width_mm = nameless.panel_width_mm * display.w / nameless.panel_width_px;
	config->panel_width_px = display.w;
	config->panel_height_px = display.h;
}

static enum err open_curtain(struct kiosk *kiosk, const struct run_options *options,
			     struct diag *diag)
{
	struct config_paths paths;
	enum err err;

	if (paths_find(&kiosk->paths, options->config, NULL, false))
		return diag_set(diag, "", 0, 0, "the program's folders cannot be found or made");
	paths = (struct config_paths){ kiosk->paths.config, kiosk->paths.data,
					 kiosk->paths.run };
	if (config_load(&paths, &kiosk->config, diag)) {
		diag_print(diag);
		be_nameless(&kiosk->config);
	}
	kiosk->config.demo = false;
	err = run_open_glass(kiosk, options, diag);
	if (!err) {
		kiosk_set_world(kiosk, options);
		session_init(&kiosk->session, kiosk_now_ms(kiosk));
	}
	return err;
}

/* What the step asks for is not done: there is no visit here, only a page. */
static void take(struct kiosk *kiosk, const struct event *event)
{
	struct effects effects = { 0 };

	session_step(&kiosk->world, &kiosk->session, event, &effects);
	effects_wipe(&effects);
	kiosk_show(kiosk);
}

static void handle(struct kiosk *kiosk, const SDL_Event *sdl)
{
	struct event event = kiosk_event(kiosk, EVENT_PRESS);
	struct ui_event news;

	if (sdl->type == SDL_QUIT)
		kiosk->quit = true;
	else if (ui_handle(kiosk->ui, sdl, &news) && news.kind == UI_ACTION) {
		event.press.verb = news.action.verb;
		event.press.arg = news.action.arg;
		take(kiosk, &event);
	}
}

static void stand(struct kiosk *kiosk)
{
	struct event event = kiosk_event(kiosk, EVENT_SERVICE);
	SDL_Event sdl;

	event.service = SERVICE_STARTING;
	take(kiosk, &event);
	while (!kiosk->quit) {
		if (SDL_WaitEventTimeout(&sdl, CLOCK_SHOWN_MS))
			handle(kiosk, &sdl);
		else
			kiosk_show(kiosk);
	}
}

static int hang_curtain(const struct run_options *options)
{
	struct kiosk *kiosk = calloc(1, sizeof(*kiosk));
	struct diag diag = { 0 };
	enum err err;

	if (!kiosk)
		return EXIT_DEVICE;
	err = open_curtain(kiosk, options, &diag);
	if (err)
		diag_print(&diag);
	else
		stand(kiosk);
	ui_destroy(kiosk->ui);
	offers_room_destroy(kiosk->world.offers);
	free(kiosk->tree);
	arena_finish(&kiosk->arena);
	paths_leave(&kiosk->paths);
	free(kiosk);
	return err == ERR_INPUT ? EXIT_BAD_INPUT : err ? EXIT_DEVICE : EXIT_DONE;
}

int cmd_curtain(int argc, char **argv)
{
	struct run_options options = { .program = NULL };

	if (argc == 3 && strcmp(argv[1], "--config") == 0)
		options.config = argv[2];
	else if (argc != 1) {
		fprintf(stderr, "curtain: usage: curtain [--config DIR]\n");
		return EXIT_BAD_INPUT;
	}
	return hang_curtain(&options);
}
