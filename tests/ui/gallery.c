/*
 * ui-gallery --check      every page in every view against tests/ui/invariants.h
 * ui-gallery --whole DIR [PART/OF [PAGE]]  the same in every contrast of each view, as painted,
 *			with a contact sheet each in DIR: a long campaign, or one part of so many
 * ui-gallery --html DIR   each page as a document, in each wording and each contrast
 * ui-gallery DIR [PAGE]   the same as pictures, and contact sheets
 *
 * Each page is also looked at with its captions: with CAPTIONS in the environment the
 * pictures are of it so.
 *
 * Pages are the real ones, of one visit of an invented person, in a hall that
 * has a made-up document installed.
 */
#include "tests/unit/visit.h"

#include "demo/shot.h"
#include "base/log.h"
#include "screens/screens.h"
#include "tests/ui/invariants.h"
#include "ui/caption.h"
#include "ui/html.h"
#include "ui/input.h"
#include "ui/motion.h"
#include "ui/pages.h"
#include "ui/paint.h"
#include "speech/say.h"
#include "ui/spoken.h"
#include "ui/transcript.h"
#include "speech/voice_link.h"

#include <sys/stat.h>

struct panel {
	const char *name;
	struct view view;
};

static const struct panel panels[] = {
	{ "portrait", { .width_px = 1080, .height_px = 1920, .panel_mm = 267.8 } },
	{ "landscape", { .width_px = 1920, .height_px = 1080, .panel_mm = 476.2 } },
	{ "reach", { .width_px = 1080, .height_px = 1920, .panel_mm = 267.8, .reach = true } },
	{ "small", { .width_px = 1080, .height_px = 1920, .panel_mm = 194.4 } },
};

#define PANELS ((int)(sizeof(panels) / sizeof(panels[0])))
/* On a contact sheet a picture has a quarter of its size. */
#define SHRINK 4
#define GAP 8

static struct visit visit;
static struct tree tree;
static struct arena arena;
static struct layout layout;
static struct theme theme;
static struct type *type;
static struct paint *paint;
static bool guided;	/* a member of staff stands beside the visitor */
static bool captions;	/* it is read aloud */
static int faults;
static int shape;	/* of a page that comes in several */

static void told(const char *message)
{
	if (faults++ < 40)
		printf("%s\n", message);
}

/* What is read aloud of this page, in the words of the voice. */
static const char *read_aloud(void)
{
	static char labels[4 * VOICE_TEXT_MAX], words[4 * VOICE_TEXT_MAX], part[VOICE_TEXT_MAX];
	struct text out = text_in(labels, sizeof(labels)), all = text_in(words, sizeof(words));

	spoken_screen(&tree, AUDIENCE_ONE, &out);
	HOLDS(!out.full && out.len > 0, 0);
	for (size_t at = 0, len; labels[at]; at += len) {
		char piece[VOICE_TEXT_MAX];

		len = say_split(labels + at, VOICE_TEXT_MAX / SAY_GROWTH - 1);
		memcpy(piece, labels + at, len);
		piece[len] = 0;
		HOLDS(say_words(tree.lang, piece, part, sizeof(part)) == ERR_OK, 0);
		text_add(&all, part);
	}
	HOLDS(!all.full, 0);
	return words;
}

/* Into the strip as much of the words as goes in at once; how much that is. */
static size_t caption_next(const char *words)
{
	static char piece[CAPTION_MAX];
	size_t len = caption_split(type, &theme, tree.lang, words);

	memcpy(piece, words, len);
	piece[len] = 0;
	caption_set(&layout, piece);
	return len;
}

static void caption_first(void)
{
	caption_next(read_aloud());
}

static void look_at(const struct panel *panel, int text, int contrast, int lang)
{
	struct view view = panel->view;

	view.text = (enum text_size)text;
	view.contrast = (enum contrast)contrast;
	view.captions = captions;
	visit.s.view = (struct display_settings){
		.lang = (enum lang)lang, .size = (enum view_size)text,
		.contrast = (enum view_contrast)contrast, .reach = view.reach,
		.speed = visit.s.view.speed, .volume = visit.s.view.volume };
	screen_build(&visit.world, &visit.s, &arena, &tree);
	theme_init(&theme, &view, fonts_cap_ratio(type_fonts(type)));
	layout.caption_words = NULL;
	layout_run(&layout, &tree, &theme, type, 0);
	if (captions)
		caption_first();
	snprintf(seen_place, sizeof(seen_place), "%s%s%s%.*s-%s-size%d-contrast%d-%s",
		 captions ? "captions-" : "", guided ? "guided-" : "", tree.screen, shape, "++++",
		 panel->name, text, contrast,
		 lang_code((enum lang)lang));
}

