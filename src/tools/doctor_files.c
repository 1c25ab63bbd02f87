#include "tools/doctor.h"

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "policy/official/official.h"
#include "policy/policy.h"
#include "store/store.h"
#include "session/session.h"
#include "tools/key_state.h"
#include "ui/clip.h"
#include "ui/fonts.h"
#include "ui/type.h"

#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
		doctor_fault(d, "official text", "%s", line);
		return;
	}
	doctor_well(d, "official text", "%s", d->config.official);
	official_close(official);
}

static void clip_fault(void *context, const struct diag *diag)
{
	char line[1024];

	diag_format(diag, line, sizeof(line));
	doctor_fault(context, "clips", "%s", line);
}

/* A page without its clip is a page as it was. */
static void examine_clips(struct doctor *d)
{
	const char *names[PAGE_COUNT];
	bool found[PAGE_COUNT] = { false };
	int count;

	if (!d->config.clips[0])
		return;
	for (int page = 0; page < PAGE_COUNT; page++)
		names[page] = session_page_name((enum visit_page)page);
	count = clips_find(d->config.clips, names, PAGE_COUNT, found, clip_fault, d);
	if (count > 0)
		doctor_well(d, "clips", "of sign language, for %d pages", count);
}

static void examine_clock(struct doctor *d, const struct pack *pack)
{
	struct date today = date_in_china(clock_wall_s()), first = pack_first_day(pack);
	char day[DATE_TEXT_MAX], from[DATE_TEXT_MAX];

	date_format(today, day);
	date_format(first, from);
	if (date_is_set(first) && date_compare(today, first) < 0)
		doctor_fault(d, "clock", "it says %s, before the pack's first day %s; set it "
			     "right", day, from);
	else if (clock_is_kept_right())
		doctor_well(d, "clock", "%s", day);
	else
		doctor_demand(d, "clock", "it says %s, and nothing keeps it right; switch on "
			      "NTP or "
			      "PTP: until then each application is marked so", day);
}

/* Without a pack of its year a kiosk still serves, and sends everybody to staff. */
static void examine_period(struct doctor *d, const struct pack *pack)
{
	struct date today = date_in_china(clock_wall_s()), last = pack_last_day(pack);
	char until[DATE_TEXT_MAX];

	date_format(last, until);
	if (d->production && date_is_set(last) && date_compare(today, last) > 0)
		doctor_fault(d, "policy pack", "its period was over on %s: for what begins later "
			     "it sends everybody to staff; skills-kiosk pack install the one of "
			     "this year", until);
}

static void examine_pack(struct doctor *d)
{
	struct pack *pack;
	struct diag diag = { 0 };
	char line[1024];

	if (pack_load(d->config.pack, &pack, &diag)) {
		diag_format(&diag, line, sizeof(line));
		doctor_fault(d, "policy pack", "%s; set pack to a folder that \"pack check\" "
			     "passes", line);
		return;
	}
	doctor_well(d, "policy pack", "%s, hash %s", pack_id(pack), pack_hash(pack));
	snprintf(d->pack, sizeof(d->pack), "%s %.32s", pack_id(pack), pack_hash(pack));
	examine_period(d, pack);
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
		doctor_fault(d, "words", "%s", line);
	} else if (words_open(d->paths.words)) {
		doctor_fault(d, "words", "the locale C.UTF-8 is missing; install libc-bin");
	} else {
		doctor_well(d, "words", "%s, %d wordings", d->paths.words, LANG_COUNT);
	}
}

static void examine_font(void *context, const char *package, const char *path, bool there)
{
	if (there)
		doctor_well(context, "font", "%s", path);
	else
		doctor_fault(context, "font", "%s is missing; install the package %s", path,
			     package);
}

static void examine_fonts(struct doctor *d)
{
	struct diag diag = { 0 };
	char line[1024];

	if (fonts_look(d->paths.fonts, examine_font, d, &diag)) {
		diag_format(&diag, line, sizeof(line));
		doctor_fault(d, "fonts", "%s", line);
	}
}

/* ---- characters ---- */

#define LACKING_MAX 64

/* The characters that no listed font has, each once. */
static void find_lacking(struct type *type, const char *text, struct text *lacking)
{
	char one[5];

	for (const char *at = text; *at;) {
		uint32_t character = utf8_next(&at);

		if (utf8_is_unseen(character))
			continue;
		one[utf8_put(character, one)] = 0;
		if (!type_can_draw(type, one) && !strstr(lacking->bytes, one))
			text_add(lacking, one);
	}
}

/* Names of places and people that are met here: region.txt beside the list of fonts. */
static bool read_region(const struct doctor *d, char *out, size_t cap)
{
	char list[PATHS_LENGTH_MAX], path[PATHS_LENGTH_MAX + 16];
	FILE *file;
	size_t size;

	memcpy(list, d->paths.fonts, sizeof(list));
	snprintf(path, sizeof(path), "%s/region.txt", dirname(list));
	file = fopen(path, "re");
	if (!file)
		return false;
	size = fread(out, 1, cap - 1, file);
	out[size] = 0;
	fclose(file);
	return size > 0 && size < cap - 1 && utf8_valid(out, size);
}

