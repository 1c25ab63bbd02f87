#include "kiosk/device_test.h"

#include "base/log.h"
#include "kiosk/kiosk.h"
#include "kiosk/press_news.h"
#include "kiosk/voice_news.h"
#include "speech/say.h"
#include "ui/keymap.h"

#include <string.h>
#include <sys/sysinfo.h>

/* From both edges: a fingertip beside a frame is centred so far from them. */
#define CORNER_MM 15
#define SWITCH_KEYS (1u << KEY_SWITCH_1 | 1u << KEY_SWITCH_2 | 1u << KEY_SWITCH_3 | \
		     1u << KEY_SWITCH_4)
/* Of a keypad that the hall has not described: each key that has a meaning. */
#define EVERY_KEY ((1u << KEYS) - 2 - SWITCH_KEYS)
#define DIGIT_DELETE 10

void device_test_world(struct kiosk *kiosk)
{
	uint32_t named = keymap_meanings(kiosk->config.keypad);
	struct session_world *world = &kiosk->world;

	world->device_keys = named & ~SWITCH_KEYS ? named & ~SWITCH_KEYS : EVERY_KEY;
	if (!kiosk->config.switches)
		world->device_switches = 0;
	else if (named & SWITCH_KEYS)
		world->device_switches = (named & SWITCH_KEYS) >> KEY_SWITCH_1;
	else
		world->device_switches = 3;
}

/* False: nothing new, or the part is not the one that is tried. */
static bool note(struct kiosk *kiosk, enum device_part part, uint32_t seen)
{
	const struct session *s = &kiosk->session;
	struct event event;

	if (s->at.page != PAGE_DEVICE_TEST || s->at.arg != (int)part || s->sheet != SHEET_NONE ||
	    !(session_device_wanted(&kiosk->world, part) & seen & ~s->device_test.seen[part]))
		return false;
	event = kiosk_event(kiosk, EVENT_DEVICE);
	event.device.part = part;
	event.device.seen = seen;
	kiosk_post(kiosk, &event);
	return true;
}

/* ---- what a hand does ---- */

bool device_test_key(struct kiosk *kiosk, enum ui_key key)
{
	return key != KEY_NONE && note(kiosk, DEVICE_KEYS, 1u << key);
}

bool device_test_typed(struct kiosk *kiosk, char typed)
{
	if (typed == '\b')
		return note(kiosk, DEVICE_DIGITS, 1u << DIGIT_DELETE);
	return typed >= '0' && typed <= '9' && note(kiosk, DEVICE_DIGITS, 1u << (typed - '0'));
}

bool device_test_switch(struct kiosk *kiosk, int which)
{
	return note(kiosk, DEVICE_SWITCHES, 1u << which);
}

static bool stroke(struct kiosk *kiosk, const SDL_KeyboardEvent *key)
{
	char typed[8];

	if (key->repeat)
		return false;
	return device_test_key(kiosk, keymap_key(key->keysym.scancode)) ||
	       (keymap_text(key->keysym.scancode, typed) && device_test_typed(kiosk, typed[0]));
}

/* x and y of the whole glass, 0 .. 1; what is not in a corner is no evidence of one. */
static bool touch(struct kiosk *kiosk, double x, double y)
{
	const struct config *c = &kiosk->config;
	double width = c->panel_width_mm;
	double height = width * c->panel_height_px / c->panel_width_px;
	bool left = x * width < CORNER_MM, right = (1 - x) * width < CORNER_MM;
	bool top = y * height < CORNER_MM, low = (1 - y) * height < CORNER_MM;

	return (left || right) && (top || low) &&
	       note(kiosk, DEVICE_TOUCH, 1u << (2 * low + right));
}

/* SDL makes a mouse of every finger; the finger was noted already. */
static bool click(struct kiosk *kiosk, const SDL_MouseButtonEvent *button)
{
	SDL_Window *window = SDL_GetWindowFromID(button->windowID);
	int width = 0, height = 0;

	if (window)
		SDL_GetWindowSize(window, &width, &height);
	return button->which != SDL_TOUCH_MOUSEID && width > 0 && height > 0 &&
	       touch(kiosk, (double)button->x / width, (double)button->y / height);
}

