#include "centre/schema.h"

#include "base/bytes.h"
#include "base/log.h"

#include <glob.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#define PATTERN_MAX 1024
#define HASH_BYTES 32
/* No file of ours is near it; a folder that was mistaken is refused before it is read. */
#define FILE_MAX_BYTES (1 << 20)
/* Any number that no other program takes: two migrations wait for each other. */
#define LOCK "8146219"

static const char prepare[] =
	"select pg_advisory_lock(" LOCK ");"
	"create table if not exists public.migration ("
	" name text primary key, hash bytea not null, at timestamptz not null default now())";

struct script {
	const char *name;	/* without its folder */
	char *text;
	char hash[2 * HASH_BYTES + 1];
};

static enum err read_text(const char *path, char **ret_text)
{
	FILE *in = fopen(path, "rb");
	char *text = in ? malloc(FILE_MAX_BYTES) : NULL;
	size_t size = text ? fread(text, 1, FILE_MAX_BYTES - 1, in) : 0;
	bool whole = text && feof(in) && !ferror(in);

	if (in)
		fclose(in);
	if (!whole) {
		free(text);
		log_error("%s: cannot be read", path);
		return ERR_IO;
	}
	text[size] = 0;
	*ret_text = text;
	return ERR_OK;
}

static enum err read_script(const char *path, struct script *ret_script)
{
	const char *slash = strrchr(path, '/');
	uint8_t hash[HASH_BYTES];
	enum err err = read_text(path, &ret_script->text);

	if (err)
		return err;
	ret_script->name = slash ? slash + 1 : path;
	if (EVP_Digest(ret_script->text, strlen(ret_script->text), hash, NULL, EVP_sha256(),
		       NULL) != 1)
		return ERR_IO;
	bytes_to_hex(hash, HASH_BYTES, ret_script->hash);
	return ERR_OK;
}

static struct database_value text_value(const char *text)
{
	return (struct database_value){ .data = text };
}

/* What is known of it: "ran", "changed" or "new". */
static enum err state_of(struct database *db, const struct script *script, char **ret_state)
{
	const struct database_value values[] = { text_value(script->name),
						 text_value(script->hash) };

	return database_call(db,
			     "select coalesce((select case when hash = decode($2, 'hex')"
			     " then 'ran' else 'changed' end from public.migration"
			     " where name = $1), 'new')",
			     2, values, ret_state);
}

static enum err note(struct database *db, const struct script *script)
{
	const struct database_value values[] = { text_value(script->name),
						 text_value(script->hash) };
	char *nothing = NULL;
	enum err err = database_call(db,
				     "insert into public.migration (name, hash)"
				     " values ($1, decode($2, 'hex'))",
				     2, values, &nothing);

	free(nothing);
	return err;
}

static enum err apply(struct database *db, const struct script *script)
{
	enum err err = database_run(db, "begin");

	if (!err)
		err = database_run(db, script->text);
	if (!err)
		err = note(db, script);
	if (!err)
		return database_run(db, "commit");
	if (database_run(db, "rollback"))
		log_error("%s: undone by the end of the connection", script->name);
	return err;
}

static enum err apply_if_new(struct database *db, const struct script *script,
			     void (*ran)(const char *name))
{
	char *state = NULL;
	enum err err = state_of(db, script, &state);

	if (!err && strcmp(state, "changed") == 0) {
		log_error("%s: differs from the one that ran here; install the program "
			  "that ran it, or a newer one", script->name);
		err = ERR_INPUT;
	}
	if (!err && strcmp(state, "new") == 0) {
		err = apply(db, script);
		if (!err)
			ran(script->name);
	}
	free(state);
	return err;
}

/* Names that ran here and are not among the files: a newer program was here. */
static enum err refuse_newer(struct database *db, const char *last)
{
	const struct database_value value = text_value(last);
	char *newer = NULL;
	enum err err = database_call(db, "select min(name) from public.migration where name > $1",
				     1, &value, &newer);

	if (!err && newer) {
		log_error("the database has %s, which this program does not know; "
			  "install the newer program", newer);
		err = ERR_INPUT;
	}
	free(newer);
	return err;
}

static enum err apply_all(struct database *db, const glob_t *files, void (*ran)(const char *name))
{
	const char *last = strrchr(files->gl_pathv[files->gl_pathc - 1], '/') + 1;
	enum err err = refuse_newer(db, last);

	for (size_t i = 0; !err && i < files->gl_pathc; i++) {
		struct script script = { 0 };

		err = read_script(files->gl_pathv[i], &script);
		if (!err)
			err = apply_if_new(db, &script, ran);
		free(script.text);
	}
	return err;
}

enum err schema_migrate(struct database *db, const char *folder, void (*ran)(const char *name))
{
	char pattern[PATTERN_MAX];
	glob_t files = { 0 };
	enum err err;

	snprintf(pattern, sizeof(pattern), "%s/[0-9][0-9][0-9][0-9]-*.sql", folder);
	if (glob(pattern, 0, NULL, &files) != 0) {
		log_error("%s: no migrations there", folder);
		return ERR_ABSENT;
	}
	err = database_run(db, prepare);
	if (!err)
		err = apply_all(db, &files, ran);
	if (database_run(db, "select pg_advisory_unlock(" LOCK ")") && !err)
		err = ERR_GONE;
	globfree(&files);
	return err;
}
