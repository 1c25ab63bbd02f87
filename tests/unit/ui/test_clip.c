/* Clips of sign language: which files are some, their pictures, and when they move. */
#include "stage.h"

#include "ui/motion.h"

#include <sys/stat.h>
#include <unistd.h>

#define W 120
#define H 160
#define PICTURE (W * H * 3 / 2)
#define FRAMES 3

static struct stage stage;
static char folder[] = "/tmp/test-clip-XXXXXX";
static char path[64];

/* So many pictures, each of one grey; the last with so many bytes fewer. */
static void write_clip(const char *header, int frames, int short_by)
{
	static uint8_t planes[PICTURE];
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fprintf(file, "%s\n", header);
	for (int i = 0; i < frames; i++) {
		memset(planes, 60 + 60 * i, W * H);
		memset(planes + W * H, 128, PICTURE - W * H);
		fputs("FRAME\n", file);
		fwrite(planes, 1, PICTURE - (size_t)(i + 1 == frames ? short_by : 0), file);
	}
	assert_int_equal(fclose(file), 0);
}

static const char good[] = "YUV4MPEG2 W120 H160 F10:1 Ip A1:1 C420jpeg XYSCSS=420JPEG";

static void a_clip_has_its_pictures(void **state)
{
	struct clip *clip;
	struct diag diag;
	uint32_t before = 0;

	(void)state;
	write_clip(good, FRAMES, 0);
	assert_int_equal(clip_open(path, &diag, &clip), ERR_OK);
	assert_int_equal(clip_frames(clip), FRAMES);
	assert_int_equal(clip_frame_ms(clip), 100);
	for (int frame = 0; frame < FRAMES; frame++) {
		const SDL_Surface *seen = clip_picture(clip, frame, 182, 242);
		uint32_t grey;

		assert_non_null(seen);
		assert_int_equal(seen->w, 182);
		assert_int_equal(seen->h, 242);
		grey = ((const uint32_t *)seen->pixels)[120 * seen->pitch / 4 + 90] & 0xff;
		assert_true(grey > before + 30);
		before = grey;
	}
	clip_close(clip);
}

/* A file that changes under it shows nothing, and nobody falls. */
static void a_file_that_was_cut_shows_nothing(void **state)
{
	struct clip *clip;
	struct diag diag;

	(void)state;
	write_clip(good, FRAMES, 0);
	assert_int_equal(clip_open(path, &diag, &clip), ERR_OK);
	assert_int_equal(truncate(path, 4000), 0);
	assert_null(clip_picture(clip, 0, 100, 130));
	assert_null(clip_picture(clip, 2, 100, 130));
	clip_close(clip);
}

static void what_is_no_clip_is_named_with_its_cure(void **state)
{
	static const struct {
		const char *header;
		int frames, short_by;
		const char *said;
	} bad[] = {
		{ "RIFF", 1, 0, "no YUV4MPEG2 file" },
		{ "YUV4MPEG2 W120 H160 F10:1 C422", 1, 0, "not 4:2:0" },
		{ "YUV4MPEG2 W120 H160 F10:1 C420p10", 1, 0, "not 4:2:0" },
		{ "YUV4MPEG2 W120 H160 F10:1 It C420", 1, 0, "not 4:2:0" },
		{ "YUV4MPEG2 W160 H120 F10:1 C420", 1, 0, "3 to 4" },
		{ "YUV4MPEG2 W960 H1280 F10:1 C420", 1, 0, "3 to 4" },
		{ "YUV4MPEG2 W120 H160 F60:1 C420", 1, 0, "3 to 4" },
		{ "YUV4MPEG2 W120 H160 F10:0 C420", 1, 0, "3 to 4" },
		{ "YUV4MPEG2 W120 H160 F10 C420", 1, 0, "not 4:2:0" },
		{ "YUV4MPEG2 H160 F10:1 C420", 1, 0, "3 to 4" },
		{ good, 0, 0, "has none" },
		{ good, 2, 7, "ends within" },
		{ "YUV4MPEG2 W120 H160 F1:60 C420", 1, 0, "3 to 4" },
		{ "YUV4MPEG2 W120 H160 F1:1 C420", 181, 0, "longer than 180 s" },
	};
	struct clip *clip = NULL;
	struct diag diag;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		write_clip(bad[i].header, bad[i].frames, bad[i].short_by);
		assert_int_equal(clip_open(path, &diag, &clip), ERR_INPUT);
		if (!strstr(diag.what, bad[i].said))
			fail_msg("%s: \"%s\" instead of \"%s\"", bad[i].header, diag.what,
				 bad[i].said);
		assert_string_equal(diag.file, path);
	}
	unlink(path);
	assert_int_equal(clip_open(path, &diag, &clip), ERR_INPUT);
}

