/*
 * The pixels of a line's picture: ground, letters and shaped runs put on it.  32 bits a
 * pixel, 0xRRGGBB, without alpha.  Thread: the screen's.
 */
#ifndef UI_LINE_PICTURE_H
#define UI_LINE_PICTURE_H

#include "ui/letters.h"

#include <SDL.h>

/* All ground, px; to be freed; NULL where the width is 0, or there is no memory. */
SDL_Surface *line_picture_blank(int width, int height, uint32_t ground);

/* Copies a shaded run (one byte a pixel, a palette from ground to ink) into the line. */
void line_picture_put_run(const SDL_Surface *run, SDL_Surface *line, int x, int top);

/* From ground to ink in 256 steps. */
void line_picture_shade(uint32_t ink, uint32_t ground, uint32_t ret_palette[256]);

/* By what it covers; x and baseline: where it begins, px from the line's left and top. */
void line_picture_put_letter(const struct drawn_letter *letter, const uint32_t palette[256],
			     SDL_Surface *line, int x, int baseline);

/* What a line drawn white on black covers, a byte a pixel; to be freed; NULL: no memory. */
uint8_t *line_picture_cover(const SDL_Surface *white);

#endif
