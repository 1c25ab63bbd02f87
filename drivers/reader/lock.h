/*
 * One program a serial port.  libnfc's own test for a claimed port does not
 * work with glibc, and two opens of one port both succeed.
 */
#ifndef READER_LOCK_H
#define READER_LOCK_H

#include "base/err.h"

/*
 * Opens and locks the device; close(2) gives both back.  ERR_GONE: there is no
 * such device; ERR_DENIED: another program has locked it.
 */
enum err lock_device(const char *path, int *ret_fd) MUST_CHECK;

#endif
