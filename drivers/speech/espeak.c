#include "drivers/speech/espeak.h"

#include "base/log.h"
#include "base/text.h"
#include "speech/say.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <espeak-ng/speak_lib.h>

/* Longest piece of a sound in one voice. */
#define PIECE_MAX 8192
/* Samples are handed over in pieces this long; what can be interrupted at all. */
#define BUFFER_MS 20

/*
 * espeak's "words a minute" that give a speed in percent, measured over a
 * Mandarin and an English paragraph: its scale is linear for neither.
 */
struct speed {
	int percent;
	int wpm[2];	/* enum tongue */
};

enum tongue { MANDARIN, ENGLISH };

static const char *const voice_names[] = { "cmn-latn-pinyin", "en" };

static const struct speed speeds[] = {
	{ 50, { 94, 91 } },
	{ 63, { 117, 113 } },
	{ 80, { 144, 141 } },
	{ 100, { 175, 175 } },
	{ 125, { 212, 218 } },
	{ 160, { 257, 280 } },
	{ 200, { 307, 348 } },
};

#define SPEEDS ((int)(sizeof(speeds) / sizeof(speeds[0])))

static struct {
	bool open;
	int voice;		/* enum tongue now set, -1 none */
	espeak_take_fn *take;
	void *context;
	bool stopped;
} engine = { .voice = -1 };

static int hand_over(short *samples, int count, espeak_EVENT *events)
{
	(void)events;
	if (samples && count > 0 && !engine.stopped && engine.take)
		engine.stopped = !engine.take(engine.context, samples, count);
	return engine.stopped;
}

/*
 * espeak-ng 1.51 asks a sound server for a device in every mode, also where all its samples are
 * handed over: it asks one that is none.  Of a home that this process gave up the server's
 * library would say on stderr that it cannot write there.
 */
static int initialize(void)
{
	const char *before = getenv("PULSE_SERVER");
	char *server = before ? strdup(before) : NULL;
	int rate;

	setenv("PULSE_SERVER", "unix:/dev/null", 1);
	rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, NULL,
				 espeakINITIALIZE_DONT_EXIT);
	if (server)
		setenv("PULSE_SERVER", server, 1);
	else
		unsetenv("PULSE_SERVER");
	free(server);
	return rate;
}

enum err espeak_open(void)
{
	int rate;

	assert(!engine.open);
	rate = initialize();
	if (rate != SPEECH_RATE_HZ) {
		log_error("espeak-ng does not start; is the package espeak-ng-data installed?");
		return ERR_IO;
	}
	espeak_SetSynthCallback(hand_over);
	engine.open = true;
	engine.voice = -1;
	return ERR_OK;
}

void espeak_close(void)
{
	if (engine.open)
		espeak_Terminate();
	engine.open = false;
}

static enum err set_voice(enum tongue tongue)
{
	assert(engine.open);
	if (engine.voice == (int)tongue)
		return ERR_OK;
	if (espeak_SetVoiceByName(voice_names[tongue]) != EE_OK) {
		log_error("espeak-ng has no voice %s", voice_names[tongue]);
		return ERR_IO;
	}
	engine.voice = (int)tongue;
	return ERR_OK;
}

/* Between two measured speeds, a straight line. */
static int words_a_minute(enum tongue tongue, int percent)
{
	int i = 1;

	while (i < SPEEDS - 1 && speeds[i].percent < percent)
		i++;
	return speeds[i - 1].wpm[tongue] +
	       (speeds[i].wpm[tongue] - speeds[i - 1].wpm[tongue]) *
		       (percent - speeds[i - 1].percent) /
		       (speeds[i].percent - speeds[i - 1].percent);
}

/*
 * The next piece in one voice: a sound begins in Mandarin and changes voice at
 * SAY_ENGLISH and SAY_MANDARIN.  False at the end.
 */
static bool next_piece(const char **at, enum tongue *tongue, char *piece, size_t cap)
{
	static const char switches[] = { SAY_ENGLISH, SAY_MANDARIN, 0 };
	size_t len;

	while (**at == SAY_ENGLISH || **at == SAY_MANDARIN)
		*tongue = *(*at)++ == SAY_ENGLISH ? ENGLISH : MANDARIN;
	len = strcspn(*at, switches);
	if (len == 0)
		return false;
	assert(len < cap);
	memcpy(piece, *at, len);
	piece[len] = 0;
	*at += len;
	return true;
}

static enum err speak_piece(const char *piece, enum tongue tongue, int rate_percent)
{
	enum err err = set_voice(tongue);

	if (err)
		return err;
	espeak_SetParameter(espeakRATE, words_a_minute(tongue, rate_percent), 0);
	if (espeak_Synth(piece, strlen(piece) + 1, 0, POS_CHARACTER, 0,
			 espeakCHARS_UTF8, NULL, NULL) != EE_OK && !engine.stopped)
		return ERR_IO;
	return engine.stopped ? ERR_CANCELLED : ERR_OK;
}

enum err espeak_speak(const char *sound, int rate_percent, espeak_take_fn *take,
		      void *context)
{
	static char piece[PIECE_MAX];
	enum tongue tongue = MANDARIN;
	enum err err = ERR_OK;

	assert(strlen(sound) < PIECE_MAX);
	engine.take = take;
	engine.context = context;
	engine.stopped = false;
	while (!err && next_piece(&sound, &tongue, piece, sizeof(piece)))
		err = speak_piece(piece, tongue, rate_percent);
	explicit_bzero(piece, sizeof(piece));
	return err;
}

static enum err add_phonemes(struct text *text, const char *piece)
{
	const void *at = piece;

	while (at) {
		text_add(text, espeak_TextToPhonemes(&at, espeakCHARS_UTF8, 0));
		text_add(text, " ");
	}
	return text->full ? ERR_FULL : ERR_OK;
}

enum err espeak_phonemes(const char *sound, char *out, size_t cap)
{
	static char piece[PIECE_MAX];
	struct text text = text_in(out, cap);
	enum tongue tongue = MANDARIN;
	enum err err = ERR_OK;

	assert(strlen(sound) < PIECE_MAX);
	while (!err && next_piece(&sound, &tongue, piece, sizeof(piece))) {
		err = set_voice(tongue);
		text_add(&text, tongue == ENGLISH ? "(en) " : "");
		if (!err)
			err = add_phonemes(&text, piece);
	}
	explicit_bzero(piece, sizeof(piece));
	return err;
}

bool espeak_knows(uint32_t character)
{
	char bytes[5] = { 0 }, phonemes[128];

	/* Beyond the basic plane it has no reading and spells the code point. */
	if (character > 0xffff)
		return false;
	utf8_put(character, bytes);
	return !espeak_phonemes(bytes, phonemes, sizeof(phonemes)) &&
	       !strstr(phonemes, "@:");
}
