/*
 * Readers that libnfc drives.  What was measured with 1.8.0, and why the calls
 * below look as they do:
 *
 *   - INFINITE_SELECT is on after init and leaves the chip polling: turned off,
 *     a look at an empty antenna ends in 18 ms by itself.
 *   - a time-out of 0 waits for ever: every exchange has 1 ms at least.
 *   - more than 262 bytes out end the process: refused (APDU_COMMAND_MAX is 261).
 *   - a status byte with bit 7 set, or "more" without end, end or hang the
 *     process: that is why it is a process of its own.
 *   - answers carry no number: after any failure the card is dropped, so that a
 *     late answer can never pass for the next one.
 *   - after EIO one nfc_initiator_init tells a disturbed line from a lost one.
 *   - a PN532 looks by itself (InAutoPoll) while the host sleeps; libnfc then waits without
 *     end, which is what station.c ends a process for.  An abort ends it at once; one that
 *     comes when nothing waits is lost and leaves a pipe's end behind: none is sent but while
 *     a poll runs, which ends by itself within a wait, and what is left is closed after it.
 *   - asked for its historical bytes, a card of type A counts twice among the types of a
 *     poll: RATS is off meanwhile.
 */
#include "drivers/reader/lock.h"
#include "drivers/reader/open.h"
#include "drivers/reader/watch.h"

#include "base/log.h"
#include "base/text.h"
#include "card/deadline.h"

#include <assert.h>
#include <nfc/nfc.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Between two looks at an empty antenna: with the 36 ms of a look for both types, and
 * the 25 ms that selecting takes, a laid card is noticed within 300 ms.
 */
#define NFC_PAUSE_MS 230
/*
 * InAutoPoll gives each type a period, in units of 150 ms; it answers when one is there.  With two
 * types a card laid in the worst moment lies there for 300 ms before it is looked for again, and
 * is noticed after 321 at most, its answer and the selecting included.  Looks of the host in
 * between would mend the last 21 ms, at five wake-ups each, every 280 ms.
 */
#define NFC_POLL_PERIOD 1
#define NFC_POLL_ROUND_MS (2 * 150 * NFC_POLL_PERIOD)
#define NFC_POLL_ROUNDS_MAX 7
/* Polls that failed one after another: this chip does not know how, and is asked no more. */
#define NFC_POLLS_FAILED 3
#define TRANSCEIVE_MAX 262
/* This process has a dozen; one visit in some sixty leaves one behind. */
#define DESCRIPTORS_LOOKED_AT 64

struct nfc_reader {
	struct reader reader;
	nfc_context *context;
	nfc_device *device;
	int lock;		/* -1: not a serial port */
	struct watch watch;
	bool selected;
	bool field;		/* the antenna radiates */
	bool rats;		/* a card of type A is asked for its historical bytes */
	atomic_bool polling;	/* nfc_cancel may abort */
	atomic_bool aborted;	/* and an abort was sent since it was looked what that left */
	int polls_left;		/* that may fail before the host looks instead of the chip */
	struct reader_card card;	/* the selected one */
};

static struct nfc_reader *of(struct reader *reader)
{
	return (struct nfc_reader *)reader;
}

/* ---- errors ---- */

static enum err init_chip(struct nfc_reader *r)
{
	r->selected = false;
	if (nfc_initiator_init(r->device) < 0 ||
	    nfc_device_set_property_bool(r->device, NP_INFINITE_SELECT, false) < 0)
		return ERR_GONE;
	r->field = true;
	r->rats = true;
	return ERR_OK;
}

/* Drops the card and says what happened, in our words. */
static enum err failed(struct nfc_reader *r, int code)
{
	r->selected = false;
	switch (code) {
	case NFC_ERFTRANS:
	case NFC_ETGRELEASED:
	case NFC_EINVARG:
		return ERR_REMOVED;
	case NFC_ETIMEOUT:
		return ERR_TIMEOUT;
	case NFC_EOPABORTED:
		return ERR_CANCELLED;
	case NFC_EIO:
		return init_chip(r) ? ERR_GONE : ERR_PROTO;
	default:
		return ERR_PROTO;
	}
}

/* ---- finding a card ---- */

