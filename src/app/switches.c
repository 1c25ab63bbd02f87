#include "app/switches.h"

#include "app/app.h"
#include "app/voice_news.h"
#include "ui/keymap.h"

#include <unistd.h>

static void post(struct app *app, enum switch_news news)
{
	struct event event = app_event(app, EVENT_SWITCHES);

	event.switches = news;
	app_post(app, &event);
}

void switches_reset(struct app *app)
{
	scan_plug(&app->scan, app->config.switches);
}

/* Only its coming and going is news: a box that types is there, whatever its file is called. */
void switches_mind(struct app *app)
{
	const char *box = app->config.switch_box;
	bool there;

	if (!app->config.switches || !box[0])
		return;
	there = access(box, F_OK) == 0;
	if (there == app->switch_box_seen)
		return;
	app->switch_box_seen = there;
	switches_reset(app);
	post(app, there ? NEWS_SWITCHES_CAME : NEWS_SWITCHES_GONE);
}

/* A calibrating press is answered by a tone, whoever listens; then by the page. */
static void told(struct app *app, enum switch_news news)
{
	voice_cue(app, news == NEWS_SWITCHES_SAME ? CUE_TROUBLE : CUE_DONE);
	post(app, news);
}

void switches_moved(struct app *app, int which, bool down, uint32_t ms)
{
	enum scan_meaning meaning = scan_switch(&app->scan, which, down, ms);
	struct ui_event event;

	switch (meaning) {
	case SCAN_CAME:
		told(app, NEWS_SWITCHES_CAME);
		break;
	case SCAN_HEARD:
		told(app, NEWS_SWITCHES_MOVE);
		break;
	case SCAN_SAME:
		told(app, NEWS_SWITCHES_SAME);
		break;
	case SCAN_CALIBRATED:
		told(app, NEWS_SWITCHES_BOTH);
		break;
	case SCAN_MOVE:
	case SCAN_SELECT:
		event = ui_scan(app->ui, meaning == SCAN_SELECT);
		app_ui_event(app, &event);
		break;
	case SCAN_NOTHING:
		break;
	}
}

bool switches_handle(struct app *app, const SDL_Event *event)
{
	enum ui_key key;

	if (!app->config.switches || (event->type != SDL_KEYDOWN && event->type != SDL_KEYUP))
		return false;
	key = keymap_key(event->key.keysym.scancode);
	if (key < KEY_SWITCH_1 || key > KEY_SWITCH_4)
		return false;
	if (!event->key.repeat)
		switches_moved(app, (int)key - KEY_SWITCH_1, event->type == SDL_KEYDOWN,
			       event->key.timestamp);
	return true;
}

void switches_do(struct app *app, enum switch_use use)
{
	switch (use) {
	case SWITCHES_WAIT:
		switches_reset(app);
		break;
	case SWITCHES_ASK:
		scan_ask(&app->scan);
		break;
	case SWITCHES_SWAP:
		scan_swap(&app->scan);
		break;
	case SWITCHES_USUAL:
		scan_usual(&app->scan);
		break;
	case SWITCHES_CHOSEN:
		break;		/* the scan knows them already */
	}
}
