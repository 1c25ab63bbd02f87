#include "kiosk/courier_news.h"

#include "base/log.h"
#include "base/text.h"
#include "core/application_bytes.h"
#include "kiosk/elsewhere.h"
#include "kiosk/kiosk.h"
#include "receipt/parcel.h"
#include "wire/courier_link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t courier_send(struct kiosk *kiosk, const char *name, int within_ms, const void *body,
		      size_t size)
{
	static uint8_t message[COURIER_MESSAGE_MAX];
	struct courier_request request = { .within_ms = (uint32_t)within_ms, .body = body,
					   .size = size };
	unsigned losses = kiosk->courier_desk.losses;
	size_t made = 0;

	if (++kiosk->courier_desk.last_id == 0)
		kiosk->courier_desk.last_id = 1;
	request.id = kiosk->courier_desk.last_id;
	text_copy_or_none(request.name, sizeof(request.name), name);
	if (courier_put_request(&request, message, sizeof(message), &made) == ERR_OK)
		helper_send(kiosk->courier, message, made);
	explicit_bzero(message, sizeof(message));
	return losses == kiosk->courier_desk.losses ? request.id : 0;
}

/* ---- rounds ---- */

void courier_kick(struct kiosk *kiosk)
{
	struct courier_desk *c = &kiosk->courier_desk;

	if (kiosk->courier && c->round_ms == INT64_MAX)
		c->round_ms = 0;
	else
		c->kicked = true;
}

/* Not all kiosks of a city at once, when its centre comes back. */
static void rest(struct kiosk *kiosk)
{
	struct courier_desk *c = &kiosk->courier_desk;

	c->round_ms = kiosk_now_ms(kiosk) + c->rest_ms -
		      (int)arc4random_uniform((uint32_t)c->rest_ms / 4 + 1);
	c->rest_ms = 2 * c->rest_ms < COURIER_REST_MAX_MS ? 2 * c->rest_ms : COURIER_REST_MAX_MS;
}

static void end_round(struct kiosk *kiosk)
{
	struct courier_desk *c = &kiosk->courier_desk;

	c->after = 0;
	if (c->failed)
		rest(kiosk);
	else
		c->round_ms = c->kicked ? 0 : INT64_MAX;
	c->failed = c->kicked = false;
}

/* The line is dead, or the centre knows us no more: the others would fare no better. */
static void break_off(struct kiosk *kiosk)
{
	kiosk->courier_desk.failed = true;
	end_round(kiosk);
}

/* ---- a letter ---- */

/* The application that is sent, with what it is sealed into: too much for a stack. */
struct letter_room {
	struct application application;
	uint8_t plain[APPLICATION_BYTES_MAX];
	uint8_t sealed[OUTBOX_LETTER_MAX];
	char text[OUTBOX_LETTER_MAX];
};

/*
 * As the catalogue has it on the day of the decision: after a long cut of the line the
 * course has begun, and is none of those that today's visitors choose from.
 */
static const struct course *course_of(const struct kiosk *kiosk, const struct application *a,
				      struct course *ret_course)
{
	if (!a->course.id[0] ||
	    store_course(kiosk->store, a->course.id, a->decision_date, ret_course))
		return NULL;
	return ret_course;
}

static enum err seal(struct kiosk *kiosk, struct letter_room *room, struct wire_sealed *ret_sealed)
{
	size_t size = 0, sealed = 0;
	enum err err;

	if (!kiosk->courier_desk.maker)
		return ERR_ABSENT;
	err = application_encode(&room->application, room->plain, sizeof(room->plain), &size);
	if (!err)
		err = parcel_make(kiosk->courier_desk.maker, room->plain, size, room->sealed,
				  sizeof(room->sealed), &sealed);
	*ret_sealed = (struct wire_sealed){ room->sealed, sealed };
	return err;
}

static enum err write_withdrawal(struct kiosk *kiosk, struct letter_room *room, struct text *out,
				 struct wire_sealed sealed)
{
	struct application *taken_back = calloc(1, sizeof(*taken_back));
	enum err err = taken_back ? store_load(kiosk->store, room->application.withdraws,
					       taken_back) : ERR_IO;

