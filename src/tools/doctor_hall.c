#include "tools/doctor.h"

#include "base/clock.h"
#include "store/store.h"
#include "tools/disk_state.h"

#include <errno.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- nothing of the demonstration ---- */

static void tell_setting(void *context, const struct diag *diag)
{
	char line[DOCTOR_LINE_MAX];

	diag_format(diag, line, sizeof(line));
	doctor_fault(context, "configuration", "%s", line);
}

static void examine_settings(struct doctor *d)
{
	struct config_paths paths = { d->paths.config, d->paths.data, d->paths.run };
	static struct config as_a_hall;

	if (config_check(&paths, true, &as_a_hall, tell_setting, d) == ERR_OK)
		doctor_well(d, "settings", "nothing of the demonstration is left");
}

/* ---- who runs it, and whose the files are ---- */

static const char *user_name(uid_t uid, char out[64])
{
	const struct passwd *user = getpwuid(uid);

	if (user)
		snprintf(out, 64, "%s", user->pw_name);
	else
		snprintf(out, 64, "%u", (unsigned int)uid);
	return out;
}

static void examine_user(struct doctor *d)
{
	char name[64];

	if (geteuid() == 0)
		doctor_fault(d, "user", "root, who may do everything: what a kiosk may is not "
			     "told; run: runuser -u skills-kiosk -- skills-kiosk doctor "
			     "--production");
	else
		doctor_well(d, "user", "%s", user_name(geteuid(), name));
}

/* Of a folder that may not be looked into, the folder itself. */
static bool find_owner(const struct doctor *d, const char *path, uid_t *ret_owner)
{
	struct stat st;

	if (stat(path, &st) != 0 && (errno != EACCES || stat(d->paths.data, &st) != 0))
		return false;
	*ret_owner = st.st_uid;
	return true;
}

/* A command that root ran leaves files that the kiosk cannot write. */
static bool is_anothers(struct doctor *d, const char *name)
{
	char path[PATHS_LENGTH_MAX + 32], owner_name[64], user[64];
	uid_t owner;

	snprintf(path, sizeof(path), "%s/%s", d->paths.data, name);
	if (!find_owner(d, path, &owner) || owner == geteuid() || geteuid() == 0)
		return false;
	user_name(geteuid(), user);
	doctor_fault(d, "owner", "%s belongs to %s, not to %s; as root: chown -R %s: %s", path,
		     user_name(owner, owner_name), user, user, d->paths.data);
	return true;
}

static void examine_owners(struct doctor *d)
{
	static const char *const names[] = {
		".", "key", "store.db", "store.db-wal", "store.db-shm", "tally", "store.good",
		"signing", "packs",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (is_anothers(d, names[i]))
			return;
	}
	doctor_well(d, "owner", "all of %s is this user's", d->paths.data);
}

/* ---- the disk ---- */

/* Years of applications and lines of the log; what a night's copy takes besides. */
#define ROOM_WANTED_MIB 512
/* What the makers of such memory call near its end. */
#define WEAR_MAX_PERCENT 90

static void examine_wear(struct doctor *d)
{
	struct disk_state disk;

	if (disk_look(d->paths.data, &disk))
		return;	/* the store's own line says what is wrong with the folder */
	if (disk.errors > 0)
		doctor_fault(d, "disk", "its file system has noted %" PRId64 " errors; save the "
			     "store with skills-kiosk store backup, then renew the disk",
			     disk.errors);
	else if (disk.wear_percent >= WEAR_MAX_PERCENT)
		doctor_fault(d, "disk", "%d %% of its life is used; save the store with "
			     "skills-kiosk store backup, then renew the disk", disk.wear_percent);
	else if (disk.free_mib < ROOM_WANTED_MIB)
		doctor_fault(d, "disk", "%" PRId64 " MiB are free for %s; free at least %d",
			     disk.free_mib, d->paths.data, ROOM_WANTED_MIB);
	else if (disk.wear_percent < 0)
		doctor_well(d, "disk", "%" PRId64 " MiB free; how worn it is it does not say",
			    disk.free_mib);
	else
		doctor_well(d, "disk", "%" PRId64 " MiB free, %d %% of its life used",
			    disk.free_mib, disk.wear_percent);
}

/* ---- what the store holds ---- */

static void first_finding(void *context, const char *finding)
{
	char *first = context;

	if (!first[0])
		snprintf(first, DOCTOR_LINE_MAX / 2, "%s", finding);
}

static void examine_registers(struct doctor *d, const struct store_counts *n)
{
	const struct { int64_t count; const char *kind; } needed[] = {
		{ n->institutions, "institutions" }, { n->courses, "catalogue" },
		{ n->standards, "standards" }, { n->people, "register" },
	};

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (needed[i].count == 0)
			doctor_fault(d, "data", "no %s: skills-kiosk import %s FILE.csv",
				     needed[i].kind, needed[i].kind);
	}
}

void doctor_examine_contents(struct doctor *d, struct store *store)
{
	char first[DOCTOR_LINE_MAX / 2] = "";
	struct store_counts counts;
	int findings = 0;

	if (store_check(store, first_finding, first, &findings) || store_count(store, &counts)) {
		doctor_fault(d, "contents", "they cannot be read; run: skills-kiosk store check");
		return;
	}
	if (findings > 0)
		doctor_fault(d, "contents", "%d findings, the first: %s; run: skills-kiosk store "
			     "restore", findings, first);
	else
		doctor_well(d, "contents", "each row verifies");
	examine_registers(d, &counts);
}

void doctor_examine_hall(struct doctor *d)
{
	if (!d->production)
		return;
	examine_settings(d);
	examine_user(d);
	examine_owners(d);
	examine_wear(d);
}
