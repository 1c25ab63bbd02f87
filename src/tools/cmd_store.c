#include "tools/commands.h"
#include "config/datadir.h"
#include "store/adopt.h"
#include "store/backup.h"
#include "store/ratings.h"
#include "store/restore.h"
#include "store/store.h"
#include "tools/beside.h"
#include "tools/open_store.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void print_finding(void *context, const char *finding)
{
	(void)context;
	printf("%s\n", finding);
}

static void print_counts(const struct store_counts *c)
{
	printf("people %" PRId64 ", ledgers %" PRId64 ", courses %" PRId64
	       ", institutions %" PRId64 ", standards %" PRId64 "\n",
	       c->people, c->ledgers, c->courses, c->institutions, c->standards);
	printf("visits %" PRId64 ", applications %" PRId64 ", trail %" PRId64 "\n",
	       c->visits, c->applications, c->audit_log);
}

static int check_open(struct store *store)
{
	struct store_counts counts;
	int findings = 0;

	if (store_check(store, print_finding, NULL, &findings) != ERR_OK)
		return EXIT_DEVICE;
	if (store_count(store, &counts) == ERR_OK)
		print_counts(&counts);
	if (findings == 0 && restore_keep_copy(store) == ERR_OK) {
		printf("all well; a copy is kept in store.good\n");
		return EXIT_DONE;
	}
	if (findings == 0) {
		printf("all well; no copy could be kept\n");
		return EXIT_DEVICE;
	}
	printf("%d findings: skills-kiosk store restore keeps what is sound\n", findings);
	return EXIT_NO;
}

/* A folder that was never a store is bad use; one that does not open is a finding. */
static int check(const char *dir)
{
	struct store *store;
	enum err err = store_open_existing(dir, &store);
	int code;

	switch (err) {
	case ERR_OK:
		code = check_open(store);
		store_close(store);
		return code;
	case ERR_PROTO:
		printf("file: it does not open as a database\n");
		printf("1 findings: skills-kiosk store restore keeps what is sound\n");
		return EXIT_NO;
	default:
		return open_store_failed("store", dir, err);
	}
}

/* ---- backup FILE, restore FROM ---- */

static int tell_backup(enum err err, const char *file, const struct backup_result *result)
{
	switch (err) {
	case ERR_OK:
		print_counts(&result->kept);
		printf("%s: %" PRId64 " rows written%s; it verifies; the key is not in it\n", file,
		       result->written, result->anew ? ", the file anew" : "");
		return EXIT_DONE;
	case ERR_PROTO:
		fprintf(stderr, "store: what is damaged is not passed on: run skills-kiosk store "
			"check; if all is well there, take %s away and begin anew\n", file);
		return EXIT_NO;
	case ERR_DENIED:
		return EXIT_BAD_INPUT;
	default:
		fprintf(stderr, "store: %s could not be written; see the line above\n", file);
		return EXIT_DEVICE;
	}
}

static int backup(const char *dir, const char *file)
{
	struct backup_result result;
	struct store *store;
	int code = open_store("store", dir, &store);

	if (code != EXIT_DONE)
		return code;
	code = tell_backup(backup_store(store, file, print_finding, NULL, &result), file, &result);
	store_close(store);
	return code == EXIT_DONE && beside_save(dir, file) ? EXIT_DEVICE : code;
}

static int refuse_copy(enum err err, const char *dir, const char *from)
{
	switch (err) {
	case ERR_PROTO:
		fprintf(stderr, "store: %s is not whole, and nothing was changed\n", from);
		return EXIT_NO;
	case ERR_ABSENT:
		fprintf(stderr, "store: %s: no such file or folder\n", from);
		return EXIT_BAD_INPUT;
	case ERR_TIMEOUT:
		fprintf(stderr, "store: in use: stop the kiosk first\n");
		return EXIT_DEVICE;
	default:
		fprintf(stderr, "store: nothing was put into %s; see the line above\n", dir);
		return EXIT_DEVICE;
	}
}

static int restore_from(const char *dir, const char *from)
{
	struct adopt_result result;
	enum err err = adopt_store(dir, from, print_finding, NULL, &result);

	if (err)
		return refuse_copy(err, dir, from);
	print_counts(&result.kept);
	printf("all of it verifies, and stands in %s\n", dir);
	if (result.set_aside[0])
		printf("what stood there is in %s\n", result.set_aside);
	return beside_bring(dir, from) ? EXIT_DEVICE : EXIT_DONE;
}

