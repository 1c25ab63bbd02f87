#include "ui/transcript.h"

#include "ui/caption.h"
#include "ui/spoken.h"

#include <math.h>
#include <string.h>

static const char *role_name(enum role role)
{
	static const char *const names[] = {
		[ROLE_GROUP] = "group", [ROLE_BUTTON] = "button",
		[ROLE_CHOICE] = "choice", [ROLE_FIELD] = "field", [ROLE_INK] = "ink",
		[ROLE_LIST] = "list", [ROLE_HEADING] = "heading",
		[ROLE_TEXT] = "text", [ROLE_IMAGE] = "image",
	};
	return names[role];
}

static void add_string(struct text *out, const char *string)
{
	text_add(out, "\"");
	for (const unsigned char *s = (const unsigned char *)(string ? string : ""); *s; s++) {
		if (*s == '"' || *s == '\\')
			text_addf(out, "\\%c", *s);
		else if (*s < 0x20)
			text_addf(out, "\\u%04x", *s);
		else
			text_add_n(out, (const char *)s, 1);
	}
	text_add(out, "\"");
}

static void add_key(struct text *out, const char *key, const char *value)
{
	text_addf(out, "\"%s\":", key);
	add_string(out, value);
	text_add(out, ",");
}

static void add_state_word(struct text *state, bool is, const char *word)
{
	if (!is)
		return;
	if (state->len)
		text_add(state, " ");
	text_add(state, word);
}

static void add_state(struct text *out, const struct node *node, bool focused)
{
	char bytes[96];
	struct text state = text_in(bytes, sizeof(bytes));
	bool choice = node->role == ROLE_CHOICE, checked = node->flags & NODE_CHECKED;

	add_state_word(&state, choice && checked, "checked");
	add_state_word(&state, choice && !checked, "unchecked");
	add_state_word(&state, node->flags & NODE_DISABLED, "disabled");
	add_state_word(&state, node->flags & NODE_PRIVATE, "private");
	add_state_word(&state, focused, "focused");
	add_key(out, "state", bytes);
}

static void add_spoken(struct text *out, const struct node *node, enum lang lang)
{
	char bytes[SPEECH_MAX];
	struct text spoken = text_in(bytes, sizeof(bytes));

	spoken_node(node, lang, AUDIENCE_ONE, &spoken);
	add_key(out, "spoken", bytes);
	explicit_bzero(bytes, sizeof(bytes));
}

/* Everything about a node but its place. */
static void add_words(struct text *out, const struct layout *l, int index, bool focused)
{
	const struct node *node = layout_node(l, index);

	text_add(out, "{");
	add_key(out, "id", node->id);
	add_key(out, "role", role_name(node->role));
	add_key(out, "label", node->label);
	add_key(out, "value", node->value);
	add_state(out, node, focused);
	add_spoken(out, node, l->tree->lang);
}

static void add_place(struct text *out, const struct layout *l, struct box box)
{
	double mm = 1 / l->theme->px_per_mm;

	text_addf(out, "\"px\":{\"x\":%d,\"y\":%d,\"w\":%d,\"h\":%d},", box.x, box.y, box.w,
		  box.h);
	text_addf(out, "\"mm\":{\"x\":%.2f,\"y\":%.2f,\"w\":%.2f,\"h\":%.2f}}", box.x * mm,
		  box.y * mm, box.w * mm, box.h * mm);
}

static int place_in_order(const int *order, int count, int index)
{
	for (int i = 0; i < count; i++) {
		if (order[i] == index)
			return i;
	}
	return -1;
}

static void add_shown(struct text *out, const struct layout *l, const struct input *input)
{
	int order[ITEMS_MAX];
	int count = input_order(l, order), focus = input_focus(input, l), written = 0;

	for (int i = 0; i < l->count; i++) {
		struct box box;
		int at = place_in_order(order, count, i);

		if (layout_node(l, i)->role == ROLE_GROUP || caption_is(l, i) ||
		    !layout_shown(l, i, &box))
			continue;
		text_add(out, written++ ? ",\n" : "");
		add_words(out, l, i, i == focus);
		if (at >= 0)
			text_addf(out, "\"focus\":%d,", at);
		add_place(out, l, box);
	}
}

static void add_elsewhere(struct text *out, const struct layout *l)
{
	int written = 0;

	for (int i = 0; i < l->count; i++) {
		struct box box;

		if (layout_node(l, i)->role == ROLE_GROUP || !l->items[i].placed ||
		    !l->items[i].flows || layout_shown(l, i, &box))
			continue;
		text_add(out, written++ ? ",\n" : "");
		add_words(out, l, i, false);
		text_addf(out, "\"page\":%d}", layout_page_of(l, i) + 1);
	}
}

void transcript_dump(const struct layout *l, const struct input *input, struct text *out)
{
	text_add(out, "{");
	add_key(out, "screen", l->tree->screen);
	if (l->caption.h > 0)
		add_key(out, "caption", l->caption_words);
	text_addf(out, "\"page\":%d,\"pages\":%d,\"nodes\":[\n", l->page + 1, l->pages);
	add_shown(out, l, input);
	text_add(out, "\n],\"elsewhere\":[");
	add_elsewhere(out, l);
	text_add(out, "]}\n");
}

static bool contains(const char *text, const char *words)
{
	return text && strstr(text, words);
}

bool transcript_has(const struct layout *l, enum where where, const char *words)
{
	for (int i = 0; i < l->count; i++) {
		const struct node *node = layout_node(l, i);
		struct box box;
		bool secret = node->flags & (NODE_HOLD | NODE_PRIVATE);

		if (caption_is(l, i) ||
		    (where == WHERE_PAGE ? !layout_shown(l, i, &box) : !l->items[i].placed))
			continue;
		if (contains(node->label, words) || (!secret && contains(node->value, words)))
			return true;
	}
	return false;
}