/* Of a page: as it is for an application, and for its withdrawal. */
static bool has_withdrawal(int page)
{
	return page == PAGE_WHO || page == PAGE_RECEIPT || page == PAGE_COPY ||
	       page == PAGE_WITHDRAW || page == PAGE_SUBMITTING || page == PAGE_LAY_AGAIN ||
	       page == PAGE_NOT_SAVED || page == PAGE_UNKNOWN_OUTCOME;
}

/* A page that comes in several shapes is looked at in each. */
static int shapes_of(int page)
{
	return page == PAGE_SWITCHES ? CALIBRATE_COUNT :
	       page == PAGE_STAFF ? STAFF_REASON_COUNT :
	       page == PAGE_OUT_OF_SERVICE ? SERVICE_COUNT - 1 :
	       page == PAGE_SIGN ? SIGN_PAPER :
	       page == PAGE_QUESTION || page == PAGE_CERTIFICATE ? 2 :
	       page == PAGE_IDLE ? 2 + SHEET_COUNT : has_withdrawal(page) ? 2 : 1;
}

/* Something to take back, just now or too long ago; on its way, or done. */
static void file_something(int page)
{
	bool second = has_withdrawal(page) && shape == 1;
	bool filed = page == PAGE_WITHDRAW || page == PAGE_RECEIPT || second;

	visit.s.recent = (struct recent_application){
		.signed_at = visit.s.clock_s - (page == PAGE_WITHDRAW && second ?
						WITHDRAW_WITHIN_S + 1 : 60),
	};
	if (filed)
		memcpy(visit.s.recent.receipt_no, "003-210315-00001-7",
		       sizeof("003-210315-00001-7"));
	visit.s.recent_ms = visit.s.now_ms -
			    1000 * (visit.s.clock_s - visit.s.recent.signed_at);
	visit.s.withdrawing = second && page != PAGE_WHO && page != PAGE_WITHDRAW;
	visit.s.after_card = (struct place){ PAGE_SUBMITTING, 0 };
	memcpy(visit.s.receipt_no, "003-210315-00002-9", sizeof("003-210315-00002-9"));
}

/* A claim: a date that cannot be; the number in digits and in letters. */
static void claim_something(int page)
{
	bool claims = page == PAGE_CERTIFICATE || (page == PAGE_QUESTION && shape == 1);
	struct own_training *training = &visit.s.trainings[0];

	*training = (struct own_training){ .course = visit.courses[0] };
	training->ended = training_last_day(&training->course);
	visit.s.training_count = 1;
	visit.s.claim = (struct claim_form){ .on = claims, .number_done = claims,
					     .number_count = 22,
					     .number = "Y000033000001215000001" };
	visit.s.draft.hint = page == PAGE_QUESTION && shape == 1;
	visit.s.draft.slip = visit.s.draft.hint ? SLIP_BEFORE_END : SLIP_NONE;
}

static void go_to(int page)
{
	static const char *const questions[] = { "residence_permit_until", "claim.cert_date" };
	int arg = page == PAGE_SWITCHES || page == PAGE_STAFF ? shape :
		  page == PAGE_QUESTION ? fact(&visit, questions[shape]) :
		  page == PAGE_CERTIFICATE ? shape :
		  page == PAGE_ITEM || page == PAGE_REASON || page == PAGE_OFFICIAL ?
		  benefit(&visit, "LIVING") : 0;

	visit.s.at = (struct place){ (uint8_t)page, (int16_t)arg };
	/* The sheets lie over any page: here over the first. */
	visit.s.sheet = page == PAGE_IDLE && shape > 1 && shape <= SHEET_COUNT ?
			(enum view_sheet)(shape - 1) : SHEET_NONE;
	/* And with a clip of sign language, of the made-up hall. */
	visit.world.clip_folder = BUILD_DIR "/made-up/clips";
	visit.world.clips[PAGE_IDLE] = page == PAGE_IDLE && shape > SHEET_COUNT;
	visit.s.draft.choice = CHOICE_YES;
	visit.s.devices.restarted = page == PAGE_IDLE && shape == 1;
	visit.s.devices.service = page == PAGE_OUT_OF_SERVICE ? (enum service)(1 + shape) :
							       SERVICE_OPEN;
	visit.s.course = visit.s.devices.restarted ? -1 : course_index(&visit, "C002");
	visit.s.method = page == PAGE_SIGN ? (enum sign_method)(SIGN_INK + shape) : SIGN_INK;
	visit.s.pin_s = shape == SIGN_CARD_PIN - SIGN_INK ? visit.s.clock_s : 0;
	file_something(page);
	claim_something(page);
	visit.s.guide = (struct guide){ .state = guided ? GUIDE_SEATED : GUIDE_AWAY,
					.role = STAFF_ROLE_GUIDE, .number = "S00000001" };
}

