/*
 * The main loop: events in, one step of the session each, its effects carried
 * out, the screen described anew when something has changed.  It sleeps in
 * SDL_WaitEvent until something happens or a time-out is due.
 */
#include "kiosk/kiosk.h"
#include "kiosk/day.h"
#include "kiosk/device_test.h"
#include "kiosk/interrupted.h"
#include "kiosk/new_key.h"
#include "kiosk/plugs.h"
#include "kiosk/reload.h"
#include "kiosk/switches.h"
#include "kiosk/turn.h"
#include "kiosk/voice_news.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/service.h"
#include "base/text.h"
#include "screens/screens.h"

#include <assert.h>
#include <string.h>

/* The loop never sleeps longer, and so looks at what nobody tells it of. */
#define LOOK_EVERY_MS 30000

int64_t kiosk_now_ms(const struct kiosk *kiosk)
{
	return clock_ms() + kiosk->leap_ms;
}

struct event kiosk_event(const struct kiosk *kiosk, enum event_kind kind)
{
	struct event event;

	memset(&event, 0, sizeof(event));
	event.time_ms = kiosk_now_ms(kiosk);
	event.clock_s = clock_wall_s() + kiosk->leap_ms / 1000;
	event.clock_doubt = day_clock_doubt(kiosk);
	event.clock_quality = day_clock_quality(kiosk);
	event.kind = kind;
	return event;
}

void kiosk_post(struct kiosk *kiosk, const struct event *event)
{
	queue_put(&kiosk->queue, event);
}

static void audit(struct kiosk *kiosk, const struct session *before)
{
	struct audit_entry entries[AUDIT_MAX];
	int n = session_audit(before, &kiosk->session, entries);

	for (int i = 0; kiosk->store && i < n; i++) {
		struct audit_log_entry entry = { .at = kiosk->session.clock_s };
		struct text detail = text_in(entry.detail, sizeof(entry.detail));

		if (text_copy(entry.what, sizeof(entry.what), entries[i].what))
			log_error("audit: \"%s\" is too long a word", entries[i].what);
		text_addf(&detail, "%d", entries[i].number);
		if (entries[i].staff[0])
			text_addf(&detail, " %s", entries[i].staff);
		if (store_audit(kiosk->store, &entry))
			log_error("audit: the trail could not be written");
	}
}

static void step(struct kiosk *kiosk, const struct event *event)
{
	static struct session before;
	struct effects effects = { 0 };

	before = kiosk->session;
	session_step(&kiosk->world, &kiosk->session, event, &effects);
	audit(kiosk, &before);
	interrupted_note(kiosk, &before);
	heartbeat_note(kiosk, &before);
	explicit_bzero(&before, sizeof(before));
	kiosk_do(kiosk, &effects);
	effects_wipe(&effects);
}

/* Between visits; the session hears of it before a card begins a visit that cannot be. */
static void begin_day(struct kiosk *kiosk)
{
	struct event event = kiosk_event(kiosk, EVENT_SERVICE);

	if (!day_mind(kiosk))
		return;
	event.service = kiosk->day.service;
	step(kiosk, &event);
}

/* News may bring more news: a card read leads to a look-up, its answer to a page. */
static void step_queue(struct kiosk *kiosk)
{
	static struct event event;

	while (queue_take(&kiosk->queue, &event)) {
		begin_day(kiosk);
		step(kiosk, &event);
		explicit_bzero(&event, sizeof(event));
	}
	begin_day(kiosk);	/* the first page that is shown now has the day of now */
}

/* Who brings switches may not see the glass: their calibration is read aloud to everybody. */
static bool is_read_aloud(const struct kiosk *kiosk)
{
	return kiosk->session.view.voice || kiosk->session.at.page == PAGE_SWITCHES;
}

/* The session's display settings, in the words of the toolkit. */
static struct view view_of(const struct kiosk *kiosk)
{
	static const enum contrast contrasts[] = {
		[VIEW_PLAIN] = CONTRAST_DEFAULT,
		[VIEW_WHITE_ON_BLACK] = CONTRAST_BLACK,
		[VIEW_BLACK_ON_WHITE] = CONTRAST_WHITE,
		[VIEW_SOFT] = CONTRAST_LOW,
	};
	const struct display_settings *display_settings = &kiosk->session.view;

