#include "screens/parts.h"

#include <stdio.h>
#include <string.h>

/* ---- words ---- */

const char *part_say(const struct screen *p, const char *key)
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

const char *part_say3(const struct screen *p, const char *key, const char *first,
		      const char *second, const char *third)
{
	const char *values[VALUES_MAX] = { first, second, third };

	return fill(p, part_say(p, key), values);
}

const char *part_say2(const struct screen *p, const char *key, const char *first,
		      const char *second)
{
	return part_say3(p, key, first, second, "");
}

const char *part_say1(const struct screen *p, const char *key, const char *first)
{
	return part_say2(p, key, first, "");
}

const char *part_say_number(const struct screen *p, const char *key, int number)
{
	return part_say1(p, key, arena_textf(p->tree->arena, "%d", number));
}

const char *part_in_lang(const struct screen *p, const struct pack_text *text)
{
	return text->in[p->lang];
}

const char *part_in_lang1(const struct screen *p, const struct pack_text *text, const char *first)
{
	const char *values[VALUES_MAX] = { first, "", "" };

	return fill(p, part_in_lang(p, text), values);
}

const char *part_counter_words(const struct screen *p)
{
	return part_in_lang(p, &p->world->counter);
}

const char *part_kept_words(const struct screen *p, const char *days_key, const char *years_key)
{
	int days = p->world->keep_days;

	return days % 365 ? part_say_number(p, days_key, days) : part_say_number(p, years_key,
										 days / 365);
}

const char *part_call_words(const struct screen *p)
{
	switch (p->s->call) {
	case CALL_WAITING:
		return part_say(p, "staff.calling");
	case CALL_DONE:
		return part_say(p, "staff.called");
	case CALL_TAKEN:
		return part_say1(p, "staff.comes", p->s->call_who);
	case CALL_FAILED:
		return part_say1(p, "staff.not_called", part_counter_words(p));
	case CALL_NONE:
		break;
	}
	return "";
}

const char *part_id_of(const struct screen *p, const char *verb, const char *name)
{
	return arena_textf(p->tree->arena, "%s-%s", verb, name);
}

/* ---- leaves ---- */

void part_put(const struct screen *p, enum role role, enum look look, const char *words,
	      unsigned flags)
{
	if (words[0])
		tree_add(p->tree, (struct node){
			.role = role, .look = look, .label = words, .flags = flags });
}

void part_title(const struct screen *p, const char *words)
{
	part_put(p, ROLE_HEADING, LOOK_TITLE, words, NODE_LIVE);
}

void part_lead(const struct screen *p, const char *words)
{
	part_put(p, ROLE_TEXT, LOOK_LEAD, words, 0);
}

void part_text(const struct screen *p, const char *words)
{
	part_put(p, ROLE_TEXT, LOOK_BODY_TEXT, words, 0);
}

void part_strong(const struct screen *p, const char *words)
{
	part_put(p, ROLE_TEXT, LOOK_STRONG, words, 0);
}

void part_note(const struct screen *p, const char *words)
{
	part_put(p, ROLE_TEXT, LOOK_NOTE, words, 0);
}

const char *part_caution_words(const struct screen *p, const struct result *result)
{
	const struct pack_caution *caution = derive_caution(p->world, p->s, result->benefit);

	return caution && result->standing != STANDING_NO ? part_in_lang(p, &caution->words) : "";
}

void part_heading(const struct screen *p, const char *words)
{
	part_put(p, ROLE_HEADING, LOOK_CARD_TITLE, words, 0);
}

void part_picture(const struct screen *p, enum picture picture, const char *spoken)
{
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = picture,
		.spoken = spoken });
}

static void put_notice(const struct screen *p, const char *words, unsigned flags)
{
	part_open_box(p, LOOK_NOTICE);
	part_put(p, ROLE_TEXT, LOOK_STRONG, words, NODE_LIVE | flags);
	part_close_box(p);
}

void part_hint(const struct screen *p, const char *words)
{
	put_notice(p, words, 0);
}

void part_live_hint(const struct screen *p, const char *words)
{
	put_notice(p, words, NODE_LIVE);
}

void part_private_hint(const struct screen *p, const char *words)
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

void part_way_of(const struct screen *p, enum look look, struct way way, const char *of)
{
	tree_add(p->tree, (struct node){
		.id = way.id, .role = ROLE_BUTTON, .look = look,
		.label = way.words, .spoken = spoken_of(p, way.words, of),
		.flags = way.flags, .action = { way.verb, way.arg } });
}

void part_way(const struct screen *p, enum look look, struct way way)
{
	part_way_of(p, look, way, NULL);
}

/* Whatever is pressed is 15.9 mm high at the least. */
#define SMALL_WAY_MM 16

