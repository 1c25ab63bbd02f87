/*
 * doctor: looks at everything that the kiosk of a configuration needs, in the
 * order in which it is used, and says one line of each: well, or what is wrong
 * and how to mend it.  Devices are asked by the same processes as in a visit.
 */
#include "tools/commands.h"
#include "tools/doctor_report.h"
#include "config/config.h"
#include "helpers/waiter.h"
#include "config/paths.h"
#include "helpers/rig.h"
#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "card/link.h"
#include "policy/official/official.h"
#include "policy/policy.h"
#include "receipt/press_link.h"
#include "store/store.h"
#include "tools/key_state.h"
#include "ui/fonts.h"
#include "ui/glass.h"
#include "speech/voice_link.h"

#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How long a device may take to say that it is there. */
#define ANSWER_MS 3000

struct doctor {
	struct paths paths;
	struct config config;
	struct rig rig;
	int faults;
	struct doctor_report report;
};

static void well(struct doctor *d, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);
static void fault(struct doctor *d, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);

static void tell_finding(struct doctor *d, const char *how, const char *what, const char *fmt,
			 va_list list)
{
	char words[1024];

	vsnprintf(words, sizeof(words), fmt, list);
	printf("%-6s %s: %s\n", how, what, words);
	fflush(stdout);
	doctor_report_add(&d->report, how, what, words);
}

static void well(struct doctor *d, const char *what, const char *fmt, ...)
{
	va_list list;

	va_start(list, fmt);
	tell_finding(d, "ok", what, fmt, list);
	va_end(list);
}

/* Nothing stands against going on. */
static void remark(struct doctor *d, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);

static void remark(struct doctor *d, const char *what, const char *fmt, ...)
{
	va_list list;

	va_start(list, fmt);
	tell_finding(d, "remark", what, fmt, list);
	va_end(list);
}

static void fault(struct doctor *d, const char *what, const char *fmt, ...)
{
	va_list list;

	d->faults++;
	va_start(list, fmt);
	tell_finding(d, "FAULT", what, fmt, list);
	va_end(list);
}

/* ---- files ---- */

/* The kiosk goes on without it, and shows no 原文: whoever installed it wants to know. */
static void examine_official(struct doctor *d, const struct pack *pack)
{
	struct official *official = NULL;
	struct diag diag = { 0 };
	char line[1024];

	if (!d->config.official[0])
		return;
	if (official_open(pack, d->config.official, &official, &diag)) {
		diag_format(&diag, line, sizeof(line));
		fault(d, "official text", "%s", line);
		return;
	}
	well(d, "official text", "%s", d->config.official);
	official_close(official);
}

static void examine_clock(struct doctor *d, const struct pack *pack)
{
	struct date today = date_in_china(clock_wall_s()), first = pack_first_day(pack);
	char day[DATE_TEXT_MAX], from[DATE_TEXT_MAX];

	date_format(today, day);
	date_format(first, from);
	if (date_is_set(first) && date_compare(today, first) < 0)
		fault(d, "clock", "it says %s, before the pack's first day %s; set it right", day,
		      from);
	else if (clock_is_kept_right())
		well(d, "clock", "%s", day);
	else
		remark(d, "clock", "it says %s, and nothing keeps it right; switch on NTP or "
		       "PTP: until then each application is marked so", day);
}

static void examine_pack(struct doctor *d)
{
	struct pack *pack;
	struct diag diag = { 0 };
	char line[1024];

	if (pack_load(d->config.pack, &pack, &diag)) {
		diag_format(&diag, line, sizeof(line));
		fault(d, "policy pack", "%s; set pack to a folder that \"pack check\" passes",
		      line);
		return;
	}
	well(d, "policy pack", "%s, hash %s", pack_id(pack), pack_hash(pack));
	examine_clock(d, pack);
	examine_official(d, pack);
	pack_destroy(pack);
}

static void examine_words(struct doctor *d)
{
	struct diag diag = { 0 };
	char line[1024];

	if (words_check(d->paths.words, &diag)) {
		diag_format(&diag, line, sizeof(line));
		fault(d, "words", "%s", line);
	} else if (words_open(d->paths.words)) {
		fault(d, "words", "the locale C.UTF-8 is missing; install libc-bin");
	} else {
		well(d, "words", "%s, %d wordings", d->paths.words, LANG_COUNT);
	}
}

