/*
 * Sees the voice's messages and the tree, never the session: their words for
 * cues are the same by number (asserted in effects.c).
 */
#include "app/voice_news.h"

#include "app/app.h"
#include "app/saying.h"
#include "base/log.h"
#include "ui/speech.h"
#include "ui/voice_link.h"

#include <string.h>
#include <unistd.h>

void voice_send(struct app *app, const struct voice_command *command)
{
	uint8_t message[VOICE_MESSAGE_MAX];
	size_t size = 0;

	if (voice_command_encode(command, message, sizeof(message), &size) == ERR_OK &&
	    child_running(&app->voice) && child_send(&app->voice, message, size))
		log_warn("voice: a command was not sent");
	explicit_bzero(message, sizeof(message));
}

void voice_cue(struct app *app, int kind)
{
	voice_send(app, &(struct voice_command){ .verb = VOICE_CUE, .step = kind });
}

/* Without headphones everyone in the hall listens. */
static enum hearing hearing(const struct app *app)
{
	return app->headphones ? HEARING_ONE : HEARING_ALL;
}

/* What the strip of captions may have of what is heard so. */
static enum hearing shown(const struct app *app)
{
	return app->headphones ? HEARING_EYES : HEARING_ALL;
}

void voice_note_speaking(struct app *app)
{
	app->speaking = child_running(&app->voice);
	app->spoke_ms = app_now_ms(app);
}

/* Of words that may be private only a sum is kept. */
static uint32_t sum_of(const char *words)
{
	uint32_t sum = 2166136261u;

	for (; *words; words++)
		sum = (sum ^ (unsigned char)*words) * 16777619u;
	return sum;
}

/* The focused node's words, to be said last. */
struct focus_words {
	char said[SPEECH_MAX];
	char shown[SPEECH_MAX];
};

/* Remembers what they were; true: they are others than before. */
static bool get_focus(struct app *app, struct focus_words *ret)
{
	struct text said = text_in(ret->said, sizeof(ret->said));
	struct text seen = text_in(ret->shown, sizeof(ret->shown));
	const struct node *focus = ui_focus(app->ui);
	uint32_t before = app->focus_sum;

	if (focus) {
		speech_node(focus, app->tree->lang, hearing(app), &said);
		speech_node(focus, app->tree->lang, shown(app), &seen);
	}
	app->focus_sum = sum_of(ret->said);
	return app->focus_sum != before;
}

static void say(struct app *app, const char *all, const struct focus_words *focus)
{
	saying_begin(app, &(struct words){ all, focus->said, focus->shown });
}

/* Gets what is live; true: it is not what was said before. */
static bool get_live(struct app *app, struct text *out)
{
	uint32_t before = app->live_sum;

	speech_live(app->tree, hearing(app), out);
	app->live_sum = sum_of(out->bytes);
	return app->live_sum != before;
}

void voice_screen(struct app *app)
{
	char buffer[SPOKEN_MAX];
	struct text words = text_in(buffer, sizeof(buffer));
	struct focus_words focus;

	get_live(app, &words);
	words = text_in(buffer, sizeof(buffer));
	speech_screen(app->tree, hearing(app), &words);
	get_focus(app, &focus);
	say(app, buffer, &focus);
	explicit_bzero(buffer, sizeof(buffer));
	explicit_bzero(&focus, sizeof(focus));
}

void voice_changes(struct app *app)
{
	char buffer[SPEECH_MAX];
	struct text words = text_in(buffer, sizeof(buffer));
	bool live = get_live(app, &words);
	struct focus_words focus;
	bool moved = get_focus(app, &focus);

	if (!moved)
		focus.said[0] = focus.shown[0] = 0;
	if (live || moved)
		say(app, live ? buffer : "", &focus);
	explicit_bzero(buffer, sizeof(buffer));
	explicit_bzero(&focus, sizeof(focus));
}

/* From key to key of a pad the hall hears nothing: the number of words would count the way. */
static bool is_kept_quiet(const struct app *app)
{
	const struct node *focus = ui_focus(app->ui);

	return hearing(app) == HEARING_ALL && focus && speech_is_unheard(focus);
}

void voice_focus(struct app *app, int where)
{
	char buffer[SPEECH_MAX];
	struct text words = text_in(buffer, sizeof(buffer));
	struct focus_words focus;
	bool moved = get_focus(app, &focus);

	if (where)
		speech_where(app->tree, NULL, hearing(app), &words);
	if (where || moved || !is_kept_quiet(app))
		say(app, buffer, &focus);
	explicit_bzero(buffer, sizeof(buffer));
	explicit_bzero(&focus, sizeof(focus));
}

