#include "store/adopt.h"

#include "base/log.h"
#include "base/text.h"
#include "store/check.h"
#include "store/files.h"
#include "store/inner.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where what comes is looked at; all that may lie there. */
#define COMING "coming-in"
static const char *const coming_files[] = {
	"store.db", "store.db-wal", "store.db-shm", "store.db-journal", "tally", "key",
	"sync-failed",
};

struct adopt {
	const char *dir, *from;
	char coming[PATH_MAX];
	struct keys *keys;	/* of dir */
	bool key_came;		/* with the folder */
	struct tally *lock;	/* says that dir is in use, by this one alone */
	store_report *report;
	void *context;
	struct adopt_result result;
};

static enum err refuse(struct adopt *a, const char *why)
{
	a->report(a->context, why);
	return ERR_PROTO;
}

/* ---- the place ---- */

static enum err clear_coming(struct adopt *a)
{
	enum err err = files_path(a->dir, COMING, a->coming);
	char path[PATH_MAX];

	for (size_t i = 0; !err && i < sizeof(coming_files) / sizeof(coming_files[0]); i++) {
		err = files_path(a->coming, coming_files[i], path);
		if (!err)
			unlink(path);
	}
	if (!err)
		rmdir(a->coming);
	return err;
}

static enum err make_coming(struct adopt *a)
{
	enum err err = clear_coming(a);

	if (err || mkdir(a->coming, 0700) == 0)
		return err;
	log_error("%s: %s", a->coming, strerror(errno));
	return ERR_IO;
}

/* A folder that was copied whole brings its key along. */
static enum err find_key(struct adopt *a, bool is_folder)
{
	char key[PATH_MAX], other[PATH_MAX];
	enum err err = files_path(a->dir, "key", key);

	if (!err)
		err = files_path(a->from, "key", other);
	if (!err && is_folder && access(key, F_OK) != 0 && access(other, R_OK) == 0) {
		err = files_copy(other, key);
		a->key_came = !err;
	}
	return err ? err : keys_open(key, false, &a->keys);
}

/* The lock stands in the tally, and goes with it when it is replaced. */
static enum err take_place(struct adopt *a)
{
	char tally[PATH_MAX];
	enum err err = files_path(a->dir, "tally", tally);

	if (!err)
		err = tally_open(tally, a->keys, &a->lock);
	return err ? err : tally_lock(a->lock, true);
}

/* ---- what comes ---- */

static enum err bring(struct adopt *a, const char *name)
{
	char from[PATH_MAX], to[PATH_MAX];
	enum err err = files_path(a->from, name, from);

	if (!err)
		err = files_path(a->coming, name, to);
	return err ? err : files_copy(from, to);
}

static bool in_use(const char *dir)
{
	char tally[PATH_MAX];
	int fd = files_path(dir, "tally", tally) ? -1 : open(tally, O_RDONLY | O_CLOEXEC);
	bool used = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0;

	if (fd >= 0)
		close(fd);
	return used;
}

static enum err bring_folder(struct adopt *a)
{
	enum err err;

	if (in_use(a->from)) {
		log_error("%s: a kiosk runs on it: take skills-kiosk store backup", a->from);
		return ERR_TIMEOUT;
	}
	err = bring(a, "store.db");
	if (err == ERR_ABSENT)
		return refuse(a, "store.db: missing in what was copied");
	if (!err)
		err = bring(a, "tally");
	if (err == ERR_ABSENT)
		return refuse(a, "tally: missing in what was copied: whether applications are "
				 "missing too cannot be told; copy the folder whole, or take "
				 "skills-kiosk store backup");
	if (!err)
		err = bring(a, "store.db-wal");
	return err == ERR_ABSENT ? ERR_OK : err;
}

static enum err note_counts(struct adopt *a, struct tally_counts counts)
{
	struct tally *tally;
	char path[PATH_MAX];
	enum err err = files_path(a->coming, "tally", path);

	if (!err)
		err = tally_open(path, a->keys, &tally);
	if (err)
		return err;
	tally_note(tally, counts);
	tally_close(tally);
	return ERR_OK;
}

/* What is left without its marks is a store. */
static enum err unmark(struct adopt *a, const char *path)
{
	struct db db = { .handle = NULL };
	enum err err = db_open(&db, path, a->keys);

	if (!err)
		err = backup_unmark(&db);
	if (!err)
		err = db_checkpoint(&db, SQLITE_CHECKPOINT_TRUNCATE);
	db_close(&db);
	return err;
}

static enum err copy_backup(struct adopt *a, struct db *backup, const char *path)
{
	struct tally_counts counts;
	enum err err;

