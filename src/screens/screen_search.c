#include "screens/pages.h"

#include "session/finder.h"

/* As many names as stand below the keys. */
#define NAMES_SHOWN 3

static const char *number_words(const struct screen *p, int number)
{
	return arena_textf(p->tree->arena, "%d", number);
}

/* ---- keys ---- */

static const char *key_words(const struct screen *p, int key)
{
	if (p->s->finder.search == SEARCH_LETTERS)
		return arena_textf(p->tree->arena, "%c", key - 'a' + 'A');
	return part_say_number(p, "search.strokes_key", key);
}

static const char *key_id(const struct screen *p, int key)
{
	if (p->s->finder.search == SEARCH_LETTERS)
		return arena_textf(p->tree->arena, "letter-%c", key);
	return part_id_of(p, "stroke", number_words(p, key));
}

/* A key after which nothing would be found stays in its place, pale. */
static void put_search_key(const struct screen *p, int key, bool leads_on)
{
	tree_add(p->tree, (struct node){
		.id = key_id(p, key), .role = ROLE_BUTTON, .look = LOOK_COUNTED,
		.label = key_words(p, key), .flags = leads_on ? 0 : NODE_DISABLED,
		.action = { VERB_SEARCH_KEY, key } });
}

static void put_search_keys(const struct screen *p)
{
	bool letters = p->s->finder.search == SEARCH_LETTERS;
	int first = letters ? 'a' : 1, count = letters ? 26 : STROKES_MAX;
	uint64_t next = p->s->finder.typed_count < SEARCH_MAX ? finder_next_keys(p->world, p->s) :
								 0;

	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_GRID, .columns = 7,
					  .flags = NODE_WHOLE });
	for (int i = 0; i < count; i++)
		put_search_key(p, first + i, next >> i & 1);
	tree_add(p->tree, (struct node){
		.id = "key-delete", .role = ROLE_BUTTON, .look = LOOK_COUNTED,
		.label = part_say(p, "search.delete"), .spoken = part_say(p, "key.delete"),
		.flags = p->s->finder.typed_count > 0 ? 0 : NODE_DISABLED,
		.action = { VERB_KEY_DELETE, 0 } });
	part_close_box(p);
}

/* ---- what was typed, and what it finds ---- */

const char *part_search_words(const struct screen *p)
{
	const struct finder *f = &p->s->finder;
	const char *words = "";

	for (int i = 0; i < f->typed_count; i++)
		words = arena_textf(p->tree->arena, "%s%s%s", words, i ? " " : "",
				    key_words(p, f->typed[i]));
	return words;
}

static void put_typed(const struct screen *p)
{
	tree_add(p->tree, (struct node){
		.id = "typed", .role = ROLE_FIELD, .look = LOOK_ENTRY,
		.label = part_say(p, "search.empty"), .value = part_search_words(p) });
}

/* Heard after each key. */
static void put_found(const struct screen *p)
{
	int shown[NAMES_SHOWN], all = finder_list(p->world, p->s, 0, NAMES_SHOWN, shown);
	const char *words = part_say_number(p, "search.found", all);

	part_put(p, ROLE_TEXT, LOOK_STRONG, words, NODE_LIVE);
	for (int i = 0; i < all && i < NAMES_SHOWN && p->s->finder.typed_count > 0; i++)
		part_text(p, part_course_title(p, &p->world->courses[shown[i]]));
}

static void put_tabs(const struct screen *p)
{
	static const char *const keys[SEARCH_COUNT] = { "search.letters", "search.strokes" };
	static const char *const ids[SEARCH_COUNT] = { "search-letters", "search-strokes" };

	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_GRID,
					  .columns = SEARCH_COUNT });
	for (int i = 0; i < SEARCH_COUNT; i++)
		tree_add(p->tree, (struct node){
			.id = ids[i], .role = ROLE_CHOICE, .look = LOOK_COUNTED,
			.label = part_say(p, keys[i]),
			.flags = (int)p->s->finder.search == i ? NODE_CHECKED : 0,
			.action = { VERB_SEARCH, i } });
	part_close_box(p);
}

void screen_search(const struct screen *p)
{
	int all = finder_list(p->world, p->s, 0, 0, NULL);
	bool letters = p->s->finder.search == SEARCH_LETTERS;
	struct way next = { "next", part_say_number(p, "finder.next", all), VERB_NEXT, 0,
			    all > 0 ? 0 : NODE_DISABLED };

	part_open_page(p);
	part_title(p, part_say(p, "search.title"));
	put_tabs(p);
	part_text(p, part_say(p, letters ? "search.letters_how" : "search.strokes_how"));
	put_typed(p);
	put_search_keys(p);
	put_found(p);
	part_close_page(p, true, &next);
}
