/*
 * Where the program finds its folders: the words beside it, the configuration,
 * the data, and a private folder for sockets that goes when it ends.
 */
#ifndef APP_PLACES_H
#define APP_PLACES_H

#include "base/err.h"

#include <stdbool.h>

#define PLACE_MAX 1024

struct places {
	char words[PLACE_MAX];
	char fonts[PLACE_MAX];	/* the list of fonts */
	char speech[PLACE_MAX];
	char config[PLACE_MAX];
	char data[PLACE_MAX];
	char run[PLACE_MAX];
	bool data_is_ours;	/* made for one walk: it goes when the walk ends */
};

/*
 * config, data: as named on the command line, or NULL.  Without data a walk
 * gets a fresh folder, and the kiosk the one of store_default_dir.
 */
enum err places_find(struct places *places, const char *config,
		     const char *data, bool walking) MUST_CHECK;

/* Takes the private folders away again. */
void places_leave(struct places *places);

#endif
