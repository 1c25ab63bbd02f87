#include "helpers/line.h"

#include "base/clock.h"
#include "base/frame.h"
#include "base/log.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Lines at once: each helper's, and lives that ended and are not reaped yet. */
#define WATCHED_LINES_MAX (4 * HELPERS_MAX)

void message_finish(struct message *message)
{
	if (message->data)
		explicit_bzero(message->data, message->size);
	free(message->data);
	*message = (struct message){ 0 };
}

bool line_take(struct line *line, struct message *ret_message)
{
	if (line->count == 0)
		return false;
	*ret_message = line->inbox[line->head];
	line->inbox[line->head] = (struct message){ 0 };
	line->head = (line->head + 1) % LINE_INBOX_MAX;
	line->count--;
	return true;
}

static void empty(struct line *line)
{
	struct message message;

	while (line_take(line, &message))
		message_finish(&message);
}

void line_hang_up(struct line *line)
{
	if (!line->dropped)
		shutdown(line->fd, SHUT_RDWR);
}

void line_drop(struct line *line)
{
	if (!line->reaped && pidfd_send_signal(line->pidfd, SIGKILL, NULL, 0) && errno != ESRCH)
		log_error("%s cannot be killed: %s", line->ops->program, strerror(errno));
	line->dropped = true;
	empty(line);
}

/* ---- asking for life ---- */

static enum err ask(struct line *line)
{
	enum err err;

	if (line->asked_ms)
		return ERR_OK;
	err = frame_ask_life(line->fd);
	if (err)
		return err;
	line->asked_ms = clock_ms();
	line->ask_ms = line->asked_ms + HELPER_ASK_MS;
	return ERR_OK;
}

enum err line_send(struct line *line, const void *data, size_t size)
{
	enum err err = frame_offer(line->fd, data, size);

	if (!err)
		line->talk--;	/* whoever is told something may answer */
	return err ? err : ask(line);
}

static int64_t limit_ms(const struct line *line)
{
	return line->heard || line->ops->stall_ms > HELPER_BEGIN_MS ? line->ops->stall_ms :
								      HELPER_BEGIN_MS;
}

/* What is due of a line next, by its own clock. */
static int64_t due_ms(const struct line *line)
{
	if (line->dropped || line->end)
		return INT64_MAX;
	return line->asked_ms ? line->asked_ms + limit_ms(line) : line->ask_ms;
}

static void mind_life(struct line *line, int64_t now)
{
	if (now < due_ms(line))
		return;
	if (line->asked_ms)
		line->end = LINE_STALLED;
	else if (ask(line))
		line->end = LINE_STALLED;
}

/* ---- listening ---- */

/* Nobody has so much to say that its owner, who takes a turn for each, falls far behind. */
static bool talks_too_much(struct line *line)
{
	int64_t now = clock_ms();

	if (now - line->second_ms >= 1000) {
		line->second_ms = now;
		line->talk = 0;
	}
	return ++line->talk > HELPER_TALK_MAX || line->count == LINE_INBOX_MAX;
}

static void put_in(struct line *line, const uint8_t *data, size_t size)
{
	struct message message = { size, malloc(size) };

	if (!message.data)
		abort();
	memcpy(message.data, data, size);
	line->inbox[(line->head + line->count++) % LINE_INBOX_MAX] = message;
}

/* One message, if there is one; false: no more for now. */
static bool hear_one(struct lines *lines, struct line *line)
{
	size_t size = 0;
	enum err err = frame_take(line->fd, lines->buffer, FRAME_MAX, &size);
	bool lives = !err && frame_is_life(lines->buffer, size);

	if (err == ERR_TIMEOUT)
		return false;
	if (err)
		line->end = err == ERR_PROTO ? LINE_GARBLED : LINE_CLOSED;
	else if (!(lives && line->asked_ms) && talks_too_much(line))
		line->end = LINE_BABBLED;
	else if (lives)
		line->asked_ms = 0;
	else
		put_in(line, lines->buffer, size);
	line->heard = true;
	explicit_bzero(lines->buffer, size);
	return !line->end;
}

static void hear(struct lines *lines, struct line *line)
{
	while (hear_one(lines, line))
		;
	if (line->end == LINE_BABBLED || line->end == LINE_GARBLED)
		empty(line);
}

static void reap(struct line *line)
{
	siginfo_t how = { 0 };

	if (waitid(P_PIDFD, (id_t)line->pidfd, &how, WEXITED | WNOHANG) == 0 && how.si_pid == 0)
		return;
	line->reaped = true;
	log_debug("%s %d ended: %s %d", line->ops->program, (int)line->pid,
		  how.si_code == CLD_EXITED ? "exit" :
		  how.si_code == CLD_DUMPED ? "core, signal" : "signal", how.si_status);
}

/* ---- the thread ---- */

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void free_line(struct line *line)
{
	close_fd(&line->fd);
	close_fd(&line->pidfd);
	empty(line);
	free(line);
}

