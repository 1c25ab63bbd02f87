#include "store/inner.h"

#include "base/log.h"
#include "base/text.h"
#include "store/check.h"
#include "store/files.h"
#include "store/outage.h"
#include "store/schema.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/*
 * Beyond this the log is moved at once, for it must not grow without end when
 * no visit ever ends: 16 MB.
 */
#define LOG_PAGES_MAX 4000

/* More than one visit writes. */
#define LOG_LAID_OUT_BYTES (512 << 10)

/* Made in this process, by whatever store. */
static atomic_int connections;

/* ---- where ---- */

static bool can_hold(const char *dir)
{
	return access(dir, W_OK | X_OK) == 0;
}

enum err store_default_dir(char *out, size_t cap)
{
	const char *set = getenv("SKILLS_KIOSK_DATA");
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	struct text path = text_in(out, cap);

	if (set && *set)
		text_add(&path, set);
	else if (can_hold("/var/lib/skills-kiosk"))
		text_add(&path, "/var/lib/skills-kiosk");
	else if (state && *state)
		text_addf(&path, "%s/skills-kiosk", state);
	else if (home && *home)
		text_addf(&path, "%s/.local/state/skills-kiosk", home);
	if (path.full)
		return ERR_FULL;
	return path.len > 0 ? ERR_OK : ERR_ABSENT;
}

/* Each folder of the path that is not there yet, for the owner only. */
static enum err make_dirs(const char *dir)
{
	char path[PATH_MAX];

	if (text_copy(path, sizeof(path), dir) != ERR_OK)
		return ERR_FULL;
	for (char *at = path + 1; ; at++) {
		char was = *at;

		if (was != '/' && was != 0)
			continue;
		*at = 0;
		if (mkdir(path, 0700) != 0 && errno != EEXIST) {
			log_error("%s: %s", path, strerror(errno));
			return ERR_IO;
		}
		*at = was;
		if (was == 0)
			return ERR_OK;
	}
}

/* ---- state ---- */

enum store_state store_state(const struct store *store)
{
	return store->state;
}

static bool serves(const struct store *store)
{
	return store->state == STORE_READY && store->db.handle;
}

enum err store_enter(struct store *store)
{
	reseal_drop(store);
	return serves(store) ? ERR_OK : ERR_GONE;
}

void store_mind_sync(struct store *store)
{
	if (store->db.sync_failed && !store->until_restart) {
		store->until_restart = true;
		if (store->state == STORE_READY)
			store->state = STORE_OUT_OF_SERVICE;
		outage_mark(store->dir);
		log_error("store: out of service: a sync failed");
	}
}

enum err store_leave(struct store *store, enum err err)
{
	store_mind_sync(store);
	return err;
}

enum err store_end_counted(struct store *store, enum err err, const struct tally_counts *counts)
{
	if (!err)
		err = db_commit(&store->db);
	db_rollback(&store->db);
	if (!err)
		tally_note(store->tally, *counts);
	return store_leave(store, err);
}

static void refuse_to_serve(struct store *store, const char *why)
{
	store->state = STORE_DAMAGED;
	log_error("store: damaged: %s; run skills-kiosk store check", why);
}

/* A store without rows has lost none; of one with rows `store check` says what is missing. */
static enum err begin_tally(struct store *store, struct tally_counts counts)
{
	if (counts.applications == 0 && counts.audit_log == 0)
		tally_note(store->tally, counts);
	else
		log_warn("store: the tally is missing: run skills-kiosk store check");
	return ERR_OK;
}

/*
 * Cheap enough for each start: have rows that were acknowledged gone missing?  The tally
 * is read before the rows: another process may acknowledge one more in between.
 */
static enum err compare_with_tally(struct store *store)
{
	struct chain_head applications, audit_log;
	struct tally_counts counts = { 0 };
	enum err noted = tally_read(store->tally, &counts);
	enum err err = chain_read(store, "application", &applications);

