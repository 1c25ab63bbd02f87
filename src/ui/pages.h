/*
 * Cutting a long body into pages.  A page ends where nothing is cut: between
 * rows if it can be, else between the parts of a sheet, else between two lines
 * of a text.
 */
#ifndef UI_PAGES_H
#define UI_PAGES_H

#include "ui/layout.h"

/*
 * Sets pages, page_top and page_end for a flow of this height; with several
 * pages also the extra nodes that turn them, and takes their room from the flow.
 */
void pages_cut(struct layout *layout, int height);

/* By how much the first page of a flow of this height sinks into reach, px. */
int pages_drop(const struct layout *layout, int height);

/* Whether what is pressed begins only on the second page. */
bool pages_begin_with_words(const struct layout *layout);

#endif
