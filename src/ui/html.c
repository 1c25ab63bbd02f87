#include "ui/html.h"

#include "ui/coat.h"
#include "ui/layout.h"
#include "ui/spoken.h"

#include <string.h>

#define INK_LEAST_MM 20	/* as high as whatever else is pressed; on the glass it has the room */

struct html_page {
	const struct tree *tree;
	const struct theme *theme;
	struct text *out;
	int above;		/* the last words above, which name the choices below; -1: none */
	int groups;		/* of choices, so far */
	int named_by;		/* what names the last of them, */
	int parts;		/* and how many it has named */
	bool in_group;
	int depth;		/* of buttons around: words in them are no paragraphs */
};

/* ---- letters and names ---- */

/* For content and for quoted attributes alike. */
static void add_escaped(struct html_page *p, const char *words)
{
	for (const char *at = words; *at; at++) {
		if (*at == '&')
			text_add(p->out, "&amp;");
		else if (*at == '<')
			text_add(p->out, "&lt;");
		else if (*at == '>')
			text_add(p->out, "&gt;");
		else if (*at == '"')
			text_add(p->out, "&quot;");
		else if (*at == '\n')
			text_add(p->out, " ");
		else
			text_add_n(p->out, at, 1);
	}
}

static void add_attribute(struct html_page *p, const char *name, const char *value)
{
	text_addf(p->out, " %s=\"", name);
	add_escaped(p, value);
	text_add(p->out, "\"");
}

static void add_word(struct html_page *p, const char *name, const char *key)
{
	add_attribute(p, name, words_get(p->tree->lang, key));
}

static const char *heard(const struct html_page *p, const struct node *node)
{
	return spoken_words(node, p->tree->lang, AUDIENCE_ONE);
}

static int index_of(const struct html_page *p, const struct node *node)
{
	return (int)(node - p->tree->nodes);
}

static void add_id(struct html_page *p, const struct node *node)
{
	if (node->id)
		add_attribute(p, "id", node->id);
	else
		text_addf(p->out, " id=\"n%d\"", index_of(p, node));
}

/*
 * Its name is what stands there: whoever speaks to a page says that.  What is heard
 * otherwise is told of it besides (add_told), or is its name where it has none.
 */
static bool is_told(const struct html_page *p, const struct node *node)
{
	return (node->label || node->first >= 0) &&
	       (!node->label || strcmp(heard(p, node), node->label) != 0);
}

static void add_name(struct html_page *p, const struct node *node)
{
	if (is_told(p, node))
		text_addf(p->out, " aria-describedby=\"told%d\"", index_of(p, node));
}

static void add_told(struct html_page *p, const struct node *node)
{
	if (!is_told(p, node))
		return;
	text_addf(p->out, "<span class=\"heard\" id=\"told%d\">", index_of(p, node));
	add_escaped(p, heard(p, node));
	text_add(p->out, "</span>\n");
}

/* ---- colours and sizes ---- */

static void add_style(struct html_page *p, const struct node *node)
{
	struct coat coat = coat_of_node(node, p->theme->view.contrast);
	const struct style *style = theme_style(node->look);

	text_add(p->out, " style=\"");
	if (style->em)
		text_addf(p->out, "color:#%06x;font-size:%dpx;line-height:%d%%;",
			  (unsigned)theme_colour(p->theme, coat.ink),
			  theme_em_px(p->theme, node->look), style->leading);
	if (style->bold)
		text_add(p->out, "font-weight:bold;");
	if (coat.ground != COLOUR_NONE)
		text_addf(p->out, "background:#%06x;",
			  (unsigned)theme_colour(p->theme, coat.ground));
	/* Of what is pressed: an outline of the same colour as its ground is none. */
	if (coat.border && node_is_target(node) && coat.line != coat.ground)
		text_addf(p->out, "box-shadow:0 0 0 %dpx #%06x;",
			  p->theme->thin_px * coat.border,
			  (unsigned)theme_colour(p->theme, coat.line));
	if (style->min_height_mm)
		text_addf(p->out, "min-height:%dpx;min-width:%dpx;",
			  theme_px(p->theme, style->min_height_mm),
			  theme_px(p->theme, style->min_width_mm));
	if (node->role == ROLE_INK)
		text_addf(p->out, "display:block;height:%dpx;", theme_px(p->theme, INK_LEAST_MM));
	text_add(p->out, "\"");
}

