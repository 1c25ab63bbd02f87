#include "base/frame.h"

#include "base/bytes.h"
#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static enum err failed(const char *doing)
{
	if (errno == EPIPE || errno == ECONNRESET)
		return ERR_GONE;
	log_error("%s a message: %s", doing, strerror(errno));
	return ERR_IO;
}

static enum err send_all(int fd, const uint8_t *at, size_t left)
{
	while (left > 0) {
		ssize_t n = send(fd, at, left, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed("sending");
		at += n;
		left -= (size_t)n;
	}
	return ERR_OK;
}

enum err frame_send(int fd, const void *data, size_t size)
{
	uint8_t head[4];
	struct bytes_out out = bytes_out(head, sizeof(head));
	enum err err;

	if (size > FRAME_MAX)
		return ERR_FULL;
	bytes_put_u32(&out, (uint32_t)size);
	err = send_all(fd, head, sizeof(head));
	return err ? err : send_all(fd, data, size);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static enum err wait_readable(int fd, int64_t deadline_ms)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	int n;

	do {
		int64_t left = deadline_ms - now_ms();

		if (deadline_ms >= 0 && left <= 0)
			left = 0;
		n = poll(&wait, 1, deadline_ms < 0 ? -1 : (int)left);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return failed("waiting for");
	return n == 0 ? ERR_TIMEOUT : ERR_OK;
}

static enum err receive_all(int fd, uint8_t *at, size_t left, int64_t deadline_ms)
{
	while (left > 0) {
		enum err err = wait_readable(fd, deadline_ms);
		ssize_t n;

		if (err)
			return err;
		n = recv(fd, at, left, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed("receiving");
		if (n == 0)
			return ERR_GONE;
		at += n;
		left -= (size_t)n;
	}
	return ERR_OK;
}

enum err frame_receive(int fd, void *buffer, size_t cap, int timeout_ms,
		       size_t *ret_size)
{
	int64_t deadline = timeout_ms < 0 ? -1 : now_ms() + timeout_ms;
	uint8_t head[4];
	struct bytes_in in = bytes_in(head, sizeof(head));
	enum err err = receive_all(fd, head, sizeof(head), deadline);
	size_t size;

	if (err)
		return err;
	size = bytes_get_u32(&in);
	if (size > cap || size > FRAME_MAX)
		return ERR_PROTO;
	/* Once a message has begun, its end is waited for a second more. */
	if (deadline >= 0)
		deadline += 1000;
	err = receive_all(fd, buffer, size, deadline);
	if (err)
		return err == ERR_GONE || err == ERR_TIMEOUT ? ERR_PROTO : err;
	*ret_size = size;
	return ERR_OK;
}
