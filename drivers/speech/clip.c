#include "drivers/speech/clip.h"

#include "base/fnv.h"
#include "base/log.h"
#include "base/text.h"

#include <SDL.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PIECE_SAMPLES (SPEECH_RATE_HZ / 50)

void clip_key(const char *words, char out[CLIP_KEY_MAX])
{
	snprintf(out, CLIP_KEY_MAX, "%016" PRIx64, fnv64_text(words));
}

static bool clip_path(const char *assets, const char *lang, const char *words,
		      char *out, size_t cap)
{
	struct text text = text_in(out, cap);
	char key[CLIP_KEY_MAX];

	clip_key(words, key);
	text_addf(&text, "%s/clips/%s/%s.wav", assets, lang, key);
	return !text.full && access(out, R_OK) == 0;
}

/* Converts in place: the buffer is SDL's and grows as SDL says. */
static bool convert(const SDL_AudioSpec *spec, const uint8_t *data, uint32_t size,
		    SDL_AudioCVT *ret_cvt)
{
	SDL_AudioCVT cvt;

	if (SDL_BuildAudioCVT(&cvt, spec->format, spec->channels, spec->freq,
			      AUDIO_S16SYS, 1, SPEECH_RATE_HZ) < 0)
		return false;
	cvt.len = (int)size;
	cvt.len_cvt = (int)size;
	cvt.buf = SDL_malloc((size_t)size * (size_t)cvt.len_mult);
	if (!cvt.buf)
		return false;
	memcpy(cvt.buf, data, size);
	if (cvt.needed && SDL_ConvertAudio(&cvt)) {
		SDL_free(cvt.buf);
		return false;
	}
	*ret_cvt = cvt;
	return true;
}

static void hand_over(const SDL_AudioCVT *cvt, espeak_take_fn *take, void *context)
{
	const int16_t *samples = (const int16_t *)(const void *)cvt->buf;
	int left = cvt->len_cvt / 2;
	bool go_on = true;

	while (left > 0 && go_on) {
		int n = left < PIECE_SAMPLES ? left : PIECE_SAMPLES;

		go_on = take(context, samples, n);
		samples += n;
		left -= n;
	}
}

bool clip_play(const char *assets, const char *lang, const char *words,
	       espeak_take_fn *take, void *context)
{
	char path[1024];
	SDL_AudioSpec spec;
	SDL_AudioCVT cvt;
	uint8_t *data;
	uint32_t size;
	bool converted;

	if (!clip_path(assets, lang, words, path, sizeof(path)))
		return false;
	if (!SDL_LoadWAV(path, &spec, &data, &size)) {
		log_warn("%s: %s; the made voice speaks instead", path, SDL_GetError());
		SDL_TLSCleanup();	/* the error's text, kept for this thread */
		return false;
	}
	converted = convert(&spec, data, size, &cvt);
	SDL_FreeWAV(data);
	if (!converted)
		return false;
	hand_over(&cvt, take, context);
	SDL_free(cvt.buf);
	return true;
}
