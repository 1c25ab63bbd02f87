#include "kiosk/saying.h"

#include "kiosk/kiosk.h"
#include "kiosk/voice_news.h"
#include "base/log.h"
#include "speech/say.h"

#include <string.h>

/* So long a label fits into the buffer, whatever its words grow to. */
#define SAID_LABEL_MAX (VOICE_TEXT_MAX / SAY_GROWTH)

static bool add_whole(enum lang lang, const char *label, struct text *out)
{
	static char words[VOICE_TEXT_MAX];
	bool fits = say_words(lang, label, words, sizeof(words)) == ERR_OK;

	if (fits)
		text_add(out, words);
	explicit_bzero(words, sizeof(words));
	return fits;
}

/* A long label is turned into words in pieces. */
static void add_words(enum lang lang, const char *label, struct text *out)
{
	char part[SAID_LABEL_MAX];

	if (add_whole(lang, label, out))
		return;
	for (size_t len; *label; label += len) {
		len = say_split(label, sizeof(part) - 1);
		memcpy(part, label, len);
		part[len] = 0;
		if (!add_whole(lang, part, out))
			log_warn("voice: a piece has no room and is not said");
	}
	explicit_bzero(part, sizeof(part));
}

static void show(struct kiosk *kiosk)
{
	const struct saying *s = &kiosk->saying;
	enum lang lang = kiosk->tree->lang;
	const char *words = s->words + s->now.at;
	size_t len = s->now.len;

	if (s->now.at >= s->own) {
		words = s->own_shown;
		len = strlen(words);
		if (ui_caption_split(kiosk->ui, lang, words) < len) {
			words = words_get(lang, "ui.unshown");
			len = strlen(words);
		}
	}
	ui_caption(kiosk->ui, words, len);
}

/* The piece that begins at a byte; what is said to one person is a piece by itself. */
static struct piece piece_at(struct kiosk *kiosk, size_t at)
{
	const struct saying *s = &kiosk->saying;
	size_t len = ui_caption_split(kiosk->ui, kiosk->tree->lang, s->words + at);

	if (at < s->own && at + len > s->own)
		len = s->own - at;
	kiosk->voice_id += kiosk->voice_id == UINT32_MAX ? 2 : 1;
	return (struct piece){ kiosk->voice_id, at, len };
}

/* So many bytes around a piece settle how its first and last characters are read. */
#define AROUND 48

static bool within_character(const char *at)
{
	return ((unsigned char)*at & 0xc0) == 0x80;
}

/* A piece of a long clause is read as what it is a piece of. */
static void put_piece(const struct saying *s, const struct piece *piece,
		      struct voice_command *command)
{
	size_t first = piece->at < s->own ? 0 : s->own;
	size_t last = piece->at < s->own ? s->own : strlen(s->words);
	size_t from = piece->at, to = piece->at + piece->len;

	from = from - first > AROUND ? from - AROUND : first;
	to = last - to > AROUND ? to + AROUND : last;
	while (within_character(s->words + from))
		from++;
	while (within_character(s->words + to))
		to--;
	memcpy(command->text, s->words + from, to - from);
	command->part = (struct say_part){ piece->at - from, piece->at + piece->len - from };
}

static void send(struct kiosk *kiosk, const struct piece *piece, unsigned flags)
{
	static struct voice_command command;

	memset(&command, 0, sizeof(command));
	command.verb = VOICE_SAY;
	command.id = piece->id;
	command.lang = kiosk->tree->lang;
	command.flags = flags;
	/* What one may hear all may not: pulled out, it is cut off in the middle. */
	if (kiosk->headphones)
		command.flags |= VOICE_PRIVATE;
	put_piece(&kiosk->saying, piece, &command);
	voice_send(kiosk, &command);
	explicit_bzero(&command, sizeof(command));
}

