/* What schools report of a person's trainings: one sealed row a person (people.c). */
#include "store/inner.h"

#include <assert.h>
#include <string.h>

#define TRAININGS_VERSION 1
#define NOT_KNOWN_U16 UINT16_MAX
#define RECORD_BYTES (5 * 2 + COURSE_ID_MAX + CERTIFICATE_NO_MAX + 2 * TRAINING_WORD_MAX + 20)
#define TRAININGS_BYTES (10 + TRAINING_RECORDS_MAX * RECORD_BYTES)
static_assert(PEOPLE_ROW_MAX >= TRAININGS_BYTES + SEAL_EXTRA, "a sealed row fits");

/* ---- writing ---- */

static void put_record(struct bytes_out *out, const struct training_record *record)
{
	bytes_put_text(out, record->course_id);
	people_put_date(out, record->ended);
	bytes_put_u8(out, record->attended);
	bytes_put_u8(out, record->hours_met);
	bytes_put_u16(out, record->days < 0 ? NOT_KNOWN_U16 : (unsigned)record->days);
	bytes_put_u64(out, (uint64_t)record->cost);
	people_put_date(out, record->cert_date);
	bytes_put_text(out, record->certificate_no);
	bytes_put_text(out, record->cert_type);
	bytes_put_text(out, record->issuer_level);
}

enum err trainings_seal(struct store *store, const char *id_no,
			const struct training_record *records, int count, struct people_row *row)
{
	uint8_t plain[TRAININGS_BYTES];
	struct bytes_out out = bytes_out(plain, sizeof(plain));
	enum err err;

	bytes_put_u8(&out, TRAININGS_VERSION);
	bytes_put_u64(&out, (uint64_t)idno_to_key(id_no));
	bytes_put_u8(&out, (unsigned)count);
	for (int i = 0; i < count; i++)
		put_record(&out, &records[i]);
	err = people_seal(store, "training", id_no, &out, row);
	explicit_bzero(plain, bytes_written(&out));
	return err;
}

/* ---- reading ---- */

static enum tri get_tri(struct bytes_in *in)
{
	int value = bytes_get_u8(in);

	if (value > TRI_TRUE)
		in->bad = true;
	return in->bad ? TRI_UNKNOWN : (enum tri)value;
}

static void get_record(struct bytes_in *in, struct training_record *record)
{
	int days;

	bytes_get_text(in, record->course_id, sizeof(record->course_id));
	record->ended = people_get_date(in);
	record->attended = get_tri(in);
	record->hours_met = get_tri(in);
	days = bytes_get_u16(in);
	record->days = days == NOT_KNOWN_U16 ? -1 : days;
	record->cost = (fen)bytes_get_u64(in);
	record->cert_date = people_get_date(in);
	bytes_get_text(in, record->certificate_no, sizeof(record->certificate_no));
	bytes_get_text(in, record->cert_type, sizeof(record->cert_type));
	bytes_get_text(in, record->issuer_level, sizeof(record->issuer_level));
}

static void get_records(struct bytes_in *in, struct training_record *records, int *ret_count)
{
	int count = bytes_get_u8(in);

	if (count > TRAINING_RECORDS_MAX)
		in->bad = true;
	for (int i = 0; i < count && !in->bad; i++)
		get_record(in, &records[i]);
	*ret_count = count;
}

/* A course that the catalogue no longer has tells nothing of what could be claimed. */
static enum err take(struct store *store, const struct training_record *record,
		     struct own_training *ret_training)
{
	struct own_training training = { .receipt_no = "" };
	struct date any = { 0 };
	enum err err = store_course(store, record->course_id, any, &training.course);

	if (err)
		return err;
	training_take_record(&training, record);
	*ret_training = training;
	return ERR_OK;
}

/* The latest of them that there is room for. */
static const struct training_record *latest(struct training_record *records, int count,
					    bool taken[TRAINING_RECORDS_MAX])
{
	int found = -1;

	for (int i = 0; i < count; i++) {
		if (!taken[i] && (found < 0 ||
				  date_compare(records[i].ended, records[found].ended) > 0))
			found = i;
	}
	if (found < 0)
		return NULL;
	taken[found] = true;
	return &records[found];
}

static enum err take_all(struct store *store, struct training_record *records, int count,
			 struct own_training ret_trainings[TRAININGS_MAX], int *ret_count)
{
	bool taken[TRAINING_RECORDS_MAX] = { false };
	const struct training_record *record;
	int found = 0;

	while (found < TRAININGS_MAX && (record = latest(records, count, taken)) != NULL) {
		enum err err = take(store, record, &ret_trainings[found]);

		if (err && err != ERR_ABSENT)
			return err;
		found += !err;
	}
	*ret_count = found;
	return ERR_OK;
}

enum err store_trainings(struct store *store, const char *id_no,
			 struct own_training ret_trainings[TRAININGS_MAX], int *ret_count)
{
	struct training_record records[TRAINING_RECORDS_MAX];
	uint8_t plain[PEOPLE_ROW_MAX];
	struct bytes_in in;
	int count = 0;
	enum err err = store_enter(store);

	if (err)
		return err;
	err = people_open(store, QUERY_TRAININGS, "training", id_no, plain, &in);
	if (!err)
		get_records(&in, records, &count);
	if (!err && in.bad)
		err = ERR_PROTO;
	if (!err)
		err = take_all(store, records, count, ret_trainings, ret_count);
	explicit_bzero(plain, sizeof(plain));
	explicit_bzero(records, sizeof(records));
	if (err == ERR_ABSENT) {
		*ret_count = 0;
		err = ERR_OK;
	}
	return store_leave(store, err);
}
