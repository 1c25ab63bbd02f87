#include "receipt/told.h"

#include "base/text.h"

#include <stdbool.h>
#include <assert.h>
#include <string.h>

#define COLON "\xef\xbc\x9a"

/* A piece of marked content: the tag's name, and its words. */
struct marked_piece {
	const char *tag, *words, *end;
};

static struct marked_piece piece_at(const char *at)
{
	const char *end = strchrnul(at, '\n');
	const char *words = memchr(at, ' ', (size_t)(end - at));

	return (struct marked_piece){ at, words ? words + 1 : end, end };
}

static bool is(struct marked_piece piece, const char *tag)
{
	size_t len = strlen(tag);

	return (size_t)(piece.words - piece.tag) == len + 1 &&
	       memcmp(piece.tag, tag, len) == 0;
}

static bool is_heading(struct marked_piece piece)
{
	return is(piece, "H1") || is(piece, "H2") || is(piece, "H3");
}

static struct marked_piece after(struct marked_piece piece)
{
	return piece_at(*piece.end ? piece.end + 1 : piece.end);
}

static void add_words(struct text *out, struct marked_piece piece)
{
	text_add_n(out, piece.words, (size_t)(piece.end - piece.words));
}

static bool ends_with(struct marked_piece piece, const char *end)
{
	size_t len = strlen(end);

	return (size_t)(piece.end - piece.words) >= len &&
	       memcmp(piece.end - len, end, len) == 0;
}

/* Where the head has no colon of its own. */
static const char *colon_after(struct marked_piece head)
{
	if (ends_with(head, COLON))
		return "";
	if (ends_with(head, ":"))
		return " ";
	return head.end > head.words && (unsigned char)head.end[-1] >= 0x80 ? COLON : ": ";
}

static void add_pair(struct text *out, struct marked_piece head, struct marked_piece value)
{
	add_words(out, head);
	text_add(out, colon_after(head));
	add_words(out, value);
	text_add(out, "\n");
}

static struct marked_piece pass(struct marked_piece piece, const char *tag, int *ret_count)
{
	int count = 0;

	for (; is(piece, tag); count++)
		piece = after(piece);
	*ret_count = count;
	return piece;
}

static void add_line(struct text *out, struct marked_piece piece)
{
	add_words(out, piece);
	text_add(out, "\n");
}

/* Heads that stand side by side, each above its value and what there is to say of it. */
static struct marked_piece add_row(struct text *out, struct marked_piece first)
{
	int heads, values, each;
	struct marked_piece value = pass(first, "TH", &heads);

	if (is(value, "TD")) {
		add_pair(out, first, value);
		return after(value);
	}
	pass(value, "P", &values);
	assert(heads > 0);	/* `first` is one */
	each = values / heads < 2 ? values / heads : 2;
	for (; heads > 0; heads--) {
		if (each == 0)
			add_line(out, first);
		else
			add_pair(out, first, value);
		first = after(first);
		for (int i = 0; i < each; i++) {
			if (i > 0)
				add_line(out, value);
			value = after(value);
		}
	}
	return value;
}

static struct marked_piece add_piece(struct text *out, struct marked_piece piece)
{
	if (is(piece, "TH"))
		return add_row(out, piece);
	if (is(piece, "Lbl")) {
		add_words(out, piece);
		text_add(out, " ");
		return after(piece);	/* its body follows, and ends the line */
	}
	if (piece.end > piece.words) {	/* a picture has none */
		text_add(out, is_heading(piece) ? "#" : "");
		add_line(out, piece);
	}
	return after(piece);
}

void told_make(const char *marked, char out[TOLD_MAX])
{
	struct text text = text_in(out, TOLD_MAX);
	struct marked_piece piece = piece_at(marked);

	do {
		piece = add_piece(&text, piece);
	} while (*piece.tag && !is(piece, "H1"));
	if (text.full)
		memset(out, 0, TOLD_MAX);
}