	if (!err)
		err = chain_read(store, "trail", &audit_log);
	if (!err && noted == ERR_ABSENT)
		return begin_tally(store, (struct tally_counts){ applications.rows,
								 audit_log.rows });
	if (!err)
		err = noted;
	if (err && err != ERR_PROTO)
		return err;
	if (err)
		refuse_to_serve(store, "the heads of the chains or the tally cannot be read");
	else if (counts.applications > applications.rows || counts.audit_log > audit_log.rows)
		refuse_to_serve(store, "fewer rows than were acknowledged");
	return ERR_OK;
}

/* ---- opening ---- */

/* SQLite swallows an error of the directory's sync, and a file without its name is lost. */
static enum err sync_dir(int fd, const char *dir)
{
	if (fsync(fd) == 0)
		return ERR_OK;
	log_error("%s: %s", dir, strerror(errno));
	return ERR_IO;
}

/*
 * Makes an empty file where there is none: SQLite would make it readable by
 * all, and gives its log the same rights.  The file comes before the key, so a
 * key without a file means that the file was lost, not that the store is new.
 */
static enum err find_database(const struct store *store, bool has_key, bool *ret_is_new)
{
	const char *path = store->path;
	bool is_there = access(path, F_OK) == 0;
	struct stat st;
	int fd;

	if (has_key && !is_there) {
		log_error("%s: missing, though its key is here: put it back", path);
		return ERR_DENIED;
	}
	if (!is_there && files_may_make(store->dir))
		return ERR_DENIED;
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || fstat(fd, &st) != 0) {
		log_error("%s: %s", path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return ERR_IO;
	}
	close(fd);
	*ret_is_new = st.st_size == 0;
	return ERR_OK;
}

/* As it was found: opening makes one. */
static bool log_is_there(const struct store *store)
{
	char path[PATH_MAX + 8];

	snprintf(path, sizeof(path), "%s-wal", store->path);
	return access(path, F_OK) == 0;
}

static enum err open_files(struct store *store)
{
	char key[PATH_MAX], tally[PATH_MAX];
	bool is_new = false;
	enum err err = files_path(store->dir, "store.db", store->path);

	if (!err)
		err = files_path(store->dir, "key", key);
	if (!err)
		err = files_path(store->dir, "tally", tally);
	if (err)
		return err;
	err = find_database(store, keys_are_there(key), &is_new);
	store->lacks_log = !is_new && !log_is_there(store);
	if (!err)
		err = reseal_settle(store->dir);
	if (!err)
		err = keys_open(key, is_new, &store->keys);
	if (!err)
		err = tally_open(tally, store->keys, &store->tally);
	if (!err)
		err = tally_lock(store->tally, false);
	if (!err)
		err = db_open(&store->db, store->path, store->keys);
	return err;
}

/* One process at a time makes keys and tables; the lock goes with the descriptor. */
static enum err lock_folder(const struct store *store, int *ret_fd)
{
	int fd = open(store->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0 && flock(fd, LOCK_EX) == 0) {
		*ret_fd = fd;
		return ERR_OK;
	}
	log_error("%s: %s", store->dir, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ERR_IO;
}

static enum err open_locked(struct store *store)
{
	int fd;
	enum err err = lock_folder(store, &fd);

	if (err)
		return err;
	err = open_files(store);
	if (!err)
		err = sync_dir(fd, store->dir);
	close(fd);
	return err;
}

static void close_files(struct store *store)
{
	db_close(&store->db);
	tally_close(store->tally);
	keys_close(store->keys);
	store->tally = NULL;
	store->keys = NULL;
}

static enum err begin_service(struct store *store)
{
	if (tally_is_strange(store->tally) && check_key(&store->db) == CHECK_KEY_FOREIGN)
		return check_say_foreign(store->dir);
	if (outage_marked(store->dir)) {
		store->state = STORE_OUT_OF_SERVICE;
		store->until_restart = true;
		log_error("store: out of service since a sync failed: "
			  "see to the disk and start the machine again");
		return ERR_OK;
	}
	/* What a crash left in the log is moved at once: see store_tidy. */
	if (store_tidy(store) != ERR_OK)
		log_warn("store: the log was not moved at the start");
	return compare_with_tally(store);
}

enum err store_open(const char *dir, struct store **ret_store)
{
	struct store *store = calloc(1, sizeof(*store));
	enum err err;

