/* init: what a desk stands on. */
#include "base/clock.h"
#include "desk/secret.h"
#include "programs/desk/commands.h"
#include "receipt/certs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESK_PATH_MAX 1024
#define DESK_SERVER_YEARS 2
#define DESK_SEAL_YEARS 10

static enum err make_desk_root(const struct desk_options *options)
{
	enum err err = certs_make_root(options->folder, "skills-desk root", false,
				       clock_wall_s());

	if (!err)
		printf("a new root in %s: browsers of the staff trust root.pem\n", options->folder);
	return err == ERR_FULL ? ERR_OK : err;
}

/* What stands there stays, unless it is asked for with other names. */
static enum err issue_once(const struct desk_options *options, const char *stem,
			   const struct cert_wish *wish, int again)
{
	char path[DESK_PATH_MAX], serial[CERT_SERIAL_MAX];

	snprintf(path, sizeof(path), "%s/%s.key", options->folder, stem);
	if (access(path, F_OK) == 0 && !again)
		return ERR_OK;
	return certs_issue(options->folder, stem, options->folder, wish, clock_wall_s(), serial);
}

static enum err make_certificates(const struct desk_options *options)
{
	const struct cert_wish server = {
		.name = "skills-desk",
		.years = DESK_SERVER_YEARS,
		.key_usage = "critical,digitalSignature",
		.extended_usage = "serverAuth",
		.alt_names = options->hosts ? options->hosts : "DNS:localhost,IP:127.0.0.1",
	};
	const struct cert_wish seal = {
		.name = "skills-desk seal",
		.years = DESK_SEAL_YEARS,
		.key_usage = "critical,keyAgreement",
	};
	enum err err = issue_once(options, "server", &server, options->hosts != NULL);

	return err ? err : issue_once(options, "desk", &seal, 0);
}

int desk_cmd_init(const struct desk_options *options)
{
	char path[DESK_PATH_MAX];
	enum err err;

	if (mkdir(options->folder, 0700) != 0 && errno != EEXIST) {
		fprintf(stderr, "init: %s: %s\n", options->folder, strerror(errno));
		return DESK_FAILED;
	}
	if (make_desk_root(options) || make_certificates(options))
		return DESK_FAILED;
	snprintf(path, sizeof(path), "%s/desk.secret", options->folder);
	err = desk_secret_make(path);
	if (err && err != ERR_FULL)
		return DESK_FAILED;
	printf("kiosks seal for %s/desk.pem, which goes into the centre's folder; their roots go "
	       "to %s/kiosks.pem\n", options->folder, options->folder);
	return DESK_DONE;
}
