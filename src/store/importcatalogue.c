#include "store/importer.h"

#include "base/text.h"

#include <string.h>

/*
 * A province's share of institutions; classes of ten years, of which a kiosk loads
 * those that are still to start (1.5 KB each); amounts by region and day.
 */
#define INSTITUTIONS_MAX 20000
#define COURSES_MAX 50000
#define AMOUNTS_MAX 10000

/* ---- institutions ---- */

enum {
	I_ID, I_TITLE_ZH, I_TITLE_EN, I_STATUS, I_LISTED, I_SOURCE, I_TITLE_HANT,
	I_ADDRESS_ZH, I_ADDRESS_HANT, I_ADDRESS_EN, I_PHONE, I_NOTE,
};

static const struct import_column institution_columns[] = {
	{ "id", 0 }, { "title_zh", 0 }, { "title_en", COLUMN_PROSE }, { "status", 0 },
	{ "listed", 0 }, { "source", 0 }, { "title_hant", COLUMN_OPTIONAL },
	{ "address_zh", COLUMN_OPTIONAL }, { "address_hant", COLUMN_OPTIONAL },
	{ "address_en", COLUMN_OPTIONAL | COLUMN_PROSE }, { "phone", COLUMN_OPTIONAL },
	{ "note", COLUMN_OPTIONAL | COLUMN_UNREAD }, { NULL, 0 },
};

/* A red or black list without its date is no published list. */
static enum err read_status(struct import *in, int *ret_status, struct date *ret_listed)
{
	const char *names[INSTITUTION_STATUS_COUNT];
	enum err err;

	for (int i = 0; i < INSTITUTION_STATUS_COUNT; i++)
		names[i] = institution_status_name((enum institution_status)i);
	err = import_word(in, I_STATUS, names, INSTITUTION_STATUS_COUNT, ret_status);
	if (!err)
		err = import_date_or_empty(in, I_LISTED, ret_listed);
	if (!err && *ret_status >= INSTITUTION_RED && !date_is_set(*ret_listed))
		err = import_refuse(in, I_LISTED, "empty: give the day the list was published");
	return err;
}

/* A file without them says nothing of them: what stood there before goes, as a row is replaced. */
static enum err institution_details(struct import *in, const char *id)
{
	struct institution at;
	sqlite3_stmt *row;
	enum err err = import_chinese_or_empty(in, I_TITLE_HANT, at.title_hant,
					       sizeof(at.title_hant));

	if (!err)
		err = import_chinese_or_empty(in, I_ADDRESS_ZH, at.address_zh,
					      sizeof(at.address_zh));
	if (!err)
		err = import_chinese_or_empty(in, I_ADDRESS_HANT, at.address_hant,
					      sizeof(at.address_hant));
	if (!err)
		err = import_copy_or_empty(in, I_ADDRESS_EN, at.address_en,
					   sizeof(at.address_en));
	if (!err)
		err = import_phone_or_empty(in, I_PHONE, at.phone, sizeof(at.phone));
	if (err)
		return err;
	row = db_query(&in->store->db, QUERY_PUT_INSTITUTION_DETAIL);
	db_bind_text(row, 1, id);
	db_bind_text(row, 2, at.title_hant);
	db_bind_text(row, 3, at.address_zh);
	db_bind_text(row, 4, at.address_hant);
	db_bind_text(row, 5, at.address_en);
	db_bind_text(row, 6, at.phone);
	return db_run(&in->store->db, row);
}

static enum err institution_row(struct import *in)
{
	char id[16], title_zh[COURSE_TITLE_MAX], title_en[COURSE_TITLE_MAX], source[16];
	struct date listed = { 0 };
	int status = 0;
	sqlite3_stmt *row;
	enum err err = import_copy(in, I_ID, id, sizeof(id));

	if (!err)
		err = import_once(in, I_ID, id);
	if (!err)
		err = import_chinese(in, I_TITLE_ZH, title_zh, sizeof(title_zh));
	if (!err)
		err = import_copy(in, I_TITLE_EN, title_en, sizeof(title_en));
	if (!err)
		err = read_status(in, &status, &listed);
	if (!err)
		err = import_copy(in, I_SOURCE, source, sizeof(source));
	if (err)
		return err;
	row = db_query(&in->store->db, QUERY_PUT_INSTITUTION);
	db_bind_text(row, 1, id);
	db_bind_text(row, 2, title_zh);
	db_bind_text(row, 3, title_en);
	db_bind_number(row, 4, status);
	db_bind_date(row, 5, listed);
	db_bind_text(row, 6, source);
	in->rows++;
	err = db_run(&in->store->db, row);
	return err ? err : institution_details(in, id);
}

