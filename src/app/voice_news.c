/*
 * Sees the voice's messages and the tree, never the session: their words for
 * cues are the same by number (asserted in effects.c).
 */
#include "app/voice_news.h"

#include "app/app.h"
#include "base/log.h"
#include "ui/say.h"
#include "ui/speech.h"
#include "ui/voice_link.h"

#include <string.h>
#include <unistd.h>

static void send(struct app *app, const struct voice_command *command)
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
	send(app, &(struct voice_command){ .verb = VOICE_CUE, .step = kind });
}

/* Without headphones everyone in the hall listens. */
static enum hearing hearing(const struct app *app)
{
	return app->headphones ? HEARING_ONE : HEARING_ALL;
}

static void note_speaking(struct app *app)
{
	app->speaking = child_running(&app->voice);
	app->spoke_ms = app_now_ms(app);
}

/* One message; words that are not the first of what is said wait for those before. */
static bool say_piece(struct app *app, const char *words, struct text *spoken)
{
	static struct voice_command command;
	bool fits;

	memset(&command, 0, sizeof(command));
	command.verb = VOICE_SAY;
	command.lang = app->tree->lang;
	command.flags = spoken->len > 0 ? VOICE_AFTER : 0;
	/* What one may hear all may not: pulled out, it is cut off in the middle. */
	if (hearing(app) == HEARING_ONE)
		command.flags |= VOICE_PRIVATE;
	fits = say_words(command.lang, words, command.text, sizeof(command.text)) == ERR_OK;
	if (fits) {
		command.id = ++app->voice_id ? app->voice_id : ++app->voice_id;
		app->voice_from = spoken->len > 0 ? app->voice_from : command.id;
		send(app, &command);
		note_speaking(app);
		text_add(spoken, command.text);
	}
	explicit_bzero(&command, sizeof(command));
	return fits;
}

/* So long a piece fits into a message, whatever its words grow to. */
#define PIECE_MAX (VOICE_TEXT_MAX / SAY_GROWTH)

static void say_pieces(struct app *app, const char *words, struct text *spoken)
{
	char piece[PIECE_MAX];

	for (size_t len; *words; words += len) {
		len = say_split(words, sizeof(piece) - 1);
		memcpy(piece, words, len);
		piece[len] = 0;
		if (!say_piece(app, piece, spoken))
			log_warn("voice: a piece has no room and is not said");
	}
	explicit_bzero(piece, sizeof(piece));
}

/* What is longer than a message is said in pieces. */
static void say(struct app *app, const struct text *words)
{
	struct text spoken;

	if (words->len == 0)
		return;
	spoken = text_in(app->spoken, sizeof(app->spoken));
	if (!say_piece(app, words->bytes, &spoken))
		say_pieces(app, words->bytes, &spoken);
}

/* The voice remembers one piece: what took several is said again from its first. */
static void say_again(struct app *app)
{
	char buffer[SPOKEN_MAX];
	struct text words = text_in(buffer, sizeof(buffer));

	if (app->voice_from == app->voice_id) {
		send(app, &(struct voice_command){ .verb = VOICE_REPEAT, .id = ++app->voice_id });
		app->voice_from = app->voice_id;
		note_speaking(app);
		return;
	}
	text_add(&words, app->spoken);
	say(app, &words);
	explicit_bzero(buffer, sizeof(buffer));
}

/* Of words that may be private only a sum is kept. */
static uint32_t sum_of(const char *words)
{
	uint32_t sum = 2166136261u;

	for (; *words; words++)
		sum = (sum ^ (unsigned char)*words) * 16777619u;
	return sum;
}

/* Adds the focused node's words, and remembers what they were. */
static void add_focus(struct app *app, struct text *out)
{
	char buffer[SPEECH_MAX];
	struct text words = text_in(buffer, sizeof(buffer));
	const struct node *focus = ui_focus(app->ui);

	if (focus)
		speech_node(focus, app->tree->lang, hearing(app), &words);
	app->focus_sum = sum_of(buffer);
	text_add(out, buffer);
	explicit_bzero(buffer, sizeof(buffer));
}

/* Adds what is live unless it is what was said before; true: something was added. */
static bool add_live(struct app *app, struct text *out)
{
	char buffer[SPEECH_MAX];
	struct text words = text_in(buffer, sizeof(buffer));
	uint32_t before = app->live_sum;

	speech_live(app->tree, hearing(app), &words);
	app->live_sum = sum_of(buffer);
	if (app->live_sum != before && out)
		text_add(out, buffer);
	explicit_bzero(buffer, sizeof(buffer));
	return app->live_sum != before;
}

void voice_screen(struct app *app)
{
	char buffer[SPOKEN_MAX];
	struct text words = text_in(buffer, sizeof(buffer));

	speech_screen(app->tree, hearing(app), &words);
	add_focus(app, &words);
	add_live(app, NULL);
	say(app, &words);
	explicit_bzero(buffer, sizeof(buffer));
}

void voice_changes(struct app *app)
{
	char buffer[VOICE_TEXT_MAX];
	struct text words = text_in(buffer, sizeof(buffer));
	uint32_t focus = app->focus_sum;
	bool live = add_live(app, &words);
	size_t without_focus = words.len;

	add_focus(app, &words);
	if (app->focus_sum == focus) {
		words.len = without_focus;
		buffer[without_focus] = 0;
	}
	if (live || app->focus_sum != focus)
		say(app, &words);
	explicit_bzero(buffer, sizeof(buffer));
}

void voice_focus(struct app *app, int where)
{
	char buffer[SPEECH_MAX];
	struct text words = text_in(buffer, sizeof(buffer));

	if (where)
		speech_where(app->tree, ui_focus(app->ui), hearing(app), &words);
	else
		add_focus(app, &words);
	say(app, &words);
	explicit_bzero(buffer, sizeof(buffer));
}

static void set_volume(struct app *app, int step)
{
	app->volume = step;
	send(app, &(struct voice_command){ .verb = VOICE_VOLUME, .step = step });
}

static void set_rate(struct app *app, int step)
{
	app->rate = step;
	send(app, &(struct voice_command){ .verb = VOICE_RATE, .step = step });
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
		say_again(app);
		break;
	case KEY_PAUSE:
		app->voice_paused = !app->voice_paused;
		send(app, &(struct voice_command){
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
		explicit_bzero(app->spoken, sizeof(app->spoken));
	send(app, &(struct voice_command){ .verb = VOICE_ROUTE, .step = app->headphones });
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
	send(app, &(struct voice_command){ .verb = VOICE_STOP });
}

void voice_forget(struct app *app)
{
	send(app, &(struct voice_command){ .verb = VOICE_WIPE });
	app->volume = VOICE_VOLUME_DEFAULT;
	app->rate = VOICE_RATE_DEFAULT;
	app->voice_paused = false;
	app->speaking = false;
	explicit_bzero(app->spoken, sizeof(app->spoken));
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
		app->speaking = false;
		send(app, &(struct voice_command){ .verb = VOICE_ROUTE,
						   .step = app->headphones });
	} else if (event.id - app->voice_from <= app->voice_id - app->voice_from &&
		   event.kind != VOICE_STARTED) {
		/* whoever listens to a long page is there after each of its pieces */
		if (event.id == app->voice_id)
			app->speaking = false;
		app_post_activity(app);
	}
}
