#include "demo/walker.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "demo/patience.h"
#include "demo/sheets.h"
#include "demo/shot.h"
#include "demo/strike.h"
#include "kiosk/device_test.h"
#include "kiosk/kiosk.h"
#include "kiosk/switches.h"
#include "store/reseal.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* For what ought to come, waits for a core apart. */
#define PATIENCE_MS 20000
#define SCREEN_PATIENCE_MS 30000
/* As long as it takes to read what stands before it on the page. */
#define CAPTION_PATIENCE_MS 20000
/* A longer wait is leapt over: the clock is moved, nobody sleeps. */
#define LEAP_OVER_MS 5000
#define LOOK_AGAIN_MS 10

enum step_end { STEP_TAKEN, STEP_WAITS, STEP_FAILED };

struct walker {
	struct walk walk;
	int at;
	struct patience patience;	/* with this step */
	const char *shots;
	const struct rig *rig;
	unsigned presses;	/* keys, switches and what was typed, since it was laid */
	unsigned presses_then;	/* ui_presses when a card was laid where nobody stood */
	int left[WALK_STEPS_MAX];	/* rounds of a repeat that are still to come */
	uint32_t switch_ms;	/* when a switch was let go last */
	bool key_asked;		/* for a new key of the store, and not there yet */
	char why[1200];		/* the present step cannot be taken because … */
};

enum err walker_create(const char *file, const char *shots, const struct rig *rig,
		       struct walker **ret_walker, struct diag *diag)
{
	struct walker *walker = calloc(1, sizeof(*walker));
	enum err err;

	if (!walker)
		return ERR_IO;
	walker->shots = shots ? shots : ".";
	walker->rig = rig;
	patience_init(&walker->patience);
	err = walk_load(file, &walker->walk, diag);
	if (!err && mkdir(walker->shots, 0777) && errno != EEXIST)
		err = diag_set(diag, walker->shots, 0, 0, "%s; name a folder for the shots",
			       strerror(errno));
	if (err) {
		walker_destroy(walker);
		return err;
	}
	*ret_walker = walker;
	return ERR_OK;
}

void walker_destroy(struct walker *walker)
{
	if (!walker)
		return;
	patience_finish(&walker->patience);
	free(walker);
}

static enum step_end fail(struct walker *w, const char *what, const char *more)
{
	snprintf(w->why, sizeof(w->why), "%s%s", what, more);
	return STEP_FAILED;
}

/* ---- doing ---- */

static enum step_end tray(struct walker *w, const char *line)
{
	struct diag diag;

	return rig_tray(w->rig, line, &diag) ? fail(w, diag.what, "") : STEP_TAKEN;
}

static enum step_end step_card(struct walker *w, struct kiosk *kiosk,
			       const struct walk_step *step)
{
	char line[2 * WALK_WORD_MAX + 8];

	if (strcmp(step->word, "off") == 0)
		return tray(w, "off");
	if (!session_has_person(&kiosk->session)) {
		w->presses = 0;
		w->presses_then = ui_presses(kiosk->ui);
	}
	snprintf(line, sizeof(line), "card %s %s", step->word, step->more);
	return tray(w, line);
}

static enum step_end step_press(struct walker *w, struct kiosk *kiosk,
				const struct walk_step *step)
{
	struct ui_event event;
	enum err err = ui_press(kiosk->ui, step->word, &event);

	if (err == ERR_OK) {
		kiosk_ui_event(kiosk, &event);
		return STEP_TAKEN;
	}
	fail(w, err == ERR_DENIED ? "shown but not to be pressed: " : "nothing to press: ",
	     step->word);
	return STEP_WAITS;
}

/* Through SDL's own queue, as a real finger comes in. */
static void push_finger(struct kiosk *kiosk, Uint32 type, double x_px, double y_px)
{
	SDL_Event event = { .tfinger = {
		.type = type,
		.timestamp = SDL_GetTicks(),
		.fingerId = 1,
		.x = (float)(x_px / kiosk->config.panel_width_px),
		.y = (float)(y_px / kiosk->config.panel_height_px),
	} };

	SDL_PushEvent(&event);
}

