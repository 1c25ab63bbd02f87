/*
 * A line that can be cut: what comes to its port goes to another and back.
 *
 *	tool-line
 *
 * It prints its port.  On stdin, a line each: "p PORT", where it leads from now on; "a": the
 * next answer is lost on the way, after its request was carried; "q": the next request
 * breaks off in its middle; "x": all that is open ends.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PAIRS_MAX 64
/* More goes up in a request, and less in what opens a connection. */
#define REQUEST_BYTES 2000

struct pair {
	int down, up;		/* towards the couriers, towards the centre */
	size_t asked;		/* bytes that went up since the last that came down */
};

static struct pair pairs[PAIRS_MAX];
static int pair_count;
static in_port_t port_up;
static bool lose_answer, break_request;

static struct sockaddr_in here(in_port_t port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = port,
				     .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static int listen_here(void)
{
	struct sockaddr_in at = here(0);
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (bind(fd, (struct sockaddr *)&at, size) || listen(fd, 16) ||
	    getsockname(fd, (struct sockaddr *)&at, &size))
		exit(3);
	printf("%u\n", (unsigned)ntohs(at.sin_port));
	fflush(stdout);
	return fd;
}

static void end_pair(int i)
{
	close(pairs[i].down);
	close(pairs[i].up);
	pairs[i] = pairs[--pair_count];
}

static void take(int listener)
{
	struct sockaddr_in at = here(port_up);
	int down = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	int up = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (down >= 0 && pair_count < PAIRS_MAX &&
	    connect(up, (struct sockaddr *)&at, sizeof(at)) == 0) {
		pairs[pair_count++] = (struct pair){ down, up, 0 };
		return;
	}
	close(up);
	if (down >= 0)
		close(down);
}

static bool carry(int from, int to, size_t most, size_t *ret_carried)
{
	static char bytes[65536];
	ssize_t got = recv(from, bytes, most < sizeof(bytes) ? most : sizeof(bytes), 0);

	if (got <= 0 || send(to, bytes, (size_t)got, MSG_NOSIGNAL) != got)
		return false;
	*ret_carried = (size_t)got;
	return true;
}

static bool carry_up(struct pair *p)
{
	size_t carried;

	if (!carry(p->down, p->up, break_request ? REQUEST_BYTES : SIZE_MAX, &carried))
		return false;
	p->asked += carried;
	if (!break_request || p->asked < REQUEST_BYTES)
		return true;
	break_request = false;
	return false;
}

static bool carry_down(struct pair *p)
{
	size_t carried;

	if (lose_answer && p->asked > REQUEST_BYTES) {
		lose_answer = false;
		return false;
	}
	p->asked = 0;
	return carry(p->up, p->down, SIZE_MAX, &carried);
}

static bool obey(void)
{
	char line[32];

	if (!fgets(line, sizeof(line), stdin))
		return false;
	if (line[0] == 'p')
		port_up = htons((in_port_t)atoi(line + 1));
	lose_answer |= line[0] == 'a';
	break_request |= line[0] == 'q';
	while (line[0] == 'x' && pair_count > 0)
		end_pair(0);
	return true;
}

static void turn(int listener)
{
	struct pollfd fds[2 + 2 * PAIRS_MAX] = { { .fd = STDIN_FILENO, .events = POLLIN },
						 { .fd = listener, .events = POLLIN } };
	int count = pair_count;

	for (int i = 0; i < count; i++) {
		fds[2 + 2 * i] = (struct pollfd){ .fd = pairs[i].down, .events = POLLIN };
		fds[3 + 2 * i] = (struct pollfd){ .fd = pairs[i].up, .events = POLLIN };
	}
	if (poll(fds, (nfds_t)(2 + 2 * count), -1) < 0)
		return;
	/* From the last, since one that ends is replaced by the last. */
	for (int i = count - 1; i >= 0; i--) {
		if ((fds[2 + 2 * i].revents && !carry_up(&pairs[i])) ||
		    (fds[3 + 2 * i].revents && !carry_down(&pairs[i])))
			end_pair(i);
	}
	if (fds[1].revents)
		take(listener);
	if (fds[0].revents && !obey())
		exit(0);
}

int main(void)
{
	int listener = listen_here();

	setvbuf(stdin, NULL, _IONBF, 0);
	for (;;)
		turn(listener);
}
