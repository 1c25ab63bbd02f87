#include "kiosk/heartbeat.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "kiosk/day.h"
#include "kiosk/kiosk.h"
#include "kiosk/press_news.h"
#include "policy/policy.h"
#include "store/health.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>

/* ---- what outlives a start ---- */

static bool file_path(const struct kiosk *kiosk, char path[PATHS_LENGTH_MAX])
{
	struct text text = text_in(path, PATHS_LENGTH_MAX);

	text_addf(&text, "%s/starts", kiosk->paths.data);
	return !text.full;
}

static void read_starts(const struct kiosk *kiosk, int *ret_starts, int64_t *ret_last_visit)
{
	char path[PATHS_LENGTH_MAX];
	FILE *file = file_path(kiosk, path) ? fopen(path, "re") : NULL;
	int starts;
	int64_t last;

	if (file && fscanf(file, "%d %" SCNd64, &starts, &last) == 2 && starts >= 0 && last >= 0) {
		*ret_starts = starts;
		*ret_last_visit = last;
	}
	if (file)
		fclose(file);
}

static void write_starts(const struct kiosk *kiosk)
{
	char path[PATHS_LENGTH_MAX];
	FILE *file = file_path(kiosk, path) ? fopen(path, "we") : NULL;
	bool ok = file && fprintf(file, "%d %" PRId64 "\n", kiosk->heartbeat.restarts + 1,
				  kiosk->heartbeat.last_visit_s) > 0;

	if (file && fclose(file) != 0)
		ok = false;
	if (!ok)
		log_warn("how often this kiosk began cannot be noted");
}

void heartbeat_begin(struct kiosk *kiosk)
{
	struct heartbeat *h = &kiosk->heartbeat;
	uint8_t chance[(sizeof(h->run) - 1) / 2];

	h->due_ms = INT64_MAX;
	h->started_s = clock_wall_s();
	arc4random_buf(chance, sizeof(chance));
	bytes_to_hex(chance, sizeof(chance), h->run);
	read_starts(kiosk, &h->restarts, &h->last_visit_s);
	write_starts(kiosk);
}

void heartbeat_note(struct kiosk *kiosk, const struct session *before)
{
	if (!kiosk->courier || session_has_person(before) || !session_has_person(&kiosk->session))
		return;
	kiosk->heartbeat.last_visit_s = clock_wall_s();
	write_starts(kiosk);
}

/* ---- telling ---- */

static const char *printer_word(const struct kiosk *kiosk)
{
	if (kiosk->world.no_printer || !helper_runs(kiosk->press))
		return "unknown";
	switch (kiosk->session.devices.printer) {
	case PAPER_EMPTY:
		return "paper_empty";
	case PAPER_STOPPED:
		return "stopped";
	case PAPER_GONE:
		return "broken";
	default:
		return "ready";
	}
}

static int count_readers(const struct kiosk *kiosk)
{
	int count = 0;

	for (unsigned bits = kiosk->readers_ready; bits; bits &= bits - 1)
		count++;
	return count;
}

static void add_store(const struct store_health *health,
		      struct wire_heartbeat *beat)
{
	beat->disk_free = health->room_bytes;
	beat->waiting = health->outbox[OUTBOX_WAITING];
	beat->taken = health->outbox[OUTBOX_TAKEN];
	beat->aside = health->outbox[OUTBOX_ASIDE];
	beat->waiting_since = health->waiting_since;
	for (int i = 0; i < health->import_count && i < WIRE_DATA_MAX; i++) {
		beat->data[i].name = health->imports[i].kind;
		beat->data[i].at = health->imports[i].at;
		beat->data_count = i + 1;
	}
}

static void add_supplies(const struct kiosk *kiosk, struct wire_heartbeat *beat)
{
	const struct machine_state *m = &kiosk->machine;

	for (int i = 0; i < m->supply_count && i < WIRE_SUPPLIES_MAX; i++) {
		beat->supplies[i].name = m->supplies[i].name;
		beat->supplies[i].percent = m->supplies[i].percent;
		beat->supplies[i].low = m->supplies[i].low;
		beat->supply_count = i + 1;
	}
}