void part_small_way_of(const struct screen *p, struct way way, const char *of)
{
	tree_add(p->tree, (struct node){
		.id = way.id, .role = ROLE_BUTTON, .look = LOOK_CHIP, .height_mm = SMALL_WAY_MM,
		.label = way.words, .spoken = spoken_of(p, way.words, of),
		.flags = way.flags, .action = { way.verb, way.arg } });
}

void part_choice_of(const struct screen *p, struct way way, bool chosen, const char *of)
{
	tree_add(p->tree, (struct node){
		.id = way.id, .role = ROLE_CHOICE, .look = LOOK_OPTION,
		.label = way.words, .spoken = spoken_of(p, way.words, of),
		.flags = way.flags | (chosen ? NODE_CHECKED : 0),
		.action = { way.verb, way.arg } });
}

void part_pick_of(const struct screen *p, struct way way, bool chosen, const char *of)
{
	tree_add(p->tree, (struct node){
		.id = way.id, .role = ROLE_CHOICE, .look = LOOK_PICK,
		.label = chosen ? part_say1(p, "pick.chosen", way.words) : way.words,
		.spoken = of ? spoken_of(p, way.words, of) : way.words,
		.flags = way.flags | (chosen ? NODE_CHECKED : 0),
		.action = { way.verb, way.arg } });
}

void part_choice(const struct screen *p, struct way way, bool chosen)
{
	part_choice_of(p, way, chosen, NULL);
}

/*
 * A key of a pad for what is the visitor's own: through the loudspeaker all of them sound
 * the same, the delete key too, for a word between two keys would tell where the focus is.
 */
static void put_key(const struct screen *p, struct way key)
{
	tree_add(p->tree, (struct node){
		.id = key.id, .role = ROLE_BUTTON, .look = LOOK_KEY, .label = key.words,
		.spoken = part_say(p, "key.unheard"), .flags = key.flags | NODE_ECHO,
		.action = { key.verb, key.arg } });
}

static void put_digit(const struct screen *p, int digit)
{
	const char *words = arena_textf(p->tree->arena, "%d", digit);

	put_key(p, (struct way){ part_id_of(p, "key", words), words, VERB_KEY, digit, 0 });
}

void part_keys(const struct screen *p, const struct way *more)
{
	part_open_box(p, LOOK_KEYS);
	for (int digit = 1; digit <= 9; digit++)
		put_digit(p, digit);
	put_key(p, (struct way){ "key-delete", part_say(p, "key.delete"), VERB_KEY_DELETE, 0, 0 });
	put_digit(p, 0);
	if (more)
		put_key(p, *more);
	part_close_box(p);
}

/* ---- containers ---- */

void part_open_box(const struct screen *p, enum look look)
{
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = look });
}

void part_open_whole(const struct screen *p)
{
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_COLUMN,
					  .flags = NODE_WHOLE });
}

void part_close_box(const struct screen *p)
{
	tree_close(p->tree);
}

void part_next_sign(const struct screen *p)
{
	bool paper = p->s->paper < PAPER_EMPTY;

	part_strong(p, part_say1(p, paper ? "done.next_sign" : "done.next_sign_number",
				 part_counter_words(p)));
}

/* ---- lists that go on ---- */

static void put_part_of_list(const struct screen *p, const char *page, const char *range)
{
	tree_add(p->tree, (struct node){
		.role = ROLE_TEXT, .look = LOOK_NOTE, .flags = NODE_CENTRE,
		.label = arena_textf(p->tree->arena, "%s\n%s", page, range),
		.spoken = part_say2(p, "courses.part_spoken", page, range) });
}

void part_list_turn(const struct screen *p, const char *range_key, int from, int rows, int all)
{
	struct arena *arena = p->tree->arena;
	int last = from + rows < all ? from + rows : all;

	if (all <= rows)
		return;
	part_open_box(p, LOOK_TURN);
	part_way(p, LOOK_SECOND, (struct way){ "list-up", part_say(p, "courses.up"), VERB_LIST, -1,
					      from > 0 ? 0 : NODE_DISABLED });
	put_part_of_list(p, part_say2(p, "courses.page", arena_textf(arena, "%d", from / rows + 1),
				      arena_textf(arena, "%d", (all + rows - 1) / rows)),
			 part_say3(p, range_key, arena_textf(arena, "%d", from + 1),
				   arena_textf(arena, "%d", last), arena_textf(arena, "%d", all)));
	part_way(p, LOOK_SECOND, (struct way){ "list-more", part_say(p, "courses.more"), VERB_LIST,
		 1,
					      last < all ? 0 : NODE_DISABLED });
	part_close_box(p);
}
