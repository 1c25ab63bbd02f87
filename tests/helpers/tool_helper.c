/*
 * A helper that behaves as badly as its argument says.  Whatever it is, it first
 * says one word, "w", so that it has been heard.
 *
 *   tool-helper --fd N good|deaf|mute|quits|floods|nonsense|clings
 */
#include "base/frame.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Says everything back that it is told. */
static void echo(int fd)
{
	static unsigned char message[FRAME_MAX];
	size_t size = 0;

	while (!frame_receive(fd, message, sizeof(message), -1, &size)) {
		if (frame_send(fd, message, size))
			return;
	}
}

/* Takes what it is told and never shows life. */
static void swallow(int fd)
{
	static unsigned char message[FRAME_MAX];

	while (read(fd, message, sizeof(message)) > 0)
		;
}

static void flood(int fd)
{
	while (!frame_send(fd, "w", 1))
		;
}

int main(int argc, char **argv)
{
	const char *kind = argc == 4 ? argv[3] : "";
	int fd = argc == 4 ? (int)strtol(argv[2], NULL, 10) : -1;

	if (frame_send(fd, "w", 1))
		return 3;
	if (strcmp(kind, "good") == 0)
		echo(fd);
	else if (strcmp(kind, "mute") == 0)
		swallow(fd);
	else if (strcmp(kind, "floods") == 0)
		flood(fd);
	else if (strcmp(kind, "nonsense") == 0 && frame_send(fd, "?", 1))
		return 3;
	if (strcmp(kind, "deaf") == 0 || strcmp(kind, "clings") == 0)
		raise(SIGSTOP);
	return 0;
}
