#include "ui/transcript.h"

#include "base/json.h"
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

static void add_key(struct json_writer *out, const char *key, const char *value)
{
	json_write_key(out, key);
	json_write_string(out, value);
}

static void add_number(struct json_writer *out, const char *key, int number)
{
	json_write_key(out, key);
	json_write_int(out, number);
}

static void add_state_word(struct text *state, bool is, const char *word)
{
	if (!is)
		return;
	if (state->len)
		text_add(state, " ");
	text_add(state, word);
}

static void add_state(struct json_writer *out, const struct node *node, bool focused)
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

static void add_spoken(struct json_writer *out, const struct node *node, enum lang lang)
{
	char bytes[SPEECH_MAX];
	struct text spoken = text_in(bytes, sizeof(bytes));

	spoken_node(node, lang, AUDIENCE_ONE, &spoken);
	add_key(out, "spoken", bytes);
	explicit_bzero(bytes, sizeof(bytes));
}

/* Everything about a node but its place. */
static void add_words(struct json_writer *out, const struct layout *l, int index, bool focused)
{
	const struct node *node = layout_node(l, index);

	json_write_object(out);
	add_key(out, "id", node->id);
	add_key(out, "role", role_name(node->role));
	add_key(out, "label", node->label);
	add_key(out, "value", node->value);
	add_state(out, node, focused);
	add_spoken(out, node, l->tree->lang);
}

static void add_px(struct json_writer *out, struct box box)
{
	json_write_key(out, "px");
	json_write_object(out);
	add_number(out, "x", box.x);
	add_number(out, "y", box.y);
	add_number(out, "w", box.w);
	add_number(out, "h", box.h);
	json_write_end(out);
}

static void add_mm(struct json_writer *out, struct box box, double mm)
{
	const struct { const char *key; int px; } sides[] = {
		{ "x", box.x }, { "y", box.y }, { "w", box.w }, { "h", box.h },
	};

	json_write_key(out, "mm");
	json_write_object(out);
	for (int i = 0; i < 4; i++) {
		json_write_key(out, sides[i].key);
		json_write_decimal(out, sides[i].px * mm, 2);
	}
	json_write_end(out);
}

static void add_place(struct json_writer *out, const struct layout *l, struct box box)
{
	add_px(out, box);
	add_mm(out, box, 1 / l->theme->px_per_mm);
	json_write_end(out);
}

static int place_in_order(const int *order, int count, int index)
{
	for (int i = 0; i < count; i++) {
		if (order[i] == index)
			return i;
	}
	return -1;
}

static void add_shown(struct json_writer *out, const struct layout *l, const struct input *input)
{
	int order[ITEMS_MAX];
	int count = input_order(l, order), focus = input_focus(input, l);

	for (int i = 0; i < l->count; i++) {
		struct box box;
		int at = place_in_order(order, count, i);

		if (layout_node(l, i)->role == ROLE_GROUP || caption_is(l, i) ||
		    !layout_shown(l, i, &box))
			continue;
		json_write_line(out);
		add_words(out, l, i, i == focus);
		if (at >= 0)
			add_number(out, "focus", at);
		add_place(out, l, box);
	}
}

static void add_elsewhere(struct json_writer *out, const struct layout *l)
{
	for (int i = 0; i < l->count; i++) {
		struct box box;

		if (layout_node(l, i)->role == ROLE_GROUP || !l->items[i].placed ||
		    !l->items[i].flows || layout_shown(l, i, &box))
			continue;
		json_write_line(out);
		add_words(out, l, i, false);
		add_number(out, "page", layout_page_of(l, i) + 1);
		json_write_end(out);
	}
}

void transcript_dump(const struct layout *l, const struct input *input, struct text *out)
{
	struct json_writer w = json_write_into(out);

	json_write_object(&w);
	add_key(&w, "screen", l->tree->screen);
	if (l->caption.h > 0)
		add_key(&w, "caption", l->caption_words);
	add_number(&w, "page", l->page + 1);
	add_number(&w, "pages", l->pages);
	json_write_key(&w, "nodes");
	json_write_list(&w);
	add_shown(&w, l, input);
	json_write_line(&w);
	json_write_end(&w);
	json_write_key(&w, "elsewhere");
	json_write_list(&w);
	add_elsewhere(&w, l);
	json_write_end(&w);
	json_write_end(&w);
	json_write_line(&w);
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
