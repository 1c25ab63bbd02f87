/*
 * Writes down, in TRACE_LOG, what a program does to the files of TRACE_DIR and
 * when it says something: the material for images of a power cut.
 *
 * A record: op, path length (u16), path, offset (u64), size (u32), data; numbers
 * in the machine's order.  Ops: w write, t truncate to offset, s sync, u unlink,
 * a standard output.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void put(int fd, const void *data, size_t size)
{
	if (REAL(write)(fd, data, size) != (ssize_t)size)
		abort();
}

static void record(char op, const char *path, uint64_t offset, const void *data, size_t size)
{
	static int log_fd = -1;
	uint16_t length = (uint16_t)strlen(path);
	uint32_t size32 = (uint32_t)size;

	if (log_fd < 0)
		log_fd = open(getenv("TRACE_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (log_fd < 0)
		abort();
	put(log_fd, &op, 1);
	put(log_fd, &length, sizeof(length));
	put(log_fd, path, length);
	put(log_fd, &offset, sizeof(offset));
	put(log_fd, &size32, sizeof(size32));
	put(log_fd, data, size);
}

/* The file's name inside TRACE_DIR, or NULL. */
static const char *ours(const char *path)
{
	const char *dir = getenv("TRACE_DIR");
	size_t length = dir ? strlen(dir) : 0;

	if (!dir || strncmp(path, dir, length) != 0 || path[length] != '/' || strstr(path, "-shm"))
		return NULL;
	return path + length + 1;
}

static void record_fd(char op, int fd, uint64_t offset, const void *data, size_t size)
{
	char link[64], path[512];
	const char *name;
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	if (n <= 0)
		return;
	path[n] = 0;
	name = ours(path);
	if (name)
		record(op, name, offset, data, size);
}

/* Recorded after the fact: what failed has changed nothing. */
ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
	ssize_t n = REAL(pwrite)(fd, data, size, at);

	if (n > 0)
		record_fd('w', fd, (uint64_t)at, data, (size_t)n);
	return n;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
{
	ssize_t n = REAL(pwrite64)(fd, data, size, at);

	if (n > 0)
		record_fd('w', fd, (uint64_t)at, data, (size_t)n);
	return n;
}

ssize_t write(int fd, const void *data, size_t size)
{
	if (fd == STDOUT_FILENO)
		record('a', "", 0, data, size);
	return REAL(write)(fd, data, size);
}

int ftruncate(int fd, off_t size)
{
	int rc = REAL(ftruncate)(fd, size);

	if (rc == 0)
		record_fd('t', fd, (uint64_t)size, "", 0);
	return rc;
}

int ftruncate64(int fd, off64_t size)
{
	int rc = REAL(ftruncate64)(fd, size);

	if (rc == 0)
		record_fd('t', fd, (uint64_t)size, "", 0);
	return rc;
}

int fsync(int fd)
{
	int rc = REAL(fsync)(fd);

	if (rc == 0)
		record_fd('s', fd, 0, "", 0);
	return rc;
}

int fdatasync(int fd)
{
	int rc = REAL(fdatasync)(fd);

	if (rc == 0)
		record_fd('s', fd, 0, "", 0);
	return rc;
}

int unlink(const char *path)
{
	const char *name = ours(path);
	int rc = REAL(unlink)(path);

	if (rc == 0 && name)
		record('u', name, 0, "", 0);
	return rc;
}
