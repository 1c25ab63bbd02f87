#include "ui/caption.h"

#include "speech/say.h"

#include <string.h>

#define CAPTION_LINES_MAX 3

bool caption_is(const struct layout *l, int index)
{
	return index == l->tree->count + EXTRA_CAPTION;
}

static int sign_px(const struct theme *theme)
{
	return theme_em_px(theme, LOOK_CAPTION) * 9 / 10;
}

/* At its sides, as of the other strips (arrange_pad_x). */
static int pad_px(const struct theme *theme)
{
	int pad = theme_style(LOOK_CAPTION)->pad_x * theme->unit_px / 2;

	return theme->view.text >= TEXT_LARGE ? pad * 2 / 3 : pad;
}

/* Room for words beside the sign. */
static int words_px(const struct theme *theme)
{
	return theme->view.width_px - 2 * pad_px(theme) - sign_px(theme) * 3 / 2;
}

/* So few characters to a line: the page itself has hardly room. */
#define CRAMPED 15

/* About sixty characters of Chinese, whatever their size and however the panel stands. */
static int lines_of(const struct theme *theme)
{
	bool wide = theme->view.width_px > theme->view.height_px;

	if (words_px(theme) < CRAMPED * theme_em_px(theme, LOOK_CAPTION))
		return 1;
	return (wide ? 1 : 2) + (theme->view.text >= TEXT_LARGE);
}

static int wrap(struct layout *l, const char *words, int first)
{
	return wrap_text(l->type, layout_face(l, LOOK_CAPTION), words,
			   words_px(l->theme), false, l->spans + first,
			   lines_of(l->theme));
}

/* Its lines stand in the middle of the strip, the sign beside the first. */
static void set_lines(struct layout *l, struct item *item)
{
	const struct box *strip = &l->caption;
	int leading = theme_leading_px(l->theme, LOOK_CAPTION), sign = sign_px(l->theme);
	int h = item->spans * leading, y = strip->y + (strip->h - h) / 2;
	int x = strip->x + pad_px(l->theme);

	item->words = (struct box){ x + sign * 3 / 2, y, words_px(l->theme), h };
	item->mark = (struct box){ x, y + (leading - sign) / 2, sign, sign };
}

void caption_set(struct layout *l, const char *words)
{
	int index = l->tree->count + EXTRA_CAPTION;
	struct item *item = &l->items[index];

	l->caption_words = words;
	if (l->caption.h == 0)
		return;
	l->extra[EXTRA_CAPTION].label = item->text = words ? words : "";
	item->spans = wrap(l, item->text, item->span);
	set_lines(l, item);
}

void caption_place(struct layout *l)
{
	int index = l->tree->count + EXTRA_CAPTION, lines = lines_of(l->theme);
	int h = lines * theme_leading_px(l->theme, LOOK_CAPTION) +
		theme_style(LOOK_CAPTION)->pad_y * l->theme->unit_px;

	l->caption = (struct box){ l->glass.x, l->bar.y, l->glass.w, 0 };
	if (!l->theme->view.captions)
		return;
	l->caption.h = h;
	l->caption.y = l->theme->view.reach ? l->header.h : l->bar.y - h;
	l->count = l->tree->count + EXTRAS;
	l->extra[EXTRA_CAPTION].role = ROLE_TEXT;
	l->extra[EXTRA_CAPTION].look = LOOK_CAPTION;
	l->items[index] = (struct item){ .box = l->caption, .placed = true,
					 .span = l->span_count };
	l->span_count += CAPTION_LINES_MAX;
	caption_set(l, l->caption_words);
}

bool caption_fits(struct type *type, const struct theme *theme, enum lang lang,
		  const char *words)
{
	struct face face = { .lang = lang, .em_px = theme_em_px(theme, LOOK_CAPTION) };
	int lines = lines_of(theme), across = words_px(theme);
	struct span spans[CAPTION_LINES_MAX + 1];

	/* Far too much need not be broken into lines to be seen. */
	if (type_estimate(type, face, words, strlen(words)) > across * lines)
		return false;
	return wrap_text(type, face, words, across, false, spans, CAPTION_LINES_MAX + 1) <= lines;
}

size_t caption_split(struct type *type, const struct theme *theme, enum lang lang,
		     const char *words)
{
	char piece[CAPTION_MAX];
	size_t most = sizeof(piece) - 1, len;

	for (;; most = len - 1) {
		len = say_split(words, most);
		memcpy(piece, words, len);
		piece[len] = 0;
		if (len <= 8 || caption_fits(type, theme, lang, piece))
			break;
	}
	explicit_bzero(piece, sizeof(piece));
	return len;
}
