#include "receipt/lines.h"

#include "base/breaks.h"
#include "base/text.h"

#include <string.h>

#define SPACE ' '

/* A paragraph while it is broken; breaks as in base/breaks.h. */
struct paragraph {
	const struct paper_fonts *fonts;
	bool bold;
	float size;
	const char *text;
	unsigned char breaks[PARAGRAPH_MAX];
};

/* The line that begins at start: as much as fits, at least one character. */
static struct paper_line take_line(const struct paragraph *p, float room, const char *start)
{
	struct paper_line best = { .text = start }, now = best;
	const char *at = start, *next = at;
	uint32_t c;

	while ((c = utf8_next(&next))) {
		now.width += (float)fonts_place(p->fonts, p->bold, c).advance * p->size / 1000;
		if (now.width > room && c != SPACE && at > start)
			break;
		now.len = (size_t)(next - start);
		if (p->breaks[next - 1 - p->text] != BREAK_NO)
			best = now;
		at = next;
	}
	if (!c)
		return now;
	/* A word wider than the line is cut where the line is full. */
	return best.len > 0 ? best : now;
}

static void trim(struct paper_line *line, const struct paragraph *p)
{
	while (line->len > 0 && line->text[line->len - 1] == SPACE)
		line->len--;
	line->width = fonts_width(p->fonts, p->bold, p->size, line->text, line->len);
}

static enum err break_at(struct paper_lines *lines, const struct paragraph *p, float width)
{
	const char *at = p->text;

	lines->count = 0;
	while (*at) {
		struct paper_line line = take_line(p, width, at);

		if (lines->count == LINES_MAX)
			return ERR_FULL;
		at += line.len;
		at += strspn(at, " ");
		trim(&line, p);
		lines->at[lines->count++] = line;
	}
	return ERR_OK;
}

static bool ends_badly(const struct paper_lines *lines, float size)
{
	return lines->count > 1 && lines->at[lines->count - 1].width < size * 3.2f;
}

enum err lines_break(struct paper_lines *lines, const struct paper_fonts *fonts, bool bold,
		     float size, float width, const char *text)
{
	struct paragraph p = { .fonts = fonts, .bold = bold, .size = size, .text = text };
	size_t len = strlen(text);
	struct paper_lines narrow;
	enum err err;

	if (len > PARAGRAPH_MAX)
		return ERR_FULL;
	breaks_find(text, len, p.breaks);
	err = break_at(lines, &p, width);
	for (float less = 1; !err && less < 5 && ends_badly(lines, size); less++) {
		if (break_at(&narrow, &p, width - less * size))
			break;
		if (narrow.count > lines->count)
			break;
		if (!ends_badly(&narrow, size))
			*lines = narrow;
	}
	return err;
}