static int restore(const char *dir)
{
	struct restore_result result;
	enum err err = restore_store(dir, &result);

	if (err == ERR_ABSENT) {
		fprintf(stderr, "store: no store.db in %s: put it there first\n", dir);
		return EXIT_BAD_INPUT;
	}
	if (err == ERR_TIMEOUT) {
		fprintf(stderr, "store: %s is in use: stop the kiosk first\n", dir);
		return EXIT_DEVICE;
	}
	if (err) {
		fprintf(stderr, "store: %s could not be restored; see the lines above\n", dir);
		return EXIT_DEVICE;
	}
	print_counts(&result.kept);
	printf("%" PRId64 " rows came from the last good copy\n", result.from_copy);
	printf("the damaged files are in %s\n", result.set_aside);
	if (result.lost == 0)
		return EXIT_DONE;
	printf("%" PRId64 " applications or lines of the trail are lost\n", result.lost);
	return EXIT_NO;
}

#define DAYS_AT_ONCE 64

static void print_day(const struct rating_day *day)
{
	char date[DATE_TEXT_MAX];

	date_format(day->day, date);
	printf("%s", date);
	for (int grade = RATING_GRADES; grade >= 1; grade--)
		printf("\t%" PRId64, day->count[grade - 1]);
	printf("\n");
}

/* Days and counts, and nobody: what anyone may see. */
static enum err print_ratings(struct store *store)
{
	struct rating_day days[DAYS_AT_ONCE];
	struct date after = { 0 };
	enum err err;
	int count;

	printf("day\tvery good\tgood\tfair\tpoor\tvery poor\n");
	do {
		err = store_ratings(store, after, DAYS_AT_ONCE, days, &count);
		for (int i = 0; !err && i < count; i++) {
			print_day(&days[i]);
			after = days[i].day;
		}
	} while (!err && count == DAYS_AT_ONCE);
	return err;
}

static int ratings(const char *dir)
{
	struct store *store;
	int code = open_store("store", dir, &store);

	if (code != EXIT_DONE)
		return code;
	if (print_ratings(store)) {
		fprintf(stderr, "store: the ratings in %s cannot be read\n", dir);
		code = EXIT_DEVICE;
	}
	store_close(store);
	return code;
}

static int make(const char *dir, const char *crypto)
{
	bool is_sm = strcmp(crypto, "sm") == 0;
	enum err err;

	if (!is_sm && strcmp(crypto, "intl") != 0) {
		fprintf(stderr, "store: --crypto wants intl (AES-256-GCM, SHA-256) or "
			"sm (SM4, SM3)\n");
		return EXIT_BAD_INPUT;
	}
	err = store_make(dir, is_sm);
	if (err == ERR_FULL)
		fprintf(stderr, "store: %s has a store already, which stays as it is\n", dir);
	else if (err)
		fprintf(stderr, "store: none could be made in %s; see the line above\n", dir);
	else
		printf("%s: a new store, sealed with %s\n", dir,
		       is_sm ? "SM4 and SM3" : "AES-256-GCM and SHA-256");
	return err == ERR_FULL ? EXIT_NO : err ? EXIT_DEVICE : EXIT_DONE;
}

static int bad_use(void)
{
	fprintf(stderr, "store: say what: skills-kiosk store make --crypto intl|sm, check, "
		"backup FILE, restore [FROM] or ratings [--data DIR]\n");
	return EXIT_BAD_INPUT;
}

int cmd_store(int argc, char **argv)
{
	char dir[DATA_DIR_MAX];

	if (!datadir_take(&argc, argv, dir) || argc < 2 || argc > 4)
		return bad_use();
	if (argc == 4 && strcmp(argv[1], "make") == 0 && strcmp(argv[2], "--crypto") == 0)
		return make(dir, argv[3]);
	if (argc == 3 && strcmp(argv[1], "backup") == 0)
		return backup(dir, argv[2]);
	if (argc == 3 && strcmp(argv[1], "restore") == 0)
		return restore_from(dir, argv[2]);
	if (argc == 2 && strcmp(argv[1], "check") == 0)
		return check(dir);
	if (argc == 2 && strcmp(argv[1], "restore") == 0)
		return restore(dir);
	if (argc == 2 && strcmp(argv[1], "ratings") == 0)
		return ratings(dir);
	return bad_use();
}