static void examine_font(void *context, const char *package, const char *path, bool there)
{
	if (there)
		well(context, "font", "%s", path);
	else
		fault(context, "font", "%s is missing; install the package %s", path, package);
}

static void examine_fonts(struct doctor *d)
{
	struct diag diag = { 0 };
	char line[1024];

	if (fonts_look(d->paths.fonts, examine_font, d, &diag)) {
		diag_format(&diag, line, sizeof(line));
		fault(d, "fonts", "%s", line);
	}
}

static const char *trouble_of_store(struct store *store)
{
	switch (store_state(store)) {
	case STORE_OUT_OF_SERVICE:
		return "a write to the disk failed; see to the disk, then restart the machine";
	case STORE_DAMAGED:
		return "rows are damaged; run: skills-kiosk store check, then store restore";
	case STORE_READY:
		break;
	}
	return store_has_room(store) ? NULL : "the disk is nearly full; free at least 32 MiB";
}

#define CLOCK_LOOK_BACK_S (30 * 86400)

/* Each is in the audit log, with the seconds by which it was set. */
static void remark_jumps(struct doctor *d, struct store *store)
{
	int64_t count = 0;

	if (!store_audit_count(store, AUDIT_CLOCK_SET, clock_wall_s() - CLOCK_LOOK_BACK_S,
			       &count) && count > 0)
		remark(d, "clock", "set %" PRId64 " times in 30 days while the kiosk ran; "
		       "see what sets it", count);
}

static void examine_open_store(struct doctor *d, struct store *store)
{
	struct store_counts n;
	const char *trouble = trouble_of_store(store);

	if (trouble)
		fault(d, "store", "%s: %s", d->paths.data, trouble);
	else if (store_count(store, &n))
		fault(d, "store", "%s: cannot be read; run: skills-kiosk store check",
		      d->paths.data);
	else
		well(d, "store", "%s, people %" PRId64 ", courses %" PRId64
		     ", applications %" PRId64, d->paths.data, n.people, n.courses, n.applications);
}

static void examine_store(struct doctor *d)
{
	struct store *store;

	if (store_open(d->paths.data, &store)) {
		fault(d, "store", "%s does not open; see the line before, or run: "
		      "skills-kiosk store restore", d->paths.data);
		return;
	}
	examine_open_store(d, store);
	remark_jumps(d, store);
	store_close(store);
}

/* The keys of cards.  A SAM in a slot or a box answers only to a card. */
static void examine_sam(struct doctor *d)
{
	const char *sam = d->config.sam;
	const char *where = strchr(sam, ':');
	bool is_file = strncmp(sam, "soft:", 5) == 0;

	if (!sam[0])
		well(d, "SAM", "none: cards are read, and cannot prove themselves");
	else if (!is_file && strncmp(sam, "hsm:", 4) != 0 && strncmp(sam, "pcsc:", 5) != 0)
		fault(d, "SAM", "\"%s\" is none; set sam to soft:FILE, pcsc:NAME or hsm:SOCKET",
		      sam);
	else if (strncmp(sam, "pcsc:", 5) != 0 && access(where + 1, is_file ? R_OK : F_OK))
		fault(d, "SAM", "%s cannot be %s; set sam to %s", where + 1,
		      is_file ? "read" : "found",
		      is_file ? "a key file that is there" : "the socket of the key box");
	else
		well(d, "SAM", "%s", sam);
}

/* Not tried: the hall is not to be startled.  A word without a / is looked for in PATH then. */
static void examine_call(struct doctor *d)
{
	char program[CONFIG_VALUE_MAX];
	struct text text = text_in(program, sizeof(program));

	text_add_n(&text, d->config.call, strcspn(d->config.call, " "));
	if (!program[0])
		remark(d, "call", "nothing calls staff here; set call: the visitor is told "
		       "where to go");
	else if (strchr(program, '/') && access(program, X_OK))
		fault(d, "call", "%s cannot be run; set call to a program that can", program);
	else
		well(d, "call", "%s", d->config.call);
}

/* ---- devices ---- */

static bool consult(struct doctor *d, struct waiter *h)
{
	if (waiter_ask(h, ANSWER_MS) == ERR_OK)
		return true;
	fault(d, h->program, "its program is not there; build or install again");
	return false;
}

