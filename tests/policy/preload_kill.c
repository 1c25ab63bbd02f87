/*
 * Kills the process before the Nth call that changes a folder or a file.
 *
 *	KILL_AT=N	which, from 1
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static long seen;

static void one_more(void)
{
	const char *at = getenv("KILL_AT");

	if (at && ++seen == strtol(at, NULL, 10))
		kill(getpid(), SIGKILL);
}

int mkdir(const char *path, mode_t mode)
{
	one_more();
	return REAL(mkdir)(path, mode);
}

int rename(const char *from, const char *to)
{
	one_more();
	return REAL(rename)(from, to);
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
	one_more();
	return REAL(renameat2)(from_dir, from, to_dir, to, flags);
}

int symlink(const char *target, const char *path)
{
	one_more();
	return REAL(symlink)(target, path);
}

int unlink(const char *path)
{
	one_more();
	return REAL(unlink)(path);
}

int remove(const char *path)
{
	one_more();
	return REAL(remove)(path);
}

ssize_t write(int fd, const void *data, size_t size)
{
	if (fd > STDERR_FILENO)
		one_more();
	return REAL(write)(fd, data, size);
}

int fsync(int fd)
{
	one_more();
	return REAL(fsync)(fd);
}
