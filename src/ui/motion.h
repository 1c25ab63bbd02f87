/*
 * What moves on a page: pictures that follow each other, and a clip of sign language.
 *
 * A clip never begins by itself.  It is pressed once; from then on the clips of the pages that
 * come begin with them, until it is pressed again or the visit ends.  Where the view is still,
 * nothing moves that was not pressed on this page.
 *
 * Times by a clock that does not jump.  Thread: the screen's.
 */
#ifndef UI_MOTION_H
#define UI_MOTION_H

#include "ui/clip.h"
#include "ui/layout.h"

struct motion {
	int frame;		/* of pictures that follow each other */
	int64_t frame_due_ms;	/* when the next is shown; 0: its first was never looked after */
	struct clip *clip;	/* of this page; NULL: it has none that can be shown */
	int clip_frame;
	int64_t clip_due_ms;	/* as frame_due_ms */
	bool clip_plays;
	bool clip_wanted;	/* of the visit: it was pressed on a page before */
};

/* Another page, or none (NULL): its first picture, and its clip. */
void motion_begin(struct motion *motion, const struct tree *tree, bool still);

/* The clip was pressed: it plays from its beginning, or ends. */
void motion_press(struct motion *motion);

/*
 * What is due by now.  Nodes that must be painted again, -1 each: none.  ms until the next is
 * due; -1: nothing moves here.
 */
struct motion_due {
	int picture;
	int clip;
};
int motion_move(struct motion *motion, const struct layout *layout, int64_t now_ms,
		struct motion_due *ret_due);

/* The visit is over. */
void motion_wipe(struct motion *motion);

#endif
