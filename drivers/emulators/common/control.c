#include "drivers/emulators/common/control.h"

#include "base/text.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || text_copy(address.sun_path, sizeof(address.sun_path), path))
		return -1;
	unlink(path);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) || listen(fd, 8)) {
		perror(path);
		close(fd);
		return -1;
	}
	return fd;
}

enum err control_open(struct control *control, const char *socket_path)
{
	control->listener = -1;
	control->ended = false;
	for (int i = 0; i <= CONTROL_CLIENTS_MAX; i++)
		control->sources[i] = (struct control_source){ .in = -1, .out = -1 };
	control->sources[0].in = STDIN_FILENO;
	control->sources[0].out = STDOUT_FILENO;
	if (!socket_path)
		return ERR_OK;
	control->listener = listen_at(socket_path);
	return control->listener < 0 ? ERR_IO : ERR_OK;
}

void control_prepare(const struct control *control, struct pollfd *polls)
{
	for (int i = 0; i <= CONTROL_CLIENTS_MAX; i++)
		polls[i] = (struct pollfd){ .fd = control->sources[i].in, .events = POLLIN };
	polls[CONTROL_CLIENTS_MAX + 1] =
		(struct pollfd){ .fd = control->listener, .events = POLLIN };
}

/* Whoever started us holds the other end: when it is closed, so is the play. */
static bool is_pipe(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
}

static void drop(struct control_source *source)
{
	if (source->in != STDIN_FILENO)
		close(source->in);
	*source = (struct control_source){ .in = -1, .out = -1 };
}

static void obey_line(struct control *control, struct control_source *source, char *line)
{
	char answer[CONTROL_LINE_MAX] = "";
	size_t size;

	line[strcspn(line, "\r")] = 0;
	if (line[strspn(line, " \t")] == 0)
		return;
	control->obey(control->context, line, answer, sizeof(answer) - 1);
	size = strlen(answer);
	answer[size++] = '\n';
	if (write(source->out, answer, size) < 0)
		return;	/* whoever asked has gone; what was asked is done */
}

/* Obeys the whole lines of what has come so far. */
static void obey_lines(struct control *control, struct control_source *source)
{
	char *start = source->line, *end;

	source->line[source->size] = 0;
	while ((end = strchr(start, '\n'))) {
		*end = 0;
		obey_line(control, source, start);
		start = end + 1;
	}
	source->size -= (size_t)(start - source->line);
	memmove(source->line, start, source->size);
	if (source->size == CONTROL_LINE_MAX - 1)
		source->size = 0;
}

static void accept_client(struct control *control)
{
	int fd = accept4(control->listener, NULL, NULL, SOCK_CLOEXEC);

	for (int i = 1; fd >= 0 && i <= CONTROL_CLIENTS_MAX; i++) {
		if (control->sources[i].in >= 0)
			continue;
		control->sources[i].in = control->sources[i].out = fd;
		return;
	}
	if (fd >= 0)
		close(fd);
}

void control_serve(struct control *control, const struct pollfd *polls)
{
	for (int i = 0; i <= CONTROL_CLIENTS_MAX; i++) {
		struct control_source *source = &control->sources[i];
		ssize_t n;

		if (!polls[i].revents || source->in != polls[i].fd)
			continue;
		n = read(source->in, source->line + source->size,
			 CONTROL_LINE_MAX - 1 - source->size);
		if (n <= 0) {
			control->ended |= source->in == STDIN_FILENO && is_pipe(STDIN_FILENO);
			drop(source);
			continue;
		}
		source->size += (size_t)n;
		obey_lines(control, source);
	}
	if (polls[CONTROL_CLIENTS_MAX + 1].revents)
		accept_client(control);
}

static enum err exchange_lines(int fd, const char *line, char *answer, size_t cap)
{
	size_t n = 0;

	if (send(fd, line, strlen(line), MSG_NOSIGNAL) < 0 || send(fd, "\n", 1, MSG_NOSIGNAL) < 0)
		return ERR_GONE;
	while (n + 1 < cap && recv(fd, answer + n, 1, 0) == 1 && answer[n] != '\n')
		n++;
	answer[n] = 0;
	return n > 0 ? ERR_OK : ERR_GONE;
}

enum err control_tell(const char *path, const char *line, char *answer, size_t cap)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	enum err err = ERR_GONE;

	if (fd < 0)
		return ERR_IO;
	if (!text_copy(address.sun_path, sizeof(address.sun_path), path) &&
	    connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		err = exchange_lines(fd, line, answer, cap);
	close(fd);
	return err;
}

int control_words(char *line, char **words, int cap)
{
	int count = 0;
	char *word;

	while (count < cap && (word = strsep(&line, " \t"))) {
		if (*word)
			words[count++] = word;
	}
	return count;
}
