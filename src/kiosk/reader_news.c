#include "kiosk/reader_news.h"

#include "base/log.h"
#include "base/text.h"
#include "card/link.h"

#include <string.h>

static void request(struct kiosk *kiosk, const struct link_request *request)
{
	uint8_t message[LINK_MESSAGE_MAX];
	size_t size = link_put_request(request, message);

	helper_send(kiosk->reader, message, size);
	explicit_bzero(message, sizeof(message));
}

/* Ids rise and are never 0, so that an answer to an earlier request is known and dropped. */
static uint32_t next_id(struct kiosk *kiosk)
{
	if (++kiosk->reader_request == 0)
		kiosk->reader_request = 1;
	return kiosk->reader_request;
}

void reader_watch(void *context)
{
	request(context, &(struct link_request){ .kind = LINK_WATCH, .on = true });
}

void reader_forget(struct kiosk *kiosk)
{
	kiosk->reader_request = next_id(kiosk);
	kiosk->reader_asks_pin = false;
	kiosk->reader_asks_card = false;
	request(kiosk, &(struct link_request){ .kind = LINK_CANCEL });
}

void reader_read_again(struct kiosk *kiosk)
{
	kiosk->reader_asks_pin = false;
	kiosk->reader_asks_card = true;
	request(kiosk, &(struct link_request){ .kind = LINK_READ, .id = next_id(kiosk) });
}

void reader_verify_pin(struct kiosk *kiosk, const char *pin)
{
	struct link_request ask = { .kind = LINK_PIN, .id = next_id(kiosk) };

	kiosk->reader_asks_pin = true;
	kiosk->reader_asks_card = false;
	if (text_copy(ask.pin, sizeof(ask.pin), pin) == ERR_OK)
		request(kiosk, &ask);
	explicit_bzero(&ask, sizeof(ask));
}

static void post_card(struct kiosk *kiosk, enum card_news news)
{
	struct event event = kiosk_event(kiosk, EVENT_CARD);

	event.card.news = news;
	event.card.pin_tries = -1;
	kiosk_post(kiosk, &event);
}

static void post_holder(struct kiosk *kiosk, const struct holder *holder)
{
	struct event event = kiosk_event(kiosk, EVENT_CARD);

	kiosk->reader_asks_card = false;
	event.card.news = NEWS_CARD_READ;
	event.card.pin_tries = -1;
	event.card.holder = *holder;
	event.card.name_not_drawable = !ui_can_draw(kiosk->ui, holder->name);
	kiosk_post(kiosk, &event);
	explicit_bzero(&event, sizeof(event));
}

static void post_failure(struct kiosk *kiosk, const struct link_event *link)
{
	kiosk->reader_asks_card = false;
	switch (link->failure) {
	case LINK_LIFTED_EARLY:
	case LINK_NO_CARD:
		post_card(kiosk, NEWS_CARD_LIFTED);
		return;
	case LINK_REFUSED:
		post_card(kiosk, NEWS_CARD_DENIED);
		return;
	case LINK_READER_LOST:
		post_card(kiosk, NEWS_READER_MISSING);
		return;
	case LINK_CANCELLED:
		return;
	case LINK_UNREADABLE:
	case LINK_SLOW:
	case LINK_OTHER_READER:
		post_card(kiosk, NEWS_CARD_UNREADABLE);
	}
}

static void post_pin(struct kiosk *kiosk, const struct link_event *link)
{
	static const enum pin_news news[] = {
		[PIN_NONE] = NEWS_PIN_NONE,
		[PIN_RIGHT] = NEWS_PIN_RIGHT,
		[PIN_WRONG] = NEWS_PIN_WRONG,
		[PIN_LAST_TRY] = NEWS_PIN_LAST_TRY,
		[PIN_LOCKED] = NEWS_PIN_LOCKED,
		[PIN_UNSUPPORTED] = NEWS_PIN_NONE,
	};
	struct event event = kiosk_event(kiosk, EVENT_PIN);

	kiosk->reader_asks_pin = false;
	event.pin.news = news[link->pin];
	event.pin.tries = link->tries_left;
	event.pin.holder = link->holder;
	kiosk_post(kiosk, &event);
}

/* Whoever typed it must not wait for ever: the card went, or will not say. */
static void give_pin_up(struct kiosk *kiosk)
{
	struct event event = kiosk_event(kiosk, EVENT_PIN);

	if (!kiosk->reader_asks_pin)
		return;
	kiosk->reader_asks_pin = false;
	next_id(kiosk);	/* an answer that comes all the same is too late */
	event.pin.news = NEWS_PIN_NO_CARD;
	event.pin.tries = -1;
	kiosk_post(kiosk, &event);
}

static void post_state(struct kiosk *kiosk, const struct link_event *link)
{
	bool ready = link->state == LINK_READER_READY;

	kiosk->reader_gone = false;
	log_info("reader %d: %s", link->reader, ready ? "ready" : "missing");
	if (ready)
		kiosk->readers_ready |= 1u << link->reader;
	else
		kiosk->readers_ready &= ~(1u << link->reader);
	post_card(kiosk, kiosk->readers_ready ? NEWS_READER_READY : NEWS_READER_MISSING);
}

static void post_progress(struct kiosk *kiosk, const struct link_event *link)
{
	struct event event = kiosk_event(kiosk, EVENT_CARD);

	event.card.news = NEWS_CARD_PROGRESS;
	event.card.pin_tries = -1;
	event.card.progress = link->total ? 100 * link->done / link->total : 0;
	kiosk_post(kiosk, &event);
}

static void post_link_event(struct kiosk *kiosk, const struct link_event *link)
{
	switch (link->kind) {
	case LINK_READER:
		post_state(kiosk, link);
		break;
	case LINK_LAID:
		post_card(kiosk, NEWS_CARD_LAID);
		break;
	case LINK_PROGRESS:
		post_progress(kiosk, link);
		break;
	case LINK_HOLDER:
		post_holder(kiosk, &link->holder);
		break;
	case LINK_LIFTED:
		post_card(kiosk, NEWS_CARD_LIFTED);
		give_pin_up(kiosk);
		break;
	case LINK_SECOND:
		post_card(kiosk, NEWS_CARD_SECOND);
		break;
	case LINK_FAILED:
		post_failure(kiosk, link);
		give_pin_up(kiosk);
		break;
	case LINK_PIN_RESULT:
		post_pin(kiosk, link);
		break;
	}
}

enum err reader_news(void *context, const uint8_t *data, size_t size)
{
	struct kiosk *kiosk = context;
	struct link_event link;
	enum err err = link_get_event(data, size, &link);

	if (!err && (link.id == 0 || link.id == kiosk->reader_request))
		post_link_event(kiosk, &link);
	explicit_bzero(&link, sizeof(link));
	return err;
}

void reader_lost(void *context)
{
	struct kiosk *kiosk = context;

	kiosk->readers_ready = 0;
	if (!kiosk->reader_gone || kiosk->reader_asks_card)
		post_card(kiosk, NEWS_READER_MISSING);
	kiosk->reader_gone = true;
	kiosk->reader_asks_card = false;
	give_pin_up(kiosk);
}
