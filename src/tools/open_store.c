#include "tools/open_store.h"

#include "tools/commands.h"

#include <stdio.h>

int open_store_failed(const char *command, const char *dir, enum err err)
{
	if (err == ERR_ABSENT) {
		fprintf(stderr, "%s: no store in %s: name its folder with --data; a new one is "
			"made when the kiosk starts or something is imported\n", command, dir);
		return EXIT_BAD_INPUT;
	}
	fprintf(stderr, "%s: the store in %s does not open; see the line above\n", command, dir);
	return EXIT_DEVICE;
}

int open_store(const char *command, const char *dir, struct store **ret_store)
{
	enum err err = store_open_existing(dir, ret_store);

	return err ? open_store_failed(command, dir, err) : EXIT_DONE;
}
