/* What every kiosk is given with its certificate: the desk's, and the publisher's public keys. */
#include "programs/centre/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HANDED_NAME_MAX 1024
/* A certificate, or four keys; more is something else. */
#define HANDED_BYTES_MAX 16384

static const struct { const char *name, *without; } handed[] = {
	{ "desk.pem", "what is signed at the kiosk waits there until it has it" },
	{ "publish.pub", "the kiosk takes no packs and no data from here" },
};

static enum err write_handed(const char *path, const char *bytes, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	int written = fd >= 0 && write(fd, bytes, size) == (ssize_t)size && fsync(fd) == 0;

	if (!written)
		fprintf(stderr, "enrol: %s: %s\n", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return written ? ERR_OK : ERR_IO;
}

static enum err hand_one(const char *from, const char *to, const char *without)
{
	char bytes[HANDED_BYTES_MAX];
	FILE *in = fopen(from, "rbe");
	size_t size = in ? fread(bytes, 1, sizeof(bytes), in) : 0;

	if (in)
		fclose(in);
	if (size == 0 && access(to, R_OK) != 0)
		printf("no %s: %s\n", from, without);
	if (size == 0)
		return ERR_OK;
	if (size == sizeof(bytes)) {
		fprintf(stderr, "enrol: %s: more than %d bytes: put the right file there\n", from,
			HANDED_BYTES_MAX - 1);
		return ERR_INPUT;
	}
	return write_handed(to, bytes, size);
}

enum err enrol_hand_out(const char *folder, const char *out)
{
	char from[HANDED_NAME_MAX], to[HANDED_NAME_MAX];
	enum err err = ERR_OK;

	for (size_t i = 0; !err && i < sizeof(handed) / sizeof(handed[0]); i++) {
		snprintf(from, sizeof(from), "%s/%s", folder, handed[i].name);
		snprintf(to, sizeof(to), "%s/%s", out, handed[i].name);
		err = hand_one(from, to, handed[i].without);
	}
	return err;
}
