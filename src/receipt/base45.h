/*
 * Base45 (RFC 9285): bytes as the characters that a QR code holds most densely.
 * Pure, any thread.
 */
#ifndef RECEIPT_BASE45_H
#define RECEIPT_BASE45_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters of size bytes, and the NUL. */
#define BASE45_TEXT_MAX(size) ((size) / 2 * 3 + (size) % 2 * 2 + 1)

void base45_encode(const uint8_t *bytes, size_t size, char *out);

/* False for anything but the one text of some bytes, or more than cap of them. */
bool base45_decode(const char *text, uint8_t *out, size_t cap, size_t *ret_size);

#endif
