#include "screens/parts.h"

#include <stdio.h>
#include <string.h>

/* ---- words ---- */

const char *say(const struct screen *p, const char *key)
{
	return words_get(p->lang, key);
}

#define VALUES_MAX 3

/* "{1}" to "{3}" name a value; NULL: nothing is named here. */
static const char *named(const char *at, const char *const values[VALUES_MAX])
{
	bool names = at[0] == '{' && at[1] >= '1' && at[1] < '1' + VALUES_MAX && at[2] == '}';

	return names ? values[at[1] - '1'] : NULL;
}

static size_t filled_size(const char *sentence, const char *const values[VALUES_MAX])
{
	size_t size = strlen(sentence) + 1;

	for (const char *at = sentence; (at = strchr(at, '{')); at++) {
		const char *value = named(at, values);

		size += value ? strlen(value) : 0;
	}
	return size;
}

/* Translators order the places as their language wants them. */
static const char *fill(const struct screen *p, const char *sentence,
			const char *const values[VALUES_MAX])
{
	char *out = arena_alloc(p->tree->arena, filled_size(sentence, values)), *to = out;

	for (const char *at = sentence; *at;) {
		const char *value = named(at, values);

		if (value) {
			memcpy(to, value, strlen(value));
			to += strlen(value);
			at += 3;
		} else {
			*to++ = *at++;
		}
	}
	return out;
}

const char *say3(const struct screen *p, const char *key, const char *first,
		 const char *second, const char *third)
{
	const char *values[VALUES_MAX] = { first, second, third };

	return fill(p, say(p, key), values);
}

const char *say2(const struct screen *p, const char *key, const char *first,
		 const char *second)
{
	return say3(p, key, first, second, "");
}

const char *say1(const struct screen *p, const char *key, const char *first)
{
	return say2(p, key, first, "");
}

const char *say_number(const struct screen *p, const char *key, int number)
{
	return say1(p, key, arena_textf(p->tree->arena, "%d", number));
}

const char *in_lang(const struct screen *p, const struct pack_text *text)
{
	return text->in[p->lang];
}

const char *counter_words(const struct screen *p)
{
	return in_lang(p, &p->world->counter);
}

const char *kept_words(const struct screen *p, const char *days_key, const char *years_key)
{
	int days = p->world->keep_days;

	return days % 365 ? say_number(p, days_key, days) : say_number(p, years_key, days / 365);
}

const char *call_words(const struct screen *p)
{
	switch (p->s->call) {
	case CALL_WAITING:
		return say(p, "staff.calling");
	case CALL_DONE:
		return say(p, "staff.called");
	case CALL_FAILED:
		return say1(p, "staff.not_called", counter_words(p));
	case CALL_NONE:
		break;
	}
	return "";
}

const char *id_of(const struct screen *p, const char *verb, const char *name)
{
	return arena_textf(p->tree->arena, "%s-%s", verb, name);
}

/* ---- leaves ---- */

void put(const struct screen *p, enum role role, enum look look, const char *words,
	 unsigned flags)
{
	if (words[0])
		tree_add(p->tree, (struct node){
			.role = role, .look = look, .label = words, .flags = flags });
}

void put_title(const struct screen *p, const char *words)
{
	put(p, ROLE_HEADING, LOOK_TITLE, words, NODE_LIVE);
}

void put_lead(const struct screen *p, const char *words)
{
	put(p, ROLE_TEXT, LOOK_LEAD, words, 0);
}

void put_text(const struct screen *p, const char *words)
{
	put(p, ROLE_TEXT, LOOK_BODY_TEXT, words, 0);
}

void put_strong(const struct screen *p, const char *words)
{
	put(p, ROLE_TEXT, LOOK_STRONG, words, 0);
}

void put_note(const struct screen *p, const char *words)
{
	put(p, ROLE_TEXT, LOOK_NOTE, words, 0);
}

const char *caution_words(const struct screen *p, const struct result *result)
{
	const struct pack_caution *caution = derive_caution(p->world, p->s, result->benefit);

	return caution && result->standing != STANDING_NO ? in_lang(p, &caution->words) : "";
}

void put_heading(const struct screen *p, const char *words)
{
	put(p, ROLE_HEADING, LOOK_CARD_TITLE, words, 0);
}

void put_picture(const struct screen *p, enum picture picture, const char *spoken)
{
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = picture,
		.spoken = spoken });
}

static void put_notice(const struct screen *p, const char *words, unsigned flags)
{
	open_box(p, LOOK_NOTICE);
	put(p, ROLE_TEXT, LOOK_STRONG, words, NODE_LIVE | flags);
	close_box(p);
}

void put_hint(const struct screen *p, const char *words)
{
	put_notice(p, words, 0);
}

void put_live_hint(const struct screen *p, const char *words)
{
	put_notice(p, words, NODE_LIVE);
}

void put_private_hint(const struct screen *p, const char *words)
{
	put_notice(p, words, NODE_PRIVATE);
}

/* ---- to press ---- */