static const char *no_word(const struct waiter *h)
{
	return h->ended && deadline_left_ms(h->until) > 0 ?
		"its process ended at once; see the line before" :
		"no answer within 3 s; see that it is on and connected";
}

struct readers {
	int count;
	enum link_reader_state state[CONFIG_LIST_MAX];	/* 0: not heard */
};

/* A reader that is missing at first may be found a moment later. */
static bool hear_reader(struct waiter *h, const uint8_t *data, size_t size)
{
	struct readers *readers = h->context;
	struct link_event event;
	bool all = true;

	if (link_get_event(data, size, &event))
		return false;
	if (event.kind == LINK_READER && event.reader < readers->count)
		readers->state[event.reader] = event.state;
	explicit_bzero(&event, sizeof(event));
	for (int i = 0; i < readers->count; i++)
		all = all && readers->state[i] == LINK_READER_READY;
	return all;
}

static void tell_reader(struct doctor *d, const char *spec, enum link_reader_state state,
			const struct waiter *h)
{
	if (state == LINK_READER_READY)
		well(d, "reader", "%s", spec);
	else if (state == LINK_READER_BUSY)
		fault(d, "reader", "%s: another program has it; end that, or the kiosk", spec);
	else if (state == LINK_READER_MISSING)
		fault(d, "reader", "%s: not there; plug it in, or set its path", spec);
	else
		fault(d, "reader", "%s: %s", spec, no_word(h));
}

static void examine_readers(struct doctor *d)
{
	const struct config_list *list = &d->config.readers;
	struct readers readers = { .count = list->count };
	struct waiter waiter = {
		.program = "kiosk-reader",
		.take = hear_reader,
		.context = &readers,
	};
	const char **arg = waiter.args;

	for (int i = 0; i < list->count; i++) {
		*arg++ = "--reader";
		*arg++ = list->at[i];
	}
	if (d->config.sam[0]) {
		*arg++ = "--sam";
		*arg++ = d->config.sam;
	}
	if (!consult(d, &waiter))
		return;
	for (int i = 0; i < list->count; i++)
		tell_reader(d, list->at[i], readers.state[i], &waiter);
}

static bool hear_press(struct waiter *h, const uint8_t *data, size_t size)
{
	enum printer_trouble *trouble = h->context;
	struct press_reply reply;

	if (press_reply_decode(data, size, &reply) || reply.event != PRESS_STATE)
		return false;
	*trouble = reply.trouble;
	return true;
}

static const char *cure_of_printer(enum printer_trouble trouble)
{
	static const char *const cures[PRINTER_TROUBLE_COUNT] = {
		[PRINTER_NO_PAPER] = "no paper; put paper in",
		[PRINTER_COVER_OPEN] = "its cover is open; close it",
		[PRINTER_JAM] = "paper is jammed; take it out",
		[PRINTER_NO_INK] = "no ink or toner; put a new one in",
		[PRINTER_STOPPED] = "it is stopped; start it at its panel",
		[PRINTER_GONE] = "it does not answer; switch it on, or set its address",
	};

	return cures[trouble];
}

static void examine_printer(struct doctor *d)
{
	enum printer_trouble trouble = PRINTER_FINE;
	struct waiter waiter = {
		.program = "kiosk-press",
		.args = { "--printer", d->config.printer, "--words", d->paths.words },
		.take = hear_press,
		.context = &trouble,
	};
	const char *cure;

	if (!consult(d, &waiter))
		return;
	cure = waiter.done ? cure_of_printer(trouble) : no_word(&waiter);
	if (cure)
		fault(d, "printer", "%s: %s", d->config.printer, cure);
	else
		well(d, "printer", "%s", d->config.printer);
}

static bool hear_voice(struct waiter *h, const uint8_t *data, size_t size)
{
	struct voice_event event;

	(void)h;
	return !voice_event_decode(data, size, &event) && event.kind == VOICE_READY;
}

/* Without a sound: the hall is not to be startled. */
static void examine_voice(struct doctor *d)
{
	struct waiter waiter = {
		.program = "kiosk-voice",
		.args = { "--silent", "--assets", d->paths.speech },
		.take = hear_voice,
	};

	if (!consult(d, &waiter))
		return;
	if (waiter.done)
		well(d, "voice", "ready");
	else
		fault(d, "voice", "%s", no_word(&waiter));
}

