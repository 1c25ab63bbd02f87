/*
 * kiosk-reader: the process in which card readers may do their worst.
 *
 *     kiosk-reader --fd N --reader SPEC [--reader SPEC …] [--sam SPEC]
 *         [--quiet]
 *
 * N is one end of a socket pair (card/link.h).  The process ends when the
 * other end is closed, at QUIT, and by itself when a driver does not come back
 * in time; whoever started it starts it again.
 */
#include "programs/reader/desk.h"

#include "base/clock.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "card/deadline.h"
#include "confine/confine.h"
#include "drivers/reader/open.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READER_HELP \
	"kiosk-reader: reads cards for a kiosk, which starts it\n" \
	"  --fd N             the kiosk's end of a socket pair\n" \
	"  --reader SPEC      libnfc:DEVICE, pcsc:NAME, samv:PATH or sim:FILE; several\n" \
	"  --sam SPEC         soft:FILE, pcsc:NAME or hsm:SOCKET\n" \
	"  --quiet            logs only what failed\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

/* How often the clock is looked at while nothing is due: before any CALL_DUE_MS has passed. */
#define TICK_MS 2000
#define EXIT_STALLED 70

static int usage(void)
{
	fprintf(stderr, "usage: kiosk-reader --fd N --reader SPEC [--reader SPEC …]"
			" [--sam SPEC] [--quiet]\n");
	return 2;
}

void desk_send(struct desk *desk, const struct link_event *event)
{
	pthread_mutex_lock(&desk->sending);
	if (link_send_event(desk->fd, event))
		log_debug("the kiosk does not listen");
	pthread_mutex_unlock(&desk->sending);
}

/* ---- requests ---- */

/* Wakes a station, out of a wait too.  Under the lock. */
static void nudge(struct station *s)
{
	pthread_cond_broadcast(&s->wake);
	if (s->reader)
		reader_cancel(s->reader);
}

static void set_watching(struct desk *desk, bool on, bool everything)
{
	pthread_mutex_lock(&desk->lock);
	desk->watching = on;
	desk->everything = everything;
	desk->round += on;
	for (int i = 0; i < desk->count; i++) {
		if (!on)
			atomic_store(&desk->stations[i].cancelled, true);
		nudge(&desk->stations[i]);
	}
	pthread_mutex_unlock(&desk->lock);
}

static void refuse(struct desk *desk, const struct link_request *request)
{
	const struct link_event event = {
		.kind = LINK_FAILED,
		.id = request->id,
		.failure = LINK_NO_CARD,
	};

	desk_send(desk, &event);
}

/* To the station where the card lies. */
static void hand_on(struct desk *desk, const struct link_request *request)
{
	struct station *holder = NULL;

	pthread_mutex_lock(&desk->lock);
	for (int i = 0; i < desk->count; i++) {
		if (desk->stations[i].holds_card && !desk->stations[i].has_request)
			holder = &desk->stations[i];
	}
	if (holder) {
		holder->request = *request;
		holder->has_request = true;
		pthread_cond_broadcast(&holder->wake);
	}
	pthread_mutex_unlock(&desk->lock);
	if (!holder)
		refuse(desk, request);
}

static void cancel_all(struct desk *desk)
{
	for (int i = 0; i < desk->count; i++)
		atomic_store(&desk->stations[i].cancelled, true);
}

/* False at QUIT. */
static bool obey(struct desk *desk, const struct link_request *request)
{
	switch (request->kind) {
	case LINK_WATCH:
		set_watching(desk, request->on, request->everything);
		break;
	case LINK_READ:
	case LINK_PIN:
		hand_on(desk, request);
		break;
	case LINK_CANCEL:
		cancel_all(desk);
		break;
	case LINK_QUIT:
		return false;
	}
	return true;
}

/* ---- the clock ---- */

/*
 * A driver that does not come back holds a thread that nothing can free: the
 * visitor is told, and the process ends.
 */
static void check_stations(struct desk *desk)
{
	int64_t now = clock_us();

	for (int i = 0; i < desk->count; i++) {
		struct station *s = &desk->stations[i];
		int64_t due = atomic_load(&s->due_us);
		const struct link_event event = {
			.kind = LINK_FAILED,
			.id = atomic_load(&s->serving),
			.reader = s->index,
			.failure = LINK_SLOW,
		};

		if (due == 0 || now < due)
			continue;
		log_error("reader %d (%s) does not come back: the process ends", i, s->spec);
		desk_send(desk, &event);
		_exit(EXIT_STALLED);
	}
}

