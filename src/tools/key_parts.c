#include "tools/key_parts.h"

#include "store/escrow.h"
#include "store/reseal.h"
#include "tools/commands.h"
#include "tools/open_store.h"

#include <stdio.h>

int key_parts_make(const char *data, const char *first, const char *second)
{
	const char *const files[2] = { first, second };
	char id[ESCROW_ID_MAX];

	switch (escrow_part(data, files, id)) {
	case ERR_OK:
		printf("key %s: %s and %s are its two parts: give them to two people, who keep "
		       "them apart; one alone opens nothing\n", id, first, second);
		return EXIT_DONE;
	case ERR_FULL:
		fprintf(stderr, "keys: %s or %s is there already: name new files\n", first, second);
		return EXIT_BAD_INPUT;
	default:
		fprintf(stderr, "keys: no parts were written; see the line above\n");
		return EXIT_DEVICE;
	}
}

int key_parts_join(const char *data, const char *first, const char *second)
{
	const char *const files[2] = { first, second };
	char id[ESCROW_ID_MAX], why[4096 + 128];

	switch (escrow_join(data, files, why, sizeof(why), id)) {
	case ERR_OK:
		printf("key %s is in %s: now skills-kiosk store restore FILE\n", id, data);
		return EXIT_DONE;
	case ERR_INPUT:
		fprintf(stderr, "keys: %s\n", why);
		return EXIT_BAD_INPUT;
	case ERR_FULL:
		fprintf(stderr, "keys: %s has a key already, which stays\n", data);
		return EXIT_NO;
	default:
		fprintf(stderr, "keys: no key was made; see the line above\n");
		return EXIT_DEVICE;
	}
}

static int tell_resealed(const char *data, enum err err)
{
	switch (err) {
	case ERR_OK:
		printf("all that is stored in %s is sealed with a new key: part it for two "
		       "people (skills-kiosk keys escrow), and keep the parts of the key before "
		       "as long as the backups that were made with it\n", data);
		return EXIT_DONE;
	case ERR_TIMEOUT:
		printf("asked for: the kiosk that runs here seals all with a new key when nobody "
		       "is there; skills-kiosk audit day then tells key.changed\n");
		return EXIT_DONE;
	case ERR_PROTO:
		fprintf(stderr, "keys: nothing was changed: run skills-kiosk store check\n");
		return EXIT_NO;
	default:
		fprintf(stderr, "keys: nothing was changed; see the line above\n");
		return EXIT_DEVICE;
	}
}

int key_parts_reseal(const char *data)
{
	struct store *store;
	bool done = false;
	enum err err;
	int code = open_store("keys", data, &store);

	if (code != EXIT_DONE)
		return code;
	err = reseal_is_asked(store) ? ERR_OK : reseal_ask(data);
	while (!err && !done)
		err = reseal_go_on(store, &done);
	store_close(store);
	return tell_resealed(data, err);
}
