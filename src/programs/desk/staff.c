/* staff, leave and targets: what whoever keeps the desk enters. */
#include "base/json.h"
#include "base/log.h"
#include "centre/database.h"
#include "centre/targets.h"
#include "desk/factors.h"
#include "desk/secret.h"
#include "programs/desk/commands.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STAFF_PATH_MAX 1024

static int call(const struct desk_options *options, const char *sql, int count,
		const struct database_value *values, char **ret_answer)
{
	enum err err = database_ask(options->database, sql, count, values, ret_answer);

	return err == ERR_INPUT ? DESK_BAD_USE : err ? DESK_FAILED : DESK_DONE;
}

static int bad_staff(const char *what)
{
	fprintf(stderr, "skills-desk: %s\n", what);
	return DESK_BAD_USE;
}

/* One line on stdin, so that it stands in no list of processes and no history. */
static bool read_password(char password[PASSWORD_BYTES_MAX + 2])
{
	if (!fgets(password, PASSWORD_BYTES_MAX + 2, stdin))
		return false;
	password[strcspn(password, "\n")] = 0;
	return true;
}

static int save_staff(const struct desk_options *options, const char *hash,
		      const uint8_t *sealed_totp)
{
	char region[16];
	const struct database_value values[] = {
		database_text(options->what), database_text(options->shown),
		database_text(options->role), database_text(region), database_text(hash),
		{ .data = sealed_totp, .size = TOTP_SECRET_BYTES + DESK_SEAL_EXTRA, .is_bytes = 1 },
	};
	char *nothing = NULL;
	int code;

	snprintf(region, sizeof(region), "%d", options->region);
	code = call(options, "select desk.hire($1, $2, $3, $4, $5, $6)::text", 6, values, &nothing);
	free(nothing);
	return code;
}

static int hire(const struct desk_options *options, const struct desk_secret *secret,
		const char *hash)
{
	uint8_t totp[TOTP_SECRET_BYTES], sealed[TOTP_SECRET_BYTES + DESK_SEAL_EXTRA];
	char text[TOTP_TEXT_MAX];
	int code;

	totp_make(totp);
	totp_text(totp, text);
	desk_secret_seal(secret, totp, sizeof(totp), sealed);
	code = save_staff(options, hash, sealed);
	if (code == DESK_DONE)
		printf("otpauth://totp/skills-desk:%s?secret=%s&issuer=skills-desk\n",
		       options->what, text);
	explicit_bzero(totp, sizeof(totp));
	explicit_bzero(text, sizeof(text));
	return code;
}

static int hire_with_password(const struct desk_options *options, const struct desk_secret *secret)
{
	char password[PASSWORD_BYTES_MAX + 2], hash[PASSWORD_HASH_MAX];
	bool has = read_password(password);
	enum err err = has ? password_hash(password, hash) : ERR_INPUT;

	explicit_bzero(password, sizeof(password));
	if (err == ERR_INPUT)
		return bad_staff("staff: the password, one line on stdin, has 10 to 60 characters");
	return err ? DESK_FAILED : hire(options, secret, hash);
}

int desk_cmd_staff(const struct desk_options *options)
{
	struct desk_secret secret;
	char path[STAFF_PATH_MAX];
	int code;

	if (!options->what || !options->role || !options->shown || options->region < 0)
		return bad_staff("staff: write staff NAME --role R --region N --shown TEXT");
	snprintf(path, sizeof(path), "%s/desk.secret", options->folder);
	if (desk_secret_read(path, &secret))
		return DESK_FAILED;
	code = hire_with_password(options, &secret);
	desk_secret_wipe(&secret);
	return code;
}

int desk_cmd_leave(const struct desk_options *options)
{
	const struct database_value value = database_text(options->what);
	char *count = NULL;
	int code;

	if (!options->what)
		return bad_staff("leave: write leave NAME");
	code = call(options, "select desk.leave($1)", 1, &value, &count);
	if (code == DESK_DONE && (!count || strcmp(count, "1") != 0)) {
		fprintf(stderr, "leave: nobody of this name works here\n");
		code = DESK_NO;
	}
	free(count);
	return code;
}

int desk_cmd_targets(const struct desk_options *options)
{
	struct diag diag = { 0 };
	char *count = NULL;
	enum err err;

	if (!options->what)
		return bad_staff("targets: write targets FILE");
	err = targets_import(options->database, options->what, &count, &diag);
	if (err && diag.what[0])
		diag_print(&diag);
	if (!err)
		printf("%s targets\n", count);
	free(count);
	return err == ERR_INPUT ? DESK_BAD_USE : err ? DESK_FAILED : DESK_DONE;
}
