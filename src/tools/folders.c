#include "tools/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum err folders_fault(struct diag *diag, const char *path)
{
	diag_set(diag, path, 1, 1, "%s; what was in use stays in use", strerror(errno));
	return ERR_IO;
}

enum err folders_write(int fd, const void *bytes, size_t size)
{
	const char *at = bytes;

	while (size > 0) {
		ssize_t n = write(fd, at, size);

		if (n <= 0)
			return ERR_IO;
		at += n;
		size -= (size_t)n;
	}
	return fsync(fd) == 0 ? ERR_OK : ERR_IO;
}

enum err folders_make(const char *path, struct diag *diag)
{
	return mkdir(path, 0755) == 0 || errno == EEXIST ? ERR_OK : folders_fault(diag, path);
}

enum err folders_sync(const char *path, struct diag *diag)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return synced ? ERR_OK : folders_fault(diag, path);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

enum err folders_remove(const char *path, struct diag *diag)
{
	if (nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
		return ERR_OK;
	return folders_fault(diag, path);
}
