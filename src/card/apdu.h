/*
 * A conversation with one card: commands and answers of ISO 7816-4, with what
 * every card reader program must do between them (61xx: fetch the rest; 6Cxx:
 * ask again with the right length), all within one deadline.
 *
 * Thread: the reader's.
 */
#ifndef CARD_APDU_H
#define CARD_APDU_H

#include "card/deadline.h"
#include "card/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One exchange: a slow chip may need 900 ms; two silent ones must end within a read. */
#define APDU_MS_MAX 1200

/* Status words that callers tell apart (ISO 7816-4, table 5). */
enum {
	SW_OK = 0x9000,
	SW_WRONG_LENGTH = 0x6700,
	SW_NOT_ALLOWED = 0x6982,	/* security status not satisfied */
	SW_PIN_LOCKED = 0x6983,
	SW_NOT_NOW = 0x6985,		/* conditions of use not satisfied */
	SW_NO_RECORD = 0x6A83,
};

struct apdu_reply {
	uint8_t data[256];
	size_t size;
	unsigned sw;
};

struct card_session {
	struct reader *reader;
	struct deadline deadline;	/* of the whole conversation */
	int64_t quickest_us;		/* of all exchanges so far: a relay delays each one */
	int exchanges;
	/* May be NULL: called after each exchange. */
	void (*on_step)(void *context, int exchanges);
	void *context;
};

struct card_session card_session_begin(struct reader *reader, struct deadline deadline);

/*
 * Sends a command and fills the whole answer; any status word is ERR_OK.
 * Errors are the reader's; ERR_PROTO also for an answer without end, ERR_TIMEOUT
 * when the deadline has passed.  ret_reply may hold private data: wipe it.
 */
enum err card_session_send(struct card_session *session, const uint8_t *command, size_t size,
		   struct apdu_reply *ret_reply) MUST_CHECK;

/* CLA 00 with data and, where le >= 0, a length wanted (0: all there is). */
enum err card_session_command(struct card_session *session, uint8_t ins, uint8_t p1, uint8_t p2,
		      const uint8_t *data, size_t size, int le,
		      struct apdu_reply *ret_reply) MUST_CHECK;

#endif
