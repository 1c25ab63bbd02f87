#include "store/ratings.h"

#include "store/inner.h"

#include <assert.h>

enum err store_rate(struct store *store, struct date day, int grade)
{
	enum err err = store_enter(store);

	assert(grade >= 1 && grade <= RATING_GRADES);
	if (err)
		return err;
	err = db_begin(&store->db);
	if (!err) {
		sqlite3_stmt *row = db_query(&store->db, QUERY_ADD_RATING);

		db_bind_number(row, 1, date_to_days(day));
		db_bind_number(row, 2, grade);
		err = db_run(&store->db, row);
	}
	if (!err)
		err = db_commit(&store->db);
	db_rollback(&store->db);
	return store_leave(store, err);
}

/* A row of the day that is last in the table, or of a new one; false: no room for that. */
static bool take_row(sqlite3_stmt *row, int cap, struct rating_day *days, int *count)
{
	struct date day = date_from_days((int32_t)sqlite3_column_int64(row, 0));
	int64_t grade = sqlite3_column_int64(row, 1);

	if (*count == 0 || date_compare(days[*count - 1].day, day) != 0) {
		if (*count == cap)
			return false;
		days[(*count)++] = (struct rating_day){ .day = day };
	}
	if (grade >= 1 && grade <= RATING_GRADES)
		days[*count - 1].count[grade - 1] = sqlite3_column_int64(row, 2);
	return true;
}

enum err store_ratings(struct store *store, struct date after, int cap,
		       struct rating_day *ret_days, int *ret_count)
{
	enum err err = store_enter(store);
	sqlite3_stmt *rows;
	int count = 0;

	if (err)
		return err;
	rows = db_query(&store->db, QUERY_RATINGS);
	db_bind_number(rows, 1, date_is_set(after) ? date_to_days(after) : INT32_MIN);
	while ((err = db_step(&store->db, rows)) == ERR_OK &&
	       take_row(rows, cap, ret_days, &count))
		;
	err = db_end_rows(rows, err);
	if (!err)
		*ret_count = count;
	return store_leave(store, err);
}
