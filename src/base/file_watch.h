/*
 * Tells when files come and go, without looking again and again: device files of
 * what is plugged in and pulled out.
 *
 * A file's folder may not be there either (/dev/input/by-id is made with its first
 * link): then the nearest folder above it is watched.  Nothing is read or opened.
 *
 * Thread: start and stop any one; `moved` is called on a thread of the watch.
 */
#ifndef BASE_FILE_WATCH_H
#define BASE_FILE_WATCH_H

#include "base/err.h"

#define FILE_WATCH_MAX 4	/* files */

struct file_watch;

/* Some file came or went since the start, or since the last call. */
typedef void file_moved_fn(void *context);

/*
 * paths: up to FILE_WATCH_MAX, absolute or from the folder that the program is in;
 * those that are NULL or "" are passed over.  From the return on no coming or going
 * is missed; what is there already is the caller's to look at, afterwards.
 * ERR_IO: the system has no more watches to give.
 */
enum err file_watch_start(const char *const *paths, int count, file_moved_fn *moved,
			  void *context, struct file_watch **ret_watch) MUST_CHECK;

/* Returns when `moved` is called no more.  Takes NULL. */
void file_watch_stop(struct file_watch *watch);

#endif