static enum step_end step_touch(struct walker *w, struct kiosk *kiosk,
				const struct walk_step *step)
{
	double scale = (double)kiosk->config.panel_width_px / kiosk->config.panel_width_mm;

	(void)w;
	push_finger(kiosk, SDL_FINGERDOWN, step->x_mm * scale, step->y_mm * scale);
	push_finger(kiosk, SDL_FINGERUP, step->x_mm * scale, step->y_mm * scale);
	return STEP_TAKEN;
}

static enum step_end step_key(struct walker *w, struct kiosk *kiosk,
			      const struct walk_step *step)
{
	enum ui_key key = key_find(step->word);

	if (key == KEY_NONE)
		return fail(w, "no such key: ", step->word);
	w->presses += (unsigned)step->number;
	for (int i = 0; i < step->number; i++) {
		if (!device_test_key(kiosk, key)) {
			struct ui_event event = ui_key(kiosk->ui, key);

			kiosk_ui_event(kiosk, &event);
		}
		kiosk_take_steps(kiosk);
	}
	return STEP_TAKEN;
}

/* A hand on a switch: held for a moment, and not again before it has rested. */
#define SWITCH_HOLD_MS 150
#define SWITCH_REST_MS 600

/* As the box itself would say it; what it means, calibration decides. */
static void press_switch(struct walker *w, struct kiosk *kiosk, int which)
{
	uint32_t now = SDL_GetTicks();

	if (now < w->switch_ms + SWITCH_REST_MS)
		now = w->switch_ms + SWITCH_REST_MS;
	w->switch_ms = now + SWITCH_HOLD_MS;
	switches_moved(kiosk, which, true, now);
	switches_moved(kiosk, which, false, w->switch_ms);
}

static enum step_end step_box(struct walker *w, struct kiosk *kiosk,
			      const struct walk_step *step)
{
	for (int i = 0; i < step->number; i++) {
		press_switch(w, kiosk, step->word[0] - '1');
		kiosk_take_steps(kiosk);
	}
	return STEP_TAKEN;
}

static enum step_end step_switch(struct walker *w, struct kiosk *kiosk,
				 const struct walk_step *step)
{
	bool select = strcmp(step->word, "select") == 0;

	w->presses += (unsigned)step->number;
	if (strlen(step->word) == 1 && step->word[0] >= '1' && step->word[0] <= '4')
		return step_box(w, kiosk, step);
	if (!select && strcmp(step->word, "move") != 0)
		return fail(w, "switch move, select or 1 to 4, not ", step->word);
	for (int i = 0; i < step->number; i++) {
		struct ui_event event = ui_scan(kiosk->ui, select);

		kiosk_ui_event(kiosk, &event);
		kiosk_take_steps(kiosk);
	}
	return STEP_TAKEN;
}

static enum step_end step_type(struct walker *w, struct kiosk *kiosk,
			       const struct walk_step *step)
{
	w->presses += (unsigned)strlen(step->word);
	for (const char *at = step->word; *at; at++) {
		struct ui_event event = { .kind = UI_TYPED, .text = { *at } };

		if (!device_test_typed(kiosk, *at))
			kiosk_ui_event(kiosk, &event);
		kiosk_take_steps(kiosk);
	}
	return STEP_TAKEN;
}

static void draw_to(struct kiosk *kiosk, enum finger finger, unsigned x, unsigned y)
{
	int x_px, y_px;
	struct ui_event event;

	if (!ui_ink_place(kiosk->ui, x, y, &x_px, &y_px))
		return;
	event = ui_finger(kiosk->ui, finger, x_px, y_px, SDL_GetTicks());
	kiosk_ui_event(kiosk, &event);
	kiosk_take_steps(kiosk);
}

/* A wave and a cross stroke: two strokes that look like somebody's hand. */
static void draw_auto(struct kiosk *kiosk)
{
	static const unsigned wave[] = { 2000, 1500, 2600, 1900, 1800, 2500, 2100, 1700 };

	draw_to(kiosk, FINGER_DOWN, 3000, 3000);
	for (unsigned i = 0; i < 48; i++)
		draw_to(kiosk, FINGER_MOVE, 3000 + i * 180, 1800 + wave[i % 8] / 2);
	draw_to(kiosk, FINGER_UP, 3000 + 47 * 180, 1800 + wave[7] / 2);
	draw_to(kiosk, FINGER_DOWN, 4000, 4200);
	for (unsigned i = 0; i < 30; i++)
		draw_to(kiosk, FINGER_MOVE, 4000 + i * 250, 4200 - i * 30);
	draw_to(kiosk, FINGER_UP, 4000 + 29 * 250, 4200 - 29 * 30);
}

