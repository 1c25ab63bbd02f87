/*
 * `run`: from the configuration to the first frame as fast as can be, then the
 * rest; and everything given back in the opposite order.
 */
#include "app/app.h"
#include "app/commands.h"
#include "app/interrupted.h"
#include "app/switches.h"
#include "app/tray.h"
#include "app/walker.h"
#include "base/log.h"
#include "base/words.h"
#include "screens/screens.h"
#include "ui/keymap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum err open_config(struct app *app, const struct run_options *options,
			    struct diag *diag)
{
	struct config_places places;

	if (places_find(&app->places, options->config, options->data, options->walk != NULL))
		return diag_set(diag, "", 0, 0, "the program's folders cannot be found or made");
	places = (struct config_places){ app->places.config, app->places.data,
					 app->places.run };
	return config_load(&places, &app->config, diag);
}

static enum err open_glass(struct app *app, bool tray, struct diag *diag)
{
	struct ui_setup setup = {
		.fonts_list = app->places.fonts,
		.title = "skills-kiosk",
		.view = {
			.width_px = app->config.panel_width_px,
			.height_px = app->config.panel_height_px,
			.panel_mm = app->config.panel_width_mm,
			.distance_mm = app->config.distance_mm,
			.text = TEXT_DEFAULT,
		},
		.window = true,
		.borderless = !app->config.demo || app->walker,
		/* a desk's display is smaller than a kiosk's, and shared with the tray */
		.room_to = tray ? TRAY_FROM_PERCENT : app->config.demo && !app->walker ? 100 : 0,
	};

	if (keymap_read(app->config.keypad, diag))
		return diag_set(diag, app->places.config, 0, 0, "%s", diag->what);
	if (words_open(app->places.words))
		return diag_set(diag, app->places.words, 0, 0,
				"no words here; build the target \"words\"");
	arena_init(&app->arena, SCREEN_ARENA_SIZE);
	app->tree = calloc(1, sizeof(*app->tree));
	app->courses = calloc(COURSES_MAX, sizeof(*app->courses));
	if (!app->tree || !app->courses)
		return diag_set(diag, "", 0, 0, "no memory");
	return ui_create(&setup, diag, &app->ui);
}

static enum err open_all(struct app *app, const struct run_options *options,
			 struct diag *diag)
{
	enum err err = open_config(app, options, diag);

	if (!err && options->walk)
		err = walker_create(options->walk, options->shots, &app->walker, diag);
	app->shots = options->shots ? options->shots : ".";
	if (!err)
		err = open_glass(app, options->tray, diag);
	if (err)
		return err;
	app_set_world(app, options);
	session_init(&app->session, app_now_ms(app));
	switches_reset(app);
	app_show(app);
	log_info("first frame");
	if (rig_start(&app->rig, &app->config))
		return diag_set(diag, "kiosk.yaml", 0, 0, "emulators: one cannot be started");
	if (options->tray)
		err = tray_create(app, diag, &app->tray);
	if (!err)
		err = app_load(app, diag);
	if (!err) {
		interrupted_tell(app);
		app_start_children(app);
	}
	return err;
}

static void close_all(struct app *app)
{
	app_stop_children(app);
	rig_stop(&app->rig);
	walker_destroy(app->walker);
	tray_destroy(app->tray);
	ui_destroy(app->ui);
	store_close(app->store);
	official_close(app->official);
	pack_destroy(app->pack);
	free(app->courses);
	free(app->tree);
	arena_finish(&app->arena);
	places_leave(&app->places);
	explicit_bzero(app, sizeof(*app));
	free(app);
}

int app_main(const struct run_options *options)
{
	struct app *app = calloc(1, sizeof(*app));
	struct diag diag = { 0 };
	enum err err;
	int code;

	if (!app)
		return EXIT_DEVICE;
	signal(SIGPIPE, SIG_IGN);
	/* SDL would look for a desktop's message bus; a kiosk talks to none. */
	setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
	err = open_all(app, options, &diag);
	if (err)
		diag_print(&diag);
	else
		app_loop(app);
	code = err == ERR_INPUT ? EXIT_BAD_INPUT : err ? EXIT_DEVICE : app->exit_code;
	close_all(app);
	return code;
}