	return (struct view){
		.width_px = kiosk->config.panel_width_px,
		.height_px = kiosk->config.panel_height_px,
		.panel_mm = kiosk->config.panel_width_mm,
		.distance_mm = kiosk->config.distance_mm,
		.text = (enum text_size)display_settings->size,
		.contrast = contrasts[display_settings->contrast],
		.reach = display_settings->reach,
		.still = display_settings->still,
		.blank = kiosk->blank && display_settings->voice,
		.captions = is_read_aloud(kiosk) && !(kiosk->blank && display_settings->voice),
	};
}

/* Ink of an earlier visit, or that was cleared, must not stay on the glass. */
static void match_ink(struct kiosk *kiosk)
{
	if (kiosk->session.ink.count == 0 && ui_pen(kiosk->ui)->count > 0)
		ui_pen_set(kiosk->ui, NULL, 0);
}

static bool is_new_page(const struct kiosk *kiosk)
{
	const struct place *at = &kiosk->session.at;

	return at->page != kiosk->spoken_at.page || at->arg != kiosk->spoken_at.arg ||
	       kiosk->spoken_lang != kiosk->session.view.lang ||
	       kiosk->spoken_sheet != kiosk->session.sheet || !kiosk->was_voice;
}

/* A new page is read aloud; of the same page built again, what has changed. */
static void speak_news(struct kiosk *kiosk)
{
	bool voice = is_read_aloud(kiosk), new_page = is_new_page(kiosk);

	if (kiosk->was_voice && !voice)
		voice_hush(kiosk);
	kiosk->was_voice = voice;
	kiosk->spoken_at = kiosk->session.at;
	kiosk->spoken_lang = kiosk->session.view.lang;
	kiosk->spoken_sheet = kiosk->session.sheet;
	if (kiosk->try_id)	/* a sentence that is listened to is not cut off */
		return;
	if (voice && new_page)
		voice_screen(kiosk);
	else if (voice)
		voice_changes(kiosk);
}

/* How quick a second strike may be, and how soon a held key strikes again. */
static void match_hands(struct kiosk *kiosk)
{
	bool steady = kiosk->session.view.steady;
	int repeat_ms = kiosk->config.key_repeat_ms;
	struct hands hands = {
		.double_strike_ms = steady ? STEADY_STRIKE_MS : kiosk->config.double_strike_ms,
		.every_key = steady,
		.repeat_ms = steady && repeat_ms ? STEADY_REPEAT_MS : repeat_ms,
	};

	ui_set_hands(kiosk->ui, &hands);
	scan_set_strike(&kiosk->scan, hands.double_strike_ms);
}

/* A page that a guide no longer sees is not to be read in the strip, or heard once more. */
static void match_cover(struct kiosk *kiosk)
{
	bool covered = session_is_covered(&kiosk->session);

	if (covered && !kiosk->was_covered)
		voice_take_back(kiosk);
	kiosk->was_covered = covered;
}

void kiosk_show(struct kiosk *kiosk)
{
	struct view view = view_of(kiosk);

	match_cover(kiosk);
	if (is_new_page(kiosk))	/* its caption comes with its first word */
		ui_caption(kiosk->ui, "", 0);
	screen_build(&kiosk->world, &kiosk->session, &kiosk->arena, kiosk->tree);
	match_ink(kiosk);
	match_hands(kiosk);
	voice_match(kiosk);
	if (kiosk->session.at.page == PAGE_SWITCHES && kiosk->session.at.arg == CALIBRATE_TRY)
		ui_focus_mark(kiosk->ui);
	ui_show(kiosk->ui, kiosk->tree, &view);
	saying_refit(kiosk);
	speak_news(kiosk);
}

void kiosk_post_activity(struct kiosk *kiosk)
{
	struct event event = kiosk_event(kiosk, EVENT_ACTIVITY);

	kiosk_post(kiosk, &event);
}

static void post_press(struct kiosk *kiosk, const struct action *action)
{
	struct event event = kiosk_event(kiosk, EVENT_PRESS);

	event.press.verb = action->verb;
	event.press.arg = action->arg;
	kiosk_post(kiosk, &event);
}

static void post_ink(struct kiosk *kiosk, const struct pen_point *point)
{
	struct event event = kiosk_event(kiosk, EVENT_INK);
	unsigned width = 0, height = 0;

	if (ui_ink_size(kiosk->ui, &width, &height)) {
		event.ink.width = (uint16_t)width;
		event.ink.height = (uint16_t)height;
	}
	event.ink.point = (struct ink_point){ point->x, point->y, point->t, point->starts };
	kiosk_post(kiosk, &event);
}