/* The bytes after TA, TB and TC, as far as T0 announces these. */
static void take_historical(const uint8_t *ats, size_t size, struct reader_card *card)
{
	size_t at = 1;

	if (size == 0)
		return;
	for (int bit = 4; bit <= 6; bit++)
		at += ats[0] >> bit & 1;
	if (at >= size || size - at > sizeof(card->hist))
		return;
	card->hist_size = (uint8_t)(size - at);
	memcpy(card->hist, ats + at, card->hist_size);
}

static struct reader_card describe_a(const nfc_iso14443a_info *info)
{
	struct reader_card card = {
		.tech = TECH_TYPE_A,
		.speaks_apdu = info->btSak & 0x20,
	};

	if (info->szUidLen <= sizeof(card.uid)) {
		card.uid_size = (uint8_t)info->szUidLen;
		memcpy(card.uid, info->abtUid, info->szUidLen);
	}
	if (info->szAtsLen <= sizeof(info->abtAts))
		take_historical(info->abtAts, info->szAtsLen, &card);
	return card;
}

static struct reader_card describe_b(const nfc_iso14443b_info *info)
{
	struct reader_card card = { .tech = TECH_TYPE_B, .speaks_apdu = true, .uid_size = 4 };

	memcpy(card.uid, info->abtPupi, 4);
	return card;
}

/* ERR_ABSENT: no card of this type. */
static enum err look_for(struct nfc_reader *r, nfc_modulation_type type,
			 struct reader_card *ret_card)
{
	const nfc_modulation modulation = { .nmt = type, .nbr = NBR_106 };
	nfc_target target;
	int n = nfc_initiator_select_passive_target(r->device, modulation, NULL, 0, &target);

	if (n > 0) {
		*ret_card = type == NMT_ISO14443A ? describe_a(&target.nti.nai) :
						    describe_b(&target.nti.nbi);
		r->card = *ret_card;
		r->selected = true;
		return ERR_OK;
	}
	/* A card that comes or goes while it is looked for is no card yet. */
	if (n == 0 || n == NFC_ERFTRANS || n == NFC_ETGRELEASED)
		return ERR_ABSENT;
	return init_chip(r) ? ERR_GONE : ERR_ABSENT;
}

static enum err set_field(struct nfc_reader *r, bool on)
{
	if (r->field == on)
		return ERR_OK;
	if (nfc_device_set_property_bool(r->device, NP_ACTIVATE_FIELD, on) < 0)
		return init_chip(r);
	r->field = on;
	return ERR_OK;
}

static enum err set_rats(struct nfc_reader *r, bool on)
{
	if (r->rats == on)
		return ERR_OK;
	if (nfc_device_set_property_bool(r->device, NP_AUTO_ISO14443_4, on) < 0)
		return init_chip(r);
	r->rats = on;
	return ERR_OK;
}

/* For both types; to look for one that is not there takes 15 ms of air. */
static enum err look_first_for(struct nfc_reader *r, nfc_modulation_type first,
			       struct reader_card *ret_card)
{
	enum err err = set_field(r, true);

	if (!err)
		err = set_rats(r, true);
	if (!err)
		err = look_for(r, first, ret_card);
	if (err == ERR_ABSENT)
		err = look_for(r, first == NMT_ISO14443A ? NMT_ISO14443B : NMT_ISO14443A,
			       ret_card);
	return err;
}

static enum err look(struct reader *reader, struct reader_card *ret_card)
{
	return look_first_for(of(reader), NMT_ISO14443A, ret_card);
}

/* n of poll_target: ERR_OK when something lies there, which has been woken. */
static enum err judge_poll(struct nfc_reader *r, int n)
{
	if (n >= 0 || n == NFC_EOPABORTED) {
		r->polls_left = NFC_POLLS_FAILED;
		return n > 0 ? ERR_OK : ERR_ABSENT;
	}
	r->polls_left--;
	return init_chip(r) ? ERR_GONE : ERR_ABSENT;
}

/*
 * libnfc closes the end of a pipe that it waits at itself when it wakes there.  Where it did not
 * wait, that end stays: it writes to nobody, as no other pipe of this process does.
 */
