#include "base/frame.h"

#include "base/clock.h"
#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define KIND_LIFE 0

static enum err failed(const char *doing)
{
	if (errno == EPIPE || errno == ECONNRESET)
		return ERR_GONE;
	log_error("%s a message: %s", doing, strerror(errno));
	return ERR_IO;
}

enum err frame_pair(int ret_ends[2])
{
	const int room = FRAME_MAX;	/* the kernel doubles it */
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		return failed("making a line for");
	for (int i = 0; i < 2; i++) {
		if (setsockopt(ends[i], SOL_SOCKET, SO_SNDBUF, &room, sizeof(room)))
			log_warn("a line keeps its usual room: %s", strerror(errno));
		ret_ends[i] = ends[i];
	}
	return ERR_OK;
}

static enum err send_with(int fd, const void *data, size_t size, int flags)
{
	ssize_t n;

	if (size == 0 || size > FRAME_MAX)
		return ERR_FULL;
	do {
		n = send(fd, data, size, MSG_NOSIGNAL | flags);
	} while (n < 0 && errno == EINTR);
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return ERR_FULL;
	return n < 0 ? failed("sending") : ERR_OK;
}

enum err frame_send(int fd, const void *data, size_t size)
{
	return send_with(fd, data, size, 0);
}

enum err frame_offer(int fd, const void *data, size_t size)
{
	return send_with(fd, data, size, MSG_DONTWAIT);
}

enum err frame_ask_life(int fd)
{
	const uint8_t question = KIND_LIFE;

	return frame_offer(fd, &question, sizeof(question));
}

bool frame_is_life(const void *data, size_t size)
{
	return size == 1 && *(const uint8_t *)data == KIND_LIFE;
}

enum err frame_take(int fd, void *buffer, size_t cap, size_t *ret_size)
{
	ssize_t n;

	do {
		n = recv(fd, buffer, cap, MSG_DONTWAIT | MSG_TRUNC);
	} while (n < 0 && errno == EINTR);
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return ERR_TIMEOUT;
	if (n < 0)
		return failed("receiving");
	if (n == 0)
		return ERR_GONE;
	if ((size_t)n > cap) {
		explicit_bzero(buffer, cap);
		return ERR_PROTO;
	}
	*ret_size = (size_t)n;
	return ERR_OK;
}

static enum err wait_readable(int fd, int64_t deadline_ms)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	int n;

	do {
		int64_t left = deadline_ms - clock_ms();

		if (deadline_ms >= 0 && left <= 0)
			left = 0;
		n = poll(&wait, 1, deadline_ms < 0 ? -1 : (int)left);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return failed("waiting for");
	return n == 0 ? ERR_TIMEOUT : ERR_OK;
}

enum err frame_receive(int fd, void *buffer, size_t cap, int timeout_ms,
		       size_t *ret_size)
{
	int64_t deadline = timeout_ms < 0 ? -1 : clock_ms() + timeout_ms;
	enum err err;

	for (;;) {
		size_t size = 0;

		err = frame_take(fd, buffer, cap, &size);
		if (err == ERR_TIMEOUT)
			err = wait_readable(fd, deadline);
		else if (!err && !frame_is_life(buffer, size)) {
			*ret_size = size;
			return ERR_OK;
		} else if (!err)
			err = frame_send(fd, buffer, size);
		if (err)
			return err;
	}
}
