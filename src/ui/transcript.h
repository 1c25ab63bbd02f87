/*
 * What stands on the glass, as text for tests: the dump of a screen and the
 * search for words.
 *
 * {"screen","page","pages","nodes":[{"id","role","label","value","state",
 * "spoken","focus","px":{"x","y","w","h"},"mm":{…}}],"elsewhere":[…]}
 *
 * nodes: what the present page shows, in the tree's order; focus is the order
 * from 0, absent where a node cannot be focused; state is a list of words
 * ("checked", "unchecked", "disabled", "focused", "private"), separated by
 * blanks.  elsewhere: nodes of other pages of a long body, with their page
 * instead of a place.  "caption", where there is a strip of captions: the words
 * that stand in it, which are no node.  Thread: the screen's.
 */
#ifndef UI_TRANSCRIPT_H
#define UI_TRANSCRIPT_H

#include "base/text.h"
#include "ui/input.h"
#include "ui/layout.h"

#define TRANSCRIPT_MAX (512u << 10)

void transcript_dump(const struct layout *layout, const struct input *input,
		     struct text *out);

/* Where words are looked for. */
enum where { WHERE_PAGE, WHERE_SCREEN };

/* True when a label or shown value of a node contains the words. */
bool transcript_has(const struct layout *layout, enum where where, const char *words);

#endif