const struct import_kind import_institutions = {
	"institutions", "institution", "institution_detail", institution_columns,
	institution_row, NULL, INSTITUTIONS_MAX,
};

/* ---- catalogue ---- */

enum {
	K_ID, K_TITLE_ZH, K_TITLE_EN, K_KIND, K_OCCUPATION, K_LEVEL, K_ON_LIST,
	K_STD_YUAN, K_STD_FROM, K_STD_UNTIL, K_UPLIFT, K_LISTED, K_INSTITUTION,
	K_REGION, K_STARTS, K_DAYS, K_FILED, K_ONLINE, K_SOURCE, K_TITLE_HANT,
	K_FAMILY, K_NOTE,
};

static const struct import_column catalogue_columns[] = {
	{ "id", 0 }, { "title_zh", 0 }, { "title_en", COLUMN_PROSE }, { "kind", 0 },
	{ "occupation", 0 }, { "level", 0 }, { "on_list", 0 },
	{ "std_yuan", 0 }, { "std_from", COLUMN_OPTIONAL }, { "std_until", COLUMN_OPTIONAL },
	{ "shortage_uplift_pct", 0 }, { "listed_for_person", COLUMN_OPTIONAL },
	{ "institution", 0 }, { "region", 0 }, { "starts", 0 },
	{ "training_days", 0 }, { "filed", 0 }, { "online", 0 },
	{ "source", 0 }, { "title_hant", COLUMN_OPTIONAL }, { "family", COLUMN_OPTIONAL },
	{ "note", COLUMN_OPTIONAL | COLUMN_UNREAD }, { NULL, 0 },
};

/* Which levels go with a kind: 5 to 1 are certificates' levels, the letters stand for kinds. */
static const char *levels_of(enum course_kind kind)
{
	static const char *const levels[COURSE_KIND_COUNT] = {
		[COURSE_QUAL] = "54321",
		[COURSE_SPECIFIC] = "S",
		[COURSE_PROJECT] = "P",
		[COURSE_SHORT] = "H",
		[COURSE_SPECIALOP] = "T",
	};

	return levels[kind];
}

static enum err read_kind(struct import *in, struct course *course)
{
	const char *names[COURSE_KIND_COUNT], *level = import_text(in, K_LEVEL);
	int kind = 0;
	enum err err;

	for (int i = 0; i < COURSE_KIND_COUNT; i++)
		names[i] = course_kind_name((enum course_kind)i);
	err = import_word(in, K_KIND, names, COURSE_KIND_COUNT, &kind);
	if (err)
		return err;
	if (strlen(level) != 1 || !strchr(levels_of((enum course_kind)kind), *level))
		return import_refuse(in, K_LEVEL, "a course of kind %s has one of the levels %s",
				     names[kind], levels_of((enum course_kind)kind));
	course->kind = (enum course_kind)kind;
	course->level = *level;
	return ERR_OK;
}

static enum err read_family(struct import *in, struct course *course)
{
	const char *names[FAMILY_COUNT - 1];
	int family = 0;
	enum err err;

	if (import_text(in, K_FAMILY)[0] == 0)
		return ERR_OK;
	for (int i = 1; i < FAMILY_COUNT; i++)
		names[i - 1] = trade_family_name((enum trade_family)i);
	err = import_word(in, K_FAMILY, names, FAMILY_COUNT - 1, &family);
	course->family = (enum trade_family)(family + 1);
	return err;
}

static enum err read_occupation(struct import *in, struct course *course)
{
	enum err err = import_letters(in, K_OCCUPATION);

	if (!err && import_text(in, K_OCCUPATION)[0] == 0)
		err = import_refuse(in, K_OCCUPATION, "empty: fill it in");
	return err ? err : import_key_or_empty(in, K_OCCUPATION, course->occupation,
					       sizeof(course->occupation));
}

