/*
 * A remote HSM behind a local service: what the two-step interface of the
 * standard looks like to a terminal.  One line goes out, with everything that
 * was collected from the card, hexadecimal, in the order that the first step
 * hands to an HSM:
 *
 *     region|historical|algorithm|card id|internal factor|internal source|
 *         external factor|external source|key
 *
 * One line comes back, the second step: "INTERNAL EXTERNAL" (16 and 32 hex
 * digits), or "DENIED".  The service (not ours) speaks to the HSM, with its own
 * terminal number and credentials; the kiosk has no network.
 */
#include "drivers/sam/open.h"

#include "base/bytes.h"
#include "base/log.h"
#include "base/text.h"
#include "card/deadline.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define HSM_LINE_BYTES 512

struct hsm_sam {
	struct sam sam;
	int fd;
};

static void add_hex(struct text *line, const uint8_t *bytes, size_t size)
{
	char hex[2 * 32 + 1];

	assert(size <= 32);
	bytes_to_hex(bytes, size, hex);
	text_addf(line, "%s|", hex);
}

static void write_question(const struct sam_question *q, struct text *line)
{
	const uint8_t algorithm = (uint8_t)q->algorithm;

	add_hex(line, q->card_id, 3);
	add_hex(line, q->hist, q->hist_size);
	add_hex(line, &algorithm, 1);
	add_hex(line, q->card_id, sizeof(q->card_id));
	add_hex(line, q->internal_factor, 8);
	add_hex(line, q->internal_source, 8);
	add_hex(line, q->external_factor, 8);
	add_hex(line, q->external_source, 8);
	text_add(line, q->key == SAM_KEY_STAFF ? "staff\n" : "card\n");
	assert(!line->full);
}

/* Up to a line break, which is cut off. */
static enum err read_line(int fd, struct deadline deadline, char *line, size_t cap)
{
	size_t n = 0;

	while (n + 1 < cap) {
		struct pollfd wait = { .fd = fd, .events = POLLIN };

		if (poll(&wait, 1, deadline_left_ms(deadline)) <= 0)
			return ERR_TIMEOUT;
		if (recv(fd, line + n, 1, 0) != 1)
			return ERR_GONE;
		if (line[n] == '\n') {
			line[n] = 0;
			return ERR_OK;
		}
		n++;
	}
	return ERR_PROTO;
}

static enum err read_answer(char *line, struct sam_answer *answer)
{
	char *external = strchr(line, ' ');
	size_t internal_size = 0, external_size = 0;

	if (strcmp(line, "DENIED") == 0)
		return ERR_DENIED;
	if (!external)
		return ERR_PROTO;
	*external++ = 0;
	if (!bytes_from_hex(line, answer->internal, 8, &internal_size) || internal_size != 8 ||
	    !bytes_from_hex(external, answer->external, 16, &external_size) ||
	    external_size != 16)
		return ERR_PROTO;
	return ERR_OK;
}

static enum err hsm_answer(struct sam *sam, const struct sam_question *q, int ms,
			   struct sam_answer *ret_answer)
{
	struct hsm_sam *hsm = (struct hsm_sam *)sam;
	struct sam_answer answer;
	char bytes[HSM_LINE_BYTES];
	struct text line = text_in(bytes, sizeof(bytes));
	enum err err = ERR_OK;

	write_question(q, &line);
	if (send(hsm->fd, bytes, line.len, MSG_NOSIGNAL) != (ssize_t)line.len)
		err = ERR_GONE;
	if (!err)
		err = read_line(hsm->fd, deadline_in(ms), bytes, sizeof(bytes));
	if (!err)
		err = read_answer(bytes, &answer);
	if (!err)
		*ret_answer = answer;
	else
		log_warn("hsm: no answer: %s", err_name(err));
	explicit_bzero(&answer, sizeof(answer));
	explicit_bzero(bytes, sizeof(bytes));
	return err;
}

static void hsm_close(struct sam *sam)
{
	struct hsm_sam *hsm = (struct hsm_sam *)sam;

	if (hsm->fd >= 0)
		close(hsm->fd);
	free(hsm);
}

static const struct sam_ops hsm_ops = {
	.name = "hsm",
	.answer = hsm_answer,
	.close = hsm_close,
};

static enum err connect_to(const char *path, int *ret_fd)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && !text_copy(address.sun_path, sizeof(address.sun_path), path) &&
	    connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0) {
		*ret_fd = fd;
		return ERR_OK;
	}
	log_error("hsm: %s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ERR_GONE;
}

enum err sam_hsm_open(const char *where, struct sam **ret_sam)
{
	struct hsm_sam *hsm = calloc(1, sizeof(*hsm));
	enum err err;

	assert(hsm);
	hsm->sam.ops = &hsm_ops;
	hsm->fd = -1;
	err = connect_to(where, &hsm->fd);
	if (err) {
		hsm_close(&hsm->sam);
		return err;
	}
	*ret_sam = &hsm->sam;
	return ERR_OK;
}
