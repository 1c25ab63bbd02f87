/*
 * The voice process: what is said, and when it must be silent.
 */
#ifndef APP_VOICE_NEWS_H
#define APP_VOICE_NEWS_H

#include <stddef.h>
#include <stdint.h>

struct app;
struct voice_command;

/* A short tone; kind as enum cue of the session. */
void voice_cue(struct app *app, int kind);

/* Speaks the screen that has come up, and last the node that has the focus. */
void voice_screen(struct app *app);
/* The page stayed: speaks what is live and has changed, and the focus if it did. */
void voice_changes(struct app *app);
/* Speaks the focused node; where: with the screen's heading before it. */
void voice_focus(struct app *app, int where);

/* A key of the tactile keypad that belongs to the voice: volume, rate, repeat, pause. */
void voice_key(struct app *app, int key);

/*
 * Looks whether headphones came or went, and keeps whoever listens from being
 * taken for absent; called whenever the loop is awake.  Headphones start the
 * reading aloud and end it when they are pulled out.
 */
void voice_mind(struct app *app);

/* Rate and volume as they were before anybody changed them. */
void voice_usual(struct app *app);

/* The visit is over, or reading aloud was switched off. */
void voice_forget(struct app *app);
void voice_hush(struct app *app);
/* What is said or was said last is covered now: silence, no caption, and not said again. */
void voice_take_back(struct app *app);

/* One command to the process; that it speaks from now on. */
void voice_send(struct app *app, const struct voice_command *command);
void voice_note_speaking(struct app *app);

/* Decodes one message. */
void voice_news(struct app *app, const uint8_t *data, size_t size);

#endif