bool device_test_handle(struct kiosk *kiosk, const SDL_Event *event)
{
	if (kiosk->session.at.page != PAGE_DEVICE_TEST)
		return false;
	switch (event->type) {
	case SDL_KEYDOWN:
		return stroke(kiosk, &event->key);
	case SDL_FINGERDOWN:
		return touch(kiosk, event->tfinger.x, event->tfinger.y);
	case SDL_MOUSEBUTTONDOWN:
		return click(kiosk, &event->button);
	default:
		return false;
	}
}

void device_test_jack(struct kiosk *kiosk)
{
	const uint32_t *seen = kiosk->session.device_test.seen;

	/* Pulled out counts when it was in, and its sentence was heard. */
	if (kiosk->headphones)
		note(kiosk, DEVICE_HEADPHONES, DEVICE_JACK_IN);
	else if (seen[DEVICE_HEADPHONES] & DEVICE_JACK_HEARD)
		note(kiosk, DEVICE_HEADPHONES, DEVICE_JACK_OUT);
}

/* ---- a sentence ---- */

static void end_sound(struct kiosk *kiosk, uint32_t seen)
{
	struct event event = kiosk_event(kiosk, EVENT_DEVICE);

	kiosk->try_id = 0;
	event.device.part = (enum device_part)kiosk->session.at.arg;
	event.device.seen = seen;
	if (kiosk->session.at.page == PAGE_DEVICE_TEST)
		kiosk_post(kiosk, &event);
}

void device_test_sound(struct kiosk *kiosk)
{
	static struct voice_command command;
	enum lang lang = lang_written(kiosk->session.view.lang);
	bool phones = kiosk->session.at.arg == DEVICE_HEADPHONES;
	const char *words = words_get(lang, "ui.try_sound");

	memset(&command, 0, sizeof(command));
	if (!kiosk->voice || !helper_runs(kiosk->voice) || phones != kiosk->headphones ||
	    say_words(lang, words, command.text, sizeof(command.text)) != ERR_OK) {
		end_sound(kiosk, 0);
		return;
	}
	voice_hush(kiosk);
	kiosk->voice_id += kiosk->voice_id == UINT32_MAX ? 2 : 1;
	kiosk->try_id = kiosk->voice_id;
	kiosk->try_heard = false;
	command.verb = VOICE_SAY;
	command.id = kiosk->try_id;
	command.lang = lang;
	command.flags = phones ? VOICE_PRIVATE : 0;
	command.part = (struct say_part){ 0, strlen(command.text) };
	voice_send(kiosk, &command);
}

bool device_test_voice(struct kiosk *kiosk, const struct voice_event *event)
{
	bool phones = kiosk->session.at.arg == DEVICE_HEADPHONES;

	if (event->kind == VOICE_READY || kiosk->try_id == 0 || event->id != kiosk->try_id)
		return false;
	if (event->kind == VOICE_STARTED)
		kiosk->try_heard = !event->unheard;
	else if (event->kind == VOICE_FINISHED && kiosk->try_heard && !event->unheard)
		end_sound(kiosk, phones ? DEVICE_JACK_HEARD : 1);
	else
		end_sound(kiosk, 0);
	return true;
}

void device_test_no_sound(struct kiosk *kiosk)
{
	if (kiosk->try_id)
		end_sound(kiosk, 0);
}

/* ---- the machine ---- */

static int64_t count_of(struct kiosk *kiosk, const char *what)
{
	int64_t count = 0;

	if (kiosk->store && store_audit_count(kiosk->store, what, 0, &count))
		log_warn("%s cannot be counted", what);
	return count;
}

void device_test_look(struct kiosk *kiosk)
{
	struct machine_state *machine = &kiosk->machine;
	struct sysinfo info;

	machine->up_s = sysinfo(&info) == 0 ? info.uptime : 0;
	machine->visits = count_of(kiosk, "card.read");
	machine->papers = count_of(kiosk, "paper.out");
	machine->papers_failed = count_of(kiosk, "paper.failed");
	press_ask(kiosk);
}
