/*
 * From the tree of nodes to boxes on the glass.
 *
 * Header, acts and help bar keep their places to the pixel (ui/strips.h), so do steps and
 * captions from page to page; the body (or an overlay in its place) flows between them and
 * is cut into pages where it is longer than the glass, between lines and never through one.
 * The toolkit adds the pair of buttons that turn pages; there is no horizontal scroll, and
 * in the body nothing is made smaller to fit but a title above what must stand whole.
 *
 * In the reach layout only what is pressed has to be low: words flow on the whole glass,
 * and a page of the body sinks until its first target is within reach.
 *
 * Values only: reads the tree, which must outlive the layout.  Thread: the screen's.
 */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "ui/wrap.h"
#include "ui/theme.h"

struct box {
	int x;
	int y;
	int w;
	int h;
};

/* What the toolkit adds: where a body has several pages, and for captions. */
enum extra { EXTRA_BACK_PAGE, EXTRA_PAGE, EXTRA_MORE, EXTRA_CAPTION, EXTRAS };

#define ITEMS_MAX (NODES_MAX + EXTRAS)
#define SPANS_MAX 4096
#define PAGES_MAX 64

/* Verbs of the toolkit's own buttons; screens use positive ones. */
enum { VERB_MORE = -1, VERB_BACK_PAGE = -2 };

/* A node's place; spans index layout->spans. */
struct item {
	struct box box;		/* in the flow: y from the flow's start; else on the glass */
	struct box mark;	/* radio, tick, badge sign, chevron, bar of a step; w 0: none */
	struct box words;	/* where its lines stand */
	const char *text;	/* the label without a mark that is drawn as a picture */
	int natural;		/* px it would like to be wide; -1: not asked yet */
	int em;			/* px of its letters where they had to give way; 0: the look's */
	int span;
	int spans;
	int value_span;		/* what a held node reveals */
	int value_spans;
	bool placed;
	bool flows;
	bool centre;
	struct box note;	/* where a tile's count stands, an option's picture */
	int lower;		/* px by which an ink box or a picture gives way to the page */
};

struct layout {
	const struct tree *tree;
	const struct theme *theme;
	struct type *type;
	struct node extra[EXTRAS];
	char page_words[32];	/* "1 / 3" */
	char page_spoken[96];
	struct item items[ITEMS_MAX];
	int count;		/* of the tree's nodes and, with pages or captions, EXTRAS more */
	struct span spans[SPANS_MAX];
	int span_count;
	struct box glass;	/* where targets stand: the lower part in the reach layout */
	struct box header;	/* h 0: none */
	struct box steps;
	struct box flow;	/* the part of the glass that the body's pages fill */
	struct box bar;		/* the acts; h 0: none */
	struct box help;	/* h 0: none */
	struct box caption;	/* h 0: none */
	const char *caption_words;	/* what stands in it, kept from run to run; NULL: none */
	int page;
	int pages;
	int page_top[PAGES_MAX + 1];	/* where pages begin in the flow */
	int page_end[PAGES_MAX];
	int page_drop[PAGES_MAX];	/* px by which a page sinks into reach */
	int overlay;		/* node index, -1: none */
	int key_px;		/* height of a keypad's keys where the page has room; 0: least */
	bool compact;		/* less air and lower buttons, where that saves a page */
	bool terse;		/* and a smaller title, where that keeps something whole */
	int air;		/* which of these it is, of layout.c */
	bool steps_short;	/* words of the present step only */
	bool rail;		/* steps stand at the left (landscape) */
};

/* Lays the tree out; page is brought into range. */
void layout_run(struct layout *layout, const struct tree *tree,
		const struct theme *theme, struct type *type, int page);

/* Shows another page without laying out anew. */
void layout_turn(struct layout *layout, int page);

const struct node *layout_node(const struct layout *layout, int index);

/* Index of an id, extras included; -1 when there is none. */
int layout_find(const struct layout *layout, const char *id);

/* The part of an item that is on the glass now; false when none of it is. */
bool layout_shown(const struct layout *layout, int index, struct box *ret_box);

/* The page on which an item begins; -1 for one that stands on all of them. */
int layout_page_of(const struct layout *layout, int index);

/* From the flow's y to the glass's, on the present page. */
int layout_flow_dy(const struct layout *layout);

/* The letters of a look on this screen, and of an item that may have smaller ones. */
struct face layout_face(const struct layout *layout, enum look look);
struct face layout_item_face(const struct layout *layout, int index);
/* The line pitch of an item, px. */
int layout_leading(const struct layout *layout, int index);

bool node_is_target(const struct node *node);

/*
 * What is never cut by the turn of a page: a keypad with what is typed on it, an ink box,
 * the prompt for a card, a card that is pressed, a promise with its answers, and whatever a
 * screen marks so (NODE_WHOLE).
 */
bool layout_is_whole(const struct layout *layout, int index);
bool box_intersect(struct box a, struct box b, struct box *ret_box);
bool box_holds(struct box box, int x, int y);

#endif
