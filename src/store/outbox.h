/*
 * What the centre has not archived yet: each application and withdrawal that was saved
 * while the store sends on, from the transaction that saved it until the centre says
 * that it lies in a proved backup.
 *
 * A row's letter is what is sent: made once, after the commit, and then the same bytes
 * every time, for the centre knows a key by its body's hash.  It is sealed here.
 *
 * Errors and thread: store.h.
 */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/store.h"

/* As long as a kiosk's request to the centre may be (centre/request.h). */
#define OUTBOX_LETTER_MAX (96u << 10)
#define OUTBOX_ANSWER_MAX 32

/* Numbers are kept. */
enum outbox_state {
	OUTBOX_WAITING = 0,
	OUTBOX_TAKEN = 1,	/* the centre has it, in no proved backup yet */
	OUTBOX_ASIDE = 2,	/* the centre refuses it, and staff must look */
	OUTBOX_STATE_COUNT,
};

struct outbox_item {
	int64_t seq;
	char key[APPLICATION_KEY_MAX];
	char receipt_no[RECEIPT_NO_MAX];	/* "": its application was kept its time */
	size_t size;				/* of the letter; 0: it is not made yet */
	uint8_t letter[OUTBOX_LETTER_MAX];
};

/* From now on what is saved goes to the outbox, in the same transaction. */
void outbox_keep(struct store *store);

#define AUDIT_OUTBOX_BEGUN "outbox.begun"

/*
 * Once in a store's life: what was signed before there was a centre goes there, too.  It is
 * noted as if the centre had it, and waits as soon as that says that it does not.
 */
enum err outbox_begin(struct store *store) MUST_CHECK;

/* The first that waits behind number `after`; ERR_ABSENT: none does. */
enum err outbox_next(struct store *store, int64_t after, struct outbox_item *ret_item) MUST_CHECK;

/* Keeps its letter, of at most OUTBOX_LETTER_MAX bytes. */
enum err outbox_write(struct store *store, int64_t seq, const void *letter,
		      size_t size) MUST_CHECK;

/* answer: the centre's word, for staff; cut never: at most OUTBOX_ANSWER_MAX - 1 bytes. */
enum err outbox_mark(struct store *store, int64_t seq, enum outbox_state state,
		     const char *answer) MUST_CHECK;

/* What the centre refused waits again: whoever mended that has begun the kiosk anew. */
enum err outbox_retry(struct store *store) MUST_CHECK;

/* It is archived, or nothing of it is left to be sent. */
enum err outbox_drop(struct store *store, int64_t seq) MUST_CHECK;

struct outbox_row {
	int64_t seq;
	char key[APPLICATION_KEY_MAX];
	enum outbox_state state;
	char answer[OUTBOX_ANSWER_MAX];
};

/* Those that the centre has, behind number `after`, at most cap. */
enum err outbox_taken(struct store *store, int64_t after, int cap, struct outbox_row *ret_rows,
		      int *ret_count) MUST_CHECK;

enum err outbox_count(struct store *store, int64_t ret_counts[OUTBOX_STATE_COUNT]) MUST_CHECK;

/* One row; any error ends the reading and is passed on.  It asks nothing of the store. */
typedef enum err outbox_each_row(void *context, const struct outbox_row *row);
enum err outbox_each(struct store *store, outbox_each_row *row_of, void *context) MUST_CHECK;

#endif
