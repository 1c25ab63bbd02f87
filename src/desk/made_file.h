/*
 * What another library or program wrote into a file for a page of the desk, as a page gets it.
 *
 * Thread: any.
 */
#ifndef DESK_MADE_FILE_H
#define DESK_MADE_FILE_H

#include "base/err.h"

#include <jansson.h>

/* The file in base64; the caller drops it.  ERR_IO: it is empty, above 2 MiB or not there. */
enum err made_file_read(const char *path, json_t **ret_base64) MUST_CHECK;

#endif
