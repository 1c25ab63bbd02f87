#include "drivers/speech/mixer.h"

#include "drivers/speech/espeak.h"
#include "base/clock.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A quarter second of speech. */
#define MIXER_QUEUE_MAX (SPEECH_RATE_HZ / 4)
#define STALL_S 2

struct mixer {
	pthread_mutex_t lock;
	pthread_cond_t moved;		/* something was pulled, cut or resumed */
	pthread_cond_t filled;		/* something can be pulled */
	int16_t queue[MIXER_QUEUE_MAX];
	int head, count;
	uint64_t pulled;		/* samples of speech since mixer_begin */
	bool cut, paused, ended;
	float gain;
	const int16_t *cue;
	int cue_left;
};

struct mixer *mixer_create(void)
{
	struct mixer *mixer = calloc(1, sizeof(*mixer));
	pthread_condattr_t monotonic;

	if (!mixer)
		return NULL;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&mixer->lock, NULL);
	pthread_cond_init(&mixer->moved, &monotonic);
	pthread_cond_init(&mixer->filled, &monotonic);
	pthread_condattr_destroy(&monotonic);
	mixer->gain = 1;
	return mixer;
}

void mixer_destroy(struct mixer *mixer)
{
	if (!mixer)
		return;
	pthread_cond_destroy(&mixer->moved);
	pthread_cond_destroy(&mixer->filled);
	pthread_mutex_destroy(&mixer->lock);
	explicit_bzero(mixer, sizeof(*mixer));
	free(mixer);
}

void mixer_begin(struct mixer *mixer)
{
	pthread_mutex_lock(&mixer->lock);
	mixer->cut = false;
	mixer->pulled = 0;
	pthread_mutex_unlock(&mixer->lock);
}

/*
 * Waits for a pull.  The clock of a stall starts anew at every pull and stands
 * still in a pause.
 */
static enum mixer_end wait_moved(struct mixer *mixer)
{
	uint64_t before = mixer->pulled;
	struct timespec until = clock_after(1000 * STALL_S);

	while (mixer->pulled == before && !mixer->cut) {
		int failed = pthread_cond_timedwait(&mixer->moved, &mixer->lock, &until);

		if (failed != ETIMEDOUT)
			continue;
		if (!mixer->paused)
			return MIXER_STALLED;
		until = clock_after(1000 * STALL_S);
	}
	return mixer->cut ? MIXER_CUT : MIXER_DONE;
}

static int enqueue(struct mixer *mixer, const int16_t *samples, int count)
{
	int n = 0;

	while (n < count && mixer->count < MIXER_QUEUE_MAX) {
		mixer->queue[(mixer->head + mixer->count) % MIXER_QUEUE_MAX] = samples[n++];
		mixer->count++;
	}
	pthread_cond_signal(&mixer->filled);
	return n;
}

enum mixer_end mixer_write(struct mixer *mixer, const int16_t *samples, int count)
{
	enum mixer_end end;

	pthread_mutex_lock(&mixer->lock);
	end = mixer->cut ? MIXER_CUT : MIXER_DONE;
	while (end == MIXER_DONE && count > 0) {
		int n = enqueue(mixer, samples, count);

		samples += n;
		count -= n;
		if (count > 0)
			end = wait_moved(mixer);
	}
	pthread_mutex_unlock(&mixer->lock);
	return end;
}

enum mixer_end mixer_wait_first(struct mixer *mixer)
{
	enum mixer_end end;

	pthread_mutex_lock(&mixer->lock);
	end = mixer->cut ? MIXER_CUT : MIXER_DONE;
	if (end == MIXER_DONE && mixer->pulled == 0)
		end = wait_moved(mixer);
	pthread_mutex_unlock(&mixer->lock);
	return end;
}

enum mixer_end mixer_wait_last(struct mixer *mixer)
{
	enum mixer_end end;

	pthread_mutex_lock(&mixer->lock);
	end = mixer->cut ? MIXER_CUT : MIXER_DONE;
	while (end == MIXER_DONE && mixer->count > 0)
		end = wait_moved(mixer);
	pthread_mutex_unlock(&mixer->lock);
	return end;
}

void mixer_cut(struct mixer *mixer)
{
	pthread_mutex_lock(&mixer->lock);
	mixer->cut = true;
	mixer->head = mixer->count = 0;
	explicit_bzero(mixer->queue, sizeof(mixer->queue));
	pthread_cond_broadcast(&mixer->moved);
	pthread_mutex_unlock(&mixer->lock);
}

void mixer_pause(struct mixer *mixer, bool paused)
{
	pthread_mutex_lock(&mixer->lock);
	mixer->paused = paused;
	pthread_cond_broadcast(&mixer->filled);
	pthread_mutex_unlock(&mixer->lock);
}

void mixer_gain(struct mixer *mixer, int thousandths)
{
	pthread_mutex_lock(&mixer->lock);
	mixer->gain = (float)thousandths / 1000;
	pthread_mutex_unlock(&mixer->lock);
}

void mixer_cue(struct mixer *mixer, const int16_t *samples, int count)
{
	pthread_mutex_lock(&mixer->lock);
	mixer->cue = samples;
	mixer->cue_left = count;
	pthread_cond_signal(&mixer->filled);
	pthread_mutex_unlock(&mixer->lock);
}

/* Linear up to half of the scale; above it bends towards the whole, never past it. */
static int16_t limited(float value)
{
	const float knee = 16384, room = 32767 - knee;
	float size = fabsf(value);

	if (size > knee)
		size = knee + room * tanhf((size - knee) / room);
	return (int16_t)(value < 0 ? -size : size);
}

static bool pullable(const struct mixer *mixer)
{
	return mixer->cue_left > 0 || (mixer->count > 0 && !mixer->paused);
}

static int16_t next_sample(struct mixer *mixer)
{
	float sum = 0;

	if (mixer->count > 0 && !mixer->paused) {
		sum = mixer->queue[mixer->head];
		mixer->queue[mixer->head] = 0;
		mixer->head = (mixer->head + 1) % MIXER_QUEUE_MAX;
		mixer->count--;
		mixer->pulled++;
	}
	if (mixer->cue_left > 0) {
		sum += *mixer->cue++;
		mixer->cue_left--;
	}
	return limited(sum * mixer->gain);
}

int mixer_pull(struct mixer *mixer, int16_t *out, int count)
{
	int n = 0;

	pthread_mutex_lock(&mixer->lock);
	while (n < count && pullable(mixer))
		out[n++] = next_sample(mixer);
	pthread_cond_broadcast(&mixer->moved);
	pthread_mutex_unlock(&mixer->lock);
	memset(out + n, 0, (size_t)(count - n) * sizeof(*out));
	return n;
}

bool mixer_wait_pullable(struct mixer *mixer)
{
	bool go_on;

	pthread_mutex_lock(&mixer->lock);
	while (!mixer->ended && !pullable(mixer))
		pthread_cond_wait(&mixer->filled, &mixer->lock);
	go_on = !mixer->ended;
	pthread_mutex_unlock(&mixer->lock);
	return go_on;
}

static void set_ended(struct mixer *mixer, bool ended)
{
	pthread_mutex_lock(&mixer->lock);
	mixer->ended = ended;
	pthread_cond_broadcast(&mixer->filled);
	pthread_mutex_unlock(&mixer->lock);
}

void mixer_end_pulls(struct mixer *mixer)
{
	set_ended(mixer, true);
}

void mixer_begin_pulls(struct mixer *mixer)
{
	set_ended(mixer, false);
}
