/*
 * People: how they liked it, from very poor to very good, and the situations that a person
 * can be in.
 */
#include "ui/picture_people.h"

#include "ui/vector.h"

static const struct vector very_poor[] = {
	{ V_ARC, { 32, 32, 28, 0, 360 } }, { V_BOX, { 20, 24, 5, 8, 2 } },
	{ V_BOX, { 39, 24, 5, 8, 2 } }, { V_LINE, { 15, 17, 26, 22 } },
	{ V_LINE, { 49, 17, 38, 22 } }, { V_ARC, { 32, 57, 15, 220, 320 } },
	{ V_END, { 0 } },
};

static const struct vector poor[] = {
	{ V_ARC, { 32, 32, 28, 0, 360 } }, { V_BOX, { 20, 20, 5, 10, 2 } },
	{ V_BOX, { 39, 20, 5, 10, 2 } }, { V_ARC, { 32, 57, 16, 220, 320 } },
	{ V_END, { 0 } },
};

static const struct vector fair[] = {
	{ V_ARC, { 32, 32, 28, 0, 360 } }, { V_BOX, { 20, 20, 5, 10, 2 } },
	{ V_BOX, { 39, 20, 5, 10, 2 } }, { V_LINE, { 21, 45, 43, 45 } },
	{ V_END, { 0 } },
};

static const struct vector good[] = {
	{ V_ARC, { 32, 32, 28, 0, 360 } }, { V_BOX, { 20, 20, 5, 10, 2 } },
	{ V_BOX, { 39, 20, 5, 10, 2 } }, { V_ARC, { 32, 30, 16, 30, 150 } },
	{ V_END, { 0 } },
};

static const struct vector very_good[] = {
	{ V_ARC, { 32, 32, 28, 0, 360 } }, { V_BOX, { 20, 20, 5, 10, 2 } },
	{ V_BOX, { 39, 20, 5, 10, 2 } }, { V_LINE, { 18, 37, 46, 37 } },
	{ V_ARC, { 32, 37, 14, 0, 180 } }, { V_END, { 0 } },
};

static const struct vector left_school[] = {	/* a graduate's cap */
	{ V_LINE, { 32, 12, 60, 24 } }, { V_LINE, { 60, 24, 32, 36 } },
	{ V_LINE, { 32, 36, 4, 24 } }, { V_LINE, { 4, 24, 32, 12 } },
	{ V_LINE, { 16, 31, 16, 46 } }, { V_LINE, { 16, 46, 26, 52 } },
	{ V_LINE, { 26, 52, 38, 52 } }, { V_LINE, { 38, 52, 48, 46 } },
	{ V_LINE, { 48, 46, 48, 31 } }, { V_LINE, { 60, 24, 60, 42 } },
	{ V_END, { 0 } },
};

static const struct vector from_farm[] = {	/* from the field to the town */
	{ V_LINE, { 12, 30, 12, 56 } }, { V_LINE, { 4, 30, 12, 40 } },
	{ V_LINE, { 12, 40, 20, 30 } }, { V_LINE, { 22, 46, 36, 46 } },
	{ V_LINE, { 30, 40, 36, 46 } }, { V_LINE, { 36, 46, 30, 52 } },
	{ V_LINE, { 44, 56, 44, 10 } }, { V_LINE, { 44, 10, 60, 10 } },
	{ V_LINE, { 60, 10, 60, 56 } }, { V_BOX, { 49, 18, 5, 5, 1 } },
	{ V_BOX, { 49, 30, 5, 5, 1 } }, { V_LINE, { 4, 57, 60, 57 } },
	{ V_END, { 0 } },
};

static const struct vector no_work[] = {	/* a case, struck out */
	{ V_LINE, { 6, 22, 58, 22 } }, { V_LINE, { 58, 22, 58, 54 } },
	{ V_LINE, { 58, 54, 6, 54 } }, { V_LINE, { 6, 54, 6, 22 } },
	{ V_LINE, { 22, 22, 22, 12 } }, { V_LINE, { 22, 12, 42, 12 } },
	{ V_LINE, { 42, 12, 42, 22 } }, { V_LINE, { 8, 60, 56, 16 } },
	{ V_END, { 0 } },
};

static const struct vector new_post[] = {	/* from one place to another */
	{ V_LINE, { 8, 22, 54, 22 } }, { V_LINE, { 44, 12, 54, 22 } },
	{ V_LINE, { 54, 22, 44, 32 } }, { V_LINE, { 56, 46, 10, 46 } },
	{ V_LINE, { 20, 36, 10, 46 } }, { V_LINE, { 10, 46, 20, 56 } },
	{ V_END, { 0 } },
};

static const struct vector veteran[] = {	/* a medal */
	{ V_LINE, { 20, 4, 32, 24 } }, { V_LINE, { 32, 24, 44, 4 } },
	{ V_LINE, { 32, 24, 43, 58 } }, { V_LINE, { 43, 58, 14, 37 } },
	{ V_LINE, { 14, 37, 50, 37 } }, { V_LINE, { 50, 37, 21, 58 } },
	{ V_LINE, { 21, 58, 32, 24 } }, { V_END, { 0 } },
};

