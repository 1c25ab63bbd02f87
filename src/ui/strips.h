/*
 * The strips that keep their places to the pixel in every size, language and contrast, on
 * every page: the header at the top of the glass, the acts and the help bar at its bottom
 * (beside each other where the glass is wide).  Their letters give way to their places, down
 * to the least size; nothing else of them ever does.  Where a member of staff stands
 * beside the visitor their strip has the place of the help bar, and nothing else moves.
 */
#ifndef UI_STRIPS_H
#define UI_STRIPS_H

#include "ui/layout.h"

/* Header, acts and help bar, where the tree has them; layout->bar and help stand for good. */
void strips_place(struct layout *layout);

/* The room of one button of a strip, px on the glass. */
enum strip_slot { SLOT_END, SLOT_BACK, SLOT_NEXT, SLOT_DISPLAY, SLOT_LANGUAGE, SLOT_HELP, SLOTS };
struct box strips_slot(const struct theme *theme, enum strip_slot slot);

/*
 * The same of a button of the staff's strip, which takes the help bar's place: the last three
 * of them stand below, the others share the row above.  nth counts from 0, of so many.
 */
struct box strips_staff_slot(const struct theme *theme, int nth, int of);
#define STAFF_SLOTS_BELOW 3

#endif
