#include "ui/coat.h"

static bool is_high(enum contrast contrast)
{
	return contrast == CONTRAST_BLACK || contrast == CONTRAST_WHITE;
}

/* High contrast has no grey to fade into: what cannot be pressed loses its outline. */
static struct coat disabled_coat(struct coat coat, enum contrast contrast)
{
	coat.ink = COLOUR_NO;
	coat.line = COLOUR_LINE;
	if (is_high(contrast))
		coat.border = 0;
	if (coat.ground != COLOUR_NONE)
		coat.ground = COLOUR_NO_GROUND;
	return coat;
}

static bool is_filled_when_chosen(enum look look)
{
	return look == LOOK_NOTCH || look == LOOK_COUNTED || look == LOOK_CHIP ||
	       look == LOOK_SECOND || look == LOOK_HELP || look == LOOK_PICK;
}

static struct coat chosen_coat(struct coat coat, enum look look)
{
	if (look == LOOK_OPTION) {
		coat.ground = COLOUR_ACT_SOFT;
		coat.line = COLOUR_ACT;
	}
	if (look == LOOK_TILE)
		return (struct coat){ COLOUR_ACT, COLOUR_SHEET, COLOUR_ACT, 3 };
	if (look == LOOK_STAFF_ACT)
		return (struct coat){ COLOUR_SHEET, COLOUR_STAFF, COLOUR_STAFF, 2 };
	if (is_filled_when_chosen(look))
		return (struct coat){ COLOUR_ACT_INK, COLOUR_ACT, COLOUR_ACT, 2 };
	return coat;
}

struct coat coat_of_node(const struct node *node, enum contrast contrast)
{
	const struct style *style = theme_style(node->look);
	struct coat coat = { style->ink, style->ground, style->line, style->border };

	if (node->flags & NODE_CHECKED)
		coat = chosen_coat(coat, node->look);
	if (node->role == ROLE_FIELD && !(node->value && node->value[0]))
		coat.ink = COLOUR_QUIET;
	/* Where the ground of a badge is the page's own, an outline makes the badge. */
	if (style->hug && coat.border == 1 && is_high(contrast))
		coat.line = coat.ink;
	return node->flags & NODE_DISABLED ? disabled_coat(coat, contrast) : coat;
}
