/* What an import puts in comes out again: people, ledgers, courses, amounts. */
#include "tests/unit/store/samples.h"

#include "core/employer.h"
#include "store/bundles.h"
#include "store/import.h"
#include "store/registerfacts.h"
#include "store/restore.h"
#include "store/store.h"

static const char *dir;
static struct store *store;

static void import_demo(const char *kind)
{
	struct import_result result;
	struct diag diag;
	char path[256];

	snprintf(path, sizeof(path), "%s/kiosk-config/demo-data/%s.csv", SOURCE_DIR, kind);
	if (import_file(store, kind, path, &result, &diag) != ERR_OK) {
		diag_print(&diag);
		fail();
	}
}

static int open_demo(void **state)
{
	(void)state;
	dir = sample_dir();
	if (store_open(dir, &store) != ERR_OK)
		return 1;
	import_demo("institutions");
	import_demo("catalogue");
	import_demo("standards");
	import_demo("register");
	import_demo("history");
	return 0;
}

static int close_demo(void **state)
{
	(void)state;
	store_close(store);
	sample_remove_dir(dir);
	return 0;
}

static const struct fact *fact_of(const struct person *person, const char *id)
{
	for (int i = 0; i < person->fact_count; i++) {
		if (strcmp(person->facts[i].id, id) == 0)
			return &person->facts[i].fact;
	}
	return NULL;
}

static void test_person(void **state)
{
	struct person person;
	const struct fact *fact;

	(void)state;
	assert_int_equal(store_find_person(store, SAMPLE_ID_NO, &person), ERR_OK);
	assert_string_equal(person.id_no, SAMPLE_ID_NO);
	fact = fact_of(&person, "unemployment_registered");
	assert_non_null(fact);
	assert_int_equal(fact->number, 1);
	assert_int_equal(fact->source, FACT_REGISTRY);
	assert_int_equal(date_compare(fact->as_of, (struct date){ 2021, 3, 1 }), 0);
	assert_null(fact_of(&person, "disabled"));
	assert_true(person.history.known && person.history.complete);
	assert_int_equal(person.history.count, 0);
}

static void test_values_of_all_forms(void **state)
{
	struct person person;

	(void)state;
	assert_int_equal(store_find_person(store, "330299199407160197", &person), ERR_OK);
	assert_int_equal(fact_of(&person, "residence_permit_until")->number,
			 date_to_days((struct date){ 2021, 3, 17 }));
	assert_int_equal(fact_of(&person, "hukou_ningbo")->number, 0);
	assert_int_equal(store_find_person(store, "330299197803090179", &person), ERR_OK);
	assert_int_equal(fact_of(&person, "post.monthly_fen")->number, 50000);
	assert_int_equal(fact_of(&person, "post.cert_level")->number, 2);
	assert_int_equal(fact_of(&person, PERSON_REGION)->number, 4);
}

static void test_ledger(void **state)
{
	struct person person;
	const struct claim *claim = &person.history.claims[0];

	(void)state;
	assert_int_equal(store_find_person(store, "330299198802250331", &person), ERR_OK);
	assert_int_equal(person.history.count, 1);
	assert_int_equal(date_compare(claim->date, (struct date){ 2019, 10, 18 }), 0);
	assert_int_equal(claim->kind, CLAIM_TRAIN);
	assert_int_equal(claim->status, CLAIM_GRANTED);
	assert_string_equal(claim->occupation, "焊工");
	assert_int_equal(claim->level, '4');
}

/* Each with its course; what nobody stated is unknown, and nobody has another's. */
static void test_trainings(void **state)
{
	struct own_training trainings[TRAININGS_MAX];
	struct import_result result;
	struct diag diag;
	int count = 0;

	(void)state;
	assert_int_equal(import_file(store, "trainings", SOURCE_DIR
				     "/tests/walks/data/trainings.csv", &result, &diag), ERR_OK);
	assert_int_equal(result.rows, 2);
	assert_int_equal(store_trainings(store, SAMPLE_ID_NO, trainings, &count), ERR_OK);
	assert_int_equal(count, 1);
	assert_string_equal(trainings[0].course.occupation, "电工");
	assert_int_equal(date_compare(trainings[0].ended, (struct date){ 2021, 4, 2 }), 0);
	assert_int_equal(trainings[0].fact_count, 4);
	assert_string_equal(trainings[0].certificate_no, "Y00012345678");
	assert_string_equal(trainings[0].cert_type, "LEVEL_CERT");
	assert_string_equal(trainings[0].receipt_no, "");
	assert_int_equal(store_trainings(store, "330299197909030158", trainings, &count), ERR_OK);
	assert_int_equal(count, 1);
	assert_int_equal(trainings[0].fact_count, 3);	/* hours and cost are not stated */
	assert_int_equal(store_trainings(store, UNKNOWN_ID_NO, trainings, &count), ERR_OK);
	assert_int_equal(count, 0);
}

