#include "store/inner.h"

#include "base/bytes.h"
#include "base/log.h"
#include "base/text.h"
#include "store/employers.h"
#include "store/registerfacts.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/*
 * A row's place is a keyed hash of the number, so that the file holds no
 * number in any form; the number stands inside the seal and is compared.  Two
 * numbers of 10 million people meet in one place once in 180,000 such
 * registers; the import then refuses the second.
 */
#define PERSON_VERSION 1
#define LEDGER_VERSION 1
/* number, count, facts; number, complete, count, claims with their trade */
#define PERSON_BYTES (10 + PERSON_FACTS_MAX * 14)
#define LEDGER_BYTES (12 + CLAIMS_MAX * (9 + OCCUPATION_MAX))
#define ROW_BYTES (LEDGER_BYTES + SEAL_EXTRA)
static_assert(PEOPLE_ROW_MAX >= ROW_BYTES && PEOPLE_ROW_MAX >= PERSON_BYTES + SEAL_EXTRA,
	      "a sealed row fits");
static_assert(CLAIMS_MAX <= UINT8_MAX, "a row counts claims in a byte");

static int64_t place_of(struct store *store, const char *id_no)
{
	uint8_t mac[MAC_BYTES];
	struct bytes_in in;

	keys_mac(store->keys, KEY_INDEX, id_no, strlen(id_no), mac);
	in = bytes_in(mac, sizeof(mac));
	return (int64_t)(bytes_get_u64(&in) & INT64_MAX);
}

/* A place in digits. */
struct place_text {
	char digits[24];
	const char *at;		/* where they begin */
};

/* By hand, for it is made for each row: printf took a tenth of a register's reading. */
static void place_write(struct place_text *text, int64_t place)
{
	char *at = text->digits + sizeof(text->digits) - 1;
	uint64_t left = (uint64_t)place;

	*at = 0;
	do {
		uint64_t pair = left % 100;

		*--at = (char)('0' + pair % 10);
		*--at = (char)('0' + pair / 10);
		left /= 100;
	} while (left > 0);
	text->at = at + (*at == '0' && at[1]);
}

static void label_of(const char *table, const struct place_text *place, char label[LABEL_MAX])
{
	char *end = stpcpy(label, table);

	*end++ = ' ';
	memcpy(end, place->at, (size_t)(place->digits + sizeof(place->digits) - place->at));
}

void people_put_date(struct bytes_out *out, struct date date)
{
	bytes_put_u32(out, date_is_set(date) ? (uint32_t)date_to_days(date) : (uint32_t)INT32_MIN);
}

static struct date date_of_days(struct bytes_in *in, int32_t days)
{
	if (days == INT32_MIN)
		return (struct date){ 0 };
	if (days < -25000 || days > 80000) {
		in->bad = true;
		return (struct date){ 0 };
	}
	return date_from_days(days);
}

struct date people_get_date(struct bytes_in *in)
{
	return date_of_days(in, (int32_t)bytes_get_u32(in));
}

/* ---- writing ---- */

enum err people_seal(struct store *store, const char *table, const char *id_no,
		     const struct bytes_out *plain, struct people_row *row)
{
	size_t size = bytes_written(plain);
	char label[LABEL_MAX];
	struct place_text place;

	assert(!plain->bad && size + SEAL_EXTRA <= sizeof(row->sealed));
	row->place = place_of(store, id_no);
	row->size = size + SEAL_EXTRA;
	place_write(&place, row->place);
	label_of(table, &place, label);
	return keys_seal(store->keys, KEY_SEAL_PERSON, label, plain->start, size, row->sealed);
}

static void put_fact(struct bytes_out *out, const struct named_fact *named)
{
	const struct register_fact *known = register_fact_by_id(named->id);

	assert(known);
	bytes_put_u8(out, known->code);
	bytes_put_u64(out, (uint64_t)named->fact.number);
	people_put_date(out, named->fact.as_of);
}

enum err people_seal_person(struct store *store, const struct person *person,
			    struct people_row *row)
{
	uint8_t plain[PERSON_BYTES];
	struct bytes_out out = bytes_out(plain, sizeof(plain));
	enum err err;

