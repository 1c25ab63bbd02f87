#include "tools/audit_day.h"

#include "core/application_json.h"
#include "store/outbox.h"
#include "store/ratings.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_LINES 64
#define HOURS 24
#define HOUR_S 3600
/* The program writes some sixty kinds. */
#define KINDS_MAX 128

struct line_kind {
	char what[sizeof(((struct audit_log_entry *)NULL)->what)];
	int count;
};

struct day_count {
	int64_t from_s;		/* when the day begins, s since 1970, UTC */
	int64_t first_s, last_s;
	int lines;
	int visits[HOURS];
	int kind_count;
	struct line_kind kinds[KINDS_MAX];
};

static struct line_kind *kind_of(struct day_count *day, const char *what)
{
	for (int i = 0; i < day->kind_count; i++) {
		if (strcmp(day->kinds[i].what, what) == 0)
			return &day->kinds[i];
	}
	if (day->kind_count == KINDS_MAX)
		return NULL;
	memcpy(day->kinds[day->kind_count].what, what, sizeof(day->kinds[0].what));
	return &day->kinds[day->kind_count++];
}

/* A clock that was set back leaves lines of a day among those of another: all are looked at. */
static enum err count_line(struct day_count *day, const struct audit_log_entry *line)
{
	int64_t into_s = line->at - day->from_s;
	struct line_kind *kind;

	if (into_s < 0 || into_s >= DAY_S)
		return ERR_OK;
	kind = kind_of(day, line->what);
	if (!kind)
		return ERR_FULL;
	kind->count++;
	if (strcmp(line->what, "visit.begun") == 0)
		day->visits[into_s / HOUR_S]++;
	if (day->lines++ == 0)
		day->first_s = line->at;
	day->last_s = line->at;
	return ERR_OK;
}

static enum err count_lines(struct store *store, struct day_count *day)
{
	struct audit_log_entry lines[DAY_LINES];
	int64_t after = 0;
	int count;

	do {
		enum err err = store_audit_log(store, NULL, after, DAY_LINES, lines, &count);

		for (int i = 0; !err && i < count; i++)
			err = count_line(day, &lines[i]);
		if (err)
			return err;
		if (count > 0)
			after = lines[count - 1].seq;
	} while (count == DAY_LINES);
	return ERR_OK;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct line_kind *)a)->what, ((const struct line_kind *)b)->what);
}

static void print_hours(const struct day_count *day)
{
	printf("visits by the hour:");
	for (int hour = 0; hour < HOURS; hour++) {
		if (day->visits[hour] > 0)
			printf("  %02d:00 %d", hour, day->visits[hour]);
	}
	printf("\n");
}

static void print_lines(struct day_count *day)
{
	char first[APPLICATION_TIME_MAX], last[APPLICATION_TIME_MAX];

	if (day->lines == 0) {
		printf("nothing was done here\n");
		return;
	}
	application_time(day->first_s, first);
	application_time(day->last_s, last);
	printf("from %.8s to %.8s, %d lines\n", first + sizeof("2019-01-01T") - 1,
	       last + sizeof("2019-01-01T") - 1, day->lines);
	qsort(day->kinds, (size_t)day->kind_count, sizeof(day->kinds[0]), by_name);
	for (int i = 0; i < day->kind_count; i++)
		printf("%6d  %s\n", day->kinds[i].count, day->kinds[i].what);
	print_hours(day);
}

static enum err print_grades(struct store *store, struct date date)
{
	const struct date before = date_from_days(date_to_days(date) - 1);
	struct rating_day grades;
	int count = 0;
	enum err err = store_ratings(store, before, 1, &grades, &count);

	if (err || count == 0 || date_compare(grades.day, date) != 0)
		return err;
	printf("grades, very good to very poor:");
	for (int grade = RATING_GRADES; grade >= 1; grade--)
		printf("  %" PRId64, grades.count[grade - 1]);
	printf("\n");
	return ERR_OK;
}

/* What waits now: of an earlier day nobody can tell any more. */
static enum err print_waiting(struct store *store)
{
	int64_t counts[OUTBOX_STATE_COUNT];
	enum err err = outbox_count(store, counts);

	if (!err && counts[OUTBOX_WAITING] + counts[OUTBOX_ASIDE] > 0)
		printf("for the centre, now: %" PRId64 " wait, %" PRId64 " were set aside\n",
		       counts[OUTBOX_WAITING], counts[OUTBOX_ASIDE]);
	return err;
}

enum err audit_day_print(struct store *store, struct date date)
{
	struct day_count day = {
		.from_s = (int64_t)date_to_days(date) * DAY_S - CHINA_UTC_OFFSET_S,
	};
	char name[DATE_TEXT_MAX];
	enum err err = count_lines(store, &day);

	if (err)
		return err;
	date_format(date, name);
	printf("%s\n", name);
	print_lines(&day);
	err = print_grades(store, date);
	return err ? err : print_waiting(store);
}
