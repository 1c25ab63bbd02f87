/*
 * Folders that are made, synced and removed whole, with what failed in one line.
 */
#ifndef TOOLS_FOLDERS_H
#define TOOLS_FOLDERS_H

#include "base/diag.h"

#include <stddef.h>

/* ERR_IO with diag: the system's word about `path`, and that what was in use stays. */
enum err folders_fault(struct diag *diag, const char *path);

/* All of it, on the disk. */
enum err folders_write(int fd, const void *bytes, size_t size) MUST_CHECK;

/* ERR_IO with diag. */
enum err folders_make(const char *path, struct diag *diag) MUST_CHECK;
enum err folders_sync(const char *path, struct diag *diag) MUST_CHECK;
/* One that is not there is removed already. */
enum err folders_remove(const char *path, struct diag *diag) MUST_CHECK;

#endif