	bytes_put_u8(&out, PERSON_VERSION);
	bytes_put_u64(&out, (uint64_t)idno_to_key(person->id_no));
	bytes_put_u8(&out, (unsigned)person->fact_count);
	for (int i = 0; i < person->fact_count; i++)
		put_fact(&out, &person->facts[i]);
	err = people_seal(store, "person", person->id_no, &out, row);
	explicit_bzero(plain, bytes_written(&out));
	return err;
}

static void put_claim(struct bytes_out *out, const struct claim *claim)
{
	people_put_date(out, claim->date);
	bytes_put_u8(out, claim->kind);
	bytes_put_u8(out, claim->status);
	bytes_put_u8(out, (unsigned char)claim->level);
	bytes_put_text(out, claim->occupation);
}

enum err people_seal_ledger(struct store *store, const struct person *person,
			    struct people_row *row)
{
	uint8_t plain[LEDGER_BYTES];
	struct bytes_out out = bytes_out(plain, sizeof(plain));
	enum err err;

	bytes_put_u8(&out, LEDGER_VERSION);
	bytes_put_u64(&out, (uint64_t)idno_to_key(person->id_no));
	bytes_put_u8(&out, person->history.complete);
	bytes_put_u8(&out, (unsigned)person->history.count);
	for (int i = 0; i < person->history.count; i++)
		put_claim(&out, &person->history.claims[i]);
	err = people_seal(store, "ledger", person->id_no, &out, row);
	explicit_bzero(plain, bytes_written(&out));
	return err;
}

/* ---- reading ---- */

/* A column of the row that stands in a place; ERR_PROTO: damaged. */
static enum err unseal(struct store *store, sqlite3_stmt *row, int column, const char *table,
		       const struct place_text *place, uint8_t plain[PEOPLE_ROW_MAX],
		       struct bytes_in *ret_in)
{
	size_t size = (size_t)sqlite3_column_bytes(row, column);
	char label[LABEL_MAX];
	enum err err;

	label_of(table, place, label);
	err = size < SEAL_EXTRA || size > ROW_BYTES ? ERR_PROTO :
	      keys_unseal(store->keys, KEY_SEAL_PERSON, label,
			  sqlite3_column_blob(row, column), size, plain);
	if (err) {
		log_error("store: a row of %s does not unseal", table);
		return err;
	}
	*ret_in = bytes_in(plain, size - SEAL_EXTRA);
	bytes_get_u8(ret_in);
	return ERR_OK;
}

enum err people_reseal(struct store *store, struct store *next, const char *table,
		       sqlite3_stmt *place_and_sealed, struct people_row *ret_row)
{
	uint8_t plain[PEOPLE_ROW_MAX];
	char id_no[IDNO_TEXT_MAX];
	struct place_text place;
	struct bytes_out out;
	struct bytes_in in;
	enum err err;

	place_write(&place, sqlite3_column_int64(place_and_sealed, 0));
	err = unseal(store, place_and_sealed, 1, table, &place, plain, &in);
	if (err)
		return err;
	out = bytes_out(plain, sizeof(plain));
	out.at = plain + (in.end - plain);
	idno_from_key((int64_t)bytes_get_u64(&in), id_no);
	err = people_seal(next, table, id_no, &out, ret_row);
	explicit_bzero(plain, sizeof(plain));
	explicit_bzero(id_no, sizeof(id_no));
	return err;
}

enum err people_open(struct store *store, enum query query, const char *table,
		     const char *id_no, uint8_t plain[PEOPLE_ROW_MAX], struct bytes_in *ret_in)
{
	int64_t place = place_of(store, id_no);
	sqlite3_stmt *statement = db_query(&store->db, query);
	struct bytes_in in = { 0 };
	struct place_text text;
	enum err err;

	place_write(&text, place);
	db_bind_number(statement, 1, place);
	err = db_step(&store->db, statement);
	if (!err)
		err = unseal(store, statement, 0, table, &text, plain, &in);
	db_reset(statement);
	if (err)
		return err;
	if ((int64_t)bytes_get_u64(&in) != idno_to_key(id_no))
		return ERR_ABSENT;
	*ret_in = in;
	return ERR_OK;
}

/* What a person's last fact was of: most are of one day. */
struct last_day {
	int32_t days;
	struct date date;
};

