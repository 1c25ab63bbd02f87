/*
 * `run`: from the configuration to the first frame as fast as can be, then the
 * rest; and everything given back in the opposite order.
 */
#include "base/log.h"
#include "base/program.h"
#include "base/service.h"
#include "base/words.h"
#include "demo/tray.h"
#include "demo/walker.h"
#include "helpers/rig.h"
#include "kiosk/interrupted.h"
#include "kiosk/kiosk.h"
#include "kiosk/plugs.h"
#include "kiosk/reload.h"
#include "kiosk/switches.h"
#include "programs/kiosk/run.h"
#include "receipt/signer.h"
#include "screens/screens.h"
#include "session/offers.h"
#include "tools/commands.h"
#include "ui/keymap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The kiosk, and what a demonstration puts around it. */
struct assembly {
	struct kiosk *kiosk;
	struct rig rig;
	struct walker *walker;	/* NULL without --walk */
	struct tray *tray;	/* window of demo cards beside the kiosk; NULL without --tray */
};

static void keep_first(void *context, const struct diag *diag)
{
	struct diag *first = context;

	if (!first->what[0])
		*first = *diag;
}

/* A hall's own kiosk plays nothing without being told to. */
static bool is_of_a_hall(const struct run_options *options)
{
	return !options->demo && !options->config && program_is_installed();
}

/* A demonstration asks nobody for anything real, and a walk plays one. */
static enum err refuse_root(const struct kiosk *kiosk, const struct run_options *options,
			    struct diag *diag)
{
	if (geteuid() != 0 || kiosk->config.demo || options->demo || options->walk)
		return ERR_OK;
	return diag_set(diag, "run", 0, 0, "not as root: whoever broke it would have the machine; "
			"start its unit, or: runuser -u skills-kiosk -- skills-kiosk run");
}

static enum err open_config(struct kiosk *kiosk, const struct run_options *options,
			    struct diag *diag)
{
	struct config_paths paths;
	enum err err;

	if (paths_find(&kiosk->paths, options->config, options->data,
		       options->walk || options->letters))
		return diag_set(diag, "", 0, 0, "the program's folders cannot be found or made");
	paths = (struct config_paths){ kiosk->paths.config, kiosk->paths.data,
					 kiosk->paths.run };
	err = config_check(&paths, is_of_a_hall(options), &kiosk->config, keep_first, diag);
	return err ? err : refuse_root(kiosk, options, diag);
}

/* The part of the display that the window may have, in percent; 0: all of it, to the pixel. */
static int room_to(const struct kiosk *kiosk, const struct run_options *options)
{
	/* a desk's display is smaller than a kiosk's, and shared with the tray */
	if (options->tray)
		return TRAY_FROM_PERCENT;
	return kiosk->config.demo && !options->walk ? 100 : 0;
}

enum err run_open_glass(struct kiosk *kiosk, const struct run_options *options,
			struct diag *diag)
{
	struct ui_setup setup = {
		.fonts_list = kiosk->paths.fonts,
		.letters = options->letters ? NULL : kiosk->paths.letters,
		.first_letters = kiosk->paths.first_letters,
		.title = "skills-kiosk",
		.view = {
			.width_px = kiosk->config.panel_width_px,
			.height_px = kiosk->config.panel_height_px,
			.panel_mm = kiosk->config.panel_width_mm,
			.distance_mm = kiosk->config.distance_mm,
			.text = TEXT_DEFAULT,
		},
		.window = !options->letters,
		.borderless = !kiosk->config.demo || options->walk,
		.room_to = room_to(kiosk, options),
	};
	enum err err;

	if (keymap_read(kiosk->config.keypad, diag))
		return diag_set(diag, kiosk->paths.config, 0, 0, "%s", diag->what);
	err = words_check(kiosk->paths.words, diag);
	if (!err)
		err = words_open(kiosk->paths.words);
	if (err)
		return err;
	arena_init(&kiosk->arena, SCREEN_ARENA_SIZE);
	kiosk->tree = calloc(1, sizeof(*kiosk->tree));
	if (!kiosk->tree)
		return diag_set(diag, "", 0, 0, "no memory");
	return ui_create(&setup, diag, &kiosk->ui);
}

static enum err add_walker(struct assembly *assembly, const struct run_options *options,
			   struct diag *diag)
{
	enum err err;

	if (!options->walk)
		return ERR_OK;
	assembly->kiosk->shots = options->shots ? options->shots : ".";
	err = walker_create(options->walk, assembly->kiosk->shots, &assembly->rig,
			    &assembly->walker, diag);
	if (!err)
		kiosk_add_player(assembly->kiosk, &(struct kiosk_player){
			.context = assembly->walker, .play = walker_play });
	return err;
}

