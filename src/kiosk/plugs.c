#include "kiosk/plugs.h"

#include "kiosk/kiosk.h"
#include "kiosk/switches.h"
#include "kiosk/voice_news.h"
#include "base/file_watch.h"
#include "base/log.h"

/* Means nothing but "wake up": what is plugged in is looked at whenever the loop is awake. */
static Uint32 wake_event(void)
{
	static Uint32 type;

	if (type == 0)
		type = SDL_RegisterEvents(1);
	return type;
}

/* On the watch's thread.  A queue that is full wakes the loop as well. */
static void wake(void *context)
{
	SDL_Event event = { .user = { .type = wake_event() } };

	(void)context;
	SDL_PushEvent(&event);
}

void plugs_watch(struct kiosk *kiosk)
{
	const char *const files[] = {
		kiosk->config.switches ? kiosk->config.switch_box : NULL,
		kiosk->config.headphone_jack,
	};

	wake_event();
	if (file_watch_start(files, sizeof(files) / sizeof(files[0]), wake, NULL,
			     &kiosk->plugs))
		log_warn("headphones and switches are noticed late");
}

void plugs_leave(struct kiosk *kiosk)
{
	file_watch_stop(kiosk->plugs);
	kiosk->plugs = NULL;
}

void plugs_mind(struct kiosk *kiosk)
{
	switches_mind(kiosk);
	voice_mind_jack(kiosk);
}
