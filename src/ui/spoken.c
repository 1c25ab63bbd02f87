#include "ui/spoken.h"

#include "speech/say.h"

#include <stdio.h>
#include <string.h>

static const char *role_key(const struct node *node)
{
	switch (node->role) {
	case ROLE_BUTTON:
		return node->look == LOOK_LINK ? "ui.role.link" : "ui.role.button";
	case ROLE_CHOICE:
		return "ui.role.choice";
	case ROLE_FIELD:
		return "ui.role.field";
	case ROLE_INK:
		return "ui.role.ink";
	case ROLE_HEADING:
	case ROLE_LIST:
	case ROLE_GROUP:
	case ROLE_TEXT:
	case ROLE_IMAGE:
		break;
	}
	return NULL;
}

static bool is_ended(const struct text *out)
{
	static const char *const ends[] = { "。", "？", "！", ".", "?", "!", "：", ":" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t n = strlen(ends[i]);

		if (out->len >= n && strcmp(out->bytes + out->len - n, ends[i]) == 0)
			return true;
	}
	return false;
}

/* Parts of a sentence, with the pause that the language writes. */
static void add_part(struct text *out, enum lang lang, const char *part)
{
	if (!part || !part[0])
		return;
	if (out->len > 0 && is_ended(out))
		text_add(out, lang == LANG_EN ? " " : "");
	else if (out->len > 0)
		text_add(out, lang == LANG_EN ? ", " : "，");
	text_add(out, part);
}

/* After the sentence before it, as the language writes it. */
static void add_sentence(struct text *out, enum lang lang, const char *words)
{
	if (out->len > 0 && lang == LANG_EN)
		text_add(out, " ");
	text_add(out, words);
	if (!is_ended(out))
		text_add(out, lang == LANG_EN ? "." : "。");
}

/* What is typed: read out, counted, or said to be empty; words of its own tell it themselves. */
static void add_typed(const struct node *node, enum lang lang, struct text *out)
{
	char counted[64];

	if (node->spoken)
		return;
	if (!node->value || !node->value[0]) {
		add_part(out, lang, words_get(lang, "ui.state.empty"));
		return;
	}
	if (!(node->flags & NODE_PRIVATE)) {
		add_part(out, lang, node->value);
		return;
	}
	/* A PIN is counted, never read out, whoever listens. */
	snprintf(counted, sizeof(counted), "%d", (int)utf8_length(node->value));
	add_part(out, lang, words_get(lang, "ui.state.typed"));
	text_add(out, counted);
}

static void add_state(const struct node *node, enum lang lang, struct text *out)
{
	if (node->role == ROLE_CHOICE)
		add_part(out, lang, words_get(lang, node->flags & NODE_CHECKED ?
					"ui.state.checked" : "ui.state.unchecked"));
	if (node->role == ROLE_BUTTON && node->flags & NODE_CHECKED)
		add_part(out, lang, words_get(lang, "ui.state.on"));
	if (node->flags & NODE_DISABLED)
		add_part(out, lang, words_get(lang, "ui.state.disabled"));
}

/* Words that only the person may hear; the loudspeaker says that they are there. */
const char *spoken_words(const struct node *node, enum lang lang, enum audience audience)
{
	bool private = node->flags & NODE_PRIVATE && node->role != ROLE_FIELD;

	if (private && audience == AUDIENCE_ALL)
		return words_get(lang, "ui.private");
	if (private && node->flags & NODE_HOLD && node->value && audience == AUDIENCE_ONE)
		return node->value;
	if (node->flags & NODE_ECHO && audience == AUDIENCE_ONE)
		return node->label;
	return node->spoken ? node->spoken : node->label ? node->label : "";
}

/* A surname is not read as the word that it looks like: 单, 曾, 解. */
static void add_named(struct text *out, enum lang lang, const char *words)
{
	const char *rest = strstr(words, " · ");
	size_t len = rest ? (size_t)(rest - words) : strlen(words);
	char name[SPEECH_MAX], marked[SPEECH_MAX];
	struct text text = text_in(name, sizeof(name));

	text_add_n(&text, words, len);
	if (say_name(name, marked, sizeof(marked)))
		marked[0] = 0;
	add_part(out, lang, marked[0] ? marked : name);
	if (rest)
		text_add(out, rest);
	explicit_bzero(name, sizeof(name));
	explicit_bzero(marked, sizeof(marked));
}

static void add_own_words(const struct node *node, enum lang lang, enum audience audience,
			  struct text *out)
{
	const char *words = spoken_words(node, lang, audience);

	if (node->flags & NODE_NAME && node->value && words == node->value)
		add_named(out, lang, words);
	else
		add_part(out, lang, words);
}