/* A row's act is heard alone, without the row that the eye sees around it. */
static const char *spoken_of(const struct screen *p, const char *words, const char *of)
{
	const char *form = p->tree->lang == LANG_EN ? ": " : "：";

	return of ? arena_textf(p->tree->arena, "%s%s%s", of, form, words) : NULL;
}

void put_way_of(const struct screen *p, enum look look, struct way way, const char *of)
{
	tree_add(p->tree, (struct node){
		.id = way.id, .role = ROLE_BUTTON, .look = look,
		.label = way.words, .spoken = spoken_of(p, way.words, of),
		.flags = way.flags, .action = { way.verb, way.arg } });
}

void put_way(const struct screen *p, enum look look, struct way way)
{
	put_way_of(p, look, way, NULL);
}

/* Whatever is pressed is 15.9 mm high at the least. */
#define SMALL_WAY_MM 16

void put_small_way_of(const struct screen *p, struct way way, const char *of)
{
	tree_add(p->tree, (struct node){
		.id = way.id, .role = ROLE_BUTTON, .look = LOOK_CHIP, .height_mm = SMALL_WAY_MM,
		.label = way.words, .spoken = spoken_of(p, way.words, of),
		.flags = way.flags, .action = { way.verb, way.arg } });
}

void put_choice_of(const struct screen *p, struct way way, bool chosen, const char *of)
{
	tree_add(p->tree, (struct node){
		.id = way.id, .role = ROLE_CHOICE, .look = LOOK_OPTION,
		.label = way.words, .spoken = spoken_of(p, way.words, of),
		.flags = way.flags | (chosen ? NODE_CHECKED : 0),
		.action = { way.verb, way.arg } });
}

void put_pick_of(const struct screen *p, struct way way, bool chosen, const char *of)
{
	tree_add(p->tree, (struct node){
		.id = way.id, .role = ROLE_CHOICE, .look = LOOK_PICK,
		.label = chosen ? say1(p, "pick.chosen", way.words) : way.words,
		.spoken = of ? spoken_of(p, way.words, of) : way.words,
		.flags = way.flags | (chosen ? NODE_CHECKED : 0),
		.action = { way.verb, way.arg } });
}

void put_choice(const struct screen *p, struct way way, bool chosen)
{
	put_choice_of(p, way, chosen, NULL);
}

/*
 * A key of a pad for what is the visitor's own: through the loudspeaker all of them sound
 * the same, the delete key too, for a word between two keys would tell where the focus is.
 */
static void put_key(const struct screen *p, struct way key)
{
	tree_add(p->tree, (struct node){
		.id = key.id, .role = ROLE_BUTTON, .look = LOOK_KEY, .label = key.words,
		.spoken = say(p, "key.unheard"), .flags = key.flags | NODE_ECHO,
		.action = { key.verb, key.arg } });
}

static void put_digit(const struct screen *p, int digit)
{
	const char *words = arena_textf(p->tree->arena, "%d", digit);

	put_key(p, (struct way){ id_of(p, "key", words), words, VERB_KEY, digit, 0 });
}

void put_keys(const struct screen *p, const struct way *more)
{
	open_box(p, LOOK_KEYS);
	for (int digit = 1; digit <= 9; digit++)
		put_digit(p, digit);
	put_key(p, (struct way){ "key-delete", say(p, "key.delete"), VERB_KEY_DELETE, 0, 0 });
	put_digit(p, 0);
	if (more)
		put_key(p, *more);
	close_box(p);
}

/* ---- containers ---- */

void open_box(const struct screen *p, enum look look)
{
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = look });
}

void close_box(const struct screen *p)
{
	tree_close(p->tree);
}

void put_next_sign(const struct screen *p)
{
	bool paper = p->s->paper < PAPER_EMPTY;

	put_strong(p, say1(p, paper ? "done.next_sign" : "done.next_sign_number",
			   counter_words(p)));
}

/* ---- lists that go on ---- */

static void put_part_of_list(const struct screen *p, const char *page, const char *range)
{
	tree_add(p->tree, (struct node){
		.role = ROLE_TEXT, .look = LOOK_NOTE, .flags = NODE_CENTRE,
		.label = arena_textf(p->tree->arena, "%s\n%s", page, range),
		.spoken = say2(p, "courses.part_spoken", page, range) });
}

void put_list_turn(const struct screen *p, const char *range_key, int from, int rows, int all)
{
	struct arena *arena = p->tree->arena;
	int last = from + rows < all ? from + rows : all;

	if (all <= rows)
		return;
	open_box(p, LOOK_TURN);
	put_way(p, LOOK_SECOND, (struct way){ "list-up", say(p, "courses.up"), VERB_LIST, -1,
					      from > 0 ? 0 : NODE_DISABLED });
	put_part_of_list(p, say2(p, "courses.page", arena_textf(arena, "%d", from / rows + 1),
				 arena_textf(arena, "%d", (all + rows - 1) / rows)),
			 say3(p, range_key, arena_textf(arena, "%d", from + 1),
			      arena_textf(arena, "%d", last), arena_textf(arena, "%d", all)));
	put_way(p, LOOK_SECOND, (struct way){ "list-more", say(p, "courses.more"), VERB_LIST, 1,
					      last < all ? 0 : NODE_DISABLED });
	close_box(p);
}
