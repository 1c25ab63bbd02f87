/* enrol, revoke, limit and status: who may speak, how much a person has, and how it stands. */
#include "base/clock.h"
#include "programs/centre/commands.h"
#include "receipt/certs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COURIER_YEARS 2

/* One call; the caller frees its answer. */
static int call(const struct centre_options *options, const char *sql, int count,
		const struct database_value *values, char **ret_answer)
{
	enum err err = database_ask(options->database, sql, count, values, ret_answer);

	return err ? EXIT_FAILED : EXIT_DONE;
}

static int bad_use(const char *what)
{
	fprintf(stderr, "skills-centre: %s\n", what);
	return EXIT_BAD_USE;
}

static int enrol_with(const struct centre_options *options, const char *serial)
{
	char region[16];
	const struct database_value values[] = { database_text(options->what),
						 database_text(region), database_text(serial) };
	char *nothing = NULL;
	int code;

	snprintf(region, sizeof(region), "%d", options->region);
	code = call(options, "select centre.enrol($1, $2, $3, now() - interval '1 day',"
		    " now() + interval '2 years')::text", 3, values, &nothing);
	free(nothing);
	if (code == EXIT_DONE)
		printf("%s is enrolled: %s/courier.pem\n", options->what, options->out);
	return code;
}

int cmd_enrol(const struct centre_options *options)
{
	const struct cert_wish wish = {
		.name = options->what,
		.years = COURIER_YEARS,
		.key_usage = "critical,digitalSignature",
		.extended_usage = "clientAuth",
	};
	char serial[CERT_SERIAL_MAX];

	if (!options->what || options->region < 0 || !options->out)
		return bad_use("enrol: write enrol KIOSK --region N --out DIR");
	if (mkdir(options->out, 0700) != 0 && errno != EEXIST) {
		fprintf(stderr, "enrol: %s: %s\n", options->out, strerror(errno));
		return EXIT_FAILED;
	}
	if (certs_issue(options->out, "courier", options->folder, &wish, clock_wall_s(), serial))
		return EXIT_FAILED;
	if (enrol_hand_out(options->folder, options->out))
		return EXIT_FAILED;
	return enrol_with(options, serial);
}

int cmd_revoke(const struct centre_options *options)
{
	const struct database_value values[] = { database_text(options->what),
						 database_text(options->why) };
	char *count = NULL;
	int code;

	if (!options->what || !options->why)
		return bad_use("revoke: write revoke KIOSK --why TEXT");
	code = call(options, "select centre.revoke($1, $2)", 2, values, &count);
	if (code == EXIT_DONE)
		printf("%s: certificates revoked: %s\n", options->what, count ? count : "0");
	free(count);
	return code;
}

int cmd_limit(const struct centre_options *options)
{
	char most[16];
	const struct database_value values[] = { database_text(options->what),
						 database_text(most) };
	char *before = NULL;
	int code;

	if (!options->what || options->most < 1)
		return bad_use("limit: write limit CLASS --most N, as the rules in force say");
	snprintf(most, sizeof(most), "%d", options->most);
	code = call(options, "select centre.set_limit($1, $2)", 2, values, &before);
	if (code == EXIT_DONE)
		printf("%s: %s a year, %s before\n", options->what, most, before ? before : "none");
	free(before);
	return code;
}

int cmd_status(const struct centre_options *options)
{
	char *text = NULL;
	int code = call(options, "select jsonb_pretty(centre.overview())", 0, NULL, &text);

	if (code == EXIT_DONE)
		printf("%s\n", text ? text : "");
	free(text);
	return code;
}