/* Lines "x_mm y_mm"; an empty line lifts the finger. */
static enum step_end draw_file(struct walker *w, struct kiosk *kiosk, const char *path)
{
	FILE *file = fopen(path, "re");
	unsigned last_x = 0, last_y = 0;
	bool down = false;
	char line[128];

	if (!file)
		return fail(w, "no such drawing: ", path);
	while (fgets(line, sizeof(line), file)) {
		char *end;
		double x = strtod(line, &end), y;

		if (end == line) {
			if (down)
				draw_to(kiosk, FINGER_UP, last_x, last_y);
			down = false;
			continue;
		}
		y = strtod(end, NULL);
		last_x = (unsigned)(x * 100);
		last_y = (unsigned)(y * 100);
		draw_to(kiosk, down ? FINGER_MOVE : FINGER_DOWN, last_x, last_y);
		down = true;
	}
	if (down)
		draw_to(kiosk, FINGER_UP, last_x, last_y);
	fclose(file);
	return STEP_TAKEN;
}

static enum step_end step_draw(struct walker *w, struct kiosk *kiosk,
			       const struct walk_step *step)
{
	int x, y;

	if (!ui_ink_place(kiosk->ui, 0, 0, &x, &y)) {
		fail(w, "nothing to draw on", "");
		return STEP_WAITS;
	}
	if (strcmp(step->word, "auto") != 0)
		return draw_file(w, kiosk, step->word);
	draw_auto(kiosk);
	return STEP_TAKEN;
}

static enum step_end fault_printer(struct walker *w, struct kiosk *kiosk, const char *kind)
{
	const char *printer = kiosk->config.printer;
	char path[CONFIG_VALUE_MAX + 8];
	FILE *file;

	if (strncmp(printer, "sim:", 4) != 0)
		return fail(w, "printer faults need a printer sim:DIR, not ", printer);
	mkdir(printer + 4, 0700);
	snprintf(path, sizeof(path), "%s/fault", printer + 4);
	file = fopen(path, "we");
	if (!file || fprintf(file, "%s\n", kind) < 0 || fclose(file))
		return fail(w, "cannot be written: ", path);
	return STEP_TAKEN;
}

/* A device file comes or goes, as the system would have it. */
static enum step_end fault_plug(struct walker *w, const char *device, const char *kind)
{
	FILE *file;

	if (!device[0])
		return fail(w, "the configuration has no switch_box or headphone_jack", "");
	if (strcmp(kind, "pull") == 0)
		return unlink(device) ? fail(w, "not plugged in: ", device) : STEP_TAKEN;
	if (strcmp(kind, "plug") != 0)
		return fail(w, "plug or pull, not ", kind);
	file = fopen(device, "we");
	return file && !fclose(file) ? STEP_TAKEN : fail(w, "cannot be made: ", device);
}

/* fault reader|press|voice HOW: a strike at the process itself, as soon as it runs. */
static enum step_end fault_process(struct walker *w, struct kiosk *kiosk, const char *name,
				   const char *how)
{
	const struct helper *helper = strcmp(name, "reader") == 0 ? kiosk->reader :
				      strcmp(name, "press") == 0 ? kiosk->press :
				      strcmp(name, "voice") == 0 ? kiosk->voice : NULL;

	if (!helper)
		return fail(w, "no such process: ", name);
	/* One that ends while it is struck comes again, and is struck then. */
	fail(w, "does not run: ", name);
	return helper_runs(helper) && strike_helper(helper_pid(helper), how) == 0 ? STEP_TAKEN :
										    STEP_WAITS;
}