static void test_person_in_no_register(void **state)
{
	struct person person = { .fact_count = 7 };

	(void)state;
	assert_int_equal(store_find_person(store, UNKNOWN_ID_NO, &person), ERR_ABSENT);
	assert_int_equal(person.fact_count, 7);
}

static void test_courses(void **state)
{
	struct course_filter filter = { 0 };
	static struct course courses[200];
	int all = 0, count = 0, kinds = 0, regions = 0, page = 0;

	(void)state;
	assert_int_equal(store_courses(store, &filter, 0, 200, courses, &all), ERR_OK);
	assert_true(all >= 60);
	for (int i = 0; i < all; i++) {
		kinds |= 1 << courses[i].kind;
		regions |= 1 << courses[i].region;
		assert_true(i == 0 || date_compare(courses[i - 1].starts, courses[i].starts) <= 0);
		assert_true(date_compare(courses[i].starts, (struct date){ 2021, 3, 15 }) > 0);
		assert_string_equal(courses[i].source, "sample");
	}
	assert_int_equal(kinds, (1 << COURSE_KIND_COUNT) - 1);
	assert_int_equal(regions, ((1 << REGION_COUNT) - 1) << 1);
	assert_int_equal(store_courses(store, &filter, all - 3, 200, courses, &page), ERR_OK);
	assert_int_equal(page, 3);
	filter.kinds = 1 << COURSE_SPECIALOP;
	filter.region = 4;
	assert_int_equal(store_courses(store, &filter, 0, 200, courses, &count), ERR_OK);
	assert_int_equal(count, 1);
	assert_string_equal(courses[0].title_zh, "高处作业");
	filter = (struct course_filter){ .institution = "black-one" };
	assert_int_equal(store_courses(store, &filter, 0, 200, courses, &count), ERR_OK);
	assert_int_equal(count, 1);
	assert_int_equal(courses[0].institution, INSTITUTION_BLACK);
}

static void test_schools(void **state)
{
	struct institution *schools = NULL;
	struct course course;
	int count = 0, black = 0;

	(void)state;
	assert_int_equal(store_course(store, "C026", (struct date){ 0 }, &course), ERR_OK);
	assert_int_equal(course.family, FAMILY_FOOD);
	assert_string_equal(course.title_hant, "中式麵點師（五級）");
	assert_string_equal(course.institution_hant, "海曙示例職業培訓中心");
	assert_string_equal(course.address_zh, "海曙区示例路2号");
	assert_string_equal(course.phone, "0574-00001002");
	assert_int_equal(store_institutions(store, &schools, &count), ERR_OK);
	assert_int_equal(count, 15);
	for (int i = 0; i < count; i++) {
		assert_true(schools[i].phone[0] && schools[i].address_en[0]);
		black += schools[i].status == INSTITUTION_BLACK &&
			 date_compare(schools[i].listed, (struct date){ 2021, 2, 20 }) == 0;
	}
	assert_int_equal(black, 1);
	free(schools);
}

/* More than any room of fixed size once held: none is left out. */
static void test_as_many_courses_as_there_are(void **state)
{
	struct course_filter filter = { .starts_from = { 2030, 1, 1 } };
	struct import_result result;
	struct course *courses = NULL;
	struct diag diag;
	char path[256];
	int count = 0;
	FILE *file;

	(void)state;
	snprintf(path, sizeof(path), "%s/many.csv", dir);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "id,title_zh,title_en,kind,occupation,level,on_list,"
		"std_yuan,shortage_uplift_pct,institution,"
		"region,starts,training_days,filed,online,source\n");
	for (int i = 0; i < 1500; i++)
		fprintf(file, "M%d,焊工,Welder,QUAL,焊工,4,true,,0,ych-skill,1,2030-01-02,"
			"9,true,false,sample\n", i);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(import_file(store, "catalogue", path, &result, &diag), ERR_OK);
	assert_int_equal(remove(path), 0);
	assert_int_equal(store_all_courses(store, &filter, &courses, &count), ERR_OK);
	assert_int_equal(count, 1500);
	assert_string_equal(courses[1499].id, "M999");
	free(courses);
	filter.starts_from = (struct date){ 2031, 1, 1 };
	assert_int_equal(store_all_courses(store, &filter, &courses, &count), ERR_OK);
	assert_int_equal(count, 0);
	free(courses);
}

