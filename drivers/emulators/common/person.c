#include "drivers/emulators/common/person.h"

#include "base/text.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define COLUMNS_MAX 24
#define PIN_TRIES 3

struct column {
	const char *name;
	size_t offset;
	size_t cap;
};

#define COLUMN(field) \
	{ #field, offsetof(struct emu_person, field), sizeof(((struct emu_person *)0)->field) }

static const struct column columns[] = {
	COLUMN(key), COLUMN(name), COLUMN(name_latin), COLUMN(id_no),
	COLUMN(nation), COLUMN(card_no), COLUMN(issued), COLUMN(expires),
	COLUMN(pin), COLUMN(address), COLUMN(issuer), COLUMN(country),
	COLUMN(permit_no), COLUMN(issue_count), COLUMN(role),
};

#define COLUMN_COUNT ((int)(sizeof(columns) / sizeof(columns[0])))

/* Cuts line at its commas, in place. */
static int split(char *line, char *fields[COLUMNS_MAX])
{
	int count = 0;

	line[strcspn(line, "\r\n")] = 0;
	while (line && count < COLUMNS_MAX)
		fields[count++] = strsep(&line, ",");
	return count;
}

static enum err fail(const char *path, int line, int column, const char *what)
{
	fprintf(stderr, "%s:%d:%d: %s\n", path, line, column, what);
	return ERR_INPUT;
}

/* order[i]: which of columns stands i-th in the file. */
static enum err take_head(char *line, const char *path, int number, int order[COLUMNS_MAX],
			  int *ret_count)
{
	char *fields[COLUMNS_MAX];
	int count = split(line, fields);

	for (int i = 0; i < count; i++) {
		order[i] = -1;
		for (int j = 0; j < COLUMN_COUNT; j++) {
			if (strcmp(fields[i], columns[j].name) == 0)
				order[i] = j;
		}
		if (order[i] < 0)
			return fail(path, number, i + 1, "a column of no known name");
	}
	*ret_count = count;
	return ERR_OK;
}

static enum err take_person(char *line, const char *path, int number,
			    const int order[COLUMNS_MAX], int count,
			    struct emu_person *person)
{
	char *fields[COLUMNS_MAX];

	if (split(line, fields) != count)
		return fail(path, number, 1, "not as many fields as the first line");
	*person = (struct emu_person){ .pin_tries = PIN_TRIES };
	for (int i = 0; i < count; i++) {
		const struct column *column = &columns[order[i]];

		if (text_copy((char *)person + column->offset, column->cap, fields[i]))
			return fail(path, number, i + 1, "a field that is too long");
	}
	return ERR_OK;
}

static enum err take_lines(FILE *file, const char *path, struct emu_people *people)
{
	int order[COLUMNS_MAX], count = 0, number = 0;
	char line[1024];
	enum err err = ERR_OK;

	while (!err && fgets(line, sizeof(line), file)) {
		number++;
		if (line[0] == '#' || line[0] == '\n')
			continue;
		if (count == 0)
			err = take_head(line, path, number, order, &count);
		else if (people->count == EMU_PEOPLE_MAX)
			err = fail(path, number, 1, "too many people");
		else
			err = take_person(line, path, number, order, count,
					  &people->at[people->count++]);
	}
	return err;
}

enum err emu_people_load(const char *path, struct emu_people *people)
{
	FILE *file = fopen(path, "re");
	enum err err;

	if (!file) {
		perror(path);
		return ERR_IO;
	}
	people->count = 0;
	err = take_lines(file, path, people);
	fclose(file);
	return err;
}

void emu_keys_path(const char *cards, char *path, size_t cap)
{
	const char *slash = strrchr(cards, '/');
	struct text text = text_in(path, cap);

	text_add_n(&text, cards, slash ? (size_t)(slash - cards) + 1 : 0);
	text_add(&text, "sam-demo.keys");
}

struct emu_person *emu_people_find(struct emu_people *people, const char *key)
{
	for (int i = 0; i < people->count; i++) {
		if (strcmp(people->at[i].key, key) == 0)
			return &people->at[i];
	}
	return NULL;
}