static bool is_strike(const char *how)
{
	static const char *const strikes[] = { "kill", "stop", "go", "garble", "flood",
					       "starve" };

	for (size_t i = 0; i < sizeof(strikes) / sizeof(strikes[0]); i++) {
		if (strcmp(how, strikes[i]) == 0)
			return true;
	}
	return false;
}

static enum err own_path(char *out, size_t cap)
{
	char dir[PATHS_LENGTH_MAX];
	struct text path = text_in(out, cap);
	enum err err = program_dir(dir, sizeof(dir));

	text_addf(&path, "%s/skills-kiosk", dir);
	return !err && path.full ? ERR_FULL : err;
}

/* fault key reseal: another process asks for it; the step ends when all is sealed anew. */
static enum step_end fault_key(struct walker *w, struct kiosk *kiosk)
{
	char program[PATHS_LENGTH_MAX];
	struct diag diag;

	fail(w, "the store is not sealed with a new key", "");
	if (w->key_asked) {
		w->key_asked = reseal_is_asked(kiosk->store);
		return w->key_asked ? STEP_WAITS : STEP_TAKEN;
	}
	w->key_asked = true;
	if (own_path(program, sizeof(program)) ||
	    rig_run((const char *[]){ program, "keys", "reseal", "--data", kiosk->paths.data,
				      NULL }, &diag))
		return fail(w, "no new key can be asked for", "");
	return reseal_is_asked(kiosk->store) ? STEP_WAITS :
	       fail(w, "it was sealed under a kiosk that runs", "");
}

/* fault import KIND FILE: another process imports, FILE from the script's folder. */
static enum step_end fault_import(struct walker *w, struct kiosk *kiosk, const char *kind_file)
{
	char program[PATHS_LENGTH_MAX], kind[32], file[PATHS_LENGTH_MAX];
	struct text path = text_in(file, sizeof(file)), word = text_in(kind, sizeof(kind));
	size_t len = strcspn(kind_file, " "), folder = strlen(w->walk.file);
	struct diag diag;

	while (folder > 0 && w->walk.file[folder - 1] != '/')
		folder--;
	text_add_n(&path, w->walk.file, folder);
	text_add(&path, kind_file + len + (kind_file[len] == ' '));
	text_add_n(&word, kind_file, len);
	if (own_path(program, sizeof(program)) || path.full || word.full)
		return fail(w, "cannot be imported: ", kind_file);
	return rig_run((const char *[]){ program, "import", kind, file, "--data",
					 kiosk->paths.data, NULL }, &diag) ?
	       fail(w, "cannot be imported: ", file) : STEP_TAKEN;
}

static enum step_end step_fault(struct walker *w, struct kiosk *kiosk,
				const struct walk_step *step)
{
	char line[WALK_WORD_MAX + 8];

	if (is_strike(step->more))
		return fault_process(w, kiosk, step->word, step->more);
	if (strcmp(step->word, "printer") == 0)
		return fault_printer(w, kiosk, step->more);
	if (strcmp(step->word, "import") == 0)
		return fault_import(w, kiosk, step->more);
	if (strcmp(step->word, "key") == 0 && strcmp(step->more, "reseal") == 0)
		return fault_key(w, kiosk);
	if (strcmp(step->word, "switches") == 0)
		return fault_plug(w, kiosk->config.switch_box, step->more);
	if (strcmp(step->word, "headphones") == 0)
		return fault_plug(w, kiosk->config.headphone_jack, step->more);
	if (strcmp(step->word, "reader") != 0)
		return fail(w, "faults are of reader, press, voice, printer, switches, "
			    "headphones, import or key, not ", step->word);
	if (strcmp(step->more, "plug") == 0 || strncmp(step->more, "second ", 7) == 0 ||
	    strncmp(step->more, "latency ", 8) == 0)
		return tray(w, step->more);
	snprintf(line, sizeof(line), "fault %s", step->more);
	return tray(w, line);
}

/* ---- waiting and expecting ---- */

static enum step_end step_wait(struct walker *w, struct kiosk *kiosk,
			       const struct walk_step *step)
{
	if (step->number > LEAP_OVER_MS) {
		kiosk->leap_ms += step->number;
		return STEP_TAKEN;
	}
	return patience_waited_ms(&w->patience) >= step->number ? STEP_TAKEN : STEP_WAITS;
}

