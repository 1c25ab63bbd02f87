#include "ui/keymap.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static uint8_t map[SDL_NUM_SCANCODES] = {
	[SDL_SCANCODE_UP] = KEY_UP,
	[SDL_SCANCODE_DOWN] = KEY_DOWN,
	[SDL_SCANCODE_LEFT] = KEY_LEFT,
	[SDL_SCANCODE_RIGHT] = KEY_RIGHT,
	[SDL_SCANCODE_TAB] = KEY_DOWN,
	[SDL_SCANCODE_RETURN] = KEY_SELECT,
	[SDL_SCANCODE_KP_ENTER] = KEY_SELECT,
	[SDL_SCANCODE_SPACE] = KEY_SELECT,
	[SDL_SCANCODE_ESCAPE] = KEY_BACK,
	[SDL_SCANCODE_F1] = KEY_HELP,
	[SDL_SCANCODE_F2] = KEY_WHERE,
	[SDL_SCANCODE_F3] = KEY_REPEAT,
	[SDL_SCANCODE_F4] = KEY_PAUSE,
	[SDL_SCANCODE_F5] = KEY_RATE_DOWN,
	[SDL_SCANCODE_F6] = KEY_RATE_UP,
	[SDL_SCANCODE_F7] = KEY_VOLUME_DOWN,
	[SDL_SCANCODE_F8] = KEY_VOLUME_UP,
	[SDL_SCANCODE_F9] = KEY_SWITCH_1,
	[SDL_SCANCODE_F10] = KEY_SWITCH_2,
	[SDL_SCANCODE_F11] = KEY_BLANK,
	[SDL_SCANCODE_KP_MINUS] = KEY_VOLUME_DOWN,
	[SDL_SCANCODE_KP_PLUS] = KEY_VOLUME_UP,
};

enum ui_key keymap_key(SDL_Scancode scancode)
{
	if ((unsigned)scancode >= SDL_NUM_SCANCODES)
		return KEY_NONE;
	return (enum ui_key)map[scancode];
}

static int digit_of(SDL_Scancode scancode)
{
	if (scancode == SDL_SCANCODE_0 || scancode == SDL_SCANCODE_KP_0)
		return 0;
	if (scancode >= SDL_SCANCODE_1 && scancode <= SDL_SCANCODE_9)
		return 1 + (int)scancode - (int)SDL_SCANCODE_1;
	if (scancode >= SDL_SCANCODE_KP_1 && scancode <= SDL_SCANCODE_KP_9)
		return 1 + (int)scancode - (int)SDL_SCANCODE_KP_1;
	return -1;
}

/* By its place on the keyboard, in lower case: no state of a shift key is asked. */
static char letter_of(SDL_Scancode scancode)
{
	if (scancode < SDL_SCANCODE_A || scancode > SDL_SCANCODE_Z)
		return 0;
	return (char)('a' + (int)scancode - (int)SDL_SCANCODE_A);
}

bool keymap_text(SDL_Scancode scancode, char text[8])
{
	int digit = digit_of(scancode);
	char letter = letter_of(scancode);

	if (scancode == SDL_SCANCODE_BACKSPACE || scancode == SDL_SCANCODE_DELETE) {
		snprintf(text, 8, "\b");
		return true;
	}
	if (digit < 0 && !letter)
		return false;
	text[0] = letter ? letter : (char)('0' + digit);
	text[1] = 0;
	return true;
}

/* Without the blanks around it, in place. */
static char *trim(char *word)
{
	size_t len;

	word += strspn(word, " \t");
	len = strlen(word);
	while (len > 0 && strchr(" \t", word[len - 1]))
		word[--len] = 0;
	return word;
}

static enum err read_pair(char *pair, struct diag *diag)
{
	char *meaning = strchr(pair, '=');
	enum ui_key key;

	if (!meaning)
		return diag_set(diag, "", 0, 0, "keypad: \"%s\"; write KEY=MEANING",
				trim(pair));
	*meaning++ = 0;
	key = key_find(trim(meaning));
	if (key == KEY_NONE)
		return diag_set(diag, "", 0, 0, "keypad: no meaning \"%s\"; up, down, select, …",
				trim(meaning));
	if (keymap_set(trim(pair), key))
		return diag_set(diag, "", 0, 0, "keypad: no key \"%s\"; \"Keypad 8\", \"F1\", …",
				trim(pair));
	return ERR_OK;
}

enum err keymap_read(const char *list, struct diag *diag)
{
	char words[1024], *rest = NULL;

	if (text_copy(words, sizeof(words), list))
		return diag_set(diag, "", 0, 0, "keypad: the list is too long");
	for (char *pair = strtok_r(words, ",", &rest); pair;
	     pair = strtok_r(NULL, ",", &rest)) {
		enum err err = read_pair(pair, diag);

		if (err)
			return err;
	}
	return ERR_OK;
}

uint32_t keymap_meanings(const char *list)
{
	char words[1024], *rest = NULL;
	uint32_t bits = 0;

	if (text_copy(words, sizeof(words), list))
		return 0;
	for (char *pair = strtok_r(words, ",", &rest); pair;
	     pair = strtok_r(NULL, ",", &rest)) {
		char *meaning = strchr(pair, '=');
		enum ui_key key = meaning ? key_find(trim(meaning + 1)) : KEY_NONE;

		if (key != KEY_NONE)
			bits |= 1u << key;
	}
	return bits;
}

enum err keymap_set(const char *scancode_name, enum ui_key key)
{
	SDL_Scancode scancode = SDL_GetScancodeFromName(scancode_name);

	if (scancode == SDL_SCANCODE_UNKNOWN)
		return ERR_INPUT;
	map[scancode] = (uint8_t)key;
	return ERR_OK;
}
