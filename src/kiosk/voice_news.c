/*
 * Sees the voice's messages and the tree, never the session: their words for
 * cues are the same by number (asserted in effects.c).
 */
#include "kiosk/voice_news.h"

#include "kiosk/device_test.h"
#include "kiosk/kiosk.h"
#include "kiosk/saying.h"
#include "base/fnv.h"
#include "base/log.h"
#include "ui/spoken.h"
#include "speech/voice_link.h"

#include <string.h>
#include <unistd.h>

void voice_send(struct kiosk *kiosk, const struct voice_command *command)
{
	uint8_t message[VOICE_MESSAGE_MAX];
	size_t size = 0;

	if (kiosk->voice &&
	    voice_command_encode(command, message, sizeof(message), &size) == ERR_OK)
		helper_send(kiosk->voice, message, size);
	explicit_bzero(message, sizeof(message));
}

void voice_cue(struct kiosk *kiosk, int kind)
{
	voice_send(kiosk, &(struct voice_command){ .verb = VOICE_CUE, .step = kind });
}

/* Without headphones everyone in the hall listens. */
static enum audience audience(const struct kiosk *kiosk)
{
	return kiosk->headphones ? AUDIENCE_ONE : AUDIENCE_ALL;
}

/* What the strip of captions may have of what is heard so. */
static enum audience shown(const struct kiosk *kiosk)
{
	return kiosk->headphones ? AUDIENCE_EYES : AUDIENCE_ALL;
}

void voice_note_speaking(struct kiosk *kiosk)
{
	kiosk->speaking = kiosk->voice && helper_runs(kiosk->voice);
	kiosk->spoke_ms = kiosk->piece_ms = kiosk_now_ms(kiosk);
}

/* Of words that may be private only a sum is kept. */
static uint32_t sum_of(const char *words)
{
	return fnv32_text(FNV32_BEGIN, words);
}

/* The focused node's words, to be said last. */
struct focus_words {
	char said[SPEECH_MAX];
	char shown[SPEECH_MAX];
};

/* Remembers what they were; true: they are others than before. */
static bool get_focus(struct kiosk *kiosk, struct focus_words *ret)
{
	struct text said = text_in(ret->said, sizeof(ret->said));
	struct text seen = text_in(ret->shown, sizeof(ret->shown));
	const struct node *focus = ui_focus(kiosk->ui);
	uint32_t before = kiosk->focus_sum;

	if (focus) {
		spoken_node(focus, kiosk->tree->lang, audience(kiosk), &said);
		spoken_node(focus, kiosk->tree->lang, shown(kiosk), &seen);
	}
	kiosk->focus_sum = sum_of(ret->said);
	return kiosk->focus_sum != before;
}

static void send_say(struct kiosk *kiosk, const char *all, const struct focus_words *focus)
{
	saying_begin(kiosk, &(struct words){ all, focus->said, focus->shown });
}

/* Gets what is live; true: it is not what was said before. */
static bool get_live(struct kiosk *kiosk, struct text *out)
{
	uint32_t before = kiosk->live_sum;

	spoken_live(kiosk->tree, audience(kiosk), out);
	kiosk->live_sum = sum_of(out->bytes);
	return kiosk->live_sum != before;
}

/* A step is named when it begins, and where somebody asks; not on each of its pages. */
static void add_step(struct kiosk *kiosk, struct text *out)
{
	char buffer[SPEECH_MAX];
	struct text step = text_in(buffer, sizeof(buffer));
	uint32_t before = kiosk->step_sum;

	spoken_step(kiosk->tree, audience(kiosk), &step);
	if (!buffer[0])		/* a page of help or a warning between is no other step */
		return;
	kiosk->step_sum = sum_of(buffer);
	if (kiosk->step_sum != before)
		text_add(out, buffer);
}

void voice_screen(struct kiosk *kiosk)
{
	char buffer[SPOKEN_MAX];
	struct text words = text_in(buffer, sizeof(buffer));
	struct focus_words focus;

	get_live(kiosk, &words);
	words = text_in(buffer, sizeof(buffer));
	add_step(kiosk, &words);
	spoken_screen(kiosk->tree, audience(kiosk), &words);
	get_focus(kiosk, &focus);
	send_say(kiosk, buffer, &focus);
	explicit_bzero(buffer, sizeof(buffer));
	explicit_bzero(&focus, sizeof(focus));
}