static void test_empty(void **state)
{
	struct store *other;
	bool empty = true, has = true;
	char path[128];

	(void)state;
	assert_int_equal(store_is_empty(store, &empty), ERR_OK);
	assert_false(empty);
	snprintf(path, sizeof(path), "%s/other", dir);
	assert_int_equal(store_open(path, &other), ERR_OK);
	assert_int_equal(store_is_empty(other, &empty), ERR_OK);
	assert_int_equal(store_has_people(other, &has), ERR_OK);
	assert_true(empty && !has);
	store_close(other);
}

static void test_course(void **state)
{
	struct date inside = { 2021, 3, 15 }, outside = { 2022, 1, 1 };
	struct course course;

	(void)state;
	assert_int_equal(store_course(store, "C002", inside, &course), ERR_OK);
	assert_string_equal(course.title_en, "Welder (level 4)");
	assert_string_equal(course.institution_zh, "甬城示例技工学校");
	assert_int_equal(course.institution, INSTITUTION_RED);
	assert_true(course.std_known && course.std == 80000);
	assert_int_equal(date_compare(course.std_from, (struct date){ 2021, 1, 1 }), 0);
	assert_int_equal(date_compare(course.std_until, (struct date){ 2021, 12, 31 }), 0);
	assert_int_equal(course.shortage_uplift_pct, 30);
	assert_int_equal(course.listed_for_person, TRI_UNKNOWN);
	assert_int_equal(course.filed, TRI_TRUE);
	assert_int_equal(store_course(store, "C002", outside, &course), ERR_OK);
	assert_false(course.std_known);
	assert_int_equal(store_course(store, "C999", inside, &course), ERR_ABSENT);
}

static void test_standard(void **state)
{
	struct date on = { 2021, 3, 15 }, before = { 2018, 12, 31 };
	bool is_sample = false;
	fen amount = 1;

	(void)state;
	assert_int_equal(store_standard(store, STANDARD_MIN_LIVING, 1, on, &amount, &is_sample),
			 ERR_OK);
	assert_int_equal(amount, 100000);
	assert_true(is_sample);
	assert_int_equal(store_standard(store, STANDARD_MIN_LIVING, 1, before, &amount,
					&is_sample), ERR_ABSENT);
	assert_int_equal(amount, 100000);
}

static void write_rules(const char *path, const char *rows)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fprintf(file, "by,matter,key,value,from,source\n%s", rows);
	fclose(file);
}

/* By their first day, and of one key and day the last that was imported. */
static void test_later_rules(void **state)
{
	struct override rules[OVERRIDES_MAX];
	struct import_result result;
	struct diag diag;
	char path[128];
	int count = -1;

	(void)state;
	snprintf(path, sizeof(path), "%s/rules.csv", dir);
	assert_int_equal(store_overrides(store, rules, &count), ERR_OK);
	assert_int_equal(count, 0);
	write_rules(path, "city,count,b_fen,7,2021-02-01,sample\n"
			  "province,standard,a_fen,5000,2021-01-01,sample\n");
	assert_int_equal(import_file(store, "overrides", path, &result, &diag), ERR_OK);
	write_rules(path, "state_council,item,a_fen,6000,2021-01-01,sample\n");
	assert_int_equal(import_file(store, "overrides", path, &result, &diag), ERR_OK);
	assert_int_equal(store_overrides(store, rules, &count), ERR_OK);
	assert_int_equal(count, 2);
	assert_string_equal(rules[0].key, "a_fen");
	assert_int_equal(rules[0].value, 6000);
	assert_int_equal(rules[0].by, BY_STATE_COUNCIL);
	assert_int_equal(rules[0].matter, MATTER_ITEM);
	assert_int_equal(rules[1].by, BY_OTHER);
	assert_int_equal(rules[1].matter, MATTER_OTHER);
	assert_int_equal(date_compare(rules[1].from, (struct date){ 2021, 2, 1 }), 0);
}

