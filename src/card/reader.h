/*
 * A card reader, whatever its make: libnfc, PC/SC, a SAM-V module or a file of
 * transcripts.  Drivers live in drivers/reader and are chosen by a SPEC
 * ("libnfc:pn532_uart:/dev/reader"); cards are understood above this line
 * (card/ssc.h, card/idtext.h) and never below it.
 *
 * Thread: a reader belongs to the one thread that opened it; only cancel may
 * be called from another.
 *
 * Errors, the same from every driver:
 *   ERR_GONE       the reader itself: close it and open it again
 *   ERR_REMOVED    the card left the field (or was never selected)
 *   ERR_TIMEOUT    no answer in time; the card is dropped, because replies
 *                  carry no number and a late one would pass for the next
 *   ERR_PROTO      an answer that the protocol forbids; the card is dropped
 *   ERR_CANCELLED  reader_cancel
 *   ERR_DENIED     the reader refuses, or another program has it
 */
#ifndef CARD_READER_H
#define CARD_READER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A short command: 4 header bytes, Lc, 255 data bytes, Le. */
#define APDU_COMMAND_MAX 261
/* A short answer: 256 data bytes and the two status bytes. */
#define APDU_ANSWER_MAX 258
/* Longest time any single call may be given. */
#define READER_MS_MAX 3000
#define IDTEXT_SIZE 256

enum card_tech {
	TECH_TYPE_A,	/* ISO 14443 type A */
	TECH_TYPE_B,	/* ISO 14443 type B */
	TECH_CONTACT,	/* in a slot */
	TECH_ID_MODULE,	/* in a SAM-V module, which gives text and no APDUs */
};

/* What a reader sees before a word has been spoken. */
struct reader_card {
	enum card_tech tech;
	bool speaks_apdu;	/* ISO 14443-4 or a contact card */
	uint8_t uid[10];	/* serial of the chip; may be random at each activation */
	uint8_t uid_size;
	uint8_t hist[32];	/* historical bytes of ATS or ATR */
	uint8_t hist_size;
};

struct reader;

struct reader_ops {
	/* Mandatory: "libnfc", "pcsc" … for logs. */
	const char *name;

	/* Mandatory.  Waits at most ms for a card and selects it.  ERR_ABSENT: none came. */
	enum err (*wait)(struct reader *reader, int ms, struct reader_card *ret_card);

	/*
	 * Optional: NULL where a reader passes no APDUs.  Sends size bytes and
	 * puts the answer, status bytes included, into answer (APDU_ANSWER_MAX).
	 */
	enum err (*apdu)(struct reader *reader, const uint8_t *command, size_t size,
			 int ms, uint8_t *answer, size_t *ret_size);

	/*
	 * Optional: readers that have, or may have, a SAM-V module.  The text of
	 * the identity document that lies there.  ERR_ABSENT: this reader gives
	 * none, or this is no such document.
	 */
	enum err (*idtext)(struct reader *reader, int ms, uint8_t text[IDTEXT_SIZE]);

	/*
	 * Where idtext stands: the text is a SAM-V module's word.  Where false,
	 * the card itself may have said it, and it proves nothing.
	 */
	bool idtext_proves;

	/*
	 * Mandatory.  ERR_OK: the card that wait gave is still there, and is
	 * selected; ERR_REMOVED: none or another one is.
	 */
	enum err (*present)(struct reader *reader, const struct reader_card *card);

	/*
	 * Optional.  Looks for another card beside the selected one, which
	 * stays selected (and has forgotten its security state).
	 */
	enum err (*second)(struct reader *reader, bool *ret_found);

	/* Optional.  Any thread: ends a wait early with ERR_CANCELLED. */
	void (*cancel)(struct reader *reader);

	/* Mandatory.  Lets the card go; none may be selected. */
	void (*release)(struct reader *reader);

	/* Mandatory.  Gives everything back, the reader itself included. */
	void (*close)(struct reader *reader);
};

/* First member of every driver's own struct. */
struct reader {
	const struct reader_ops *ops;
};

/* The slots with their contracts asserted: 1 <= ms <= READER_MS_MAX, sizes in bounds. */
enum err reader_wait(struct reader *reader, int ms, struct reader_card *ret_card) MUST_CHECK;
enum err reader_apdu(struct reader *reader, const uint8_t *command, size_t size,
		     int ms, uint8_t answer[APDU_ANSWER_MAX], size_t *ret_size) MUST_CHECK;
enum err reader_idtext(struct reader *reader, int ms, uint8_t text[IDTEXT_SIZE]) MUST_CHECK;
enum err reader_present(struct reader *reader, const struct reader_card *card) MUST_CHECK;
enum err reader_second(struct reader *reader, bool *ret_found) MUST_CHECK;
void reader_cancel(struct reader *reader);
void reader_release(struct reader *reader);
void reader_close(struct reader *reader);	/* takes NULL */

/* The same kind of card with the same serial. */
bool reader_same_card(const struct reader_card *a, const struct reader_card *b);

bool reader_has_apdu(const struct reader *reader);
bool reader_has_idtext(const struct reader *reader);
bool reader_idtext_proves(const struct reader *reader);

#endif
