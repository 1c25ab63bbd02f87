/*
 * The child processes: started after the first frame, pinged, killed by their
 * pid when they stall, started again when they end.  None of them can take the
 * window or a saved application with it.
 */
#include "app/app.h"
#include "app/press_news.h"
#include "app/reader_news.h"
#include "app/voice_news.h"
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

static void start_reader(struct app *app)
{
	const char **arg = app->reader.args;

	for (int i = 0; i < app->config.readers.count; i++) {
		*arg++ = "--reader";
		*arg++ = app->config.readers.at[i];
	}
	if (app->config.sam[0]) {
		*arg++ = "--sam";
		*arg++ = app->config.sam;
	}
	*arg = NULL;
	app->reader.program = "kiosk-reader";
	app->reader.message = on_reader_message;
	app->reader_ping_ms = 0;
	app->reader_next_ping_ms = real_ms() + PING_EVERY_MS;
	if (child_start(&app->reader))
		log_error("the reader process cannot be started");
	else
		reader_watch(app);
}

static void start_press(struct app *app)
{
	const char **arg = app->press.args;

	*arg++ = "--printer";
	*arg++ = app->config.printer;
	*arg++ = "--words";
	*arg++ = app->places.words;
	*arg = NULL;
	app->press.program = "kiosk-press";
	app->press.message = on_press_message;
	if (child_start(&app->press))
		log_error("the press process cannot be started");
}

static void start_voice(struct app *app)
{
	const char **arg = app->voice.args;

	*arg++ = "--assets";
	*arg++ = app->places.speech;
	*arg = NULL;
	app->voice.program = "kiosk-voice";
	app->voice.message = on_voice_message;
	if (child_start(&app->voice))
		log_error("the voice process cannot be started");
}

void app_start_children(struct app *app)
{
	message_event();
	app->restart_ms = real_ms() + RESTART_AFTER_MS;
	if (!child_running(&app->reader))
		start_reader(app);
	if (!child_running(&app->press))
		start_press(app);
	if (!child_running(&app->voice))
		start_voice(app);
}

static bool all_running(const struct app *app)
{
	return child_running(&app->reader) && child_running(&app->press) &&
	       child_running(&app->voice);
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

void app_stop_children(struct app *app)
{
	child_stop(&app->reader);
	child_stop(&app->press);
	child_stop(&app->voice);
	drop_messages();
}

void app_mind_children(struct app *app)
{
	int64_t now = real_ms();

	if (app->reader_ping_ms && now - app->reader_ping_ms > LINK_STALL_MS) {
		log_error("reader: no sign of life for %d ms; killed and started again",
			  LINK_STALL_MS);
		child_kill(&app->reader);
		reader_lost(app);
		app->reader_ping_ms = 0;
	}
	if (child_running(&app->reader) && !app->reader_ping_ms &&
	    now >= app->reader_next_ping_ms) {
		reader_ping(app);
		app->reader_next_ping_ms = now + PING_EVERY_MS;
	}
	if (now >= app->restart_ms && !all_running(app))
		app_start_children(app);
}

int64_t app_children_due_ms(const struct app *app)
{
	if (!all_running(app))
		return app->restart_ms;
	return app->reader_ping_ms ? app->reader_ping_ms + LINK_STALL_MS :
				     app->reader_next_ping_ms;
}

static struct child *child_of(struct app *app, int code)
{
	return code == MESSAGE_READER ? &app->reader :
	       code == MESSAGE_PRESS ? &app->press : &app->voice;
}

static void child_ended(struct app *app, int code)
{
	struct child *child = child_of(app, code);

	log_warn("%s ended; it is started again", child->program);
	app->restart_ms = real_ms() + RESTART_AFTER_MS;
	child_kill(child);
	if (code == MESSAGE_READER)
		reader_lost(app);
	else if (code == MESSAGE_PRESS)
		press_lost(app);
}

static void child_spoke(struct app *app, int code, const uint8_t *data, size_t size)
{
	if (code == MESSAGE_READER)
		reader_news(app, data, size);
	else if (code == MESSAGE_PRESS)
		press_news(app, data, size);
	else
		voice_news(app, data, size);
}

bool app_handle_message(struct app *app, const SDL_Event *event)
{
	struct message *message = event->user.data1;
	const struct child *child;

	if (event->type != message_event())
		return false;
	child = child_of(app, event->user.code);
	if (child_running(child) && message->generation == child->generation) {
		if (message->data)
			child_spoke(app, event->user.code, message->data, message->size);
		else
			child_ended(app, event->user.code);
	}
	free_message(message);
	return true;
}
