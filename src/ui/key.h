/*
 * The keys that a kiosk knows, by what they mean; which key of a keyboard or keypad means
 * which says ui/keymap.h.
 */
#ifndef UI_KEY_H
#define UI_KEY_H

/* The tactile keypad and whatever stands in for it. */
enum ui_key {
	KEY_NONE,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_SELECT,
	KEY_BACK,
	KEY_HELP,
	KEY_VOLUME_UP,
	KEY_VOLUME_DOWN,
	KEY_RATE_UP,
	KEY_RATE_DOWN,
	KEY_WHERE,	/* where am I: the screen and the focus, spoken */
	KEY_REPEAT,
	KEY_PAUSE,
	KEY_SWITCH_1,	/* of a switch box: through ui/scan, then input_scan */
	KEY_SWITCH_2,
	KEY_SWITCH_3,
	KEY_SWITCH_4,
	KEY_BLANK,	/* audio only: the glass goes dark, or comes back */
	KEYS,
};

/* "up", "volume-up" …: as walks and the keypad's configuration write them. */
const char *key_name(enum ui_key key);
enum ui_key key_find(const char *name);	/* KEY_NONE when there is none */

#endif