/* Each way in which a guide changes a page: prompts, covers, what only a guide presses. */
static bool changes_with_guide(int page)
{
	return page == PAGE_WHO || page == PAGE_QUESTION || page == PAGE_GROUP ||
	       page == PAGE_RESULTS || page == PAGE_SIGN ||
	       page == PAGE_LAY_AGAIN || page == PAGE_WITHDRAW;
}

static SDL_Surface *painted(int focus)
{
	static struct motion motion;
	struct paint_state state = { .pressed = -1, .revealed = -1, .focus = focus,
				     .motion = &motion };
	const struct view *view = &theme.view;
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, view->width_px,
		view->height_px, 32, SDL_PIXELFORMAT_RGB888);

	assert_non_null(surface);
	motion_begin(&motion, &tree, true);
	paint_part(paint, &layout, &state, surface,
		   (struct box){ 0, 0, view->width_px, view->height_px });
	motion_wipe(&motion);
	return surface;
}

/* The lines of a leaf have all its words. */
static bool is_all_there(int index)
{
	const struct item *item = &layout.items[index];
	const struct span *last = &layout.spans[item->span + item->spans - 1];
	const char *rest = item->text + last->start + last->len;

	return rest[strspn(rest, " ")] == 0;
}

static void check_glyphs(void)
{
	for (int i = 0; i < tree.count; i++) {
		const char *label = tree.nodes[i].label;

		HOLDS(!label || type_can_draw(type, label), i);
	}
}

/* Whatever is shown can be heard, and whatever is pressed can be focused. */
static void check_spoken(void)
{
	int order[ITEMS_MAX];
	int count = input_order(&layout, order);

	for (int i = 0; i < layout.count; i++) {
		const struct node *node = layout_node(&layout, i);
		char bytes[SPEECH_MAX];
		struct text out = text_in(bytes, sizeof(bytes));
		bool in_order = false;
		struct box box;

		if (!is_leaf(node) || !layout_shown(&layout, i, &box))
			continue;
		if (caption_is(&layout, i))
			continue;
		spoken_node(node, tree.lang, AUDIENCE_ALL, &out);
		HOLDS(out.len > 0 && !out.full, i);
		for (int at = 0; at < count; at++)
			in_order = in_order || order[at] == i;
		HOLDS(in_order || !node_is_target(node), i);
	}
}

/* Every word that is read aloud stands in the strip, whole, and moves nothing else. */
static void check_captions(void)
{
	int strip = tree.count + EXTRA_CAPTION;
	int lines = layout.caption.h / theme_leading_px(&theme, LOOK_CAPTION);
	const char *words = read_aloud();

	for (size_t len; captions && *words; words += len) {
		len = caption_next(words);
		HOLDS(len > 0 && layout.items[strip].spans > 0, strip);
		HOLDS(layout.items[strip].spans <= lines, strip);
		HOLDS(is_all_there(strip), strip);
		check_words(strip);
		HOLDS(type_can_draw(type, layout.items[strip].text), strip);
	}
}

/* Steps, where there are any, are as high on each page of a visit. */
static void check_same_place(void)
{
	static struct box first[PANELS][TEXT_SIZES][2][LANG_COUNT];
	struct box *steps;
	int panel = 0;

	while (panels[panel].view.width_px != theme.view.width_px ||
	       panels[panel].view.panel_mm != theme.view.panel_mm ||
	       panels[panel].view.reach != theme.view.reach)
		panel++;
	if (layout.steps.h == 0)
		return;
	steps = &first[panel][theme.view.text][captions][visit.s.view.lang];
	if (steps->h == 0)
		*steps = layout.steps;
	HOLDS(layout.steps.y == steps->y && layout.steps.h == steps->h, 0);
}