	if (!err)
		wire_withdraw(out, &room->application, taken_back->key, sealed);
	if (taken_back)
		explicit_bzero(taken_back, sizeof(*taken_back));
	free(taken_back);
	return err;
}

static enum err write_letter(struct kiosk *kiosk, struct letter_room *room, struct text *out)
{
	const struct application *a = &room->application;
	struct wire_sealed sealed;
	struct course course;
	enum err err = seal(kiosk, room, &sealed);

	if (!err && a->withdraws[0])
		err = write_withdrawal(kiosk, room, out, sealed);
	else if (!err)
		wire_submit(out, a, course_of(kiosk, a, &course), sealed);
	return err ? err : out->full ? ERR_FULL : ERR_OK;
}

/* Kept before it is sent, so that what is sent again is the same. */
static enum err make_letter(struct kiosk *kiosk, struct outbox_item *item)
{
	struct letter_room *room = calloc(1, sizeof(*room));
	struct text out;
	enum err err = room ? store_load(kiosk->store, item->receipt_no, &room->application) :
			      ERR_IO;

	if (!room)
		return err;
	out = text_in(room->text, sizeof(room->text));
	if (!err)
		err = write_letter(kiosk, room, &out);
	if (!err)
		err = outbox_write(kiosk->store, item->seq, room->text, out.len);
	if (!err) {
		memcpy(item->letter, room->text, out.len);
		item->size = out.len;
	}
	explicit_bzero(room, sizeof(*room));
	free(room);
	return err;
}

static void set_aside(struct kiosk *kiosk, int64_t seq, const char *why)
{
	log_error("the outbox: %lld is set aside: %s", (long long)seq, why);
	if (outbox_mark(kiosk->store, seq, OUTBOX_ASIDE, why))
		kiosk->courier_desk.failed = true;
}

/* What has no letter and no application any more is nothing. */
static enum err prepare(struct kiosk *kiosk, struct outbox_item *item)
{
	enum err err = ERR_OK;

	if (item->size > 0)
		return ERR_OK;
	if (!item->receipt_no[0])
		return outbox_drop(kiosk->store, item->seq) ? ERR_IO : ERR_ABSENT;
	err = make_letter(kiosk, item);
	if (err == ERR_FULL)
		set_aside(kiosk, item->seq, "too_long");
	else if (err)
		kiosk->courier_desk.failed = true;
	return err;
}

/* A withdrawal names what it takes back; nothing else has that. */
static const char *name_of(const struct outbox_item *item)
{
	static const char mark[] = "\"application\":";

	return memmem(item->letter, item->size < 512 ? item->size : 512, mark,
		      sizeof(mark) - 1) ? "withdraw" : "submit";
}

static void send_letter(struct kiosk *kiosk, const struct outbox_item *item)
{
	struct courier_desk *c = &kiosk->courier_desk;

	c->item_seq = item->seq;
	c->item_id = courier_send(kiosk, name_of(item), COURIER_LETTER_MS, item->letter,
				  item->size);
	if (c->item_id == 0)
		break_off(kiosk);
}

static void send_next(struct kiosk *kiosk)
{
	static struct outbox_item item;
	struct courier_desk *c = &kiosk->courier_desk;
	enum err err = outbox_next(kiosk->store, c->after, &item);

	if (err) {
		c->failed = c->failed || err != ERR_ABSENT;
		end_round(kiosk);
	} else {
		c->after = item.seq;
		if (prepare(kiosk, &item) == ERR_OK)
			send_letter(kiosk, &item);
	}
	explicit_bzero(&item, sizeof(item));
}

/* ---- what became of it ---- */

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++) {
		if (strcmp(*words, word) == 0)
			return true;
	}
	return false;
}

static void note_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	static const char *const aside[] = { "other_body", "other_person", NULL };
	static const char *const taken[] = { "taken", "none_free", "had_before", "withdrawn",
					     "waiting", "decided", NULL };
	struct courier_desk *c = &kiosk->courier_desk;
	char word[WIRE_OUTCOME_MAX];
	enum err err = wire_outcome(answer->body, answer->size, word);

	if (!err && is_one_of(word, aside))
		set_aside(kiosk, c->item_seq, word);
	else if (!err && is_one_of(word, taken))
		err = outbox_mark(kiosk->store, c->item_seq, OUTBOX_TAKEN, word);
	else
		err = ERR_PROTO;	/* "unknown_class": until its packs are published */
	if (err)
		c->failed = true;
	else
		c->rest_ms = COURIER_REST_MS;
	if (c->marks_ms == INT64_MAX)
		c->marks_ms = kiosk_now_ms(kiosk) + COURIER_MARKS_MS;
}

