/* The strip of captions: whole, still, and nothing but a strip. */
#include "stage.h"

#include "ui/caption.h"
#include "speech/say.h"
#include "ui/ui.h"

static const char *const said[] = {
	"继续，按钮。",
	"以下情况您有没有符合的？有一项符合，就能免费参加培训。可以选几项，都没有就选最后一项。"
	"不清楚也可以先不选，结果里会写明要再核实什么，到窗口一并办理。没有工作或下岗，选项，没有选",
	"这是一句没有标点也一直没有说完而且无论多大的屏幕都放不进一条的很长很长很长很长很长很长"
	"很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的话",
};

static struct stage stage;

static void set(int view, int text, bool captions)
{
	struct view v = stage_views[view];

	v.text = (enum text_size)text;
	v.captions = captions;
	stage.layout.caption_words = NULL;
	stage_set(&stage, stage_sample("results"), &v, LANG_ZH_HANS);
}

/* Puts what comes next of the words into the strip; how much it was. */
static size_t put_next(const char *words)
{
	static char piece[CAPTION_MAX];
	size_t len = caption_split(stage.type, &stage.theme, LANG_ZH_HANS, words);

	assert_in_range(len, 1, CAPTION_MAX - 1);
	memcpy(piece, words, len);
	piece[len] = 0;
	caption_set(&stage.layout, piece);
	return len;
}

static void check_strip(void)
{
	const struct layout *l = &stage.layout;
	const struct item *item = &l->items[l->tree->count + EXTRA_CAPTION];

	assert_true(item->spans > 0);
	assert_true(item->words.y >= l->caption.y);
	assert_true(item->words.y + item->words.h <= l->caption.y + l->caption.h);
	for (int i = 0; i < item->spans; i++)
		assert_true(l->spans[item->span + i].width <= item->words.w);
	assert_true(caption_fits(stage.type, &stage.theme, LANG_ZH_HANS, item->text));
}

static void every_word_comes_into_it(void **state)
{
	(void)state;
	for (int at = 0; at < STAGE_VIEWS * TEXT_SIZES; at++) {
		set(at / TEXT_SIZES, at % TEXT_SIZES, true);
		for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
			for (const char *rest = said[i]; *rest; rest += put_next(rest))
				;
			put_next(said[i]);
			check_strip();
		}
	}
}

/* Where a voice may rest: nobody hears half a sentence that had room as a whole. */
static void it_ends_where_a_sentence_does(void **state)
{
	size_t len;

	(void)state;
	set(0, TEXT_DEFAULT, true);
	assert_int_equal(put_next(said[0]), strlen(said[0]));
	len = put_next(said[1]);
	assert_memory_equal(said[1] + len - strlen("。"), "。", strlen("。"));
}

static void no_sentence_moves_the_page(void **state)
{
	static struct layout before;

	(void)state;
	for (int at = 0; at < STAGE_VIEWS * TEXT_SIZES; at++) {
		set(at / TEXT_SIZES, at % TEXT_SIZES, true);
		before = stage.layout;
		put_next(said[1]);
		assert_int_equal(before.pages, stage.layout.pages);
		assert_memory_equal(&before.caption, &stage.layout.caption, sizeof(struct box));
		for (int i = 0; i < stage.tree.count; i++)
			assert_memory_equal(&before.items[i], &stage.layout.items[i],
					    sizeof(struct item));
	}
}

static void without_it_the_page_has_all_the_room(void **state)
{
	(void)state;
	set(0, TEXT_DEFAULT, false);
	assert_int_equal(stage.layout.caption.h, 0);
	put_next(said[0]);
	assert_int_equal(stage.layout.caption.h, 0);
}

/* ---- through the façade ---- */

static struct ui *ui;
static struct view view;

static void open_ui(void)
{
	struct ui_setup setup = { .fonts_list = SOURCE_DIR "/fonts/fonts.list" };
	struct diag diag;

	view = stage_views[0];
	view.text = TEXT_DEFAULT;
	view.captions = true;
	setup.view = view;
	assert_int_equal(ui_create(&setup, &diag, &ui), ERR_OK);
	stage_sample("results")->build(&stage.tree, &stage.arena, LANG_ZH_HANS);
	ui_show(ui, &stage.tree, &view);
}

