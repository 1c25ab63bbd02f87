/*
 * `eval --register`: who qualifies, and what would it cost, of everybody in the
 * kiosk's own register.  Only sums leave this file.
 */
#include "config/config.h"
#include "config/paths.h"
#include "store/store.h"
#include "tools/open_store.h"
#include "tools/register_statistics.h"
#include "tools/register_statistics_show.h"
#include "tools/commands.h"
#include "base/clock.h"
#include "base/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct register_work {
	/* as named on the command line, or NULL */
	const char *config_dir;
	const char *data;
	const char *pack_dir;
	const char *date_text;
	bool json;

	struct paths paths;
	struct config config;
	struct pack *pack;
	struct store *store;
	struct date date;
	struct course *courses;
	struct register_statistics *stats;
	bool terminal;		/* stderr is one: a bar */
	int64_t done;		/* people */
	int percent;		/* shown last */
};

/* ---- the command line ---- */

static int bad_use(const char *what)
{
	fprintf(stderr, "eval --register: %s; usage: skills-kiosk eval --register [--json] "
		"[--config DIR] [--data DIR] [--pack DIR] [--date YYYY-MM-DD]\n", what);
	return EXIT_BAD_INPUT;
}

static const char **option(struct register_work *w, const char *name)
{
	const struct { const char *name; const char **value; } table[] = {
		{ "--config", &w->config_dir },
		{ "--data", &w->data },
		{ "--pack", &w->pack_dir },
		{ "--date", &w->date_text },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (strcmp(name, table[i].name) == 0)
			return table[i].value;
	}
	return NULL;
}

static int parse(struct register_work *w, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const char **value = option(w, argv[i]);

		if (strcmp(argv[i], "--register") == 0)
			continue;
		if (strcmp(argv[i], "--json") == 0) {
			w->json = true;
			continue;
		}
		if (!value || i + 1 == argc)
			return bad_use(value ? "a value is missing at the end" : "no such option");
		*value = argv[++i];
	}
	w->terminal = isatty(STDERR_FILENO);
	w->date = date_in_china(clock_wall_s());
	if (w->date_text && !date_parse(w->date_text, &w->date))
		return bad_use("--date wants a date that exists, as YYYY-MM-DD");
	return EXIT_DONE;
}

/* ---- progress: a bar on a terminal, else a line every tenth ---- */

static void show_bar(int percent)
{
	char bar[41];

	memset(bar, '.', sizeof(bar) - 1);
	memset(bar, '#', (size_t)percent * 40 / 100);
	bar[40] = 0;
	fprintf(stderr, "\r[%s] %3d %%%s", bar, percent, percent == 100 ? "\n" : "");
}

static void show_progress(struct register_work *w, int percent)
{
	if (percent == w->percent || (!w->terminal && percent / 10 == w->percent / 10))
		return;
	w->percent = percent;
	if (w->terminal)
		show_bar(percent);
	else
		fprintf(stderr, "eval --register: %d %%, %" PRId64 " people\n", percent,
			w->done);
}

static enum err add_person(void *context, const struct person *person, int percent)
{
	struct register_work *w = context;
	enum err err = statistics_add(w->stats, person);

	w->done++;
	show_progress(w, percent);
	return err;
}

/* ---- opening ---- */

static int store_fault(const struct register_work *w, const char *what)
{
	fprintf(stderr, "eval --register: the store in %s %s\n", w->paths.data, what);
	return EXIT_DEVICE;
}

static int open_register(struct register_work *w)
{
	bool has = false;
	int code = open_store("eval --register", w->paths.data, &w->store);

	if (code != EXIT_DONE)
		return code;
	if (store_has_people(w->store, &has) != ERR_OK)
		return store_fault(w, "cannot be read: skills-kiosk store check says why");
	if (!has) {
		fprintf(stderr, "eval --register: nobody stands in the register of %s: "
			"skills-kiosk import register FILE.csv\n", w->paths.data);
		return EXIT_BAD_INPUT;
	}
	return EXIT_DONE;
}

static int open_paths(struct register_work *w)
{
	struct config_paths paths = { w->paths.config, w->paths.data, w->paths.run };
	struct diag diag = { 0 };

	if (config_load(&paths, &w->config, &diag) ||
	    pack_load(w->pack_dir ? w->pack_dir : w->config.pack, &w->pack, &diag)) {
		diag_print(&diag);
		return EXIT_BAD_INPUT;
	}
	if (words_open(w->paths.words)) {
		fprintf(stderr, "eval --register: no words in %s; build the target \"words\"\n",
			w->paths.words);
		return EXIT_DEVICE;
	}
	return EXIT_DONE;
}

/* As the kiosk does: courses that start on the day or later, amounts as of the day. */
static int open_statistics(struct register_work *w)
{
	struct course_filter filter = { .on = w->date, .starts_from = w->date };
	struct statistics_setting setting = { .date = w->date };

	if (store_all_courses(w->store, &filter, &w->courses, &setting.course_count))
		return store_fault(w, "has a catalogue that cannot be read: skills-kiosk store "
				      "check says why");
	setting.courses = w->courses;
	if (store_overrides(w->store, setting.overrides, &setting.override_count))
		return store_fault(w, "has later rules that cannot be read: skills-kiosk store "
				      "check says why");
	for (int region = 0; region <= REGION_COUNT; region++) {
		bool is_sample;

		if (store_standard(w->store, STANDARD_MIN_LIVING, region, w->date,
				   &setting.min_living[region], &is_sample))
			setting.min_living[region] = 0;
	}
	if (statistics_create(w->pack, &setting, &w->stats)) {
		fprintf(stderr, "eval --register: no memory\n");
		return EXIT_DEVICE;
	}
	return EXIT_DONE;
}

static int count_everybody(struct register_work *w)
{
	struct statistics_show show = { w->pack, NULL, w->date, w->config.demo };

	if (store_each_person(w->store, add_person, w) != ERR_OK) {
		if (w->terminal)
			fprintf(stderr, "\n");
		return store_fault(w, "cannot be read to the end, so nothing was counted: "
				      "skills-kiosk store check says why");
	}
	statistics_finish(w->stats);
	show_progress(w, 100);
	show.stats = w->stats;
	if (w->json)
		statistics_show_json(&show);
	else
		statistics_show_table(&show);
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_DEVICE;
}

int cmd_eval_register(int argc, char **argv)
{
	static struct register_work w;
	int code = parse(&w, argc, argv);

	if (code)
		return code;
	if (paths_find(&w.paths, w.config_dir, w.data, false)) {
		fprintf(stderr, "eval --register: the program's folders cannot be found or made\n");
		return EXIT_DEVICE;
	}
	code = open_paths(&w);
	if (!code)
		code = open_register(&w);
	if (!code)
		code = open_statistics(&w);
	if (!code)
		code = count_everybody(&w);
	statistics_destroy(w.stats);
	free(w.courses);
	store_close(w.store);
	pack_destroy(w.pack);
	paths_leave(&w.paths);
	return code;
}