static void item_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct courier_desk *c = &kiosk->courier_desk;

	switch (answer->outcome) {
	case COURIER_ANSWERED:
		note_answered(kiosk, answer);
		break;
	case COURIER_REFUSED:
		set_aside(kiosk, c->item_seq, "refused");
		break;
	case COURIER_NOT_NOW:
		c->failed = true;
		break;
	case COURIER_NO_WAY:
	case COURIER_BARRED:
		break_off(kiosk);
		break;
	}
	c->item_id = 0;
}

/* ---- archived ---- */

static void ask_marks(struct kiosk *kiosk)
{
	static char text[WIRE_KEYS_MAX * (APPLICATION_KEY_MAX + 4) + 64];
	struct courier_desk *c = &kiosk->courier_desk;
	char keys[WIRE_KEYS_MAX][APPLICATION_KEY_MAX];
	struct text out = text_in(text, sizeof(text));

	c->marks_ms = kiosk_now_ms(kiosk) + COURIER_MARKS_MS;
	if (outbox_taken(kiosk->store, c->marks_after, WIRE_KEYS_MAX, c->asked, &c->asked_count))
		return;
	if (c->asked_count == 0) {
		if (c->marks_after == 0)
			c->marks_ms = INT64_MAX;	/* nothing is there to be archived */
		c->marks_after = 0;
		return;
	}
	for (int i = 0; i < c->asked_count; i++)
		memcpy(keys[i], c->asked[i].key, sizeof(keys[i]));
	c->marks_after = c->asked[c->asked_count - 1].seq;
	wire_keys(&out, (const char (*)[APPLICATION_KEY_MAX])keys, c->asked_count);
	c->marks_id = courier_send(kiosk, "archived", COURIER_LETTER_MS, text, out.len);
}

static const struct outbox_row *asked_row(const struct courier_desk *c, const char *key)
{
	for (int i = 0; i < c->asked_count; i++) {
		if (strcmp(c->asked[i].key, key) == 0)
			return &c->asked[i];
	}
	return NULL;
}

/* Only what was asked is believed. */
static void note_marks(struct kiosk *kiosk, const struct wire_marks *marks)
{
	struct courier_desk *c = &kiosk->courier_desk;

	for (int i = 0; i < marks->archived_count; i++) {
		const struct outbox_row *row = asked_row(c, marks->archived[i]);

		if (row && outbox_drop(kiosk->store, row->seq))
			log_warn("the outbox: what is archived could not be taken out");
	}
	for (int i = 0; i < marks->missing_count; i++) {
		const struct outbox_row *row = asked_row(c, marks->missing[i]);

		if (!row)
			continue;
		log_warn("the outbox: the centre has lost %lld; it is sent again",
			 (long long)row->seq);
		if (outbox_mark(kiosk->store, row->seq, OUTBOX_WAITING, ""))
			log_warn("the outbox: what is lost could not be noted");
		courier_kick(kiosk);
	}
	if (c->asked_count == WIRE_KEYS_MAX)
		c->marks_ms = 0;	/* there are more */
	else
		c->marks_after = 0;
}

static void marks_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct wire_marks marks;

	kiosk->courier_desk.marks_id = 0;
	if (answer->outcome == COURIER_ANSWERED &&
	    wire_marks(answer->body, answer->size, &marks) == ERR_OK)
		note_marks(kiosk, &marks);
	else
		kiosk->courier_desk.marks_after = 0;
}

/* ---- the helper ---- */

void courier_started(void *context)
{
	struct kiosk *kiosk = context;

	kiosk->courier_desk.round_ms = 0;
	kiosk->courier_desk.marks_ms = kiosk_now_ms(kiosk) + COURIER_MARKS_FIRST_MS;
	heartbeat_started(kiosk);
	fetch_started(kiosk);
}

enum err courier_news(void *context, const uint8_t *data, size_t size)
{
	struct kiosk *kiosk = context;
	struct courier_desk *c = &kiosk->courier_desk;
	struct courier_answer answer;
	enum err err = courier_get_answer(data, size, &answer);