static void begin_at(struct kiosk *kiosk, size_t at)
{
	struct saying *s = &kiosk->saying;

	s->now = piece_at(kiosk, at);
	s->next = (struct piece){ 0 };
	send(kiosk, &s->now, 0);
	voice_note_speaking(kiosk);
	show(kiosk);
}

void saying_begin(struct kiosk *kiosk, const struct words *words)
{
	struct saying *s = &kiosk->saying;
	enum lang lang = kiosk->tree->lang;
	struct text said = text_in(s->words, sizeof(s->words));
	struct text shown = text_in(s->own_shown, sizeof(s->own_shown));

	if (!words->all[0] && !words->own[0])
		return;
	add_words(lang, words->all, &said);
	if (lang == LANG_EN && said.len > 0 && words->own[0])
		text_add(&said, " ");
	s->own = said.len;
	add_words(lang, words->own, &said);
	add_words(lang, words->own_shown, &shown);
	if (strcmp(words->own, words->own_shown) == 0)
		s->own = said.len;
	if (said.full)
		log_warn("voice: a page has too many words; its end is not said");
	begin_at(kiosk, 0);
}

void saying_again(struct kiosk *kiosk)
{
	if (kiosk->saying.words[0])
		begin_at(kiosk, 0);
}

void saying_refit(struct kiosk *kiosk)
{
	if (ui_caption_fits(kiosk->ui))
		return;
	if (kiosk->speaking)
		begin_at(kiosk, kiosk->saying.now.at);
	else
		ui_caption(kiosk->ui, "", 0);
}

void saying_stop(struct kiosk *kiosk)
{
	kiosk->saying.now.id = 0;
	kiosk->saying.next.id = 0;
	kiosk->speaking = false;
}

void saying_forget(struct kiosk *kiosk)
{
	saying_stop(kiosk);
	explicit_bzero(&kiosk->saying, sizeof(kiosk->saying));
	ui_caption(kiosk->ui, "", 0);
}

static void send_next(struct kiosk *kiosk)
{
	struct saying *s = &kiosk->saying;
	size_t at = s->now.at + s->now.len;

	if (s->next.id || !s->words[at])
		return;
	s->next = piece_at(kiosk, at);
	send(kiosk, &s->next, VOICE_AFTER);
}

/* False: that was the last piece. */
static bool turn(struct kiosk *kiosk)
{
	struct saying *s = &kiosk->saying;

	if (s->next.id == 0)
		return false;
	s->now = s->next;
	s->next = (struct piece){ 0 };
	show(kiosk);
	return true;
}

static void piece_begins(struct kiosk *kiosk, uint32_t id)
{
	struct saying *s = &kiosk->saying;

	if (id == s->next.id)
		turn(kiosk);
	if (id != s->now.id)
		return;
	voice_note_speaking(kiosk);
	send_next(kiosk);
}

bool saying_news(struct kiosk *kiosk, const struct voice_event *event)
{
	if (event->kind == VOICE_STARTED) {
		piece_begins(kiosk, event->id);
		return false;
	}
	if (event->id != kiosk->saying.now.id)
		return false;
	if (event->kind != VOICE_FINISHED) {
		saying_stop(kiosk);
		return true;
	}
	send_next(kiosk);	/* a piece without a sound never began */
	if (!turn(kiosk))
		kiosk->speaking = false;
	return true;
}

bool saying_is_shown(const struct kiosk *kiosk)
{
	const char *caption = ui_captioned(kiosk->ui);

	return !kiosk->saying.words[0] || (caption && caption[0]);
}

bool saying_shows(const struct kiosk *kiosk, const char *words)
{
	const struct saying *s = &kiosk->saying;
	static char shown[SPOKEN_MAX + SPEECH_MAX];
	struct text text = text_in(shown, sizeof(shown));
	bool shows;

	text_add_n(&text, s->words, s->own);
	if (s->words[s->own])
		text_add(&text, s->own_shown);
	shows = saying_is_shown(kiosk) && strstr(shown, words);
	explicit_bzero(shown, sizeof(shown));
	return shows;
}
