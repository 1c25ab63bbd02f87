/* The eight families of trades. */
#include "ui/picture_trade.h"

#include "ui/vector.h"

static const struct vector machine[] = {	/* a welder's mask */
	{ V_LINE, { 14, 8, 50, 8 } }, { V_LINE, { 14, 8, 14, 36 } }, { V_LINE, { 50, 8, 50, 36 } },
	{ V_LINE, { 14, 36, 20, 52 } }, { V_LINE, { 50, 36, 44, 52 } },
	{ V_LINE, { 20, 52, 32, 58 } }, { V_LINE, { 44, 52, 32, 58 } },
	{ V_BOX, { 21, 18, 22, 12, 3 } }, { V_LINE, { 26, 42, 38, 42 } }, { V_END, { 0 } },
};

static const struct vector electric[] = {	/* a flash */
	{ V_LINE, { 38, 6, 16, 36 } }, { V_LINE, { 16, 36, 30, 36 } },
	{ V_LINE, { 30, 36, 26, 58 } }, { V_LINE, { 26, 58, 48, 26 } },
	{ V_LINE, { 48, 26, 34, 26 } }, { V_LINE, { 34, 26, 38, 6 } }, { V_END, { 0 } },
};

static const struct vector food[] = {	/* a steaming pan */
	{ V_LINE, { 8, 30, 58, 30 } }, { V_LINE, { 8, 30, 12, 44 } },
	{ V_LINE, { 12, 44, 22, 54 } },
	{ V_LINE, { 22, 54, 38, 54 } }, { V_LINE, { 38, 54, 48, 44 } },
	{ V_LINE, { 48, 44, 52, 30 } }, { V_LINE, { 24, 6, 20, 12 } },
	{ V_LINE, { 20, 12, 24, 16 } },
	{ V_LINE, { 24, 16, 20, 22 } }, { V_LINE, { 38, 6, 34, 12 } },
	{ V_LINE, { 34, 12, 38, 16 } }, { V_LINE, { 38, 16, 34, 22 } }, { V_END, { 0 } },
};

static const struct vector care[] = {	/* a person at a walking frame */
	{ V_ARC, { 24, 14, 8, 0, 360 } }, { V_ARC, { 24, 40, 14, 180, 360 } },
	{ V_LINE, { 10, 40, 10, 58 } }, { V_LINE, { 38, 40, 38, 58 } },
	{ V_LINE, { 38, 34, 58, 34 } }, { V_LINE, { 56, 34, 56, 58 } },
	{ V_LINE, { 38, 46, 56, 46 } }, { V_END, { 0 } },
};

static const struct vector transport[] = {	/* a lorry */
	{ V_LINE, { 4, 14, 38, 14 } }, { V_LINE, { 4, 14, 4, 48 } }, { V_LINE, { 38, 14, 38, 48 } },
	{ V_LINE, { 38, 26, 50, 26 } }, { V_LINE, { 50, 26, 60, 38 } },
	{ V_LINE, { 60, 38, 60, 48 } }, { V_LINE, { 4, 48, 10, 48 } },
	{ V_LINE, { 22, 48, 42, 48 } }, { V_LINE, { 54, 48, 60, 48 } },
	{ V_ARC, { 16, 50, 6, 0, 360 } }, { V_ARC, { 48, 50, 6, 0, 360 } }, { V_END, { 0 } },
};

static const struct vector service[] = {	/* a shop on a screen */
	{ V_LINE, { 8, 8, 56, 8 } }, { V_LINE, { 56, 8, 56, 44 } }, { V_LINE, { 56, 44, 8, 44 } },
	{ V_LINE, { 8, 44, 8, 8 } }, { V_LINE, { 32, 44, 32, 56 } }, { V_LINE, { 20, 57, 44, 57 } },
	{ V_LINE, { 18, 16, 24, 16 } }, { V_LINE, { 24, 16, 28, 30 } },
	{ V_LINE, { 28, 30, 42, 30 } }, { V_LINE, { 42, 30, 46, 20 } },
	{ V_LINE, { 46, 20, 26, 20 } }, { V_BOX, { 27, 34, 5, 5, 2 } },
	{ V_BOX, { 39, 34, 5, 5, 2 } },
	{ V_END, { 0 } },
};

static const struct vector chemical[] = {	/* a helmet */
	{ V_ARC, { 32, 44, 24, 180, 360 } }, { V_LINE, { 4, 46, 60, 46 } },
	{ V_LINE, { 4, 46, 4, 54 } }, { V_LINE, { 60, 46, 60, 54 } },
	{ V_LINE, { 4, 54, 60, 54 } }, { V_LINE, { 26, 22, 26, 36 } },
	{ V_LINE, { 38, 22, 38, 36 } }, { V_END, { 0 } },
};

static const struct vector farm[] = {	/* a seedling */
	{ V_LINE, { 32, 28, 32, 56 } }, { V_LINE, { 16, 57, 48, 57 } },
	{ V_ARC, { 12, 30, 20, 270, 360 } }, { V_ARC, { 32, 10, 20, 90, 180 } },
	{ V_ARC, { 52, 42, 20, 180, 270 } }, { V_ARC, { 32, 22, 20, 0, 90 } },
	{ V_END, { 0 } },
};

static const struct vector *const trades[] = {
	machine, electric, food, care, transport, service, chemical, farm,
};

#define TRADES ((int)(sizeof(trades) / sizeof(trades[0])))

bool picture_is_trade(enum picture picture)
{
	return picture >= PICTURE_TRADE && picture < PICTURE_TRADE + TRADES;
}

void picture_draw_trade(struct canvas *canvas, enum picture picture, struct box box,
			uint32_t line)
{
	vector_draw(canvas, trades[picture - PICTURE_TRADE], box, line);
}

/* A bar that stands on the box's lower edge; of nothing there is still a line to be seen. */
void picture_draw_bar(struct canvas *canvas, enum picture picture, struct box box, uint32_t line)
{
	int eighths = (int)picture - PICTURE_BAR, w = box.w * 3 / 5;
	int h = box.h * eighths / PICTURE_BAR_EIGHTHS, least = box.h / 16 + 1;

	h = h < least ? least : h;
	canvas_fill(canvas, (struct box){ box.x + (box.w - w) / 2, box.y + box.h - h, w, h },
		    line);
}
