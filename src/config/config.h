/*
 * What a hall sets: kiosk.yaml in the configuration folder.
 *
 * In values, ${config} is that folder, ${share} what is shipped with the program,
 * ${data} the data folder and ${run} a private folder that lives as long as the
 * program runs.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "base/diag.h"
#include "core/holder.h"
#include "core/paper_format.h"

#include <stdbool.h>
#include <stddef.h>

#define CONFIG_VALUE_MAX 512
#define CONFIG_LIST_MAX 8

/* Unless a hall sets another (at most half a second: EN 301 549 5.8). */
#define DOUBLE_STRIKE_MS 250
/* Unless a hall sets another. */
#define KEEP_DAYS 3650
/* A year longer: who saw an application is told beyond its own time. */
#define AUDIT_DAYS 4015

struct config_list {
	int count;
	char at[CONFIG_LIST_MAX][CONFIG_VALUE_MAX];
};

struct config {
	char hall_zh[96];
	char hall_en[96];
	char hall_hant[96];		/* traditional characters; "": as hall_zh */
	char terminal_zh[48];		/* "3 号自助终端" */
	char terminal_en[48];
	char terminal_hant[48];
	char contact_zh[160];		/* where a visitor asks a human */
	char contact_en[160];
	char contact_hant[160];
	char contact_easy[160];		/* in few words, for easy reading; "": as contact_zh */
	int panel_width_mm;		/* of the picture, on the glass */
	int panel_width_px;
	int panel_height_px;
	int distance_mm;		/* from the eye */
	enum assurance results;		/* needed to see personal results */
	enum assurance submit;		/* needed to submit */
	struct config_list readers;	/* SPECs of "card --reader" */
	char sam[CONFIG_VALUE_MAX];	/* SPEC, or "" */
	char printer[CONFIG_VALUE_MAX];	/* SPEC: ipp:URI, folder:DIR, sim:DIR, none */
	enum paper_format paper;	/* what it holds; A4 where nobody says */
	char pack[CONFIG_VALUE_MAX];	/* folder of the policy pack */
	char pack_named[CONFIG_VALUE_MAX];	/* as set, where a taken one is `pack` */
	/* of public keys that packs and data are signed with, or ""; where a pack was taken that
	   one of them signed, it is `pack` */
	char trust[CONFIG_VALUE_MAX];
	char official[CONFIG_VALUE_MAX];	/* the document as a text file, or "" */
	char clips[CONFIG_VALUE_MAX];	/* folder of sign-language clips by page, or "" */
	bool headphones;		/* always plugged in: private words may be spoken */
	/* device file that is there while they are plugged in, or "" */
	char headphone_jack[CONFIG_VALUE_MAX];
	char keypad[CONFIG_VALUE_MAX];	/* "Keypad 8=up, …", added to what keys mean anyway */
	bool switches;			/* a box of switches: the keys F9 and F10, or of keypad */
	/* device file that is there while it is plugged in, or "" */
	char switch_box[CONFIG_VALUE_MAX];
	int double_strike_ms;		/* strikes of one thing nearer than this are one */
	int key_repeat_ms;		/* a held key strikes again after so long; 0: never */
	char call[CONFIG_VALUE_MAX];	/* a command line that calls staff, or "" */
	bool crypto_sm;			/* a new store is sealed with SM4 and SM3 */
	char centre[CONFIG_VALUE_MAX];	/* the city's: https://HOST:PORT, or "" */
	char centre_keys[CONFIG_VALUE_MAX];	/* folder that skills-centre enrol made */
	char centre_socket[CONFIG_VALUE_MAX];	/* of this machine, that leads there; or "" */
	int keep_days;			/* an application is kept so long, then removed */
	int audit_days;			/* and a line of the audit log so long */
	bool demo;			/* invented people and emulated devices */
	/* command lines started with the kiosk: "PROGRAM ARG ..." */
	struct config_list emulators;
	char tray[CONFIG_VALUE_MAX];	/* control socket of the emulated reader, or "" */
	struct config_list seed;	/* "KIND FILE": imported into a new store */
};

/* The folders that values may name. */
struct config_paths {
	const char *config;
	const char *data;
	const char *run;
};

/*
 * Reads kiosk.yaml of that folder, then kiosk.d/NAME.yaml there by their names, each laid
 * over what came before.  ERR_INPUT with diag: the first of what is wrong.
 */
enum err config_load(const struct config_paths *paths,
		     struct config *ret_config, struct diag *diag) MUST_CHECK;

/*
 * The same, where `each` hears of everything that is wrong, in the order of the files.
 * ERR_INPUT: it has heard of something.  For a hall, what belongs to a demonstration is
 * wrong, too: invented people, devices and keys that are not real.
 */
enum err config_check(const struct config_paths *paths, bool for_a_hall,
		      struct config *ret_config,
		      void (*each)(void *context, const struct diag *diag),
		      void *context) MUST_CHECK;

#endif
