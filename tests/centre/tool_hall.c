/*
 * A kiosk without its glass: a store, what sends its outbox on (kiosk/courier_news.h) and
 * a kiosk-courier.  It signs applications by itself and goes on where it was killed.
 *
 *	tool-hall DATA URL KEYS CONFIG KIOSK COUNT PEOPLE BEFORE
 *
 * KIOSK: its number, 1 to 9; COUNT: of applications; PEOPLE: who sign them; BEFORE: so many
 * are signed while there is no centre.  On stdout a line for each: "signed", "again" (the
 * centre had it), "done" (all are signed, none waits), "empty" (and all are archived).
 * SIGUSR1: some of what the centre has is sent again; SIGUSR2: what is archived is asked.
 */
#include "base/clock.h"
#include "base/log.h"
#include "core/idno.h"
#include "kiosk/kiosk.h"
#include "store/import.h"
#include "wire/courier_link.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A rest of minutes would only make the trial long. */
#define REST_MS 20
/* Visits go on while nothing can be sent. */
#define VISIT_MS 25
#define BATCH 3

static struct kiosk kiosk;
static struct course *courses;
static int course_count;
static int number, count, people, before, saved;
static int64_t saved_ms;
static bool was_done;
static volatile sig_atomic_t send_again, ask_archived;

static void say(const char *line)
{
	if (write(STDOUT_FILENO, line, strlen(line)) < 0)
		exit(4);
}

static void on_signal(int signal)
{
	if (signal == SIGUSR1)
		send_again = 1;
	else
		ask_archived = 1;
}

/* ---- who signs what: drawn from the application's number alone ---- */

/* The same people in each hall, so that they meet over one person's year. */
static void make_id_no(uint32_t who, char ret_id_no[IDNO_TEXT_MAX])
{
	static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	snprintf(ret_id_no, IDNO_TEXT_MAX, "33029919%02u%02u%02u%03u", 60 + who / 12 % 40,
		 1 + who % 12, 1 + who / 480 % 28, who / 13440 % 1000);
	for (int i = 0; i < 17; i++)
		sum += weights[i] * (ret_id_no[i] - '0');
	ret_id_no[17] = "10X98765432"[sum % 11];
	ret_id_no[18] = 0;
}

static uint32_t draw(int application, uint32_t salt)
{
	uint32_t x = (uint32_t)(number * 1000000 + application) * 2654435761u + salt * 40503u;

	x ^= x >> 15;
	x *= 2246822519u;
	return x ^ x >> 13;
}

static void fill(struct application *a, int application)
{
	const struct course *course = &courses[draw(application, 1) % (uint32_t)course_count];

	memset(a, 0, sizeof(*a));
	snprintf(a->key, sizeof(a->key), "%032x", (unsigned)(number * 0x1000000 + application));
	snprintf(a->terminal, sizeof(a->terminal), "%d 号自助终端", number);
	snprintf(a->hall, sizeof(a->hall), "示例大厅");
	make_id_no(draw(application, 2) % (uint32_t)people, a->holder.id_no);
	snprintf(a->holder.name, sizeof(a->holder.name), "陈莉");
	a->signed_at = 1615772400 + application;
	a->decision_date = (struct date){ 2020 + (int)(draw(application, 3) % 2), 3, 15 };
	memset(a->pack_hash, 'a', sizeof(a->pack_hash) - 1);
	snprintf(a->course.id, sizeof(a->course.id), "%s", course->id);
	a->item_count = 1;
	snprintf(a->items[0].benefit, sizeof(a->items[0].benefit), "TRAIN");
	a->method = SIGN_INK;
	for (int i = 0; i < 100; i++) {
		struct ink_point point = { .x = (uint16_t)(40 * i), .y = (uint16_t)(9 * i) };

		ink_add(&a->ink, point);
	}
}

/* Every course of the demonstration; most have begun before the day on which they are sent. */
static int take_courses(void)
{
	struct import_result result;
	struct diag diag;
	char path[PATH_MAX];
	static const char *const kinds[] = { "institutions", "catalogue", "standards" };
	struct course_filter any = { 0 };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (snprintf(path, sizeof(path), "%s/demo-data/%s.csv", kiosk.paths.config,
			     kinds[i]) >= (int)sizeof(path) ||
		    import_file(kiosk.store, kinds[i], path, &result, &diag))
			return 3;
	}
	return store_all_courses(kiosk.store, &any, &courses, &course_count) || course_count == 0 ?
		3 : 0;
}

static void sign_one(void)
{
	static struct application application;
	char receipt_no[RECEIPT_NO_MAX];

	fill(&application, saved + 1);
	if (store_reserve(kiosk.store, application.key) ||
	    store_submit(kiosk.store, &application, receipt_no) != STORE_SAVED)
		exit(5);
	saved++;
	saved_ms = clock_ms();
	say("signed\n");
	courier_kick(&kiosk);
}

