/*
 * SAM-V modules on a serial port: identity documents, as text.  The module
 * holds the Ministry's keys and authenticates the document itself; no APDU
 * passes.
 *
 * A document that was read is not found again until it has been lifted, and
 * the module does not say whether it still lies there: once it has been read
 * it counts as lifted, and to be read again it must be laid again.
 */
#include "drivers/reader/lock.h"
#include "drivers/reader/open.h"
#include "drivers/reader/samv_frame.h"
#include "drivers/reader/watch.h"

#include "card/deadline.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Commands and how long their answers are waited for. */
struct samv_command {
	uint8_t cmd, para;
	int ms;
};

static const struct samv_command status_command = { 0x11, 0xFF, 500 };
static const struct samv_command find_command = { 0x20, 0x01, 500 };
static const struct samv_command select_command = { 0x20, 0x02, 500 };
static const struct samv_command read_command = { 0x30, 0x01, 2400 };

/* Within an answer: a byte that is this late has been lost on the line. */
#define GAP_MS 250

/* Between two looks at an empty antenna, of 10 ms: a laid document is noticed within 300 ms. */
#define SAMV_PAUSE_MS 280

struct samv_reader {
	struct reader reader;
	int port;		/* locked */
	struct watch watch;
	bool selected;
	struct reader_card card;
	struct samv_parser parser;
};

static struct samv_reader *of(struct reader *reader)
{
	return (struct samv_reader *)reader;
}

/* ---- one command, one answer ---- */

static enum err send_all(int port, const uint8_t *bytes, size_t size, struct deadline deadline)
{
	while (size > 0) {
		struct pollfd room = { .fd = port, .events = POLLOUT };
		ssize_t n;

		if (poll(&room, 1, deadline_left_ms(deadline)) == 0)
			return ERR_TIMEOUT;
		n = write(port, bytes, size);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n < 0)
			return ERR_GONE;
		bytes += n;
		size -= (size_t)n;
	}
	return ERR_OK;
}

/* One byte from the port, or ERR_TIMEOUT, ERR_GONE. */
static enum err receive_byte(int port, struct deadline deadline, uint8_t *ret_byte)
{
	for (;;) {
		struct pollfd data = { .fd = port, .events = POLLIN };
		ssize_t n = read(port, ret_byte, 1);

		if (n == 1)
			return ERR_OK;
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return ERR_GONE;
		if (deadline_left_ms(deadline) == 0)
			return ERR_TIMEOUT;
		if (poll(&data, 1, deadline_left_ms(deadline)) > 0 && n == 0 &&
		    data.revents & (POLLHUP | POLLERR | POLLNVAL))
			return ERR_GONE;
	}
}

/* The answer stays in the parser: wipe it. */
static enum err receive_frame(struct samv_reader *r, struct deadline deadline)
{
	enum samv_input input = SAMV_MORE;

	r->parser.size = 0;
	for (bool begun = false; input == SAMV_MORE; begun = true) {
		int ms = deadline_left_within(deadline, begun ? GAP_MS : READER_MS_MAX);
		uint8_t byte;
		enum err err = receive_byte(r->port, deadline_in(ms), &byte);

		if (err)
			return err == ERR_TIMEOUT && begun ? ERR_PROTO : err;
		input = samv_take(&r->parser, byte);
	}
	return input == SAMV_FRAME && r->parser.body_size >= 3 ? ERR_OK : ERR_PROTO;
}

/* What still came for an earlier command must not pass for the next answer. */
static enum err ask(struct samv_reader *r, const struct samv_command *command, int ms,
		    uint8_t *ret_sw)
{
	const uint8_t body[2] = { command->cmd, command->para };
	struct deadline deadline = deadline_in(ms < command->ms ? ms : command->ms);
	uint8_t frame[SAMV_FRAME_MAX];
	enum err err;

	tcflush(r->port, TCIFLUSH);
	err = send_all(r->port, frame, samv_wrap(body, sizeof(body), frame), deadline);
	if (!err)
		err = receive_frame(r, deadline);
	if (err)
		r->selected = false;
	else
		*ret_sw = r->parser.body[2];
	return err;
}

/* ---- the slots ---- */

/* ERR_ABSENT: no document that has not been read yet. */
static enum err look(struct samv_reader *r, struct reader_card *ret_card)
{
	struct reader_card card = { .tech = TECH_ID_MODULE };
	uint8_t sw = 0;
	enum err err = ask(r, &find_command, READER_MS_MAX, &sw);