	if (check_key(backup) == CHECK_KEY_FOREIGN)
		return check_say_foreign(a->dir);
	err = backup_read_counts(backup, &counts);
	if (err == ERR_ABSENT || err == ERR_PROTO)
		return refuse(a, "file: it is no backup: a store.db alone lacks what stood in its "
				 "log, and nothing says how much that is; copy the folder whole, "
				 "or take skills-kiosk store backup");
	if (!err)
		err = db_copy_whole(backup, path);
	return err ? err : note_counts(a, counts);
}

static enum err bring_backup(struct adopt *a)
{
	struct db backup = { .handle = NULL };
	char path[PATH_MAX];
	enum err err = files_path(a->coming, "store.db", path);

	if (!err)
		err = db_open_evidence(&backup, a->from, a->keys);
	if (!err)
		err = copy_backup(a, &backup, path);
	db_close(&backup);
	return err ? err : unmark(a, path);
}

/* ---- read whole, and put in place ---- */

static enum err look_through(struct adopt *a)
{
	struct store *store;
	int findings = 0;
	enum err err = store_open(a->coming, &store);

	if (err)
		return err;
	err = store_check(store, a->report, a->context, &findings);
	if (!err)
		err = store_count(store, &a->result.kept);
	store_close(store);
	return err ? err : findings > 0 ? ERR_PROTO : ERR_OK;
}

/* The folder's own key, under another name: nothing of it is written anew. */
static enum err lend_key(struct adopt *a)
{
	char key[PATH_MAX], lent[PATH_MAX];
	enum err err = files_path(a->dir, "key", key);

	if (!err)
		err = files_path(a->coming, "key", lent);
	if (err || access(key, F_OK) != 0 || link(key, lent) == 0)	/* or the TPM's */
		return err;
	log_error("%s: %s", lent, strerror(errno));
	return ERR_IO;
}

/* The log goes first: a database without its log is old, a log without its database nothing. */
static enum err set_old_aside(struct adopt *a)
{
	static const char *const old[] = {
		"store.db-shm", "store.db-wal", "store.db", "tally", "store.good", NULL,
	};
	char database[PATH_MAX];
	enum err err = files_path(a->dir, "store.db", database);

	if (err || access(database, F_OK) != 0)
		return err;
	err = files_make_aside(a->dir, a->result.set_aside, sizeof(a->result.set_aside));
	for (int i = 0; !err && old[i]; i++)
		err = files_move_aside(a->dir, a->result.set_aside, old[i]);
	return err;
}

/* The tally first: rows that nothing counts would be taken for all. */
static enum err put_new(struct adopt *a)
{
	static const char *const names[] = { "tally", "store.db", NULL };
	enum err err = ERR_OK;

	for (int i = 0; !err && names[i]; i++) {
		char from[PATH_MAX], to[PATH_MAX];

		err = files_path(a->coming, names[i], from);
		if (!err)
			err = files_path(a->dir, names[i], to);
		if (!err)
			err = files_put_in_place(a->dir, from, to);
	}
	return err;
}

static enum err adopt(struct adopt *a, bool is_folder)
{
	enum err err = find_key(a, is_folder);

	if (!err)
		err = take_place(a);
	if (!err)
		err = make_coming(a);
	if (!err)
		err = is_folder ? bring_folder(a) : bring_backup(a);
	if (!err)
		err = lend_key(a);
	if (!err)
		err = look_through(a);
	if (!err)
		err = set_old_aside(a);
	return err ? err : put_new(a);
}

/* What could not be taken in leaves nothing behind. */
static void leave_nothing(struct adopt *a)
{
	char key[PATH_MAX];

	if (a->key_came && files_path(a->dir, "key", key) == ERR_OK)
		unlink(key);
}

static enum err look_at_both(const char *dir, const char *from, bool *ret_is_folder)
{
	struct stat here, there;

	if (stat(from, &there) != 0)
		return ERR_ABSENT;
	if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
		log_error("%s: %s", dir, strerror(errno));
		return ERR_IO;
	}
	if (stat(dir, &here) == 0 && here.st_dev == there.st_dev && here.st_ino == there.st_ino) {
		log_error("%s: it cannot come from itself", dir);
		return ERR_DENIED;
	}
	*ret_is_folder = S_ISDIR(there.st_mode);
	return ERR_OK;
}

enum err adopt_store(const char *dir, const char *from, store_report *report, void *context,
		     struct adopt_result *ret_result)
{
	struct adopt *a = calloc(1, sizeof(*a));
	bool is_folder = false;
	enum err err = look_at_both(dir, from, &is_folder);

	assert(a);
	*a = (struct adopt){ .dir = dir, .from = from, .report = report, .context = context };
	if (!err)
		err = files_may_make(dir);
	if (!err)
		err = adopt(a, is_folder);
	if (a->coming[0] && clear_coming(a))
		log_warn("%s: it could not be taken away", a->coming);
	tally_close(a->lock);
	keys_close(a->keys);
	if (err)
		leave_nothing(a);
	else
		*ret_result = a->result;
	free(a);
	return err;
}