bool spoken_is_unheard(const struct node *node)
{
	return node->flags & NODE_ECHO && node->role != ROLE_FIELD;
}

void spoken_node(const struct node *node, enum lang lang, enum audience audience,
		 struct text *out)
{
	const char *role = role_key(node);

	/* Which key the ring stands on is seen by who looks for it, not read from afar. */
	if (audience == AUDIENCE_EYES && spoken_is_unheard(node)) {
		add_part(out, lang, words_get(lang, "ui.unshown"));
		return;
	}
	add_own_words(node, lang, audience, out);
	if (role)
		add_part(out, lang, words_get(lang, role));
	if (node->role == ROLE_FIELD)
		add_typed(node, lang, out);
	/* That a key cannot be pressed now tells which it is: only some can be so. */
	if (audience == AUDIENCE_ONE || !spoken_is_unheard(node))
		add_state(node, lang, out);
}

/* Read when a screen appears: what a person would read, not what is pressed. */
static bool is_read(const struct node *node)
{
	if (node->flags & NODE_HOLD || node->look == LOOK_STEP_DONE ||
	    node->look == LOOK_STEP_AHEAD || node->look == LOOK_DEMO)
		return false;
	return node->role == ROLE_HEADING || node->role == ROLE_TEXT ||
	       node->role == ROLE_IMAGE || node->look == LOOK_CARD;
}

/* A card is read as the one sentence that it is to whoever cannot see it. */
static bool is_in_card(const struct tree *tree, int index)
{
	for (int i = tree->nodes[index].parent; i >= 0; i = tree->nodes[i].parent) {
		if (tree->nodes[i].look == LOOK_CARD)
			return true;
	}
	return false;
}

static bool is_within(const struct tree *tree, int index, enum look look)
{
	for (int i = index; i >= 0; i = tree->nodes[i].parent) {
		if (tree->nodes[i].look == look && tree->nodes[i].role == ROLE_GROUP)
			return true;
	}
	return false;
}

static bool has_overlay(const struct tree *tree)
{
	for (int i = 0; i < tree->count; i++) {
		if (tree->nodes[i].look == LOOK_OVERLAY)
			return true;
	}
	return false;
}

/* A row of the same picture is said once. */
static bool is_said_already(const struct tree *tree, int index)
{
	const struct node *node = &tree->nodes[index], *before = node - 1;

	return index > 0 && node->role == ROLE_IMAGE && before->role == ROLE_IMAGE &&
	       before->parent == node->parent && strcmp(before->spoken, node->spoken) == 0;
}

void spoken_screen(const struct tree *tree, enum audience audience, struct text *out)
{
	enum look spoken = has_overlay(tree) ? LOOK_OVERLAY : LOOK_BODY;

	for (int i = 0; i < tree->count; i++) {
		const struct node *node = &tree->nodes[i];

		if (!is_read(node) || is_in_card(tree, i) || is_said_already(tree, i) ||
		    !is_within(tree, i, spoken))
			continue;
		add_sentence(out, tree->lang, spoken_words(node, tree->lang, audience));
	}
}

void spoken_live(const struct tree *tree, enum audience audience, struct text *out)
{
	for (int i = 0; i < tree->count; i++) {
		const struct node *node = &tree->nodes[i];

		if (!(node->flags & NODE_LIVE) || !is_read(node) || is_in_card(tree, i))
			continue;
		add_sentence(out, tree->lang, spoken_words(node, tree->lang, audience));
	}
}

void spoken_step(const struct tree *tree, enum audience audience, struct text *out)
{
	for (int i = 0; i < tree->count && !has_overlay(tree); i++) {
		if (tree->nodes[i].look == LOOK_STEP_NOW)
			add_sentence(out, tree->lang,
				     spoken_words(&tree->nodes[i], tree->lang, audience));
	}
}

void spoken_where(const struct tree *tree, const struct node *focus, enum audience audience,
		  struct text *out)
{
	char part[SPEECH_MAX];
	struct text words = text_in(part, sizeof(part));

	spoken_step(tree, audience, out);
	for (int i = 0; i < tree->count; i++) {
		if (tree->nodes[i].role != ROLE_HEADING)
			continue;
		add_sentence(out, tree->lang,
			     spoken_words(&tree->nodes[i], tree->lang, audience));
		break;
	}
	if (focus)
		spoken_node(focus, tree->lang, audience, &words);
	if (out->len > 0 && part[0] && tree->lang == LANG_EN)
		text_add(out, " ");
	text_add(out, part);
	explicit_bzero(part, sizeof(part));
}
