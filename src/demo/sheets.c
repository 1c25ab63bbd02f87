#include "demo/sheets.h"

#include "config/paths.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define BEFORE "receipt_"
#define BEHIND ".pdf"

static const char *folder_of(const char *printer)
{
	if (strncmp(printer, "sim:", 4) == 0)
		return printer + 4;
	return strncmp(printer, "folder:", 7) == 0 ? printer + 7 : NULL;
}

/* "receipt_NO.pdf" or "receipt_slip-NO.pdf", whole: a sheet under way has another name. */
static bool is_sheet(const char *name, const char *receipt_no)
{
	size_t len = strlen(name), no = strlen(receipt_no), around = strlen(BEFORE BEHIND);

	return len > around && len >= around + no &&
	       strncmp(name, BEFORE, strlen(BEFORE)) == 0 &&
	       strcmp(name + len - strlen(BEHIND), BEHIND) == 0 &&
	       (no == 0 || (strncmp(name + len - strlen(BEHIND) - no, receipt_no, no) == 0 &&
			    strchr("_-", name[len - strlen(BEHIND) - no - 1])));
}

static bool is_newer(const struct stat *a, const struct stat *b)
{
	return a->st_mtim.tv_sec > b->st_mtim.tv_sec ||
	       (a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
		a->st_mtim.tv_nsec > b->st_mtim.tv_nsec);
}

int sheets_count(const char *printer)
{
	const char *folder = folder_of(printer);
	DIR *dir = folder ? opendir(folder) : NULL;
	const struct dirent *entry;
	int count = 0;

	if (!folder)
		return -1;
	while (dir && (entry = readdir(dir)))
		count += is_sheet(entry->d_name, "");
	if (dir)
		closedir(dir);
	return count;
}

bool sheets_find(const char *printer, const char *receipt_no, char *ret_path, size_t cap)
{
	const char *folder = folder_of(printer);
	DIR *dir = folder ? opendir(folder) : NULL;
	const struct dirent *entry;
	struct stat newest = { 0 };
	bool found = false;

	while (dir && (entry = readdir(dir))) {
		char path[PATHS_LENGTH_MAX];
		struct stat st;

		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (!is_sheet(entry->d_name, receipt_no) || stat(path, &st) ||
		    !is_newer(&st, &newest))
			continue;
		newest = st;
		snprintf(ret_path, cap, "%s", path);
		found = true;
	}
	if (dir)
		closedir(dir);
	return found;
}