	assert(store);
	store->submission = submission_create();
	store->opened = atomic_fetch_add(&connections, 1);
	err = text_copy(store->dir, sizeof(store->dir), dir);
	if (!err)
		err = make_dirs(dir);
	if (!err)
		err = open_locked(store);
	if (!err)
		err = begin_service(store);
	if (err) {
		store_close(store);
		return err;
	}
	*ret_store = store;
	return ERR_OK;
}

/* An empty file without a key is what a kill left of a store that was to be made. */
static bool is_written(const char *database)
{
	struct stat st;

	return stat(database, &st) == 0 ? st.st_size > 0 : errno != ENOENT;
}

enum err store_open_existing(const char *dir, struct store **ret_store)
{
	char database[PATH_MAX], key[PATH_MAX];
	enum err err = files_path(dir, "store.db", database);

	if (!err)
		err = files_path(dir, "key", key);
	if (!err && !is_written(database) && !keys_are_there(key))
		return ERR_ABSENT;
	return err ? err : store_open(dir, ret_store);
}

/* The file before the key, as find_database wants it. */
enum err store_make(const char *dir, bool is_sm)
{
	char database[PATH_MAX], key[PATH_MAX];
	struct store *store;
	enum err err = make_dirs(dir);

	if (!err)
		err = files_may_make(dir);
	if (!err)
		err = files_path(dir, "store.db", database);
	if (!err)
		err = files_path(dir, "key", key);
	if (!err && (is_written(database) || access(key, F_OK) == 0))
		return ERR_FULL;
	if (!err)
		err = files_make_private(database);
	if (!err)
		err = keys_make(key, is_sm);
	if (!err)
		err = store_open(dir, &store);
	if (!err)
		store_close(store);
	return err;
}

enum err store_open_mode(const char *dir, bool is_sm, struct store **ret_store)
{
	enum err err = is_sm ? store_make(dir, true) : ERR_OK;

	return err && err != ERR_FULL ? err : store_open(dir, ret_store);
}

bool store_is_sm(const struct store *store)
{
	return keys_is_sm(store->keys);
}

/* Of two connections the same version may mean two states: so each counts as new. */
enum err store_stamp(struct store *store, int64_t *ret_stamp)
{
	int64_t version = 0;
	enum err err = serves(store) ? ERR_OK : ERR_GONE;

	if (!err)
		err = db_number(&store->db, "PRAGMA data_version", &version);
	if (!err)
		*ret_stamp = (int64_t)store->opened << 32 | version;
	return store_leave(store, err);
}

enum err store_reopen(struct store *store)
{
	enum err err;

	reseal_drop(store);
	store->opened = atomic_fetch_add(&connections, 1);
	db_close(&store->db);
	err = store->tally ? db_open(&store->db, store->path, store->keys) : open_locked(store);
	if (!err && store->state != STORE_DAMAGED)
		store->state = STORE_READY;
	if (!err)
		err = compare_with_tally(store);
	if (err && store->state == STORE_READY)
		store->state = STORE_OUT_OF_SERVICE;
	return store_leave(store, err);
}

/* Whatever the commit said: which key it is, the file says when it is opened. */
enum err store_commit_key(struct store *store)
{
	int fd;
	enum err err = lock_folder(store, &fd);

	if (err)
		return err;
	if (db_commit(&store->db) != ERR_OK)
		log_warn("store: whether the key has changed is seen now");
	store_mind_sync(store);
	store->opened = atomic_fetch_add(&connections, 1);
	close_files(store);
	err = open_files(store);
	if (!err)
		err = sync_dir(fd, store->dir);
	close(fd);
	if (!err)
		err = begin_service(store);
	if (err) {
		close_files(store);
		store->state = STORE_OUT_OF_SERVICE;
	}
	return err;
}

enum err store_resume(struct store *store)
{
	if (store->state == STORE_OUT_OF_SERVICE && !store->until_restart &&
	    store_reopen(store) == ERR_OK && store->state == STORE_READY)
		log_info("store: serves again");
	return serves(store) ? ERR_OK : ERR_GONE;
}

/* ---- between visits ---- */

/*
 * Writes zeros where the next visit's log will stand, so that its sync has data
 * to write and no new length (bench-store: 155 us instead of 295).  The lock keeps
 * other processes out of the log meanwhile.
 */
static enum err lay_out_log(struct store *store)
{
	static const char zeros[LOG_LAID_OUT_BYTES];
	char path[PATH_MAX + 8];
	enum err err = db_begin(&store->db);
	struct stat st;
	int fd;

