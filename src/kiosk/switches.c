#include "kiosk/switches.h"

#include "kiosk/device_test.h"
#include "kiosk/kiosk.h"
#include "kiosk/voice_news.h"
#include "base/log.h"
#include "ui/keymap.h"

#include <unistd.h>

static void post(struct kiosk *kiosk, enum switch_news news)
{
	struct event event = kiosk_event(kiosk, EVENT_SWITCHES);

	event.switches = news;
	kiosk_post(kiosk, &event);
}

void switches_reset(struct kiosk *kiosk)
{
	scan_plug(&kiosk->scan, kiosk->config.switches);
}

/* Only its coming and going is news: a box that types is there, whatever its file is called. */
void switches_mind(struct kiosk *kiosk)
{
	const char *box = kiosk->config.switch_box;
	bool there;

	if (!kiosk->config.switches || !box[0])
		return;
	there = access(box, F_OK) == 0;
	if (there == kiosk->switch_box_seen)
		return;
	kiosk->switch_box_seen = there;
	log_info("switch box: %s", there ? "plugged in" : "pulled out");
	switches_reset(kiosk);
	post(kiosk, there ? NEWS_SWITCHES_CAME : NEWS_SWITCHES_GONE);
}

/* A calibrating press is answered by a tone, whoever listens; then by the page. */
static void told(struct kiosk *kiosk, enum switch_news news)
{
	voice_cue(kiosk, news == NEWS_SWITCHES_SAME ? CUE_TROUBLE : CUE_DONE);
	post(kiosk, news);
}

void switches_moved(struct kiosk *kiosk, int which, bool down, uint32_t ms)
{
	enum scan_meaning meaning;
	struct ui_event event;

	if (down && device_test_switch(kiosk, which))
		return;
	meaning = scan_switch(&kiosk->scan, which, down, ms);
	switch (meaning) {
	case SCAN_CAME:
		told(kiosk, NEWS_SWITCHES_CAME);
		break;
	case SCAN_HEARD:
		told(kiosk, NEWS_SWITCHES_MOVE);
		break;
	case SCAN_SAME:
		told(kiosk, NEWS_SWITCHES_SAME);
		break;
	case SCAN_CALIBRATED:
		told(kiosk, NEWS_SWITCHES_BOTH);
		break;
	case SCAN_MOVE:
	case SCAN_SELECT:
		event = ui_scan(kiosk->ui, meaning == SCAN_SELECT);
		kiosk_ui_event(kiosk, &event);
		break;
	case SCAN_NOTHING:
		break;
	}
}

bool switches_handle(struct kiosk *kiosk, const SDL_Event *event)
{
	enum ui_key key;

	if (!kiosk->config.switches || (event->type != SDL_KEYDOWN && event->type != SDL_KEYUP))
		return false;
	key = keymap_key(event->key.keysym.scancode);
	if (key < KEY_SWITCH_1 || key > KEY_SWITCH_4)
		return false;
	if (!event->key.repeat)
		switches_moved(kiosk, (int)key - KEY_SWITCH_1, event->type == SDL_KEYDOWN,
			       event->key.timestamp);
	return true;
}

void switches_do(struct kiosk *kiosk, enum switch_use use)
{
	switch (use) {
	case SWITCHES_WAIT:
		switches_reset(kiosk);
		break;
	case SWITCHES_ASK:
		scan_ask(&kiosk->scan);
		break;
	case SWITCHES_SWAP:
		scan_swap(&kiosk->scan);
		break;
	case SWITCHES_USUAL:
		scan_usual(&kiosk->scan);
		break;
	case SWITCHES_CHOSEN:
		break;		/* the scan knows them already */
	}
}