static const struct vector soldiers_family[] = {	/* a heart, and a star in it */
	{ V_ARC, { 19, 24, 13, 150, 360 } }, { V_ARC, { 45, 24, 13, 180, 390 } },
	{ V_LINE, { 8, 30, 32, 56 } }, { V_LINE, { 32, 56, 56, 30 } },
	{ V_LINE, { 32, 24, 36, 37 } }, { V_LINE, { 36, 37, 25, 29 } },
	{ V_LINE, { 25, 29, 39, 29 } }, { V_LINE, { 39, 29, 28, 37 } },
	{ V_LINE, { 28, 37, 32, 24 } }, { V_END, { 0 } },
};

static const struct vector disabled[] = {	/* a wheelchair */
	{ V_ARC, { 26, 9, 5, 0, 360 } }, { V_LINE, { 26, 18, 26, 36 } },
	{ V_LINE, { 26, 36, 42, 36 } }, { V_LINE, { 42, 36, 48, 54 } },
	{ V_LINE, { 48, 54, 56, 54 } }, { V_LINE, { 26, 26, 38, 26 } },
	{ V_ARC, { 27, 43, 15, 40, 290 } }, { V_END, { 0 } },
};

static const struct vector poor_worker[] = {	/* somebody with a hoe */
	{ V_ARC, { 20, 11, 7, 0, 360 } }, { V_LINE, { 20, 20, 20, 40 } },
	{ V_LINE, { 20, 40, 12, 58 } }, { V_LINE, { 20, 40, 28, 58 } },
	{ V_LINE, { 20, 26, 38, 34 } }, { V_LINE, { 34, 54, 46, 10 } },
	{ V_LINE, { 46, 10, 60, 16 } }, { V_END, { 0 } },
};

static const struct vector poor_child[] = {	/* a grown-up and a child */
	{ V_ARC, { 20, 12, 8, 0, 360 } }, { V_ARC, { 20, 38, 13, 180, 360 } },
	{ V_LINE, { 7, 38, 7, 58 } }, { V_LINE, { 33, 38, 33, 58 } },
	{ V_ARC, { 48, 29, 6, 0, 360 } }, { V_ARC, { 48, 50, 9, 180, 360 } },
	{ V_LINE, { 39, 50, 39, 58 } }, { V_LINE, { 57, 50, 57, 58 } },
	{ V_END, { 0 } },
};

static const struct vector recognised[] = {	/* a paper with its seal */
	{ V_LINE, { 12, 6, 52, 6 } }, { V_LINE, { 52, 6, 52, 58 } },
	{ V_LINE, { 52, 58, 12, 58 } }, { V_LINE, { 12, 58, 12, 6 } },
	{ V_LINE, { 20, 18, 44, 18 } }, { V_LINE, { 20, 29, 44, 29 } },
	{ V_ARC, { 42, 45, 6, 0, 360 } }, { V_LINE, { 20, 40, 28, 40 } },
	{ V_END, { 0 } },
};

static const struct vector nobody_works[] = {	/* a house with a nought */
	{ V_LINE, { 4, 32, 32, 8 } }, { V_LINE, { 32, 8, 60, 32 } },
	{ V_LINE, { 11, 28, 11, 57 } }, { V_LINE, { 11, 57, 53, 57 } },
	{ V_LINE, { 53, 57, 53, 28 } }, { V_ARC, { 32, 42, 9, 0, 360 } },
	{ V_END, { 0 } },
};

static const struct vector poor_farm[] = {	/* a house and a seedling */
	{ V_LINE, { 4, 32, 22, 14 } }, { V_LINE, { 22, 14, 40, 32 } },
	{ V_LINE, { 9, 30, 9, 56 } }, { V_LINE, { 35, 30, 35, 56 } },
	{ V_LINE, { 4, 57, 60, 57 } }, { V_LINE, { 50, 34, 50, 56 } },
	{ V_LINE, { 42, 36, 50, 45 } }, { V_LINE, { 50, 45, 58, 36 } },
	{ V_END, { 0 } },
};

static const struct vector paired[] = {	/* two places that belong together */
	{ V_ARC, { 14, 44, 10, 0, 360 } }, { V_ARC, { 50, 44, 10, 0, 360 } },
	{ V_ARC, { 32, 40, 24, 205, 335 } }, { V_LINE, { 24, 44, 40, 44 } },
	{ V_END, { 0 } },
};

static const struct vector *const people[] = {
	very_poor, poor, fair, good, very_good,
	left_school, from_farm, no_work, new_post, veteran, soldiers_family, disabled,
	poor_worker, poor_child, recognised, nobody_works, poor_farm, paired,
};

#define PEOPLE ((int)(sizeof(people) / sizeof(people[0])))

_Static_assert(PEOPLE == PICTURE_TRADE - PICTURE_FACE, "a drawing for each");

bool picture_is_people(enum picture picture)
{
	return picture >= PICTURE_FACE && picture < PICTURE_TRADE;
}

void picture_draw_people(struct canvas *canvas, enum picture picture, struct box box,
			 uint32_t line)
{
	vector_draw(canvas, people[picture - PICTURE_FACE], box, line);
}
