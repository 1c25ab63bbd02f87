/*
 * How things are shown and said: one sheet over whatever page, changed by it and nothing
 * lost.  Each choice shows what it does in its own size, colours or words.
 */
#include "screens/pages.h"

static const char *numbered(const struct screen *p, const char *name, int number)
{
	return id_of(p, name, arena_textf(p->tree->arena, "%d", number));
}

static void put_sizes(const struct screen *p)
{
	static const char *const keys[VIEW_SIZE_COUNT] = {
		"display.size_small", "display.size_normal", "display.size_large",
		"display.size_largest",
	};

	put_heading(p, say(p, "display.size"));
	open_box(p, LOOK_EQUAL);
	for (int i = 0; i < VIEW_SIZE_COUNT; i++)
		put_choice(p, (struct way){ numbered(p, "size", i + 1), say(p, keys[i]),
					    VERB_SIZE, i, 0 },
			   (int)p->s->view.size == i);
	close_box(p);
}

static void put_contrasts(const struct screen *p)
{
	static const char *const keys[VIEW_CONTRAST_COUNT] = {
		"display.plain", "display.white_on_black", "display.black_on_white",
		"display.soft",
	};

	put_heading(p, say(p, "display.contrast"));
	open_box(p, LOOK_EQUAL);
	for (int i = 0; i < VIEW_CONTRAST_COUNT; i++)
		put_choice(p, (struct way){ numbered(p, "contrast", i + 1), say(p, keys[i]),
					    VERB_CONTRAST, i, 0 },
			   (int)p->s->view.contrast == i);
	close_box(p);
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

	open_box(p, LOOK_EQUAL);
	for (int i = 0; i < (int)(sizeof(rows) / sizeof(rows[0])); i++)
		put_choice(p, (struct way){ rows[i].id,
					    words_get(rows[i].lang, "display.wording"),
					    VERB_LANG, (int)rows[i].lang, 0 },
			   p->lang == rows[i].lang);
	close_box(p);
}

static void put_reach(const struct screen *p)
{
	put_heading(p, say(p, "display.reach"));
	open_box(p, LOOK_EQUAL);
	put_choice(p, (struct way){ "reach-1", say(p, "display.standing"), VERB_REACH, 0, 0 },
		   !p->s->view.reach);
	put_choice(p, (struct way){ "reach-2", say(p, "display.sitting"), VERB_REACH, 1, 0 },
		   p->s->view.reach);
	close_box(p);
}

static void put_voice(const struct screen *p)
{
	put_heading(p, say(p, "display.voice"));
	put_choice(p, (struct way){ "voice", say(p, "display.read_aloud"), VERB_VOICE, 0,
				    NODE_MULTI }, p->s->view.voice);
}

static void close_sheet(const struct screen *p)
{
	struct way done = { "done", say(p, "display.done"), VERB_SHEET, SHEET_NONE, 0 };

	close_page(p, false, &done);
}

void screen_display(const struct screen *p)
{
	open_sheet(p);
	put_title(p, say(p, "display.title"));
	put_lead(p, say(p, "display.lead"));
	put_sizes(p);
	put_contrasts(p);
	put_heading(p, say(p, "display.wordings"));
	put_wordings(p);
	put_reach(p);
	put_voice(p);
	put_way(p, LOOK_SECOND, (struct way){ "view-reset", say(p, "help.view_reset"),
					      VERB_SIZE, -1, 0 });
	close_sheet(p);
}

void screen_language(const struct screen *p)
{
	open_sheet(p);
	put_title(p, say(p, "language.title"));
	put_wordings(p);
	close_sheet(p);
}
