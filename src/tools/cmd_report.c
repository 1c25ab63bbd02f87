/*
 * report: what was applied for at this kiosk, beside the plan of annex 1, by
 * district and year, and by benefit.  It names nobody.  Which department a person
 * belongs to stands in no application, so annex 2 is not told here.
 */
#include "tools/commands.h"
#include "base/csv.h"
#include "base/program.h"
#include "base/text.h"
#include "tools/letter_print.h"
#include "tools/open_store.h"
#include "tools/staff_use.h"
#include "tools/taken_back.h"
#include "tools/targets.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_CAP 4096
#define BENEFIT_CODE_MAX 16
#define BENEFIT_TITLE_MAX sizeof((struct application_item){ 0 }.title_zh)
#define REPORT_PAPER_MAX (64u << 10)

enum format { FORMAT_TABLE, FORMAT_CSV, FORMAT_PDF };

struct by_benefit {
	char code[BENEFIT_CODE_MAX];
	char title[BENEFIT_TITLE_MAX];	/* as the first that was signed has it */
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

static struct by_benefit *row_of(struct report *r, const struct application_item *item, int year)
{
	struct by_benefit *row;

	for (int i = 0; i < r->benefit_count; i++) {
		row = &r->benefits[i];
		if (row->year == year && strcmp(row->code, item->benefit) == 0)
			return row;
	}
	if (r->benefit_count == BENEFIT_ROWS_MAX)
		return NULL;
	row = &r->benefits[r->benefit_count++];
	*row = (struct by_benefit){ .year = year };
	memcpy(row->code, item->benefit, sizeof(row->code));
	memcpy(row->title, item->title_zh, sizeof(row->title));
	return row;
}

static enum err count_item(struct report *r, const struct application_item *item, int year)
{
	struct by_benefit *row = row_of(r, item, year);

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

	if (!csv) {
		printf("%d  %8d  %8d  %s\n", r->targets.years[year], plan, here, name);
		return;
	}
	printf("%d,", r->targets.years[year]);
	csv_put(stdout, name);
	printf(",%d,%d\r\n", plan, here);
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

static void tell_benefit(const struct by_benefit *row, bool csv)
{
	char sum[MONEY_TEXT_MAX];

	money_format(row->sum, sum);
	if (!csv) {
		printf("%d  %-16s  %4d  %16s  %8d  %s\n", row->year, row->code, row->count, sum,
		       row->unknown, row->title);
		return;
	}
	printf("%d,%s,%d,%s,%d,", row->year, row->code, row->count, sum, row->unknown);
	csv_put(stdout, row->title);
	printf("\r\n");
}

static void tell_benefits(const struct report *r, bool csv)
{
	printf(csv ? "\r\n年份,项目,份数,金额（元，至少）,金额未定的份数,名称\r\n" :
		     "\n年份  项目              份数  金额（元，至少）  金额未定  名称\n");
	for (int i = 0; i < r->benefit_count; i++)
		tell_benefit(&r->benefits[i], csv);
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

/* ---- on paper ---- */

static void put_district(const struct report *r, int region, int year, struct text *letter)
{
	char line[128];

	snprintf(line, sizeof(line), "计划 %d，本机申请 %d", r->targets.persons[region][year],
		 r->courses[region][year]);
	letter_put(letter, "field", line,
		   region > 0 ? r->targets.names[region] : "（没有地区）");
}

static void put_districts(const struct report *r, struct text *letter)
{
	for (int year = 0; year < r->targets.year_count; year++) {
		char head[64];

		snprintf(head, sizeof(head), "%d 年各地区，人次", r->targets.years[year]);
		letter_put(letter, "heading", head, NULL);
		for (int region = 1; region <= REGION_COUNT; region++)
			put_district(r, region, year, letter);
		if (r->courses[0][year] > 0)
			put_district(r, 0, year, letter);
	}
}

static void put_benefits(const struct report *r, struct text *letter)
{
	letter_put(letter, "heading", "按项目", NULL);
	for (int i = 0; i < r->benefit_count; i++) {
		const struct by_benefit *row = &r->benefits[i];
		char sum[MONEY_TEXT_MAX], line[128], side[BENEFIT_TITLE_MAX + 16];

		money_format(row->sum, sum);
		snprintf(line, sizeof(line), "%d 份，至少 %s 元，金额未定 %d 份", row->count, sum,
			 row->unknown);
		snprintf(side, sizeof(side), "%d 年 %s", row->year, row->title);
		letter_put(letter, "field", line, side);
	}
}

static enum err print_paper(const struct report *r, const char *to)
{
	static char text[REPORT_PAPER_MAX];
	char words[PATH_CAP];
	struct text letter = text_in(text, sizeof(text));
	enum err err = program_share("words", words, sizeof(words));

	text_add(&letter, "kind\tplain\nlang\tzh_CN\nhall\t本机\ntitle\t本机申请与附件1计划\n"
		 "to\t报表\nlead\t撤回的不算。初步符合不是批准，金额以审核为准。\nnumber\t附件1\n");
	put_districts(r, &letter);
	put_benefits(r, &letter);
	if (err)
		return err;
	return letter.full ? ERR_FULL : letter_print("report", text, words, to);
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

/* Where it goes: the screen, or a file. */
static int put_out(const struct report *r, const struct staff_use *use, enum format format)
{
	if (format != FORMAT_PDF) {
		tell(r, format == FORMAT_CSV);
		return EXIT_DONE;
	}
	if (print_paper(r, use->to)) {
		fprintf(stderr, "report: %s could not be made\n", use->to);
		return EXIT_DEVICE;
	}
	printf("%s\n", use->to);
	return EXIT_DONE;
}

static int make(struct report *r, const struct staff_use *use, enum format format)
{
	int code = open_store("report", use->data, &r->store);
	enum err err;

	if (code != EXIT_DONE)
		return code;
	err = count_all(r);
	if (!err)
		err = staff_use_note(r->store, use, "report.made", "");
	store_close(r->store);
	if (!err)
		return put_out(r, use, format);
	fprintf(stderr, "report: the store could not be read: store check says why\n");
	return EXIT_DEVICE;
}

/* Takes --format out of the arguments; false: it is none of the three. */
static bool take_format(int *argc, char **argv, enum format *ret_format)
{
	static const char *const names[] = { "table", "csv", "pdf" };

	*ret_format = FORMAT_TABLE;
	for (int i = 1; i + 1 < *argc; i++) {
		int at;

		if (strcmp(argv[i], "--format") != 0)
			continue;
		at = text_find(names, 3, argv[i + 1]);
		if (at < 0)
			return false;
		*ret_format = (enum format)at;
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
	enum format format;
	int code;

	if (!take_format(&argc, argv, &format) || !staff_use_take(argc, argv, &use) ||
	    use.word_count > 0 || use.json || (format == FORMAT_PDF) != (use.to != NULL)) {
		fprintf(stderr, "report: write skills-kiosk report [--format table|csv], or "
			"--format pdf --to FILE.pdf, [--by NUMBER] [--why TEXT] [--data DIR]\n");
		return EXIT_BAD_INPUT;
	}
	if (read_plan(&report.targets))
		return EXIT_DEVICE;
	code = make(&report, &use, format);
	taken_back_finish(&report.taken_back);
	free(report.places);
	return code;
}