static enum step_end step_screen(struct walker *w, struct kiosk *kiosk,
				 const struct walk_step *step)
{
	char told[256];

	if (strcmp(session_screen(&kiosk->session), step->word) == 0)
		return STEP_TAKEN;
	snprintf(told, sizeof(told), "the screen is %s, not %s",
		 session_screen(&kiosk->session), step->word);
	fail(w, told, "");
	return STEP_WAITS;
}

static enum step_end step_text(struct walker *w, struct kiosk *kiosk,
			       const struct walk_step *step)
{
	bool there = ui_has_text(kiosk->ui, WHERE_SCREEN, step->word);

	if (there == (step->verb == WALK_EXPECT_TEXT))
		return STEP_TAKEN;
	fail(w, there ? "on the glass: " : "not on the glass: ", step->word);
	return STEP_WAITS;
}

static enum step_end step_spoken(struct walker *w, struct kiosk *kiosk,
				 const struct walk_step *step)
{
	bool spoken = strstr(kiosk->saying.words, step->word);

	if (spoken != (step->verb == WALK_EXPECT_SPOKEN))
		fail(w, spoken ? "spoken: " : "not spoken: ", step->word);
	else if (kiosk->was_voice && !kiosk->blank && !saying_is_shown(kiosk))
		fail(w, "spoken without a caption: ", step->word);
	else
		return STEP_TAKEN;
	return STEP_WAITS;
}

static enum step_end step_caption(struct walker *w, struct kiosk *kiosk,
				  const struct walk_step *step)
{
	const char *caption = ui_captioned(kiosk->ui);

	if (caption && strstr(caption, step->word))
		return STEP_TAKEN;
	fail(w, "not in the caption: ", step->word);
	return STEP_WAITS;
}

static enum step_end step_no_caption(struct walker *w, struct kiosk *kiosk,
				     const struct walk_step *step)
{
	return saying_shows(kiosk, step->word) ? fail(w, "in the captions: ", step->word) :
					       STEP_TAKEN;
}

/* What pdftotext sets apart by two blanks or a line: a label, a value, an amount. */
static bool is_whole_cell(const char *page, const char *at, size_t size)
{
	const char *after = at + size;
	bool begins = at == page || at[-1] == '\n' || at[-1] == '\f' ||
		      (at - page >= 2 && at[-1] == ' ' && at[-2] == ' ');

	return begins && (after[0] == 0 || after[0] == '\n' || strncmp(after, "  ", 2) == 0);
}

/* Words may stand in a sentence; a number or a sum is the whole of its cell, or it is another. */
static bool page_says(const char *page, const char *words)
{
	bool figure = isdigit((unsigned char)words[0]) || strstr(words, "元") ||
		      strstr(words, "yuan");

	for (const char *at = page; (at = strstr(at, words)); at++) {
		if (!figure || is_whole_cell(page, at, strlen(words)))
			return true;
	}
	return false;
}

/* The sheet as a reader of PDF would get it, by poppler's pdftotext. */
static bool receipt_says(const struct walker *w, const struct kiosk *kiosk, const char *words)
{
	char pdf[PATHS_LENGTH_MAX], text[PATHS_LENGTH_MAX], page[32768];
	struct diag diag;
	size_t size;
	FILE *file;

	snprintf(text, sizeof(text), "%s/receipt.txt", w->shots);
	if (!sheets_find(kiosk->config.printer, kiosk->session.receipt_no, pdf, sizeof(pdf)) ||
	    rig_run((const char *[]){ "pdftotext", "-layout", pdf,
						    text, NULL }, &diag))
		return false;
	file = fopen(text, "re");
	size = file ? fread(page, 1, sizeof(page) - 1, file) : 0;
	page[size] = 0;
	if (file)
		fclose(file);
	return page_says(page, words);
}

static enum step_end step_receipt(struct walker *w, struct kiosk *kiosk,
				  const struct walk_step *step)
{
	if (sheets_count(kiosk->config.printer) < 0)
		return fail(w, "receipts are read from a printer sim:DIR or folder:DIR, not ",
			    kiosk->config.printer);
	if (receipt_says(w, kiosk, step->word))
		return STEP_TAKEN;
	fail(w, "not on the receipt: ", step->word);
	return STEP_WAITS;
}