static void count_fault(void *context, const struct diag *diag)
{
	char *said = context;

	strcat(said, strrchr(diag->file, '/'));
}

static void a_folder_has_clips_by_their_names(void **state)
{
	static const char *const names[] = { "idle", "results" };
	char other[80], said[200] = "";
	bool found[2] = { false };

	(void)state;
	write_clip(good, 1, 0);
	snprintf(other, sizeof(other), "%s/idle.y4m", folder);
	assert_int_equal(rename(path, other), 0);
	write_clip(good, 1, 0);	/* "one.y4m": no page */
	assert_int_equal(clips_find(folder, names, 2, found, count_fault, said), 1);
	assert_true(found[0]);
	assert_false(found[1]);
	assert_string_equal(said, "/one.y4m");
	assert_int_equal(clips_find("/nowhere/at-all", names, 2, found, count_fault, said), 0);
	unlink(other);
}

/* ---- on a page ---- */

static void show_clip(struct motion *motion, bool still)
{
	struct view view = stage_views[0];

	view.still = still;
	tree_begin(&stage.tree, &stage.arena, "idle", LANG_ZH_HANS);
	tree_open(&stage.tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_BODY });
	tree_add(&stage.tree, (struct node){ .role = ROLE_HEADING, .look = LOOK_TITLE,
					     .label = "放一张卡" });
	tree_add(&stage.tree, (struct node){ .id = "a", .role = ROLE_BUTTON, .look = LOOK_SECOND,
					     .label = "没带卡", .action = { 1, 0 } });
	tree_add(&stage.tree, (struct node){ .id = "clip", .role = ROLE_BUTTON, .look = LOOK_CLIP,
					     .spoken = "手语视频", .clip = path, .width_mm = 45,
					     .height_mm = 60, .action = { VERB_CLIP, 0 } });
	tree_close(&stage.tree);
	theme_init(&stage.theme, &view, fonts_cap_ratio(type_fonts(stage.type)));
	layout_run(&stage.layout, &stage.tree, &stage.theme, stage.type, 0);
	motion_begin(motion, &stage.tree, still);
}

/* How many pictures of it are shown in ten seconds. */
static int plays(struct motion *motion)
{
	struct motion_due due;
	int count = 0;

	for (int64_t ms = 1000; ms < 11000; ms += 20) {
		motion_move(motion, &stage.layout, ms, &due);
		count += due.clip >= 0;
	}
	return count;
}

static void it_plays_when_it_is_pressed_and_then_with_each_page(void **state)
{
	struct motion motion = { 0 };
	struct motion_due due;

	(void)state;
	write_clip(good, FRAMES, 0);
	show_clip(&motion, false);
	assert_int_equal(motion_move(&motion, &stage.layout, 1000, &due), -1);
	assert_int_equal(plays(&motion), 0);
	motion_press(&motion);
	assert_int_equal(plays(&motion), FRAMES);	/* once, and its first picture again */
	assert_int_equal(motion.clip_frame, 0);
	show_clip(&motion, false);
	assert_int_equal(plays(&motion), FRAMES);
	show_clip(&motion, true);
	assert_int_equal(plays(&motion), 0);		/* nothing moves by itself */
	motion_press(&motion);
	assert_int_equal(plays(&motion), FRAMES);
	motion_wipe(&motion);
	show_clip(&motion, false);
	assert_int_equal(plays(&motion), 0);		/* the next visitor's */
	motion_wipe(&motion);
}

/* The words beside it keep off it, and what is pressed stands below. */
static void words_stand_beside_it(void **state)
{
	struct motion motion = { 0 };
	struct box title, clip, button;

	(void)state;
	write_clip(good, FRAMES, 0);
	show_clip(&motion, false);
	title = stage.layout.items[1].box;
	button = stage.layout.items[2].box;
	clip = stage.layout.items[3].box;
	assert_int_equal(clip.w, theme_px(&stage.theme, 45));
	assert_int_equal(clip.h, theme_px(&stage.theme, 60));
	assert_int_equal(title.y, clip.y);
	assert_true(title.x + title.w < clip.x);
	assert_true(button.y > clip.y + clip.h);
	assert_int_equal(clip.x + clip.w, stage.layout.flow.x + stage.layout.flow.w);
	motion_wipe(&motion);
}

static int set_up(void **state)
{
	(void)state;
	stage_open(&stage);
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/one.y4m", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	stage_close(&stage);
	unlink(path);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clip_has_its_pictures),
		cmocka_unit_test(a_file_that_was_cut_shows_nothing),
		cmocka_unit_test(what_is_no_clip_is_named_with_its_cure),
		cmocka_unit_test(a_folder_has_clips_by_their_names),
		cmocka_unit_test(it_plays_when_it_is_pressed_and_then_with_each_page),
		cmocka_unit_test(words_stand_beside_it),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
