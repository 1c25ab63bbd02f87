#include "bundle/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNPACK_PATH_MAX 4096

static enum err unpack_fault(struct diag *diag, const char *path)
{
	diag_set(diag, path, 0, 0, "%s", strerror(errno));
	return ERR_IO;
}

static bool write_all(int fd, const uint8_t *data, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, data, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data += n;
		size -= (size_t)n;
	}
	return fsync(fd) == 0;
}

static enum err write_file(const struct bundle_file *file, const char *path, struct diag *diag)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	enum err err = fd >= 0 && write_all(fd, file->data, file->size) ? ERR_OK :
									   unpack_fault(diag, path);

	if (fd >= 0)
		close(fd);
	return err;
}

enum err bundle_unpack(const struct bundle *bundle, const char *dir, struct diag *diag)
{
	char path[UNPACK_PATH_MAX];
	enum err err = ERR_OK;

	snprintf(path, sizeof(path), "%s/benefits", dir);
	if (bundle->kind == BUNDLE_PACK && mkdir(path, 0755) != 0)
		return unpack_fault(diag, path);
	for (int i = 0; !err && i < bundle->file_count; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, bundle->files[i].name);
		err = write_file(&bundle->files[i], path, diag);
	}
	return err;
}

void bundle_unpacked_remove(const struct bundle *bundle, const char *dir)
{
	char path[UNPACK_PATH_MAX];

	for (int i = 0; i < bundle->file_count; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, bundle->files[i].name);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/benefits", dir);
	rmdir(path);
	rmdir(dir);
}
