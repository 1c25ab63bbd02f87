/*
 * What the kiosk and its voice process (kiosk-voice) say to each other, as
 * values; base/frame.h carries them.  Both sides encode and decode here.
 *
 * The kiosk sends commands and never waits for an answer; events come back in
 * the order in which they happen.  A voice process that was killed is started
 * again and told the settings anew (rate, volume, route): they are absolute, so
 * that telling them twice does no harm.
 *
 *	kiosk                                   kiosk-voice
 *	 SAY id=7 "八百元"          ──────────►
 *	                            ◄──────────  STARTED id=7 after_ms=9
 *	                            ◄──────────  FINISHED id=7
 *
 * Every SAY is answered by exactly one of FINISHED, INTERRUPTED or WITHHELD,
 * with or without an audio device; STARTED comes before when it was heard.
 *
 * Thread: any; pure.
 */
#ifndef SPEECH_VOICE_LINK_H
#define SPEECH_VOICE_LINK_H

#include "base/err.h"
#include "base/words.h"
#include "speech/say.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest sentence in bytes, its NUL included; longer ones are refused. */
#define VOICE_TEXT_MAX 4096
/* A buffer that takes any message. */
#define VOICE_MESSAGE_MAX (VOICE_TEXT_MAX + 32)

/*
 * Seven steps of rate at one pitch: 50, 63, 80, 100, 125, 160, 200 % of the
 * usual (EN 301 549 5.1.3 and VVSG 7.1-K ask for 50 to 200 %).
 */
#define VOICE_RATE_STEPS 7
#define VOICE_RATE_DEFAULT 3
/*
 * Nine steps of volume, 10 dB each: 20, 30 .. 100 dB at the ear when the hall
 * has calibrated its headset (kiosk-voice --full-scale-db); default 70 dB.
 */
#define VOICE_VOLUME_STEPS 9
#define VOICE_VOLUME_DEFAULT 5

enum voice_verb {
	VOICE_SAY = 1,	/* id, lang, flags, text, part */
	VOICE_STOP,	/* silence at once; what waits is forgotten */
	VOICE_PAUSE,	/* holds its place */
	VOICE_RESUME,
	VOICE_RATE,	/* step: heard from the next clause on */
	VOICE_VOLUME,	/* step: heard at once */
	VOICE_ROUTE,	/* step: 1 when headphones are plugged in */
	VOICE_CUE,	/* step: enum voice_tone */
	VOICE_WIPE,	/* the visit is over: forget all, rate and volume to default */
};

enum voice_flag {
	/*
	 * Into headphones only: withheld without them, and cut off in the
	 * middle when they are pulled out.
	 */
	VOICE_PRIVATE = 1 << 0,
	/* After what is being said; without it, instead of it. */
	VOICE_AFTER = 1 << 1,
};

/* Short tones of our own; they sound over a sentence without ending it. */
enum voice_tone {
	TONE_CARD_SEEN,
	TONE_CARD_READ,
	TONE_TAKE_CARD,
	TONE_WARNING,	/* time runs out */
	TONE_DONE,
	TONE_TROUBLE,
	TONE_COUNT,
};

struct voice_command {
	enum voice_verb verb;
	uint32_t id;		/* SAY: the caller's, never 0 */
	enum lang lang;		/* SAY */
	unsigned flags;		/* SAY: enum voice_flag */
	int step;		/* RATE, VOLUME, ROUTE, CUE */
	char text[VOICE_TEXT_MAX];	/* SAY: words of speech/say.h, UTF-8 */
	struct say_part part;	/* SAY: what of it is heard; the rest tells how to read it */
};

enum voice_event_kind {
	VOICE_READY = 1,	/* the process listens; sent once, at its start */
	VOICE_STARTED,		/* id, after_ms: from the command to the first sample */
	VOICE_FINISHED,		/* id: heard to its end */
	VOICE_INTERRUPTED,	/* id: cut off, or forgotten while it waited */
	VOICE_WITHHELD,		/* id: private and no headphones: nothing was heard */
};

struct voice_event {
	enum voice_event_kind kind;
	uint32_t id;
	uint32_t after_ms;
	bool unheard;		/* there is no sound card: it went nowhere, at the pace of speech */
};

/* Command ↔ message.  ERR_FULL: too long for cap; ERR_PROTO: not a message of ours. */
enum err voice_command_encode(const struct voice_command *command, uint8_t *out,
			      size_t cap, size_t *ret_size) MUST_CHECK;
enum err voice_command_decode(const uint8_t *data, size_t size,
			      struct voice_command *ret_command) MUST_CHECK;

enum err voice_event_encode(const struct voice_event *event, uint8_t *out,
			    size_t cap, size_t *ret_size) MUST_CHECK;
enum err voice_event_decode(const uint8_t *data, size_t size,
			    struct voice_event *ret_event) MUST_CHECK;

/* A step moved by delta and kept within 0 .. steps - 1. */
int voice_step(int step, int delta, int steps);
/* 50 .. 200 and 20 .. 100, for the words on the glass. */
int voice_rate_percent(int step);
int voice_volume_db(int step);

#endif