static void get_fact(struct bytes_in *in, struct named_fact *named, struct last_day *last)
{
	const struct register_fact *known = register_fact_by_code(bytes_get_u8(in));
	int32_t days;

	named->fact.source = FACT_REGISTRY;
	named->fact.number = (int64_t)bytes_get_u64(in);
	days = (int32_t)bytes_get_u32(in);
	if (days != last->days)
		*last = (struct last_day){ days, date_of_days(in, days) };
	named->fact.as_of = last->date;
	if (known)
		memcpy(named->id, known->id, sizeof(named->id));
	else
		in->bad = true;
}

static void get_facts(struct bytes_in *in, struct person *person)
{
	struct last_day last = { INT32_MIN, { 0 } };

	person->fact_count = bytes_get_u8(in);
	if (person->fact_count > PERSON_FACTS_MAX)
		in->bad = true;
	for (int i = 0; i < person->fact_count && !in->bad; i++)
		get_fact(in, &person->facts[i], &last);
}

static enum err read_facts(struct store *store, struct person *person)
{
	uint8_t plain[PEOPLE_ROW_MAX];
	struct bytes_in in;
	enum err err = people_open(store, QUERY_PERSON, "person", person->id_no, plain, &in);

	if (err)
		return err;
	get_facts(&in, person);
	explicit_bzero(plain, sizeof(plain));
	return in.bad ? ERR_PROTO : ERR_OK;
}

static void get_claim(struct bytes_in *in, struct claim *claim)
{
	int kind, status;

	claim->date = people_get_date(in);
	kind = bytes_get_u8(in);
	status = bytes_get_u8(in);
	claim->level = (char)bytes_get_u8(in);
	bytes_get_text(in, claim->occupation, sizeof(claim->occupation));
	if (kind >= CLAIM_KIND_COUNT || status >= CLAIM_STATUS_COUNT) {
		in->bad = true;
		return;
	}
	claim->kind = (enum claim_kind)kind;
	claim->status = (enum claim_status)status;
}

static void get_ledger(struct bytes_in *in, struct history *history)
{
	history->known = true;
	history->complete = bytes_get_u8(in) == 1;
	history->count = bytes_get_u8(in);
	if (history->count > CLAIMS_MAX)
		in->bad = true;
	for (int i = 0; i < history->count && !in->bad; i++)
		get_claim(in, &history->claims[i]);
}

static enum err read_ledger(struct store *store, struct person *person)
{
	uint8_t plain[PEOPLE_ROW_MAX];
	struct bytes_in in;
	enum err err = people_open(store, QUERY_LEDGER, "ledger", person->id_no, plain, &in);

	if (err)
		return err;
	get_ledger(&in, &person->history);
	explicit_bzero(plain, sizeof(plain));
	return in.bad ? ERR_PROTO : ERR_OK;
}

enum err store_find_person(struct store *store, const char *id_no, struct person *ret_person)
{
	struct person person = { 0 };
	enum err facts, ledger, err = store_enter(store);

	assert(idno_check(id_no) == IDNO_OK);
	if (err)
		return err;
	memcpy(person.id_no, id_no, IDNO_TEXT_MAX);
	facts = read_facts(store, &person);
	ledger = read_ledger(store, &person);
	err = facts && facts != ERR_ABSENT ? facts : ledger;
	if (err == ERR_ABSENT && facts == ERR_OK)
		err = ERR_OK;
	if (!err)
		err = employers_decide(store, &person);
	if (!err)
		*ret_person = person;
	explicit_bzero(&person, sizeof(person));
	return store_leave(store, err);
}

/* ---- everybody ---- */

/* A table walked by place. */
struct table_walk {
	const char *table;
	sqlite3_stmt *rows;
	bool ended;
	int64_t place;	/* of the row it stands on */
};

static enum err walk_on(struct store *store, struct table_walk *walk)
{
	enum err err = db_step(&store->db, walk->rows);

	walk->ended = err == ERR_ABSENT;
	if (!err)
		walk->place = sqlite3_column_int64(walk->rows, 0);
	return walk->ended ? ERR_OK : err;
}

static enum err walk_from(struct store *store, struct table_walk *walk, const char *table,
			  enum query query)
{
	*walk = (struct table_walk){ .table = table, .rows = db_query(&store->db, query) };
	return walk_on(store, walk);
}

