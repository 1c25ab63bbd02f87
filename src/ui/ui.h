/*
 * The glass: one window (or a surface in memory) that shows one tree of nodes.
 *
 *	ui_create → ui_show(tree, view) whenever the state has changed
 *	         → ui_handle(SDL_Event) → struct ui_event → the session
 *
 * Whatever is pressed from outside (walks, switches) goes the same way as a
 * finger: through coordinates, the hit test, and a press that begins and ends.
 *
 * A tree given to ui_show must live until the next ui_show or ui_wipe.
 * Thread: all of it the main thread's.
 */
#ifndef UI_UI_H
#define UI_UI_H

#include "base/diag.h"
#include "ui/input.h"
#include "ui/spoken.h"
#include "ui/theme.h"
#include "ui/transcript.h"

#include <SDL.h>

struct ui;

struct ui_setup {
	const char *fonts_list;	/* "…/fonts/fonts.list" */
	const char *letters;	/* file of ui_keep_letters; NULL: all are drawn anew */
	const char *first_letters;	/* one that was shipped, where letters is no good */
	const char *title;	/* of the window */
	struct view view;
	bool window;		/* false: a surface in memory, for tests and shots */
	bool borderless;	/* the kiosk itself; a demo on a desk has a border */
	/*
	 * Percent of the display's width between which the window stands, shown
	 * smaller where it must be; 0, 0: in its own size, centred.
	 */
	int room_from;
	int room_to;
};

/* ERR_INPUT and ERR_ABSENT: the font list, see diag; ERR_GONE: no display. */
enum err ui_create(const struct ui_setup *setup, struct diag *diag,
		   struct ui **ret_ui) MUST_CHECK;
void ui_destroy(struct ui *ui);

/*
 * Lays out, paints and presents.
 * Page and focus are kept while it is the same page of the visit (name and
 * title; another language or size of it is the same), and come back after an
 * overlay.
 */
void ui_show(struct ui *ui, const struct tree *tree, const struct view *view);

/* True when the event names this window: two may be open side by side. */
bool ui_owns(const struct ui *ui, const SDL_Event *event);

/*
 * Events that name another window are left alone.  True when ret_event is
 * something for the caller (ret_event->kind).
 */
bool ui_handle(struct ui *ui, const SDL_Event *event, struct ui_event *ret_event);

/*
 * Presses the node of an id as a finger would, turning pages to reach it, and
 * as often as NODE_AFTER_ALL asks before its action comes.
 * ERR_ABSENT: no such node on this screen; ERR_DENIED: shown but disabled.
 */
enum err ui_press(struct ui *ui, const char *id, struct ui_event *ret_event) MUST_CHECK;

/*
 * How often a finger would have pressed for all that ui_press and ui_touch did
 * until now: page turns on the way count too.
 */
unsigned ui_presses(const struct ui *ui);

/* A finger down or up on a place of the glass. */
enum finger { FINGER_DOWN, FINGER_MOVE, FINGER_UP };
struct ui_event ui_finger(struct ui *ui, enum finger finger, int x_px, int y_px,
			  uint32_t ms);
/* Down and up at one place, mm from the upper left corner of the glass. */
struct ui_event ui_touch(struct ui *ui, double x_mm, double y_mm);

/* Goes down and up (select: both). */
struct ui_event ui_key(struct ui *ui, enum ui_key key);

/*
 * "switch move", "switch select" of two calibrated switches (ui/scan.h): the
 * focus goes round without an end.
 */
struct ui_event ui_scan(struct ui *ui, bool select);

/* Where a point of the ink box (1/100 mm) stands on the glass; false: no ink box is shown. */
bool ui_ink_place(const struct ui *ui, unsigned x, unsigned y, int *ret_x_px, int *ret_y_px);
/* How large that box is, 1/100 mm; false: none is shown. */
bool ui_ink_size(const struct ui *ui, unsigned *ret_width, unsigned *ret_height);
/* What was drawn; replaced when the session's ink is another (cleared, or come back to). */
const struct pen *ui_pen(const struct ui *ui);
void ui_pen_set(struct ui *ui, const struct pen_point *points, int count);

/* The focused node, NULL: none.  Setting it marks it. */
const struct node *ui_focus(const struct ui *ui);
void ui_focus_set(struct ui *ui, const char *id);

/* Marks the focus from now on, as a key would: who is spoken to sees it too. */
void ui_focus_mark(struct ui *ui);

/* Double strikes 0 .. 500 ms, a held key 0 .. 2000 ms: EN 301 549 5.8 and 5.7. */
void ui_set_hands(struct ui *ui, const struct hands *hands);

/*
 * The words in the strip of captions (view.captions), len bytes, at most as many as
 * ui_caption_split says; 0: none.  Nothing but the strip is laid out and painted.
 */
void ui_caption(struct ui *ui, const char *words, size_t len);
/* What stands there; NULL: this view has no strip. */
const char *ui_captioned(const struct ui *ui);
/* False when what stands there had room before the letters grew. */
bool ui_caption_fits(struct ui *ui);
/* How many bytes of words stand in the strip at once (ui/caption.h). */
size_t ui_caption_split(struct ui *ui, enum lang lang, const char *words);

/* False when some character has no font: a name that cannot be shown or printed. */
bool ui_can_draw(struct ui *ui, const char *text);

/* The pixels: 32 bits, 0xRRGGBB. */
SDL_Surface *ui_surface(struct ui *ui);
const struct layout *ui_layout(const struct ui *ui);
void ui_dump(const struct ui *ui, struct text *out);
/* The whole screen as an HTML document (ui/html.h). */
void ui_html(const struct ui *ui, struct text *out);
bool ui_has_text(const struct ui *ui, enum where where, const char *words);

/* type_keep: once what is on the glass is the kiosk's own first page. */
bool ui_keep_letters(struct ui *ui, const char *path);

/* Paints everything anew (after the window was covered). */
void ui_repaint(struct ui *ui);

/* glass_answers of its glass. */
bool ui_answers(struct ui *ui);

/*
 * The next of the pictures that follow each other (node.frames), where it is due; nothing moves
 * where the view is still.  now_ms by a clock that does not jump.  ms until the next is due;
 * -1: nothing moves here.
 */
int ui_move(struct ui *ui, int64_t now_ms);

/*
 * Where nothing was painted for a second, what the next page reads again is given up,
 * its fonts too.  ms until that is due; -1: it has been done.
 */
int ui_rest(struct ui *ui);

/* End of a visit: forgets ink, focus, lines and glyphs, and blanks the glass. */
void ui_wipe(struct ui *ui);

#endif
