/* What is drawn once and kept looks as it did, and of a visitor nothing stays. */
#include "stage.h"

#include "ui/letters.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_line_of_kept_letters_looks_as_it_did, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(the_kiosks_own_words_have_their_characters, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(of_a_name_nothing_is_kept_after_the_visit, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
