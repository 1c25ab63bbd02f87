/*
 * The voice process: what is said, and when it must be silent.
 */
#ifndef KIOSK_VOICE_NEWS_H
#define KIOSK_VOICE_NEWS_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct kiosk;
struct voice_command;

/* A short tone; kind as enum cue of the session. */
void voice_cue(struct kiosk *kiosk, int kind);

/* Speaks the screen that has come up, and last the node that has the focus. */
void voice_screen(struct kiosk *kiosk);
/* The page stayed: speaks what is live and has changed, and the focus if it did. */
void voice_changes(struct kiosk *kiosk);
/* Speaks the focused node; where: with the screen's heading before it. */
void voice_focus(struct kiosk *kiosk, int where);

/* A key of the tactile keypad that belongs to the voice: volume, rate, repeat, pause. */
void voice_key(struct kiosk *kiosk, int key);

/*
 * Looks whether headphones came or went; called whenever the loop is awake.
 * Headphones start the reading aloud and end it when they are pulled out.
 */
void voice_mind_jack(struct kiosk *kiosk);

/* Keeps whoever listens from being taken for absent; called whenever the loop is awake. */
void voice_mind(struct kiosk *kiosk);

/* Rate and volume as the session has them; where they were just set a tone tells so. */
void voice_match(struct kiosk *kiosk);

/* The visit is over, or reading aloud was switched off. */
void voice_forget(struct kiosk *kiosk);
void voice_hush(struct kiosk *kiosk);
/* What is said or was said last is covered now: silence, no caption, and not said again. */
void voice_take_back(struct kiosk *kiosk);

/* One command to the process; that it speaks from now on. */
void voice_send(struct kiosk *kiosk, const struct voice_command *command);
void voice_note_speaking(struct kiosk *kiosk);

/* As the slots of struct helper_ops; context: the kiosk. */
enum err voice_news(void *kiosk, const uint8_t *data, size_t size) MUST_CHECK;
/* Nobody speaks any more; what was being said is said again when somebody does. */
void voice_lost(void *kiosk);

#endif
