#include "centre/exchange.h"

#include "base/csv.h"
#include "base/log.h"
#include "core/idno.h"

#include <jansson.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ref is the system's own name for the person, and may lack. */
enum { COLUMN_ID_NO, COLUMN_FACT, COLUMN_VALUE, COLUMN_AS_OF, COLUMN_REF, COLUMN_COUNT };

static const char *const column_names[] = { "id_no", "fact", "value", "as_of", "ref" };

/* A line of COPY: a field may be escaped to twice its size, and there are few. */
#define COPY_LINE_MAX (2 * CSV_RECORD_MAX + 256)

struct intake {
	struct csv csv;
	const struct city_key *key;
	const char *batch;
	struct diag *diag;
	int at[COLUMN_COUNT];		/* field of the record */
	char line[COPY_LINE_MAX];
};

static enum err find_columns(struct intake *in)
{
	enum err err = csv_next(&in->csv, in->diag);

	if (err == ERR_ABSENT)
		return diag_set(in->diag, in->csv.name, 1, 1, "empty: the first line names id_no, "
				"fact, value and as_of");
	for (int column = 0; !err && column < COLUMN_COUNT; column++) {
		in->at[column] = -1;
		for (int i = 0; i < in->csv.field_count; i++) {
			if (strcmp(in->csv.fields[i].text, column_names[column]) == 0)
				in->at[column] = i;
		}
		if (in->at[column] < 0 && column != COLUMN_REF)
			return diag_set(in->diag, in->csv.name, 1, 1, "no column %s",
					column_names[column]);
	}
	return err;
}

static const struct csv_field *field(const struct intake *in, int column)
{
	return &in->csv.fields[in->at[column]];
}

static enum err hash_person(struct intake *in, char ret_person[PERSON_HEX_MAX])
{
	const struct csv_field *id_no = field(in, COLUMN_ID_NO);

	if (idno_check(id_no->text) != IDNO_OK)
		return diag_set(in->diag, in->csv.name, id_no->line, id_no->column,
				"id_no: no identity number: 17 digits and their check character; "
				"a spreadsheet needs the format \"text\" for it");
	return city_key_person(in->key, id_no->text, ret_person);
}

/* What COPY would take for the end of a field or of a line. */
static size_t add_escaped(char *out, size_t used, const char *text)
{
	for (; *text; text++) {
		if (strchr("\\\t\n\r", *text))
			out[used++] = '\\';
		out[used++] = (char)(*text == '\t' ? 't' : *text == '\n' ? 'n' :
				     *text == '\r' ? 'r' : *text);
	}
	return used;
}

static size_t add_ref(const struct intake *in, char *out, size_t used)
{
	const char *ref = in->at[COLUMN_REF] < 0 ? "" : field(in, COLUMN_REF)->text;

	out[used++] = '\t';
	if (*ref)
		return add_escaped(out, used, ref);
	out[used++] = '\\';
	out[used++] = 'N';
	return used;
}

static enum err next_line(void *context, const char **ret_line, size_t *ret_size)
{
	struct intake *in = context;
	char person[PERSON_HEX_MAX];
	size_t used;
	enum err err = csv_next(&in->csv, in->diag);

	if (!err)
		err = hash_person(in, person);
	if (err)
		return err;
	used = (size_t)snprintf(in->line, sizeof(in->line), "%s\t%d\t\\\\x%s", in->batch,
				field(in, COLUMN_ID_NO)->line, person);
	for (int column = COLUMN_FACT; column <= COLUMN_AS_OF; column++) {
		in->line[used++] = '\t';
		used = add_escaped(in->line, used, field(in, column)->text);
	}
	used = add_ref(in, in->line, used);
	in->line[used++] = '\n';
	*ret_line = in->line;
	*ret_size = used;
	return ERR_OK;
}

static enum err open_batch(struct database *db, const char *source, const char *path,
			   char **ret_batch)
{
	const struct database_value values[] = { { .data = source }, { .data = path } };
	enum err err = database_call(db, "insert into exchange.batch (source, file) select name, $2"
				     " from exchange.source where name = $1 returning id", 2,
				     values, ret_batch);

	if (!err && !*ret_batch) {
		log_error("import: no source \"%s\"; exchange.source has them", source);
		return ERR_ABSENT;
	}
	return err;
}