static enum err facts_of_row(struct store *store, const struct table_walk *walk,
			     const struct place_text *place, struct person *person,
			     int64_t *ret_key)
{
	uint8_t plain[PEOPLE_ROW_MAX];
	struct bytes_in in;
	enum err err = unseal(store, walk->rows, 1, walk->table, place, plain, &in);

	if (err)
		return err;
	*ret_key = (int64_t)bytes_get_u64(&in);
	idno_from_key(*ret_key, person->id_no);
	get_facts(&in, person);
	explicit_bzero(plain, (size_t)(in.end - plain));
	return in.bad ? ERR_PROTO : ERR_OK;
}

/*
 * A ledger of another number that met here is not this person's: theirs stays unknown.  key: of
 * the number that is known already; 0 none.
 */
static enum err ledger_of_row(struct store *store, const struct table_walk *walk,
			      const struct place_text *place, struct person *person, int64_t key)
{
	uint8_t plain[PEOPLE_ROW_MAX];
	int64_t own_key;
	struct bytes_in in;
	enum err err = unseal(store, walk->rows, 1, walk->table, place, plain, &in);

	if (err)
		return err;
	own_key = (int64_t)bytes_get_u64(&in);
	if (!key)
		idno_from_key(own_key, person->id_no);
	if (!key || key == own_key)
		get_ledger(&in, &person->history);
	explicit_bzero(plain, (size_t)(in.end - plain));
	return in.bad ? ERR_PROTO : ERR_OK;
}

static bool stands_on(const struct table_walk *walk, int64_t place)
{
	return !walk->ended && walk->place == place;
}

/* Places are hashes, spread evenly: how far the walk has come needs no count. */
static int percent_of(int64_t place)
{
	return (int)(place / (INT64_MAX / 100 + 1));
}

static enum err read_at(struct store *store, struct table_walk *people, struct table_walk *ledgers,
			int64_t place, struct person *person)
{
	struct place_text text;
	enum err err = ERR_OK;
	int64_t key = 0;

	place_write(&text, place);
	if (stands_on(people, place))
		err = facts_of_row(store, people, &text, person, &key);
	if (!err && stands_on(ledgers, place))
		err = ledger_of_row(store, ledgers, &text, person, key);
	if (!err && stands_on(people, place))
		err = walk_on(store, people);
	if (!err && stands_on(ledgers, place))
		err = walk_on(store, ledgers);
	return err;
}

static enum err walk_all(struct store *store, struct table_walk *people, struct table_walk *ledgers,
			 store_person *person_of, void *context)
{
	struct person person = { 0 };
	enum err err = ERR_OK;

	while (!err && !(people->ended && ledgers->ended)) {
		bool first = ledgers->ended || (!people->ended && people->place <= ledgers->place);
		int64_t place = first ? people->place : ledgers->place;

		err = read_at(store, people, ledgers, place, &person);
		if (!err)
			err = employers_decide(store, &person);
		if (!err)
			err = person_of(context, &person, percent_of(place));
		person_wipe(&person);
	}
	return err;
}

/* One transaction, so that both tables stand as they were at its beginning. */
enum err store_each_person(struct store *store, store_person *person_of, void *context)
{
	struct table_walk people = { 0 }, ledgers = { 0 };
	enum err err = store_enter(store);

	if (err)
		return err;
	err = db_exec(&store->db, "BEGIN");
	if (!err)
		err = walk_from(store, &people, "person", QUERY_PEOPLE);
	if (!err)
		err = walk_from(store, &ledgers, "ledger", QUERY_LEDGERS);
	if (!err)
		err = walk_all(store, &people, &ledgers, person_of, context);
	if (people.rows)
		db_reset(people.rows);
	if (ledgers.rows)
		db_reset(ledgers.rows);
	db_rollback(&store->db);
	return store_leave(store, err);
}

/* ---- is there anything ---- */

static enum err ask(struct store *store, const char *sql, bool *ret)
{
	int64_t answer = 0;
	enum err err = store_enter(store);

	if (!err)
		err = db_number(&store->db, sql, &answer);
	if (!err)
		*ret = answer != 0;
	return store_leave(store, err);
}

enum err store_has_people(struct store *store, bool *ret_has)
{
	return ask(store, "SELECT EXISTS(SELECT 1 FROM person) OR EXISTS(SELECT 1 FROM ledger)",
		   ret_has);
}

enum err store_is_empty(struct store *store, bool *ret_empty)
{
	return ask(store, "SELECT NOT EXISTS(SELECT 1 FROM person)"
			  " AND NOT EXISTS(SELECT 1 FROM course)", ret_empty);
}
