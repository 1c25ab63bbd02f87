#include "programs/reader/desk.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "card/read.h"
#include "drivers/reader/open.h"

#include <errno.h>
#include <string.h>
#include <time.h>

/* A whole read, its retry included: LINK_READ_MS less what a driver may take to give up. */
#define STATION_READ_MS 2600
/* A read that failed is begun anew when as much is left. */
#define RETRY_LEFT_MS 300
/* For so long a card that slipped may be laid back, and be read as if nothing had happened. */
#define BACK_MS 1200
/* Between two attempts to open a reader that is not there. */
#define REOPEN_MS 500
/* Between two looks whether the card still lies there. */
#define PRESENT_MS 200
/* One round of waiting for a card, less than CALL_DUE_MS by what a last look may take. */
#define WAIT_MS 2300

/* The longest that a driver may be out: a read, and what is left of LINK_READ_MS but a tick. */
#define OPEN_DUE_MS 5000
#define CALL_DUE_MS 2850

/* ---- what the main thread must know ---- */

static void go_out(struct station *s, int ms)
{
	atomic_store(&s->due_us, clock_us() + (int64_t)ms * 1000);
}

static void come_back(struct station *s)
{
	atomic_store(&s->due_us, 0);
}

static void tell(struct station *s, enum link_event_kind kind, uint32_t id)
{
	const struct link_event event = { .kind = kind, .id = id, .reader = s->index };

	desk_send(s->desk, &event);
}

static void tell_failure(struct station *s, enum link_failure failure, uint32_t id)
{
	const struct link_event event = {
		.kind = LINK_FAILED,
		.id = id,
		.reader = s->index,
		.failure = failure,
	};

	log_info("reader %d: read failed: %s", s->index, link_failure_name(failure));
	desk_send(s->desk, &event);
}

static void tell_state(struct station *s, enum link_reader_state state)
{
	struct link_event event = { .kind = LINK_READER, .reader = s->index, .state = state };

	if (s->told == state)
		return;
	s->told = state;
	if (text_copy(event.name, sizeof(event.name), s->spec))
		event.name[0] = 0;
	log_info("reader %d (%s): %s", s->index, s->spec,
		 state == LINK_READER_READY ? "ready" :
		 state == LINK_READER_BUSY ? "another program has it" : "missing");
	desk_send(s->desk, &event);
}

/* ---- waiting, under the desk's lock ---- */

static void sleep_until_changed(struct station *s, int ms)
{
	struct timespec until = clock_after(ms);

	pthread_cond_timedwait(&s->wake, &s->desk->lock, &until);
}

static bool watching(struct station *s)
{
	bool on;

	pthread_mutex_lock(&s->desk->lock);
	on = s->desk->watching && s->round == s->desk->round && !s->desk->quit;
	pthread_mutex_unlock(&s->desk->lock);
	return on;
}

/* What the last WATCH asked for. */
static bool wants_everything(struct station *s)
{
	bool everything;

	pthread_mutex_lock(&s->desk->lock);
	everything = s->desk->everything;
	pthread_mutex_unlock(&s->desk->lock);
	return everything;
}

static bool closing(struct station *s)
{
	bool quit;

	pthread_mutex_lock(&s->desk->lock);
	quit = s->desk->quit;
	pthread_mutex_unlock(&s->desk->lock);
	return quit;
}

/* False when the desk closes. */
static bool wait_until_watching(struct station *s)
{
	bool quit;

	pthread_mutex_lock(&s->desk->lock);
	while (!s->desk->watching && !s->desk->quit)
		pthread_cond_wait(&s->wake, &s->desk->lock);
	s->round = s->desk->round;
	quit = s->desk->quit;
	pthread_mutex_unlock(&s->desk->lock);
	return !quit;
}

/* Waits for a request; false: none came in ms, or watching has ended. */
static bool take_request(struct station *s, int ms, struct link_request *ret_request)
{
	bool taken;

	pthread_mutex_lock(&s->desk->lock);
	if (!s->has_request && s->desk->watching && !s->desk->quit)
		sleep_until_changed(s, ms);
	taken = s->has_request;
	if (taken) {
		*ret_request = s->request;
		explicit_bzero(&s->request, sizeof(s->request));
		s->has_request = false;
	}
	pthread_mutex_unlock(&s->desk->lock);
	return taken;
}

/* Takes the place of "the card" at the desk; false when another station holds one. */
static bool claim_card(struct station *s)
{
	bool free = true;

	pthread_mutex_lock(&s->desk->lock);
	for (int i = 0; i < s->desk->count; i++)
		free = free && !s->desk->stations[i].holds_card;
	s->holds_card = free;
	pthread_mutex_unlock(&s->desk->lock);
	return free;
}

