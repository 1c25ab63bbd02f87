/*
 * Shapes on a 32-bit surface, antialiased, without SDL's renderer: boxes,
 * rounded boxes, strokes with round ends, arcs.  Nothing is drawn outside clip.
 *
 * Lengths in px.  Colours 0xRRGGBB.  Thread: the screen's.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include "ui/layout.h"

#include <SDL.h>

struct canvas {
	uint32_t *pixels;
	int pitch;	/* in pixels */
	struct box clip;
};

/* Of a surface of 32 bits a pixel, whole. */
struct canvas canvas_of(SDL_Surface *surface);

void canvas_fill(struct canvas *canvas, struct box box, uint32_t colour);

/* A filled box with round corners; ground is what lies at its corners. */
void canvas_round(struct canvas *canvas, struct box box, int radius, uint32_t colour);

/* The same with an outline of `border` px inside its edge. */
void canvas_outlined(struct canvas *canvas, struct box box, int radius, int border,
		     uint32_t line, uint32_t fill);

/* An outline alone, what is inside stays. */
void canvas_ring(struct canvas *canvas, struct box box, int radius, int border,
		 uint32_t line);
void canvas_dashed(struct canvas *canvas, struct box box, int radius, int border,
		   uint32_t line);

/* A stroke from a to b of the given width, with round ends. */
void canvas_stroke(struct canvas *canvas, double ax, double ay, double bx, double by,
		   double width, uint32_t colour);

/* A stroke along a circle from angle `from` to `to`, radians, clockwise from the right. */
void canvas_arc(struct canvas *canvas, double x, double y, double radius, double from,
		double to, double width, uint32_t colour);

void canvas_disc(struct canvas *canvas, double x, double y, double radius,
		 uint32_t colour);

/* Copies rows; both have the same format. */
void canvas_copy(struct canvas *canvas, const SDL_Surface *picture, int x, int y);

#endif
