/*
 * Where the program finds its folders: what is shipped (base/program.h), the configuration,
 * the data, and a private folder for sockets that goes when it ends.
 */
#ifndef CONFIG_PATHS_H
#define CONFIG_PATHS_H

#include "base/err.h"

#include <stdbool.h>

#define PATHS_LENGTH_MAX 1024

struct paths {
	char words[PATHS_LENGTH_MAX];
	char fonts[PATHS_LENGTH_MAX];	/* the list of fonts */
	char speech[PATHS_LENGTH_MAX];
	char config[PATHS_LENGTH_MAX];
	char data[PATHS_LENGTH_MAX];
	char run[PATHS_LENGTH_MAX];
	char letters[PATHS_LENGTH_MAX];	/* drawn for the next start; in data */
	char first_letters[PATHS_LENGTH_MAX];	/* for the very first start; shipped */
	bool data_is_ours;	/* made for one walk: it goes when the walk ends */
	int run_lock, data_lock;	/* held on what is ours as long as we live; -1: none */
};

/*
 * config, data: as named on the command line, or NULL; kiosk.yaml itself means its
 * folder.  Without config it is program_config; without data a walk gets a fresh folder,
 * and the kiosk the one of store_default_dir.
 */
enum err paths_find(struct paths *paths, const char *config,
		     const char *data, bool walking) MUST_CHECK;

/* Takes the private folders away again. */
void paths_leave(struct paths *paths);

/*
 * Takes away the private folders of those that were struck dead and could not: this user's,
 * a minute old at least, and held by nobody.
 */
void paths_clear_left(void);

#endif
