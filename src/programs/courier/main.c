/*
 * kiosk-courier: the only process of a kiosk that speaks to the world outside.
 *
 *     kiosk-courier --fd N --to URL --keys DIR [--socket PATH] [--quiet]
 *
 * N is one end of a socket pair (wire/courier_link.h).  What it is handed it carries to
 * the centre and brings the answer back; it keeps nothing, knows nothing of what it
 * carries, and ends when the other end is closed.
 */
#include "base/frame.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "confine/confine.h"
#include "programs/courier/post.h"

#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COURIER_HELP \
	"kiosk-courier: speaks to the centre for a kiosk, which starts it\n" \
	"  --fd N             the kiosk's end of a socket pair\n" \
	"  --to URL           of the centre: https://HOST:PORT\n" \
	"  --keys DIR         with courier.pem, courier.key and root.pem\n" \
	"  --socket PATH      of this machine, that leads to the centre\n" \
	"  --quiet            logs only what failed\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

#define HTTPS_PORT 443

struct courier {
	int fd;
	struct post_options options;
	struct post *post;
};

static int usage(void)
{
	fprintf(stderr, "usage: kiosk-courier --fd N --to https://HOST:PORT --keys DIR"
			" [--socket PATH] [--quiet]\n");
	return 2;
}

static void send_answer(void *context, const struct courier_answer *answer)
{
	static uint8_t message[COURIER_MESSAGE_MAX];
	const struct courier *courier = context;
	size_t size = 0;

	if (courier_put_answer(answer, message, sizeof(message), &size) ||
	    frame_send(courier->fd, message, size))
		log_debug("the kiosk does not listen");
	explicit_bzero(message, sizeof(message));
}

static enum err obey(struct courier *courier, const uint8_t *message, size_t size)
{
	struct courier_request request;
	enum err err;

	if (frame_is_life(message, size))
		return frame_send(courier->fd, message, size);
	err = courier_get_request(message, size, &request);
	if (!err)
		post_send(courier->post, &request);
	return err;
}

/* All that has come; ERR_TIMEOUT: and no more. */
static enum err listen_to_kiosk(struct courier *courier)
{
	static uint8_t message[COURIER_MESSAGE_MAX];
	size_t size = 0;
	enum err err;

	while ((err = frame_take(courier->fd, message, sizeof(message), &size)) == ERR_OK) {
		err = obey(courier, message, size);
		explicit_bzero(message, size);
		if (err)
			return err;
	}
	return err;
}

static void serve(struct courier *courier)
{
	while (listen_to_kiosk(courier) == ERR_TIMEOUT) {
		if (post_work(courier->post, courier->fd))
			return;
	}
}

/* ---- start and end ---- */

static bool take_arguments(int argc, char **argv, struct courier *courier)
{
	static const struct option options[] = {
		{ "fd", required_argument, NULL, 'f' },
		{ "to", required_argument, NULL, 't' },
		{ "keys", required_argument, NULL, 'k' },
		{ "socket", required_argument, NULL, 's' },
		{ "quiet", no_argument, NULL, 'q' },
		{ 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'f')
			courier->fd = (int)strtol(optarg, NULL, 10);
		else if (option == 't')
			courier->options.to = optarg;
		else if (option == 'k')
			courier->options.keys = optarg;
		else if (option == 's')
			courier->options.socket = optarg;
		else if (option == 'q')
			log_open("kiosk-courier", LOG_ERROR);
		else
			return false;
	}
	return courier->fd >= 0 && courier->options.to && courier->options.keys && optind == argc;
}

static int port_of(const char *url)
{
	const char *colon = strrchr(url, ':');
	long port = colon && colon[1] != '/' ? strtol(colon + 1, NULL, 10) : HTTPS_PORT;

	return port > 0 && port < 65536 ? (int)port : HTTPS_PORT;
}

/* Its own keys, what names are looked up by, and one port; through a socket not even that. */
static enum err give_up(const struct courier *courier)
{
	const struct confine needs = {
		.reads = { "/usr", "/lib", "/lib64", "/etc", "/run/systemd/resolve",
			   courier->options.keys },
		.inet = !courier->options.socket,
		.port = port_of(courier->options.to),
		.alone = true,
	};

	return confine(&needs);
}

int main(int argc, char **argv)
{
	static struct courier courier = { .fd = -1 };

	harden();
	log_open("kiosk-courier", LOG_INFO);
	signal(SIGPIPE, SIG_IGN);
	if (program_tells(argv, "kiosk-courier", program_version, COURIER_HELP))
		return 0;
	if (!take_arguments(argc, argv, &courier))
		return usage();
	if (give_up(&courier) || post_open(&courier.options, send_answer, &courier, &courier.post))
		return 3;
	serve(&courier);
	post_close(courier.post);
	return 0;
}