static void give_card_up(struct station *s)
{
	pthread_mutex_lock(&s->desk->lock);
	s->holds_card = false;
	explicit_bzero(&s->request, sizeof(s->request));
	s->has_request = false;
	pthread_mutex_unlock(&s->desk->lock);
	explicit_bzero(&s->card, sizeof(s->card));
}

/* ---- opening and losing the reader ---- */

static void set_reader(struct station *s, struct reader *reader)
{
	pthread_mutex_lock(&s->desk->lock);
	s->reader = reader;
	pthread_mutex_unlock(&s->desk->lock);
}

static bool open_reader(struct station *s)
{
	struct reader *reader = NULL;
	enum err err;

	go_out(s, OPEN_DUE_MS);
	err = reader_open(s->spec, &reader);
	come_back(s);
	if (err) {
		tell_state(s, err == ERR_DENIED ? LINK_READER_BUSY : LINK_READER_MISSING);
		return false;
	}
	set_reader(s, reader);
	tell_state(s, LINK_READER_READY);
	return true;
}

static void close_reader(struct station *s)
{
	struct reader *reader = s->reader;

	set_reader(s, NULL);
	go_out(s, OPEN_DUE_MS);
	reader_close(reader);
	come_back(s);
}

static void lose_reader(struct station *s)
{
	close_reader(s);
	tell_state(s, LINK_READER_MISSING);
}

static void pause_before_reopening(struct station *s)
{
	pthread_mutex_lock(&s->desk->lock);
	if (!s->desk->quit)
		sleep_until_changed(s, REOPEN_MS);
	pthread_mutex_unlock(&s->desk->lock);
}

/* ---- reading a card ---- */

static void on_step(void *context, int steps)
{
	struct station *s = context;
	const struct link_event event = {
		.kind = LINK_PROGRESS,
		.id = atomic_load(&s->serving),
		.reader = s->index,
		.done = (uint8_t)(steps < CARD_STEPS ? steps : CARD_STEPS),
		.total = CARD_STEPS,
	};

	desk_send(s->desk, &event);
}

/* Finds the card of before again; ERR_REMOVED when it does not come back, or another does. */
static enum err find_again(struct station *s, struct deadline deadline)
{
	int ms = deadline_left_within(deadline, BACK_MS);
	struct reader_card now;
	enum err err;

	reader_release(s->reader);
	err = ms > 0 ? reader_wait(s->reader, ms, &now) : ERR_TIMEOUT;
	if (err == ERR_ABSENT || (!err && !reader_same_card(&s->card, &now)))
		return ERR_REMOVED;
	return err;
}

static bool worth_another_try(enum err err, struct deadline deadline)
{
	return err && err != ERR_GONE && err != ERR_DENIED && err != ERR_CANCELLED &&
	       deadline_left_ms(deadline) > RETRY_LEFT_MS;
}

/*
 * Reads the card, and once more from the start when that went wrong and the
 * same card is there again: hands shake.  Never a second time with a PIN,
 * because the card may have counted a try whose answer was lost.
 */
static enum err read_card(struct station *s, const char *pin, struct card_reading *reading)
{
	bool everything = wants_everything(s);
	int more_ms = everything ? LINK_EVERYTHING_MS : 0;
	const struct card_wish wish = {
		.sam = desk_sam(s->desk),
		.pin = pin,
		.everything = everything,
		.deadline = deadline_in(STATION_READ_MS + more_ms),
		.on_step = on_step,
		.context = s,
	};
	enum err err, again;

	go_out(s, CALL_DUE_MS + more_ms);
	err = card_read(s->reader, &s->card, &wish, reading);
	if (!pin && worth_another_try(err, wish.deadline) && !atomic_load(&s->cancelled)) {
		again = find_again(s, wish.deadline);
		err = again ? (again == ERR_GONE ? ERR_GONE : err) :
			      card_read(s->reader, &s->card, &wish, reading);
	}
	come_back(s);
	return atomic_load(&s->cancelled) ? ERR_CANCELLED : err;
}

static enum link_failure failure_of(const struct station *s, enum err err)
{
	switch (err) {
	case ERR_GONE:
		return LINK_READER_LOST;
	case ERR_REMOVED:
		return LINK_LIFTED_EARLY;
	case ERR_TIMEOUT:
		return LINK_SLOW;
	case ERR_CANCELLED:
		return LINK_CANCELLED;
	case ERR_DENIED:
		return s->card.tech == TECH_TYPE_B ? LINK_OTHER_READER : LINK_REFUSED;
	default:
		return LINK_UNREADABLE;
	}
}

