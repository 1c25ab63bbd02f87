#include "tools/json_place.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_space(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

static const char *skip_string(const char *at)
{
	for (at++; *at && *at != '"'; at++)
		at += at[0] == '\\' && at[1];
	return *at ? at + 1 : at;
}

static const char *skip_value(const char *at)
{
	int depth = 0;

	do {
		if (*at == '"') {
			at = skip_string(at);
			continue;
		}
		depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
		at += *at ? 1 : 0;
	} while (*at && (depth > 0 || !strchr(",]} \t\r\n", *at)));
	return at;
}

static const char *value_of(const char *key)
{
	const char *colon = skip_space(skip_string(key));

	return skip_space(colon + (*colon == ':'));
}

/* The next key or item of the same object or list; NULL after the last. */
static const char *next_part(const char *at, bool keyed)
{
	at = skip_space(skip_value(keyed ? value_of(at) : at));
	return *at == ',' ? skip_space(at + 1) : NULL;
}

/* The key or item of that name in the object or list at `at`; NULL where there is none. */
static const char *find_part(const char *at, const char *name, size_t size)
{
	bool keyed = *at == '{';
	long nth = strtol(name, NULL, 10);

	if (*at != '{' && *at != '[')
		return NULL;
	for (at = skip_space(at + 1); at && *at && !strchr("]}", *at); at = next_part(at, keyed)) {
		if (keyed ? strncmp(at + 1, name, size) == 0 && at[1 + size] == '"' : nth-- == 0)
			return at;
	}
	return NULL;
}

void json_place_of_byte(const char *text, size_t offset, int *ret_line, int *ret_column)
{
	int line = 1, column = 1;

	for (const char *c = text; c < text + offset; c++) {
		column += ((unsigned char)*c & 0xc0) != 0x80;
		if (*c == '\n') {
			line++;
			column = 1;
		}
	}
	*ret_line = line;
	*ret_column = column;
}

size_t json_place_end(const char *text)
{
	return (size_t)(skip_value(skip_space(text)) - text);
}

void json_place(const char *text, const char *path, int *ret_line, int *ret_column)
{
	const char *at = skip_space(text), *place = text;

	while (*path) {
		size_t size = strcspn(path, "/");
		const char *found = find_part(at, path, size);

		if (!found)
			break;
		place = found;
		at = *at == '{' ? value_of(found) : found;
		path += size + (path[size] == '/');
	}
	json_place_of_byte(text, (size_t)(place - text), ret_line, ret_column);
}
