/*
 * The spoken words of a node and of a screen, from the same tree as the
 * picture.  What is private is spoken into headphones only; through the
 * loudspeaker its label is said and a hint to plug headphones in.  The caption
 * of what goes into headphones has no more than the glass: a masked name is
 * masked in it, and of a key that only headphones name it says that they do.
 *
 * Texts go into the caller's buffer; they may be private.  Any thread.
 */
#ifndef UI_SPOKEN_H
#define UI_SPOKEN_H

#include "base/text.h"
#include "ui/node.h"

#define SPEECH_MAX 2048

/* Who gets it: the whole hall, one person's headphones, or eyes on the strip of captions. */
enum audience { AUDIENCE_ALL, AUDIENCE_ONE, AUDIENCE_EYES };

/* A node that was focused: its words, what it is, and its state. */
void spoken_node(const struct node *node, enum lang lang, enum audience audience,
		 struct text *out);

/* The words of a node alone, without what it is and its state; they live as long as it does. */
const char *spoken_words(const struct node *node, enum lang lang, enum audience audience);

/* True for a key that only headphones name: to the hall all of its kind sound the same. */
bool spoken_is_unheard(const struct node *node);

/* A whole screen as it appears: headings and texts in order, a sentence each. */
void spoken_screen(const struct tree *tree, enum audience audience, struct text *out);

/* What is spoken unasked when it changes while the page stays: hints, progress, outcomes. */
void spoken_live(const struct tree *tree, enum audience audience, struct text *out);

/* Which of the macro steps this is; nothing where a page has none or an overlay covers them. */
void spoken_step(const struct tree *tree, enum audience audience, struct text *out);

/* "Where am I": the step, the screen's first heading, then the focused node (NULL: none). */
void spoken_where(const struct tree *tree, const struct node *focus,
		  enum audience audience, struct text *out);

#endif