static void post_typed(struct kiosk *kiosk, char typed)
{
	struct event event = kiosk_event(kiosk, EVENT_KEY);

	event.key = typed;
	kiosk_post(kiosk, &event);
}

static void post_verb(struct kiosk *kiosk, enum verb verb)
{
	post_press(kiosk, &(struct action){ .verb = verb });
}

/* Without the voice a dark glass would be a dead one: dark means spoken to. */
static void toggle_blank(struct kiosk *kiosk)
{
	kiosk->blank = !(kiosk->blank && kiosk->session.view.voice);
	if (kiosk->blank && !kiosk->session.view.voice)
		post_verb(kiosk, VERB_VOICE);
}

/* Keys that the toolkit leaves to the kiosk. */
static void key_event(struct kiosk *kiosk, enum ui_key key)
{
	if (key == KEY_BLANK)
		toggle_blank(kiosk);
	else if (key == KEY_BACK)
		post_verb(kiosk, VERB_BACK);
	else if (key == KEY_HELP)
		post_verb(kiosk, VERB_HELP);
	else
		voice_key(kiosk, key);
	kiosk_post_activity(kiosk);
}

/* A walk that was not played to its end has not passed. */
static void leave(struct kiosk *kiosk)
{
	kiosk->quit = true;
	if (kiosk->shots)
		kiosk->exit_code = 1;
}

/* No visitor ends the kiosk, whatever key or gesture a window manager knows for it. */
static void window_closed(struct kiosk *kiosk)
{
	if (kiosk->config.demo)
		leave(kiosk);
	else
		log_warn("the window was to be closed: ignored; a signal ends the kiosk");
}

void kiosk_ui_event(struct kiosk *kiosk, const struct ui_event *event)
{
	switch (event->kind) {
	case UI_ACTION:
		post_press(kiosk, &event->action);
		break;
	case UI_INK:
		post_ink(kiosk, &event->point);
		break;
	case UI_TYPED:
		post_typed(kiosk, event->text[0]);
		break;
	case UI_KEY:
		key_event(kiosk, event->key);
		break;
	case UI_FOCUSED:
	case UI_TURNED:
		if (is_read_aloud(kiosk))
			voice_focus(kiosk, 0);
		kiosk_post_activity(kiosk);
		break;
	case UI_TOUCHED:
	case UI_REVEALED:
	case UI_HIDDEN:
		kiosk_post_activity(kiosk);
		break;
	case UI_CLOSED:
		window_closed(kiosk);
		break;
	case UI_NOTHING:
		break;
	}
}

void kiosk_add_player(struct kiosk *kiosk, const struct kiosk_player *player)
{
	assert(kiosk->player_count < KIOSK_PLAYERS_MAX);
	kiosk->players[kiosk->player_count++] = *player;
}

static bool is_players(struct kiosk *kiosk, const SDL_Event *event)
{
	for (int i = 0; i < kiosk->player_count; i++) {
		const struct kiosk_player *player = &kiosk->players[i];

		if (player->handle && player->handle(player->context, event))
			return true;
	}
	return false;
}

/* ms until a player wants to go on; -1: none does. */
static int let_play(struct kiosk *kiosk)
{
	int soonest = -1;

	for (int i = 0; i < kiosk->player_count; i++) {
		const struct kiosk_player *player = &kiosk->players[i];
		int ms = player->play ? player->play(player->context, kiosk) : -1;

		if (ms >= 0 && (soonest < 0 || ms < soonest))
			soonest = ms;
	}
	return soonest;
}

static void handle(struct kiosk *kiosk, const SDL_Event *event)
{
	struct ui_event news;

	if (device_test_handle(kiosk, event) || switches_handle(kiosk, event))
		return;
	if (event->type == SDL_QUIT)
		leave(kiosk);	/* SIGTERM or SIGINT: no window says it (ui/glass.c) */
	else if (is_players(kiosk, event))
		return;
	else if (ui_handle(kiosk->ui, event, &news))
		kiosk_ui_event(kiosk, &news);
}

static void tick_if_due(struct kiosk *kiosk)
{
	int64_t due = session_deadline_ms(&kiosk->world, &kiosk->session);
	struct event event = kiosk_event(kiosk, EVENT_TICK);

	if (due >= 0 && event.time_ms >= due)
		kiosk_post(kiosk, &event);
}