	if (err || sw != SAMV_FOUND)
		return err ? err : ERR_ABSENT;
	err = ask(r, &select_command, READER_MS_MAX, &sw);
	if (err || sw != SAMV_OK)
		return err ? err : ERR_ABSENT;
	if (r->parser.body_size == 3 + 8) {
		card.uid_size = 8;
		memcpy(card.uid, r->parser.body + 3, 8);
	}
	r->card = *ret_card = card;
	r->selected = true;
	return ERR_OK;
}

/* A disturbed answer to a look is no news; a module that is silent has gone. */
static enum err look_again(struct reader *reader, struct reader_card *ret_card)
{
	enum err err = look(of(reader), ret_card);

	if (err == ERR_PROTO)
		return ERR_ABSENT;
	return err == ERR_TIMEOUT ? ERR_GONE : err;
}

static enum err samv_wait(struct reader *reader, int ms, struct reader_card *ret_card)
{
	struct samv_reader *r = of(reader);
	/* Of a silent module it too ends within ms: later, this driver counts as hung. */
	int last_look_ms = find_command.ms + select_command.ms;

	r->selected = false;
	ms = ms > last_look_ms ? ms - last_look_ms : 0;
	return watch_for_card(&r->watch, ms, SAMV_PAUSE_MS, reader, look_again, ret_card);
}

/* One reading a laying: for the next, the document must be found anew. */
static enum err select_document(struct samv_reader *r)
{
	struct reader_card card;
	enum err err;

	if (r->selected)
		return ERR_OK;
	err = look(r, &card);
	return err == ERR_ABSENT ? ERR_REMOVED : err;
}

static enum err samv_idtext(struct reader *reader, int ms, uint8_t text[IDTEXT_SIZE])
{
	struct samv_reader *r = of(reader);
	struct deadline deadline = deadline_in(ms);
	uint8_t sw = 0;
	enum err err = select_document(r);

	if (!err)
		err = ask(r, &read_command, deadline_left_ms(deadline), &sw);
	/* A disturbed line: the module still has the document, and says it again. */
	if (err == ERR_PROTO)
		err = ask(r, &read_command, deadline_left_ms(deadline), &sw);
	r->selected = false;
	if (!err && sw != SAMV_OK)
		err = sw == SAMV_NOT_AUTHORISED ? ERR_DENIED : ERR_REMOVED;
	if (!err && !samv_text(&r->parser, text))
		err = ERR_PROTO;
	explicit_bzero(&r->parser, sizeof(r->parser));
	return err;
}

static enum err samv_present(struct reader *reader, const struct reader_card *card)
{
	(void)card;
	return of(reader)->selected ? ERR_OK : ERR_REMOVED;
}

static void samv_cancel(struct reader *reader)
{
	watch_cancel(&of(reader)->watch);
}

static void samv_release(struct reader *reader)
{
	of(reader)->selected = false;
}

static void samv_close(struct reader *reader)
{
	struct samv_reader *r = of(reader);

	if (r->port >= 0)
		close(r->port);
	watch_finish(&r->watch);
	explicit_bzero(&r->parser, sizeof(r->parser));
	free(r);
}

static const struct reader_ops samv_ops = {
	.name = "samv",
	.wait = samv_wait,
	.idtext = samv_idtext,
	.idtext_proves = true,
	.present = samv_present,
	.cancel = samv_cancel,
	.release = samv_release,
	.close = samv_close,
};

/* ---- opening ---- */

static enum err set_line(int port)
{
	struct termios line;

	if (tcgetattr(port, &line))
		return ERR_GONE;
	cfmakeraw(&line);
	cfsetispeed(&line, B115200);
	cfsetospeed(&line, B115200);
	line.c_cflag |= CLOCAL | CREAD;
	line.c_cc[VMIN] = 0;
	line.c_cc[VTIME] = 0;
	return tcsetattr(port, TCSANOW, &line) ? ERR_GONE : ERR_OK;
}

static enum err open_port(struct samv_reader *r, const char *path)
{
	uint8_t sw = 0;
	enum err err = lock_device(path, &r->port);

	if (!err)
		err = set_line(r->port);
	if (!err)
		err = ask(r, &status_command, READER_MS_MAX, &sw);
	/* A port with no module behind it is a reader that is not there. */
	return err && err != ERR_DENIED ? ERR_GONE : err;
}

enum err reader_samv_open(const char *where, struct reader **ret_reader)
{
	struct samv_reader *r = calloc(1, sizeof(*r));
	enum err err;

	assert(r);
	r->reader.ops = &samv_ops;
	r->port = -1;
	watch_init(&r->watch);
	err = open_port(r, where);
	if (err) {
		samv_close(&r->reader);
		return err;
	}
	*ret_reader = &r->reader;
	return ERR_OK;
}
