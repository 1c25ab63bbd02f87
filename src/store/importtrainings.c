#include "store/importer.h"

#include "base/text.h"

#include <string.h>

/*
 * Trainings that schools report as over, with what is known of the certificate: several
 * lines a person, together, which replace all that was known of that person's before.
 */

/* As many people as stand in a register. */
#define TRAINED_MAX 20000000
#define ATTENDED_MOST 400	/* days, as of a course */

enum {
	T_ID_NO, T_COURSE, T_ENDED, T_ATTENDED, T_HOURS_MET, T_DAYS, T_CERT_TYPE, T_CERT_NO,
	T_CERT_DATE, T_ISSUER, T_COST, T_SOURCE, T_NOTE,
};

static const struct import_column training_columns[] = {
	{ "id_no", 0 }, { "course", 0 }, { "ended", 0 }, { "attended", 0 },
	{ "hours_met", COLUMN_OPTIONAL }, { "days", COLUMN_OPTIONAL },
	{ "cert_type", COLUMN_OPTIONAL }, { "cert_no", COLUMN_OPTIONAL },
	{ "cert_date", COLUMN_OPTIONAL }, { "issuer", COLUMN_OPTIONAL },
	{ "cost_yuan", COLUMN_OPTIONAL }, { "source", 0 },
	{ "note", COLUMN_OPTIONAL | COLUMN_UNREAD }, { NULL, 0 },
};

/* Words of the pack's facts (tests/store/check-facts). */
static const char *const cert_types[] = {
	"QUAL_CERT", "LEVEL_CERT", "SPECIFIC_CERT", "SPECIALOP_CERT", "PASS_CERT", "none",
};
static const char *const issuer_levels[] = {
	"municipal_or_above", "county_or_below", "private",
};

static enum err put_trainings(struct import *in)
{
	enum err err;

	if (in->person.id_no[0] == 0)
		return ERR_OK;
	err = trainings_seal(in->store, in->person.id_no, in->trainings, in->training_count,
			     &in->row);
	return err ? err : import_sort_in(in);
}

static enum err end_trainings(struct import *in)
{
	enum err err = put_trainings(in);

	explicit_bzero(in->trainings, sizeof(in->trainings));
	return err ? err : import_insert_people(in, QUERY_PUT_TRAININGS);
}

static enum err read_course(struct import *in, struct training_record *record)
{
	sqlite3_stmt *row;
	enum err err = import_copy(in, T_COURSE, record->course_id, sizeof(record->course_id));

	if (err)
		return err;
	row = db_query(&in->store->db, QUERY_HAS_COURSE);
	db_bind_text(row, 1, record->course_id);
	err = db_step(&in->store->db, row);
	db_reset(row);
	if (err == ERR_ABSENT)
		return import_refuse(in, T_COURSE, "no course \"%s\": import the catalogue that "
				     "has it first", record->course_id);
	for (int i = 0; !err && i < in->training_count; i++) {
		if (strcmp(in->trainings[i].course_id, record->course_id) == 0)
			err = import_refuse(in, T_COURSE, "stated twice for this person: keep one "
					    "line");
	}
	return err;
}

static enum err read_attendance(struct import *in, struct training_record *record)
{
	int64_t days = -1;
	enum err err = import_date(in, T_ENDED, &record->ended);

	if (!err)
		err = import_not_after_today(in, T_ENDED, record->ended);
	if (!err)
		err = import_tri(in, T_ATTENDED, &record->attended);
	if (!err)
		err = import_tri(in, T_HOURS_MET, &record->hours_met);
	if (!err)
		err = import_number_or_unknown(in, T_DAYS, ATTENDED_MOST, &days);
	if (!err)
		err = import_yuan_or_unknown(in, T_COST, &record->cost);
	record->days = (int)days;
	return err;
}

/* Empty: not known. */
static enum err read_word(struct import *in, int column, const char *const *words, int count,
			  char ret_word[TRAINING_WORD_MAX])
{
	int index = 0;
	enum err err;

	if (!import_text(in, column)[0])
		return ERR_OK;
	err = import_word(in, column, words, count, &index);
	return err ? err : text_copy(ret_word, TRAINING_WORD_MAX, words[index]);
}

/* What the kiosk's own keys could have typed. */
static enum err read_certificate_no(struct import *in, struct training_record *record)
{
	enum err err = import_copy_or_empty(in, T_CERT_NO, record->certificate_no,
					    sizeof(record->certificate_no));

	if (!err && strspn(record->certificate_no, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") <
			    strlen(record->certificate_no))
		err = import_refuse(in, T_CERT_NO, "not a certificate's number: digits and capital "
				    "letters alone, without blanks");
	return err;
}

static enum err check_certificate(struct import *in, const struct training_record *record)
{
	bool none = strcmp(record->cert_type, "none") == 0;

	if (none && (record->certificate_no[0] || date_is_set(record->cert_date)))
		return import_refuse(in, T_CERT_TYPE, "none, and yet a number or a date stands "
				     "beside it: correct one of them");
	if (date_is_set(record->cert_date) && date_compare(record->cert_date, record->ended) < 0)
		return import_refuse(in, T_CERT_DATE, "before the last day of the training: no "
				     "certificate of it is so old");
	return ERR_OK;
}

static enum err read_certificate(struct import *in, struct training_record *record)
{
	enum err err = read_word(in, T_CERT_TYPE, cert_types,
				 sizeof(cert_types) / sizeof(cert_types[0]), record->cert_type);

	if (!err)
		err = read_certificate_no(in, record);
	if (!err)
		err = import_date_or_empty(in, T_CERT_DATE, &record->cert_date);
	if (!err)
		err = import_not_after_today(in, T_CERT_DATE, record->cert_date);
	if (!err)
		err = read_word(in, T_ISSUER, issuer_levels,
				sizeof(issuer_levels) / sizeof(issuer_levels[0]),
				record->issuer_level);
	return err ? err : check_certificate(in, record);
}

static enum err training_row(struct import *in)
{
	struct training_record record = { .days = -1, .cost = -1 };
	enum err err = import_turn_to(in, T_ID_NO, put_trainings);

	if (!err && in->training_count == TRAINING_RECORDS_MAX)
		err = import_refuse(in, T_COURSE, "more than %d trainings of one person: leave out "
				    "the oldest", TRAINING_RECORDS_MAX);
	if (!err)
		err = read_course(in, &record);
	if (!err)
		err = read_attendance(in, &record);
	if (!err)
		err = read_certificate(in, &record);
	if (!err)
		err = import_source(in, T_SOURCE);
	if (!err)
		in->trainings[in->training_count++] = record;
	return err;
}

const struct import_kind import_trainings = {
	"trainings", "training", NULL, training_columns, training_row, end_trainings, TRAINED_MAX,
};