static void close_orphans(struct nfc_reader *r)
{
	struct pollfd looked[DESCRIPTORS_LOOKED_AT];
	struct stat is;

	if (!atomic_exchange(&r->aborted, false))
		return;
	for (int fd = 0; fd < DESCRIPTORS_LOOKED_AT; fd++)
		looked[fd] = (struct pollfd){ .fd = fd };
	if (poll(looked, DESCRIPTORS_LOOKED_AT, 0) <= 0)
		return;
	for (int fd = STDERR_FILENO + 1; fd < DESCRIPTORS_LOOKED_AT; fd++) {
		if ((looked[fd].revents & POLLERR) && fstat(fd, &is) == 0 && S_ISFIFO(is.st_mode))
			close(fd);
	}
}

/* ERR_OK: something of that type lies there. */
static enum err poll_rounds(struct nfc_reader *r, int rounds, nfc_modulation_type *ret_type)
{
	static const nfc_modulation types[] = {
		{ .nmt = NMT_ISO14443A, .nbr = NBR_106 }, { .nmt = NMT_ISO14443B, .nbr = NBR_106 },
	};
	nfc_target target;
	enum err err = set_field(r, true);
	int n = 0;

	if (!err)
		err = set_rats(r, false);
	if (err)
		return err;
	/* Who cancels writes before it looks whether a poll runs: one of the two is seen. */
	atomic_store(&r->polling, true);
	if (watch_pause(&r->watch, 0))
		err = ERR_CANCELLED;
	else
		n = nfc_initiator_poll_target(r->device, types, 2, (uint8_t)rounds,
					      NFC_POLL_PERIOD, &target);
	atomic_store(&r->polling, false);
	close_orphans(r);
	if (!err)
		err = judge_poll(r, n);
	if (!err)
		*ret_type = target.nm.nmt;
	return err;
}

/* Selects afresh what the chip has found: the field goes off and on, and all of it is asked for. */
static enum err poll_for_card(struct nfc_reader *r, int ms, struct reader_card *ret_card)
{
	int rounds = ms / NFC_POLL_ROUND_MS;
	nfc_modulation_type found;
	enum err err = poll_rounds(r, rounds < NFC_POLL_ROUNDS_MAX ? rounds : NFC_POLL_ROUNDS_MAX,
				   &found);

	if (!err)
		err = set_field(r, false);
	if (!err)
		err = look_first_for(r, found, ret_card);
	return err == ERR_ABSENT && watch_pause(&r->watch, 0) ? ERR_CANCELLED : err;
}

static enum err nfc_wait(struct reader *reader, int ms, struct reader_card *ret_card)
{
	struct nfc_reader *r = of(reader);
	struct deadline deadline = deadline_in(ms);

	r->selected = false;
	while (r->polls_left > 0 && ms >= NFC_POLL_ROUND_MS) {
		enum err err = poll_for_card(r, ms, ret_card);

		ms = deadline_left_ms(deadline);
		if (err != ERR_ABSENT || ms < NFC_POLL_ROUND_MS)
			return err;
	}
	return watch_for_card(&r->watch, ms, NFC_PAUSE_MS, reader, look, ret_card);
}

/* ---- talking to it ---- */

static enum err nfc_apdu(struct reader *reader, const uint8_t *command, size_t size, int ms,
			 uint8_t *answer, size_t *ret_size)
{
	struct nfc_reader *r = of(reader);
	uint8_t buffer[TRANSCEIVE_MAX + 2];
	enum err err = ERR_OK;
	int n;

	if (!r->selected)
		return ERR_REMOVED;
	assert(size <= TRANSCEIVE_MAX);
	n = nfc_initiator_transceive_bytes(r->device, command, size, buffer, sizeof(buffer), ms);
	if (n < 0) {
		err = failed(r, n);
	} else if (n > APDU_ANSWER_MAX) {
		r->selected = false;
		err = ERR_PROTO;
	} else {
		memcpy(answer, buffer, (size_t)n);
		*ret_size = (size_t)n;
	}
	explicit_bzero(buffer, sizeof(buffer));
	return err;
}

/* The card of before, selected once more? */
static enum err select_again(struct nfc_reader *r, const struct reader_card *before)
{
	struct reader_card now;
	enum err err = look(&r->reader, &now);

	if (err == ERR_ABSENT || (!err && !reader_same_card(before, &now))) {
		r->selected = false;
		return ERR_REMOVED;
	}
	return err;
}

