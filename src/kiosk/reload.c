#include "kiosk/reload.h"

#include "base/log.h"
#include "session/offers.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static volatile sig_atomic_t asked;

static void ask(int number)
{
	(void)number;
	asked = 1;
}

void reload_listen(void)
{
	struct sigaction action = { .sa_handler = ask };

	sigaction(SIGHUP, &action, NULL);
}

/* What helpers, glass and emulators were started with. */
static void keep_devices(struct config *to, const struct config *from)
{
	to->panel_width_mm = from->panel_width_mm;
	to->panel_width_px = from->panel_width_px;
	to->panel_height_px = from->panel_height_px;
	to->distance_mm = from->distance_mm;
	to->readers = from->readers;
	memcpy(to->sam, from->sam, sizeof(to->sam));
	memcpy(to->printer, from->printer, sizeof(to->printer));
	memcpy(to->headphone_jack, from->headphone_jack, sizeof(to->headphone_jack));
	memcpy(to->keypad, from->keypad, sizeof(to->keypad));
	memcpy(to->switch_box, from->switch_box, sizeof(to->switch_box));
	to->switches = from->switches;
	to->headphones = from->headphones;
	to->demo = from->demo;
	to->emulators = from->emulators;
	memcpy(to->tray, from->tray, sizeof(to->tray));
}

/* The page that is shown holds texts of the former pack: it is built anew at once. */
static void go_on_with(struct kiosk *kiosk, const struct config *config, struct pack *pack)
{
	struct pack *former = kiosk->pack;

	kiosk->config = *config;
	kiosk->pack = pack;
	kiosk->world.pack = pack;
	kiosk_open_official(kiosk);
	kiosk_name_hall(kiosk);
	kiosk_find_clips(kiosk);
	offers_room_wipe(kiosk->world.offers);
	kiosk->day.read = false;
	pack_destroy(former);
	kiosk_show(kiosk);
	log_info("what the hall has set is read again; pack %s", pack_hash(pack));
}

static enum err read_again(struct kiosk *kiosk, struct config *config, struct pack **ret_pack,
			   struct diag *diag)
{
	struct config_paths paths = { kiosk->paths.config, kiosk->paths.data, kiosk->paths.run };
	enum err err = config_load(&paths, config, diag);

	if (err)
		return err;
	keep_devices(config, &kiosk->config);
	return pack_load(config->pack, ret_pack, diag);
}

int64_t reload_taken_ns(const struct kiosk *kiosk)
{
	char path[PATHS_LENGTH_MAX + 16];
	struct stat about;

	snprintf(path, sizeof(path), "%s/packs/current", kiosk->paths.data);
	if (!kiosk->config.trust[0] || lstat(path, &about) != 0)
		return 0;
	return (int64_t)about.st_ctim.tv_sec * 1000000000 + about.st_ctim.tv_nsec;
}

/* A signed pack was put in place since: by the courier, or from a stick. */
static bool was_taken(const struct kiosk *kiosk)
{
	return reload_taken_ns(kiosk) != kiosk->taken_ns;
}

void reload_mind(struct kiosk *kiosk)
{
	struct config *config;
	struct pack *pack = NULL;
	struct diag diag = { 0 };
	char line[1024];

	if (!session_is_between_visits(&kiosk->session) || (!asked && !was_taken(kiosk)))
		return;
	asked = 0;
	kiosk->taken_ns = reload_taken_ns(kiosk);
	config = calloc(1, sizeof(*config));
	if (!config)
		return;
	if (read_again(kiosk, config, &pack, &diag) == ERR_OK) {
		go_on_with(kiosk, config, pack);
	} else {
		diag_format(&diag, line, sizeof(line));
		log_error("not read again: %s", line);
	}
	free(config);
}
