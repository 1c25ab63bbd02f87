#include "store/inner.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Columns of COURSE_COLUMNS in queries.c, in their order. */
enum course_column {
	C_ID, C_TITLE_ZH, C_TITLE_EN, C_KIND, C_OCCUPATION, C_LEVEL, C_ON_LIST,
	C_STD, C_STD_FROM, C_STD_UNTIL, C_UPLIFT, C_LISTED,
	C_INSTITUTION, C_INSTITUTION_ZH, C_INSTITUTION_EN, C_STATUS, C_STATUS_DATE,
	C_REGION, C_STARTS, C_DAYS, C_FILED, C_ONLINE, C_SOURCE,
	C_TITLE_HANT, C_FAMILY, C_INSTITUTION_HANT, C_ADDRESS_ZH, C_ADDRESS_HANT, C_ADDRESS_EN,
	C_PHONE,
};

static enum tri read_tri(sqlite3_stmt *row, int column)
{
	int value = sqlite3_column_int(row, column);

	return value == TRI_FALSE || value == TRI_TRUE ? (enum tri)value : TRI_UNKNOWN;
}

struct text_column {
	int column;
	char *out;
	size_t cap;
};

static enum err read_columns(sqlite3_stmt *row, const struct text_column *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (db_text(row, texts[i].column, texts[i].out, texts[i].cap) != ERR_OK)
			return ERR_PROTO;
	}
	return ERR_OK;
}

/* What later files added: NULL in rows that were imported without it. */
static enum err read_added(sqlite3_stmt *row, const struct text_column *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (sqlite3_column_type(row, texts[i].column) == SQLITE_NULL)
			texts[i].out[0] = 0;
		else if (db_text(row, texts[i].column, texts[i].out, texts[i].cap) != ERR_OK)
			return ERR_PROTO;
	}
	return ERR_OK;
}

static enum err read_details(sqlite3_stmt *row, struct course *course)
{
	int family = sqlite3_column_int(row, C_FAMILY);
	const struct text_column texts[] = {
		{ C_TITLE_HANT, course->title_hant, sizeof(course->title_hant) },
		{ C_INSTITUTION_HANT, course->institution_hant,
		  sizeof(course->institution_hant) },
		{ C_ADDRESS_ZH, course->address_zh, sizeof(course->address_zh) },
		{ C_ADDRESS_HANT, course->address_hant, sizeof(course->address_hant) },
		{ C_ADDRESS_EN, course->address_en, sizeof(course->address_en) },
		{ C_PHONE, course->phone, sizeof(course->phone) },
	};

	if (family < 0 || family >= FAMILY_COUNT)
		return ERR_PROTO;
	course->family = (enum trade_family)family;
	return read_added(row, texts, sizeof(texts) / sizeof(texts[0]));
}

static enum err read_texts(sqlite3_stmt *row, struct course *course)
{
	char level[2];
	const struct text_column texts[] = {
		{ C_ID, course->id, sizeof(course->id) },
		{ C_TITLE_ZH, course->title_zh, sizeof(course->title_zh) },
		{ C_TITLE_EN, course->title_en, sizeof(course->title_en) },
		{ C_OCCUPATION, course->occupation, sizeof(course->occupation) },
		{ C_LEVEL, level, sizeof(level) },
		{ C_INSTITUTION, course->institution_id, sizeof(course->institution_id) },
		{ C_INSTITUTION_ZH, course->institution_zh, sizeof(course->institution_zh) },
		{ C_INSTITUTION_EN, course->institution_en, sizeof(course->institution_en) },
		{ C_SOURCE, course->source, sizeof(course->source) },
	};

	if (read_columns(row, texts, sizeof(texts) / sizeof(texts[0])) != ERR_OK)
		return ERR_PROTO;
	course->level = level[0];
	return read_details(row, course);
}

/* An amount counts on the days that its own dates allow; without a day asked for, always. */
static void read_amount(sqlite3_stmt *row, struct date on, struct course *course)
{
	struct date from = db_date(row, C_STD_FROM), until = db_date(row, C_STD_UNTIL);

	if (sqlite3_column_type(row, C_STD) != SQLITE_INTEGER)
		return;
	course->std_from = from;
	course->std_until = until;
	if (date_is_set(on) && !date_is_within(on, from, until))
		return;
	course->std_known = true;
	course->std = sqlite3_column_int64(row, C_STD);
}

