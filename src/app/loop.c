/*
 * The main loop: events in, one step of the session each, its effects carried
 * out, the screen described anew when something has changed.  It sleeps in
 * SDL_WaitEvent until something happens or a time-out is due.
 */
#include "app/app.h"
#include "app/interrupted.h"
#include "app/switches.h"
#include "app/tray.h"
#include "app/walker.h"
#include "app/voice_news.h"
#include "base/log.h"
#include "base/text.h"
#include "screens/screens.h"

#include <assert.h>
#include <string.h>
#include <time.h>

int64_t app_now_ms(const struct app *app)
{
	return (int64_t)SDL_GetTicks64() + app->leap_ms;
}

struct event app_event(const struct app *app, enum event_kind kind)
{
	struct event event;

	memset(&event, 0, sizeof(event));
	event.time_ms = app_now_ms(app);
	event.clock_s = (int64_t)time(NULL) + app->leap_ms / 1000;
	event.kind = kind;
	return event;
}

void app_post(struct app *app, const struct event *event)
{
	int at = (app->queue_head + app->queue_count) % QUEUE_MAX;

	assert(app->queue_count < QUEUE_MAX);
	app->queue[at] = *event;
	app->queue_count++;
}

static void audit(struct app *app, const struct session *before)
{
	struct audit_entry entries[AUDIT_MAX];
	int n = session_audit(before, &app->session, entries);

	for (int i = 0; app->store && i < n; i++) {
		struct trail_entry entry = { .at = app->session.clock_s };
		struct text detail = text_in(entry.detail, sizeof(entry.detail));

		if (text_copy(entry.what, sizeof(entry.what), entries[i].what))
			log_error("audit: \"%s\" is too long a word", entries[i].what);
		text_addf(&detail, "%d", entries[i].number);
		if (entries[i].staff[0])
			text_addf(&detail, " %s", entries[i].staff);
		if (store_audit(app->store, &entry))
			log_error("audit: the trail could not be written");
	}
}

static void step(struct app *app, const struct event *event)
{
	static struct session before;
	struct effects effects = { 0 };

	before = app->session;
	session_step(&app->world, &app->session, event, &effects);
	audit(app, &before);
	interrupted_note(app, &before);
	explicit_bzero(&before, sizeof(before));
	app_do(app, &effects);
	effects_wipe(&effects);
}

/* News may bring more news: a card read leads to a look-up, its answer to a page. */
static void step_queue(struct app *app)
{
	while (app->queue_count > 0) {
		static struct event event;

		event = app->queue[app->queue_head];
		explicit_bzero(&app->queue[app->queue_head], sizeof(event));
		app->queue_head = (app->queue_head + 1) % QUEUE_MAX;
		app->queue_count--;
		step(app, &event);
		explicit_bzero(&event, sizeof(event));
	}
}

/* Who brings switches may not see the glass: their calibration is read aloud to everybody. */
static bool is_read_aloud(const struct app *app)
{
	return app->session.view.voice || app->session.at.page == PAGE_SWITCHES;
}

/* The session's wishes, in the words of the toolkit. */
static struct view view_of(const struct app *app)
{
	static const enum contrast contrasts[] = {
		[VIEW_PLAIN] = CONTRAST_DEFAULT,
		[VIEW_WHITE_ON_BLACK] = CONTRAST_BLACK,
		[VIEW_BLACK_ON_WHITE] = CONTRAST_WHITE,
		[VIEW_SOFT] = CONTRAST_LOW,
	};
	const struct wishes *wishes = &app->session.view;

	return (struct view){
		.width_px = app->config.panel_width_px,
		.height_px = app->config.panel_height_px,
		.panel_mm = app->config.panel_width_mm,
		.distance_mm = app->config.distance_mm,
		.text = (enum text_size)wishes->size,
		.contrast = contrasts[wishes->contrast],
		.reach = wishes->reach,
		.blank = app->blank && wishes->voice,
		.captions = is_read_aloud(app) && !(app->blank && wishes->voice),
	};
}

/* Ink of an earlier visit, or that was cleared, must not stay on the glass. */
static void match_ink(struct app *app)
{
	if (app->session.ink.count == 0 && ui_pen(app->ui)->count > 0)
		ui_pen_set(app->ui, NULL, 0);
}

static bool is_new_page(const struct app *app)
{
	const struct place *at = &app->session.at;

	return at->page != app->spoken_at.page || at->arg != app->spoken_at.arg ||
	       app->spoken_lang != app->session.view.lang || !app->was_voice;
}

/* A new page is read aloud; of the same page built again, what has changed. */
static void speak_news(struct app *app)
{
	bool voice = is_read_aloud(app), new_page = is_new_page(app);

	if (app->was_voice && !voice)
		voice_hush(app);
	app->was_voice = voice;
	app->spoken_at = app->session.at;
	app->spoken_lang = app->session.view.lang;
	if (voice && new_page)
		voice_screen(app);
	else if (voice)
		voice_changes(app);
}

/* How quick a second strike may be, and how soon a held key strikes again. */
static void match_hands(struct app *app)
{
	bool steady = app->session.view.steady;
	int repeat_ms = app->config.key_repeat_ms;
	struct hands hands = {
		.double_strike_ms = steady ? STEADY_STRIKE_MS : app->config.double_strike_ms,
		.every_key = steady,
		.repeat_ms = steady && repeat_ms ? STEADY_REPEAT_MS : repeat_ms,
	};

	ui_set_hands(app->ui, &hands);
	scan_set_strike(&app->scan, hands.double_strike_ms);
}

