/*
 * The limit of "start to first painted frame": an SDL2 window of the kiosk's
 * size, painted once and shown, and nothing else.  Says "first frame" as the
 * kiosk does.
 */
#include <SDL.h>
#include <stdio.h>

int main(void)
{
	SDL_Window *window;
	SDL_Surface *surface;

	/* as the kiosk: without it Mesa is loaded to copy pixels */
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	if (SDL_Init(SDL_INIT_VIDEO))
		return 3;
	window = SDL_CreateWindow("bare", 0, 0, 1080, 1920, SDL_WINDOW_BORDERLESS);
	surface = window ? SDL_GetWindowSurface(window) : NULL;
	if (!surface)
		return 3;
	SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 0xf4, 0xf6, 0xf8));
	SDL_UpdateWindowSurface(window);
	fprintf(stderr, "first frame\n");
	while (!SDL_QuitRequested())	/* SDL makes SIGTERM a wish to quit */
		SDL_Delay(1);
	SDL_Quit();
	return 0;
}
