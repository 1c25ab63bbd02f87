#include "store/outage.h"

#include "base/log.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#define MARK "sync-failed"
/* A UUID and its line end. */
#define START_BYTES 37

static bool read_start(const char *path, char out[START_BYTES])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, out, START_BYTES) : -1;

	if (fd >= 0)
		close(fd);
	return n == START_BYTES;
}

static bool this_start(char out[START_BYTES])
{
	return read_start("/proc/sys/kernel/random/boot_id", out);
}

static bool mark_path(const char *dir, char out[PATH_MAX])
{
	struct text path = text_in(out, PATH_MAX);

	text_addf(&path, "%s/" MARK, dir);
	return !path.full;
}

void outage_mark(const char *dir)
{
	char path[PATH_MAX], start[START_BYTES];
	int fd;

	if (!mark_path(dir, path) || !this_start(start))
		return;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, start, sizeof(start)) != (ssize_t)sizeof(start))
		log_error("%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
}

bool outage_marked(const char *dir)
{
	char path[PATH_MAX], marked[START_BYTES], now[START_BYTES];

	if (!mark_path(dir, path) || access(path, F_OK) != 0)
		return false;
	/* A mark that cannot be read, or compared, counts. */
	if (!read_start(path, marked) || !this_start(now) ||
	    memcmp(marked, now, START_BYTES) == 0)
		return true;
	unlink(path);
	return false;
}
