#include "centre/backup.h"

#include "base/harden.h"
#include "base/log.h"
#include "centre/database.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CONNINFO_MAX 1024
#define BACKUP_PATH_MAX 1024

/* Each table with its rows and the sum of their hashes: the order of rows does not matter. */
static const char all_rows[] =
	"select string_agg(t.name || ' ' || (xpath('//x/text()', query_to_xml("
	"  'select count(*) || '' '' || coalesce(sum(hashtextextended(r::text, 0)::numeric), 0)"
	"   as x from ' || t.name || ' r', false, true, '')))[1]::text, E'\\n' order by t.name)"
	" from (select format('%I.%I', schemaname, tablename) as name from pg_catalog.pg_tables"
	"       where schemaname not in ('pg_catalog', 'information_schema')) t";

/* Runs one of PostgreSQL's tools to its end; args end with NULL. */
static enum err run_tool(const char *const *args)
{
	pid_t pid;
	int state, failed = posix_spawnp(&pid, args[0], NULL, NULL, (char **)(uintptr_t)args,
					 harden_environment());

	if (failed) {
		log_error("%s: %s; it is in the package postgresql-client", args[0],
			  strerror(failed));
		return ERR_IO;
	}
	while (waitpid(pid, &state, 0) < 0) {
		if (errno != EINTR)
			return ERR_IO;
	}
	if (state != 0)
		log_error("%s did not end well", args[0]);
	return state == 0 ? ERR_OK : ERR_IO;
}

/* What one snapshot of the centre holds, and its dump. */
struct dump {
	struct database *db;	/* in the snapshot until it is closed */
	char *exported;		/* the snapshot's name for pg_dump */
	char *seen;		/* the snapshot itself: what it saw is what becomes archived */
	char *rows;
};

static enum err open_snapshot(const char *conninfo, struct dump *dump)
{
	enum err err = database_open(conninfo, &dump->db);

	if (!err)
		err = database_run(dump->db, "begin isolation level repeatable read, read only");
	if (!err)
		err = database_call(dump->db, "select pg_export_snapshot()", 0, NULL,
				    &dump->exported);
	if (!err)
		err = database_call(dump->db, "select pg_current_snapshot()", 0, NULL, &dump->seen);
	return err ? err : database_call(dump->db, all_rows, 0, NULL, &dump->rows);
}

static void close_snapshot(struct dump *dump)
{
	database_close(dump->db);
	free(dump->exported);
	free(dump->seen);
	free(dump->rows);
}

static enum err dump_to(const char *conninfo, const struct dump *dump, const char *path)
{
	char snapshot[128];
	const char *const args[] = { "pg_dump", "-Fc", "-Z6", snapshot, "-f", path, "-d", conninfo,
				     NULL };

	snprintf(snapshot, sizeof(snapshot), "--snapshot=%s", dump->exported);
	return run_tool(args);
}

static enum err restore_to(const char *conninfo, const char *path)
{
	const char *const args[] = { "pg_restore", "--exit-on-error", "--single-transaction", "-d",
				     conninfo, path, NULL };

	return run_tool(args);
}

/* The rows of what was restored are those that the snapshot saw. */
static enum err compare(const char *conninfo, const char *rows)
{
	char *restored = NULL;
	enum err err = database_ask(conninfo, all_rows, 0, NULL, &restored);

	if (!err && (!restored || !rows || strcmp(restored, rows) != 0)) {
		log_error("backup: what was restored is not what was dumped; nothing is archived");
		err = ERR_PROTO;
	}
	free(restored);
	return err;
}

/* The proof is made in a database of its own, which goes away whatever comes out. */
static enum err prove(const char *conninfo, const struct dump *dump, const char *path)
{
	char name[64], there[CONNINFO_MAX + 64], sql[128];
	struct database *db = NULL;
	enum err err = database_open(conninfo, &db), dropped;

	if (err)
		return err;
	snprintf(name, sizeof(name), "skills_centre_proof_%ld", (long)getpid());
	snprintf(there, sizeof(there), "%s dbname=%s", conninfo, name);
	snprintf(sql, sizeof(sql), "create database %s template template0", name);
	err = database_run(db, sql);
	if (!err) {
		err = restore_to(there, path);
		if (!err)
			err = compare(there, dump->rows);
		snprintf(sql, sizeof(sql), "drop database %s", name);
		dropped = database_run(db, sql);
		if (!err)
			err = dropped;
	}
	database_close(db);
	return err;
}

static enum err mark(const char *conninfo, const char *seen, long *ret_marked)
{
	const struct database_value values[] = { database_text(seen) };
	char *text = NULL;
	enum err err = database_ask(conninfo, "select centre.mark_archived($1::pg_snapshot)", 1,
				    values, &text);

	if (!err)
		*ret_marked = text ? strtol(text, NULL, 10) : 0;
	free(text);
	return err;
}

static enum err sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
	bool failed = fd < 0 || fsync(fd) != 0;

	if (failed)
		log_error("%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return failed ? ERR_IO : ERR_OK;
}

/* On the disk under its own name; link(), because it takes nothing over. */
static enum err put_in_place(const char *part, const char *path)
{
	char folder[BACKUP_PATH_MAX];
	char *slash;
	enum err err = sync_path(part, 0);

	if (err)
		return err;
	if (link(part, path) != 0) {
		log_error("%s: %s", path, strerror(errno));
		return errno == EEXIST ? ERR_FULL : ERR_IO;
	}
	snprintf(folder, sizeof(folder), "%s", path);
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	return sync_path(slash ? folder : ".", O_DIRECTORY);
}

enum err backup_make(const char *conninfo, const char *path, long *ret_marked)
{
	struct dump dump = { 0 };
	char part[BACKUP_PATH_MAX];
	enum err err;

	if (strlen(conninfo) >= CONNINFO_MAX || strlen(path) + 8 >= sizeof(part)) {
		log_error("backup: the path or the database's words are too long");
		return ERR_FULL;
	}
	if (access(path, F_OK) == 0) {
		log_error("%s is there already; a backup takes nothing over", path);
		return ERR_FULL;
	}
	snprintf(part, sizeof(part), "%s.part", path);
	err = open_snapshot(conninfo, &dump);
	if (!err)
		err = dump_to(conninfo, &dump, part);
	if (!err)
		err = prove(conninfo, &dump, part);
	if (!err)
		err = put_in_place(part, path);
	unlink(part);
	if (!err)
		err = mark(conninfo, dump.seen, ret_marked);
	close_snapshot(&dump);
	return err;
}

enum err backup_restore(const char *conninfo, const char *path)
{
	char *there = NULL;
	enum err err = database_ask(conninfo, "select 1 from pg_namespace where nspname = 'centre'",
				    0, NULL, &there);

	if (!err && there) {
		log_error("restore: a centre is in this database; name an empty one");
		err = ERR_FULL;
	}
	free(there);
	return err ? err : restore_to(conninfo, path);
}
