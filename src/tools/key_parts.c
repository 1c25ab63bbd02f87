#include "tools/key_parts.h"

#include "store/escrow.h"
#include "tools/commands.h"

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
