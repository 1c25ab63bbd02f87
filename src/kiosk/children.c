/*
 * The helpers of a kiosk: which there are, what each is started with, how long
 * it may be silent, and who is told what it says and that it is lost.
 */
#include "kiosk/kiosk.h"
#include "kiosk/press_news.h"
#include "kiosk/reader_news.h"
#include "kiosk/voice_news.h"
#include "base/log.h"
#include "card/link.h"

/* Its thread that takes commands only queues them. */
#define VOICE_STALL_MS 3000
/* It sets pages, and waits 5 s for a printer at most (receipt/printer.h). */
#define PRESS_STALL_MS 10000
/* It waits for nothing: a name is looked up on a thread of its own. */
#define COURIER_STALL_MS 5000

static void reader_args(void *context, const char *args[HELPER_ARGS_MAX])
{
	const struct kiosk *kiosk = context;

	for (int i = 0; i < kiosk->config.readers.count; i++) {
		*args++ = "--reader";
		*args++ = kiosk->config.readers.at[i];
	}
	if (kiosk->config.sam[0]) {
		*args++ = "--sam";
		*args++ = kiosk->config.sam;
	}
}

static void press_args(void *context, const char *args[HELPER_ARGS_MAX])
{
	const struct kiosk *kiosk = context;

	*args++ = "--printer";
	*args++ = kiosk->config.printer;
	*args++ = "--words";
	*args++ = kiosk->paths.words;
}

static void voice_args(void *context, const char *args[HELPER_ARGS_MAX])
{
	const struct kiosk *kiosk = context;

	*args++ = "--assets";
	*args++ = kiosk->paths.speech;
}

static void courier_args(void *context, const char *args[HELPER_ARGS_MAX])
{
	const struct kiosk *kiosk = context;

	*args++ = "--to";
	*args++ = kiosk->config.centre;
	*args++ = "--keys";
	*args++ = kiosk->config.centre_keys;
	if (kiosk->config.centre_socket[0]) {
		*args++ = "--socket";
		*args++ = kiosk->config.centre_socket;
	}
}

static const struct helper_ops reader_ops = {
	.program = "kiosk-reader",
	.stall_ms = LINK_STALL_MS,
	.args = reader_args,
	.started = reader_watch,
	.message = reader_news,
	.lost = reader_lost,
};

static const struct helper_ops press_ops = {
	.program = "kiosk-press",
	.stall_ms = PRESS_STALL_MS,
	.args = press_args,
	.message = press_news,
	.lost = press_lost,
};

static const struct helper_ops voice_ops = {
	.program = "kiosk-voice",
	.stall_ms = VOICE_STALL_MS,
	.args = voice_args,
	.message = voice_news,
	.lost = voice_lost,
};

static const struct helper_ops courier_ops = {
	.program = "kiosk-courier",
	.stall_ms = COURIER_STALL_MS,
	.args = courier_args,
	.started = courier_started,
	.message = courier_news,
	.lost = courier_lost,
};

/*
 * On the listening thread.  A refusal needs no second try: SDL's queue is full
 * then, and the loop minds the helpers after each turn.
 */
static void wake_loop(void *context)
{
	SDL_Event event = { .user = { .type = *(const Uint32 *)context } };

	SDL_PushEvent(&event);
}

enum err kiosk_start_children(struct kiosk *kiosk)
{
	static Uint32 wake_event;

	wake_event = SDL_RegisterEvents(1);
	kiosk->helpers = helpers_create(wake_loop, &wake_event);
	if (!kiosk->helpers)
		return ERR_IO;
	kiosk->reader = helpers_add(kiosk->helpers, &reader_ops, kiosk);
	kiosk->press = helpers_add(kiosk->helpers, &press_ops, kiosk);
	kiosk->voice = helpers_add(kiosk->helpers, &voice_ops, kiosk);
	if (kiosk->config.centre[0])
		kiosk->courier = helpers_add(kiosk->helpers, &courier_ops, kiosk);
	kiosk->volume = VOICE_VOLUME_DEFAULT;
	kiosk->rate = VOICE_RATE_DEFAULT;
	helpers_mind(kiosk->helpers);
	return ERR_OK;
}

void kiosk_stop_children(struct kiosk *kiosk)
{
	helpers_destroy(kiosk->helpers);
	kiosk->helpers = NULL;
}
