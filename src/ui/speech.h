/*
 * The spoken words of a node and of a screen, from the same tree as the
 * picture.  What is private is spoken into headphones only; through the
 * loudspeaker its label is said and a hint to plug headphones in.
 *
 * Texts go into the caller's buffer; they may be private.  Any thread.
 */
#ifndef UI_SPEECH_H
#define UI_SPEECH_H

#include "base/text.h"
#include "ui/node.h"

#define SPEECH_MAX 2048

/* Who can hear it. */
enum hearing { HEARING_ALL, HEARING_ONE };

/* A node that was focused: its words, what it is, and its state. */
void speech_node(const struct node *node, enum lang lang, enum hearing hearing,
		 struct text *out);

/* A whole screen as it appears: headings and texts in order, a sentence each. */
void speech_screen(const struct tree *tree, enum hearing hearing, struct text *out);

/* What is spoken unasked when it changes while the page stays: hints, progress, outcomes. */
void speech_live(const struct tree *tree, enum hearing hearing, struct text *out);

/* "Where am I": the screen's first heading, then the focused node (NULL: none). */
void speech_where(const struct tree *tree, const struct node *focus,
		  enum hearing hearing, struct text *out);

#endif