static enum step_end step_no_receipt(struct walker *w, struct kiosk *kiosk,
				     const struct walk_step *step)
{
	if (sheets_count(kiosk->config.printer) <= 0)
		return fail(w, "no sheet came out that could be without ", step->word);
	return receipt_says(w, kiosk, step->word) ? fail(w, "on the receipt: ", step->word) :
						    STEP_TAKEN;
}

static enum step_end step_applications(struct walker *w, struct kiosk *kiosk,
				       const struct walk_step *step)
{
	struct store_counts counts = { 0 };
	char told[128];

	if (!kiosk->store || store_count(kiosk->store, &counts))
		return fail(w, "the store cannot be counted", "");
	if (counts.applications == step->number)
		return STEP_TAKEN;
	snprintf(told, sizeof(told), "%d applications are saved, not %d",
		 (int)counts.applications, step->number);
	fail(w, told, "");
	return STEP_WAITS;
}

static enum step_end step_sheets(struct walker *w, struct kiosk *kiosk,
				 const struct walk_step *step)
{
	int count = sheets_count(kiosk->config.printer);
	char told[128];

	if (count < 0)
		return fail(w, "sheets are counted of a printer sim:DIR or folder:DIR, not ",
			    kiosk->config.printer);
	if (count == step->number)
		return STEP_TAKEN;
	snprintf(told, sizeof(told), "%d sheets came out, not %d", count, step->number);
	fail(w, told, "");
	return STEP_WAITS;
}

/* Fingers, keys and switches alike; a signature that is drawn is none. */
static enum step_end step_presses(struct walker *w, struct kiosk *kiosk,
				  const struct walk_step *step)
{
	unsigned presses = w->presses + ui_presses(kiosk->ui) - w->presses_then;
	char told[128];

	if (presses <= (unsigned)step->number)
		return STEP_TAKEN;
	snprintf(told, sizeof(told), "%u presses since the card was laid, at most %d were expected",
		 presses, step->number);
	return fail(w, told, "");
}

/* ---- time, and once more ---- */

/* The wall clock alone: what counts milliseconds does not notice. */
static enum step_end step_clock(struct walker *w, struct kiosk *kiosk,
				const struct walk_step *step)
{
	struct event event;

	(void)w;
	clock_set_wall(step->clock_s - kiosk->leap_ms / 1000);
	event = kiosk_event(kiosk, EVENT_TICK);
	kiosk_post(kiosk, &event);
	return STEP_TAKEN;
}

static enum step_end step_repeat(struct walker *w, struct kiosk *kiosk,
				 const struct walk_step *step)
{
	(void)kiosk;
	w->left[w->at] = step->number;
	if (step->number == 0)
		w->at = step->partner;
	return STEP_TAKEN;
}

static enum step_end step_again(struct walker *w, struct kiosk *kiosk,
			      const struct walk_step *step)
{
	(void)kiosk;
	if (--w->left[step->partner] > 0)
		w->at = step->partner;
	return STEP_TAKEN;
}

/* ---- keeping ---- */

static enum step_end step_shot(struct walker *w, struct kiosk *kiosk,
			       const struct walk_step *step)
{
	char path[PATHS_LENGTH_MAX];

	snprintf(path, sizeof(path), "%s/%s.png", w->shots, step->word);
	return shot_write(ui_surface(kiosk->ui), path) ? fail(w, "cannot be written: ", path) :
						       STEP_TAKEN;
}

static bool keep_text(const struct walker *w, const char *name, const char *kind,
		      const struct text *text)
{
	char path[PATHS_LENGTH_MAX];
	FILE *file;
	bool written;

	snprintf(path, sizeof(path), "%s/%s.%s", w->shots, name, kind);
	file = fopen(path, "we");
	written = file && !text->full && fwrite(text->bytes, 1, text->len, file) == text->len;
	return file && fclose(file) == 0 && written;
}