	if (err)
		return err;
	c->reached = answer.outcome == COURIER_ANSWERED || answer.outcome == COURIER_REFUSED;
	if (c->item_id && answer.id == c->item_id)
		item_answered(kiosk, &answer);
	else if (c->marks_id && answer.id == c->marks_id)
		marks_answered(kiosk, &answer);
	else if (kiosk->ring.request && answer.id == kiosk->ring.request)
		ring_answered(kiosk, &answer);
	else if (!fetch_answered(kiosk, &answer) && !heartbeat_answered(kiosk, &answer) &&
		 !grades_answered(kiosk, &answer))
		elsewhere_answered(kiosk, &answer);
	return ERR_OK;
}

void courier_lost(void *context)
{
	struct kiosk *kiosk = context;
	struct courier_desk *c = &kiosk->courier_desk;

	c->losses++;
	if (c->item_id)
		break_off(kiosk);
	c->item_id = 0;
	c->marks_id = 0;
	fetch_lost(kiosk);
	elsewhere_lost(kiosk);
	ring_lost(kiosk);
	heartbeat_lost(kiosk);
	grades_lost(kiosk);
}

/* ---- beginning, turns and end ---- */

void courier_open(struct kiosk *kiosk)
{
	struct courier_desk *c = &kiosk->courier_desk;

	c->rest_ms = COURIER_REST_MS;
	c->round_ms = c->marks_ms = INT64_MAX;
	if (!kiosk->config.centre[0] || !kiosk->store)
		return;
	outbox_keep(kiosk->store);
	if (outbox_begin(kiosk->store))
		log_warn("the outbox: what was signed before there was a centre waits");
	heartbeat_begin(kiosk);
	if (outbox_retry(kiosk->store))
		log_warn("the outbox: what was set aside stays so");
}

void courier_close(struct kiosk *kiosk)
{
	parcel_maker_destroy(kiosk->courier_desk.maker);
	elsewhere_forget(kiosk);
}

/* Looked for again in each round: a hall may bring it later. */
static void open_maker(struct kiosk *kiosk)
{
	char signing[PATHS_LENGTH_MAX + 16], desk[CONFIG_VALUE_MAX + 16];
	struct signer *own = NULL;

	if (kiosk->courier_desk.maker)
		return;
	snprintf(desk, sizeof(desk), "%s/desk.pem", kiosk->config.centre_keys);
	snprintf(signing, sizeof(signing), "%s/signing", kiosk->paths.data);
	if (kiosk->config.demo && signer_open(signing, true, &own) == ERR_ABSENT)
		snprintf(signing, sizeof(signing), "%s/trust/demo", kiosk->paths.config);
	signer_close(own);
	if (parcel_maker_create(signing, desk, &kiosk->courier_desk.maker))
		log_debug("nothing is sent before it can be sealed");
}

void courier_mind(struct kiosk *kiosk)
{
	struct courier_desk *c = &kiosk->courier_desk;
	int64_t now = kiosk_now_ms(kiosk);

	if (!kiosk->courier)
		return;
	elsewhere_mind(kiosk);
	ring_mind(kiosk);
	heartbeat_mind(kiosk);
	if (!c->item_id && now >= c->round_ms && kiosk->store) {
		open_maker(kiosk);
		send_next(kiosk);
	}
	if (!c->marks_id && now >= c->marks_ms && kiosk->store)
		ask_marks(kiosk);
}

int courier_due_ms(const struct kiosk *kiosk)
{
	const struct courier_desk *c = &kiosk->courier_desk;
	int64_t due = INT64_MAX, left;

	if (!kiosk->courier)
		return -1;
	if (!c->item_id)
		due = c->round_ms;
	if (!c->marks_id && c->marks_ms < due)
		due = c->marks_ms;
	if (kiosk->heartbeat.due_ms < due)
		due = kiosk->heartbeat.due_ms;
	if (elsewhere_due(kiosk) < due)
		due = elsewhere_due(kiosk);
	if (ring_due(kiosk) < due)
		due = ring_due(kiosk);
	left = due - kiosk_now_ms(kiosk);
	return due == INT64_MAX ? -1 : left < 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int)left;
}
