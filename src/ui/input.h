/*
 * From fingers and keys to what was meant.
 *
 * A press begins and ends inside the same node; a second finger, a press that
 * slides off, and the second strike of a shaky hand do nothing.  Nothing here
 * needs a gesture.  Keys move a focus that is always marked while keys are
 * used.
 *
 * A state of its own over a layout; no SDL.  Thread: the screen's.
 */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include "ui/ink.h"
#include "ui/key.h"
#include "ui/layout.h"

#define ID_MAX 64

enum ui_kind {
	UI_NOTHING,
	UI_TOUCHED,	/* something was touched, with no effect: the visitor is there */
	UI_ACTION,	/* action of node id */
	UI_INK,		/* point was added to the pen */
	UI_REVEALED,	/* node id shows its value, while held */
	UI_HIDDEN,	/* it no longer does */
	UI_FOCUSED,	/* the focus is on node id: speak it */
	UI_TURNED,	/* another page of a long body: speak it */
	UI_KEY,		/* a key that has no meaning of its own here */
	UI_TYPED,	/* a digit or letter of a keyboard, \b, or \r behind such, in text */
	UI_CLOSED,	/* the window was closed */
};

/* How quick a hand may be; 0 of a time: whatever it does counts. */
struct hands {
	int double_strike_ms;	/* strikes of one thing nearer than this are one */
	bool every_key;		/* of digits and directions too, not of select and back alone */
	int repeat_ms;		/* a held direction strikes again after so long */
};

/* A key of a keyboard or keypad as it comes in. */
struct key_stroke {
	int code;		/* which key; whatever it means */
	enum ui_key key;
	bool down;
	bool repeat;		/* the system says that it is held */
	uint32_t ms;
};

struct ui_event {
	enum ui_kind kind;
	struct action action;
	enum ui_key key;
	char id[ID_MAX];
	char text[8];
	struct pen_point point;
};

struct input {
	struct pen pen;
	uint32_t pen_began_ms;
	long pointer;		/* which finger presses; valid while `down` */
	bool down;
	bool inside;		/* of the pressed node, at this moment */
	char pressed[ID_MAX];	/* "" : none */
	int pressed_at;		/* index in the present layout, -1: none */
	char focus[ID_MAX];
	int focus_verb;		/* what its node does, 0: nothing that is to be found again */
	int focus_after;	/* how many that do the same come after it */
	bool keys_used;		/* the focus is marked */
	char last[ID_MAX];	/* released last, for double strikes */
	uint32_t last_ms;
	int key_last;		/* code of the key that was struck last, 0 none */
	uint32_t key_down_ms;	/* when it last counted */
	uint32_t key_up_ms;
	bool key_passed_over;	/* its stroke was the second of a double one */
	struct hands hands;	/* survives the wipe; default 250 ms */
};

void input_init(struct input *input);

/*
 * After a new layout: finds the pressed and the focused node again, or gives them up.  A node
 * that has gone hands the focus to one that does the same (from one language to the next), never
 * to the act of the page: who presses twice would sign.
 */
void input_follow(struct input *input, const struct layout *layout, bool new_screen);

/* Index of the node at x, y that can be pressed, -1: none. */
int input_hit(const struct layout *layout, int x, int y);

/* Times in ms.  Each returns what it meant; UI_NOTHING when nothing. */
struct ui_event input_down(struct input *input, const struct layout *layout, long pointer,
			   int x, int y, uint32_t ms);
struct ui_event input_move(struct input *input, const struct layout *layout, long pointer,
			   int x, int y, uint32_t ms);
struct ui_event input_up(struct input *input, const struct layout *layout, long pointer,
			 int x, int y, uint32_t ms);

/* A key goes down or up.  Turning of pages is the caller's: UI_ACTION with VERB_MORE. */
struct ui_event input_key(struct input *input, const struct layout *layout,
			  enum ui_key key, bool down);

/* Two switches: on to the next, from the last to the first; or press what is focused. */
struct ui_event input_scan(struct input *input, const struct layout *layout, bool select);

/* Whether a stroke counts: not the second of a double one, nor a held key too soon. */
bool input_key_counts(struct input *input, const struct key_stroke *stroke);

/* The order of focus on this page: indices into order (ITEMS_MAX), returns how many. */
int input_order(const struct layout *layout, int *order);

/* Index of the focused node, -1: none. */
int input_focus(const struct input *input, const struct layout *layout);
void input_set_focus(struct input *input, const struct layout *layout, const char *id);

void input_wipe(struct input *input);

#endif