static void tell(struct kiosk *kiosk)
{
	static char body[2048];
	const struct heartbeat *h = &kiosk->heartbeat;
	struct wire_heartbeat beat = {
		.now = clock_wall_s(), .started = h->started_s, .last_visit = h->last_visit_s,
		.program = kiosk->world.program,
		.pack = kiosk->pack ? pack_hash(kiosk->pack) : "",
		.printer = printer_word(kiosk), .readers = count_readers(kiosk),
		.restarts = h->restarts, .run = h->run,
	};
	struct store_health health = { 0 };
	struct sysinfo machine;
	struct text out = text_in(body, sizeof(body));

	if (kiosk->store && store_health(kiosk->store, &health))
		log_warn("how the store is cannot be told");
	beat.up = sysinfo(&machine) == 0 ? machine.uptime : 0;
	add_store(&health, &beat);
	add_supplies(kiosk, &beat);
	wire_heartbeat(&out, &beat);
	kiosk->heartbeat.id = courier_send(kiosk, "heartbeat", COURIER_LETTER_MS, body, out.len);
}

void heartbeat_started(struct kiosk *kiosk)
{
	kiosk->heartbeat.due_ms = clock_ms() + HEARTBEAT_FIRST_MS;
}

void heartbeat_lost(struct kiosk *kiosk)
{
	kiosk->heartbeat.due_ms = INT64_MAX;
}

/* ---- what the centre says to it ---- */

static bool clock_was_set(const struct kiosk *kiosk)
{
	const struct heartbeat *h = &kiosk->heartbeat;

	return h->off_known && llabs(day_clock_base_s() - h->off_base_s) > CLOCK_JUMP_S;
}

bool heartbeat_clock_is_wrong(const struct kiosk *kiosk)
{
	const struct heartbeat *h = &kiosk->heartbeat;

	return h->off_known && llabs(h->off_s) >= HEARTBEAT_CLOCK_WRONG_S &&
	       !clock_was_set(kiosk);
}

static void note_twin(struct kiosk *kiosk, bool twin)
{
	struct audit_log_entry entry = { .at = clock_wall_s(), .what = AUDIT_TWIN };

	if (twin == kiosk->heartbeat.twin)
		return;
	kiosk->heartbeat.twin = twin;
	snprintf(entry.detail, sizeof(entry.detail), "%d", twin);
	if (twin)
		log_error("another machine speaks under this kiosk's name: its disk was copied; "
			  "revoke both, and enrol each by a name of its own");
	if (kiosk->store && store_audit(kiosk->store, &entry))
		log_error("audit: %s could not be written", entry.what);
}

static void believe(struct kiosk *kiosk, const struct wire_told *told)
{
	struct heartbeat *h = &kiosk->heartbeat;

	note_twin(kiosk, told->twin);
	h->off_s = clock_wall_s() - told->now;
	h->off_base_s = day_clock_base_s();
	h->off_known = true;
	if (llabs(h->off_s) >= HEARTBEAT_CLOCK_WRONG_S)
		log_error("the clock is off by %lld s: set it right", (long long)h->off_s);
	if (session_is_between_visits(&kiosk->session))
		kiosk_post_activity(kiosk);	/* whether it serves is looked at with a step */
}

bool heartbeat_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct wire_told told;

	if (!kiosk->heartbeat.id || answer->id != kiosk->heartbeat.id)
		return false;
	kiosk->heartbeat.id = 0;
	if (answer->outcome == COURIER_ANSWERED &&
	    wire_told(answer->body, answer->size, &told) == ERR_OK)
		believe(kiosk, &told);
	return true;
}

/* The printer is asked, too: how it is then is told the next time. */
void heartbeat_mind(struct kiosk *kiosk)
{
	if (clock_was_set(kiosk)) {	/* whether it is right now is to be asked anew */
		kiosk->heartbeat.off_known = false;
		kiosk->heartbeat.due_ms = clock_ms();
	}
	if (clock_ms() < kiosk->heartbeat.due_ms)
		return;
	kiosk->heartbeat.due_ms = clock_ms() + HEARTBEAT_MS;
	tell(kiosk);
	grades_tell(kiosk);
	if (session_is_between_visits(&kiosk->session))
		press_ask(kiosk);
}
