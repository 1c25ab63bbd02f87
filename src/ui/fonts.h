/*
 * The ordered list of fonts (fonts/fonts.list), opened when a character first
 * needs them: a file is mapped once and shared by all its sizes.
 *
 * Thread: the screen's.  SDL_ttf stays inside src/ui.
 */
#ifndef UI_FONTS_H
#define UI_FONTS_H

#include "base/diag.h"
#include "base/words.h"

#include <SDL_ttf.h>

#include <stdbool.h>
#include <stdint.h>

struct fonts;

/* One cut of a text's letters. */
struct face {
	enum lang lang;	/* the same character is drawn differently in zh_TW */
	bool bold;
	int em_px;
};

/*
 * Reads the list; opens no font yet.  ERR_INPUT with diag set; ERR_ABSENT when
 * none of the listed files is installed.  A listed file that is not there is
 * logged with its package and left out.
 */
enum err fonts_open(const char *list_path, struct diag *diag,
		    struct fonts **ret_fonts) MUST_CHECK;
void fonts_close(struct fonts *fonts);

/* One line of the list: the file, the package it comes with, whether it is there. */
typedef void fonts_report(void *context, const char *package, const char *path, bool there);

/* Reports every listed font without opening any; ERR_INPUT with diag: the list is wrong. */
enum err fonts_look(const char *list_path, fonts_report *report, void *context,
		    struct diag *diag) MUST_CHECK;

/* The first listed font that has the character, or NULL: then nothing can draw it. */
TTF_Font *fonts_pick(struct fonts *fonts, struct face face, uint32_t character);

/* True when the face's own font has the character, whatever its size. */
bool fonts_first_has(struct fonts *fonts, struct face face, uint32_t character);

/* True when the face's own font has it, so that an ideograph is 1 em wide. */
bool fonts_is_first(struct fonts *fonts, struct face face, const TTF_Font *font);

/* A sum of which files there are, and of who draws their letters: other letters, another sum. */
uint64_t fonts_digest(const struct fonts *fonts);

/* Height of a capital I per em, from the first font's OS/2 table. */
double fonts_cap_ratio(struct fonts *fonts);

/* Files mapped so far (budget: three before the first frame). */
int fonts_files_open(const struct fonts *fonts);

/*
 * Gives up what is mapped of the files until it is read again: pages that the kernel has in
 * its cache anyway, two times six megabytes of them after a page of text.
 */
void fonts_unload(const struct fonts *fonts);

/* Closes every size, and with it the glyphs and last texts that SDL_ttf keeps. */
void fonts_forget(struct fonts *fonts);

#endif