static enum err add_tray(struct assembly *assembly, const struct run_options *options,
			 struct diag *diag)
{
	enum err err;

	if (!options->tray)
		return ERR_OK;
	err = tray_create(assembly->kiosk, &assembly->rig, diag, &assembly->tray);
	if (!err)
		kiosk_add_player(assembly->kiosk, &(struct kiosk_player){
			.context = assembly->tray, .handle = tray_handle });
	return err;
}

static enum err show_first_frame(struct kiosk *kiosk, const struct run_options *options,
				 struct diag *diag)
{
	enum err err = run_open_glass(kiosk, options, diag);

	if (err)
		return err;
	kiosk_set_world(kiosk, options);
	session_init(&kiosk->session, kiosk_now_ms(kiosk));
	switches_reset(kiosk);
	kiosk_show(kiosk);
	return ERR_OK;
}

static enum err open_all(struct assembly *assembly, const struct run_options *options,
			 struct diag *diag)
{
	struct kiosk *kiosk = assembly->kiosk;
	enum err err = open_config(kiosk, options, diag);

	if (!err)
		err = add_walker(assembly, options, diag);
	if (!err)
		err = show_first_frame(kiosk, options, diag);
	if (!err)
		log_info("first frame");
	if (!err && rig_start(&assembly->rig, &kiosk->config))
		err = diag_set(diag, "kiosk.yaml", 0, 0, "emulators: one cannot be started");
	if (!err)
		err = add_tray(assembly, options, diag);
	if (!err) {
		paths_clear_left();
		err = kiosk_load(kiosk, diag);
	}
	if (!err && run_confine(kiosk))
		err = diag_set(diag, "", 0, 0, "this kernel lets no process give up its rights; "
			       "it must be built with seccomp");
	if (!err) {
		interrupted_tell(kiosk);
		kiosk_post_activity(kiosk);	/* the day is taken with the first step */
		if (kiosk_start_children(kiosk))
			err = diag_set(diag, "", 0, 0, "no thread or no memory for the helpers");
		plugs_watch(kiosk);
		ui_keep_letters(kiosk->ui, kiosk->paths.letters);
		if (ui_answers(kiosk->ui))
			service_tell("READY=1");
	}
	return err;
}

static void close_kiosk(struct kiosk *kiosk)
{
	ui_destroy(kiosk->ui);
	call_end(kiosk);
	fetch_end(kiosk);
	courier_close(kiosk);
	queue_finish(&kiosk->queue);
	store_close(kiosk->store);
	signer_close(kiosk->signer);
	official_close(kiosk->official);
	offers_room_destroy(kiosk->world.offers);
	pack_destroy(kiosk->pack);
	free(kiosk->courses);
	free(kiosk->institutions);
	free(kiosk->disclosures);
	free(kiosk->tree);
	arena_finish(&kiosk->arena);
	paths_leave(&kiosk->paths);
	explicit_bzero(kiosk, sizeof(*kiosk));
	free(kiosk);
}

static void close_all(struct assembly *assembly)
{
	plugs_leave(assembly->kiosk);
	kiosk_stop_children(assembly->kiosk);
	rig_stop(&assembly->rig);
	walker_destroy(assembly->walker);
	tray_destroy(assembly->tray);
	close_kiosk(assembly->kiosk);
}

/* What a build ships, so that no start has to draw the letters of its first page. */
static enum err draw_letters(struct kiosk *kiosk, const struct run_options *options,
			     struct diag *diag)
{
	enum err err = open_config(kiosk, options, diag);

	if (!err)
		err = show_first_frame(kiosk, options, diag);
	if (!err && !ui_keep_letters(kiosk->ui, options->letters))
		err = diag_set(diag, options->letters, 0, 0, "cannot be written");
	return err;
}

int kiosk_main(const struct run_options *options)
{
	struct assembly assembly = { .kiosk = calloc(1, sizeof(*assembly.kiosk)) };
	struct diag diag = { 0 };
	enum err err;
	int code;

	if (!assembly.kiosk)
		return EXIT_DEVICE;
	signal(SIGPIPE, SIG_IGN);
	reload_listen();
	err = options->letters ? draw_letters(assembly.kiosk, options, &diag) :
				 open_all(&assembly, options, &diag);
	if (err)
		diag_print(&diag);
	else if (!options->letters)
		kiosk_loop(assembly.kiosk);
	service_tell("STOPPING=1");
	code = err == ERR_INPUT ? EXIT_BAD_INPUT : err ? EXIT_DEVICE : assembly.kiosk->exit_code;
	close_all(&assembly);
	return code;
}