/* Where a member of staff comes to a page, everything but the help bar stays where it is. */
static void check_staff_moves_nothing(const struct panel *panel, int text, int lang)
{
	struct box with[] = { layout.header, layout.steps, layout.bar, layout.help };

	if (!guided || captions)
		return;
	visit.s.guide.state = GUIDE_AWAY;
	look_at(panel, text, 0, lang);
	HOLDS(memcmp(with, (struct box[]){ layout.header, layout.steps, layout.bar, layout.help },
		     sizeof(with)) == 0, 0);
	HOLDS(layout_find(&layout, "help") >= 0 || layout_find(&layout, "staff") >= 0, 0);
	visit.s.guide.state = GUIDE_SEATED;
}

/* Whoever lays a card has what is read, and why, before their eyes: it stands on that sheet. */
static void check_prompt(void)
{
	if (visit.s.at.page != PAGE_IDLE || visit.s.sheet != SHEET_NONE)
		return;
	for (int i = 0; i < tree.count; i++) {
		if (tree.nodes[i].look == LOOK_DROP)
			HOLDS(layout_page_of(&layout, i) == 0, i);
	}
}

/* What is applied for is checked at one look, in the usual size on the usual panel. */
static void check_one_look(void)
{
	if (visit.s.at.page == PAGE_CHECK && !guided && !captions &&
	    theme.view.text <= TEXT_DEFAULT && theme.view.panel_mm == panels[0].view.panel_mm &&
	    !theme.view.reach && tree.lang == LANG_ZH_HANS)
		HOLDS(layout.pages == 1, 0);
}

/* Whoever asks what there is sees one course whole at once, in the usual size on any panel. */
static void check_answer(void)
{
	if (visit.s.at.page == PAGE_RESULTS && !guided && !captions && !theme.view.reach &&
	    theme.view.text <= TEXT_DEFAULT)
		HOLDS(!pages_begin_with_words(&layout), 0);
}

/* Nobody consents before what may be refused, and the refusal, have been on the glass. */
static void check_consent(void)
{
	int refusal = layout_find(&layout, "consent-no"), next = layout_find(&layout, "next");

	if (refusal >= 0 && next >= 0 && layout_page_of(&layout, refusal) > 0)
		HOLDS(layout_node(&layout, next)->flags & NODE_AFTER_ALL, refusal);
}

/* Of ten pages and more the last is named whole too. */
static void check_page_words(void)
{
	int words = tree.count + EXTRA_PAGE;

	HOLDS(layout.pages == 1 || !layout.items[words].placed || is_all_there(words), words);
}

static void check_view(bool pixels)
{
	check_prompt();
	check_one_look();
	check_answer();
	check_consent();
	check_flow();
	check_strips();
	check_same_place();
	check_glyphs();
	check_captions();
	for (int page = 0; page < layout.pages; page++) {
		layout_turn(&layout, page);
		check_page_words();
		check_page();
		check_spoken();
		if (pixels) {
			SDL_Surface *surface = painted(-1);

			check_contrast(surface);
			SDL_FreeSurface(surface);
		}
	}
}

/* Every view is laid out; pixels are looked at in one language and one size for each contrast. */
/* Each page in every view, or in one of `every` so many: then another of them on each page. */
static void check_page_of_visit(int page, int every)
{
	go_to(page);
	for (int view = page % every; view < 2 * PANELS * TEXT_SIZES * LANG_COUNT; view += every) {
		const struct panel *panel = &panels[view / 2 / TEXT_SIZES / LANG_COUNT];
		int text = view / 2 / LANG_COUNT % TEXT_SIZES, lang = view / 2 % LANG_COUNT;

		captions = view % 2;
		look_at(panel, text, 0, lang);
		check_view(false);
		check_staff_moves_nothing(panel, text, lang);
	}
	for (int contrast = 0; contrast < CONTRASTS; contrast++) {
		look_at(&panels[0], TEXT_DEFAULT, contrast, LANG_ZH_HANS);
		check_view(true);
	}
}

static void shot(const char *dir, SDL_Surface *surface, const char *name)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/%s.png", dir, name);
	if (shot_write(surface, path))
		exit(3);
}

/* The mean of a square of pixels: letters stay letters when they are small. */
static uint32_t mean(const SDL_Surface *picture, int x, int y)
{
	const uint32_t *pixels = picture->pixels;
	uint32_t red = 0, green = 0, blue = 0;

	for (int i = 0; i < SHRINK * SHRINK; i++) {
		uint32_t p = pixels[(y + i / SHRINK) * picture->pitch / 4 + x + i % SHRINK];

		red += p >> 16 & 0xff;
		green += p >> 8 & 0xff;
		blue += p & 0xff;
	}
	return red / (SHRINK * SHRINK) << 16 | green / (SHRINK * SHRINK) << 8 |
	       blue / (SHRINK * SHRINK);
}