static enum err read_titles(struct import *in, struct course *course)
{
	enum err err = import_copy(in, K_ID, course->id, sizeof(course->id));

	if (!err)
		err = import_once(in, K_ID, course->id);
	if (!err)
		err = import_chinese(in, K_TITLE_ZH, course->title_zh, sizeof(course->title_zh));
	if (!err)
		err = import_copy(in, K_TITLE_EN, course->title_en, sizeof(course->title_en));
	if (!err)
		err = import_chinese_or_empty(in, K_TITLE_HANT, course->title_hant,
					      sizeof(course->title_hant));
	if (!err)
		err = read_family(in, course);
	if (!err)
		err = read_kind(in, course);
	if (!err)
		err = read_occupation(in, course);
	if (!err)
		err = import_copy(in, K_SOURCE, course->source, sizeof(course->source));
	return err;
}

/* Empty: not known.  The dates in force go with the amount. */
static enum err read_money(struct import *in, struct course *course, struct date *from,
			   struct date *until)
{
	int64_t uplift = -1;
	enum err err = ERR_OK;

	course->std_known = import_text(in, K_STD_YUAN)[0] != 0;
	if (course->std_known)
		err = import_yuan(in, K_STD_YUAN, &course->std);
	if (!err)
		err = import_date_or_empty(in, K_STD_FROM, from);
	if (!err)
		err = import_date_or_empty(in, K_STD_UNTIL, until);
	if (!err && date_is_set(*from) && date_is_set(*until) && date_compare(*until, *from) < 0)
		err = import_refuse(in, K_STD_UNTIL, "before std_from: exchange the two");
	if (!err && import_text(in, K_UPLIFT)[0])
		err = import_number(in, K_UPLIFT, 0, 100, &uplift);
	course->shortage_uplift_pct = (int)uplift;
	return err;
}

static enum err read_institution(struct import *in, struct course *course)
{
	sqlite3_stmt *row;
	enum err err = import_copy(in, K_INSTITUTION, course->institution_id,
				   sizeof(course->institution_id));

	if (err)
		return err;
	row = db_query(&in->store->db, QUERY_HAS_INSTITUTION);
	db_bind_text(row, 1, course->institution_id);
	err = db_step(&in->store->db, row);
	db_reset(row);
	if (err == ERR_ABSENT)
		return import_refuse(in, K_INSTITUTION,
				     "no institution \"%s\": import institutions first",
				     course->institution_id);
	return err;
}

static enum err read_class(struct import *in, struct course *course)
{
	int64_t region = 0, days = 0;
	enum err err = read_institution(in, course);

	if (!err)
		err = import_number(in, K_REGION, 1, REGION_COUNT, &region);
	if (!err)
		err = import_date(in, K_STARTS, &course->starts);
	if (!err)
		err = import_number(in, K_DAYS, 1, 400, &days);
	if (!err)
		err = import_tri(in, K_ON_LIST, &course->on_list);
	if (!err)
		err = import_tri(in, K_LISTED, &course->listed_for_person);
	if (!err)
		err = import_tri(in, K_FILED, &course->filed);
	if (!err)
		err = import_bool(in, K_ONLINE, &course->online);
	course->region = (int)region;
	course->training_days = (int)days;
	return err;
}

static enum err put_course(struct store *store, const struct course *course,
			   struct date from, struct date until)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_PUT_COURSE);
	char level[2] = { course->level, 0 };

	db_bind_text(row, 1, course->id);
	db_bind_text(row, 2, course->title_zh);
	db_bind_text(row, 3, course->title_en);
	db_bind_number(row, 4, course->kind);
	db_bind_text(row, 5, course->occupation);
	db_bind_text(row, 6, level);
	db_bind_number(row, 7, course->on_list);
	if (course->std_known)
		db_bind_number(row, 8, course->std);
	db_bind_date(row, 9, from);
	db_bind_date(row, 10, until);
	db_bind_number(row, 11, course->shortage_uplift_pct);
	db_bind_number(row, 12, course->listed_for_person);
	db_bind_text(row, 13, course->institution_id);
	db_bind_number(row, 14, course->region);
	db_bind_date(row, 15, course->starts);
	db_bind_number(row, 16, course->training_days);
	db_bind_number(row, 17, course->filed);
	db_bind_number(row, 18, course->online);
	db_bind_text(row, 19, course->source);
	return db_run(&store->db, row);
}

