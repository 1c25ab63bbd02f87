#include "ui/wrap.h"

#include "base/breaks.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

/* A paragraph while it is broken. */
struct wrap {
	struct type *type;
	struct face face;
	const char *text;
	int len;
	int width;
	unsigned char breaks[PARAGRAPH_BYTES_MAX];
};

static int next_char(const struct wrap *wrap, int at)
{
	const char *next = wrap->text + at;

	utf8_next(&next);
	return (int)(next - wrap->text);
}

/* Length without spaces and line breaks at the end. */
static int trimmed(const struct wrap *wrap, int start, int end)
{
	while (end > start && strchr(" \n\r\t", wrap->text[end - 1]))
		end--;
	return end - start;
}

static int measure(const struct wrap *wrap, int start, int end)
{
	return type_width(wrap->type, wrap->face, wrap->text + start,
			  (size_t)trimmed(wrap, start, end));
}

/* The last place from start on where the line may end and the sum still fits. */
static int find_end(const struct wrap *wrap, int start, int width)
{
	int fits = start;
	int sum = 0;

	for (int at = start; at < wrap->len;) {
		int next = next_char(wrap, at);
		enum brk brk = (enum brk)wrap->breaks[next - 1];
		bool space = strchr(" \n", wrap->text[at]) != NULL;

		sum += type_estimate(wrap->type, wrap->face, wrap->text + at,
				     (size_t)(next - at));
		/* Spaces may hang over the edge: they are not drawn. */
		if (sum > width && !space)
			return fits;
		if (brk != BREAK_NO)
			fits = next;
		if (brk == BREAK_MUST)
			return next;
		at = next;
	}
	return wrap->len;
}

/* For a piece that is wider than the line by itself: as many characters as fit. */
static int split_anywhere(const struct wrap *wrap, int start)
{
	int end = next_char(wrap, start);

	while (end < wrap->len) {
		int next = next_char(wrap, end);

		if (measure(wrap, start, next) > wrap->width)
			break;
		end = next;
	}
	return end;
}

/*
 * The sum of the characters may be a little more or less than the shaped width:
 * half an em too much is tried, and one piece less taken until it fits.
 */
static int line_end(const struct wrap *wrap, int start, int *ret_width)
{
	int end = find_end(wrap, start, wrap->width + wrap->face.em_px / 2);

	while (end > start) {
		int sum;

		*ret_width = measure(wrap, start, end);
		if (*ret_width <= wrap->width)
			return end;
		sum = type_estimate(wrap->type, wrap->face, wrap->text + start,
				    (size_t)trimmed(wrap, start, end));
		end = find_end(wrap, start, sum - 1);
	}
	end = split_anywhere(wrap, start);
	*ret_width = measure(wrap, start, end);
	return end;
}

static int wrap_lines(const struct wrap *wrap, struct span *spans, int spans_max)
{
	int count = 0;

	for (int start = 0; start < wrap->len && count < spans_max;) {
		int width = 0;
		int end = line_end(wrap, start, &width);

		spans[count++] = (struct span){ .start = start,
			.len = trimmed(wrap, start, end), .width = width };
		start = end;
		while (start < wrap->len && wrap->text[start] == ' ')
			start++;
	}
	return count;
}

/* The least width that gives no more lines: the lines come out about equal. */
static int narrow(struct wrap *wrap, int lines, struct span *spans, int spans_max)
{
	int low = wrap->width / 2, high = wrap->width;

	while (high - low > wrap->face.em_px / 4) {
		wrap->width = (low + high) / 2;
		if (wrap_lines(wrap, spans, spans_max) > lines)
			low = wrap->width;
		else
			high = wrap->width;
	}
	wrap->width = high;
	return wrap_lines(wrap, spans, spans_max);
}

static bool has_orphan(const struct span *spans, int count, int em_px)
{
	return count > 1 && spans[count - 1].width < em_px * 5 / 2 &&
	       spans[count - 2].width > em_px * 6;
}

/* A little narrower gives the last line company, as long as no line is added. */
static int mend_orphan(struct wrap *wrap, int lines, struct span *spans, int spans_max)
{
	const int full = wrap->width;

	for (int less = 1; less <= 3; less++) {
		wrap->width = full - less * wrap->face.em_px;
		if (wrap_lines(wrap, spans, spans_max) == lines &&
		    !has_orphan(spans, lines, wrap->face.em_px))
			return lines;
	}
	wrap->width = full;
	return wrap_lines(wrap, spans, spans_max);
}

int wrap_text(struct type *type, struct face face, const char *text, int width_px,
	      bool balanced, struct span *spans, int spans_max)
{
	struct wrap wrap = { .type = type, .face = face, .text = text,
			     .len = (int)strlen(text), .width = width_px };
	int lines;

	assert(wrap.len < PARAGRAPH_BYTES_MAX);
	if (wrap.len == 0)
		return 0;
	breaks_find(text, (size_t)wrap.len, wrap.breaks);
	lines = wrap_lines(&wrap, spans, spans_max);
	if (balanced && lines > 1)
		return narrow(&wrap, lines, spans, spans_max);
	if (has_orphan(spans, lines, face.em_px))
		return mend_orphan(&wrap, lines, spans, spans_max);
	return lines;
}
