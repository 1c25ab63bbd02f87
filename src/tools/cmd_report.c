/*
 * report: what was applied for at this kiosk, beside the plan of annex 1, by
 * district and year, and by benefit.  It names nobody.  Which department a person
 * belongs to stands in no application, so annex 2 is not told here.
 */
#include "tools/commands.h"
#include "base/program.h"
#include "tools/staff_use.h"
#include "tools/taken_back.h"
#include "tools/targets.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_CAP 4096
#define BENEFIT_CODE_MAX 16

struct by_benefit {
	char code[BENEFIT_CODE_MAX];
	int year;
	int count;
	fen sum;		/* of what is known, the least of a span */
	int unknown;		/* without an amount, or by the day */
};

#define BENEFIT_ROWS_MAX (40 * TARGET_YEARS_MAX)

struct report {
	struct store *store;
	struct targets targets;
	/* applications with a course, by the district of the course; 0: not known */
	int courses[REGION_COUNT + 1][TARGET_YEARS_MAX];
	int other_years;
	int benefit_count;
	struct by_benefit benefits[BENEFIT_ROWS_MAX];
	struct taken_back taken_back;
	/* where the courses of the catalogue are */
	int place_count;
	struct course *places;
};

/* ---- counting ---- */

static int region_of(const struct report *r, const char *course)
{
	for (int i = 0; i < r->place_count; i++) {
		if (strcmp(r->places[i].id, course) == 0)
			return r->places[i].region;
	}
	return 0;
}

static struct by_benefit *row_of(struct report *r, const char *code, int year)
{
	struct by_benefit *row;

	for (int i = 0; i < r->benefit_count; i++) {
		row = &r->benefits[i];
		if (row->year == year && strcmp(row->code, code) == 0)
			return row;
	}
	if (r->benefit_count == BENEFIT_ROWS_MAX)
		return NULL;
	row = &r->benefits[r->benefit_count++];
	*row = (struct by_benefit){ .year = year };
	memcpy(row->code, code, sizeof(row->code));
	return row;
}

static enum err count_item(struct report *r, const struct application_item *item, int year)
{
	struct by_benefit *row = row_of(r, item->benefit, year);

	if (!row)
		return ERR_FULL;
	row->count++;
	if (item->amount.known && !item->amount.per_day && !item->amount.is_fee)
		row->sum += item->amount.value;
	else if (!item->amount.is_fee)
		row->unknown++;
	return ERR_OK;
}

/* The year is that of the day the rules were applied to. */
static enum err count_application(void *context, const struct application *a)
{
	struct report *r = context;
	int year = targets_year(&r->targets, a->decision_date.year);

	if (a->withdraws[0] || taken_back_by(&r->taken_back, a->receipt_no)[0])
		return ERR_OK;
	if (year < 0)
		r->other_years++;
	else if (a->course.id[0] && !a->claims)	/* it was counted when it was asked for */
		r->courses[region_of(r, a->course.id)][year]++;
	for (int i = 0; i < a->item_count; i++) {
		enum err err = count_item(r, &a->items[i], a->decision_date.year);

		if (err)
			return err;
	}
	return ERR_OK;
}

static int by_year_and_code(const void *a, const void *b)
{
	const struct by_benefit *x = a, *y = b;

	return x->year != y->year ? (x->year > y->year) - (x->year < y->year) :
				    strcmp(x->code, y->code);
}

static enum err count_all(struct report *r)
{
	const struct course_filter all = { 0 };
	enum err err = store_all_courses(r->store, &all, &r->places, &r->place_count);

	if (!err)
		err = taken_back_read(r->store, &r->taken_back);
	if (!err)
		err = store_each_application(r->store, count_application, r);
	qsort(r->benefits, (size_t)r->benefit_count, sizeof(r->benefits[0]), by_year_and_code);
	return err;
}

/* ---- telling ---- */

static void tell_district(const struct report *r, int region, int year, bool csv)
{
	const char *name = region > 0 ? r->targets.names[region] : "（没有地区）";
	int plan = r->targets.persons[region][year], here = r->courses[region][year];

	if (csv)
		printf("%d,%s,%d,%d\r\n", r->targets.years[year], name, plan, here);
	else
		printf("%d  %8d  %8d  %s\n", r->targets.years[year], plan, here, name);
}