static enum err nfc_present(struct reader *reader, const struct reader_card *card)
{
	struct nfc_reader *r = of(reader);

	if (r->selected && reader_same_card(&r->card, card) &&
	    nfc_initiator_target_is_present(r->device, NULL) == 0)
		return ERR_OK;
	/* Some cards do not like the question: only a fresh look decides. */
	return select_again(r, card);
}

/*
 * A card that is let go stays silent until the field has been off (some wake
 * at once): whoever else answers is a second card.
 */
static enum err nfc_second(struct reader *reader, bool *ret_found)
{
	struct nfc_reader *r = of(reader);
	struct reader_card before = r->card, now;
	enum err err;

	nfc_initiator_deselect_target(r->device);
	r->selected = false;
	err = look(reader, &now);
	if (err && err != ERR_ABSENT)
		return err;
	*ret_found = !err && !reader_same_card(&before, &now);
	if (!err)
		return ERR_OK;
	err = set_field(r, false);
	return err ? err : select_again(r, &before);
}

static void nfc_cancel(struct reader *reader)
{
	struct nfc_reader *r = of(reader);

	watch_cancel(&r->watch);
	if (!atomic_load(&r->polling))
		return;
	nfc_abort_command(r->device);
	atomic_store(&r->aborted, true);
}

/* The next look begins with a fresh card, whatever state this one was in. */
static void nfc_release(struct reader *reader)
{
	struct nfc_reader *r = of(reader);

	if (r->selected)
		nfc_initiator_deselect_target(r->device);
	r->selected = false;
	if (set_field(r, false))
		log_debug("libnfc: the field stays as it is");
}

static void nfc_finish(struct reader *reader)
{
	struct nfc_reader *r = of(reader);

	if (r->device)
		nfc_close(r->device);
	if (r->context)
		nfc_exit(r->context);
	if (r->lock >= 0)
		close(r->lock);
	watch_finish(&r->watch);
	free(r);
}

static const struct reader_ops nfc_ops = {
	.name = "libnfc",
	.wait = nfc_wait,
	.apdu = nfc_apdu,
	.present = nfc_present,
	.second = nfc_second,
	.cancel = nfc_cancel,
	.release = nfc_release,
	.close = nfc_finish,
};

/* ---- opening ---- */

/* libnfc must not look at ports it was not told of, nor write to stderr. */
static void tame_libnfc(void)
{
	setenv("LIBNFC_LOG_LEVEL", "0", 1);
	setenv("LIBNFC_AUTO_SCAN", "false", 1);
	setenv("LIBNFC_INTRUSIVE_SCAN", "false", 1);
}

/* "pn532_uart:/dev/reader:115200": the path; "" where the device is none. */
static enum err path_of(const char *device, char *path, size_t cap)
{
	const char *start = strchr(device, '/');
	struct text text = text_in(path, cap);

	if (start)
		text_add_n(&text, start, strcspn(start, ":"));
	return text.full ? ERR_GONE : ERR_OK;
}

static enum err lock_port(struct nfc_reader *r, const char *where)
{
	char path[256];
	enum err err = path_of(where, path, sizeof(path));

	if (err || path[0] == 0)
		return err;
	return lock_device(path, &r->lock);
}

static enum err open_device(struct nfc_reader *r, const char *where)
{
	nfc_connstring name;	/* libnfc wants the whole buffer */
	enum err err = lock_port(r, where);

	if (err)
		return err;
	if (text_copy(name, sizeof(name), where))
		return ERR_GONE;
	nfc_init(&r->context);
	if (!r->context)
		return ERR_GONE;
	r->device = nfc_open(r->context, name);
	r->polls_left = strncmp(where, "pn532_", strlen("pn532_")) == 0 ? NFC_POLLS_FAILED : 0;
	return r->device ? init_chip(r) : ERR_GONE;
}

enum err reader_nfc_open(const char *where, struct reader **ret_reader)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct nfc_reader *r = calloc(1, sizeof(*r));
	enum err err;

	assert(r);
	pthread_once(&once, tame_libnfc);
	r->reader.ops = &nfc_ops;
	r->lock = -1;
	watch_init(&r->watch);
	err = open_device(r, where);
	if (err) {
		nfc_finish(&r->reader);
		return err;
	}
	*ret_reader = &r->reader;
	return ERR_OK;
}
