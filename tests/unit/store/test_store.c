/* Opening, submitting and reading back, on a real folder. */
#include "tests/unit/store/opened.h"

#include "base/clock.h"
#include "core/application_bytes.h"
#include "store/outage.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

static void submit(const char *key, char receipt_no[RECEIPT_NO_MAX])
{
	struct application application;

	sample_application(&application, key);
	assert_int_equal(store_reserve(store, key), ERR_OK);
	assert_int_equal(store_submit(store, &application, receipt_no), STORE_SAVED);
}

static int64_t applications(void)
{
	struct store_counts counts;

	assert_int_equal(store_count(store, &counts), ERR_OK);
	return counts.applications;
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* Of a small file, whole. */
static void copy_file(const char *from, const char *to)
{
	static char bytes[1 << 20];
	FILE *in = fopen(from, "r"), *out = fopen(to, "w");
	size_t size;

	assert_true(in && out);
	size = fread(bytes, 1, sizeof(bytes), in);
	assert_true(size > 0 && size < sizeof(bytes));
	assert_int_equal(fwrite(bytes, 1, size, out), size);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

static void test_files_are_private(void **state)
{
	static const char *const names[] = { "key", "store.db", "tally" };
	char path[128];
	struct stat st;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
}

static void test_same_key_same_number(void **state)
{
	char key[APPLICATION_KEY_MAX], first[RECEIPT_NO_MAX], second[RECEIPT_NO_MAX];

	(void)state;
	assert_int_equal(store_new_key(key), ERR_OK);
	submit(key, first);
	submit(key, second);
	assert_string_equal(first, second);
	assert_string_equal(first, "003-210315-00001-7");
	assert_int_equal(applications(), 1);
}

static void test_unreserved_key(void **state)
{
	struct application application;
	char key[APPLICATION_KEY_MAX], receipt_no[RECEIPT_NO_MAX] = "as before";

	(void)state;
	assert_int_equal(store_new_key(key), ERR_OK);
	sample_application(&application, key);
	assert_int_equal(store_submit(store, &application, receipt_no), STORE_ABSENT);
	assert_string_equal(receipt_no, "as before");
	assert_int_equal(applications(), 0);
	assert_int_equal(store_lookup(store, key, receipt_no), ERR_ABSENT);
}

/* By what is sealed of them: what lies between their members is no value. */
static void assert_same(const struct application *a, const struct application *b)
{
	static uint8_t one[APPLICATION_BYTES_MAX], two[APPLICATION_BYTES_MAX];
	size_t one_size, two_size;

	assert_int_equal(application_encode(a, one, sizeof(one), &one_size), ERR_OK);
	assert_int_equal(application_encode(b, two, sizeof(two), &two_size), ERR_OK);
	assert_int_equal(one_size, two_size);
	assert_memory_equal(one, two, one_size);
}

static void test_outlives_the_process(void **state)
{
	char key[APPLICATION_KEY_MAX], given[RECEIPT_NO_MAX], found[RECEIPT_NO_MAX];
	struct application before, after;

	(void)state;
	assert_int_equal(store_new_key(key), ERR_OK);
	submit(key, given);
	reopen();
	assert_int_equal(store_state(store), STORE_READY);
	assert_int_equal(store_lookup(store, key, found), ERR_OK);
	assert_string_equal(given, found);
	assert_int_equal(store_load(store, given, &after), ERR_OK);
	sample_application(&before, key);
	snprintf(before.receipt_no, sizeof(before.receipt_no), "%s", given);
	assert_same(&before, &after);
	assert_int_equal(store_load(store, "003-210315-00002-9", &after), ERR_ABSENT);
}

static void test_key_is_never_made_twice(void **state)
{
	struct store *other;
	char path[128];

	(void)state;
	snprintf(path, sizeof(path), "%s/key", dir);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(store_open(dir, &other), ERR_DENIED);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(store_open(dir, &other), ERR_DENIED);
}

static void test_audit_log(void **state)
{
	struct audit_log_entry entry = { .at = 1615772400, .what = "decision" }, read[8];
	int count = 0;

	(void)state;
	for (int i = 0; i < 5; i++) {
		snprintf(entry.about, sizeof(entry.about), "%s",
			 i % 2 ? OTHER_ID_NO : SAMPLE_ID_NO);
		snprintf(entry.detail, sizeof(entry.detail), "TRAIN eligible R4-1a %d", i);
		assert_int_equal(store_audit(store, &entry), ERR_OK);
	}
	assert_int_equal(store_audit_log(store, NULL, 0, 8, read, &count), ERR_OK);
	assert_int_equal(count, 5);
	assert_int_equal(read[4].seq, 5);
	assert_string_equal(read[4].what, "decision");
	assert_string_equal(read[4].detail, "TRAIN eligible R4-1a 4");
	assert_string_equal(read[4].about, "");
	assert_int_equal(store_audit_log(store, OTHER_ID_NO, 0, 8, read, &count), ERR_OK);
	assert_int_equal(count, 2);
	assert_int_equal(read[1].seq, 4);
	assert_int_equal(store_audit_log(store, NULL, 3, 1, read, &count), ERR_OK);
	assert_int_equal(count, 1);
	assert_int_equal(read[0].seq, 4);
}

/* As after a damaged log: the tally of a later day beside a database of before. */
static void test_forgotten_rows_stop_service(void **state)
{
	char key[APPLICATION_KEY_MAX], number[RECEIPT_NO_MAX], from[128], to[128];

	(void)state;
	snprintf(from, sizeof(from), "%s/store.db", dir);
	snprintf(to, sizeof(to), "%s/before.db", dir);
	copy_file(from, to);
	assert_int_equal(store_new_key(key), ERR_OK);
	submit(key, number);
	store_close(store);
	assert_int_equal(rename(to, from), 0);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	assert_int_equal(store_state(store), STORE_DAMAGED);
	assert_int_equal(store_lookup(store, key, number), ERR_GONE);
	assert_false(store_has_room(store));
}

static char last_finding[512];

static void note_finding(void *context, const char *finding)
{
	(void)context;
	snprintf(last_finding, sizeof(last_finding), "%s", finding);
}

static int findings(void)
{
	int count = 0;

	last_finding[0] = 0;
	assert_int_equal(store_check(store, note_finding, NULL, &count), ERR_OK);
	return count;
}

/* A copy of the folder that left the tally out: nobody can tell what else is missing. */
static void test_a_missing_tally_is_not_all_well(void **state)
{
	char key[APPLICATION_KEY_MAX], number[RECEIPT_NO_MAX], path[128];

	(void)state;
	assert_int_equal(findings(), 0);
	assert_int_equal(store_new_key(key), ERR_OK);
	submit(key, number);
	assert_int_equal(findings(), 0);
	store_close(store);
	snprintf(path, sizeof(path), "%s/tally", dir);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	assert_int_equal(findings(), 1);
	assert_non_null(strstr(last_finding, "tally: missing"));
}

/* One that left the log out: what was acknowledged stood in it. */
static void test_a_copy_without_its_log_says_so(void **state)
{
	char key[APPLICATION_KEY_MAX], number[RECEIPT_NO_MAX], path[128], copy[128];

	(void)state;
	snprintf(path, sizeof(path), "%s/store.db", dir);
	snprintf(copy, sizeof(copy), "%s/copy.db", dir);
	assert_int_equal(store_new_key(key), ERR_OK);
	submit(key, number);
	copy_file(path, copy);		/* the row stands in the log alone */
	store_close(store);
	assert_int_equal(rename(copy, path), 0);
	snprintf(path, sizeof(path), "%s/store.db-wal", dir);
	unlink(path);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	assert_int_equal(store_state(store), STORE_DAMAGED);
	assert_true(findings() > 0);
	assert_non_null(strstr(last_finding, "store.db-wal, was not here"));
}

static void test_a_failed_sync_is_remembered(void **state)
{
	char path[128], key[APPLICATION_KEY_MAX];

	(void)state;
	store_close(store);
	snprintf(path, sizeof(path), "%s/sync-failed", dir);
	outage_mark(dir);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	assert_int_equal(store_state(store), STORE_OUT_OF_SERVICE);
	assert_int_equal(store_new_key(key), ERR_OK);
	assert_int_equal(store_reserve(store, key), ERR_GONE);
	write_file(path, "00000000-0000-0000-0000-000000000000\n");
	reopen();
	assert_int_equal(store_state(store), STORE_READY);
	assert_int_not_equal(access(path, F_OK), 0);
}

/* ---- what became of it ---- */

static rlim_t set_limit(int resource, rlim_t limit)
{
	struct rlimit was, now;

	assert_int_equal(getrlimit(resource, &was), 0);
	now = was;
	now.rlim_cur = limit;
	assert_int_equal(setrlimit(resource, &now), 0);
	return was.rlim_cur;
}

/* No write beyond the first bytes of a file, and no file that is opened any more. */
static void fail_the_commit_and_the_opening(struct rlimit *ret_before)
{
	signal(SIGXFSZ, SIG_IGN);
	ret_before->rlim_cur = set_limit(RLIMIT_FSIZE, 64);
	ret_before->rlim_max = set_limit(RLIMIT_NOFILE, 3);
}

static void restore_limits(const struct rlimit *before)
{
	set_limit(RLIMIT_FSIZE, before->rlim_cur);
	set_limit(RLIMIT_NOFILE, before->rlim_max);
}

/* Only the file, opened anew, says that a key is absent: until then nothing goes under it. */
static void test_an_unknown_outcome_is_settled_by_the_file(void **state)
{
	struct application application;
	char key[APPLICATION_KEY_MAX], number[RECEIPT_NO_MAX] = "as before";
	struct rlimit before;

	(void)state;
	assert_int_equal(store_new_key(key), ERR_OK);
	sample_application(&application, key);
	assert_int_equal(store_reserve(store, key), ERR_OK);
	fail_the_commit_and_the_opening(&before);
	assert_int_equal(store_submit(store, &application, number), STORE_UNKNOWN);
	assert_int_equal(store_state(store), STORE_OUT_OF_SERVICE);
	assert_int_equal(store_submit(store, &application, number), STORE_UNKNOWN);
	assert_int_equal(store_settle(store, key, number), STORE_UNKNOWN);
	assert_int_equal(store_resume(store), ERR_GONE);
	restore_limits(&before);
	assert_string_equal(number, "as before");
	assert_int_equal(store_settle(store, key, number), STORE_ABSENT);
	assert_int_equal(store_state(store), STORE_READY);
	assert_int_equal(store_submit(store, &application, number), STORE_SAVED);
	assert_int_equal(applications(), 1);
}

/* Between visits nobody asks for a key: the store comes back all the same. */
static void test_a_store_that_can_serve_again_does(void **state)
{
	struct application application;
	char key[APPLICATION_KEY_MAX], number[RECEIPT_NO_MAX];
	struct rlimit before;

	(void)state;
	assert_int_equal(store_new_key(key), ERR_OK);
	sample_application(&application, key);
	assert_int_equal(store_reserve(store, key), ERR_OK);
	fail_the_commit_and_the_opening(&before);
	assert_int_equal(store_submit(store, &application, number), STORE_UNKNOWN);
	restore_limits(&before);
	assert_int_equal(store_resume(store), ERR_OK);
	submit(key, number);
	assert_int_equal(applications(), 1);
}

/* What is found is told, and counted: a store without it is not all well any more. */
static void test_what_is_settled_is_in_the_tally(void **state)
{
	char key[APPLICATION_KEY_MAX], given[RECEIPT_NO_MAX], found[RECEIPT_NO_MAX];
	char from[128], to[128], tally[128];

	(void)state;
	snprintf(from, sizeof(from), "%s/store.db", dir);
	snprintf(to, sizeof(to), "%s/before.db", dir);
	snprintf(tally, sizeof(tally), "%s/tally", dir);
	copy_file(from, to);
	assert_int_equal(store_new_key(key), ERR_OK);
	submit(key, given);
	assert_int_equal(truncate(tally, 0), 0);
	assert_int_equal(store_settle(store, key, found), STORE_SAVED);
	assert_string_equal(given, found);
	store_close(store);
	assert_int_equal(rename(to, from), 0);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	assert_int_equal(store_state(store), STORE_DAMAGED);
	assert_int_equal(store_settle(store, key, found), STORE_UNKNOWN);
}

/* ---- what was filed last, and taking it back ---- */

#define NOON 1615780800	/* 2021-03-15 12:00 in Ningbo */

/* Saves a statement of a person at a time; withdraws: a receipt number, or "". */
static void state_at(const char *id_no, int64_t at, const char *withdraws,
		     char receipt_no[RECEIPT_NO_MAX])
{
	static struct application a;
	char key[APPLICATION_KEY_MAX];

	assert_int_equal(store_new_key(key), ERR_OK);
	assert_int_equal(store_reserve(store, key), ERR_OK);
	sample_application(&a, key);
	snprintf(a.holder.id_no, sizeof(a.holder.id_no), "%s", id_no);
	snprintf(a.withdraws, sizeof(a.withdraws), "%s", withdraws);
	a.signed_at = at;
	if (withdraws[0])
		a.item_count = 0;
	assert_int_equal(store_submit(store, &a, receipt_no), STORE_SAVED);
}

static void recent_application_is(const char *id_no, int64_t since, const char *receipt_no)
{
	struct recent_application recent = { .receipt_no = "as before" };
	enum err err = store_recent_application(store, id_no, since, &recent);

	assert_int_equal(err, receipt_no ? ERR_OK : ERR_ABSENT);
	assert_string_equal(recent.receipt_no, receipt_no ? receipt_no : "as before");
}

static void last_withdrawal_is(const char *id_no, const char *receipt_no)
{
	struct recent_application last = { .receipt_no = "as before" };
	enum err err = store_last_withdrawal(store, id_no, &last);

	assert_int_equal(err, receipt_no ? ERR_OK : ERR_ABSENT);
	assert_string_equal(last.receipt_no, receipt_no ? receipt_no : "as before");
}

/* It has a paper of its own; what was signed after it goes before. */
static void test_a_withdrawal_that_came_last_is_found(void **state)
{
	char first[RECEIPT_NO_MAX], back[RECEIPT_NO_MAX], others[RECEIPT_NO_MAX];

	(void)state;
	last_withdrawal_is(SAMPLE_ID_NO, NULL);
	state_at(SAMPLE_ID_NO, NOON, "", first);
	last_withdrawal_is(SAMPLE_ID_NO, NULL);
	state_at(SAMPLE_ID_NO, NOON + 60, first, back);
	state_at(OTHER_ID_NO, NOON + 90, "", others);
	last_withdrawal_is(SAMPLE_ID_NO, back);
	last_withdrawal_is(OTHER_ID_NO, NULL);
	state_at(SAMPLE_ID_NO, NOON + 120, "", first);
	last_withdrawal_is(SAMPLE_ID_NO, NULL);
}

static void test_the_last_recent_application_is_the_holders_own_and_recent(void **state)
{
	char first[RECEIPT_NO_MAX], second[RECEIPT_NO_MAX], others[RECEIPT_NO_MAX];

	(void)state;
	recent_application_is(SAMPLE_ID_NO, 0, NULL);
	state_at(SAMPLE_ID_NO, NOON, "", first);
	state_at(OTHER_ID_NO, NOON + 60, "", others);
	recent_application_is(SAMPLE_ID_NO, NOON, first);
	recent_application_is(SAMPLE_ID_NO, NOON + 1, NULL);
	recent_application_is(OTHER_ID_NO, NOON, others);
	recent_application_is(UNKNOWN_ID_NO, 0, NULL);
	state_at(SAMPLE_ID_NO, NOON + 120, "", second);
	recent_application_is(SAMPLE_ID_NO, NOON, second);
	reopen();
	recent_application_is(SAMPLE_ID_NO, NOON, second);
}

static void test_what_was_taken_back_is_none(void **state)
{
	char first[RECEIPT_NO_MAX], second[RECEIPT_NO_MAX], back[RECEIPT_NO_MAX];
	static struct application read;

	(void)state;
	state_at(SAMPLE_ID_NO, NOON, "", first);
	state_at(SAMPLE_ID_NO, NOON + 60, "", second);
	state_at(SAMPLE_ID_NO, NOON + 90, second, back);
	recent_application_is(SAMPLE_ID_NO, NOON, first);
	assert_int_equal(store_load(store, back, &read), ERR_OK);
	assert_string_equal(read.withdraws, second);
	state_at(SAMPLE_ID_NO, NOON + 95, first, back);
	recent_application_is(SAMPLE_ID_NO, NOON, NULL);
	assert_int_equal(applications(), 4);
}

static void test_only_the_last_rows_are_looked_through(void **state)
{
	char first[RECEIPT_NO_MAX], other[RECEIPT_NO_MAX];

	(void)state;
	state_at(SAMPLE_ID_NO, NOON, "", first);
	for (int i = 1; i < STORE_RECENT_ROWS; i++)
		state_at(OTHER_ID_NO, NOON + i, "", other);
	recent_application_is(SAMPLE_ID_NO, NOON, first);
	state_at(OTHER_ID_NO, NOON, "", other);
	recent_application_is(SAMPLE_ID_NO, NOON, NULL);
}

#define TIDIED 5

/* While the other connection is in the middle of its reading. */
static enum err tidy_meanwhile(void *context, const struct application *application)
{
	char receipt_no[RECEIPT_NO_MAX], key[APPLICATION_KEY_MAX];
	int64_t *took_ms = context, began_ms;

	(void)application;
	for (int i = 0; i < TIDIED; i++) {
		assert_int_equal(store_new_key(key), ERR_OK);
		submit(key, receipt_no);
		began_ms = clock_ms();
		assert_int_equal(store_tidy(store), ERR_OK);
		*took_ms += clock_ms() - began_ms;
	}
	return ERR_CANCELLED;
}

/* A backup reads for as long as it takes: the kiosk moves its log another time. */
static void test_whoever_reads_is_not_waited_for(void **state)
{
	char receipt_no[RECEIPT_NO_MAX], key[APPLICATION_KEY_MAX];
	struct store *reader;
	int64_t took_ms = 0;

	(void)state;
	assert_int_equal(store_new_key(key), ERR_OK);
	submit(key, receipt_no);
	assert_int_equal(store_open(dir, &reader), ERR_OK);
	assert_int_equal(store_each_application(reader, tidy_meanwhile, &took_ms), ERR_CANCELLED);
	store_close(reader);
	assert_true(took_ms < TIDIED * STORE_BUSY_MS * 2 / 3);
	assert_int_equal(store_tidy(store), ERR_OK);
	assert_int_equal(store_state(store), STORE_READY);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, open_fresh, close_fresh)

/* Of one person among many: the kiosk may have had a busy year since. */
static void test_what_is_held_is_found_behind_others(void **state)
{
	struct held_application held[2];
	struct application application;
	char number[RECEIPT_NO_MAX], key[APPLICATION_KEY_MAX];
	int count = 0;

	(void)state;
	for (int i = 0; i <= STORE_RECENT_ROWS; i++) {
		snprintf(key, sizeof(key), "%032x", 0x100 + i);
		sample_application(&application, key);
		if (i > 0)
			memcpy(application.holder.id_no, OTHER_ID_NO, sizeof(OTHER_ID_NO));
		application.claims = i == 0;
		assert_int_equal(store_reserve(store, key), ERR_OK);
		assert_int_equal(store_submit(store, &application, number), STORE_SAVED);
	}
	assert_int_equal(store_held(store, SAMPLE_ID_NO, 2, held, &count), ERR_OK);
	assert_int_equal(count, 1);
	assert_true(held[0].claims);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(test_files_are_private),
		FRESH(test_same_key_same_number),
		FRESH(test_unreserved_key),
		FRESH(test_outlives_the_process),
		FRESH(test_key_is_never_made_twice),
		FRESH(test_audit_log),
		FRESH(test_forgotten_rows_stop_service),
		FRESH(test_a_missing_tally_is_not_all_well),
		FRESH(test_a_copy_without_its_log_says_so),
		FRESH(test_a_failed_sync_is_remembered),
		FRESH(test_an_unknown_outcome_is_settled_by_the_file),
		FRESH(test_a_store_that_can_serve_again_does),
		FRESH(test_what_is_settled_is_in_the_tally),
		FRESH(test_a_withdrawal_that_came_last_is_found),
		FRESH(test_the_last_recent_application_is_the_holders_own_and_recent),
		FRESH(test_what_was_taken_back_is_none),
		FRESH(test_only_the_last_rows_are_looked_through),
		FRESH(test_what_is_held_is_found_behind_others),
		FRESH(test_whoever_reads_is_not_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
