/*
 * The child processes: started after the first frame, pinged, killed by their
 * pid when they stall, started again when they end.  None of them can take the
 * window or a saved application with it.
 */
#include "kiosk/kiosk.h"
#include "kiosk/press_news.h"
#include "kiosk/reader_news.h"
#include "kiosk/voice_news.h"
#include "base/log.h"
#include "card/link.h"

#include <stdlib.h>
#include <string.h>

/* How long the reader may be quiet before it is asked whether it lives. */
#define PING_EVERY_MS 5000
/* A child that ends at once is not started in a tight circle. */
#define RESTART_AFTER_MS 500

enum message_code { MESSAGE_READER, MESSAGE_PRESS, MESSAGE_VOICE };

/* Children live in real time: a walk that leaps ahead must not make them look stalled. */
static int64_t real_ms(void)
{
	return (int64_t)SDL_GetTicks64();
}

static Uint32 message_event(void)
{
	static Uint32 type;

	if (type == 0)
		type = SDL_RegisterEvents(1);
	return type;
}

struct message {
	int generation;
	size_t size;
	uint8_t *data;	/* NULL: the child ended */
};

/*
 * Runs on a watcher's thread.  SDL refuses when its queue is full; the main
 * loop is then busy emptying it, so trying again is right.
 */
static void cross_over(enum message_code code, int generation, uint8_t *data,
		       size_t size)
{
	struct message *message = malloc(sizeof(*message));
	SDL_Event event = { .user = { .type = message_event(), .code = code } };

	if (!message)
		abort();
	*message = (struct message){ generation, size, data };
	event.user.data1 = message;
	while (SDL_PushEvent(&event) < 0)
		SDL_Delay(1);
}

static void on_reader_message(void *context, int generation, uint8_t *data,
			      size_t size)
{
	(void)context;
	cross_over(MESSAGE_READER, generation, data, size);
}

static void on_press_message(void *context, int generation, uint8_t *data,
			     size_t size)
{
	(void)context;
	cross_over(MESSAGE_PRESS, generation, data, size);
}

static void on_voice_message(void *context, int generation, uint8_t *data,
			     size_t size)
{
	(void)context;
	cross_over(MESSAGE_VOICE, generation, data, size);
}

static void start_reader(struct kiosk *kiosk)
{
	const char **arg = kiosk->reader.args;

	for (int i = 0; i < kiosk->config.readers.count; i++) {
		*arg++ = "--reader";
		*arg++ = kiosk->config.readers.at[i];
	}
	if (kiosk->config.sam[0]) {
		*arg++ = "--sam";
		*arg++ = kiosk->config.sam;
	}
	*arg = NULL;
	kiosk->reader.program = "kiosk-reader";
	kiosk->reader.message = on_reader_message;
	kiosk->reader_ping_ms = 0;
	kiosk->reader_next_ping_ms = real_ms() + PING_EVERY_MS;
	if (child_start(&kiosk->reader))
		log_error("the reader process cannot be started");
	else
		reader_watch(kiosk);
}

static void start_press(struct kiosk *kiosk)
{
	const char **arg = kiosk->press.args;

	*arg++ = "--printer";
	*arg++ = kiosk->config.printer;
	*arg++ = "--words";
	*arg++ = kiosk->paths.words;
	*arg = NULL;
	kiosk->press.program = "kiosk-press";
	kiosk->press.message = on_press_message;
	if (child_start(&kiosk->press))
		log_error("the press process cannot be started");
}

static void start_voice(struct kiosk *kiosk)
{
	const char **arg = kiosk->voice.args;

	*arg++ = "--assets";
	*arg++ = kiosk->paths.speech;
	*arg = NULL;
	kiosk->voice.program = "kiosk-voice";
	kiosk->voice.message = on_voice_message;
	if (child_start(&kiosk->voice))
		log_error("the voice process cannot be started");
}

void kiosk_start_children(struct kiosk *kiosk)
{
	message_event();
	kiosk->restart_ms = real_ms() + RESTART_AFTER_MS;
	if (!child_running(&kiosk->reader))
		start_reader(kiosk);
	if (!child_running(&kiosk->press))
		start_press(kiosk);
	if (!child_running(&kiosk->voice))
		start_voice(kiosk);
}

static bool all_running(const struct kiosk *kiosk)
{
	return child_running(&kiosk->reader) && child_running(&kiosk->press) &&
	       child_running(&kiosk->voice);
}

static void free_message(struct message *message)
{
	if (message->data)
		explicit_bzero(message->data, message->size);
	free(message->data);
	free(message);
}

/* What the children said too late to be heard may be personal all the same. */
static void drop_messages(void)
{
	SDL_Event event;

	while (SDL_PeepEvents(&event, 1, SDL_GETEVENT, message_event(), message_event()) > 0)
		free_message(event.user.data1);
}

void kiosk_stop_children(struct kiosk *kiosk)
{
	child_stop(&kiosk->reader);
	child_stop(&kiosk->press);
	child_stop(&kiosk->voice);
	drop_messages();
}

void kiosk_mind_children(struct kiosk *kiosk)
{
	int64_t now = real_ms();

	if (kiosk->reader_ping_ms && now - kiosk->reader_ping_ms > LINK_STALL_MS) {
		log_error("reader: no sign of life for %d ms; killed and started again",
			  LINK_STALL_MS);
		child_kill(&kiosk->reader);
		reader_lost(kiosk);
		kiosk->reader_ping_ms = 0;
	}
	if (child_running(&kiosk->reader) && !kiosk->reader_ping_ms &&
	    now >= kiosk->reader_next_ping_ms) {
		reader_ping(kiosk);
		kiosk->reader_next_ping_ms = now + PING_EVERY_MS;
	}
	if (now >= kiosk->restart_ms && !all_running(kiosk))
		kiosk_start_children(kiosk);
}

int64_t kiosk_children_due_ms(const struct kiosk *kiosk)
{
	if (!all_running(kiosk))
		return kiosk->restart_ms;
	return kiosk->reader_ping_ms ? kiosk->reader_ping_ms + LINK_STALL_MS :
				     kiosk->reader_next_ping_ms;
}

static struct child *child_of(struct kiosk *kiosk, int code)
{
	return code == MESSAGE_READER ? &kiosk->reader :
	       code == MESSAGE_PRESS ? &kiosk->press : &kiosk->voice;
}

static void child_ended(struct kiosk *kiosk, int code)
{
	struct child *child = child_of(kiosk, code);

	log_warn("%s ended; it is started again", child->program);
	kiosk->restart_ms = real_ms() + RESTART_AFTER_MS;
	child_kill(child);
	if (code == MESSAGE_READER)
		reader_lost(kiosk);
	else if (code == MESSAGE_PRESS)
		press_lost(kiosk);
}

static void child_spoke(struct kiosk *kiosk, int code, const uint8_t *data, size_t size)
{
	if (code == MESSAGE_READER)
		reader_news(kiosk, data, size);
	else if (code == MESSAGE_PRESS)
		press_news(kiosk, data, size);
	else
		voice_news(kiosk, data, size);
}

bool kiosk_handle_message(struct kiosk *kiosk, const SDL_Event *event)
{
	struct message *message = event->user.data1;
	const struct child *child;

	if (event->type != message_event())
		return false;
	child = child_of(kiosk, event->user.code);
	if (child_running(child) && message->generation == child->generation) {
		if (message->data)
			child_spoke(kiosk, event->user.code, message->data, message->size);
		else
			child_ended(kiosk, event->user.code);
	}
	free_message(message);
	return true;
}