static long number_at(const json_t *answer, const char *name)
{
	return (long)json_integer_value(json_object_get(answer, name));
}

static enum err merge(struct database *db, const char *batch, struct exchange_outcome *ret_outcome)
{
	const struct database_value values[] = { { .data = batch } };
	char *text = NULL;
	json_t *answer;
	enum err err = database_call(db, "select exchange.merge($1)", 1, values, &text);

	if (err)
		return err;
	answer = json_loads(text ? text : "", 0, NULL);
	free(text);
	if (!answer)
		return ERR_IO;
	ret_outcome->merged = number_at(answer, "merged");
	ret_outcome->rejects = number_at(answer, "rejects");
	ret_outcome->contradictions = number_at(answer, "contradictions");
	json_decref(answer);
	return ERR_OK;
}

/* Each reject as "LINE: reason". */
static enum err tell_rejects(struct database *db, const char *batch, const char *path,
			     void (*refused)(const char *path, const char *line))
{
	const struct database_value values[] = { { .data = batch } };
	char *text = NULL, *rest, *line;
	enum err err = database_call(db, "select string_agg(line || ': ' || reason, E'\\n' order by"
				     " line) from exchange.reject where batch = $1", 1, values,
				     &text);

	rest = text;
	while (!err && (line = strsep(&rest, "\n")))
		refused(path, line);
	free(text);
	return err;
}

static enum err settle(struct database *db, const char *batch, const char *path,
		       void (*refused)(const char *path, const char *line),
		       struct exchange_outcome *ret_outcome)
{
	enum err err = merge(db, batch, ret_outcome);

	if (!err && ret_outcome->rejects > 0)
		err = tell_rejects(db, batch, path, refused);
	return err;
}

static enum err take_in(struct database *db, struct intake *in, const char *source,
			void (*refused)(const char *path, const char *line),
			struct exchange_outcome *ret_outcome)
{
	char *batch = NULL;
	enum err err = open_batch(db, source, in->csv.name, &batch);

	in->batch = batch;
	if (!err)
		err = database_copy(db, "copy exchange.stage (batch, line, person, fact, value,"
				    " as_of, alias) from stdin", next_line, in);
	if (!err)
		err = settle(db, batch, in->csv.name, refused, ret_outcome);
	free(batch);
	return err;
}

/* Of the transaction; the error that ended it stays the one that is told. */
static enum err end(struct database *db, enum err err)
{
	enum err ended = database_run(db, err ? "rollback" : "commit");

	return err ? err : ended;
}

static enum err take_copied(struct database *db, const char *source,
			    void (*refused)(const char *path, const char *line),
			    struct exchange_outcome *ret_outcome)
{
	const struct database_value value = database_text(source);
	char *batch = NULL;
	enum err err = database_call(db, "select exchange.take_in($1)", 1, &value, &batch);

	if (!err && batch)
		err = settle(db, batch, source, refused, ret_outcome);
	free(batch);
	return err;
}

enum err exchange_take_copied(struct database *db, const char *source,
			      void (*refused)(const char *path, const char *line),
			      struct exchange_outcome *ret_outcome)
{
	enum err err = database_run(db, "begin");

	*ret_outcome = (struct exchange_outcome){ 0 };
	return err ? err : end(db, take_copied(db, source, refused, ret_outcome));
}

enum err exchange_import(struct database *db, const struct city_key *key, const char *path,
			 const char *source, void (*refused)(const char *path, const char *line),
			 struct exchange_outcome *ret_outcome, struct diag *diag)
{
	struct intake *in = calloc(1, sizeof(*in));
	FILE *file = fopen(path, "r");
	enum err err;

	if (!in || !file) {
		err = file ? ERR_IO : diag_set(diag, path, 0, 0, "%s", strerror(errno));
		goto out;
	}
	in->key = key;
	in->diag = diag;
	csv_init(&in->csv, file, path);
	err = find_columns(in);
	if (!err)
		err = database_run(db, "begin");
	if (!err)
		err = end(db, take_in(db, in, source, refused, ret_outcome));
out:
	if (file)
		fclose(file);
	if (in)
		explicit_bzero(in, sizeof(*in));
	free(in);
	return err;
}