static enum err read_course(sqlite3_stmt *row, struct date on, struct course *out)
{
	struct course course = { 0 };
	int kind = sqlite3_column_int(row, C_KIND);
	int status = sqlite3_column_int(row, C_STATUS);
	enum err err = read_texts(row, &course);

	if (err || kind < 0 || kind >= COURSE_KIND_COUNT || status < 0 ||
	    status >= INSTITUTION_STATUS_COUNT)
		return ERR_PROTO;
	course.kind = (enum course_kind)kind;
	course.institution = (enum institution_status)status;
	course.on_list = read_tri(row, C_ON_LIST);
	read_amount(row, on, &course);
	course.shortage_uplift_pct = sqlite3_column_int(row, C_UPLIFT);
	course.listed_for_person = read_tri(row, C_LISTED);
	course.institution_listed = db_date(row, C_STATUS_DATE);
	course.region = sqlite3_column_int(row, C_REGION);
	course.starts = db_date(row, C_STARTS);
	course.training_days = sqlite3_column_int(row, C_DAYS);
	course.filed = read_tri(row, C_FILED);
	course.online = sqlite3_column_int(row, C_ONLINE) == 1;
	*out = course;
	return ERR_OK;
}

static void bind_filter(sqlite3_stmt *rows, const struct course_filter *filter)
{
	db_bind_number(rows, 1, filter->kinds);
	db_bind_number(rows, 2, filter->region);
	db_bind_date(rows, 3, filter->starts_from);
	if (filter->institution)
		db_bind_text(rows, 4, filter->institution);
}

enum err store_count_courses(struct store *store, const struct course_filter *filter,
			     int *ret_count)
{
	enum err err = store_enter(store);
	sqlite3_stmt *row;

	if (err)
		return err;
	row = db_query(&store->db, QUERY_COUNT_COURSES);
	bind_filter(row, filter);
	err = db_step(&store->db, row);
	if (!err)
		*ret_count = sqlite3_column_int(row, 0);
	db_reset(row);
	return store_leave(store, err);
}

/* One transaction: nothing can come between the count and the courses. */
enum err store_all_courses(struct store *store, const struct course_filter *filter,
			   struct course **ret_courses, int *ret_count)
{
	struct course *courses = NULL;
	int cap = 0, count = 0;
	enum err err = store_enter(store);

	if (err)
		return err;
	err = db_exec(&store->db, "BEGIN");
	if (!err)
		err = store_count_courses(store, filter, &cap);
	if (!err)
		courses = calloc((size_t)cap + 1, sizeof(*courses));
	if (!err && !courses)
		err = ERR_FULL;
	if (!err)
		err = store_courses(store, filter, 0, cap, courses, &count);
	db_rollback(&store->db);
	if (err) {
		free(courses);
		return store_leave(store, err);
	}
	*ret_courses = courses;
	*ret_count = count;
	return ERR_OK;
}

enum err store_courses(struct store *store, const struct course_filter *filter,
		       int skip, int cap, struct course *ret_courses, int *ret_count)
{
	enum err err = store_enter(store);
	sqlite3_stmt *rows;
	int count = 0;

	assert(skip >= 0 && cap >= 0);
	if (err)
		return err;
	rows = db_query(&store->db, QUERY_COURSES);
	bind_filter(rows, filter);
	db_bind_number(rows, 5, skip);
	db_bind_number(rows, 6, cap);
	while ((err = db_step(&store->db, rows)) == ERR_OK) {
		err = read_course(rows, filter->on, &ret_courses[count]);
		if (err)
			break;
		count++;
	}
	err = db_end_rows(rows, err);
	if (!err)
		*ret_count = count;
	return store_leave(store, err);
}

enum err store_course(struct store *store, const char *id, struct date on,
		      struct course *ret_course)
{
	enum err err = store_enter(store);
	sqlite3_stmt *row;