static void add_to_sheet(SDL_Surface *sheet, const SDL_Surface *picture, int left, int top)
{
	uint32_t *pixels = sheet->pixels;

	for (int y = 0; y < picture->h / SHRINK; y++) {
		for (int x = 0; x < picture->w / SHRINK; x++)
			pixels[(top + y) * sheet->pitch / 4 + left + x] =
				mean(picture, x * SHRINK, y * SHRINK);
	}
}

/* The place of one picture on a sheet, with the air beside it. */
static int cell_w(const struct panel *panel)
{
	return panel->view.width_px / SHRINK + GAP;
}

static int cell_h(const struct panel *panel)
{
	return panel->view.height_px / SHRINK + GAP;
}

/* A sheet: text sizes from left to right, contrasts from top to bottom. */
static SDL_Surface *new_sheet(const struct panel *panel)
{
	SDL_Surface *sheet = SDL_CreateRGBSurfaceWithFormat(0, TEXT_SIZES * cell_w(panel),
		CONTRASTS * cell_h(panel), 32, SDL_PIXELFORMAT_RGB888);

	assert_non_null(sheet);
	SDL_FillRect(sheet, NULL, 0x808890);
	return sheet;
}

static void write_sheet(const char *dir, SDL_Surface *sheet, const struct panel *panel, int lang)
{
	char name[256];

	snprintf(name, sizeof(name), "sheet-%s%s%.*s-%s-%s", guided ? "guided-" : "",
		 tree.screen, shape, "++++", panel->name, lang_code((enum lang)lang));
	shot(dir, sheet, name);
	SDL_FreeSurface(sheet);
}

/* Each of a sheet's views held to everything, its first page kept as a picture. */
static void check_views(const char *dir, const struct panel *panel, int lang)
{
	SDL_Surface *sheet = new_sheet(panel);

	for (int i = 0; i < TEXT_SIZES * CONTRASTS; i++) {
		int text = i % TEXT_SIZES, contrast = i / TEXT_SIZES;
		SDL_Surface *picture;

		look_at(panel, text, contrast, lang);
		check_view(true);
		layout_turn(&layout, 0);
		picture = painted(-1);
		add_to_sheet(sheet, picture, text * cell_w(panel), contrast * cell_h(panel));
		SDL_FreeSurface(picture);
	}
	write_sheet(dir, sheet, panel, lang);
}

static void check_whole(const char *dir, int page)
{
	go_to(page);
	for (int view = 0; view < PANELS * LANG_COUNT; view++)
		check_views(dir, &panels[view / LANG_COUNT], view % LANG_COUNT);
}

static void shoot_views(const char *dir, const struct panel *panel, int lang)
{
	SDL_Surface *sheet = new_sheet(panel);

	for (int i = 0; i < TEXT_SIZES * CONTRASTS; i++) {
		int text = i % TEXT_SIZES, contrast = i / TEXT_SIZES;
		SDL_Surface *picture;

		look_at(panel, text, contrast, lang);
		picture = painted(-1);
		shot(dir, picture, seen_place);
		add_to_sheet(sheet, picture, text * cell_w(panel), contrast * cell_h(panel));
		SDL_FreeSurface(picture);
	}
	write_sheet(dir, sheet, panel, lang);
}

static void shoot_page(const char *dir, int page)
{
	go_to(page);
	for (int panel = 0; panel < PANELS; panel++) {
		for (int lang = 0; lang < LANG_COUNT; lang++)
			shoot_views(dir, &panels[panel], lang);
	}
}

static void write_document(const char *dir)
{
	static char bytes[TRANSCRIPT_MAX];
	char path[600];
	struct text text = text_in(bytes, sizeof(bytes));
	FILE *file;

	html_write(&tree, &theme, &text);
	assert_false(text.full);
	snprintf(path, sizeof(path), "%s/%s.html", dir, seen_place);
	file = fopen(path, "we");
	if (!file || fwrite(bytes, 1, text.len, file) != text.len || fclose(file) != 0)
		exit(3);
}

/* As documents: each wording, and each contrast in one of them. */
static void write_page(const char *dir, int page)
{
	go_to(page);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		look_at(&panels[0], TEXT_DEFAULT, CONTRAST_DEFAULT, lang);
		write_document(dir);
	}
	for (int contrast = CONTRAST_DEFAULT + 1; contrast < CONTRASTS; contrast++) {
		look_at(&panels[0], TEXT_DEFAULT, contrast, LANG_ZH_HANS);
		write_document(dir);
	}
}

