/*
 * What is being said, piece by piece, and the caption of each piece.
 *
 * The voice is given as much as the strip of captions holds at once, and the
 * next piece when it begins one: what is heard and what is read are the same
 * words at the same time.
 */
#ifndef KIOSK_SAYING_H
#define KIOSK_SAYING_H

#include "ui/spoken.h"
#include "speech/voice_link.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kiosk;

/* A screen's words may need several messages to the voice. */
#define SPOKEN_MAX (4 * VOICE_TEXT_MAX)

/* Bytes of the words; id as the voice knows it, 0: none. */
struct piece {
	uint32_t id;
	size_t at;
	size_t len;
};

struct saying {
	char words[SPOKEN_MAX];	/* what was said last: walks expect it, "again" says it */
	size_t own;		/* from here on the strip shows own_shown instead */
	char own_shown[SPEECH_MAX];
	struct piece now;	/* its caption stands in the strip */
	struct piece next;	/* the voice has it already */
};

/* Labels, as they stand in the tree; own is said last. */
struct words {
	const char *all;
	const char *own;	/* into these ears */
	const char *own_shown;	/* what the strip may have of it */
};

/* Says it instead of what is being said; nothing where there are no words. */
void saying_begin(struct kiosk *kiosk, const struct words *words);
void saying_again(struct kiosk *kiosk);

/* The letters have grown: a piece that the strip no longer holds is begun anew, shorter. */
void saying_refit(struct kiosk *kiosk);

/* The voice is silent: no more pieces.  The caption of the last one stays. */
void saying_stop(struct kiosk *kiosk);
/* The same, and nothing of it is left, on the glass neither. */
void saying_forget(struct kiosk *kiosk);

/* An event of the voice about a piece; true: a listener came to a piece's end. */
bool saying_news(struct kiosk *kiosk, const struct voice_event *event);

/* True while the strip shows what is said, or nothing was said. */
bool saying_is_shown(const struct kiosk *kiosk);
/* True when the captions of what was said last have these words. */
bool saying_shows(const struct kiosk *kiosk, const char *words);

#endif
