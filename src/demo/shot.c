#include "demo/shot.h"

#include "base/log.h"

#include <errno.h>
#include <png.h>
#include <string.h>

enum err shot_write(SDL_Surface *surface, const char *path)
{
	SDL_Surface *rgb = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGB24, 0);
	png_image image = { .version = PNG_IMAGE_VERSION };
	int written;

	if (!rgb) {
		log_error("shot: %s", SDL_GetError());
		return ERR_IO;
	}
	image.width = (png_uint_32)rgb->w;
	image.height = (png_uint_32)rgb->h;
	image.format = PNG_FORMAT_RGB;
	image.flags = PNG_IMAGE_FLAG_FAST;
	written = png_image_write_to_file(&image, path, 0, rgb->pixels, rgb->pitch, NULL);
	SDL_FreeSurface(rgb);
	if (!written) {
		log_error("%s: %s", path, image.message);
		return ERR_IO;
	}
	return ERR_OK;
}
