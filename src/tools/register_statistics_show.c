#include "tools/register_statistics_show.h"

#include "base/text.h"
#include "base/words.h"
#include "core/course.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define SAMPLE "示例数据"
#define DISTRICT_COLUMNS 20

static const char *district_name(int district)
{
	if (district == 0)
		return "区县未登记";
	return words_get(LANG_ZH_HANS,
			 region_key(district == STATISTICS_ALL ? 0 : district));
}

/* Districts in the order of annex 1, then those without one, then the total. */
static int district_at(int row)
{
	return row == REGION_COUNT ? 0 : row > REGION_COUNT ? STATISTICS_ALL : row + 1;
}

/* Where a sum is shown at all. */
static bool is_sample(const struct statistics_show *show, int benefit,
		      const struct statistics_cell *cell)
{
	return cell->amount + cell->most > 0 && pack_amount_is_sample(show->pack, benefit);
}

/* ---- the table ---- */

/* A character of Chinese takes two columns. */
static void print_padded(const char *text, int columns)
{
	const char *at = text;
	uint32_t character;

	while ((character = utf8_next(&at)) != 0)
		columns -= character < 0x2e80 ? 1 : 2;
	printf("%s%*s", text, columns > 0 ? columns : 0, "");
}

static void print_money(const struct statistics_show *show, int benefit,
			const struct statistics_cell *cell)
{
	int64_t eligible = cell->people[OUTCOME_ELIGIBLE];
	char amount[MONEY_TEXT_MAX], most[MONEY_TEXT_MAX];

	if (!statistics_pays(show->stats, benefit)) {
		printf(" %14s %9s %14s", "-", "-", "-");
		return;
	}
	money_format(cell->amount, amount);
	money_format(cell->most, most);
	printf(" %14s %9" PRId64 " %14s", cell->known ? amount : "-", eligible - cell->known,
	       eligible && !cell->open ? most : "-");
	if (is_sample(show, benefit, cell))
		printf("  " SAMPLE);
}

static void print_district(const struct statistics_show *show, int district)
{
	const char *name = district_name(district);

	if (statistics_people(show->stats, district) == 0)
		return;
	for (int b = 0; b < pack_benefit_count(show->pack); b++) {
		const struct statistics_cell *cell = statistics_cell(show->stats, district, b);

		if (!statistics_counts(show->stats, b))
			continue;
		print_padded(name, DISTRICT_COLUMNS);
		printf("%-15s %9" PRId64 " %9" PRId64 " %13" PRId64,
		       pack_benefit(show->pack, b)->code, cell->people[OUTCOME_ELIGIBLE],
		       cell->people[OUTCOME_NOT_ELIGIBLE], cell->people[OUTCOME_UNDETERMINED]);
		print_money(show, b, cell);
		printf("\n");
		name = "";
	}
	printf("\n");
}

static void print_offers(const struct statistics_show *show)
{
	for (int b = 0; b < pack_benefit_count(show->pack); b++) {
		const int64_t *offers = statistics_offers(show->stats, b);

		if (offers)
			printf("%s, by course: %" PRId64 " eligible, %" PRId64 " not, %" PRId64
			       " undetermined\n", pack_benefit(show->pack, b)->code,
			       offers[OUTCOME_ELIGIBLE], offers[OUTCOME_NOT_ELIGIBLE],
			       offers[OUTCOME_UNDETERMINED]);
	}
}

static void print_left_out(const struct statistics_show *show)
{
	const char *between = "";

	for (int b = 0; b < pack_benefit_count(show->pack); b++) {
		if (pack_benefit(show->pack, b)->kind != BENEFIT_ENTERPRISE)
			continue;
		printf("%s%s", between, pack_benefit(show->pack, b)->code);
		between = ", ";
	}
	if (*between)
		printf(": claimed by enterprises, no register of persons decides them\n");
}

static void print_notes(const struct statistics_show *show)
{
	print_offers(show);
	print_left_out(show);
	printf("courses on offer: %d; a benefit that needs a course counts once a person, with the "
	       "dearest that fits\n", statistics_courses(show->stats));
	printf("cost: the sum of the amounts that are known; open: eligible, amount not known; at "
	       "most: where all are bounded\n");
	printf(SAMPLE ": rests on labelled data, the document has no such amount\n");
	printf("eligible is 初步符合 by the register alone, never a grant\n");
}

