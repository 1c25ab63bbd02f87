/*
 * How much a kiosk was used, and how long the machine has been on: whoever looks after it
 * changes paper, ink and disks by that.
 */
#include "tools/doctor.h"

#include "core/date.h"
#include "session/event.h"
#include "store/store.h"

#include <inttypes.h>
#include <stdlib.h>
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

/* ---- what a technician found on the glass (session/device_test.c) ---- */

static const struct { const char *what, *part; } device_words[DEVICE_PART_COUNT] = {
	[DEVICE_TOUCH] = { "device.touch", "touch" },
	[DEVICE_KEYS] = { "device.keys", "keys" },
	[DEVICE_DIGITS] = { "device.digits", "digits" },
	[DEVICE_SWITCHES] = { "device.switches", "switches" },
	[DEVICE_HEADPHONES] = { "device.headphones", "headphones" },
	[DEVICE_SPEAKER] = { "device.speaker", "speaker" },
	[DEVICE_READER] = { "device.reader", "reader" },
	[DEVICE_PRINTER] = { "device.printer", "printer" },
};

static const char *const reason_names[DEVICE_REASON_COUNT] = {
	[DEVICE_REASON_NONE] = "", [DEVICE_SILENT] = ": no answer",
	[DEVICE_WRONG] = ": a wrong answer", [DEVICE_BROKEN] = ": visibly broken",
	[DEVICE_ABSENT] = ": there is none here", [DEVICE_LATER] = ": to be tried later",
};

/* "30 S00000003": ten times the result and its reason, and who found it. */
static void tell_part(struct doctor *d, int part, const struct audit_log_entry *line)
{
	static const char *const results[DEVICE_RESULT_COUNT] = {
		[DEVICE_OPEN] = "not tried", [DEVICE_PASS] = "passed", [DEVICE_FAIL] = "failed",
		[DEVICE_SKIP] = "passed over",
	};
	char day[DATE_TEXT_MAX], *staff;
	long code = strtol(line->detail, &staff, 10);
	long result = code / 10, reason = code % 10;

	if (code < 0 || result >= DEVICE_RESULT_COUNT || reason >= DEVICE_REASON_COUNT)
		return;
	date_format(date_in_china(line->at), day);
	(result == DEVICE_FAIL ? doctor_demand : doctor_well)
		(d, "tried", "%s %s%s; on %s by%s%s", device_words[part].part, results[result],
		 reason_names[reason], day, staff,
		 result == DEVICE_FAIL ? "; mend it and try it again on the glass" : "");
}

static void examine_tried(struct doctor *d, struct store *store)
{
	struct audit_log_entry line;
	int found = 0;

	for (int i = 0; i < DEVICE_PART_COUNT; i++) {
		if (store_audit_newest(store, device_words[i].what, &line) == ERR_OK) {
			tell_part(d, i, &line);
			found++;
		}
	}
	if (found < DEVICE_PART_COUNT)
		doctor_remark(d, "tried", "%d of %d parts were never tried on the glass; lay a "
			      "technician's card and try them", DEVICE_PART_COUNT - found,
			      DEVICE_PART_COUNT);
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
	examine_tried(d, store);
}
