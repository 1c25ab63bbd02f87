/*
 * Messages between the kiosk's processes: u32 length (network order), then
 * that many bytes, over one end of a socket pair.  The first byte of a message
 * is its kind; the rest is written and read with base/bytes.h.
 *
 * Thread: one reader and one writer a descriptor.
 */
#ifndef BASE_FRAME_H
#define BASE_FRAME_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* Largest message: a receipt's PDF travels in one. */
#define FRAME_MAX (4u << 20)

/* Sends whole or fails: ERR_GONE when the other end is closed, ERR_IO otherwise. */
enum err frame_send(int fd, const void *data, size_t size) MUST_CHECK;

/*
 * Waits up to timeout_ms (-1: for ever) for the next message and copies it into
 * buffer.  ERR_TIMEOUT; ERR_GONE when the other end closed; ERR_PROTO when the
 * message is longer than cap or breaks off.
 */
enum err frame_receive(int fd, void *buffer, size_t cap, int timeout_ms,
		       size_t *ret_size) MUST_CHECK;


#endif
