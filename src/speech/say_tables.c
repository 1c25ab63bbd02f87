#include "speech/say_tables.h"

#include "base/log.h"
#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest line: several forms of a phrase and their pinyin. */
#define TABLE_LINE_BYTES_MAX 512
/* The longest phrase, in characters. */
#define PHRASE_MAX 12

static const char *const files[SAY_TABLES] = {
	[SAY_SURNAMES] = "surnames.tsv",
	[SAY_PHRASES] = "polyphones.tsv",
	[SAY_CHARACTERS] = "characters.tsv",
};

struct entry {
	char *phrase;
	char *pinyin;
};

struct table {
	struct entry *entries;
	size_t count;
	size_t room;
	int longest;	/* characters */
};

struct say_tables {
	struct table tables[SAY_TABLES];
};

static int syllables(const char *pinyin)
{
	int n = 0;

	for (; *pinyin; pinyin++)
		n += *pinyin >= '1' && *pinyin <= '5';
	return n;
}

static bool is_pinyin(const char *text)
{
	size_t len = strlen(text);

	return len > 0 && text[len - 1] >= '1' && text[len - 1] <= '5' &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz12345") == len;
}

static enum err add_entry(struct table *table, const char *phrase, const char *pinyin)
{
	struct entry entry;
	int length = (int)utf8_length(phrase);

	if (table->count == table->room) {
		size_t room = table->room ? table->room * 2 : 256;
		struct entry *more = realloc(table->entries, room * sizeof(*more));

		if (!more)
			return ERR_IO;
		table->entries = more;
		table->room = room;
	}
	entry = (struct entry){ strdup(phrase), strdup(pinyin) };
	if (!entry.phrase || !entry.pinyin) {
		free(entry.phrase);
		free(entry.pinyin);
		return ERR_IO;
	}
	table->entries[table->count++] = entry;
	if (length > table->longest)
		table->longest = length;
	return ERR_OK;
}

struct name_place {
	const char *file;
	int line;
	struct diag *diag;
};

static enum err add_forms(struct table *table, char *forms, const char *pinyin,
			  const struct name_place *place)
{
	while (*forms) {
		size_t len = strcspn(forms, " ");
		char after = forms[len];
		int length;
		enum err err;

		forms[len] = 0;
		length = (int)utf8_length(forms);
		if (length == 0 || length > PHRASE_MAX || length != syllables(pinyin))
			return diag_set(place->diag, place->file, place->line, 1,
					"\"%s\" and \"%s\" differ in length; "
					"write one syllable a character", forms, pinyin);
		err = add_entry(table, forms, pinyin);
		if (err)
			return err;
		forms += len + (after != 0);
	}
	return ERR_OK;
}

static enum err read_line(struct table *table, char *line, const struct name_place *place)
{
	char *tab = strchr(line, '\t');

	line[strcspn(line, "\r\n")] = 0;
	if (line[0] == 0 || line[0] == '#')
		return ERR_OK;
	if (!utf8_valid(line, strlen(line)))
		return diag_set(place->diag, place->file, place->line, 1,
				"not UTF-8; save the file as UTF-8");
	if (!tab || !is_pinyin(tab + 1))
		return diag_set(place->diag, place->file, place->line, 1,
				"write the words, a tab and their pinyin with tone digits");
	*tab = 0;
	return add_forms(table, line, tab + 1, place);
}

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->phrase, ((const struct entry *)b)->phrase);
}

static enum err read_table(struct table *table, const char *path, struct diag *diag)
{
	struct name_place place = { path, 0, diag };
	char line[TABLE_LINE_BYTES_MAX];
	FILE *file = fopen(path, "re");
	enum err err = ERR_OK;

	if (!file)
		return diag_set(diag, path, 0, 0, "%s; name the folder of the tables",
				strerror(errno));
	while (!err && fgets(line, sizeof(line), file)) {
		place.line++;
		err = read_line(table, line, &place);
	}
	fclose(file);
	if (!err && table->count)
		qsort(table->entries, table->count, sizeof(*table->entries), compare);
	return err;
}

enum err say_tables_load(const char *dir, struct say_tables **ret_tables,
			 struct diag *diag)
{
	struct say_tables *tables = calloc(1, sizeof(*tables));
	char path[1024];
	enum err err = tables ? ERR_OK : ERR_IO;

	for (int i = 0; !err && i < SAY_TABLES; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, files[i]);
		err = read_table(&tables->tables[i], path, diag);
	}
	if (err) {
		say_tables_destroy(tables);
		return err == ERR_INPUT ? err :
		       diag_set(diag, dir, 0, 0, "no memory for the tables");
	}
	*ret_tables = tables;
	return ERR_OK;
}

void say_tables_destroy(struct say_tables *tables)
{
	if (!tables)
		return;
	for (int i = 0; i < SAY_TABLES; i++) {
		for (size_t k = 0; k < tables->tables[i].count; k++) {
			free(tables->tables[i].entries[k].phrase);
			free(tables->tables[i].entries[k].pinyin);
		}
		free(tables->tables[i].entries);
	}
	free(tables);
}

static const char *find(const struct table *table, const char *at, size_t len)
{
	char phrase[PHRASE_MAX * 4 + 1];
	struct entry key = { phrase, NULL };
	const struct entry *found;

	if (table->count == 0)
		return NULL;
	memcpy(phrase, at, len);
	phrase[len] = 0;
	found = bsearch(&key, table->entries, table->count, sizeof(key), compare);
	return found ? found->pinyin : NULL;
}

const char *say_tables_longest(const struct say_tables *tables, enum say_table which,
			       const char *at, size_t *ret_len)
{
	const struct table *table = &tables->tables[which];
	const char *pinyin = NULL, *end = at;

	for (int i = 0; i < table->longest && utf8_next(&end); i++) {
		const char *found = find(table, at, (size_t)(end - at));

		if (found) {
			pinyin = found;
			*ret_len = (size_t)(end - at);
		}
	}
	return pinyin;
}
