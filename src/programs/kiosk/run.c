/*
 * `run`: from the configuration to the first frame as fast as can be, then the
 * rest; and everything given back in the opposite order.
 */
#include "kiosk/kiosk.h"
#include "tools/commands.h"
#include "kiosk/interrupted.h"
#include "kiosk/switches.h"
#include "kiosk/tray.h"
#include "kiosk/walker.h"
#include "base/log.h"
#include "base/words.h"
#include "screens/screens.h"
#include "ui/keymap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum err open_config(struct kiosk *kiosk, const struct run_options *options,
			    struct diag *diag)
{
	struct config_paths paths;

	if (paths_find(&kiosk->paths, options->config, options->data, options->walk != NULL))
		return diag_set(diag, "", 0, 0, "the program's folders cannot be found or made");
	paths = (struct config_paths){ kiosk->paths.config, kiosk->paths.data,
					 kiosk->paths.run };
	return config_load(&paths, &kiosk->config, diag);
}

static enum err open_glass(struct kiosk *kiosk, bool tray, struct diag *diag)
{
	struct ui_setup setup = {
		.fonts_list = kiosk->paths.fonts,
		.title = "skills-kiosk",
		.view = {
			.width_px = kiosk->config.panel_width_px,
			.height_px = kiosk->config.panel_height_px,
			.panel_mm = kiosk->config.panel_width_mm,
			.distance_mm = kiosk->config.distance_mm,
			.text = TEXT_DEFAULT,
		},
		.window = true,
		.borderless = !kiosk->config.demo || kiosk->walker,
		/* a desk's display is smaller than a kiosk's, and shared with the tray */
		.room_to = tray ? TRAY_FROM_PERCENT :
			   kiosk->config.demo && !kiosk->walker ? 100 : 0,
	};

	if (keymap_read(kiosk->config.keypad, diag))
		return diag_set(diag, kiosk->paths.config, 0, 0, "%s", diag->what);
	if (words_open(kiosk->paths.words))
		return diag_set(diag, kiosk->paths.words, 0, 0,
				"no words here; build the target \"words\"");
	arena_init(&kiosk->arena, SCREEN_ARENA_SIZE);
	kiosk->tree = calloc(1, sizeof(*kiosk->tree));
	kiosk->courses = calloc(COURSES_MAX, sizeof(*kiosk->courses));
	if (!kiosk->tree || !kiosk->courses)
		return diag_set(diag, "", 0, 0, "no memory");
	return ui_create(&setup, diag, &kiosk->ui);
}

static enum err open_all(struct kiosk *kiosk, const struct run_options *options,
			 struct diag *diag)
{
	enum err err = open_config(kiosk, options, diag);

	if (!err && options->walk)
		err = walker_create(options->walk, options->shots, &kiosk->walker, diag);
	kiosk->shots = options->shots ? options->shots : ".";
	if (!err)
		err = open_glass(kiosk, options->tray, diag);
	if (err)
		return err;
	kiosk_set_world(kiosk, options);
	session_init(&kiosk->session, kiosk_now_ms(kiosk));
	switches_reset(kiosk);
	kiosk_show(kiosk);
	log_info("first frame");
	if (rig_start(&kiosk->rig, &kiosk->config))
		return diag_set(diag, "kiosk.yaml", 0, 0, "emulators: one cannot be started");
	if (options->tray)
		err = tray_create(kiosk, diag, &kiosk->tray);
	if (!err)
		err = kiosk_load(kiosk, diag);
	if (!err) {
		interrupted_tell(kiosk);
		kiosk_start_children(kiosk);
	}
	return err;
}

static void close_all(struct kiosk *kiosk)
{
	kiosk_stop_children(kiosk);
	rig_stop(&kiosk->rig);
	walker_destroy(kiosk->walker);
	tray_destroy(kiosk->tray);
	ui_destroy(kiosk->ui);
	store_close(kiosk->store);
	official_close(kiosk->official);
	pack_destroy(kiosk->pack);
	free(kiosk->courses);
	free(kiosk->tree);
	arena_finish(&kiosk->arena);
	paths_leave(&kiosk->paths);
	explicit_bzero(kiosk, sizeof(*kiosk));
	free(kiosk);
}

int kiosk_main(const struct run_options *options)
{
	struct kiosk *kiosk = calloc(1, sizeof(*kiosk));
	struct diag diag = { 0 };
	enum err err;
	int code;

	if (!kiosk)
		return EXIT_DEVICE;
	signal(SIGPIPE, SIG_IGN);
	/* SDL would look for a desktop's message bus; a kiosk talks to none. */
	setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
	err = open_all(kiosk, options, &diag);
	if (err)
		diag_print(&diag);
	else
		kiosk_loop(kiosk);
	code = err == ERR_INPUT ? EXIT_BAD_INPUT : err ? EXIT_DEVICE : kiosk->exit_code;
	close_all(kiosk);
	return code;
}
