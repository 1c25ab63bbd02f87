/* Makes system calls on the store's files fail: faults.h says which. */
#include "faults.h"

static int ours(int fd)
{
	const char *dir = getenv("FAULT_DIR");
	char link[64], path[512];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	if (!dir || n <= 0)
		return 0;
	path[n] = 0;
	/* SQLite does not look at what becomes of its shared memory's file. */
	return strncmp(path, dir, strlen(dir)) == 0 && !strstr(path, "-shm");
}

static int fails(int fd, char op)
{
	const char *ops = getenv("FAULT_OPS");

	if (!ops || !strchr(ops, op) || number("FAULT_AT") == 0 || !ours(fd))
		return 0;
	return fails_now(op);
}

/*
 * The store syncs its folder itself and checks it at the start: later ones
 * count for nothing.
 */
static int sync_fails(int fd)
{
	static const char told[] = "sync failed\n";
	struct stat st;
	int failed = fails(fd, 's');

	if (failed && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    REAL(write)(STDOUT_FILENO, told, sizeof(told) - 1) < 0)
		abort();
	if (failed)
		errno = number("FAULT_ERRNO");
	return failed;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
	return fails(fd, 'w') ? -1 : REAL(pwrite)(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
{
	return fails(fd, 'w') ? -1 : REAL(pwrite64)(fd, data, size, at);
}

ssize_t write(int fd, const void *data, size_t size)
{
	return fails(fd, 'w') ? -1 : REAL(write)(fd, data, size);
}

int ftruncate(int fd, off_t size)
{
	return fails(fd, 'w') ? -1 : REAL(ftruncate)(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
	return fails(fd, 'w') ? -1 : REAL(ftruncate64)(fd, size);
}

int fsync(int fd)
{
	return sync_fails(fd) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
	return sync_fails(fd) ? -1 : REAL(fdatasync)(fd);
}