static void set_volume(struct app *app, int step)
{
	app->volume = step;
	voice_send(app, &(struct voice_command){ .verb = VOICE_VOLUME, .step = step });
}

static void set_rate(struct app *app, int step)
{
	app->rate = step;
	voice_send(app, &(struct voice_command){ .verb = VOICE_RATE, .step = step });
}

/* In a pause between sentences a tone tells that the key was heard, and how loud it is now. */
static void answer_key(struct app *app)
{
	if (!app->speaking || app->voice_paused)
		voice_cue(app, TONE_DONE);
}

static void step_volume(struct app *app, int delta)
{
	set_volume(app, voice_step(app->volume, delta, VOICE_VOLUME_STEPS));
	answer_key(app);
}

static void step_rate(struct app *app, int delta)
{
	set_rate(app, voice_step(app->rate, delta, VOICE_RATE_STEPS));
	answer_key(app);
}

void voice_key(struct app *app, int key)
{
	switch (key) {
	case KEY_VOLUME_UP:
		step_volume(app, 1);
		break;
	case KEY_VOLUME_DOWN:
		step_volume(app, -1);
		break;
	case KEY_RATE_UP:
		step_rate(app, 1);
		break;
	case KEY_RATE_DOWN:
		step_rate(app, -1);
		break;
	case KEY_WHERE:
		voice_focus(app, 1);
		break;
	case KEY_REPEAT:
		saying_again(app);
		break;
	case KEY_PAUSE:
		app->voice_paused = !app->voice_paused;
		voice_send(app, &(struct voice_command){
			.verb = app->voice_paused ? VOICE_PAUSE : VOICE_RESUME });
		break;
	default:
		break;
	}
}

void voice_usual(struct app *app)
{
	set_volume(app, VOICE_VOLUME_DEFAULT);
	set_rate(app, VOICE_RATE_DEFAULT);
}

static bool plugged_in(const struct app *app)
{
	const char *jack = app->config.headphone_jack;

	return app->config.headphones || (jack[0] && access(jack, F_OK) == 0);
}

/* Who plugs headphones in wants to hear; who pulls them out has gone, or hears all the hall. */
static void jack_moved(struct app *app)
{
	app->headphones = !app->headphones;
	if (!app->headphones)	/* nor is it said again to all */
		saying_forget(app);
	voice_send(app, &(struct voice_command){ .verb = VOICE_ROUTE, .step = app->headphones });
	if (app->session.view.voice != app->headphones) {
		struct event event = app_event(app, EVENT_PRESS);

		event.press.verb = VERB_VOICE;
		app_post(app, &event);
	}
}

/* A long page read slowly takes longer than a visitor's silence may. */
#define SIGN_OF_LIFE_MS 10000

void voice_mind(struct app *app)
{
	int64_t now = app_now_ms(app);

	if (plugged_in(app) != app->headphones)
		jack_moved(app);
	if (!app->speaking || app->voice_paused || now - app->spoke_ms < SIGN_OF_LIFE_MS)
		return;
	app->spoke_ms = now;
	app_post_activity(app);
}

void voice_hush(struct app *app)
{
	voice_send(app, &(struct voice_command){ .verb = VOICE_STOP });
	saying_stop(app);
}

void voice_take_back(struct app *app)
{
	voice_hush(app);
	saying_forget(app);
}

void voice_forget(struct app *app)
{
	voice_send(app, &(struct voice_command){ .verb = VOICE_WIPE });
	app->volume = VOICE_VOLUME_DEFAULT;
	app->rate = VOICE_RATE_DEFAULT;
	app->voice_paused = false;
	saying_forget(app);
}

void voice_news(struct app *app, const uint8_t *data, size_t size)
{
	struct voice_event event;

	if (voice_event_decode(data, size, &event)) {
		log_error("voice: a message that makes no sense; started again");
		child_kill(&app->voice);
		return;
	}
	if (event.kind == VOICE_READY) {
		app->volume = VOICE_VOLUME_DEFAULT;
		app->rate = VOICE_RATE_DEFAULT;
		app->voice_paused = false;
		app->speaking = false;	/* what it was sent while it started begins yet */
		voice_send(app, &(struct voice_command){ .verb = VOICE_ROUTE,
							 .step = app->headphones });
	} else if (saying_news(app, &event)) {
		/* whoever listens to a long page is there after each of its pieces */
		app_post_activity(app);
	}
}
