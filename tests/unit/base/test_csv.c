/* A field that was written is read as it was. */
#include "tests/unit/unit.h"

#include "base/csv.h"

#include <string.h>

static void test_read_as_written(void **state)
{
	static const char *const fields[] = {
		"TRAIN", "职业技能培训补贴", "一,二", "说\"好\"", "\"", "两\n行", "余,\"杭州\"湾\r\n",
	};
	static struct csv csv;
	struct diag diag;
	const int count = sizeof(fields) / sizeof(fields[0]);
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	for (int i = 0; i < count; i++) {
		csv_put(file, fields[i]);
		fputs(i + 1 < count ? "," : "\r\n", file);
	}
	rewind(file);
	csv_init(&csv, file, "written");
	assert_int_equal(csv_next(&csv, &diag), ERR_OK);
	assert_int_equal(csv.field_count, count);
	for (int i = 0; i < count; i++)
		assert_string_equal(csv.fields[i].text, fields[i]);
	assert_int_equal(csv_next(&csv, &diag), ERR_ABSENT);
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_as_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
