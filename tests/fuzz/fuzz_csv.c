/* Any bytes as a CSV file: records of bounded UTF-8 fields, or one clear refusal. */
#include "base/text.h"
#include "base/csv.h"

#include <assert.h>
#include <string.h>

static void check_record(const struct csv *csv)
{
	assert(csv->field_count == csv->width && csv->width <= CSV_FIELDS_MAX);
	for (int i = 0; i < csv->field_count; i++) {
		const struct csv_field *field = &csv->fields[i];

		assert(utf8_valid(field->text, strlen(field->text)));
		assert(field->line >= 1 && field->column >= 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct csv csv;
	struct diag diag = { 0 };
	FILE *file;
	enum err err;

	if (size == 0)
		return 0;
	file = fmemopen((void *)(uintptr_t)data, size, "r");
	assert(file);
	csv_init(&csv, file, "fuzz");
	while ((err = csv_next(&csv, &diag)) == ERR_OK)
		check_record(&csv);
	assert(err == ERR_ABSENT || err == ERR_INPUT);
	assert(err == ERR_ABSENT || (diag.what[0] && diag.line >= 1 && diag.column >= 1));
	fclose(file);
	return 0;
}
