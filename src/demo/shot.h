/*
 * A picture of the glass as a PNG file.
 */
#ifndef DEMO_SHOT_H
#define DEMO_SHOT_H

#include "base/err.h"

#include <SDL.h>

/* Writes the surface (any format) to path, 8-bit RGB.  ERR_IO, logged. */
enum err shot_write(SDL_Surface *surface, const char *path) MUST_CHECK;

#endif
