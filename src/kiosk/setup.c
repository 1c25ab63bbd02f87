/*
 * What is opened once: the pack, the store with its seed, and the world that a
 * session is stepped in.
 */
#include "kiosk/kiosk.h"
#include "kiosk/day.h"
#include "kiosk/device_test.h"
#include "kiosk/reload.h"
#include "kiosk/signing.h"
#include "base/log.h"
#include "base/text.h"
#include "session/offers.h"
#include "store/import.h"
#include "ui/clip.h"

#include <stdio.h>
#include <string.h>

/* A hall that gives no name in traditional characters, or no short one, gives the plain one. */
static struct pack_text named(const char *zh, const char *en, const char *hant, const char *easy)
{
	return (struct pack_text){ .in = {
		[LANG_ZH_HANS] = zh,
		[LANG_EN] = en,
		[LANG_ZH_HANT] = hant[0] ? hant : zh,
		[LANG_ZH_EASY] = easy[0] ? easy : zh,
	} };
}

void kiosk_name_hall(struct kiosk *kiosk)
{
	const struct config *config = &kiosk->config;
	struct session_world *world = &kiosk->world;

	world->hall = named(config->hall_zh, config->hall_en, config->hall_hant, "");
	world->counter = named(config->contact_zh, config->contact_en, config->contact_hant,
			       config->contact_easy);
	world->terminal = named(config->terminal_zh, config->terminal_en,
				config->terminal_hant, "");
	world->to_see = config->results;
	world->to_submit = config->submit;
	world->keep_days = config->keep_days;
}

static void warn_of_clip(void *context, const struct diag *diag)
{
	char line[1024];

	(void)context;
	diag_format(diag, line, sizeof(line));
	log_warn("clips: %s", line);
}

void kiosk_find_clips(struct kiosk *kiosk)
{
	const char *names[PAGE_COUNT];

	memset(kiosk->world.clips, 0, sizeof(kiosk->world.clips));
	kiosk->world.clip_folder = kiosk->config.clips[0] ? kiosk->config.clips : NULL;
	if (!kiosk->config.clips[0])
		return;
	for (int page = 0; page < PAGE_COUNT; page++)
		names[page] = session_page_name((enum visit_page)page);
	clips_find(kiosk->config.clips, names, PAGE_COUNT, kiosk->world.clips, warn_of_clip, NULL);
}

void kiosk_set_world(struct kiosk *kiosk, const struct run_options *options)
{
	const struct config *config = &kiosk->config;

	kiosk->headphones = config->headphones;	/* always there: nobody plugs them in */
	kiosk->world = (struct session_world){
		.offers = offers_room_create(),
		.demo_date = options->date != NULL,
		.program = options->program,
		.code_modules = kiosk->code_modules,
		.told = kiosk->told,
		.no_printer = strcmp(config->printer, "none") == 0,
		.device_jack = config->headphone_jack[0] != 0,
		.machine = &kiosk->machine,
		.under_age = 14,
		.utc_offset_s = CHINA_UTC_OFFSET_S,
	};
	device_test_world(kiosk);
	kiosk_name_hall(kiosk);
	kiosk_find_clips(kiosk);
	if (options->date && !date_parse(options->date, &kiosk->day.asked))
		log_error("--date was checked and is wrong now");
	kiosk->world.date = day_today(kiosk);
}

/* "KIND FILE" of the configuration, into a store that has nobody and nothing yet. */
static enum err import_seed(struct kiosk *kiosk, struct diag *diag)
{
	for (int i = 0; i < kiosk->config.seed.count; i++) {
		char kind[32];
		const char *line = kiosk->config.seed.at[i];
		size_t len = strcspn(line, " ");
		struct import_result result;
		struct text text = text_in(kind, sizeof(kind));
		enum err err;

		text_add_n(&text, line, len);
		err = import_file(kiosk->store, kind, line + len + (line[len] == ' '),
				  &result, diag);
		if (err == ERR_ABSENT)
			return diag_set(diag, "kiosk.yaml", 0, 0,
					"seed: no kind \"%s\"; it is one of %s", kind,
					import_kinds());
		if (err)
			return err;
	}
	return ERR_OK;
}

/* A store that does not open is the day's to say, and to try again (kiosk/day.c). */
static enum err seed_store(struct kiosk *kiosk, struct diag *diag)
{
	bool empty = false;

	if (store_open_mode(kiosk->paths.data, kiosk->config.crypto_sm, &kiosk->store)) {
		log_error("%s: the store does not open; run: skills-kiosk doctor",
			  kiosk->paths.data);
		return ERR_OK;
	}
	if (store_is_sm(kiosk->store) != kiosk->config.crypto_sm)
		log_warn("%s: the store was made with the other crypto than is set; run: "
			 "skills-kiosk doctor", kiosk->paths.data);
	if (store_state(kiosk->store) != STORE_READY || store_is_empty(kiosk->store, &empty) ||
	    !empty)
		return ERR_OK;
	return import_seed(kiosk, diag);
}

/* Without the document, or with another text, the pack's own words stand. */
void kiosk_open_official(struct kiosk *kiosk)
{
	struct diag diag = { 0 };
	char line[1024];

	official_close(kiosk->official);
	kiosk->world.official = kiosk->official = NULL;
	if (!kiosk->config.official[0])
		return;
	if (official_open(kiosk->pack, kiosk->config.official, &kiosk->official, &diag)) {
		diag_format(&diag, line, sizeof(line));
		log_warn("official text: %s", line);
	}
	kiosk->world.official = kiosk->official;
}

/* A taken one that a disk has spoiled is no reason to be closed: the hall's own is there. */
static enum err load_pack(struct kiosk *kiosk, struct diag *diag)
{
	enum err err = pack_load(kiosk->config.pack, &kiosk->pack, diag);
	char line[1024];

	if (!err || !kiosk->config.pack_named[0])
		return err;
	diag_format(diag, line, sizeof(line));
	log_error("the pack that was taken: %s; %s stands in for it", line,
		  kiosk->config.pack_named);
	return pack_load(kiosk->config.pack_named, &kiosk->pack, diag);
}

enum err kiosk_load(struct kiosk *kiosk, struct diag *diag)
{
	enum err err;

	kiosk->taken_ns = reload_taken_ns(kiosk);
	err = load_pack(kiosk, diag);
	if (err)
		return err;
	kiosk->world.pack = kiosk->pack;
	kiosk_open_official(kiosk);
	signing_open(kiosk);
	err = seed_store(kiosk, diag);
	courier_open(kiosk);
	fetch_open(kiosk);
	return err;
}
