/*
 * How much a kiosk was used, and how long the machine has been on: whoever looks after it
 * changes paper, ink and disks by that.
 */
#include "tools/doctor.h"

#include "core/date.h"
#include "store/store.h"

#include <inttypes.h>
#include <sys/sysinfo.h>

enum use_count {
	USE_VISITS, USE_APPLICATIONS, USE_TAKEN_BACK, USE_PAPERS, USE_FAILED, USE_UNKNOWN,
	USE_KEYS, USE_COUNT,
};

static const char *const use_words[USE_COUNT] = {
	[USE_VISITS] = "card.read",
	[USE_APPLICATIONS] = "application.saved",
	[USE_TAKEN_BACK] = "application.withdrawn",
	[USE_PAPERS] = "paper.out",
	[USE_FAILED] = "paper.failed",
	[USE_UNKNOWN] = "paper.unknown",
	[USE_KEYS] = "key.changed",
};

/* As far back as lines of the log are kept. */
static enum err count_use(struct store *store, int64_t counts[USE_COUNT])
{
	for (int i = 0; i < USE_COUNT; i++) {
		enum err err = store_audit_count(store, use_words[i], 0, &counts[i]);

		if (err)
			return err;
	}
	return ERR_OK;
}

static void tell_use(struct doctor *d, int64_t since_s, const int64_t n[USE_COUNT])
{
	char since[DATE_TEXT_MAX];

	date_format(date_in_china(since_s), since);
	doctor_well(d, "counters", "since %s: %" PRId64 " visits, %" PRId64 " applications, %"
		    PRId64 " taken back; %" PRId64 " papers out, %" PRId64 " failed, %" PRId64
		    " not known; %" PRId64 " new keys of the store", since, n[USE_VISITS],
		    n[USE_APPLICATIONS], n[USE_TAKEN_BACK], n[USE_PAPERS], n[USE_FAILED],
		    n[USE_UNKNOWN], n[USE_KEYS]);
}

static void examine_uptime(struct doctor *d)
{
	struct sysinfo machine;

	if (sysinfo(&machine) == 0)
		doctor_well(d, "uptime", "this machine has been on for %ld days and %ld hours",
			    machine.uptime / DAY_S, machine.uptime % DAY_S / 3600);
}

void doctor_examine_use(struct doctor *d, struct store *store)
{
	struct audit_log_entry first;
	int64_t counts[USE_COUNT];
	int found = 0;
	enum err err = store_audit_log(store, NULL, 0, 1, &first, &found);

	if (!err)
		err = count_use(store, counts);
	if (err)
		return;		/* the store's own line says what is wrong */
	if (found == 0)
		doctor_well(d, "counters", "nobody has been here yet");
	else
		tell_use(d, first.at, counts);
	examine_uptime(d);
}