/*
 * The service manager hears that the kiosk lives only where its display has taken a
 * picture since: a process that runs behind a dead glass serves nobody.
 */
static void tell_alive(struct kiosk *kiosk)
{
	int64_t now_ms = clock_ms();

	if (service_watch_ms() == 0 || now_ms < kiosk->alive_due_ms)
		return;
	kiosk->alive_due_ms = now_ms + service_watch_ms();
	if (ui_answers(kiosk->ui))
		service_tell("WATCHDOG=1");
	else
		log_error("the display takes no picture");
}

/* ms until something is due without anybody doing anything; -1 never. */
static int patience(const struct kiosk *kiosk, int player_ms)
{
	int64_t session = session_deadline_ms(&kiosk->world, &kiosk->session);
	int64_t wait = LOOK_EVERY_MS;
	int helpers = helpers_due_ms(kiosk->helpers), rest, moves;

	if (session >= 0 && session - kiosk_now_ms(kiosk) < wait)
		wait = session - kiosk_now_ms(kiosk);
	if (helpers >= 0 && helpers < wait)
		wait = helpers;
	if (player_ms >= 0 && player_ms < wait)
		wait = player_ms;
	if (call_due_ms(kiosk) >= 0 && call_due_ms(kiosk) < wait)
		wait = call_due_ms(kiosk);
	moves = ui_move(kiosk->ui, clock_ms());
	if (moves >= 0 && moves < wait)
		wait = moves;
	rest = session_page_is(&kiosk->session, PAGE_IS_FREE) ? ui_rest(kiosk->ui) : -1;
	if (rest >= 0 && rest < wait)
		wait = rest;
	if (courier_due_ms(kiosk) >= 0 && courier_due_ms(kiosk) < wait)
		wait = courier_due_ms(kiosk);
	if (kiosk->sealing)
		return 0;
	if (fetch_due_ms(kiosk) >= 0 && fetch_due_ms(kiosk) < wait)
		wait = fetch_due_ms(kiosk);
	if (service_watch_ms() > 0 && kiosk->alive_due_ms - clock_ms() < wait)
		wait = kiosk->alive_due_ms - clock_ms();
	return wait < 0 ? 0 : (int)wait;
}

/* What a person can see is built anew only when a step was taken. */
void kiosk_take_steps(struct kiosk *kiosk)
{
	Uint64 start = SDL_GetPerformanceCounter();

	if (kiosk->queue.count == 0)
		return;
	step_queue(kiosk);
	kiosk_show(kiosk);
	log_debug("%s on the glass after %.1f ms", session_screen(&kiosk->session),
		  1e3 * (double)(SDL_GetPerformanceCounter() - start) /
		  (double)SDL_GetPerformanceFrequency());
}

/* Longer turns are noted. */
#define LONG_TURN_US 20000

static void note_turn(const struct kiosk *kiosk, int64_t began_us)
{
	int64_t us = turn_us() - began_us;

	if (us > LONG_TURN_US)
		log_debug("%s after a turn of %.1f ms", session_screen(&kiosk->session),
			  (double)us / 1000);
}

void kiosk_loop(struct kiosk *kiosk)
{
	kiosk_show(kiosk);
	while (!kiosk->quit) {
		int woken, player_ms = let_play(kiosk);
		int64_t began_us = turn_us();
		SDL_Event event;

		kiosk_take_steps(kiosk);
		note_turn(kiosk, began_us);
		if (kiosk->quit)
			break;
		woken = SDL_WaitEventTimeout(&event, patience(kiosk, player_ms));
		began_us = turn_us();
		while (woken && !kiosk->quit) {
			handle(kiosk, &event);
			kiosk_take_steps(kiosk);
			woken = SDL_PollEvent(&event);
		}
		helpers_mind(kiosk->helpers);
		plugs_mind(kiosk);
		voice_mind(kiosk);
		call_mind(kiosk);
		if (!kiosk->sealing) {	/* they would have the store, and the sealing begin anew */
			courier_mind(kiosk);
			fetch_mind(kiosk);
		}
		new_key_mind(kiosk);
		tell_alive(kiosk);
		reload_mind(kiosk);
		tick_if_due(kiosk);
		kiosk_take_steps(kiosk);
		note_turn(kiosk, began_us);
	}
}