static void tell_reading(struct station *s, const struct card_reading *reading, uint32_t id,
			 bool pin)
{
	struct link_event event = {
		.kind = pin ? LINK_PIN_RESULT : LINK_HOLDER,
		.id = id,
		.reader = s->index,
		.holder = reading->holder,
		.extra = reading->extra,
		.pin = reading->pin,
		.tries_left = reading->tries_left,
	};

	desk_send(s->desk, &event);
	explicit_bzero(&event, sizeof(event));
}

/* Reads for a request (id 0: for the card just laid) and tells what came of it. */
static enum err read_and_tell(struct station *s, const struct link_request *request)
{
	const char *pin = request->kind == LINK_PIN ? request->pin : NULL;
	struct card_reading reading;
	enum err err;

	atomic_store(&s->serving, request->id);
	err = read_card(s, pin, &reading);
	if (err)
		tell_failure(s, failure_of(s, err), request->id);
	else
		tell_reading(s, &reading, request->id, pin);
	explicit_bzero(&reading, sizeof(reading));
	atomic_store(&s->serving, 0);
	return err;
}

/* ---- while a card lies there ---- */

static enum err is_present(struct station *s)
{
	enum err err;

	go_out(s, CALL_DUE_MS);
	err = reader_present(s->reader, &s->card);
	come_back(s);
	return err;
}

/* Serves requests until the card is lifted, the reader lost or watching ends (ERR_OK). */
static enum err hold_card(struct station *s)
{
	enum err err = ERR_OK;

	while (!err && watching(s)) {
		struct link_request request;

		if (take_request(s, PRESENT_MS, &request)) {
			atomic_store(&s->cancelled, false);
			err = read_and_tell(s, &request);
			explicit_bzero(&request, sizeof(request));
			err = err == ERR_GONE ? err : ERR_OK;
		} else if (watching(s)) {
			err = is_present(s);
		}
	}
	return err;
}

/* Two cards: waits until at most one is left, which is then met as a new one. */
static enum err hold_second(struct station *s)
{
	bool second = true;
	enum err err = ERR_OK;

	tell(s, LINK_SECOND, 0);
	while (!err && second && watching(s)) {
		struct link_request none;

		if (take_request(s, PRESENT_MS, &none))
			tell_failure(s, LINK_NO_CARD, none.id);
		go_out(s, CALL_DUE_MS);
		reader_release(s->reader);
		err = reader_wait(s->reader, 1, &s->card);
		if (!err)
			err = reader_second(s->reader, &second);
		come_back(s);
	}
	return err;
}

static enum err meet_card(struct station *s)
{
	static const struct link_request laid = { .kind = LINK_READ };
	bool second = false;
	enum err err;

	tell(s, LINK_LAID, 0);
	if (!claim_card(s)) {
		tell(s, LINK_SECOND, 0);
		return hold_card(s);
	}
	go_out(s, CALL_DUE_MS);
	err = reader_second(s->reader, &second);
	come_back(s);
	if (!err && second)
		return hold_second(s);
	if (err)
		tell_failure(s, failure_of(s, err), 0);
	else
		err = read_and_tell(s, &laid);
	return err == ERR_GONE ? err : hold_card(s);
}

static void serve_card(struct station *s)
{
	enum err err;

	atomic_store(&s->cancelled, false);
	err = meet_card(s);
	give_card_up(s);
	s->owes_lifted = !watching(s);
	if (!s->owes_lifted)
		tell(s, LINK_LIFTED, 0);
	if (err == ERR_GONE) {
		lose_reader(s);
		return;
	}
	go_out(s, CALL_DUE_MS);
	reader_release(s->reader);
	come_back(s);
}

static void watch_once(struct station *s)
{
	enum err err;

	go_out(s, CALL_DUE_MS);
	err = reader_wait(s->reader, WAIT_MS, &s->card);
	come_back(s);
	if (err == ERR_ABSENT && s->owes_lifted) {
		s->owes_lifted = false;
		tell(s, LINK_LIFTED, 0);
	}
	/* Found when watching had ended or begun anew: it is met in the next round. */
	if (!err && watching(s))
		serve_card(s);
	else if (!err)
		reader_release(s->reader);
	else if (err != ERR_ABSENT && err != ERR_CANCELLED)
		lose_reader(s);
}

void *station_run(void *station)
{
	struct station *s = station;

	while (!closing(s)) {
		if (!s->reader && !open_reader(s))
			pause_before_reopening(s);
		else if (wait_until_watching(s))
			watch_once(s);
	}
	close_reader(s);
	return NULL;
}
