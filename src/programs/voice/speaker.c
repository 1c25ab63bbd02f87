#include "programs/voice/speaker.h"

#include "programs/voice/sound.h"
#include "base/clock.h"
#include "base/frame.h"
#include "base/log.h"
#include "drivers/speech/clip.h"
#include "drivers/speech/espeak.h"
#include "drivers/speech/mixer.h"
#include "drivers/speech/tone.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* More than a screen reads out one after the other; what comes beyond is dropped. */
#define SENTENCES_MAX 64
/* A sound card is closed when nothing was said for so long: no idle wake-ups. */
#define CARD_IDLE_S 10
/* After a sound card could not be opened it is tried again so much later. */
#define CARD_RETRY_MS 30000
/* Quieter samples before the first sound are left out. */
#define SILENCE 48

struct sentence {
	int64_t asked_ms;
	struct voice_command say;
	bool cut;		/* to be reported as interrupted, not spoken */
};

struct speaker {
	struct speaker_options options;
	struct mixer *mixer;
	pthread_t thread;
	/* below lock */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct sentence queue[SENTENCES_MAX];
	int head, count;
	bool speaking, ending, headphones;
	bool cue_waits;			/* a cue may be the first sound of all */
	int rate;
	struct sentence now;		/* while speaking */
	/* the speaker thread's own */
	struct voice_sounds *sounds;
	struct device *device;
	bool card_failed;
	int64_t card_failed_ms;
	bool begun;			/* something of `now` was heard */
	enum mixer_end end;
};

static void tell(struct speaker *speaker, enum voice_event_kind kind, uint32_t id,
		 int64_t after_ms)
{
	bool card = speaker->options.kind == DEVICE_AUDIO && !speaker->card_failed;
	struct voice_event event = { kind, id, (uint32_t)after_ms, !card };
	uint8_t message[VOICE_MESSAGE_MAX];
	size_t size;

	/* The kiosk being gone is seen, and acted upon, by the reading side. */
	if (!voice_event_encode(&event, message, sizeof(message), &size) &&
	    frame_send(speaker->options.fd, message, size))
		log_debug("nobody hears the events");
}

/* --- the speaker's thread --- */

static enum err open_silent(struct speaker *speaker)
{
	return device_open(DEVICE_SILENT, NULL, true, speaker->mixer, &speaker->device);
}

static bool card_rests(const struct speaker *speaker)
{
	return speaker->card_failed &&
	       clock_ms() - speaker->card_failed_ms < CARD_RETRY_MS;
}

static enum err open_device(struct speaker *speaker)
{
	const struct speaker_options *options = &speaker->options;

	if (speaker->device && (!speaker->card_failed || card_rests(speaker)))
		return ERR_OK;
	device_close(speaker->device);
	speaker->device = NULL;
	if (card_rests(speaker))
		return open_silent(speaker);
	speaker->card_failed = false;
	if (!device_open(options->kind, options->device, options->paced,
			 speaker->mixer, &speaker->device))
		return ERR_OK;
	if (options->kind != DEVICE_AUDIO)
		return ERR_IO;
	speaker->card_failed = true;
	speaker->card_failed_ms = clock_ms();
	return open_silent(speaker);
}

/* The card stopped pulling: go on without one, and try it again later. */
static void leave_card(struct speaker *speaker)
{
	log_warn("the sound card stands still; going on without it");
	device_close(speaker->device);
	speaker->device = NULL;
	speaker->card_failed = true;
	speaker->card_failed_ms = clock_ms();
	if (open_silent(speaker))
		log_error("no device at all");
}

static void tell_begun(struct speaker *speaker)
{
	speaker->end = mixer_wait_first(speaker->mixer);
	if (speaker->end != MIXER_DONE)
		return;
	speaker->begun = true;
	tell(speaker, VOICE_STARTED, speaker->now.say.id,
	     clock_ms() - speaker->now.asked_ms);
}

static bool take_samples(void *context, const int16_t *samples, int count)
{
	struct speaker *speaker = context;

	while (!speaker->begun && count > 0 && abs(*samples) < SILENCE) {
		samples++;
		count--;
	}
	if (count == 0)
		return true;
	speaker->end = mixer_write(speaker->mixer, samples, count);
	if (speaker->end == MIXER_DONE && !speaker->begun)
		tell_begun(speaker);
	return speaker->end == MIXER_DONE;
}

static int current_rate(struct speaker *speaker)
{
	int rate;

	pthread_mutex_lock(&speaker->lock);
	rate = voice_rate_percent(speaker->rate);
	pthread_mutex_unlock(&speaker->lock);
	return rate;
}