	if (err)
		return err;
	snprintf(path, sizeof(path), "%s-wal", store->path);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size == 0) {
		if (pwrite(fd, zeros, sizeof(zeros), 0) != (ssize_t)sizeof(zeros))
			log_warn("store: the log was not laid out: %s", strerror(errno));
		else if (fsync(fd) != 0)
			err = db_sync_failed(&store->db);
	}
	if (fd >= 0)
		close(fd);
	db_rollback(&store->db);
	return err;
}

/*
 * The first transaction of an empty log syncs twice, for its header must be there before its
 * frames: whoever tidies begins it, so that a reservation, for which somebody waits, syncs once.
 * What is written is what stands there.
 */
static enum err begin_log(struct store *store)
{
	char version[48];

	snprintf(version, sizeof(version), "PRAGMA user_version=%d", schema_version());
	return db_exec(&store->db, version);
}

static enum err move_log(struct store *store)
{
	enum err err = store_enter(store);

	if (!err)
		err = db_checkpoint(&store->db, SQLITE_CHECKPOINT_TRUNCATE);
	if (!err)
		store->db.log_pages = 0;
	return store_leave(store, err);
}

enum err store_tidy(struct store *store)
{
	enum err err = move_log(store);

	if (!err)
		err = lay_out_log(store);
	if (!err)
		err = begin_log(store);
	/* Else the pages of visit after visit are kept, up to two megabytes of them. */
	if (!err)
		sqlite3_db_release_memory(store->db.handle);
	return store_leave(store, err);
}

/* SQLite would move the log when it closes, and swallow a failed sync. */
void store_close(struct store *store)
{
	if (!store)
		return;
	if (store_enter(store) == ERR_OK && move_log(store) != ERR_OK)
		log_warn("store: the log was not moved at the end");
	reseal_drop(store);
	close_files(store);
	submission_destroy(store->submission);
	free(store);
}

bool store_has_room(struct store *store)
{
	struct statvfs fs;

	if (store_enter(store) != ERR_OK)
		return false;
	if (statvfs(store->dir, &fs) != 0) {
		log_error("%s: %s", store->dir, strerror(errno));
		return false;
	}
	return (uint64_t)fs.f_bavail * fs.f_frsize >= (uint64_t)STORE_ROOM_BYTES;
}

enum err store_count(struct store *store, struct store_counts *ret_counts)
{
	struct store_counts counts = { 0 };
	const struct {
		const char *sql;
		int64_t *count;
	} all[] = {
		{ "SELECT count(*) FROM person", &counts.people },
		{ "SELECT count(*) FROM ledger", &counts.ledgers },
		{ "SELECT count(*) FROM course", &counts.courses },
		{ "SELECT count(*) FROM institution", &counts.institutions },
		{ "SELECT count(*) FROM standard", &counts.standards },
		{ "SELECT count(*) FROM visit", &counts.visits },
		{ "SELECT count(*) FROM application", &counts.applications },
		{ "SELECT count(*) FROM trail", &counts.audit_log },
	};

	if (!store->db.handle)
		return ERR_GONE;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		enum err err = db_number(&store->db, all[i].sql, all[i].count);

		if (err)
			return store_leave(store, err);
	}
	*ret_counts = counts;
	return ERR_OK;
}

void store_person_tag(struct store *store, const char *id_no, uint8_t out[PERSON_TAG_BYTES])
{
	uint8_t mac[MAC_BYTES];

	keys_mac(store->keys, KEY_TAG, id_no, strlen(id_no), mac);
	memcpy(out, mac, PERSON_TAG_BYTES);
}

bool store_log_is_long(const struct store *store)
{
	return store->db.log_pages > LOG_PAGES_MAX;
}
