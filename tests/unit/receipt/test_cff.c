/* A face with CFF outlines, made to pack better: a small one by hand, and what is none. */
#include "receipt/cff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(value) ((value) + 139)	/* a number in one byte */

#define CHARSET 32
#define CHARSTRINGS 37
#define SECOND 45

/* Three glyphs of a face that is keyed by CID: one that is none, 900 and 901. */
static const uint8_t face[] = {
	1, 0, 4, 1,
	0, 1, 1, 1, 2, 'F',			/* names */
	0, 1, 1, 1, 14,				/* a top dictionary of 13 bytes */
	28, 1, 138, 28, 1, 139, N(0), 12, 30, N(CHARSET), 15, N(CHARSTRINGS), 17,
	0, 0, 0, 0,				/* no strings, no subroutines */
	0, 3, 132, 3, 133,			/* the charset */
	0, 3, 1, 1, 2, 13, 20,			/* charstrings of 1, 11 and 7 bytes */
	14,
	/* a width, and a move to (7, 9), lines to (3, 9), (3, 19) and (110, 19) */
	N(5), N(7), N(9), 21, N(-4), N(10), 6, N(107), N(0), 5, 14,
	N(1), 22, N(2), 12, 35, N(3), 14,	/* with an operator that is left alone */
};

static uint8_t bytes[sizeof(face) + 8];	/* with room for a longer charstring */

static int copy_face(void **state)
{
	(void)state;
	memcpy(bytes, face, sizeof(face));
	return 0;
}

static void test_glyphs_are_numbered_by_their_places(void **state)
{
	static const uint8_t charset[] = { 1, 0, 1, 1, 0 };	/* one more after 1 */

	(void)state;
	assert_int_equal(cff_number(bytes, sizeof(face), 3), ERR_OK);
	assert_memory_equal(bytes + CHARSET, charset, sizeof(charset));
	memcpy(bytes + CHARSET, face + CHARSET, sizeof(charset));
	assert_memory_equal(bytes, face, sizeof(face));
}

static void test_points_are_moved_where_nobody_sees_it(void **state)
{
	/* To (8, 8), (4, 8) and (4, 20); (112, 20) would take a byte more: (111, 20). */
	static const uint8_t moved[] = { N(5), N(8), N(8), 21, N(-4), N(12), 6, N(107), N(0), 5,
					 14 };

	(void)state;
	assert_int_equal(cff_round(bytes, sizeof(face), 4), ERR_OK);
	assert_memory_equal(bytes + SECOND, moved, sizeof(moved));
	memcpy(bytes + SECOND, face + SECOND, sizeof(moved));
	assert_memory_equal(bytes, face, sizeof(face));
}

/* Along x each operand was 3, so that the sum of so many is the nearest 4; along y all were 8. */
static void check_axes(const uint8_t *operands, const char *axes)
{
	int was = 0, is = 0;

	for (int k = 0; axes[k]; k++) {
		if (axes[k] == 'y') {
			assert_int_equal(operands[k], N(8));
			continue;
		}
		was += 3;
		is += operands[k] - N(0);
		assert_int_equal(is, (was + 2) / 4 * 4);
	}
}

/* Operands of each operator, and along which axis each of them is, as 5177 lists them. */
static void test_operands_go_along_their_axes(void **state)
{
	static const struct { uint8_t operator; const char *axes; } all[] = {
		{ 4, "y" }, { 5, "xyxy" }, { 6, "xyx" }, { 7, "yxy" }, { 8, "xyxyxy" },
		{ 22, "x" }, { 24, "xyxyxyxy" }, { 25, "xyxyxyxy" }, { 26, "xyxyyyxyy" },
		{ 26, "yxyy" }, { 27, "yxxyxxxyx" }, { 27, "xxyx" }, { 30, "yxyxxxyy" },
		{ 30, "yxyxy" }, { 30, "yxyxxxyyx" }, { 31, "xxyyyxyx" }, { 31, "xxyyx" },
		{ 31, "xxyyyxyxy" },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		int count = (int)strlen(all[i].axes);
		uint8_t *at = bytes + SECOND;

		copy_face(state);
		bytes[CHARSTRINGS + 5] = (uint8_t)(2 + count + 1);
		for (int k = 0; k < count; k++)
			at[k] = (uint8_t)N(all[i].axes[k] == 'x' ? 3 : 8);
		at[count] = all[i].operator;
		assert_int_equal(cff_round(bytes, sizeof(bytes), 4), ERR_OK);
		check_axes(at, all[i].axes);
	}
}

static void test_what_is_no_face_is_refused(void **state)
{
	(void)state;
	for (size_t size = 0; size < CHARSTRINGS + 7; size++) {
		uint8_t *part = malloc(size + 1);

		memcpy(part, face, size);
		assert_int_equal(cff_round(part, size, 4), ERR_INPUT);
		if (size < CHARSET + 5)
			assert_int_equal(cff_number(part, size, 3), ERR_INPUT);
		assert_memory_equal(part, face, size);
		free(part);
	}
	bytes[CHARSTRINGS + 5] = 1;	/* an end before its beginning */
	assert_int_equal(cff_round(bytes, sizeof(face), 4), ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_glyphs_are_numbered_by_their_places, copy_face),
		cmocka_unit_test_setup(test_points_are_moved_where_nobody_sees_it, copy_face),
		cmocka_unit_test(test_operands_go_along_their_axes),
		cmocka_unit_test_setup(test_what_is_no_face_is_refused, copy_face),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