static void take_in(const char *kind, const char *rows, enum err wanted)
{
	struct import_result result;
	struct diag diag;
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s.csv", dir, kind);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(rows, file);
	fclose(file);
	assert_int_equal(import_file(store, kind, path, &result, &diag), wanted);
}

/* 1, 0, or -1: nobody knows. */
static int listed(const char *id_no)
{
	struct person person;
	const struct fact *fact;

	assert_int_equal(store_find_person(store, id_no, &person), ERR_OK);
	fact = fact_of(&person, EMPLOYER_LISTED);
	assert_true(!fact || fact->source == FACT_REGISTRY);
	return fact ? (int)fact->number : -1;
}

#define REGISTER_HEAD "id_no,fact,value,as_of,source\n"
#define WITH_NUMBER "330299198802250331"
#define WITH_WORD "330299198308170133"

/* 示例数据.  Where there is a list it decides by the number; without one what was typed counts. */
static void test_friction(void **state)
{
	(void)state;
	assert_int_equal(listed(WITH_WORD), -1);
	take_in("register", REGISTER_HEAD
		WITH_WORD ",employer_tf_listed,true,2021-03-01,sample\n"
		WITH_NUMBER ",employer_tf_listed,false,2021-03-01,sample\n", ERR_OK);
	assert_int_equal(listed(WITH_WORD), 1);
	assert_int_equal(listed(WITH_NUMBER), 0);
	take_in("register", REGISTER_HEAD
		WITH_NUMBER ",employer_no,91330299MA2AAAAA0X,2021-03-01,sample\n"
		WITH_NUMBER ",employer_tf_listed,false,2021-03-01,sample\n", ERR_OK);
	assert_int_equal(listed(WITH_NUMBER), 0);
	take_in("friction", "credit_code,name,note\n91330299MA2AAAAA0X,示例企业,\n", ERR_OK);
	assert_int_equal(listed(WITH_NUMBER), 1);
	assert_int_equal(listed(WITH_WORD), -1);
	/* a file is the whole list */
	take_in("friction", "credit_code,name\n91330299MA2BBBBB19,另一家示例企业\n", ERR_OK);
	assert_int_equal(listed(WITH_NUMBER), 0);
	take_in("friction", "credit_code,name\n91330299MA2BBBBB18,写错的企业\n", ERR_INPUT);
	take_in("friction", "credit_code,name\n91330299MA2BBBBB19,一家\n"
			    "91330299MA2BBBBB19,又一次\n", ERR_INPUT);
	take_in("register", REGISTER_HEAD WITH_NUMBER ",employer_no,91330299,2021-03-01,sample\n",
		ERR_INPUT);
	assert_int_equal(listed(WITH_NUMBER), 0);
}

/* A list that names nobody stays one, though the good copy is of before. */
static void restored(void)
{
	struct restore_result result;

	store_close(store);
	store = NULL;
	assert_int_equal(restore_store(dir, &result), ERR_OK);
	assert_int_equal(result.from_copy, 0);
	assert_int_equal(store_open(dir, &store), ERR_OK);
}

/* What two signed may name nobody: then nobody is on it, and what was typed counts no more. */
static void test_friction_emptied(void **state)
{
	static const char head[] = "credit_code,name,note\n";
	struct store_bundle bundle = { .kind = "friction", .version = 1, .made = 1, .taken = 1 };
	struct import_result result;
	struct diag diag;

	(void)state;
	take_in("register", REGISTER_HEAD
		WITH_NUMBER ",employer_no,91330299MA2AAAAA0X,2021-03-01,sample\n"
		WITH_NUMBER ",employer_tf_listed,true,2021-03-01,sample\n", ERR_OK);
	take_in("friction", "credit_code,name\n91330299MA2AAAAA0X,示例企业\n", ERR_OK);
	assert_int_equal(listed(WITH_NUMBER), 1);
	assert_int_equal(restore_keep_copy(store), ERR_OK);
	take_in("friction", head, ERR_INPUT);
	assert_int_equal(listed(WITH_NUMBER), 1);
	assert_int_equal(store_import_bundle(store, &bundle, "friction.csv", head,
					     sizeof(head) - 1, &result, &diag), ERR_OK);
	assert_int_equal(listed(WITH_NUMBER), 0);
	assert_int_equal(listed(WITH_WORD), -1);
	restored();
	assert_int_equal(listed(WITH_NUMBER), 0);
	assert_int_equal(listed(WITH_WORD), -1);
}

