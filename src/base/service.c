#include "base/service.h"

#include "base/log.h"
#include "base/text.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un manager;	/* an empty path: there is none */
static int watch_ms;

/* A name that begins with @ is an abstract one: its first byte is 0. */
static socklen_t address_length(void)
{
	size_t len = offsetof(struct sockaddr_un, sun_path);

	len += manager.sun_path[0] ? strlen(manager.sun_path) + 1 :
				     1 + strlen(manager.sun_path + 1);
	return (socklen_t)len;
}

static int watch_asked_ms(void)
{
	const char *usec = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
	long long us = usec ? strtoll(usec, NULL, 10) : 0;

	if (us <= 0 || (pid && strtol(pid, NULL, 10) != getpid()))
		return 0;
	return us / 2000 < 1 ? 1 : us / 2000 > 3600000 ? 3600000 : (int)(us / 2000);
}

void service_open(void)
{
	const char *path = getenv("NOTIFY_SOCKET");

	if (!path || !*path || text_copy(manager.sun_path, sizeof(manager.sun_path), path))
		return;
	manager.sun_family = AF_UNIX;
	if (manager.sun_path[0] == '@')
		manager.sun_path[0] = 0;
	watch_ms = watch_asked_ms();
}

void service_tell(const char *state)
{
	int fd;

	if (manager.sun_family != AF_UNIX)
		return;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || sendto(fd, state, strlen(state), MSG_NOSIGNAL,
			     (const struct sockaddr *)&manager, address_length()) < 0)
		log_warn("the service manager is not told %s: %s", state, strerror(errno));
	if (fd >= 0)
		close(fd);
}

int service_watch_ms(void)
{
	return watch_ms;
}