/* ---- states ---- */

static void add_states(struct html_page *p, const struct node *node)
{
	bool checked = node->flags & NODE_CHECKED;

	if (node->role == ROLE_BUTTON && checked)
		text_add(p->out, " aria-pressed=\"true\"");
	/* It stays in the order of the focus, and is heard to be so. */
	if (node->flags & NODE_DISABLED)
		text_add(p->out, " aria-disabled=\"true\"");
	if (node->flags & NODE_LIVE && node->role == ROLE_TEXT)
		text_add(p->out, " aria-live=\"polite\"");
	if (node->look == LOOK_STEP_NOW)
		text_add(p->out, " aria-current=\"step\"");
}

/* ---- leaves ---- */

static void open_tag(struct html_page *p, const char *tag, const struct node *node)
{
	text_addf(p->out, "<%s", tag);
	add_id(p, node);
	add_states(p, node);
	add_style(p, node);
}

/* What is a picture on the glass (a clip) stands here as what is heard of it. */
static void add_label(struct html_page *p, const struct node *node)
{
	add_escaped(p, node->label ? node->label : node->first < 0 ? heard(p, node) : "");
	if (node->look == LOOK_COUNTED && node->value) {
		text_add(p->out, " ");
		add_escaped(p, node->value);
	}
}

static bool is_one_of(const struct node *node)
{
	return node->role == ROLE_CHOICE && !(node->flags & NODE_MULTI);
}

static void add_choice(struct html_page *p, const struct node *node)
{
	text_add(p->out, "<label");
	add_style(p, node);
	text_addf(p->out, "><input type=\"%s\"", is_one_of(node) ? "radio" : "checkbox");
	if (p->in_group)
		text_addf(p->out, " name=\"group%d\"", p->groups);
	else
		add_attribute(p, "name", node->id);
	add_id(p, node);
	if (node->flags & NODE_CHECKED)
		text_add(p->out, " checked");
	add_states(p, node);
	add_name(p, node);
	text_add(p->out, ">");
	add_label(p, node);
	text_add(p->out, "</label>\n");
	add_told(p, node);
}

static void add_button(struct html_page *p, const struct node *node)
{
	open_tag(p, "button", node);
	text_add(p->out, " type=\"button\"");
	add_name(p, node);
	text_add(p->out, ">");
	add_label(p, node);
	text_add(p->out, "</button>\n");
	add_told(p, node);
}

/* By the words above. */
static void add_naming(struct html_page *p)
{
	const struct node *above = &p->tree->nodes[p->above];

	if (p->above < 0)
		return;
	if (above->id)
		add_attribute(p, "aria-labelledby", above->id);
	else
		text_addf(p->out, " aria-labelledby=\"n%d\"", p->above);
}

static void add_field(struct html_page *p, const struct node *node)
{
	bool masked = node->flags & NODE_PRIVATE || !node->value;

	open_tag(p, "input", node);
	text_add(p->out, " type=\"text\" readonly");
	add_naming(p);
	text_addf(p->out, " aria-describedby=\"told%d\"", index_of(p, node));
	add_attribute(p, "value", masked && node->label ? node->label :
				  node->value ? node->value : "");
	text_add(p->out, ">\n");
	text_addf(p->out, "<span class=\"heard\" id=\"told%d\">", index_of(p, node));
	add_escaped(p, heard(p, node));
	text_add(p->out, "</span>\n");
}

/* In what is pressed a picture is for the eyes: the button's own words are heard. */
static void add_image(struct html_page *p, const struct node *node)
{
	open_tag(p, "span", node);
	if (p->depth > 0) {
		text_add(p->out, " aria-hidden=\"true\"></span>\n");
		return;
	}
	text_add(p->out, node->role == ROLE_INK ? " tabindex=\"0\" role=\"application\"" :
						  " role=\"img\"");
	add_attribute(p, "aria-label", heard(p, node));
	text_add(p->out, "></span>\n");
}

