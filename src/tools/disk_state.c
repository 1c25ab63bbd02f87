#include "tools/disk_state.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

/* Tenths of its life that JEDEC's eMMC says are used: 1 is up to 10 %, 11 past all of it. */
#define WEAR_STEPS 11

/* The disk itself where the folder is on a partition of it. */
static FILE *open_beside(const char *device, const char *name)
{
	static const char *const ways[] = { "", "/.." };
	char path[PATH_MAX + 64];
	FILE *file = NULL;

	for (size_t i = 0; !file && i < sizeof(ways) / sizeof(ways[0]); i++) {
		snprintf(path, sizeof(path), "%s%s/%s", device, ways[i], name);
		file = fopen(path, "re");
	}
	return file;
}

/* Two numbers, for two kinds of cells: the worse counts. */
static int read_wear(const char *device)
{
	FILE *file = open_beside(device, "device/life_time");
	unsigned int a = 0, b = 0;
	int read = file ? fscanf(file, "%x %x", &a, &b) : 0;

	if (file)
		fclose(file);
	if (read < 1 || (a == 0 && b == 0))
		return -1;
	a = a > b ? a : b;
	return a >= WEAR_STEPS ? 100 : (int)a * 10;
}

static int64_t read_errors(const char *device)
{
	const char *name = strrchr(device, '/');
	char path[PATH_MAX + 64];
	long long errors = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/sys/fs/ext4/%s/errors_count", name ? name + 1 : device);
	file = fopen(path, "re");
	if (!file)
		return 0;
	if (fscanf(file, "%lld", &errors) != 1)
		errors = 0;
	fclose(file);
	return errors;
}

enum err disk_look(const char *dir, struct disk_state *ret_state)
{
	struct disk_state state = { .wear_percent = -1 };
	char link[64], device[PATH_MAX];
	struct statvfs fs;
	struct stat st;

	if (stat(dir, &st) != 0 || statvfs(dir, &fs) != 0)
		return ERR_IO;
	state.free_mib = (int64_t)((uint64_t)fs.f_bavail * fs.f_frsize >> 20);
	snprintf(link, sizeof(link), "/sys/dev/block/%u:%u", major(st.st_dev), minor(st.st_dev));
	if (realpath(link, device)) {
		state.wear_percent = read_wear(device);
		state.errors = read_errors(device);
	}
	*ret_state = state;
	return ERR_OK;
}
