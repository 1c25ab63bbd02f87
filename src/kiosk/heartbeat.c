#include "kiosk/heartbeat.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "kiosk/kiosk.h"
#include "kiosk/press_news.h"
#include "policy/policy.h"
#include "store/health.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

	h->due_ms = INT64_MAX;
	h->started_s = clock_wall_s();
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

static void tell(struct kiosk *kiosk)
{
	static char body[2048];
	const struct heartbeat *h = &kiosk->heartbeat;
	struct wire_heartbeat beat = {
		.now = clock_wall_s(), .started = h->started_s, .last_visit = h->last_visit_s,
		.program = kiosk->world.program,
		.pack = kiosk->pack ? pack_hash(kiosk->pack) : "",
		.printer = printer_word(kiosk), .readers = count_readers(kiosk),
		.restarts = h->restarts,
	};
	struct store_health health = { 0 };
	struct text out = text_in(body, sizeof(body));

	if (kiosk->store && store_health(kiosk->store, &health))
		log_warn("how the store is cannot be told");
	add_store(&health, &beat);
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

/* The printer is asked, too: how it is then is told the next time. */
void heartbeat_mind(struct kiosk *kiosk)
{
	if (clock_ms() < kiosk->heartbeat.due_ms)
		return;
	kiosk->heartbeat.due_ms = clock_ms() + HEARTBEAT_MS;
	tell(kiosk);
	if (session_is_between_visits(&kiosk->session))
		press_ask(kiosk);
}