static void tell_districts(const struct report *r, bool csv)
{
	printf(csv ? "\xef\xbb\xbf年份,地区,计划人次（附件1）,在本机申请的课程\r\n" :
		     "年份    计划人次  本机申请  地区（计划：附件1）\n");
	for (int year = 0; year < r->targets.year_count; year++) {
		for (int region = 1; region <= REGION_COUNT; region++)
			tell_district(r, region, year, csv);
		if (r->courses[0][year] > 0)
			tell_district(r, 0, year, csv);
	}
}

static void tell_benefits(const struct report *r, bool csv)
{
	printf(csv ? "\r\n年份,项目,份数,金额（元，至少）,金额未定的份数\r\n" :
		     "\n年份  项目              份数  金额（元，至少）  金额未定\n");
	for (int i = 0; i < r->benefit_count; i++) {
		const struct by_benefit *row = &r->benefits[i];
		char sum[MONEY_TEXT_MAX];

		money_format(row->sum, sum);
		if (csv)
			printf("%d,%s,%d,%s,%d\r\n", row->year, row->code, row->count, sum,
			       row->unknown);
		else
			printf("%d  %-16s  %4d  %16s  %8d\n", row->year, row->code, row->count, sum,
			       row->unknown);
	}
}

static void tell(const struct report *r, bool csv)
{
	tell_districts(r, csv);
	tell_benefits(r, csv);
	if (!csv && r->other_years > 0)
		printf("\n计划以外年份的申请：%d 份\n", r->other_years);
	if (!csv)
		printf("\n撤回的不算。初步符合不是批准，金额以审核为准。\n");
}

/* ---- the command ---- */

static enum err read_plan(struct targets *ret_targets)
{
	char path[PATH_CAP];
	struct diag diag = { 0 };
	enum err err = program_share("targets.csv", path, sizeof(path));

	if (!err)
		err = targets_read(path, &diag, ret_targets);
	if (err == ERR_INPUT)
		diag_print(&diag);
	else if (err)
		fprintf(stderr, "report: %s cannot be read; install it again\n", path);
	return err;
}

static int make(struct report *r, const struct staff_use *use, bool csv)
{
	enum err err = store_open(use->data, &r->store);

	if (err) {
		fprintf(stderr, "report: the store in %s does not open\n", use->data);
		return EXIT_DEVICE;
	}
	err = count_all(r);
	if (!err)
		err = staff_use_note(r->store, use, "report.made", "");
	store_close(r->store);
	if (!err)
		tell(r, csv);
	else
		fprintf(stderr, "report: the store could not be read: store check says why\n");
	return err ? EXIT_DEVICE : EXIT_DONE;
}

/* Takes --format out of the arguments; false: it is neither table nor csv. */
static bool take_format(int *argc, char **argv, bool *ret_csv)
{
	*ret_csv = false;
	for (int i = 1; i + 1 < *argc; i++) {
		if (strcmp(argv[i], "--format") != 0)
			continue;
		*ret_csv = strcmp(argv[i + 1], "csv") == 0;
		if (!*ret_csv && strcmp(argv[i + 1], "table") != 0)
			return false;
		memmove(&argv[i], &argv[i + 2], sizeof(*argv) * (size_t)(*argc - i - 2));
		*argc -= 2;
		return true;
	}
	return true;
}

int cmd_report(int argc, char **argv)
{
	static struct report report;
	struct staff_use use;
	bool csv;
	int code;

	if (!take_format(&argc, argv, &csv) || !staff_use_take(argc, argv, &use) ||
	    use.word_count > 0 || use.json) {
		fprintf(stderr, "report: write skills-kiosk report [--format table|csv] "
			"[--by NUMBER] [--why TEXT] [--data DIR]\n");
		return EXIT_BAD_INPUT;
	}
	if (read_plan(&report.targets))
		return EXIT_DEVICE;
	code = make(&report, &use, csv);
	taken_back_finish(&report.taken_back);
	free(report.places);
	return code;
}