void statistics_show_table(const struct statistics_show *show)
{
	char date[DATE_TEXT_MAX];

	date_format(show->date, date);
	printf("%s, %s: %" PRId64 " people of the register%s\n\n", pack_id(show->pack), date,
	       statistics_people(show->stats, STATISTICS_ALL), show->demo ? " (" SAMPLE ")" : "");
	print_padded("district", DISTRICT_COLUMNS);
	printf("%-15s %9s %9s %13s %14s %9s %14s\n", "benefit", "eligible", "not", "undetermined",
	       "cost, yuan", "open", "at most, yuan");
	for (int row = 0; row < STATISTICS_DISTRICTS; row++)
		print_district(show, district_at(row));
	print_notes(show);
}

/* ---- JSON lines ---- */

static void print_line(json_t *line)
{
	json_dumpf(line, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(line);
}

static void set_number(json_t *line, const char *key, int64_t number)
{
	json_object_set_new(line, key, json_integer(number));
}

static void set_outcomes(json_t *line, const int64_t people[3])
{
	set_number(line, "eligible", people[OUTCOME_ELIGIBLE]);
	set_number(line, "not_eligible", people[OUTCOME_NOT_ELIGIBLE]);
	set_number(line, "undetermined", people[OUTCOME_UNDETERMINED]);
}

static void set_code(json_t *line, const struct statistics_show *show, int benefit)
{
	json_object_set_new(line, "benefit",
			    json_string(pack_benefit(show->pack, benefit)->code));
}

static void set_money(json_t *line, const struct statistics_show *show, int benefit,
		      const struct statistics_cell *cell)
{
	if (!statistics_pays(show->stats, benefit))
		return;
	set_number(line, "amount_fen", cell->amount);
	set_number(line, "amount_known", cell->known);
	set_number(line, "amount_unknown", cell->people[OUTCOME_ELIGIBLE] - cell->known);
	json_object_set_new(line, "amount_max_fen", cell->open ? json_null() :
			    json_integer(cell->most));
	json_object_set_new(line, "sample", json_boolean(is_sample(show, benefit, cell)));
}

/* The total has neither number nor name of a district. */
static void json_district(const struct statistics_show *show, int district)
{
	bool all = district == STATISTICS_ALL;

	for (int b = 0; b < pack_benefit_count(show->pack); b++) {
		json_t *line;

		if (!statistics_counts(show->stats, b))
			continue;
		line = json_object();
		if (all)
			json_object_set_new(line, "total", json_true());
		else
			set_number(line, "district", district);
		if (!all)
			json_object_set_new(line, "district_name",
					    json_string(district_name(district)));
		set_code(line, show, b);
		set_outcomes(line, statistics_cell(show->stats, district, b)->people);
		set_money(line, show, b, statistics_cell(show->stats, district, b));
		print_line(line);
	}
}

static void json_offers(const struct statistics_show *show)
{
	for (int b = 0; b < pack_benefit_count(show->pack); b++) {
		const int64_t *offers = statistics_offers(show->stats, b);
		json_t *line;

		if (!offers)
			continue;
		line = json_object();
		json_object_set_new(line, "courses", json_true());
		set_code(line, show, b);
		set_outcomes(line, offers);
		print_line(line);
	}
}

void statistics_show_json(const struct statistics_show *show)
{
	char date[DATE_TEXT_MAX];
	json_t *head = json_object();

	date_format(show->date, date);
	json_object_set_new(head, "pack", json_string(pack_id(show->pack)));
	json_object_set_new(head, "hash", json_string(pack_hash(show->pack)));
	json_object_set_new(head, "date", json_string(date));
	set_number(head, "people", statistics_people(show->stats, STATISTICS_ALL));
	set_number(head, "courses_on_offer", statistics_courses(show->stats));
	json_object_set_new(head, "demo", json_boolean(show->demo));
	print_line(head);
	for (int row = 0; row < STATISTICS_DISTRICTS; row++) {
		if (statistics_people(show->stats, district_at(row)) > 0)
			json_district(show, district_at(row));
	}
	json_offers(show);
}
