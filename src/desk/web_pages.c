#include "desk/web_pages.h"

#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEB_BYTES_MAX (256 * 1024)
#define WEB_PATH_MAX 1024

static struct web_page pages[] = {
	{ .path = "/desk.html", .type = "text/html; charset=utf-8" },
	{ .path = "/desk.css", .type = "text/css; charset=utf-8" },
	{ .path = "/desk.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/parts.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/case.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/counter.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/en.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/hant.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/lists.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/halls.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/rules.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/reports.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/teaching.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/tongue.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/facts.js", .type = "text/javascript; charset=utf-8" },
	{ .path = "/words.js", .type = "text/javascript; charset=utf-8" },
};

#define PAGE_COUNT (sizeof(pages) / sizeof(pages[0]))

static enum err read_page(const char *folder, struct web_page *page)
{
	char path[WEB_PATH_MAX];
	FILE *in;

	snprintf(path, sizeof(path), "%s%s", folder, page->path);
	in = fopen(path, "rb");
	page->bytes = in ? malloc(WEB_BYTES_MAX) : NULL;
	page->size = page->bytes ? fread(page->bytes, 1, WEB_BYTES_MAX, in) : 0;
	if (in)
		fclose(in);
	if (page->size > 0 && page->size < WEB_BYTES_MAX)
		return ERR_OK;
	log_error("%s: cannot be read", path);
	return ERR_ABSENT;
}

enum err web_pages_read(const char *folder)
{
	enum err err = ERR_OK;

	for (size_t i = 0; !err && i < PAGE_COUNT; i++)
		err = read_page(folder, &pages[i]);
	return err;
}

void web_pages_drop(void)
{
	for (size_t i = 0; i < PAGE_COUNT; i++) {
		free(pages[i].bytes);
		pages[i].bytes = NULL;
	}
}

const struct web_page *web_pages_find(const char *path)
{
	if (strcmp(path, "/") == 0)
		return &pages[0];
	for (size_t i = 0; i < PAGE_COUNT; i++) {
		if (strcmp(pages[i].path, path) == 0)
			return &pages[i];
	}
	return NULL;
}