/* Closes what its owner has left, and forgets what has been reaped. */
static void clear_dropped(struct lines *lines)
{
	for (struct line **at = &lines->first; *at;) {
		struct line *line = *at;

		if (line->dropped)
			close_fd(&line->fd);
		if (line->dropped && line->reaped) {
			*at = line->next;
			free_line(line);
		} else {
			at = &line->next;
		}
	}
}

/* Two places a line: what it says, and its end.  Returns their number. */
static int set_out(const struct lines *lines, struct pollfd *at)
{
	int n = 0;

	at[n++] = (struct pollfd){ lines->poke, POLLIN, 0 };
	for (const struct line *line = lines->first; line; line = line->next) {
		bool listens = !line->dropped && !line->end;

		assert(n + 2 <= 1 + 2 * WATCHED_LINES_MAX);
		at[n++] = (struct pollfd){ listens ? line->fd : -1, POLLIN, 0 };
		at[n++] = (struct pollfd){ line->reaped ? -1 : line->pidfd, POLLIN, 0 };
	}
	return n;
}

static int patience_ms(const struct lines *lines)
{
	int64_t due = INT64_MAX, left;

	for (const struct line *line = lines->first; line; line = line->next) {
		if (due_ms(line) < due)
			due = due_ms(line);
	}
	left = due - clock_ms();
	return due == INT64_MAX ? -1 : left < 0 ? 0 : (int)left;
}

/* True when the owner of the line has something to do. */
static bool attend(struct lines *lines, struct line *line, const struct pollfd *at)
{
	int count = line->count;
	enum line_end end = line->end;

	if (at[0].revents && !line->dropped)
		hear(lines, line);
	if (at[1].revents) {
		reap(line);
		if (line->reaped && !line->dropped && !line->end) {
			hear(lines, line);	/* its last words */
			line->end = line->end ? line->end : LINE_CLOSED;
		}
	}
	mind_life(line, clock_ms());
	return !line->dropped && (line->count > count || line->end != end);
}

/* Lines may have been added at the front since `at` was set out: `first` is where it began. */
static bool attend_all(struct lines *lines, struct line *first, const struct pollfd *at)
{
	bool news = false;

	for (struct line *line = first; line; line = line->next) {
		news = attend(lines, line, at) || news;
		at += 2;
	}
	return news;
}

static void wake_owner(struct lines *lines)
{
	pthread_cond_broadcast(&lines->changed);
	if (lines->woken)
		return;
	lines->woken = true;
	if (lines->wake)
		lines->wake(lines->context);
}

static void *listen_to_all(void *argument)
{
	struct lines *lines = argument;
	struct pollfd at[1 + 2 * WATCHED_LINES_MAX];

	pthread_mutex_lock(&lines->lock);
	while (!lines->quit) {
		struct line *first;
		uint64_t pokes;
		int n, ms;

		clear_dropped(lines);
		first = lines->first;
		n = set_out(lines, at);
		ms = patience_ms(lines);
		pthread_mutex_unlock(&lines->lock);
		n = poll(at, (nfds_t)n, ms);
		pthread_mutex_lock(&lines->lock);
		if (n > 0 && at[0].revents && read(lines->poke, &pokes, sizeof(pokes)) < 0)
			log_debug("a poke was none: %s", strerror(errno));
		if (n >= 0 && attend_all(lines, first, at + 1))
			wake_owner(lines);
		else
			pthread_cond_broadcast(&lines->changed);
	}
	pthread_mutex_unlock(&lines->lock);
	return NULL;
}

void lines_poke(struct lines *lines)
{
	const uint64_t one = 1;

	if (write(lines->poke, &one, sizeof(one)) < 0)
		log_error("helpers: the listener was not poked: %s", strerror(errno));
}

/* Signals are the owner's. */
static int start_thread(struct lines *lines)
{
	sigset_t all, before;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	failed = pthread_create(&lines->thread, NULL, listen_to_all, lines);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed;
}

enum err lines_start(struct lines *lines)
{
	pthread_condattr_t monotonic;

	pthread_mutex_init(&lines->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&lines->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	lines->buffer = malloc(FRAME_MAX);
	lines->poke = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (!lines->buffer || lines->poke < 0 ||
	    start_thread(lines)) {
		log_error("helpers: no listener: %s", strerror(errno));
		free(lines->buffer);
		close_fd(&lines->poke);
		return ERR_IO;
	}
	return ERR_OK;
}

void lines_finish(struct lines *lines)
{
	pthread_mutex_lock(&lines->lock);
	lines->quit = true;
	pthread_mutex_unlock(&lines->lock);
	lines_poke(lines);
	pthread_join(lines->thread, NULL);
	while (lines->first) {
		struct line *line = lines->first;

		lines->first = line->next;
		free_line(line);
	}
	close_fd(&lines->poke);
	free(lines->buffer);
	pthread_cond_destroy(&lines->changed);
	pthread_mutex_destroy(&lines->lock);
}