/* NAME.json for tests of ours, NAME.html for whatever judges documents. */
static enum step_end step_dump(struct walker *w, struct kiosk *kiosk,
			       const struct walk_step *step)
{
	char *buffer = malloc(TRANSCRIPT_MAX);
	struct text text = text_in(buffer, TRANSCRIPT_MAX);
	bool written;

	ui_dump(kiosk->ui, &text);
	written = keep_text(w, step->word, "json", &text);
	text = text_in(buffer, TRANSCRIPT_MAX);
	ui_html(kiosk->ui, &text);
	written = keep_text(w, step->word, "html", &text) && written;
	free(buffer);
	return written ? STEP_TAKEN : fail(w, "cannot be written: ", step->word);
}

/* ---- the walk ---- */

static const struct {
	enum step_end (*take)(struct walker *w, struct kiosk *kiosk, const struct walk_step *step);
	int patience_ms;
} verbs[] = {
	[WALK_CARD] = { step_card, 0 },
	[WALK_PRESS] = { step_press, PATIENCE_MS },
	[WALK_TOUCH] = { step_touch, 0 },
	[WALK_KEY] = { step_key, 0 },
	[WALK_SWITCH] = { step_switch, 0 },
	[WALK_TYPE] = { step_type, 0 },
	[WALK_DRAW] = { step_draw, PATIENCE_MS },
	[WALK_WAIT] = { step_wait, 2 * LEAP_OVER_MS },
	[WALK_WAIT_SCREEN] = { step_screen, SCREEN_PATIENCE_MS },
	[WALK_EXPECT_SCREEN] = { step_screen, 0 },
	[WALK_EXPECT_TEXT] = { step_text, PATIENCE_MS },
	[WALK_EXPECT_NO_TEXT] = { step_text, 0 },
	[WALK_EXPECT_SPOKEN] = { step_spoken, 0 },
	[WALK_EXPECT_NO_SPOKEN] = { step_spoken, 0 },
	[WALK_EXPECT_CAPTION] = { step_caption, CAPTION_PATIENCE_MS },
	[WALK_EXPECT_NO_CAPTION] = { step_no_caption, 0 },
	[WALK_EXPECT_NO_RECEIPT] = { step_no_receipt, 0 },
	[WALK_EXPECT_RECEIPT] = { step_receipt, PATIENCE_MS },
	[WALK_EXPECT_APPLICATIONS] = { step_applications, PATIENCE_MS },
	[WALK_EXPECT_SHEETS] = { step_sheets, PATIENCE_MS },
	[WALK_SHOT] = { step_shot, 0 },
	[WALK_DUMP] = { step_dump, 0 },
	[WALK_FAULT] = { step_fault, SCREEN_PATIENCE_MS },
	[WALK_CLOCK] = { step_clock, 0 },
	[WALK_REPEAT] = { step_repeat, 0 },
	[WALK_END] = { step_again, 0 },
	[WALK_EXPECT_PRESSES] = { step_presses, 0 },
};

static int patience(const struct walk_step *step)
{
	return step->verb == WALK_WAIT_SCREEN && step->number >= 0 ? step->number :
								     verbs[step->verb].patience_ms;
}

static void over(struct walker *w, struct kiosk *kiosk, const struct walk_step *step)
{
	kiosk->quit = true;
	if (!step)
		return;
	kiosk->exit_code = 1;
	fprintf(stderr, "%s:%d:1: %s\n", w->walk.file, step->line, w->why);
	step_shot(w, kiosk, &(struct walk_step){ .word = "failed" });
}

int walker_play(void *walker, struct kiosk *kiosk)
{
	struct walker *w = walker;
	const struct walk_step *step = &w->walk.steps[w->at];
	enum step_end end;

	if (w->at == w->walk.count) {
		over(w, kiosk, NULL);
		return 0;
	}
	if (w->patience.began_ms == 0)
		w->why[0] = '\0';
	patience_begin(&w->patience);
	end = verbs[step->verb].take(w, kiosk, step);
	if (end == STEP_WAITS && !patience_is_over(&w->patience, patience(step)))
		return LOOK_AGAIN_MS;
	if (end != STEP_TAKEN) {
		over(w, kiosk, step);
		return 0;
	}
	w->at++;
	patience_end(&w->patience);
	return 0;
}