void voice_changes(struct kiosk *kiosk)
{
	char buffer[SPEECH_MAX];
	struct text words = text_in(buffer, sizeof(buffer));
	bool live = get_live(kiosk, &words);
	struct focus_words focus;
	bool moved = get_focus(kiosk, &focus);

	if (!moved)
		focus.said[0] = focus.shown[0] = 0;
	if (live || moved)
		send_say(kiosk, live ? buffer : "", &focus);
	explicit_bzero(buffer, sizeof(buffer));
	explicit_bzero(&focus, sizeof(focus));
}

/* From key to key of a pad the hall hears nothing: the number of words would count the way. */
static bool is_kept_quiet(const struct kiosk *kiosk)
{
	const struct node *focus = ui_focus(kiosk->ui);

	return audience(kiosk) == AUDIENCE_ALL && focus && spoken_is_unheard(focus);
}

void voice_focus(struct kiosk *kiosk, int where)
{
	char buffer[SPEECH_MAX];
	struct text words = text_in(buffer, sizeof(buffer));
	struct focus_words focus;
	bool moved = get_focus(kiosk, &focus);

	if (where)
		spoken_where(kiosk->tree, NULL, audience(kiosk), &words);
	if (where || moved || !is_kept_quiet(kiosk))
		send_say(kiosk, buffer, &focus);
	explicit_bzero(buffer, sizeof(buffer));
	explicit_bzero(&focus, sizeof(focus));
}

static void set_volume(struct kiosk *kiosk, int step)
{
	kiosk->volume = step;
	voice_send(kiosk, &(struct voice_command){ .verb = VOICE_VOLUME, .step = step });
}

static void set_rate(struct kiosk *kiosk, int step)
{
	kiosk->rate = step;
	voice_send(kiosk, &(struct voice_command){ .verb = VOICE_RATE, .step = step });
}

/* In a pause between sentences a tone tells that the key was heard, and how loud it is now. */
static void answer_key(struct kiosk *kiosk)
{
	if (!kiosk->speaking || kiosk->voice_paused)
		voice_cue(kiosk, TONE_DONE);
}

_Static_assert(SPEED_STEPS == VOICE_RATE_STEPS && SPEED_USUAL == VOICE_RATE_DEFAULT &&
	       VOLUME_STEPS == VOICE_VOLUME_STEPS && VOLUME_USUAL == VOICE_VOLUME_DEFAULT,
	       "the session's steps are the voice's");

/* The session knows both: the glass shows what the keys have set. */
static void post_step(struct kiosk *kiosk, enum verb verb, int step)
{
	struct event event = kiosk_event(kiosk, EVENT_PRESS);

	event.press.verb = verb;
	event.press.arg = step;
	kiosk->key_tuned = true;
	kiosk_post(kiosk, &event);
}

static void step_volume(struct kiosk *kiosk, int delta)
{
	post_step(kiosk, VERB_VOLUME,
		  voice_step(kiosk->session.view.volume, delta, VOICE_VOLUME_STEPS));
}

static void step_rate(struct kiosk *kiosk, int delta)
{
	post_step(kiosk, VERB_SPEED,
		  voice_step(kiosk->session.view.speed, delta, VOICE_RATE_STEPS));
}

void voice_match(struct kiosk *kiosk)
{
	const struct display_settings *view = &kiosk->session.view;
	bool louder = view->volume != kiosk->volume, faster = view->speed != kiosk->rate;

	if (louder)
		set_volume(kiosk, view->volume);
	if (faster)
		set_rate(kiosk, view->speed);
	if ((louder || faster) &&
	    (kiosk->key_tuned || kiosk->session.sheet == SHEET_DISPLAY))
		answer_key(kiosk);
	kiosk->key_tuned = false;
}

void voice_key(struct kiosk *kiosk, int key)
{
	switch (key) {
	case KEY_VOLUME_UP:
		step_volume(kiosk, 1);
		break;
	case KEY_VOLUME_DOWN:
		step_volume(kiosk, -1);
		break;
	case KEY_RATE_UP:
		step_rate(kiosk, 1);
		break;
	case KEY_RATE_DOWN:
		step_rate(kiosk, -1);
		break;
	case KEY_WHERE:
		voice_focus(kiosk, 1);
		break;
	case KEY_REPEAT:
		saying_again(kiosk);
		break;
	case KEY_PAUSE:
		kiosk->voice_paused = !kiosk->voice_paused;
		kiosk->piece_ms = kiosk_now_ms(kiosk);	/* a pause lasts as long as it likes */
		voice_send(kiosk, &(struct voice_command){
			.verb = kiosk->voice_paused ? VOICE_PAUSE : VOICE_RESUME });
		break;
	default:
		break;
	}
}

