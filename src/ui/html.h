/*
 * A screen as an HTML document, so that what judges documents can judge it: landmarks,
 * headings, roles, names, states and language from the tree, colours and sizes of letters
 * from the theme.
 *
 * The whole tree stands in it, in the order of the focus, however many pages the glass
 * makes of it; names are what one person's headphones hear.  Thread: the screen's.
 */
#ifndef UI_HTML_H
#define UI_HTML_H

#include "base/text.h"
#include "ui/theme.h"

void html_write(const struct tree *tree, const struct theme *theme, struct text *out);

#endif
