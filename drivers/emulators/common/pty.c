#include "drivers/emulators/common/pty.h"

#include "base/text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static enum err make_raw(int fd)
{
	struct termios settings;

	if (tcgetattr(fd, &settings))
		return ERR_IO;
	cfmakeraw(&settings);
	return tcsetattr(fd, TCSANOW, &settings) ? ERR_IO : ERR_OK;
}

const char *pty_path(const struct pty *pty)
{
	const char *path = ptsname(pty->master);

	return path ? path : "";
}

static enum err open_both(struct pty *pty)
{
	pty->slave = -1;
	pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (pty->master < 0 || grantpt(pty->master) || unlockpt(pty->master))
		return ERR_IO;
	pty->slave = open(pty_path(pty), O_RDWR | O_NOCTTY | O_CLOEXEC);
	return pty->slave < 0 ? ERR_IO : make_raw(pty->slave);
}

enum err pty_plug(struct pty *pty, const char *link)
{
	if (open_both(pty)) {
		perror("pseudo-terminal");
		pty_unplug(pty);
		return ERR_IO;
	}
	pty->link[0] = 0;
	if (!link)
		return ERR_OK;
	unlink(link);
	if (text_copy(pty->link, sizeof(pty->link), link) || symlink(pty_path(pty), link)) {
		perror(link);
		return ERR_IO;
	}
	return ERR_OK;
}

void pty_unplug(struct pty *pty)
{
	if (pty->link[0])
		unlink(pty->link);
	if (pty->slave >= 0)
		close(pty->slave);
	if (pty->master >= 0)
		close(pty->master);
	pty->master = pty->slave = -1;
}
