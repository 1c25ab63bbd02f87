#include "drivers/reader/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum err lock_device(const char *path, int *ret_fd)
{
	int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return errno == EACCES || errno == EBUSY ? ERR_DENIED : ERR_GONE;
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		close(fd);
		return ERR_DENIED;
	}
	*ret_fd = fd;
	return ERR_OK;
}