static void examine_key(struct doctor *d)
{
	char line[KEY_LINE_MAX];

	if (key_examine(d->paths.config, d->paths.data, d->config.demo, clock_wall_s(), line))
		well(d, "key", "%s", line);
	else
		fault(d, "key", "%s", line);
}

/* Often examined from afar, so that no display is worth a remark, not a fault. */
static void examine_display(struct doctor *d)
{
	struct glass_display display;
	struct diag diag = { 0 };
	const char *misfit;

	if (glass_look(&display, &diag)) {
		remark(d, "display", "none here; the kiosk does not start without one");
		return;
	}
	if (display.w == 0) {
		remark(d, "display", "%s, which nobody sees", display.driver);
		return;
	}
	misfit = glass_misfit(&display, d->config.panel_width_px, d->config.panel_height_px);
	if (misfit)
		fault(d, "display", "%dx%d for a panel of %dx%d: %s", display.w, display.h,
		      d->config.panel_width_px, d->config.panel_height_px, misfit);
	else
		well(d, "display", "%s, %dx%d", display.driver, display.w, display.h);
}

static void examine_emulators(struct doctor *d)
{
	if (d->config.emulators.count == 0)
		return;
	if (rig_start(&d->rig, &d->config))
		fault(d, "emulators",
		      "one cannot be started; see the line before and set emulators");
	else
		well(d, "emulators", "%d started", d->rig.count);
}

static void examine_all(struct doctor *d)
{
	well(d, "configuration", "%s/kiosk.yaml", d->paths.config);
	examine_pack(d);
	examine_words(d);
	examine_fonts(d);
	examine_store(d);
	examine_key(d);
	examine_sam(d);
	examine_call(d);
	examine_emulators(d);
	examine_readers(d);
	examine_printer(d);
	examine_voice(d);
	rig_stop(&d->rig);
	examine_display(d);
}

/* ---- the command ---- */

static int usage(void)
{
	fprintf(stderr, "doctor: usage: doctor [--config DIR] [--data DIR] [--report FILE.pdf] "
		"[--test-page FILE.pdf]\n");
	return EXIT_BAD_INPUT;
}

static int examine(struct doctor *d)
{
	struct config_paths paths = { d->paths.config, d->paths.data, d->paths.run };
	struct diag diag = { 0 };

	if (config_load(&paths, &d->config, &diag)) {
		diag_print(&diag);
		return EXIT_BAD_INPUT;
	}
	examine_all(d);
	if (d->faults)
		printf("%d to mend\n", d->faults);
	else
		printf("all well\n");
	return d->faults ? EXIT_DEVICE : EXIT_DONE;
}

/* What was asked for on paper; the exit code says what was found, or that there is no paper. */
static int examine_on_paper(struct doctor *d, const char *report, const char *test_page)
{
	int code = examine(d);

	if (code == EXIT_BAD_INPUT)
		return code;
	if (report && doctor_report_print(&d->report, &d->paths, &d->config, d->faults, report))
		return EXIT_DEVICE;
	if (test_page && doctor_test_page(&d->paths, &d->config, test_page))
		return EXIT_DEVICE;
	return code;
}

int cmd_doctor(int argc, char **argv)
{
	static struct doctor doctor;
	const char *config = NULL, *data = NULL, *report = NULL, *test_page = NULL;
	int code;

	for (int i = 1; i < argc; i += 2) {
		if (i + 1 < argc && strcmp(argv[i], "--config") == 0)
			config = argv[i + 1];
		else if (i + 1 < argc && strcmp(argv[i], "--data") == 0)
			data = argv[i + 1];
		else if (i + 1 < argc && strcmp(argv[i], "--report") == 0)
			report = argv[i + 1];
		else if (i + 1 < argc && strcmp(argv[i], "--test-page") == 0)
			test_page = argv[i + 1];
		else
			return usage();
	}
	signal(SIGPIPE, SIG_IGN);
	if (paths_find(&doctor.paths, config, data, false)) {
		fprintf(stderr, "doctor: the program's folders cannot be found or made\n");
		return EXIT_DEVICE;
	}
	code = examine_on_paper(&doctor, report, test_page);
	paths_leave(&doctor.paths);
	return code;
}
