/*
 * The strips that keep their places to the pixel in every size, language and contrast, on
 * every page: the header at the top of the glass, the acts and the help bar at its bottom
 * (beside each other where the glass is wide).  Their letters give way to their places, down
 * to the least size; nothing else of them ever does.
 */
#ifndef UI_STRIPS_H
#define UI_STRIPS_H

#include "ui/layout.h"

/* Header, acts and help bar, where the tree has them; layout->bar and help stand for good. */
void strips_place(struct layout *layout);

/* The room of one button of a strip, px on the glass. */
enum strip_slot { SLOT_END, SLOT_BACK, SLOT_NEXT, SLOT_DISPLAY, SLOT_LANGUAGE, SLOT_HELP, SLOTS };
struct box strips_slot(const struct theme *theme, enum strip_slot slot);

#endif
