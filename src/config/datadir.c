#include "config/datadir.h"

#include "base/text.h"
#include "store/store.h"

#include <string.h>

static void remove_two(int *argc, char **argv, int at)
{
	for (int i = at; i + 2 < *argc; i++)
		argv[i] = argv[i + 2];
	*argc -= 2;
}

bool datadir_take(int *argc, char **argv, char dir[DATA_DIR_MAX])
{
	for (int i = 1; i < *argc; i++) {
		if (strcmp(argv[i], "--data") != 0)
			continue;
		if (i + 1 >= *argc || text_copy(dir, DATA_DIR_MAX, argv[i + 1]) != ERR_OK)
			return false;
		remove_two(argc, argv, i);
		return true;
	}
	return store_default_dir(dir, DATA_DIR_MAX) == ERR_OK;
}