static bool plugged_in(const struct kiosk *kiosk)
{
	const char *jack = kiosk->config.headphone_jack;

	return kiosk->config.headphones || (jack[0] && access(jack, F_OK) == 0);
}

/* Who plugs headphones in wants to hear; who pulls them out has gone, or hears all the hall. */
static void jack_moved(struct kiosk *kiosk)
{
	kiosk->headphones = !kiosk->headphones;
	log_info("headphones: %s", kiosk->headphones ? "plugged in" : "pulled out");
	device_test_jack(kiosk);
	if (!kiosk->headphones)	/* nor is it said again to all */
		saying_forget(kiosk);
	voice_send(kiosk,
		   &(struct voice_command){ .verb = VOICE_ROUTE, .step = kiosk->headphones });
	if (kiosk->session.view.voice != kiosk->headphones) {
		struct event event = kiosk_event(kiosk, EVENT_PRESS);

		event.press.verb = VERB_VOICE;
		kiosk_post(kiosk, &event);
	}
}

void voice_mind_jack(struct kiosk *kiosk)
{
	if (plugged_in(kiosk) != kiosk->headphones)
		jack_moved(kiosk);
}

/* A long page read slowly takes longer than a visitor's silence may. */
#define SIGN_OF_LIFE_MS 10000
/*
 * A piece is as much as its caption has room for: of three lines of some forty characters each,
 * at half the usual speed, the last is said after a minute.  A voice that shows life and says
 * nothing of its piece for three times as long is no visitor.
 */
#define PIECE_LASTS_MS 180000

void voice_mind(struct kiosk *kiosk)
{
	int64_t now = kiosk_now_ms(kiosk);

	if (!kiosk->speaking || kiosk->voice_paused || now - kiosk->spoke_ms < SIGN_OF_LIFE_MS)
		return;
	if (now - kiosk->piece_ms > PIECE_LASTS_MS) {
		log_warn("voice: it says nothing of what it says; nobody is thought to listen");
		saying_stop(kiosk);
		return;
	}
	kiosk->spoke_ms = now;
	kiosk_post_activity(kiosk);
}

void voice_hush(struct kiosk *kiosk)
{
	voice_send(kiosk, &(struct voice_command){ .verb = VOICE_STOP });
	kiosk->step_sum = 0;	/* who listens next may not have heard it */
	saying_stop(kiosk);
}

void voice_take_back(struct kiosk *kiosk)
{
	voice_hush(kiosk);
	saying_forget(kiosk);
}

void voice_forget(struct kiosk *kiosk)
{
	voice_send(kiosk, &(struct voice_command){ .verb = VOICE_WIPE });
	kiosk->volume = VOICE_VOLUME_DEFAULT;
	kiosk->rate = VOICE_RATE_DEFAULT;
	kiosk->voice_paused = false;
	kiosk->step_sum = 0;
	saying_forget(kiosk);
}

/* The settings are absolute: telling them twice does no harm. */
static void voice_ready(struct kiosk *kiosk)
{
	bool again = kiosk->voice_lost && kiosk->session.view.voice;

	kiosk->voice_lost = false;
	kiosk->voice_paused = false;
	kiosk->speaking = false;	/* what it was sent while it started begins yet */
	voice_send(kiosk, &(struct voice_command){ .verb = VOICE_ROUTE,
						 .step = kiosk->headphones });
	set_volume(kiosk, kiosk->volume);
	set_rate(kiosk, kiosk->rate);
	if (again)
		saying_again(kiosk);
}

enum err voice_news(void *context, const uint8_t *data, size_t size)
{
	struct kiosk *kiosk = context;
	struct voice_event event;
	enum err err = voice_event_decode(data, size, &event);

	if (err)
		return err;
	if (event.kind == VOICE_READY)
		voice_ready(kiosk);
	else if (device_test_voice(kiosk, &event))
		return ERR_OK;
	else if (saying_news(kiosk, &event))
		/* whoever listens to a long page is there after each of its pieces */
		kiosk_post_activity(kiosk);
	return ERR_OK;
}

void voice_lost(void *context)
{
	struct kiosk *kiosk = context;

	kiosk->voice_lost = true;
	device_test_no_sound(kiosk);
	saying_stop(kiosk);
	kiosk->voice_paused = false;
	if (kiosk->session.view.voice) {
		const char *words = words_get(kiosk->tree->lang, "ui.voice_lost");

		ui_caption(kiosk->ui, words, strlen(words));
	}
}
