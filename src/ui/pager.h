/*
 * The one row that turns pages.  A body that is longer than the glass has pages of
 * its own; a list that is longer than a screen goes on by a press of the session's
 * (LOOK_TURN: back, which part this is, on).  Both stand in the same row: on the
 * first page its left button is the list's, on the last its right one.
 * Thread: the screen's.
 */
#ifndef UI_PAGER_H
#define UI_PAGER_H

#include "ui/layout.h"

/* The tree's LOOK_TURN, -1: the list ends with this screen. */
int pager_turn(const struct layout *layout);

/* Adds the row, of one page or several; its height.  pager_stand: where its top is. */
int pager_place(struct layout *layout, bool several);
void pager_stand(struct layout *layout, int y);

/* Which of its buttons stand there on the present page, and what is said between them. */
void pager_label(struct layout *layout);

/* The page on which a button of the list stands; -1 for any other node. */
int pager_page_of(const struct layout *layout, int index);

#endif
