#include "store/files.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define COPY_BYTES (1 << 20)

static enum err failed(const char *path)
{
	log_error("%s: %s", path, strerror(errno));
	return ERR_IO;
}

enum err files_path(const char *dir, const char *name, char out[PATH_MAX])
{
	struct text path = text_in(out, PATH_MAX);

	text_addf(&path, "%s/%s", dir, name);
	return path.full ? ERR_FULL : ERR_OK;
}

enum err files_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err err = fd >= 0 && fsync(fd) == 0 ? ERR_OK : failed(path);

	if (fd >= 0)
		close(fd);
	return err;
}

enum err files_may_make(const char *dir)
{
	const struct passwd *user;
	struct stat st;

	if (geteuid() != 0 || stat(dir, &st) != 0 || st.st_uid == 0)
		return ERR_OK;
	user = getpwuid(st.st_uid);
	log_error("%s is not root's: its user could not open what root makes there; run it as "
		  "that user: runuser -u %s -- skills-kiosk …", dir, user ? user->pw_name : "USER");
	return ERR_DENIED;
}

enum err files_make_private(const char *path)
{
	int fd;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return failed(path);
	close(fd);
	return ERR_OK;
}

enum err files_put_in_place(const char *dir, const char *from, const char *to)
{
	if (files_sync(from) != ERR_OK)
		return ERR_IO;
	return rename(from, to) == 0 ? files_sync(dir) : failed(to);
}

static enum err copy_bytes(int in, int out, const char *to)
{
	ssize_t n;

	while ((n = sendfile(out, in, NULL, COPY_BYTES)) > 0)
		;
	return n == 0 && fsync(out) == 0 ? ERR_OK : failed(to);
}

enum err files_copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC), out;
	enum err err;

	if (in < 0)
		return errno == ENOENT ? ERR_ABSENT : failed(from);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	err = out >= 0 ? copy_bytes(in, out, to) : failed(to);
	if (out >= 0)
		close(out);
	close(in);
	return err;
}

enum err files_make_aside(const char *dir, char *out, size_t cap)
{
	struct text path = text_in(out, cap);
	struct tm now;
	time_t at = clock_wall_s();

	gmtime_r(&at, &now);
	text_addf(&path, "%s/set-aside-%04d%02d%02d-%02d%02d%02d", dir, now.tm_year + 1900,
		  now.tm_mon + 1, now.tm_mday, now.tm_hour, now.tm_min, now.tm_sec);
	if (path.full)
		return ERR_FULL;
	return mkdir(path.bytes, 0700) == 0 ? ERR_OK : failed(path.bytes);
}

enum err files_move_aside(const char *dir, const char *aside, const char *name)
{
	char from[PATH_MAX], to[PATH_MAX];
	enum err err = files_path(dir, name, from);

	if (!err)
		err = files_path(aside, name, to);
	if (err || rename(from, to) == 0 || errno == ENOENT)
		return err;
	return failed(from);
}
