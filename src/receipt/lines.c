#include "receipt/lines.h"

#include "base/text.h"

#include <string.h>

#define NO_BREAK_SPACE 0xa0
#define SPACE ' '

static bool one_of(uint32_t character, const char *set)
{
	uint32_t c;

	while ((c = utf8_next(&set))) {
		if (c == character)
			return true;
	}
	return false;
}

/* What may not begin a line. */
static bool closes(uint32_t c)
{
	return one_of(c, "，。、；：？！）〕】》」』”’…—～·％%‰℃°,.;:?!)]}");
}

/* What may not end a line. */
static bool opens(uint32_t c)
{
	return one_of(c, "（〔【《「『“‘([{￥¥");
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Ideographs, kana and full-width forms: each stands for itself. */
static bool stands_alone(uint32_t c)
{
	return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0xff00 && c <= 0xffef) || c >= 0x20000;
}

bool line_may_break(uint32_t before, uint32_t after)
{
	if (before == NO_BREAK_SPACE || after == NO_BREAK_SPACE)
		return false;
	/* 四（五） is one thing. */
	if (one_of(before, "一二三四五六七八九十") && after == U'（')
		return false;
	if (after == SPACE || closes(after) || opens(before))
		return false;
	if (before == SPACE)
		return true;
	if (is_digit(before) && stands_alone(after))
		return false;
	return stands_alone(before) || stands_alone(after);
}

/* The line that begins at text: as much as fits, at least one character. */
static struct line take_line(const struct fonts *fonts, float size, float room,
			     const char *text)
{
	struct line best = { .text = text }, now = best;
	uint32_t before = 0, after;
	const char *at = text, *next = at;

	while ((after = utf8_next(&next))) {
		if (before && line_may_break(before, after))
			best = now;
		now.width += (float)fonts_place(fonts, after).advance * size / 1000;
		if (now.width > room && after != SPACE && before)
			break;
		now.len = (size_t)(next - text);
		before = after;
		at = next;
	}
	if (!after)
		return now;
	/* A word wider than the line is cut where the line is full. */
	if (best.len == 0) {
		now.len = (size_t)(at - text);
		best = now;
	}
	return best;
}

static void trim(struct line *line, const struct fonts *fonts, float size)
{
	while (line->len > 0 && line->text[line->len - 1] == SPACE)
		line->len--;
	line->width = fonts_width(fonts, size, line->text, line->len);
}

static enum err break_at(struct lines *lines, const struct fonts *fonts, float size,
			 float width, const char *text)
{
	lines->count = 0;
	while (*text) {
		struct line line = take_line(fonts, size, width, text);

		if (lines->count == LINES_MAX)
			return ERR_FULL;
		text += line.len;
		text += strspn(text, " ");
		trim(&line, fonts, size);
		lines->at[lines->count++] = line;
	}
	return ERR_OK;
}

static bool ends_badly(const struct lines *lines, float size)
{
	return lines->count > 1 && lines->at[lines->count - 1].width < size * 3.2f;
}

enum err lines_break(struct lines *lines, const struct fonts *fonts, float size,
		     float width, const char *text)
{
	enum err err = break_at(lines, fonts, size, width, text);
	struct lines narrow;

	for (float less = 1; !err && less < 5 && ends_badly(lines, size); less++) {
		if (break_at(&narrow, fonts, size, width - less * size, text))
			break;
		if (narrow.count > lines->count)
			break;
		if (!ends_badly(&narrow, size))
			*lines = narrow;
	}
	return err;
}