/* A page that a guide no longer sees is not to be read in the strip, or heard once more. */
static void match_cover(struct app *app)
{
	bool covered = session_is_covered(&app->session);

	if (covered && !app->was_covered)
		voice_take_back(app);
	app->was_covered = covered;
}

void app_show(struct app *app)
{
	struct view view = view_of(app);

	match_cover(app);
	if (is_new_page(app))	/* its caption comes with its first word */
		ui_caption(app->ui, "", 0);
	screen_build(&app->world, &app->session, &app->arena, app->tree);
	match_ink(app);
	match_hands(app);
	if (app->session.at.page == PAGE_SWITCHES && app->session.at.arg == CALIBRATE_TRY)
		ui_focus_mark(app->ui);
	ui_show(app->ui, app->tree, &view);
	saying_refit(app);
	speak_news(app);
	if (app->read_at_ms && app->session.at.page != PAGE_READING) {
		log_debug("card read to glass %.1f ms",
			  (double)(SDL_GetTicks64() - app->read_at_ms));
		app->read_at_ms = 0;
	}
}

void app_post_activity(struct app *app)
{
	struct event event = app_event(app, EVENT_ACTIVITY);

	app_post(app, &event);
}

static void post_press(struct app *app, const struct action *action)
{
	struct event event = app_event(app, EVENT_PRESS);

	event.press.verb = action->verb;
	event.press.arg = action->arg;
	app_post(app, &event);
}

static void post_ink(struct app *app, const struct pen_point *point)
{
	struct event event = app_event(app, EVENT_INK);
	unsigned width = 0, height = 0;

	if (ui_ink_size(app->ui, &width, &height)) {
		event.ink.width = (uint16_t)width;
		event.ink.height = (uint16_t)height;
	}
	event.ink.point = (struct ink_point){ point->x, point->y, point->t, point->starts };
	app_post(app, &event);
}

static void post_typed(struct app *app, char typed)
{
	struct event event = app_event(app, EVENT_KEY);

	event.key = typed;
	app_post(app, &event);
}

static void post_verb(struct app *app, enum verb verb)
{
	post_press(app, &(struct action){ .verb = verb });
}

/* Without the voice a dark glass would be a dead one: dark means spoken to. */
static void toggle_blank(struct app *app)
{
	app->blank = !(app->blank && app->session.view.voice);
	if (app->blank && !app->session.view.voice)
		post_verb(app, VERB_VOICE);
}

/* Keys that the toolkit leaves to the kiosk. */
static void key_event(struct app *app, enum ui_key key)
{
	if (key == KEY_BLANK)
		toggle_blank(app);
	else if (key == KEY_BACK)
		post_verb(app, VERB_BACK);
	else if (key == KEY_HELP)
		post_verb(app, VERB_HELP);
	else
		voice_key(app, key);
	app_post_activity(app);
}

void app_ui_event(struct app *app, const struct ui_event *event)
{
	switch (event->kind) {
	case UI_ACTION:
		post_press(app, &event->action);
		break;
	case UI_INK:
		post_ink(app, &event->point);
		break;
	case UI_TYPED:
		post_typed(app, event->text[0]);
		break;
	case UI_KEY:
		key_event(app, event->key);
		break;
	case UI_FOCUSED:
	case UI_TURNED:
		if (is_read_aloud(app))
			voice_focus(app, 0);
		app_post_activity(app);
		break;
	case UI_TOUCHED:
	case UI_REVEALED:
	case UI_HIDDEN:
		app_post_activity(app);
		break;
	case UI_CLOSED:
		app->quit = true;
		break;
	case UI_NOTHING:
		break;
	}
}

static void handle(struct app *app, const SDL_Event *event)
{
	struct ui_event news;

	if (switches_handle(app, event))
		return;
	if (event->type == SDL_QUIT)
		app->quit = true;
	else if (app->tray && tray_handle(app->tray, event))
		return;
	else if (!app_handle_message(app, event) && ui_handle(app->ui, event, &news))
		app_ui_event(app, &news);
}

static void tick_if_due(struct app *app)
{
	int64_t due = session_deadline_ms(&app->world, &app->session);
	struct event event = app_event(app, EVENT_TICK);

	if (due >= 0 && event.time_ms >= due)
		app_post(app, &event);
}

/* ms until something is due without anybody doing anything; -1 never. */
static int patience(const struct app *app, int walker_ms)
{
	int64_t session = session_deadline_ms(&app->world, &app->session);
	int64_t wait = app_children_due_ms(app) - (int64_t)SDL_GetTicks64();

	if (session >= 0 && session - app_now_ms(app) < wait)
		wait = session - app_now_ms(app);
	if (walker_ms >= 0 && walker_ms < wait)
		wait = walker_ms;
	return wait < 0 ? 0 : (int)wait;
}

/* What a person can see is built anew only when a step was taken. */
void app_take_steps(struct app *app)
{
	if (app->queue_count == 0)
		return;
	step_queue(app);
	app_show(app);
}

void app_loop(struct app *app)
{
	app_show(app);
	while (!app->quit) {
		int walker_ms = app->walker ? walker_go(app->walker, app) : -1;
		SDL_Event event;

		app_take_steps(app);
		if (app->quit)
			break;
		if (SDL_WaitEventTimeout(&event, patience(app, walker_ms))) {
			do {
				handle(app, &event);
				app_take_steps(app);
			} while (!app->quit && SDL_PollEvent(&event));
		}
		app_mind_children(app);
		switches_mind(app);
		voice_mind(app);
		tick_if_due(app);
		app_take_steps(app);
	}
}
