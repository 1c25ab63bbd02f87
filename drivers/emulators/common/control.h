/*
 * How an emulator is told what to do: a line a command, on stdin and on a unix
 * socket; one line of answer each.
 */
#ifndef EMULATOR_CONTROL_H
#define EMULATOR_CONTROL_H

#include "base/err.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#define CONTROL_CLIENTS_MAX 8
#define CONTROL_LINE_MAX 512
/* stdin, the socket, its clients. */
#define CONTROL_POLLS (2 + CONTROL_CLIENTS_MAX)

struct control_source {
	int in;		/* -1: none */
	int out;
	size_t size;
	char line[CONTROL_LINE_MAX];
};

struct control {
	int listener;	/* -1: no socket */
	bool ended;	/* stdin was a pipe and has been closed */
	struct control_source sources[1 + CONTROL_CLIENTS_MAX];	/* stdin first */
	void *context;
	/* Obeys one line and writes one line without its break into answer. */
	void (*obey)(void *context, char *line, char *answer, size_t cap);
};

/* socket_path may be NULL.  A stale socket of that name is replaced. */
enum err control_open(struct control *control, const char *socket_path) MUST_CHECK;

/* Fills polls (CONTROL_POLLS) for a poll; hand them back to control_serve. */
void control_prepare(const struct control *control, struct pollfd *polls);
void control_serve(struct control *control, const struct pollfd *polls);

/* Says a line to the emulator that listens at path, and takes its answer. */
enum err control_tell(const char *path, const char *line, char *answer, size_t cap) MUST_CHECK;

/* Cuts line at blanks; returns how many words stand in words. */
int control_words(char *line, char **words, int cap);

#endif
