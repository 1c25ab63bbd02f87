/*
 * The running program itself.
 */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* The folder of this program's own file, without a slash at its end; ERR_IO. */
enum err program_dir(char *out, size_t cap) MUST_CHECK;

/*
 * "0.1.0 (1a2b3c4)": the version and the commit that was built, with "+" where files were changed;
 * "(unknown)" where the sources were no working tree.  Made by programs/version.cmake, and linked
 * into programs alone.
 */
extern const char program_version[];

/*
 * Answers --help and --version when that is what the program was started with, on stdout; false:
 * it was started for something else.  help is whole lines, one a flag.
 */
bool program_tells(char **argv, const char *name, const char *version, const char *help);

#endif
