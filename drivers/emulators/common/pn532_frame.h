/*
 * Frames between a host and a PN532: 00 00 FF LEN LCS TFI … DCS 00, the
 * extended form for more than 255 bytes, ACK and NACK (NXP UM0701-02, 6.2.1).
 */
#ifndef EMULATOR_PN532_FRAME_H
#define EMULATOR_PN532_FRAME_H

#include <stddef.h>
#include <stdint.h>

/* TFI and what follows it. */
#define PN532_DATA_MAX 265
#define PN532_FRAME_MAX (PN532_DATA_MAX + 11)

enum pn532_input {
	PN532_NOTHING,	/* more bytes are needed */
	PN532_COMMAND,
	PN532_ACK,
	PN532_NACK,
};

/* What has come so far; zeroed at start. */
struct pn532_parser {
	uint8_t bytes[PN532_FRAME_MAX];
	size_t size;
	size_t data_size;
	uint8_t data[PN532_DATA_MAX];	/* of PN532_COMMAND: D4, command, parameters */
};

/* Takes one byte; wake-up bytes, noise and bad sums are skipped. */
enum pn532_input pn532_take(struct pn532_parser *parser, uint8_t byte);

/* data begins with its TFI; frame has PN532_FRAME_MAX bytes.  Returns the size. */
size_t pn532_wrap(const uint8_t *data, size_t size, uint8_t *frame);

extern const uint8_t pn532_ack[6];
extern const uint8_t pn532_nack[6];
extern const uint8_t pn532_error[8];

#endif
