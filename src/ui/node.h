/*
 * The one description of a screen.
 *
 * A screen is a tree of nodes, built anew whenever the state has changed.  From
 * it, and from nothing else, come layout and paint (eyes), the spoken text
 * (ears), the order of focus (keypad and switches) and the transcript (tests).
 * What can be seen can be heard, pressed and tested.
 *
 * Texts are UTF-8 in the tree's arena or longer-lived; a tree and all its texts
 * die at the next tree_begin.  Thread: the screen's.
 */
#ifndef UI_NODE_H
#define UI_NODE_H

#include "base/arena.h"
#include "base/words.h"

#include <stdbool.h>
#include <stdint.h>

/* What a node is to a reader of the transcript (a walk's "dump NAME"). */
enum role {
	ROLE_GROUP,	/* holds others; not itself in the transcript */
	ROLE_BUTTON,
	ROLE_CHOICE,	/* one of several answers, or a box to tick */
	ROLE_FIELD,	/* what is typed, by keys of the screen or keypad */
	ROLE_INK,	/* where a signature is drawn */
	ROLE_LIST,	/* holds rows */
	ROLE_HEADING,
	ROLE_TEXT,
	ROLE_IMAGE,
};

/* How it looks; the sizes and colours behind each are in ui/theme. */
enum look {
	/* containers */
	LOOK_HEADER,	/* top of the glass: hall, masked person, demo mark */
	LOOK_STEPS,	/* the macro steps */
	LOOK_BODY,	/* what scrolls, page by page, when it is long */
	LOOK_BAR,	/* the acts: end at the left, back beside it, the next step at the right */
	LOOK_HELP_BAR,	/* bottom of the glass, on every page: settings, languages, help */
	LOOK_COLUMN,	/* children below each other */
	LOOK_LINE,	/* children beside each other, wrapped when they do not fit */
	LOOK_SPREAD,	/* two children, one at each end */
	LOOK_HALVES,	/* two children: beside each other where the glass is wide, else below */
	LOOK_FLANKED,	/* two or three children: the second has what the others leave */
	LOOK_TURN,	/* of a list that goes on: back, which part this is, on (ui/pager.h) */
	LOOK_DATE,	/* a day as a block of its own: month, day, weekday */
	LOOK_EQUAL,	/* children beside each other, equally wide */
	LOOK_SHEET,	/* a white sheet with a line around */
	LOOK_CARD,	/* a sheet that is pressed as a whole: a button around words */
	LOOK_DROP,	/* a dashed box: lay something here */
	LOOK_NOTICE,	/* a sheet in the colour of "maybe": a warning, a fault */
	LOOK_STAFF,	/* in place of the help bar, in the colour of staff: not for the visitor */
	LOOK_KEYS,	/* a grid of keys, three wide */
	LOOK_GRID,	/* tiles, `columns` beside each other; fewer where a word would be cut */
	LOOK_OVERLAY,	/* in place of the body, over everything: the idle warning */
	/* text */
	LOOK_TITLE,
	LOOK_LEAD,
	LOOK_CARD_TITLE,
	LOOK_AMOUNT,
	LOOK_STRONG,
	LOOK_BODY_TEXT,
	LOOK_NOTE,	/* quiet: what may be missed */
	LOOK_STEP_DONE,
	LOOK_STEP_NOW,
	LOOK_STEP_AHEAD,
	LOOK_YES,	/* badges: ✓ ？ — with their word */
	LOOK_MAYBE,
	LOOK_NO,
	LOOK_DEMO,
	LOOK_STAFF_NAME, /* whom LOOK_STAFF is for */
	LOOK_CAPTION,	/* the toolkit's own: what is being read aloud */
	/* to press */
	LOOK_ACT,	/* filled: the act of this page */
	LOOK_SECOND,	/* outlined */
	LOOK_END,	/* outlined in the colour of ending */
	LOOK_HELP,	/* a button of the help bar */
	LOOK_STAFF_ACT,	/* a button of LOOK_STAFF */
	LOOK_CHIP,	/* small, beside what it belongs to: 重写 */
	LOOK_LINK,	/* words and a chevron inside a sheet: 看理由 › */
	LOOK_OPTION,	/* a row of choices: mark and words */
	LOOK_TILE,	/* a choice that shows what it does: a sample or picture over its words */
	LOOK_PICK,	/* one of a few answers beside each other: filled when chosen */
	LOOK_NOTCH,	/* a choice that is one of many steps: 1 to 7 */
	LOOK_KEY,	/* a key of LOOK_KEYS */
	LOOK_COUNTED,	/* a choice of a LOOK_GRID: picture, words and a count (`value`) */
	LOOK_ENTRY,	/* what has been typed; masked where private */
	LOOK_INK,
	LOOK_PICTURE,
	LOOK_CLIP,	/* sign language, beside the words that a page begins with: ui/motion */
};

/* Of a person, as the city's document has them, in this order: enum picture from _SITUATION. */
enum situation {
	SITUATION_LEFT_SCHOOL,
	SITUATION_FROM_FARM,
	SITUATION_NO_WORK,
	SITUATION_NEW_POST,
	SITUATION_VETERAN,
	SITUATION_SOLDIERS_FAMILY,
	SITUATION_DISABLED,
	SITUATION_POOR_WORKER,
	SITUATION_POOR_CHILD,
	SITUATION_RECOGNISED,
	SITUATION_NOBODY_WORKS,
	SITUATION_POOR_FARM,
	SITUATION_PAIRED,
	SITUATIONS,
};

