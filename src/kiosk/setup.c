/*
 * What is opened once: the pack, the store with its seed, the catalogue, and
 * the world that a session is stepped in.
 */
#include "kiosk/kiosk.h"
#include "base/log.h"
#include "base/text.h"
#include "store/import.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Applications are kept ten years here; a hall's own period stands in its notice. */
#define KEEP_DAYS 3650

/* A hall that gives no name in traditional characters, or no short one, gives the plain one. */
static struct pack_text named(const char *zh, const char *en, const char *hant, const char *easy)
{
	return (struct pack_text){ .in = {
		[LANG_ZH_HANS] = zh,
		[LANG_EN] = en,
		[LANG_ZH_HANT] = hant[0] ? hant : zh,
		[LANG_ZH_EASY] = easy[0] ? easy : zh,
	} };
}

void kiosk_set_world(struct kiosk *kiosk, const struct run_options *options)
{
	const struct config *config = &kiosk->config;

	kiosk->headphones = config->headphones;	/* always there: nobody plugs them in */
	kiosk->world = (struct session_world){
		.hall = named(config->hall_zh, config->hall_en, config->hall_hant, ""),
		.counter = named(config->contact_zh, config->contact_en, config->contact_hant,
				 config->contact_easy),
		.terminal = named(config->terminal_zh, config->terminal_en,
				  config->terminal_hant, ""),
		.date = date_in_china(time(NULL)),
		.demo_date = options->date != NULL,
		.to_see = config->results,
		.to_submit = config->submit,
		.under_age = 14,
		.keep_days = KEEP_DAYS,
		.utc_offset_s = CHINA_UTC_OFFSET_S,
	};
	if (options->date && !date_parse(options->date, &kiosk->world.date))
		log_error("--date was checked and is wrong now");
}

/* "KIND FILE" of the configuration, into a store that has nobody and nothing yet. */
static enum err import_seed(struct kiosk *kiosk, struct diag *diag)
{
	for (int i = 0; i < kiosk->config.seed.count; i++) {
		char kind[32];
		const char *line = kiosk->config.seed.at[i];
		size_t len = strcspn(line, " ");
		struct import_result result;
		struct text text = text_in(kind, sizeof(kind));
		enum err err;

		text_add_n(&text, line, len);
		err = import_file(kiosk->store, kind, line + len + (line[len] == ' '),
				  &result, diag);
		if (err == ERR_ABSENT)
			return diag_set(diag, "kiosk.yaml", 0, 0,
					"seed: no kind \"%s\"; it is one of %s", kind,
					import_kinds());
		if (err)
			return err;
	}
	return ERR_OK;
}

static enum err open_store(struct kiosk *kiosk, struct diag *diag)
{
	struct store_counts counts;
	enum err err = store_open(kiosk->paths.data, &kiosk->store);

	if (err)
		return diag_set(diag, kiosk->paths.data, 0, 0,
				"the store does not open; see the log, "
				"or name another folder with --data");
	err = store_count(kiosk->store, &counts);
	if (!err && counts.courses == 0 && counts.people == 0)
		err = import_seed(kiosk, diag);
	return err;
}

/*
 * Amounts that the document refers to and does not contain, as the facts that
 * packs know them by.
 */
static void load_standards(struct kiosk *kiosk)
{
	static const struct { enum standard standard; const char *fact; } table[] = {
		{ STANDARD_MIN_LIVING, "living.min_living_std_fen" },
		{ STANDARD_SPECIFIC, "course.specific_std_fen" },
		{ STANDARD_POST_2, "post.monthly_fen" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct named_fact *at = &kiosk->world.standards[kiosk->world.standard_count];
		fen amount;

		if (store_standard(kiosk->store, table[i].standard, 0, kiosk->world.date,
				   &amount) ||
		    text_copy(at->id, sizeof(at->id), table[i].fact))
			continue;
		fact_state(&at->fact, FACT_REGISTRY, amount, kiosk->world.date);
		kiosk->world.standard_count++;
	}
}

static enum err load_courses(struct kiosk *kiosk, struct diag *diag)
{
	struct course_filter all = { .on = kiosk->world.date, .starts_from = kiosk->world.date };
	int count = 0;
	enum err err = store_courses(kiosk->store, &all, 0, COURSES_MAX, kiosk->courses, &count);

	if (err)
		return diag_set(diag, kiosk->paths.data, 0, 0,
				"the catalogue cannot be read; run: skills-kiosk store check");
	kiosk->world.courses = kiosk->courses;
	kiosk->world.course_count = count;
	return ERR_OK;
}

/* Without the document, or with another text, the pack's own words stand. */
static void open_official(struct kiosk *kiosk)
{
	struct diag diag = { 0 };
	char line[1024];

	if (!kiosk->config.official[0])
		return;
	if (official_open(kiosk->pack, kiosk->config.official, &kiosk->official, &diag)) {
		diag_format(&diag, line, sizeof(line));
		log_warn("official text: %s", line);
	}
	kiosk->world.official = kiosk->official;
}

enum err kiosk_load(struct kiosk *kiosk, struct diag *diag)
{
	enum err err = pack_load(kiosk->config.pack, &kiosk->pack, diag);

	if (err)
		return err;
	kiosk->world.pack = kiosk->pack;
	open_official(kiosk);
	err = open_store(kiosk, diag);
	if (err)
		return err;
	load_standards(kiosk);
	return load_courses(kiosk, diag);
}
