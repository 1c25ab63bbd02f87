/*
 * Painting a layout into a surface, whole or in part.
 *
 * Lines of words and drawings are copied from what type and paint keep; a part
 * (a pressed button) costs only its own pixels.  Thread: the screen's.
 */
#ifndef UI_PAINT_H
#define UI_PAINT_H

#include "ui/canvas.h"
#include "ui/ink.h"
#include "ui/layout.h"

struct paint;
struct motion;

struct paint *paint_create(struct type *type);
void paint_destroy(struct paint *paint);
void paint_wipe(struct paint *paint);

/* What the moment adds to the layout; indices of nodes, -1: none. */
struct paint_state {
	int pressed;
	int revealed;	/* a held node that shows its value */
	int focus;	/* marked, because keys or switches are used */
	const struct pen *pen;	/* in the ink box; NULL: empty */
	const struct motion *motion;	/* NULL: the first of pictures that move, no clip */
};

/* Paints what of the layout lies within clip. */
void paint_part(struct paint *paint, const struct layout *layout,
		const struct paint_state *state, SDL_Surface *surface, struct box clip);

/*
 * Moves the flow up by `by` px within the page: rows that stay are moved in
 * memory, only the strip that comes into view is painted.  Returns what changed.
 * Nothing on the glass needs it, pages do; it is here for a body that glides.
 */
struct box paint_scroll(struct paint *paint, const struct layout *layout,
			const struct paint_state *state, SDL_Surface *surface, int by);

/* The pixels that a node's change of state can touch, its focus mark included. */
struct box paint_reach(const struct layout *layout, int index);

/* One more piece of a stroke, from point at - 1 to point at; returns what was touched. */
struct box paint_ink(const struct layout *layout, int index, const struct pen *pen, int at,
		     SDL_Surface *surface);

#endif