static uint32_t sum_of(int from, int to)
{
	const SDL_Surface *glass = ui_surface(ui);
	uint32_t sum = 2166136261u;

	for (int y = from; y < to; y++) {
		const uint32_t *row = (const uint32_t *)((const uint8_t *)glass->pixels +
							 y * glass->pitch);

		for (int x = 0; x < glass->w; x++)
			sum = (sum ^ row[x]) * 16777619u;
	}
	return sum;
}

static void nothing_else_is_painted(void **state)
{
	struct box strip;
	uint32_t above, within, below;

	(void)state;
	open_ui();
	strip = ui_layout(ui)->caption;
	above = sum_of(0, strip.y);
	within = sum_of(strip.y, strip.y + strip.h);
	below = sum_of(strip.y + strip.h, view.height_px);
	ui_caption(ui, said[0], strlen(said[0]));
	assert_string_equal(ui_captioned(ui), said[0]);
	assert_true(sum_of(strip.y, strip.y + strip.h) != within);
	assert_int_equal(sum_of(0, strip.y), above);
	assert_int_equal(sum_of(strip.y + strip.h, view.height_px), below);
	ui_caption(ui, "", 0);
	assert_int_equal(sum_of(strip.y, strip.y + strip.h), within);
	ui_destroy(ui);
}

/* Neither spoken nor focused nor pressed nor found by who looks for words of the page. */
static void it_is_no_part_of_the_page(void **state)
{
	char bytes[SPEECH_MAX];
	struct text out = text_in(bytes, sizeof(bytes));
	struct box strip;

	(void)state;
	open_ui();
	ui_caption(ui, said[0], strlen(said[0]));
	strip = ui_layout(ui)->caption;
	assert_false(ui_has_text(ui, WHERE_SCREEN, said[0]));
	spoken_screen(&stage.tree, AUDIENCE_ONE, &out);
	assert_null(strstr(bytes, said[0]));
	assert_int_equal(ui_finger(ui, FINGER_DOWN, strip.x + strip.w / 2, strip.y + 5, 1).kind,
			 UI_TOUCHED);
	assert_int_equal(ui_finger(ui, FINGER_UP, strip.x + strip.w / 2, strip.y + 5, 99).kind,
			 UI_NOTHING);
	for (int i = 0; i <= stage.tree.count; i++) {
		ui_scan(ui, false);
		assert_true(ui_focus(ui)->look != LOOK_CAPTION);
	}
	ui_destroy(ui);
}

/* A name's marks are the voice's; after a visit no word is left. */
static void marks_are_not_drawn_and_nothing_stays(void **state)
{
	const char *named = SAY_NAME_BEGIN "单*" SAY_NAME_END "，按钮";

	(void)state;
	open_ui();
	ui_caption(ui, named, strlen(named));
	assert_string_equal(ui_captioned(ui), "单*，按钮");
	ui_wipe(ui);
	assert_null(ui_captioned(ui));
	ui_show(ui, &stage.tree, &view);
	assert_string_equal(ui_captioned(ui), "");
	ui_destroy(ui);
}

/* The visitor makes the letters larger in mid-sentence. */
static void it_tells_when_it_has_grown_too_large(void **state)
{
	const char *words = "您申请了免费培训，每年三次，以经办机构审核为准，结果出来以后会用短信告诉您，"
			    "也可以在这里查，带上卡就行，查的时候放上卡。";
	size_t len;

	(void)state;
	open_ui();
	len = ui_caption_split(ui, LANG_ZH_HANS, words);
	ui_caption(ui, words, len);
	assert_true(ui_caption_fits(ui));
	view.text = TEXT_LARGEST;
	ui_show(ui, &stage.tree, &view);
	assert_false(ui_caption_fits(ui));
	assert_true(ui_caption_split(ui, LANG_ZH_HANS, words) < len);
	ui_destroy(ui);
}

static int set_up(void **state)
{
	(void)state;
	stage_open(&stage);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	stage_close(&stage);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_comes_into_it),
		cmocka_unit_test(it_ends_where_a_sentence_does),
		cmocka_unit_test(no_sentence_moves_the_page),
		cmocka_unit_test(without_it_the_page_has_all_the_room),
		cmocka_unit_test(nothing_else_is_painted),
		cmocka_unit_test(it_is_no_part_of_the_page),
		cmocka_unit_test(marks_are_not_drawn_and_nothing_stays),
		cmocka_unit_test(it_tells_when_it_has_grown_too_large),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