static enum err put_detail(struct store *store, const struct course *course)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_PUT_COURSE_DETAIL);

	db_bind_text(row, 1, course->id);
	db_bind_number(row, 2, course->family);
	db_bind_text(row, 3, course->title_hant);
	return db_run(&store->db, row);
}

static enum err catalogue_row(struct import *in)
{
	struct course course = { 0 };
	struct date from = { 0 }, until = { 0 };
	enum err err = read_titles(in, &course);

	if (!err)
		err = read_money(in, &course, &from, &until);
	if (!err)
		err = read_class(in, &course);
	if (err)
		return err;
	in->rows++;
	err = put_course(in->store, &course, from, until);
	return err ? err : put_detail(in->store, &course);
}

/* Of two courses that cannot both be right the one that this file states later. */
static enum err refuse_standard(struct import *in, const char *one, const char *other)
{
	int64_t line = 0, other_line = 0;
	enum err err = import_line_of(in, one, &line);

	if (err && err != ERR_ABSENT)
		return err;
	err = import_line_of(in, other, &other_line);
	if (err && err != ERR_ABSENT)
		return err;
	if (other_line > line)
		return refuse_standard(in, other, one);
	return diag_set(in->diag, in->csv.name, (int)(line ? line : 1), 1,
			"std_yuan: %s has another amount for the same trade, level and days than "
			"%s: a trade and level has one standard a day", one, other);
}

static enum err check_standards(struct import *in)
{
	sqlite3_stmt *row = db_query(&in->store->db, QUERY_TWO_STANDARDS);
	char one[COURSE_ID_MAX], other[COURSE_ID_MAX];
	enum err err = db_step(&in->store->db, row);

	if (!err)
		err = db_text(row, 0, one, sizeof(one));
	if (!err)
		err = db_text(row, 1, other, sizeof(other));
	db_reset(row);
	if (err)
		return err == ERR_ABSENT ? ERR_OK : err;
	return refuse_standard(in, one, other);
}

const struct import_kind import_catalogue = {
	"catalogue", "course", "course_detail", catalogue_columns, catalogue_row,
	check_standards, COURSES_MAX,
};

/* ---- standards ---- */

enum { S_WHAT, S_REGION, S_FROM, S_YUAN, S_SOURCE, S_NOTE };

static const struct import_column standard_columns[] = {
	{ "what", 0 }, { "region", 0 }, { "from", 0 }, { "yuan", 0 },
	{ "source", 0 }, { "note", COLUMN_OPTIONAL | COLUMN_UNREAD }, { NULL, 0 },
};

static enum err standard_row(struct import *in)
{
	static const char *const names[STANDARD_COUNT] = {
		[STANDARD_MIN_LIVING] = "min_living",
		[STANDARD_SPECIFIC] = "specific",
		[STANDARD_POST_2] = "post_2",
		[STANDARD_POST_1] = "post_1",
	};
	char source[16], key[64], day[DATE_TEXT_MAX];
	struct date from = { 0 };
	int64_t region = 0;
	fen amount = 0;
	int what = 0;
	sqlite3_stmt *row;
	enum err err = import_word(in, S_WHAT, names, STANDARD_COUNT, &what);

	if (!err)
		err = import_number(in, S_REGION, 0, REGION_COUNT, &region);
	if (!err)
		err = import_date(in, S_FROM, &from);
	if (!err)
		err = import_yuan(in, S_YUAN, &amount);
	if (!err)
		err = import_copy(in, S_SOURCE, source, sizeof(source));
	if (err)
		return err;
	date_format(from, day);
	snprintf(key, sizeof(key), "%d/%d/%s", what, (int)region, day);
	err = import_once(in, S_WHAT, key);
	if (err)
		return err;
	row = db_query(&in->store->db, QUERY_PUT_STANDARD);
	db_bind_number(row, 1, what);
	db_bind_number(row, 2, region);
	db_bind_date(row, 3, from);
	db_bind_number(row, 4, amount);
	db_bind_text(row, 5, source);
	in->rows++;
	return db_run(&in->store->db, row);
}

const struct import_kind import_standards = {
	"standards", "standard", NULL, standard_columns, standard_row, NULL, AMOUNTS_MAX,
};
