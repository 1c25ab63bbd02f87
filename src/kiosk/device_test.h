/*
 * What the parts of the machine say while a technician tries them
 * (session/device_test.c): each is noted where it comes in, before it means anything
 * else.  What was noted once means again what it always does, so that whoever has only
 * keys can go on by them.
 *
 * Thread: the loop's.
 */
#ifndef KIOSK_DEVICE_TEST_H
#define KIOSK_DEVICE_TEST_H

#include "speech/voice_link.h"
#include "ui/input.h"

#include <SDL.h>
#include <stdbool.h>

struct kiosk;

/* What there is to be tried, as the hall has set it. */
void device_test_world(struct kiosk *kiosk);

/* A finger in a corner, a key, a digit.  True: noted, and to be left alone. */
bool device_test_handle(struct kiosk *kiosk, const SDL_Event *event);
bool device_test_key(struct kiosk *kiosk, enum ui_key key);
bool device_test_typed(struct kiosk *kiosk, char typed);
/* Switch 0 .. SWITCHES_MAX-1 went down. */
bool device_test_switch(struct kiosk *kiosk, int which);
/* Headphones came or went. */
void device_test_jack(struct kiosk *kiosk);

/* EFFECT_TRY_SOUND: a sentence; what the voice says of it, or that it says no more. */
void device_test_sound(struct kiosk *kiosk);
bool device_test_voice(struct kiosk *kiosk, const struct voice_event *event);
void device_test_no_sound(struct kiosk *kiosk);

/* EFFECT_LOOK_AT_MACHINE: counters and how long it is on; the printer is asked. */
void device_test_look(struct kiosk *kiosk);

#endif