static bool play_clip(struct speaker *speaker)
{
	static char heard[VOICE_TEXT_MAX];
	const struct say_part part = speaker->now.say.part;
	bool played;

	memcpy(heard, speaker->now.say.text + part.from, part.to - part.from);
	heard[part.to - part.from] = 0;
	played = clip_play(speaker->options.assets, lang_code(speaker->now.say.lang), heard,
			   take_samples, speaker);
	explicit_bzero(heard, sizeof(heard));
	return played;
}

/* A recorded clip where there is one and the rate is the usual; else espeak. */
static void speak_now(struct speaker *speaker)
{
	const char *clause;
	struct voice_words *words;

	if (current_rate(speaker) == 100 && play_clip(speaker))
		return;
	words = voice_words_begin(speaker->sounds, speaker->now.say.lang, speaker->now.say.text,
				  speaker->now.say.part);
	while (speaker->end == MIXER_DONE && (clause = voice_words_next(words))) {
		if (espeak_speak(clause, current_rate(speaker), take_samples, speaker) ==
		    ERR_IO)
			break;
	}
	voice_words_end(words);
}

static enum voice_event_kind speak(struct speaker *speaker)
{
	if (open_device(speaker))
		return VOICE_FINISHED;
	speak_now(speaker);
	if (speaker->end == MIXER_DONE)
		speaker->end = mixer_wait_last(speaker->mixer);
	if (speaker->end == MIXER_STALLED) {
		mixer_cut(speaker->mixer);
		leave_card(speaker);
	}
	return speaker->end == MIXER_CUT ? VOICE_INTERRUPTED : VOICE_FINISHED;
}

/*
 * Called with the lock.  Waits for a command; a sound card that nobody needed
 * for a while is closed.
 */
static void wait_changed(struct speaker *speaker)
{
	struct timespec until;

	if (!speaker->device || speaker->options.kind != DEVICE_AUDIO) {
		pthread_cond_wait(&speaker->changed, &speaker->lock);
		return;
	}
	until = clock_after(1000 * CARD_IDLE_S);
	if (pthread_cond_timedwait(&speaker->changed, &speaker->lock, &until)) {
		device_close(speaker->device);
		speaker->device = NULL;
	}
}

/* Called with the lock. False: the speaker ends, and nothing is left to tell. */
static bool wait_sentence(struct speaker *speaker)
{
	while (speaker->count == 0 && !speaker->ending) {
		if (speaker->cue_waits && open_device(speaker))
			log_error("no device for a cue");
		speaker->cue_waits = false;
		wait_changed(speaker);
	}
	return speaker->count > 0;
}

/*
 * Takes the next sentence and decides, at the very moment at which it would
 * sound, whether it may.
 */
static bool next_sentence(struct speaker *speaker, bool *ret_may)
{
	pthread_mutex_lock(&speaker->lock);
	if (!wait_sentence(speaker)) {
		pthread_mutex_unlock(&speaker->lock);
		return false;
	}
	speaker->now = speaker->queue[speaker->head];
	explicit_bzero(&speaker->queue[speaker->head], sizeof(struct sentence));
	speaker->head = (speaker->head + 1) % SENTENCES_MAX;
	speaker->count--;
	*ret_may = speaker->headphones || !(speaker->now.say.flags & VOICE_PRIVATE);
	speaker->speaking = *ret_may && !speaker->now.cut;
	speaker->begun = false;
	speaker->end = MIXER_DONE;
	if (speaker->speaking)
		mixer_begin(speaker->mixer);
	pthread_mutex_unlock(&speaker->lock);
	return true;
}

static void *run(void *argument)
{
	struct speaker *speaker = argument;
	bool may;

	tell(speaker, VOICE_READY, 0, 0);
	while (next_sentence(speaker, &may)) {
		uint32_t id = speaker->now.say.id;
		enum voice_event_kind kind = VOICE_INTERRUPTED;

		if (speaker->speaking)
			kind = speak(speaker);
		else if (!speaker->now.cut)
			kind = VOICE_WITHHELD;
		pthread_mutex_lock(&speaker->lock);
		speaker->speaking = false;
		explicit_bzero(&speaker->now, sizeof(speaker->now));
		pthread_mutex_unlock(&speaker->lock);
		tell(speaker, kind, id, 0);
	}
	device_close(speaker->device);
	return NULL;
}

/* --- the commands --- */