/* ---- the courier ---- */

static void courier_args(void *context, const char *args[HELPER_ARGS_MAX])
{
	(void)context;
	*args++ = "--to";
	*args++ = kiosk.config.centre;
	*args++ = "--keys";
	*args++ = kiosk.config.centre_keys;
	*args++ = "--quiet";
}

/* Its heartbeat would ask the printer, which is not there. */
static void start(void *context)
{
	courier_started(context);
	kiosk.heartbeat.due_ms = INT64_MAX;
}

static enum err hear(void *context, const uint8_t *data, size_t size)
{
	if (memmem(data, size, "\"again\"", 7))
		say("again\n");
	return courier_news(context, data, size);
}

static const struct helper_ops courier_ops = {
	.program = "kiosk-courier",
	.stall_ms = 60000,
	.args = courier_args,
	.started = start,
	.message = hear,
	.lost = courier_lost,
};

/* ---- turns ---- */

static void obey_signals(void)
{
	struct outbox_row rows[4];
	int found = 0;

	if (ask_archived)
		kiosk.courier_desk.marks_ms = 0;
	if (send_again && outbox_taken(kiosk.store, (int64_t)draw(saved, 4) % (saved + 1), 4, rows,
				       &found))
		exit(5);
	for (int i = 0; i < found; i++) {
		if (outbox_mark(kiosk.store, rows[i].seq, OUTBOX_WAITING, ""))
			exit(5);
	}
	if (found > 0)
		courier_kick(&kiosk);
	ask_archived = send_again = 0;
}

/* What was signed before there was a centre is noted as taken, without its word. */
static enum err count_row(void *context, const struct outbox_row *row)
{
	int *rows = context;

	rows[0]++;
	rows[1] += row->state == OUTBOX_WAITING || !row->answer[0];
	return ERR_OK;
}

static void tell_how_it_stands(void)
{
	int rows[2] = { 0 };

	if (saved < count || kiosk.courier_desk.round_ms != INT64_MAX ||
	    outbox_each(kiosk.store, count_row, rows) || rows[1] > 0)
		return;
	if (!was_done)
		say("done\n");
	was_done = true;
	if (rows[0] == 0) {
		say("empty\n");
		exit(0);
	}
}

static void turn(void)
{
	struct courier_desk *c = &kiosk.courier_desk;
	bool idle = c->round_ms == INT64_MAX && !c->item_id;

	obey_signals();
	for (int i = 0; i < BATCH && saved < count; i++) {
		if (idle || clock_ms() > saved_ms + VISIT_MS)
			sign_one();
	}
	c->rest_ms = REST_MS;
	courier_mind(&kiosk);
	helpers_mind(kiosk.helpers);
	tell_how_it_stands();
}

static int due_ms(void)
{
	int due = courier_due_ms(&kiosk), helpers = helpers_due_ms(kiosk.helpers);

	if (due < 0 || (helpers >= 0 && helpers < due))
		due = helpers;
	return due < 0 || due > VISIT_MS ? VISIT_MS : due;
}

static int begin(char **argv)
{
	struct store_counts counts;

	snprintf(kiosk.paths.data, sizeof(kiosk.paths.data), "%s", argv[1]);
	snprintf(kiosk.config.centre, sizeof(kiosk.config.centre), "%s", argv[2]);
	snprintf(kiosk.config.centre_keys, sizeof(kiosk.config.centre_keys), "%s", argv[3]);
	snprintf(kiosk.paths.config, sizeof(kiosk.paths.config), "%s", argv[4]);
	kiosk.config.demo = true;
	if (store_open(argv[1], &kiosk.store) || store_count(kiosk.store, &counts))
		return 3;
	saved = (int)counts.applications;
	if (take_courses())
		return 3;
	while (saved < before)
		sign_one();
	courier_open(&kiosk);
	fetch_open(&kiosk);
	kiosk.helpers = helpers_create(NULL, NULL);
	if (!kiosk.helpers)
		return 3;
	kiosk.courier = helpers_add(kiosk.helpers, &courier_ops, &kiosk);
	return 0;
}

int main(int argc, char **argv)
{
	const struct sigaction action = { .sa_handler = on_signal };

	if (argc != 9)
		return 2;
	log_open("hall", LOG_WARN);
	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGUSR2, &action, NULL);
	number = atoi(argv[5]);
	count = atoi(argv[6]);
	people = atoi(argv[7]);
	before = atoi(argv[8]);
	if (begin(argv))
		return 3;
	for (;;) {
		turn();
		helpers_wait(kiosk.helpers, due_ms());
	}
}
