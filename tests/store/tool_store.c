/*
 * A kiosk's store driven from a script.  One line of output for each thing
 * that happened, written at once:
 *
 *	tool-store submit DIR COUNT [KEY]	try KEY / ok KEY NUMBER /
 *						no KEY absent|unknown STATE
 *	tool-store find DIR			reads keys on stdin: found KEY NUMBER / absent KEY
 *	tool-store audit log DIR COUNT		wrote N
 *	tool-store visits DIR COUNT		with a audit log, the log moved at times
 *	tool-store left DIR COUNT		as submit, then gone without closing: the log stays
 *	tool-store room DIR			room / no room
 *	tool-store expire DIR BEFORE		of what was signed before (s since 1970): removed N
 *	tool-store reseal DIR			sealed
 *	tool-store letters DIR			a letter for each application that has none, and all
 *						of them: letter NUMBER TEXT
 *	tool-store restore DIR			lost N
 */
#include "store/outbox.h"
#include "store/reseal.h"
#include "store/restore.h"
#include "store/store.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ID_NO "330299198604120245"
#define NAME "陈莉"
#define PROMISE "我目前没有工作，已在宁波办理失业登记"

/* One write a line, so that a reader sees whole lines up to the instant of a kill. */
static void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static void say(const char *fmt, ...)
{
	char line[200];
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	if (write(STDOUT_FILENO, line, (size_t)n) != n)
		exit(4);
}

static void fill(struct application *a, const char *key)
{
	memset(a, 0, sizeof(*a));
	snprintf(a->key, sizeof(a->key), "%s", key);
	snprintf(a->terminal, sizeof(a->terminal), "Kiosk 7");
	snprintf(a->holder.id_no, sizeof(a->holder.id_no), ID_NO);
	snprintf(a->holder.name, sizeof(a->holder.name), NAME);
	a->signed_at = 1615772400;
	a->item_count = 1;
	snprintf(a->items[0].benefit, sizeof(a->items[0].benefit), "TRAIN");
	a->promise_count = 1;
	snprintf(a->promises[0].fact_id, sizeof(a->promises[0].fact_id), "unemployment_registered");
	snprintf(a->promises[0].text_zh, sizeof(a->promises[0].text_zh), PROMISE);
	a->method = SIGN_INK;
	for (int i = 0; i < 250; i++) {
		struct ink_point point = { .x = (uint16_t)(40 * i), .y = (uint16_t)(9 * i) };

		ink_add(&a->ink, point);
	}
}

static int submit_one(struct store *store, const char *key)
{
	struct application application;
	char number[RECEIPT_NO_MAX];
	enum store_outcome outcome = STORE_ABSENT;

	fill(&application, key);
	say("try %s\n", key);
	if (store_reserve(store, key) == ERR_OK)
		outcome = store_submit(store, &application, number);
	if (outcome == STORE_SAVED)
		say("ok %s %s\n", key, number);
	else
		say("no %s %s %d\n", key, outcome == STORE_ABSENT ? "absent" : "unknown",
		    (int)store_state(store));
	return outcome == STORE_SAVED ? 0 : 1;
}

static int submit(struct store *store, int count, const char *given)
{
	char key[APPLICATION_KEY_MAX];
	int failed = 0;

	for (int i = 0; i < count; i++) {
		if (given)
			snprintf(key, sizeof(key), "%s", given);
		else if (store_new_key(key) != ERR_OK)
			return 3;
		failed |= submit_one(store, key);
	}
	return failed;
}

static int find(struct store *store)
{
	char key[APPLICATION_KEY_MAX + 2], number[RECEIPT_NO_MAX];

	while (fgets(key, sizeof(key), stdin)) {
		enum err err;

		key[strcspn(key, "\n")] = 0;
		err = store_lookup(store, key, number);
		if (err == ERR_OK)
			say("found %s %s\n", key, number);
		else
			say("%s %s\n", err_name(err), key);
	}
	return 0;
}

static int audit_log(struct store *store, int count)
{
	struct audit_log_entry entry = { .at = 1615772400, .what = "decision", .about = ID_NO };

	for (int i = 0; i < count; i++) {
		snprintf(entry.detail, sizeof(entry.detail), "TRAIN eligible R4-1a R4-5b %d", i);
		if (store_audit(store, &entry) != ERR_OK)
			return 3;
		say("wrote %d\n", i);
	}
	return 0;
}

static int visits(struct store *store, int count)
{
	int failed = 0;

	for (int i = 0; i < count; i++) {
		failed |= audit_log(store, 1);
		failed |= submit(store, 1, NULL);
		if (i % 3 == 2 && store_tidy(store) != ERR_OK)
			return 3;
	}
	return failed;
}

static int restore(const char *dir)
{
	struct restore_result result;
	enum err err = restore_store(dir, &result);

	if (err) {
		say("no %s\n", err_name(err));
		return 3;
	}
	say("lost %d\n", (int)result.lost);
	return 0;
}

static int expire(struct store *store, const char *before)
{
	int removed = 0;

	if (store_expire(store, STORE_KEPT_APPLICATIONS, strtoll(before, NULL, 10),
			 &removed) != ERR_OK)
		return 3;
	say("removed %d\n", removed);
	return 0;
}

static int reseal(struct store *store, const char *dir)
{
	enum err err = reseal_is_asked(store) ? ERR_OK : reseal_ask(dir);
	bool done = false;

	while (!err && !done)
		err = reseal_go_on(store, &done);
	say(err ? "no %s\n" : "sealed\n", err_name(err));
	return err ? 3 : 0;
}

static int letters(struct store *store)
{
	static struct outbox_item item;
	char text[64];
	int64_t after = 0;

	while (outbox_next(store, after, &item) == ERR_OK) {
		after = item.seq;
		snprintf(text, sizeof(text), "of %s", item.receipt_no);
		if (item.size == 0 && outbox_write(store, item.seq, text, strlen(text)) != ERR_OK)
			return 3;
		if (item.size > 0)
			say("letter %d %.*s\n", (int)item.seq, (int)item.size,
			    (const char *)item.letter);
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct store *store;
	int code = 2;

	if (argc < 3)
		return 2;
	if (strcmp(argv[1], "restore") == 0)
		return restore(argv[2]);
	if (store_open(argv[2], &store) != ERR_OK) {
		say("shut\n");
		return 3;
	}
	if (getenv("TOOL_SENDS"))
		outbox_keep(store);
	if (strcmp(argv[1], "submit") == 0 && argc >= 4)
		code = submit(store, (int)strtol(argv[3], NULL, 10), argc > 4 ? argv[4] : NULL);
	else if (strcmp(argv[1], "left") == 0 && argc >= 4)
		_exit(audit_log(store, 3) | submit(store, (int)strtol(argv[3], NULL, 10), NULL));
	else if (strcmp(argv[1], "find") == 0)
		code = find(store);
	else if (strcmp(argv[1], "trail") == 0 && argc >= 4)
		code = audit_log(store, (int)strtol(argv[3], NULL, 10));
	else if (strcmp(argv[1], "visits") == 0 && argc >= 4)
		code = visits(store, (int)strtol(argv[3], NULL, 10));
	else if (strcmp(argv[1], "expire") == 0 && argc >= 4)
		code = expire(store, argv[3]);
	else if (strcmp(argv[1], "reseal") == 0)
		code = reseal(store, argv[2]);
	else if (strcmp(argv[1], "letters") == 0)
		code = letters(store);
	else if (strcmp(argv[1], "room") == 0) {
		say(store_has_room(store) ? "room\n" : "no room\n");
		code = 0;
	}
	store_close(store);
	return code;
}
