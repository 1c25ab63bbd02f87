/*
 * The helpers' inside: one life of one helper, and the thread that listens.
 */
#ifndef HELPERS_LINE_H
#define HELPERS_LINE_H

#include "helpers/helpers.h"

#include <pthread.h>

/* Messages that wait to be handed over; a helper with more babbles. */
#define LINE_INBOX_MAX 64

struct message {
	size_t size;
	uint8_t *data;	/* its own, wiped when freed */
};

/* Why a life has ended, or must end. */
enum line_end {
	LINE_LIVES = 0,
	LINE_CLOSED,	/* the process ended, or closed its end */
	LINE_STALLED,	/* does not answer, or does not take what it is sent */
	LINE_BABBLED,	/* too many messages */
	LINE_GARBLED,	/* a message that makes no sense */
};

/* One life.  Guarded by the lock of its lines but for what never changes. */
struct line {
	struct line *next;
	const struct helper_ops *ops;
	int fd;			/* -1: closed */
	int pidfd;
	pid_t pid;
	enum line_end end;
	bool dropped;		/* its owner has turned away: to be closed and reaped */
	bool reaped;
	bool heard;		/* it has said something */
	int64_t asked_ms;	/* an unanswered question for life; 0: none */
	int64_t ask_ms;		/* when the next is due */
	int64_t second_ms;	/* begin of the second in which `talk` messages came */
	int talk;		/* less one for each that it was sent: below 0 it owes answers */
	struct message inbox[LINE_INBOX_MAX];
	int head, count;
};

struct lines {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;	/* something was heard, or somebody reaped */
	int poke;		/* eventfd: the thread looks at the lines anew */
	struct line *first;
	bool quit;
	bool woken;		/* the owner was woken and has not come yet */
	void (*wake)(void *context);
	void *context;
	uint8_t *buffer;	/* the thread's: FRAME_MAX */
};

enum err lines_start(struct lines *lines) MUST_CHECK;
/* Lets go of all lines; what was not reaped by then init reaps. */
void lines_finish(struct lines *lines);
/* After a change of a line. */
void lines_poke(struct lines *lines);

/* A process with the line at its descriptor 3; NULL when it cannot be had. */
struct line *line_start(const struct helper_ops *ops, const char *const *args);
/* Sends, and asks for life where no question is open.  Under the lock. */
enum err line_send(struct line *line, const void *data, size_t size) MUST_CHECK;
/* It hears that there will be no more.  Under the lock. */
void line_hang_up(struct line *line);
/* Kills, wipes what was not handed over, and leaves the rest to the thread.  Under the lock. */
void line_drop(struct line *line);
/* Takes the oldest message out; false: none.  Under the lock. */
bool line_take(struct line *line, struct message *ret_message);
void message_finish(struct message *message);

#endif