/* Called with the lock: all that is queued is answered as interrupted. */
static void cut_all(struct speaker *speaker)
{
	for (int i = 0; i < speaker->count; i++)
		speaker->queue[(speaker->head + i) % SENTENCES_MAX].cut = true;
	if (speaker->speaking)
		mixer_cut(speaker->mixer);
	mixer_pause(speaker->mixer, false);
}

static void enqueue(struct speaker *speaker, const struct sentence *sentence)
{
	if (!(sentence->say.flags & VOICE_AFTER))
		cut_all(speaker);
	if (speaker->count == SENTENCES_MAX) {
		log_warn("too much to say; a sentence is dropped");
		return;
	}
	speaker->queue[(speaker->head + speaker->count++) % SENTENCES_MAX] = *sentence;
}

static void say_sentence(struct speaker *speaker, const struct voice_command *command)
{
	struct sentence sentence = { .say = *command, .asked_ms = clock_ms() };

	enqueue(speaker, &sentence);
	explicit_bzero(&sentence, sizeof(sentence));
}

/* Headphones pulled out in the middle of a private sentence silence it. */
static void route(struct speaker *speaker, bool headphones)
{
	speaker->headphones = headphones;
	if (!headphones && speaker->speaking && (speaker->now.say.flags & VOICE_PRIVATE))
		mixer_cut(speaker->mixer);
}

static void set_volume(struct speaker *speaker, int step)
{
	int db = voice_volume_db(step) - speaker->options.full_scale_db;

	mixer_gain(speaker->mixer, (int)lround(1000 * pow(10, db / 20.0)));
}

static void cue(struct speaker *speaker, enum voice_tone kind)
{
	int count;
	const int16_t *samples = tone_samples(kind, &count);

	mixer_cue(speaker->mixer, samples, count);
	speaker->cue_waits = true;
}

void speaker_obey(struct speaker *speaker, const struct voice_command *command)
{
	pthread_mutex_lock(&speaker->lock);
	switch (command->verb) {
	case VOICE_SAY:
		say_sentence(speaker, command);
		break;
	case VOICE_STOP:
		cut_all(speaker);
		break;
	case VOICE_PAUSE:
	case VOICE_RESUME:
		mixer_pause(speaker->mixer, command->verb == VOICE_PAUSE);
		break;
	case VOICE_RATE:
		speaker->rate = command->step;
		break;
	case VOICE_VOLUME:
		set_volume(speaker, command->step);
		break;
	case VOICE_ROUTE:
		route(speaker, command->step != 0);
		break;
	case VOICE_CUE:
		cue(speaker, (enum voice_tone)command->step);
		break;
	case VOICE_WIPE:
		assert(command->verb != VOICE_WIPE);
	}
	pthread_cond_signal(&speaker->changed);
	pthread_mutex_unlock(&speaker->lock);
}

bool speaker_headphones(const struct speaker *speaker)
{
	return speaker->headphones;
}

static void init_locks(struct speaker *speaker)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&speaker->lock, NULL);
	pthread_cond_init(&speaker->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

static void release(struct speaker *speaker)
{
	mixer_destroy(speaker->mixer);
	voice_sounds_destroy(speaker->sounds);
	explicit_bzero(speaker, sizeof(*speaker));
	free(speaker);
}

enum err speaker_create(const struct speaker_options *options,
			struct speaker **ret_speaker)
{
	struct speaker *speaker = calloc(1, sizeof(*speaker));

	if (!speaker)
		return ERR_IO;
	speaker->options = *options;
	speaker->headphones = options->headphones;
	speaker->card_failed = options->card_failed_s > 0;
	speaker->card_failed_ms = 1000 * (int64_t)options->card_failed_s;
	speaker->rate = VOICE_RATE_DEFAULT;
	speaker->mixer = mixer_create();
	init_locks(speaker);
	if (!speaker->mixer || voice_sounds_create(options->assets, &speaker->sounds)) {
		release(speaker);
		return ERR_IO;
	}
	set_volume(speaker, VOICE_VOLUME_DEFAULT);
	if (pthread_create(&speaker->thread, NULL, run, speaker)) {
		release(speaker);
		return ERR_IO;
	}
	*ret_speaker = speaker;
	return ERR_OK;
}

int speaker_destroy(struct speaker *speaker)
{
	int failed_s;

	pthread_mutex_lock(&speaker->lock);
	cut_all(speaker);
	speaker->ending = true;
	pthread_cond_signal(&speaker->changed);
	pthread_mutex_unlock(&speaker->lock);
	pthread_join(speaker->thread, NULL);
	failed_s = speaker->card_failed ? (int)(speaker->card_failed_ms / 1000) : 0;
	release(speaker);
	return failed_s;
}