/* What the hall itself shows; its courses come with the store (doctor_hall.c). */
static void examine_characters(struct doctor *d, struct type *type)
{
	const char *const shown[] = {
		d->config.hall_zh, d->config.hall_hant, d->config.terminal_zh,
		d->config.terminal_hant, d->config.contact_zh, d->config.contact_hant,
		d->config.contact_easy,
	};
	static char region[16 << 10];
	char buffer[LACKING_MAX] = "";
	struct text lacking = text_in(buffer, sizeof(buffer));

	if (read_region(d, region, sizeof(region)))
		find_lacking(type, region, &lacking);
	else
		doctor_fault(d, "characters", "region.txt beside %s cannot be read; install "
			     "again", d->paths.fonts);
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		find_lacking(type, shown[i], &lacking);
	if (lacking.len > 0 || lacking.full)
		doctor_fault(d, "characters", "no font here has %s%s; install the packages that "
			     "fonts.list names, or write it with other characters", buffer,
			     lacking.full ? " and more" : "");
	else
		doctor_well(d, "characters", "each of this region has a font");
}

static void examine_lacking(struct doctor *d)
{
	struct diag diag = { 0 };
	struct type *type;

	if (type_open(d->paths.fonts, &diag, &type) != ERR_OK)
		return;	/* said of the fonts already */
	examine_characters(d, type);
	type_close(type);
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
		doctor_remark(d, "clock", "set %" PRId64 " times in 30 days while the kiosk ran; "
			      "see what sets it", count);
}

static void examine_open_store(struct doctor *d, struct store *store)
{
	struct store_counts n;
	const char *trouble = trouble_of_store(store);

	if (trouble)
		doctor_fault(d, "store", "%s: %s", d->paths.data, trouble);
	else if (store_count(store, &n))
		doctor_fault(d, "store", "%s: cannot be read; run: skills-kiosk store check",
			     d->paths.data);
	else
		doctor_well(d, "store", "%s, people %" PRId64 ", courses %" PRId64
			    ", applications %" PRId64, d->paths.data, n.people, n.courses,
			    n.applications);
}

static void examine_store(struct doctor *d)
{
	struct store *store;
	enum err err;

	d->heard[0] = 0;
	err = store_open_mode(d->paths.data, d->config.crypto_sm, &store);
	if (err == ERR_PROTO)
		doctor_fault(d, "store", "%s: it is damaged; run: skills-kiosk store restore",
			     d->paths.data);
	else if (err)
		doctor_fault(d, "store", "%s does not open: %s", d->paths.data,
			     d->heard[0] ? d->heard : "see the line before");
	if (err)
		return;
	examine_open_store(d, store);
	if (store_is_sm(store) != d->config.crypto_sm)
		doctor_fault(d, "crypto", "the store is not sealed as crypto: asks; set crypto: "
			     "%s, or make a new one: skills-kiosk store make",
			     store_is_sm(store) ? "sm" : "intl");
	if (d->production)
		doctor_examine_contents(d, store);
	remark_jumps(d, store);
	doctor_examine_use(d, store);
	store_close(store);
}

static const char *const assurance_names[] = { "none", "A0", "A1", "A2" };

/* Readers with a SAM of their own (samv) need none here. */
static bool needs_sam(const struct config *config)
{
	for (int i = 0; i < config->readers.count; i++) {
		if (strncmp(config->readers.at[i], "samv:", 5) == 0)
			return false;
	}
	return config->results > ASSURANCE_A0 || config->submit > ASSURANCE_A0;
}

/* The keys of cards.  A SAM in a slot or a box answers only to a card. */
static void examine_sam(struct doctor *d)
{
	const char *sam = d->config.sam;
	const char *where = strchr(sam, ':');
	bool is_file = strncmp(sam, "soft:", 5) == 0;

	if (!sam[0] && needs_sam(&d->config))
		doctor_fault(d, "SAM", "none, and results: %s, submit: %s ask for cards that "
			     "prove "
			     "themselves; set sam, or a samv reader, or ask for A0",
			     assurance_names[d->config.results],
			     assurance_names[d->config.submit]);
	else if (!sam[0])
		doctor_well(d, "SAM", "none: cards are read, and cannot prove themselves");
	else if (!is_file && strncmp(sam, "hsm:", 4) != 0 && strncmp(sam, "pcsc:", 5) != 0)
		doctor_fault(d, "SAM", "\"%s\" is none; set sam to soft:FILE, pcsc:NAME or "
			     "hsm:SOCKET", sam);
	else if (strncmp(sam, "pcsc:", 5) != 0 && access(where + 1, is_file ? R_OK : F_OK))
		doctor_fault(d, "SAM", "%s cannot be %s; set sam to %s", where + 1,
			     is_file ? "read" : "found",
			     is_file ? "a key file that is there" : "the socket of the key box");
	else
		doctor_well(d, "SAM", "%s", sam);
}

/* Not tried: the hall is not to be startled.  A word without a / is looked for in PATH then. */
static void examine_call(struct doctor *d)
{
	char program[CONFIG_VALUE_MAX];
	struct text text = text_in(program, sizeof(program));

	text_add_n(&text, d->config.call, strcspn(d->config.call, " "));
	if (!program[0])
		doctor_remark(d, "call", "nothing calls staff here; set call: the visitor is "
			      "told "
			      "where to go");
	else if (strchr(program, '/') && access(program, X_OK))
		doctor_fault(d, "call", "%s cannot be run; set call to a program that can",
			     program);
	else
		doctor_well(d, "call", "%s", d->config.call);
}

static void examine_key(struct doctor *d)
{
	char line[KEY_LINE_MAX];

	if (key_examine(d->paths.config, d->paths.data, d->config.demo, clock_wall_s(), line))
		doctor_well(d, "key", "%s", line);
	else
		doctor_fault(d, "key", "%s", line);
}

void doctor_examine_files(struct doctor *d)
{
	examine_pack(d);
	examine_words(d);
	examine_clips(d);
	examine_fonts(d);
	examine_lacking(d);
	examine_store(d);
	examine_key(d);
	examine_sam(d);
	examine_call(d);
}