/* ms until a driver must be back, TICK_MS at most. */
static int patience_ms(const struct desk *desk)
{
	int64_t least = TICK_MS * 1000, now = clock_us();

	for (int i = 0; i < desk->count; i++) {
		int64_t due = atomic_load(&desk->stations[i].due_us);

		if (due && due - now < least)
			least = due - now;
	}
	return least < 0 ? 0 : (int)(least / 1000) + 1;
}

static void serve(struct desk *desk)
{
	for (;;) {
		struct link_request request;
		enum err err = link_receive_request(desk->fd, patience_ms(desk), &request);
		bool goes_on = true;

		if (!err) {
			goes_on = obey(desk, &request);
			explicit_bzero(&request, sizeof(request));
		}
		if (!goes_on || (err && err != ERR_TIMEOUT))
			return;
		check_stations(desk);
	}
}

/* ---- start and end ---- */

static void init_station(struct desk *desk, int index)
{
	struct station *s = &desk->stations[index];
	pthread_condattr_t monotonic;

	s->desk = desk;
	s->index = (uint8_t)index;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&s->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

/* Signals would restart libnfc's waits with a fresh time-out: stations see none. */
static bool start_stations(struct desk *desk)
{
	sigset_t all, before;
	bool started = true;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	for (int i = 0; i < desk->count && started; i++) {
		init_station(desk, i);
		started = pthread_create(&desk->stations[i].thread, NULL, station_run,
					 &desk->stations[i]) == 0;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

static void close_desk(struct desk *desk)
{
	pthread_mutex_lock(&desk->lock);
	desk->quit = true;
	for (int i = 0; i < desk->count; i++) {
		atomic_store(&desk->stations[i].cancelled, true);
		nudge(&desk->stations[i]);
	}
	pthread_mutex_unlock(&desk->lock);
	for (int i = 0; i < desk->count; i++)
		pthread_join(desk->stations[i].thread, NULL);
	if (desk->sam.spec)
		shared_sam_finish(&desk->sam);
}

static bool take_arguments(int argc, char **argv, struct desk *desk)
{
	static const struct option options[] = {
		{ "fd", required_argument, NULL, 'f' },
		{ "reader", required_argument, NULL, 'r' },
		{ "sam", required_argument, NULL, 's' },
		{ "quiet", no_argument, NULL, 'q' },
		{ 0 },
	};
	int option;

	desk->fd = -1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'f')
			desk->fd = (int)strtol(optarg, NULL, 10);
		else if (option == 's')
			shared_sam_init(&desk->sam, optarg);
		else if (option == 'r' && desk->count < LINK_READERS_MAX)
			desk->stations[desk->count++].spec = optarg;
		else if (option == 'q')
			log_open("kiosk-reader", LOG_ERROR);
		else
			return false;
	}
	return desk->fd >= 0 && desk->count > 0 && optind == argc;
}

/* "soft:FILE", "sim:FILE": the file, as it was named; a name that is no file is left out. */
static const char *path_within(const char *spec)
{
	const char *colon = strrchr(spec, ':');

	return colon ? colon + 1 : "";
}

static bool knows_readers(const struct desk *desk)
{
	for (int i = 0; i < desk->count; i++) {
		const char *spec = desk->stations[i].spec;

		if (reader_knows(spec))
			continue;
		fprintf(stderr, "kiosk-reader: no reader \"%s\": want libnfc:DEVICE, pcsc:NAME, "
				"samv:PATH, samv:pcsc:NAME or sim:FILE\n", spec);
		return false;
	}
	return true;
}

/* Devices, and the files that stand for one; libusb and pcscd are found below /sys and /run. */
static enum err give_up(const struct desk *desk)
{
	struct confine needs = {
		.reads = { "/usr", "/lib", "/lib64", "/etc", "/proc", "/sys", "/run" },
		.writes = { "/dev" },
		.alone = true,
	};
	int n = 7;

	if (desk->sam.spec)
		needs.reads[n++] = path_within(desk->sam.spec);
	for (int i = 0; i < desk->count && n < CONFINE_PATHS_MAX; i++)
		needs.reads[n++] = path_within(desk->stations[i].spec);
	return confine(&needs);
}

int main(int argc, char **argv)
{
	static struct desk desk = {
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.sending = PTHREAD_MUTEX_INITIALIZER,
	};

	harden();
	log_open("kiosk-reader", LOG_INFO);
	if (program_tells(argv, "kiosk-reader", program_version, READER_HELP))
		return 0;
	if (!take_arguments(argc, argv, &desk))
		return usage();
	if (!knows_readers(&desk))
		return 2;
	if (give_up(&desk) || !start_stations(&desk))
		return 3;
	serve(&desk);
	alarm(3);	/* a driver that hangs does not keep us */
	close_desk(&desk);
	return 0;
}