static const char *tag_of(const struct html_page *p, const struct node *node)
{
	if (p->depth > 0)
		return "span";
	if (node->role == ROLE_HEADING)
		return node->look == LOOK_TITLE ? "h1" : "h2";
	return "p";
}

/* Words that are heard otherwise than written: those are for the ears, these for the eyes. */
static void add_words(struct html_page *p, const struct node *node)
{
	const char *tag = tag_of(p, node), *name = heard(p, node);

	if (p->depth == 0)
		p->above = index_of(p, node);
	open_tag(p, tag, node);
	text_add(p->out, ">");
	if (node->label && strcmp(name, node->label) != 0) {
		text_add(p->out, "<span aria-hidden=\"true\">");
		add_escaped(p, node->label);
		text_add(p->out, "</span><span class=\"heard\">");
		add_escaped(p, name);
		text_add(p->out, "</span>");
	} else {
		add_escaped(p, name);
	}
	text_addf(p->out, "</%s>\n", tag);
}

static void add_leaf(struct html_page *p, const struct node *node)
{
	if (node->role == ROLE_CHOICE)
		add_choice(p, node);
	else if (node->role == ROLE_BUTTON || node->flags & NODE_HOLD)
		add_button(p, node);
	else if (node->role == ROLE_FIELD)
		add_field(p, node);
	else if (node->role == ROLE_IMAGE || node->role == ROLE_INK)
		add_image(p, node);
	else
		add_words(p, node);
}

/* ---- containers ---- */

struct landmark {
	enum look look;
	const char *tag;
	const char *name_key;	/* NULL: its kind is named once on a page */
};

static const struct landmark landmarks[] = {
	{ LOOK_HEADER, "header", NULL },
	{ LOOK_STEPS, "nav", "ui.region.steps" },
	{ LOOK_BODY, "main", NULL },
	{ LOOK_OVERLAY, "main", NULL },
	{ LOOK_BAR, "section", "ui.region.acts" },
	{ LOOK_HELP_BAR, "footer", NULL },
	{ LOOK_STAFF, "footer", "ui.region.staff" },
};

static const struct landmark *landmark_of(const struct node *node)
{
	for (size_t i = 0; i < sizeof(landmarks) / sizeof(landmarks[0]); i++) {
		if (node->parent < 0 && landmarks[i].look == node->look)
			return &landmarks[i];
	}
	return NULL;
}

static const char *container_tag(const struct html_page *p, const struct node *node)
{
	const struct landmark *landmark = landmark_of(node);

	if (landmark)
		return landmark->tag;
	if (node->role == ROLE_BUTTON)
		return "button";
	if (node->role == ROLE_LIST)
		return "ul";
	return p->depth > 0 ? "span" : "div";
}

enum group { GROUP_NONE, GROUP_ONE_OF, GROUP_SOME_OF };

static enum group group_of(const struct html_page *p, int index)
{
	const struct node *node = &p->tree->nodes[index];

	return node->role != ROLE_CHOICE ? GROUP_NONE :
	       is_one_of(node) ? GROUP_ONE_OF : GROUP_SOME_OF;
}

/* What is chosen for itself alone is no group. */
static bool begins_group(const struct html_page *p, int index)
{
	int next = p->tree->nodes[index].next;

	return next >= 0 && group_of(p, next) == group_of(p, index);
}

/* What goes on in another box below the same words is told from what came before. */
static void open_group(struct html_page *p)
{
	p->parts = p->groups > 0 && p->named_by == p->above ? p->parts + 1 : 1;
	p->groups++;
	p->named_by = p->above;
	text_add(p->out, "<div role=\"group\"");
	if (p->parts == 1) {
		add_naming(p);
	} else {
		text_add(p->out, " aria-label=\"");
		add_escaped(p, heard(p, &p->tree->nodes[p->above]));
		text_addf(p->out, " %d\"", p->parts);
	}
	text_add(p->out, ">\n");
}

