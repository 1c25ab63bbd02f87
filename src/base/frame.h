/*
 * Messages between the kiosk's processes over one end of a socket pair of type
 * SOCK_SEQPACKET: the kernel keeps each whole.  The first byte of a message is
 * its kind, from 1 on; the rest is written and read with base/bytes.h.
 *
 * Kind 0 belongs to this file: "do you live?", and the same as its answer.
 * Whoever serves a line with frame_receive answers by serving it; one that is
 * stuck in its work does not answer.
 *
 * Thread: one receiver a descriptor; any may send.
 */
#ifndef BASE_FRAME_H
#define BASE_FRAME_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Largest message: the request of a receipt needs 110 KB; a socket's usual buffer takes 208. */
#define FRAME_MAX (192u << 10)

/* A pair of connected ends with room for two of the largest messages; closed by exec. */
enum err frame_pair(int ret_ends[2]) MUST_CHECK;

/* Sends whole or fails: ERR_GONE when the other end is closed, ERR_IO otherwise. */
enum err frame_send(int fd, const void *data, size_t size) MUST_CHECK;

/* The same, and never waits: ERR_FULL when the other end does not take what it has. */
enum err frame_offer(int fd, const void *data, size_t size) MUST_CHECK;

/*
 * Waits up to timeout_ms (-1: for ever) for the next message and copies it into
 * buffer; questions for life are answered meanwhile.  ERR_TIMEOUT; ERR_GONE
 * when the other end closed; ERR_PROTO when the message is longer than cap.
 */
enum err frame_receive(int fd, void *buffer, size_t cap, int timeout_ms,
		       size_t *ret_size) MUST_CHECK;

/* The next message if there is one, a question for life too; else ERR_TIMEOUT, never waiting. */
enum err frame_take(int fd, void *buffer, size_t cap, size_t *ret_size) MUST_CHECK;

/* Asks the other end whether it lives; errors of frame_offer. */
enum err frame_ask_life(int fd) MUST_CHECK;
/* True for that question, and for its answer. */
bool frame_is_life(const void *data, size_t size);

#endif
