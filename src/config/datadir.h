/*
 * The option that every command with a store has: --data DIR.
 */
#ifndef CONFIG_DATADIR_H
#define CONFIG_DATADIR_H

#include <stdbool.h>

#define DATA_DIR_MAX 4096

/*
 * Takes `--data DIR` out of the arguments, or finds the default folder
 * (store_default_dir).  False when DIR is missing or too long, or no folder is known.
 */
bool datadir_take(int *argc, char **argv, char dir[DATA_DIR_MAX]);

#endif
