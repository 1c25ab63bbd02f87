/*
 * The desk's pages: a handful of files that never change while it runs, read once.
 *
 * Thread: read by one; then any.
 */
#ifndef DESK_WEB_PAGES_H
#define DESK_WEB_PAGES_H

#include "base/err.h"

#include <stddef.h>

struct web_page {
	const char *path;	/* "/desk.css" */
	const char *type;	/* its content type */
	char *bytes;
	size_t size;
};

/* From FOLDER; ERR_ABSENT, logged: one is not there. */
enum err web_pages_read(const char *folder) MUST_CHECK;
void web_pages_drop(void);
/* "/" is the first page; NULL: there is none. */
const struct web_page *web_pages_find(const char *path);

#endif
