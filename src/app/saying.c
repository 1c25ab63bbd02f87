#include "app/saying.h"

#include "app/app.h"
#include "app/voice_news.h"
#include "base/log.h"
#include "ui/say.h"

#include <string.h>

/* So long a label fits into the buffer, whatever its words grow to. */
#define LABEL_MAX (VOICE_TEXT_MAX / SAY_GROWTH)

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
	char part[LABEL_MAX];

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

static void show(struct app *app)
{
	const struct saying *s = &app->saying;
	enum lang lang = app->tree->lang;
	const char *words = s->words + s->now.at;
	size_t len = s->now.len;

	if (s->now.at >= s->own) {
		words = s->own_shown;
		len = strlen(words);
		if (ui_caption_split(app->ui, lang, words) < len) {
			words = words_get(lang, "ui.unshown");
			len = strlen(words);
		}
	}
	ui_caption(app->ui, words, len);
}

/* The piece that begins at a byte; what is said to one person is a piece by itself. */
static struct piece piece_at(struct app *app, size_t at)
{
	const struct saying *s = &app->saying;
	size_t len = ui_caption_split(app->ui, app->tree->lang, s->words + at);

	if (at < s->own && at + len > s->own)
		len = s->own - at;
	app->voice_id += app->voice_id == UINT32_MAX ? 2 : 1;
	return (struct piece){ app->voice_id, at, len };
}

static void send(struct app *app, const struct piece *piece, unsigned flags)
{
	static struct voice_command command;

	memset(&command, 0, sizeof(command));
	command.verb = VOICE_SAY;
	command.id = piece->id;
	command.lang = app->tree->lang;
	command.flags = flags;
	/* What one may hear all may not: pulled out, it is cut off in the middle. */
	if (app->headphones)
		command.flags |= VOICE_PRIVATE;
	memcpy(command.text, app->saying.words + piece->at, piece->len);
	voice_send(app, &command);
	explicit_bzero(&command, sizeof(command));
}

static void begin_at(struct app *app, size_t at)
{
	struct saying *s = &app->saying;

	s->now = piece_at(app, at);
	s->next = (struct piece){ 0 };
	send(app, &s->now, 0);
	voice_note_speaking(app);
	show(app);
}

void saying_begin(struct app *app, const struct words *words)
{
	struct saying *s = &app->saying;
	enum lang lang = app->tree->lang;
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
	begin_at(app, 0);
}

void saying_again(struct app *app)
{
	if (app->saying.words[0])
		begin_at(app, 0);
}

void saying_refit(struct app *app)
{
	if (ui_caption_fits(app->ui))
		return;
	if (app->speaking)
		begin_at(app, app->saying.now.at);
	else
		ui_caption(app->ui, "", 0);
}

void saying_stop(struct app *app)
{
	app->saying.now.id = 0;
	app->saying.next.id = 0;
	app->speaking = false;
}

void saying_forget(struct app *app)
{
	saying_stop(app);
	explicit_bzero(&app->saying, sizeof(app->saying));
	ui_caption(app->ui, "", 0);
}

static void send_next(struct app *app)
{
	struct saying *s = &app->saying;
	size_t at = s->now.at + s->now.len;

	if (s->next.id || !s->words[at])
		return;
	s->next = piece_at(app, at);
	send(app, &s->next, VOICE_AFTER);
}

/* False: that was the last piece. */
static bool turn(struct app *app)
{
	struct saying *s = &app->saying;

	if (s->next.id == 0)
		return false;
	s->now = s->next;
	s->next = (struct piece){ 0 };
	show(app);
	return true;
}

static void piece_begins(struct app *app, uint32_t id)
{
	struct saying *s = &app->saying;

	if (id == s->next.id)
		turn(app);
	if (id != s->now.id)
		return;
	voice_note_speaking(app);
	send_next(app);
}

bool saying_news(struct app *app, const struct voice_event *event)
{
	if (event->kind == VOICE_STARTED) {
		piece_begins(app, event->id);
		return false;
	}
	if (event->id != app->saying.now.id)
		return false;
	if (event->kind != VOICE_FINISHED) {
		saying_stop(app);
		return true;
	}
	send_next(app);	/* a piece without a sound never began */
	if (!turn(app))
		app->speaking = false;
	return true;
}

bool saying_is_shown(const struct app *app)
{
	const char *caption = ui_captioned(app->ui);

	return !app->saying.words[0] || (caption && caption[0]);
}

bool saying_shows(const struct app *app, const char *words)
{
	const struct saying *s = &app->saying;
	static char shown[SPOKEN_MAX + SPEECH_MAX];
	struct text text = text_in(shown, sizeof(shown));
	bool shows;

	text_add_n(&text, s->words, s->own);
	if (s->words[s->own])
		text_add(&text, s->own_shown);
	shows = saying_is_shown(app) && strstr(shown, words);
	explicit_bzero(shown, sizeof(shown));
	return shows;
}
