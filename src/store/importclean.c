#include "store/importer.h"

#include "base/normal.h"
#include "base/text.h"

#include <string.h>

/*
 * What stands in a cell, whoever typed it and whatever saved it.  A column that
 * nobody reads may hold anything.
 */

/* Printing ASCII without a blank at an end or a leading apostrophe: most cells. */
static bool is_clean(const char *text)
{
	const char *at = text;

	if (*at == '\'' || *at == ' ')
		return false;
	while (*at >= ' ' && *at <= '~')
		at++;
	return *at == 0 && (at == text || at[-1] != ' ');
}

static enum err check_fit(struct import *in, int column)
{
	int at = 0;
	uint32_t unfit = text_unfit(import_text(in, column), &at);

	if (unfit == 0)
		return ERR_OK;
	return import_refuse(in, column, "character %d is %s (U+%04X): take it out", at,
			     text_unfit_name(unfit), (unsigned)unfit);
}

/* A composed text is written anew, for it may be longer. */
static enum err compose(struct import *in, int column)
{
	struct csv_field *field = &in->csv.fields[in->at[column]];
	char *out = in->composed + in->composed_used;

	if (text_is_key(field->text))
		return ERR_OK;
	if (text_normal(field->text, out, sizeof(in->composed) - in->composed_used))
		return import_refuse(in, column, "too long: shorten it");
	in->composed_used += strlen(out) + 1;
	field->text = out;
	return ERR_OK;
}

static void trim(struct import *in, int column)
{
	struct csv_field *field = &in->csv.fields[in->at[column]];
	size_t len;
	char *start = in->csv.bytes + (text_trim(field->text, &len) - in->csv.bytes);

	start[len] = 0;
	if (*start == '\'' && len > 1 && !(in->kind->columns[column].traits & COLUMN_PROSE))
		start++;
	field->text = start;
}

enum err import_clean(struct import *in)
{
	enum err err = ERR_OK;

	in->composed_used = 0;
	for (int i = 0; in->kind->columns[i].name && !err; i++) {
		if (in->at[i] < 0 || (in->kind->columns[i].traits & COLUMN_UNREAD) ||
		    is_clean(import_text(in, i)))
			continue;
		trim(in, i);
		err = check_fit(in, i);
		if (!err)
			err = compose(in, i);
	}
	return err;
}