/* ---- everybody ---- */

struct seen {
	int count;
	int stop_at;
	int percent;
	struct person people[64];
};

static enum err see(void *context, const struct person *person, int percent)
{
	struct seen *seen = context;

	assert_in_range(percent, seen->percent, 99);
	seen->percent = percent;

	assert_true(seen->count < 64);
	seen->people[seen->count++] = *person;
	return seen->count == seen->stop_at ? ERR_CANCELLED : ERR_OK;
}

/* A ledger whose person stands in no other register. */
static void import_stray_ledger(void)
{
	struct import_result result;
	struct diag diag;
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/stray.csv", dir);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "id_no,complete,date,kind,occupation,level,status,source\n"
		UNKNOWN_ID_NO ",true,2021-01-05,TRAIN,焊工,5,granted,sample\n");
	assert_int_equal(fclose(file), 0);
	assert_int_equal(import_file(store, "history", path, &result, &diag), ERR_OK);
	assert_int_equal(remove(path), 0);
}

static void test_everybody(void **state)
{
	static struct seen seen;
	struct store_counts counts;
	bool has = false;
	int stray = 0;

	(void)state;
	import_stray_ledger();
	assert_int_equal(store_has_people(store, &has), ERR_OK);
	assert_true(has);
	assert_int_equal(store_count(store, &counts), ERR_OK);
	assert_int_equal(store_each_person(store, see, &seen), ERR_OK);
	assert_int_equal(seen.count, counts.people + 1);	/* and the stray ledger */
	for (int i = 0; i < seen.count; i++) {
		static struct person found;

		assert_int_equal(store_find_person(store, seen.people[i].id_no, &found), ERR_OK);
		assert_memory_equal(&found, &seen.people[i], sizeof(found));
		stray += found.fact_count == 0 && found.history.count == 1;
	}
	assert_int_equal(stray, 1);
}

static void test_everybody_until(void **state)
{
	static struct seen seen = { .stop_at = 3 };

	(void)state;
	assert_int_equal(store_each_person(store, see, &seen), ERR_CANCELLED);
	assert_int_equal(seen.count, 3);
}

/* Codes stand in sealed rows for ever: no two facts share one. */
static void test_codes(void **state)
{
	(void)state;
	for (int code = 0; code < 256; code++) {
		const struct register_fact *fact = register_fact_by_code(code);

		assert_true(!fact || register_fact_by_id(fact->id) == fact);
	}
}

/* Another connection stands for another process: SQLite tells them apart alike. */
static void test_a_stamp_tells_that_others_wrote(void **state)
{
	struct store *ours = store;
	int64_t before = 0, same = 0, after = 0, reopened = 0;

	(void)state;
	assert_int_equal(store_stamp(ours, &before), ERR_OK);
	import_demo("standards");	/* our own */
	assert_int_equal(store_stamp(ours, &same), ERR_OK);
	assert_int_equal(same, before);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	import_demo("standards");
	assert_int_equal(store_stamp(ours, &after), ERR_OK);
	assert_int_not_equal(after, before);
	store_close(store);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	assert_int_equal(store_stamp(store, &reopened), ERR_OK);
	assert_int_not_equal(reopened, before);
	assert_int_not_equal(reopened, after);
	store_close(store);
	store = ours;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_person),
		cmocka_unit_test(test_a_stamp_tells_that_others_wrote),
		cmocka_unit_test(test_values_of_all_forms),
		cmocka_unit_test(test_ledger),
		cmocka_unit_test(test_trainings),
		cmocka_unit_test(test_person_in_no_register),
		cmocka_unit_test(test_courses),
		cmocka_unit_test(test_schools),
		cmocka_unit_test(test_course),
		cmocka_unit_test(test_standard),
		cmocka_unit_test(test_later_rules),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_everybody),
		cmocka_unit_test(test_everybody_until),
		cmocka_unit_test(test_as_many_courses_as_there_are),
		cmocka_unit_test(test_friction),
		cmocka_unit_test(test_friction_emptied),
	};

	return cmocka_run_group_tests(tests, open_demo, close_demo);
}
