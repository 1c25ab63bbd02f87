/*
 * The strip of captions: what is being read aloud, in words, between the body
 * and the bar (reach layout: at the top of the glass, where nothing is pressed).
 *
 * Its height is a whole number of lines and never follows the words, so that no
 * sentence moves the page.  It is a node of the toolkit, not of the tree: never
 * spoken, focused or pressed, and what walks look for is not found in it.
 *
 * Thread: the screen's.
 */
#ifndef UI_CAPTION_H
#define UI_CAPTION_H

#include "ui/layout.h"

#include <stddef.h>

/* Bytes of one caption, its NUL included. */
#define CAPTION_MAX 512

/* Takes the strip's room, where the view wants one; after the bar, before all else. */
void caption_place(struct layout *layout);

/* Other words in the strip, the layout otherwise as it was; they live as long as it. */
void caption_set(struct layout *layout, const char *words);

/* True when a node is the strip. */
bool caption_is(const struct layout *layout, int index);

/*
 * How many bytes of words, at most CAPTION_MAX - 1, stand in the strip at once: to the
 * end of a sentence, else of a clause, else of a word (say_split).
 */
size_t caption_split(struct type *type, const struct theme *theme, enum lang lang,
		     const char *words);
bool caption_fits(struct type *type, const struct theme *theme, enum lang lang,
		  const char *words);

#endif
