/*
 * Which key of a keyboard or USB keypad means what.  A hall maps its keypad in
 * its configuration; this is the map that works without one.
 *
 * Thread: set at start, then the main thread's.
 */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "base/diag.h"
#include "ui/input.h"

#include <SDL.h>

/* KEY_NONE for a key without a meaning. */
enum ui_key keymap_key(SDL_Scancode scancode);

/* The digit or small letter that a key types, or "\b" for delete; false where it types none. */
bool keymap_text(SDL_Scancode scancode, char text[8]);

/*
 * Lets a key mean something else: scancode by SDL's name ("Keypad 8", "F1").
 * ERR_INPUT when there is no such key.
 */
enum err keymap_set(const char *scancode_name, enum ui_key key) MUST_CHECK;

/*
 * A keypad of a hall: "Keypad 8=up, Keypad 2=down, Keypad 5=select, F9=switch-1".
 * ERR_INPUT and diag (what, without a place) at the first pair that is wrong;
 * pairs before it hold.
 */
enum err keymap_read(const char *list, struct diag *diag) MUST_CHECK;

/* What the keys of such a list mean, a bit 1 << enum ui_key each; a wrong pair means nothing. */
uint32_t keymap_meanings(const char *list);

#endif
