/*
 * Makes the Nth system call of a kind on the store's files fail.
 *
 *	FAULT_AT=N	which call, from 1, counted over all kinds that FAULT_OPS names
 *	FAULT_OPS=ws	w: writes and truncates, s: syncs
 *	FAULT_ERRNO=5	what it fails with
 *	FAULT_EVER=1	and every one after it too
 *	FAULT_DIR	only files in this folder
 *	FAULT_AFTER	counting begins once this file exists
 *	FAULT_LOG	a file that gets a byte for each call that failed
 *
 * "sync failed" goes to standard output at the instant a file's sync fails.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static long seen;

static int number(const char *name)
{
	const char *text = getenv(name);

	return text ? (int)strtol(text, NULL, 10) : 0;
}

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
	const char *ops = getenv("FAULT_OPS"), *after = getenv("FAULT_AFTER");
	const char *log = getenv("FAULT_LOG");
	int at = number("FAULT_AT"), log_fd;

	if (!ops || !strchr(ops, op) || at == 0 || !ours(fd))
		return 0;
	if (after && access(after, F_OK) != 0)
		return 0;
	seen++;
	if (seen < at || (seen > at && !number("FAULT_EVER")))
		return 0;
	log_fd = log ? open(log, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
	if (log_fd >= 0) {
		if (REAL(write)(log_fd, &op, 1) != 1)
			abort();
		close(log_fd);
	}
	errno = number("FAULT_ERRNO");
	return 1;
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