/* One picture of a page: for a quick look while a screen is made. */
static void shoot_one(const char *dir, int page, const char *view)
{
	int panel = 0, text = 1, contrast = 0, lang = 0, at = 0, focus = -1;
	SDL_Surface *picture;

	sscanf(view, "%d,%d,%d,%d,%d,%d", &panel, &text, &contrast, &lang, &at, &focus);
	go_to(page);
	look_at(&panels[panel], text, contrast, lang);
	layout_turn(&layout, at);
	picture = painted(focus);
	shot(dir, picture, seen_place);
	SDL_FreeSurface(picture);
}

static bool wanted(int page, const char *name)
{
	go_to(page);
	screen_build(&visit.world, &visit.s, &arena, &tree);
	return !name || strcmp(tree.screen, name) == 0;
}

static void take_shape(int argc, char **argv, int page)
{
	if (strcmp(argv[1], "--check") == 0)
		check_page_of_visit(page, argc > 2 ? atoi(argv[2]) : 1);
	else if (strcmp(argv[1], "--whole") == 0)
		check_whole(argv[2], page);
	else if (strcmp(argv[1], "--html") == 0)
		write_page(argv[2], page);
	else if (argc > 3)
		shoot_one(argv[1], page, argv[3]);
	else
		shoot_page(argv[1], page);
}

static const char *page_named(int argc, char **argv)
{
	if (strcmp(argv[1], "--whole") == 0)
		return argc > 4 ? argv[4] : NULL;
	return argv[1][0] != '-' && argc > 2 ? argv[2] : NULL;
}

/* Of a campaign in parts each takes every so manieth of the shapes. */
static bool is_of_this_part(int argc, char **argv)
{
	static int counted;
	int part = 1, of = 1;

	if (strcmp(argv[1], "--whole") == 0 && argc > 3)
		sscanf(argv[3], "%d/%d", &part, &of);
	return counted++ % of == part - 1;
}

static void take_page(int argc, char **argv, int page)
{
	for (shape = 0; shape < shapes_of(page); shape++) {
		if (wanted(page, page_named(argc, argv)) && is_of_this_part(argc, argv))
			take_shape(argc, argv, page);
	}
	shape = 0;
}

static bool is_used_well(int argc, char **argv)
{
	int part, of;

	if (argc < 2 || (strcmp(argv[1], "--html") == 0 && argc != 3))
		return false;
	if (strcmp(argv[1], "--whole") == 0)
		return argc > 2 && (argc < 4 || (sscanf(argv[3], "%d/%d", &part, &of) == 2 &&
						 part > 0 && of >= part));
	return strcmp(argv[1], "--check") != 0 || argc < 3 || atoi(argv[2]) > 0;
}

int main(int argc, char **argv)
{
	struct diag diag;
	struct official *official = NULL;
	struct pack *pack = pack_open_made_up(&official);

	log_open("ui-gallery", LOG_WARN);
	if (!is_used_well(argc, argv) || words_open(BUILD_DIR "/words") ||
	    type_open(SOURCE_DIR "/fonts/fonts.list", &diag, &type)) {
		fprintf(stderr, "ui-gallery --check [EVERY] | --whole DIR [PART/OF [PAGE]] | "
				"--html DIR | "
				"DIR [PAGE [PANEL,SIZE,CONTRAST,LANG,…]]\n");
		return 2;
	}
	captions = getenv("CAPTIONS") != NULL;
	seen_layout = &layout;
	seen_fault = told;
	paint = paint_create(type);
	arena_init(&arena, SCREEN_ARENA_SIZE);
	visit_open(&visit, pack);
	visit.world.official = official;
	visit.s.course = course_index(&visit, "C002");
	lay_card(&visit, "wang-zhiqiang");
	press(&visit, VERB_NEXT, 0);
	answer_no(&visit);
	for (int page = 0; page < PAGE_COUNT; page++) {
		guided = false;
		take_page(argc, argv, page);
		guided = true;
		if (changes_with_guide(page))
			take_page(argc, argv, page);
	}
	paint_destroy(paint);
	type_close(type);
	arena_finish(&arena);
	official_close(official);
	pack_destroy(pack);
	if (argv[1][0] == '-' && strcmp(argv[1], "--html") != 0)
		printf("%d faults\n", faults);
	return faults ? 1 : 0;
}
