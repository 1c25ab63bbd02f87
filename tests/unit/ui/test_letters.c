/* What is drawn once and kept looks as it did, and of a visitor nothing stays. */
#include "stage.h"

#include "ui/letters.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct type *type;
static const struct face face = { .lang = LANG_ZH_HANS, .em_px = 31 };

static int set_up(void **state)
{
	struct diag diag;

	(void)state;
	assert_int_equal(words_open(BUILD_DIR "/words"), ERR_OK);
	return type_open(SOURCE_DIR "/fonts/fonts.list", &diag, &type) ? -1 : 0;
}

static int tear_down(void **state)
{
	(void)state;
	type_close(type);
	return 0;
}

/* A sum of what a line looks like. */
static uint32_t look_of(const char *words, uint32_t ink, uint32_t ground)
{
	const SDL_Surface *line = type_line(type, face, words, strlen(words), ink, ground);
	uint32_t sum = 2166136261u;

	assert_non_null(line);
	assert_int_equal(line->w, type_width(type, face, words, strlen(words)));
	for (int y = 0; y < line->h; y++) {
		const uint32_t *row = (const uint32_t *)(const void *)
				      ((const uint8_t *)line->pixels + y * line->pitch);

		for (int x = 0; x < line->w; x++)
			sum = (sum ^ row[x]) * 16777619u;
	}
	return sum;
}

static void a_line_of_kept_letters_looks_as_it_did(void **state)
{
	const char *words = "学费 0 元，2021-03-15 ABC";
	uint32_t first = look_of(words, 0x10202e, 0xffffff);

	(void)state;
	look_of("学费", 0xffffff, 0x0b3d6e);
	type_wipe(type);
	assert_int_equal(look_of(words, 0x10202e, 0xffffff), first);
	assert_int_not_equal(look_of(words, 0x10202e, 0xf4f6f8), first);
}

static void the_kiosks_own_words_have_their_characters(void **state)
{
	(void)state;
	assert_true(words_has_character(0x5b66));	/* 学 */
	assert_true(words_has_character(0x8acb));	/* 請: of the traditional ones */
	assert_true(words_has_character('a'));
	assert_false(words_has_character(0x4dae));	/* 䶮: of a name */
	assert_false(words_has_character(0x2b65a));	/* beyond two bytes */
}

static void of_a_name_nothing_is_kept_after_the_visit(void **state)
{
	struct letters *letters = letters_create();
	uint32_t own = 0x5b66, of_name = 0x4dae;
	size_t with_own;

	(void)state;
	assert_non_null(letters_draw(letters, face, own,
				    fonts_pick(type_fonts(type), face, own)));
	with_own = letters_bytes(letters);
	assert_non_null(letters_draw(letters, face, of_name,
				    fonts_pick(type_fonts(type), face, of_name)));
	assert_true(letters_bytes(letters) > with_own);
	letters_wipe(letters);
	assert_int_equal(letters_bytes(letters), with_own);
	assert_non_null(letters_find(letters, face, own));
	assert_null(letters_find(letters, face, of_name));
	letters_destroy(letters);
}

