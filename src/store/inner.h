/*
 * What the files of the store share; nobody else includes it.
 */
#ifndef STORE_INNER_H
#define STORE_INNER_H

#include "base/bytes.h"
#include "core/training.h"
#include "store/db.h"
#include "store/keys.h"
#include "store/store.h"
#include "store/tally.h"

#include <limits.h>

#define VISIT_KEY_BYTES 16
#define PERSON_TAG_BYTES 16
/* "application 0123…" */
#define LABEL_MAX 64

struct store {
	char dir[PATH_MAX];
	char path[PATH_MAX];	/* of the database */
	struct keys *keys;
	struct db db;
	struct tally *tally;
	enum store_state state;
	bool lacks_log;		/* it was opened without one */
	bool until_restart;	/* out of service: a sync failed since the machine was started */
	bool unsettled;		/* what became of this key's application is not known */
	uint8_t unsettled_key[VISIT_KEY_BYTES];
	bool sends_on;		/* what is saved goes to the outbox too */
	int opened;		/* number of its connection among all of this process */
	struct submission *submission;
	struct reseal *reseal;	/* NULL: no new key is on its way */
};

/* ERR_GONE unless the store serves.  A new key that is on its way gives place. */
enum err store_enter(struct store *store) MUST_CHECK;

/* A failed sync puts the store out of service. */
void store_mind_sync(struct store *store);

/* Passes err on; a failed sync puts the store out of service. */
enum err store_leave(struct store *store, enum err err) MUST_CHECK;
/* Ends what db_begin began: without err committed and noted in the tally, else as it was before. */
enum err store_end_counted(struct store *store, enum err err,
			   const struct tally_counts *counts) MUST_CHECK;

/*
 * Drops the connection with all it believes, opens the file anew and compares it
 * with the tally: the state says afterwards whether it serves.
 */
enum err store_reopen(struct store *store) MUST_CHECK;

/*
 * Commits what was sealed with DIR/key.next and opens all anew, under the key that the file
 * says: nobody else opens the store in between.
 */
enum err store_commit_key(struct store *store) MUST_CHECK;

/* The log has grown so long that it must be moved now. */
bool store_log_is_long(const struct store *store);

/* A number's keyed hash beside a record. */
void store_person_tag(struct store *store, const char *id_no, uint8_t out[PERSON_TAG_BYTES]);

/*
 * ---- people.c: rows of the register; the import writes them inside its own
 * transaction ----
 */

#define PEOPLE_ROW_MAX 20480

struct people_row {
	int64_t place;
	size_t size;
	uint8_t sealed[PEOPLE_ROW_MAX];
};

enum err people_seal_person(struct store *store, const struct person *person,
			    struct people_row *row) MUST_CHECK;
enum err people_seal_ledger(struct store *store, const struct person *person,
			    struct people_row *row) MUST_CHECK;

/* A row of another table of people (trainings.c): version, key of the number, the rest. */
enum err people_seal(struct store *store, const char *table, const char *id_no,
		     const struct bytes_out *plain, struct people_row *row) MUST_CHECK;
/*
 * Behind number and version.  ERR_PROTO: damaged.  ERR_ABSENT: no row, or another person's
 * number met in this place.
 */
enum err people_open(struct store *store, enum query query, const char *table, const char *id_no,
		     uint8_t plain[PEOPLE_ROW_MAX], struct bytes_in *ret_in) MUST_CHECK;
/* Unset dates too. */
void people_put_date(struct bytes_out *out, struct date date);
struct date people_get_date(struct bytes_in *in);

/* ---- trainings.c ---- */

enum err trainings_seal(struct store *store, const char *id_no,
			const struct training_record *records, int count,
			struct people_row *row) MUST_CHECK;

/* A row as it stands (place, sealed), sealed anew under next's key and in its place there. */
enum err people_reseal(struct store *store, struct store *next, const char *table,
		       sqlite3_stmt *place_and_sealed, struct people_row *ret_row) MUST_CHECK;

/* ---- what a seal is bound to ---- */

void store_label_application(const uint8_t key[VISIT_KEY_BYTES], char label[LABEL_MAX]);
void store_label_line(int64_t seq, char label[LABEL_MAX]);
void store_label_letter(int64_t seq, char label[LABEL_MAX]);

/* ---- reseal.c ---- */

/* Undoes what was sealed anew so far; takes a store that does nothing of the kind. */
void reseal_drop(struct store *store);

/*
 * DIR/key.next takes the key's place where the database is sealed with it already: what a
 * kill left between the two.  Only where nobody else opens the store.
 */
enum err reseal_settle(const char *dir) MUST_CHECK;

/* ---- applications.c ---- */

struct submission *submission_create(void);
void submission_destroy(struct submission *s);	/* takes NULL */

/* ---- backup.c ---- */

/* How long the chains of a backup are; ERR_ABSENT: it is none, or another key's. */
enum err backup_read_counts(struct db *db, struct tally_counts *ret_counts) MUST_CHECK;

/* Takes away what says so: what is left is a store. */
enum err backup_unmark(struct db *db) MUST_CHECK;

/* ---- outbox.c: within the transaction of its application ---- */

enum err outbox_put(struct store *store, int64_t seq, const uint8_t key[VISIT_KEY_BYTES])
	MUST_CHECK;

/* ---- within a transaction; after its commit the counts go to tally_note ---- */

/* audit_log.c */
enum err audit_append(struct store *store, const struct audit_log_entry *entry,
		      struct tally_counts *ret_counts) MUST_CHECK;
/* bundles.c; ERR_DENIED: it is not newer than what is there */
struct store_bundle;
enum err bundles_put(struct store *store, const struct store_bundle *bundle,
		     struct tally_counts *ret_counts) MUST_CHECK;

/* ---- chain.c: rows that follow one another ---- */

struct chain_head {
	int64_t rows;
	uint8_t mac[MAC_BYTES];
};

/* Zeros before the first row. */
enum err chain_read(struct store *store, const char *name, struct chain_head *ret_head) MUST_CHECK;

enum err chain_put_head(struct store *store, const char *name,
			const struct chain_head *head) MUST_CHECK;

/*
 * Runs the INSERT … RETURNING mac of row head->rows + 1 and moves the head
 * there; statement is reset.
 */
enum err chain_append(struct store *store, const char *name, struct chain_head *head,
		      sqlite3_stmt *statement) MUST_CHECK;

#endif