/* Choices beside each other are one group. */
static void turn_group(struct html_page *p, int index, enum group *in)
{
	enum group group = index < 0 ? GROUP_NONE : group_of(p, index);

	if (group == *in)
		return;
	if (*in != GROUP_NONE)
		text_add(p->out, "</div>\n");
	*in = group != GROUP_NONE && begins_group(p, index) ? group : GROUP_NONE;
	p->in_group = *in != GROUP_NONE;
	if (p->in_group)
		open_group(p);
}

static void add_node(struct html_page *p, int index);

static void add_children(struct html_page *p, const struct node *node)
{
	bool steps = node->look == LOOK_STEPS, rows = steps || node->role == ROLE_LIST;
	enum group in = GROUP_NONE;

	if (steps)
		text_add(p->out, "<ol>");
	for (int i = node->first; i >= 0; i = p->tree->nodes[i].next) {
		turn_group(p, i, &in);
		text_add(p->out, rows ? "<li>" : "");
		add_node(p, i);
		text_add(p->out, rows ? "</li>" : "");
	}
	turn_group(p, -1, &in);
	if (steps)
		text_add(p->out, "</ol>");
}

static void add_container(struct html_page *p, const struct node *node)
{
	const struct landmark *landmark = landmark_of(node);
	const char *tag = container_tag(p, node);
	bool button = node->role == ROLE_BUTTON;

	open_tag(p, tag, node);
	if (landmark && landmark->name_key)
		add_word(p, "aria-label", landmark->name_key);
	if (button) {
		text_add(p->out, " type=\"button\"");
		add_name(p, node);
	}
	text_add(p->out, ">\n");
	p->depth += button;
	add_children(p, node);
	p->depth -= button;
	text_addf(p->out, "</%s>\n", tag);
	if (button)
		add_told(p, node);
}

static bool is_container(const struct node *node)
{
	return node->first >= 0 || node->role == ROLE_GROUP || node->role == ROLE_LIST;
}

static void add_node(struct html_page *p, int index)
{
	const struct node *node = &p->tree->nodes[index];

	if (is_container(node))
		add_container(p, node);
	else
		add_leaf(p, node);
}

/* ---- the document ---- */

static const char *language(enum lang lang)
{
	static const char *const names[LANG_COUNT] = {
		[LANG_ZH_HANS] = "zh-Hans", [LANG_ZH_HANT] = "zh-Hant",
		[LANG_EN] = "en", [LANG_ZH_EASY] = "zh-Hans",
	};

	return names[lang];
}

static void add_title(struct html_page *p)
{
	for (int i = 0; i < p->tree->count; i++) {
		if (p->tree->nodes[i].look == LOOK_TITLE) {
			add_escaped(p, p->tree->nodes[i].label);
			return;
		}
	}
	add_escaped(p, p->tree->screen);
}

static void add_head(struct html_page *p)
{
	text_addf(p->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		  "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
		  language(p->tree->lang));
	add_title(p);
	text_addf(p->out, "</title>\n<style>\n:focus { outline: %dpx solid #%06x }\n"
		  "button, input, label, button > span { display: block; font: inherit }\n"
		  "button, label { margin: %dpx; background: none }\n"
		  ".heard { position: absolute; left: -9999px }\n"
		  "</style>\n</head>\n<body style=\"background:#%06x;color:#%06x\">\n",
		  p->theme->weight_px, (unsigned)theme_colour(p->theme, COLOUR_FOCUS),
		  p->theme->gap_px, (unsigned)theme_colour(p->theme, COLOUR_GROUND),
		  (unsigned)theme_colour(p->theme, COLOUR_INK));
}

void html_write(const struct tree *tree, const struct theme *theme, struct text *out)
{
	struct html_page p = { .tree = tree, .theme = theme, .out = out, .above = -1 };

	add_head(&p);
	for (int i = 0; i < tree->count; i++) {
		if (tree->nodes[i].parent < 0)
			add_node(&p, i);
	}
	text_add(out, "</body>\n</html>\n");
}
