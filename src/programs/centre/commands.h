/* skills-centre: one command a function, which returns the exit code. */
#ifndef PROGRAMS_CENTRE_COMMANDS_H
#define PROGRAMS_CENTRE_COMMANDS_H

#include "centre/database.h"

enum { EXIT_DONE = 0, EXIT_BAD_USE = 2, EXIT_FAILED = 3 };

/* What may stand on the command line; what was not said is the default. */
struct centre_options {
	const char *folder;	/* keys and certificates of the centre */
	const char *database;	/* in libpq's words */
	const char *out;	/* enrol: where the kiosk's pair goes; export: the file */
	const char *hosts;	/* init: "DNS:centre,IP:10.0.0.1" */
	const char *why;	/* revoke */
	const char *source;	/* import: who says it */
	const char *system;	/* export: who is told */
	const char *month;	/* export: "YYYY-MM" */
	const char *address;
	const char *what;	/* the word after the command: a kiosk, a class or a file */
	const char *more;	/* pack: the word behind that: what to publish or to stop */
	const char *key;	/* pack publish: the secret key */
	const char *trust;	/* pack publish: public keys of a bundle that is signed already */
	const char *kind;	/* pack publish: of data */
	int region;		/* -1: not said */
	int most;		/* limit; 0: not said */
	int number;		/* pack: a version; 0: not said */
	int hours;		/* pack waves: each is watched so long at least */
	int port;
	int threads;
	int metrics;		/* serve: a port; -1: not said */
};

int cmd_init(const struct centre_options *options);
int cmd_migrate(const struct centre_options *options);
int cmd_enrol(const struct centre_options *options);
int cmd_revoke(const struct centre_options *options);
int cmd_limit(const struct centre_options *options);
int cmd_status(const struct centre_options *options);
int cmd_backup(const struct centre_options *options);
int cmd_restore(const struct centre_options *options);
int cmd_import_facts(const struct centre_options *options);
int cmd_export(const struct centre_options *options);
int cmd_targets(const struct centre_options *options);
int cmd_waves(const struct centre_options *options);
/* publish FROM: as pack publish FROM. */
int cmd_publish(const struct centre_options *options);
/* What the desk has put in force and nobody has signed yet. */
int cmd_lists(const struct centre_options *options);
int cmd_serve(const struct centre_options *options);

/*
 * desk.pem and publish.pub of the centre's folder into a kiosk's; what is not there is said.
 * ERR_INPUT, ERR_IO: said on stderr.
 */
enum err enrol_hand_out(const char *folder, const char *out) MUST_CHECK;

/* Brings the schema up to date and says what ran. */
int migrate_database(struct database *db);

#endif
