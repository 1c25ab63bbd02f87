/*
 * How things are shown and said: one sheet over whatever page, changed by it and nothing
 * lost.  Each choice shows what it does in its own size, colours or words.
 */
#include "screens/pages.h"

static const char *numbered(const struct screen *p, const char *name, int number)
{
	return part_id_of(p, name, arena_textf(p->tree->arena, "%d", number));
}

static void put_tile(const struct screen *p, struct node tile, bool chosen)
{
	tile.role = ROLE_CHOICE;
	tile.look = LOOK_TILE;
	tile.flags |= chosen ? NODE_CHECKED : 0;
	tree_add(p->tree, tile);
}

static void put_group(const struct screen *p, const char *words)
{
	part_put(p, ROLE_HEADING, LOOK_STRONG, words, 0);
}

static void put_sizes(const struct screen *p)
{
	static const char *const keys[VIEW_SIZE_COUNT] = {
		"display.size_small", "display.size_normal", "display.size_large",
		"display.size_largest",
	};

	put_group(p, part_say(p, "display.size"));
	part_open_box(p, LOOK_EQUAL);
	for (int i = 0; i < VIEW_SIZE_COUNT; i++)
		put_tile(p, (struct node){
			.id = numbered(p, "size", i + 1), .label = part_say(p, keys[i]),
			.value = part_say(p, "display.sample"), .sample_text = i + 1,
			.flags = (int)p->s->view.size == i ? NODE_FIRST_FOCUS : 0,
			.action = { VERB_SIZE, i } }, (int)p->s->view.size == i);
	part_close_box(p);
}

static void put_contrasts(const struct screen *p)
{
	static const char *const keys[VIEW_CONTRAST_COUNT] = {
		"display.plain", "display.white_on_black", "display.black_on_white",
		"display.soft",
	};

	put_group(p, part_say(p, "display.contrast"));
	part_open_box(p, LOOK_EQUAL);
	for (int i = 0; i < VIEW_CONTRAST_COUNT; i++)
		put_tile(p, (struct node){
			.id = numbered(p, "contrast", i + 1), .label = part_say(p, keys[i]),
			.value = part_say(p, "display.sample"),
			.sample_text = 1 + (int)VIEW_NORMAL, .sample_contrast = i + 1,
			.action = { VERB_CONTRAST, i } }, (int)p->s->view.contrast == i);
	part_close_box(p);
}

/* In their own words: who cannot read this page finds the own language all the same. */
static void put_wordings(const struct screen *p)
{
	static const struct {
		const char *id;
		enum lang lang;
	} rows[] = {
		{ "lang-zh", LANG_ZH_HANS }, { "lang-easy", LANG_ZH_EASY },
		{ "lang-hant", LANG_ZH_HANT }, { "lang-en", LANG_EN },
	};

	part_open_box(p, LOOK_EQUAL);
	for (int i = 0; i < (int)(sizeof(rows) / sizeof(rows[0])); i++)
		put_tile(p, (struct node){
			.id = rows[i].id, .label = words_get(rows[i].lang, "display.wording"),
			.value = words_get(rows[i].lang, "display.wording_sample"),
			.sample_text = 1 + (int)VIEW_NORMAL,
			.action = { VERB_LANG, (int)rows[i].lang } },
			 p->lang == rows[i].lang);
	part_close_box(p);
}

static void put_reach(const struct screen *p)
{
	put_group(p, part_say(p, "display.reach"));
	part_open_box(p, LOOK_EQUAL);
	put_tile(p, (struct node){ .id = "reach-1", .label = part_say(p, "display.standing"),
				   .picture = PICTURE_STANDING, .action = { VERB_REACH, 0 } },
		 !p->s->view.reach);
	put_tile(p, (struct node){ .id = "reach-2", .label = part_say(p, "display.sitting"),
				   .picture = PICTURE_SITTING, .action = { VERB_REACH, 1 } },
		 p->s->view.reach);
	part_close_box(p);
}

#define NOTCHES 7

struct notches {
	const char *id;
	const char *key;	/* what they are of */
	int verb;
	int first;		/* the step of the lowest */
	int now;
};

/* Alone a "5" would not be understood: what it is of is said before it. */
static void put_notches(const struct screen *p, const struct notches *n)
{
	const char *of = part_say(p, n->key);

	part_open_box(p, LOOK_LINE);
	part_strong(p, of);
	part_open_box(p, LOOK_EQUAL);
	for (int i = 0; i < NOTCHES; i++) {
		const char *words = arena_textf(p->tree->arena, "%d", i + 1);

		tree_add(p->tree, (struct node){
			.id = part_id_of(p, n->id, words), .role = ROLE_CHOICE, .look = LOOK_NOTCH,
			.label = words, .spoken = part_say2(p, "display.step_spoken", of, words),
			.flags = n->now == n->first + i ? NODE_CHECKED : 0,
			.action = { n->verb, n->first + i } });
	}
	part_close_box(p);
	part_close_box(p);
}

/* Seven of the nine: below 40 dB only a key goes, for whoever wears headphones. */
static void put_voice(const struct screen *p)
{
	const struct display_settings *view = &p->s->view;

	part_open_box(p, LOOK_EQUAL);
	part_choice(p, (struct way){ "voice", part_say(p, "display.read_aloud"), VERB_VOICE, 0,
				    NODE_MULTI }, view->voice);
	part_choice(p, (struct way){ "elder", part_say(p, "display.elder"), VERB_ELDER, 0,
				    NODE_MULTI }, view->elder);
	part_choice(p, (struct way){ "still", part_say(p, "display.still"), VERB_STILL, 0,
				    NODE_MULTI }, view->still);
	part_close_box(p);
	put_notches(p, &(struct notches){ "speed", "display.speed", VERB_SPEED, 0, view->speed });
	put_notches(p, &(struct notches){ "volume", "display.volume", VERB_VOLUME,
					  VOLUME_STEPS - NOTCHES, view->volume });
}

static void close_sheet(const struct screen *p)
{
	struct way done = { "done", part_say(p, "display.done"), VERB_SHEET, SHEET_NONE, 0 };

	part_close_page(p, false, &done);
}

void screen_display(const struct screen *p)
{
	part_open_sheet(p);
	part_open_box(p, LOOK_SPREAD);
	part_title(p, part_say(p, "display.title"));
	part_way(p, LOOK_CHIP, (struct way){ "view-reset", part_say(p, "display.reset"), VERB_SIZE,
					    -1, 0 });
	part_close_box(p);
	part_note(p, part_say(p, "display.lead"));
	put_sizes(p);
	put_contrasts(p);
	put_group(p, part_say(p, "display.wordings"));
	put_wordings(p);
	put_reach(p);
	put_voice(p);
	close_sheet(p);
}

void screen_language(const struct screen *p)
{
	part_open_sheet(p);
	part_title(p, part_say(p, "language.title"));
	put_wordings(p);
	close_sheet(p);
}