/* A folder of the test's own, and in it the file of letters. */
static void in_new_folder(char folder[64], char path[80])
{
	const char *tmp = getenv("TMPDIR");

	snprintf(folder, 64, "%.40s/letters-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(folder));
	snprintf(path, 80, "%s/letters", folder);
}

static void leave_folder(const char *folder, const char *path)
{
	assert_int_equal(remove(path), 0);
	assert_int_equal(remove(folder), 0);
}

/* How many of the words' letters a start with that file has, before it draws one. */
static int recalled(const char *path, uint64_t typefaces)
{
	struct letters *letters = letters_create();
	const struct drawn_letter *letter = NULL;
	int count = 0;

	if (letters_load(letters, path, typefaces) == ERR_OK) {
		while ((letter = letters_next(letters, letter)))
			count++;
	}
	letters_destroy(letters);
	return count;
}

static void the_next_start_has_the_letters_of_this_one(void **state)
{
	const char *words = "学费 0 元，2021-03-15 ABC";
	uint32_t drawn = look_of(words, 0x10202e, 0xffffff);
	uint64_t typefaces = fonts_digest(type_fonts(type));
	char folder[64], path[80];

	in_new_folder(folder, path);
	type_keep(type, path);
	assert_int_equal(recalled(path, typefaces), 10);
	assert_int_equal(recalled(path, typefaces + 1), 0);	/* other typefaces */
	tear_down(state);
	assert_int_equal(set_up(state), 0);
	type_recall(type, path);
	assert_int_equal(look_of(words, 0x10202e, 0xffffff), drawn);
	/* nothing was drawn: nothing is written */
	assert_int_equal(remove(path), 0);
	type_keep(type, path);
	assert_int_not_equal(access(path, F_OK), 0);
	look_of("证", 0x10202e, 0xffffff);
	assert_int_equal(mkdir(path, 0700), 0);	/* something stands in its place */
	type_keep(type, path);
	assert_int_equal(rmdir(path), 0);
	type_keep(type, path);
	assert_int_equal(recalled(path, typefaces), 11);
	leave_folder(folder, path);
}

/* How wide and how: a sum over lines as a first page has them, some of them shaped. */
static uint32_t look_of_a_first_page(void)
{
	static const char *const lines[] = { "看看您能享受哪些培训补贴", "语言 Language",
					     "3 号自助终端", "没带卡？先看课程", "00 / 00" };
	uint32_t sum = 0;

	for (int i = 0; i < 5; i++) {
		const char *line = lines[i];

		sum = sum * 31 + look_of(line, 0x10202e, 0xffffff);
		sum = sum * 31 + look_of(line, 0xffffff, 0x0b3d6e);
		/* at a size that is measured and not drawn */
		sum = sum * 31 + (uint32_t)type_width(type, (struct face){ .em_px = 40 }, line,
						      strlen(line));
		sum = sum * 31 + (uint32_t)type_estimate(type, (struct face){ .em_px = 42 },
							 line, strlen(line));
	}
	return sum;
}

static void a_first_page_that_was_kept_opens_no_typeface(void **state)
{
	uint32_t drawn = look_of_a_first_page();
	struct letters *letters = letters_create();
	const struct drawn_letter *letter = NULL;
	char folder[64], path[80];
	uint64_t typefaces = fonts_digest(type_fonts(type));

	in_new_folder(folder, path);
	tear_down(state);
	assert_int_equal(set_up(state), 0);
	type_first_page(type);
	assert_int_equal(look_of_a_first_page(), drawn);
	assert_true(type_keep(type, path));
	for (int start = 0; start < 2; start++) {
		tear_down(state);
		assert_int_equal(set_up(state), 0);
		type_first_page(type);
		assert_true(type_recall(type, path));
		assert_int_equal(look_of_a_first_page(), drawn);
		assert_int_equal(fonts_files_open(type_fonts(type)), 0);
		assert_true(type_keep(type, path));
	}
	/* from then on a visitor's lines are measured and drawn, and none is kept */
	look_of("张三 Zhang San", 0x10202e, 0xffffff);
	type_keep(type, path);
	assert_int_equal(letters_load(letters, path, typefaces), ERR_OK);
	while ((letter = letters_next(letters, letter)))
		assert_int_equal(letter->of & (LETTERS_LINE | LETTERS_WIDTH), 0);
	letters_destroy(letters);
	leave_folder(folder, path);
}

/* Every byte of it turned, every length: no letter is taken from a file that is not whole. */
static void of_a_damaged_file_no_letter_is_taken(void **state)
{
	static uint8_t bytes[8192];
	uint64_t typefaces = fonts_digest(type_fonts(type));
	char folder[64], path[80];
	size_t size;
	FILE *file;

	(void)state;
	in_new_folder(folder, path);
	look_of("学费", 0x10202e, 0xffffff);
	type_keep(type, path);
	file = fopen(path, "r+");
	assert_non_null(file);
	size = fread(bytes, 1, sizeof(bytes), file);
	assert_true(size > 1000 && size < sizeof(bytes));
	for (size_t i = 0; i < size; i += 7) {
		uint8_t turned = bytes[i] ^ 0x40;

		assert_int_equal(pwrite(fileno(file), &turned, 1, (off_t)i), 1);
		assert_int_equal(recalled(path, typefaces), 0);
		assert_int_equal(pwrite(fileno(file), &bytes[i], 1, (off_t)i), 1);
	}
	assert_int_equal(recalled(path, typefaces), 2);
	for (size_t i = size; i > 0; i -= i > 97 ? 97 : i) {
		assert_int_equal(ftruncate(fileno(file), (off_t)(i - 1)), 0);
		assert_int_equal(recalled(path, typefaces), 0);
	}
	fclose(file);
	leave_folder(folder, path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_line_of_kept_letters_looks_as_it_did, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(the_kiosks_own_words_have_their_characters, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(of_a_name_nothing_is_kept_after_the_visit, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(the_next_start_has_the_letters_of_this_one, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_first_page_that_was_kept_opens_no_typeface,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(of_a_damaged_file_no_letter_is_taken, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
