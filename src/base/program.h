/*
 * The running program itself.
 */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include "base/err.h"

#include <stddef.h>

/* The folder of this program's own file, without a slash at its end; ERR_IO. */
enum err program_dir(char *out, size_t cap) MUST_CHECK;

#endif
