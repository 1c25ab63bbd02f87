#include "drivers/speech/device.h"

#include "base/bytes.h"
#include "base/log.h"
#include "base/text.h"
#include "drivers/speech/espeak.h"

#include <SDL.h>

#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* 12 ms: what the sound card asks for at a time, and so the least delay. */
#define CARD_SAMPLES 256
/* 20 ms: what the others pull at a time. */
#define PULL_SAMPLES (SPEECH_RATE_HZ / 50)

struct device {
	enum device_kind kind;
	struct mixer *mixer;
	bool paced;
	SDL_AudioDeviceID card;
	FILE *wav;
	uint32_t wav_samples;
	pthread_t puller;
};

static void card_pulls(void *context, Uint8 *out, int bytes)
{
	mixer_pull(context, (int16_t *)(void *)out, bytes / 2);
}

/*
 * Where there is neither a server nor a card (a bare machine), the libraries below SDL would
 * say so in a dozen lines of stderr each time, of a home that this process gave up among them.
 */
static bool is_there_any(void)
{
	const char *run = getenv("XDG_RUNTIME_DIR");
	char socket_path[PATH_MAX];
	glob_t cards = { 0 };
	bool found;

	if (getenv("SDL_AUDIODRIVER") || getenv("PULSE_SERVER"))
		return true;
	snprintf(socket_path, sizeof(socket_path), "%s/pulse/native", run ? run : "");
	found = glob("/dev/snd/pcm*p", GLOB_NOSORT, NULL, &cards) == 0;
	globfree(&cards);
	return found || !access(socket_path, F_OK) || !access("/run/pulse/native", F_OK);
}

static enum err open_card(struct device *device, const char *name)
{
	SDL_AudioSpec want = {
		.freq = SPEECH_RATE_HZ, .format = AUDIO_S16SYS, .channels = 1,
		.samples = CARD_SAMPLES, .callback = card_pulls,
		.userdata = device->mixer,
	};

	if (!is_there_any()) {
		log_info("no sound card, and no sound server");
		return ERR_IO;
	}
	if (SDL_InitSubSystem(SDL_INIT_AUDIO)) {
		log_info("no sound system: %s", SDL_GetError());
		return ERR_IO;
	}
	device->card = SDL_OpenAudioDevice(name, 0, &want, NULL, 0);
	if (!device->card) {
		log_info("no sound card: %s", SDL_GetError());
		SDL_QuitSubSystem(SDL_INIT_AUDIO);
		return ERR_IO;
	}
	SDL_PauseAudioDevice(device->card, 0);
	return ERR_OK;
}

static void put_u16(uint8_t *at, unsigned value)
{
	at[0] = (uint8_t)value;
	at[1] = (uint8_t)(value >> 8);
}

static void put_u32(uint8_t *at, uint32_t value)
{
	put_u16(at, value & 0xffff);
	put_u16(at + 2, value >> 16);
}

/* RIFF, PCM, one channel, 16 bits; written again when the length is known. */
static void write_head(struct device *device)
{
	uint32_t bytes = device->wav_samples * 2;
	uint8_t head[44] = "RIFF....WAVEfmt ";

	put_u32(head + 4, 36 + bytes);
	put_u32(head + 16, 16);
	put_u16(head + 20, 1);
	put_u16(head + 22, 1);
	put_u32(head + 24, SPEECH_RATE_HZ);
	put_u32(head + 28, SPEECH_RATE_HZ * 2);
	put_u16(head + 32, 2);
	put_u16(head + 34, 16);
	memcpy(head + 36, "data", 4);
	put_u32(head + 40, bytes);
	rewind(device->wav);
	fwrite(head, sizeof(head), 1, device->wav);
}

static void write_samples(struct device *device, const int16_t *samples, int count)
{
	uint8_t bytes[PULL_SAMPLES * 2];

	for (int i = 0; i < count; i++)
		put_u16(bytes + 2 * i, (uint16_t)samples[i]);
	fwrite(bytes, 2, (size_t)count, device->wav);
	device->wav_samples += (uint32_t)count;
}

static void sleep_for(int samples)
{
	struct timespec pause = { 0, (long)samples * (1000000000L / SPEECH_RATE_HZ) };

	nanosleep(&pause, NULL);
}

static void *pull(void *argument)
{
	struct device *device = argument;
	int16_t samples[PULL_SAMPLES];

	while (mixer_wait_pullable(device->mixer)) {
		int n = mixer_pull(device->mixer, samples, PULL_SAMPLES);

		if (device->wav)
			write_samples(device, samples, n);
		if (device->paced)
			sleep_for(n);
	}
	explicit_bzero(samples, sizeof(samples));
	return NULL;
}

static enum err open_puller(struct device *device)
{
	mixer_begin_pulls(device->mixer);
	if (pthread_create(&device->puller, NULL, pull, device))
		return ERR_IO;
	return ERR_OK;
}

static enum err open_wav(struct device *device, const char *folder)
{
	char path[1024];
	struct text text = text_in(path, sizeof(path));

	text_addf(&text, "%s/voice.wav", folder);
	device->wav = text.full ? NULL : fopen(path, "wbe");
	if (!device->wav) {
		log_error("%s: %s", path, strerror(errno));
		return ERR_IO;
	}
	write_head(device);
	return open_puller(device);
}

static enum err open_kind(struct device *device, const char *name)
{
	switch (device->kind) {
	case DEVICE_AUDIO:
		return open_card(device, name);
	case DEVICE_WAV:
		return open_wav(device, name);
	default:
		device->paced = true;
		return open_puller(device);
	}
}

enum err device_open(enum device_kind kind, const char *name, bool paced,
		     struct mixer *mixer, struct device **ret_device)
{
	struct device *device = calloc(1, sizeof(*device));
	enum err err;

	if (!device)
		return ERR_IO;
	*device = (struct device){ .kind = kind, .mixer = mixer, .paced = paced };
	err = open_kind(device, name);
	if (err) {
		free(device);
		return err;
	}
	*ret_device = device;
	return ERR_OK;
}

void device_close(struct device *device)
{
	if (!device)
		return;
	if (device->kind == DEVICE_AUDIO) {
		SDL_CloseAudioDevice(device->card);
		SDL_QuitSubSystem(SDL_INIT_AUDIO);
	} else {
		mixer_end_pulls(device->mixer);
		pthread_join(device->puller, NULL);
	}
	if (device->wav) {
		write_head(device);
		fclose(device->wav);
	}
	free(device);
	SDL_TLSCleanup();	/* texts of errors, kept for this thread */
}