/* Pictures are vectors of our own, drawn by ui/picture. */
enum picture {
	PICTURE_NONE,
	PICTURE_LAY_CARD,
	PICTURE_READING,
	PICTURE_TAKE_CARD,
	PICTURE_PRINTER,	/* paper comes out */
	PICTURE_PRINTER_WAITS,	/* none does */
	PICTURE_PRINTER_ASKS,	/* nobody knows */
	PICTURE_STOP,
	PICTURE_HELP,
	PICTURE_SWITCHES,
	PICTURE_CARD_SOCIAL,	/* the three cards that are read, as they look */
	PICTURE_CARD_ID,
	PICTURE_CARD_PERMIT,
	PICTURE_READER,	/* where they are laid */
	PICTURE_LAY_FIRST,	/* a card is laid, in PICTURE_LAY_FRAMES: held over the reader, */
	PICTURE_LAY_SECOND,	/* it lies there, */
	PICTURE_LAY_THIRD,	/* it has been read */
	PICTURE_RESULTS,
	PICTURE_STANDING,	/* whoever stands before a kiosk, its whole glass filled, */
	PICTURE_SITTING,	/* or sits before one with its lower part filled */
	PICTURE_DISC_LEFT,	/* one of several times: still to be had, */
	PICTURE_DISC_PENDING,	/* applied for, */
	PICTURE_DISC_USED,	/* had */
	PICTURE_FACE,		/* five, from very poor to very good */
	PICTURE_SITUATION = PICTURE_FACE + 5, /* those that are asked about, below */
	PICTURE_TRADE = PICTURE_SITUATION + SITUATIONS, /* as core/course.h counts, from 1 */
	PICTURE_BAR = PICTURE_TRADE + 8, /* of none, and up to PICTURE_BAR_EIGHTHS more */
	PICTURE_MAP = PICTURE_BAR + 9, /* of the districts, and with each of them marked */
};

#define PICTURE_BAR_EIGHTHS 8
#define PICTURE_MAP_DISTRICTS 15
#define PICTURE_LAY_FRAMES 3

enum node_flag {
	NODE_CHECKED = 1 << 0,	/* a choice that is chosen */
	NODE_DISABLED = 1 << 1,	/* shown, not pressable */
	NODE_PRIVATE = 1 << 2,	/* spoken into headphones only */
	NODE_HOLD = 1 << 3,	/* reveals `value` while pressed, `label` else */
	NODE_FIRST_FOCUS = 1 << 4,	/* where focus begins on this screen */
	NODE_LIVE = 1 << 5,	/* spoken when it appears (a warning, a result) */
	NODE_CENTRE = 1 << 6,	/* text stands in the middle */
	NODE_MULTI = 1 << 7,	/* a choice of which several may be ticked */
	NODE_AFTER_ALL = 1 << 8,	/* a press turns the page until all have been shown */
	NODE_NAME = 1 << 10,	/* `value` is a person's name, or begins with one before " · " */
	NODE_WHOLE = 1 << 11,	/* a container that is never cut by a page turn */
	NODE_COVERS = 1 << 12,	/* of a body: what it lies over comes back as it was */
	NODE_ECHO = 1 << 9,	/* headphones hear its label, all others `spoken` */
};

/* What a press means: a verb of src/session and its argument; ui only carries it. */
struct action {
	int verb;	/* 0: none */
	int arg;
};

/* The toolkit's own, of a LOOK_CLIP (others: ui/layout.h). */
#define VERB_CLIP (-3)

struct node {
	/*
	 * "next", "end", "answer-yes": unique on a screen; needed for whatever
	 * can be pressed or typed into
	 */
	const char *id;
	enum role role;
	enum look look;
	const char *label;	/* the words on the glass */
	const char *value;	/* field: what is in it; HOLD: what is revealed; else NULL */
	const char *spoken;	/* NULL: label, with value and role words added by ui/speech */
	enum picture picture;
	int frames;		/* of pictures that follow each other from `picture`; 0: one */
	/* LOOK_PICTURE: in place of a picture, rows of a square of '1' (dark) and '0'; or NULL */
	const char *modules;
	const char *clip;	/* LOOK_CLIP: its file */
	unsigned flags;		/* enum node_flag */
	struct action action;	/* on press and release inside */
	int sample_text;	/* LOOK_TILE: `value` in 1 + enum text_size; 0: as the page is */
	int sample_contrast;	/* and in the colours of 1 + enum contrast */
	int width_mm;		/* LOOK_INK and pictures: size on the glass; 0: from the look */
	int height_mm;		/* the same; of anything else the least that it has */
	int columns;		/* LOOK_GRID */
	/* set by tree_open and tree_add */
	int parent;		/* -1: the screen itself */
	int first;		/* first child, -1 none */
	int next;		/* next sibling, -1 none */
	int last;
};

#define NODES_MAX 512

struct tree {
	struct arena *arena;
	const char *screen;	/* "results": what walks wait for */
	enum lang lang;
	int count;
	int open;		/* where the next node goes; -1: top level */
	int last_top;
	struct node nodes[NODES_MAX];
};

/* Empties the tree and its arena. screen is a literal. */
void tree_begin(struct tree *tree, struct arena *arena, const char *screen,
		enum lang lang);

/*
 * Adds a leaf, or opens a container whose children follow until tree_close.
 * Asserts the contract: something to press has an id and an action, a leaf has
 * words or a spoken text, ids are unique, the table is large enough.
 */
void tree_add(struct tree *tree, struct node node);
void tree_open(struct tree *tree, struct node node);
void tree_close(struct tree *tree);

/* The node of an id, or NULL. */
const struct node *tree_find(const struct tree *tree, const char *id);

#endif
