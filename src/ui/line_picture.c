#include "ui/line_picture.h"

#include <stdlib.h>
#include <string.h>

SDL_Surface *line_picture_blank(int width, int height, uint32_t ground)
{
	SDL_Surface *line = width <= 0 ? NULL :
		SDL_CreateRGBSurfaceWithFormat(0, width, height, 32,
					       SDL_PIXELFORMAT_RGB888);

	if (line)
		SDL_FillRect(line, NULL, ground);
	return line;
}

void line_picture_put_run(const SDL_Surface *run, SDL_Surface *line, int x, int top)
{
	const SDL_Color *colours = run->format->palette->colors;
	uint32_t palette[256];
	int width = run->w < line->w - x ? run->w : line->w - x;

	for (int i = 0; i < run->format->palette->ncolors && i < 256; i++)
		palette[i] = (uint32_t)colours[i].r << 16 |
			     (uint32_t)colours[i].g << 8 | colours[i].b;
	for (int row = 0; row < run->h; row++) {
		const uint8_t *from = (const uint8_t *)run->pixels + row * run->pitch;
		uint32_t *to;

		if (row + top < 0 || row + top >= line->h)
			continue;
		to = (uint32_t *)(void *)((uint8_t *)line->pixels +
					  (row + top) * line->pitch) + x;
		for (int i = 0; i < width; i++)
			to[i] = palette[from[i]];
	}
}

void line_picture_shade(uint32_t ink, uint32_t ground, uint32_t ret_palette[256])
{
	for (int i = 0; i < 256; i++) {
		uint32_t mixed = 0;

		for (int shift = 0; shift <= 16; shift += 8) {
			int from = ground >> shift & 0xff, to = ink >> shift & 0xff;

			mixed |= (uint32_t)(from + (to - from) * i / 255) << shift;
		}
		ret_palette[i] = mixed;
	}
}

/* Eight at once: most of a square is ground. */
static bool are_blank(const uint8_t *cover)
{
	uint64_t eight;

	memcpy(&eight, cover, sizeof(eight));
	return eight == 0;
}

void line_picture_put_letter(const struct drawn_letter *letter, const uint32_t palette[256],
			     SDL_Surface *line, int x, int baseline)
{
	int left = x + letter->x < 0 ? 0 : x + letter->x, top = baseline - letter->above;
	int width = letter->w < line->w - left ? letter->w : line->w - left;

	for (int row = 0; row < letter->h; row++) {
		const uint8_t *from = letter->cover + row * letter->w;
		uint32_t *to;

		if (row + top < 0 || row + top >= line->h)
			continue;
		to = (uint32_t *)(void *)((uint8_t *)line->pixels +
					  (row + top) * line->pitch) + left;
		for (int i = 0; i < width; i++) {
			if (i + 8 <= width && are_blank(from + i))
				i += 7;
			else if (from[i])
				to[i] = palette[from[i]];
		}
	}
}

uint8_t *line_picture_cover(const SDL_Surface *white)
{
	uint8_t *cover = malloc((size_t)white->w * (size_t)white->h);

	for (int y = 0; cover && y < white->h; y++) {
		const uint32_t *row = (const uint32_t *)(const void *)
				      ((const uint8_t *)white->pixels + y * white->pitch);

		for (int x = 0; x < white->w; x++)
			cover[y * white->w + x] = (uint8_t)row[x];
	}
	return cover;
}