	if (err)
		return err;
	row = db_query(&store->db, QUERY_COURSE);
	db_bind_text(row, 1, id);
	err = db_step(&store->db, row);
	if (!err)
		err = read_course(row, on, ret_course);
	db_reset(row);
	return store_leave(store, err);
}

/* Columns of QUERY_INSTITUTIONS, in their order. */
enum institution_column {
	I_ID, I_TITLE_ZH, I_TITLE_EN, I_SOURCE, I_TITLE_HANT, I_ADDRESS_ZH, I_ADDRESS_HANT,
	I_ADDRESS_EN, I_PHONE, I_STATUS, I_LISTED,
};

static enum err read_institution(sqlite3_stmt *row, struct institution *ret)
{
	struct institution at = { 0 };
	int status = sqlite3_column_int(row, I_STATUS);
	const struct text_column texts[] = {
		{ I_ID, at.id, sizeof(at.id) },
		{ I_TITLE_ZH, at.title_zh, sizeof(at.title_zh) },
		{ I_TITLE_EN, at.title_en, sizeof(at.title_en) },
		{ I_SOURCE, at.source, sizeof(at.source) },
	}, added[] = {
		{ I_TITLE_HANT, at.title_hant, sizeof(at.title_hant) },
		{ I_ADDRESS_ZH, at.address_zh, sizeof(at.address_zh) },
		{ I_ADDRESS_HANT, at.address_hant, sizeof(at.address_hant) },
		{ I_ADDRESS_EN, at.address_en, sizeof(at.address_en) },
		{ I_PHONE, at.phone, sizeof(at.phone) },
	};
	enum err err = read_columns(row, texts, sizeof(texts) / sizeof(texts[0]));

	if (!err)
		err = read_added(row, added, sizeof(added) / sizeof(added[0]));
	if (err || status < 0 || status >= INSTITUTION_STATUS_COUNT)
		return ERR_PROTO;
	at.status = (enum institution_status)status;
	at.listed = db_date(row, I_LISTED);
	*ret = at;
	return ERR_OK;
}

static enum err read_institutions(struct store *store, int cap, struct institution *all,
				  int *ret_count)
{
	sqlite3_stmt *rows = db_query(&store->db, QUERY_INSTITUTIONS);
	int count = 0;
	enum err err;

	while ((err = db_step(&store->db, rows)) == ERR_OK && count < cap) {
		err = read_institution(rows, &all[count]);
		if (err)
			break;
		count++;
	}
	db_reset(rows);
	if (err == ERR_ABSENT)
		*ret_count = count;
	return err == ERR_ABSENT ? ERR_OK : ERR_PROTO;
}

/* One transaction: nothing can come between the count and the rows. */
enum err store_institutions(struct store *store, struct institution **ret_institutions,
			    int *ret_count)
{
	struct institution *all = NULL;
	int64_t cap = 0;
	enum err err = store_enter(store);

	if (err)
		return err;
	err = db_exec(&store->db, "BEGIN");
	if (!err)
		err = db_number(&store->db, "SELECT count(*) FROM institution", &cap);
	if (!err)
		all = calloc((size_t)cap + 1, sizeof(*all));
	if (!err && !all)
		err = ERR_FULL;
	if (!err)
		err = read_institutions(store, (int)cap, all, ret_count);
	db_rollback(&store->db);
	if (err)
		free(all);
	else
		*ret_institutions = all;
	return store_leave(store, err);
}

enum err store_standard(struct store *store, enum standard what, int region,
			struct date on, fen *ret_amount, bool *ret_is_sample)
{
	enum err err = store_enter(store);
	char source[16];
	sqlite3_stmt *row;

	assert(what < STANDARD_COUNT && region >= 0 && region <= REGION_COUNT);
	if (err)
		return err;
	row = db_query(&store->db, QUERY_STANDARD);
	db_bind_number(row, 1, what);
	db_bind_number(row, 2, region);
	db_bind_number(row, 3, date_to_days(on));
	err = db_step(&store->db, row);
	if (!err)
		err = db_text(row, 1, source, sizeof(source));
	if (!err) {
		*ret_amount = sqlite3_column_int64(row, 0);
		*ret_is_sample = data_is_sample(source);
	}
	db_reset(row);
	return store_leave(store, err);
}
