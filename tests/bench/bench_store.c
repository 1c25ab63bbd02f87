/*
 * The store's figures, each as a ratio to a limit taken in the same run.
 *
 *	commit		what a visit writes: its key reserved, its application submitted,
 *			and the log moved when it is over; each against a write of 4 KB
 *			into a file of full length and its fdatasync, taken in turn
 *	look-up		a person and ledger among a million, against reading one element
 *			of an array of a million
 *
 * bench-store [PEOPLE]
 */
#include "base/text.h"
#include "store/import.h"
#include "store/store.h"

#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 2000
#define LOOKUPS 100000
#define RAW_BYTES 4096
#define RAW_FILE_BYTES (4 << 20)

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static void fail(const char *what)
{
	fprintf(stderr, "bench-store: %s\n", what);
	exit(3);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

/* ---- commit ---- */

static void fill(struct application *a, const char *key)
{
	memset(a, 0, sizeof(*a));
	snprintf(a->key, sizeof(a->key), "%s", key);
	snprintf(a->terminal, sizeof(a->terminal), "7");
	snprintf(a->holder.id_no, sizeof(a->holder.id_no), "330299198604120245");
	a->signed_at = 1615772400;
	a->item_count = 2;
	for (int i = 0; i < 2; i++)
		snprintf(a->items[i].title_zh, sizeof(a->items[i].title_zh), "焊工（四级）");
	a->promise_count = 6;
	for (int i = 0; i < 6; i++)
		snprintf(a->promises[i].text_zh, sizeof(a->promises[i].text_zh),
			 "我目前没有工作，已在宁波办理失业登记，登记现在仍有效");
	a->method = SIGN_INK;
	for (int i = 0; i < 300; i++) {
		struct ink_point point = { .x = (uint16_t)(31 * i), .y = (uint16_t)(7 * i) };

		ink_add(&a->ink, point);
	}
}

static double raw_us(int fd, int round)
{
	static char block[RAW_BYTES];
	off_t at = (off_t)round * RAW_BYTES % RAW_FILE_BYTES;
	double start;

	memset(block, round, sizeof(block));
	start = now_us();
	if (pwrite(fd, block, sizeof(block), at) != RAW_BYTES || fdatasync(fd) != 0)
		fail("raw write");
	return now_us() - start;
}

/* What one visit's writes took, µs. */
struct writes {
	double reserve;
	double submit;
	double tidy;
};

static struct writes visit_us(struct store *store)
{
	static struct application application;
	char key[APPLICATION_KEY_MAX], number[RECEIPT_NO_MAX];
	struct writes took;
	double start = now_us();

	if (store_new_key(key) != ERR_OK || store_reserve(store, key) != ERR_OK)
		fail("reserving");
	took.reserve = now_us() - start;
	fill(&application, key);
	start = now_us();
	if (store_submit(store, &application, number) != STORE_SAVED)
		fail("submitting");
	took.submit = now_us() - start;
	start = now_us();
	if (store_tidy(store) != ERR_OK)
		fail("tidying");
	took.tidy = now_us() - start;
	return took;
}

/* A file of full length, so that its sync writes data only. */
static int raw_file(const char *dir)
{
	char path[256];
	static char block[1 << 20];
	int fd;

	snprintf(path, sizeof(path), "%s/raw", dir);
	fd = open(path, O_RDWR | O_CREAT, 0600);
	for (int i = 0; fd >= 0 && i < RAW_FILE_BYTES; i += (int)sizeof(block)) {
		if (pwrite(fd, block, sizeof(block), i) != (ssize_t)sizeof(block))
			fail("raw file");
	}
	if (fd < 0 || fsync(fd) != 0)
		fail("raw file");
	return fd;
}

static double median(double *times)
{
	qsort(times, ROUNDS, sizeof(times[0]), by_size);
	return times[ROUNDS / 2];
}

static void bench_commit(struct store *store, const char *dir)
{
	static double raw[ROUNDS], reserve[ROUNDS], submit[ROUNDS], tidy[ROUNDS], both[ROUNDS];
	int fd = raw_file(dir);
	double limit, reserved, submitted, tidied, all;

	for (int i = 0; i < 50; i++)
		visit_us(store);
	for (int i = 0; i < ROUNDS; i++) {
		struct writes took;

		raw[i] = raw_us(fd, i);
		took = visit_us(store);
		reserve[i] = took.reserve;
		submit[i] = took.submit;
		tidy[i] = took.tidy;
		both[i] = took.reserve + took.submit;
	}
	close(fd);
	/* Each sorts its times: the hundredths are read after it. */
	limit = median(raw);
	reserved = median(reserve);
	submitted = median(submit);
	tidied = median(tidy);
	all = median(both);
	printf("raw write of 4 KB     %7.1f us, p99 %.1f\n", limit, raw[ROUNDS * 99 / 100]);
	printf("reservation           %7.1f us: %.2f x raw\n", reserved, reserved / limit);
	printf("commit                %7.1f us: %.2f x raw (budget 1.7); p99 %.2f x (budget 5)\n",
	       submitted, submitted / limit, submit[ROUNDS * 99 / 100] / limit);
	printf("both, two durable writes %4.1f us: %.2f x two raw (budget 1.4)\n", all,
	       all / (2 * limit));
	printf("tidying after a visit %7.1f us: %.2f x raw\n", tidied, tidied / limit);
}

/* ---- people ---- */

static void number_of(int64_t n, char out[IDNO_TEXT_MAX])
{
	struct date birth = date_from_days((int32_t)(-10000 + n / 900 % 20000));

	idno_from_key(INT64_C(33029900000000000) +
		      (birth.year * 10000 + birth.month * 100 + birth.day) * INT64_C(1000) +
		      n % 900 + 100 * 0 + (n / 18000000) * 0, out);
}

static void import_people(struct store *store, const char *dir, int64_t people)
{
	struct import_result result;
	struct diag diag;
	char path[256], id_no[IDNO_TEXT_MAX];
	double start;
	FILE *file;

	snprintf(path, sizeof(path), "%s/people.csv", dir);
	file = fopen(path, "w");
	if (!file)
		fail("people.csv");
	fprintf(file, "id_no,fact,value,as_of,source\n");
	for (int64_t n = 0; n < people; n++) {
		number_of(n, id_no);
		fprintf(file, "%s,hukou_ningbo,true,2021-03-01,sample\n"
			      "%s,unemployment_registered,%s,2021-03-01,sample\n",
			id_no, id_no, n % 3 ? "false" : "true");
	}
	fclose(file);
	start = now_us();
	if (import_file(store, "register", path, &result, &diag) != ERR_OK)
		fail("importing");
	printf("import            %" PRId64 " people in %.1f s\n", result.rows,
	       (now_us() - start) / 1e6);
}

static void bench_lookup(struct store *store, int64_t people)
{
	static struct person person;
	int64_t *array = calloc((size_t)people, sizeof(*array)), sum = 0;
	char id_no[IDNO_TEXT_MAX];
	double start, plain, found;
	uint64_t n = 1;

	if (!array)
		fail("memory");
	start = now_us();
	for (int i = 0; i < LOOKUPS; i++) {
		n = n * 6364136223846793005u + 1442695040888963407u;
		number_of((int64_t)(n >> 33) % people, id_no);
		sum += array[(n >> 33) % (uint64_t)people] + id_no[3];
	}
	plain = (now_us() - start) / LOOKUPS;
	start = now_us();
	for (int i = 0; i < LOOKUPS; i++) {
		n = n * 6364136223846793005u + 1442695040888963407u;
		number_of((int64_t)(n >> 33) % people, id_no);
		if (store_find_person(store, id_no, &person) != ERR_OK)
			fail("finding");
		sum += person.fact_count;
	}
	found = (now_us() - start) / LOOKUPS;
	printf("person among %" PRId64 ": %.1f us, an array element %.2f us (%d)\n", people,
	       found - plain, plain, (int)(sum & 1));
	free(array);
}

int main(int argc, char **argv)
{
	int64_t people = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000;
	char dir[] = "/tmp/kiosk-bench-XXXXXX";
	struct store *store;

	if (!mkdtemp(dir) || store_open(dir, &store) != ERR_OK)
		fail("opening");
	bench_commit(store, dir);
	import_people(store, dir, people);
	if (store_tidy(store) != ERR_OK)
		fail("tidying");
	bench_lookup(store, people);
	store_close(store);
	nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return 0;
}
