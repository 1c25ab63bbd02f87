#include "centre/database.h"

#include "base/log.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libpq-fe.h>

#define CALL_VALUES_MAX 8

struct database {
	PGconn *connection;
};

/* A notice ("relation exists already, skipping") is nobody's concern here. */
static void hear_nothing(void *context, const PGresult *result)
{
	(void)context;
	(void)result;
}

static void log_connection(const PGconn *connection)
{
	const char *text = PQerrorMessage(connection);

	log_error("database: %.*s", (int)strcspn(text, "\n"), text);
}

enum err database_open(const char *conninfo, struct database **ret_db)
{
	struct database *db = calloc(1, sizeof(*db));

	if (!db)
		return ERR_IO;
	db->connection = PQconnectdb(conninfo);
	if (PQstatus(db->connection) != CONNECTION_OK) {
		log_connection(db->connection);
		database_close(db);
		return ERR_GONE;
	}
	PQsetNoticeReceiver(db->connection, hear_nothing, NULL);
	*ret_db = db;
	return ERR_OK;
}

void database_close(struct database *db)
{
	if (!db)
		return;
	PQfinish(db->connection);
	free(db);
}

/* Classes 22 and 23: data that no statement could take, or a constraint refuses. */
static bool is_about_values(const PGresult *result)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	return state && (strncmp(state, "22", 2) == 0 || strncmp(state, "23", 2) == 0);
}

/* The primary message alone: its detail would quote the row, and so a person. */
static enum err outcome_of(const struct database *db, const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);
	const char *text;

	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY)
		return ERR_OK;
	if (PQstatus(db->connection) != CONNECTION_OK) {
		log_connection(db->connection);
		return ERR_GONE;
	}
	text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	log_error("database: %s", text ? text : "no answer");
	return is_about_values(result) ? ERR_INPUT : ERR_IO;
}

static enum err first_text(const PGresult *result, char **ret_text)
{
	*ret_text = NULL;
	if (PQntuples(result) == 0 || PQnfields(result) == 0 || PQgetisnull(result, 0, 0))
		return ERR_OK;
	*ret_text = strdup(PQgetvalue(result, 0, 0));
	return *ret_text ? ERR_OK : ERR_IO;
}

static void wake(struct database *db)
{
	if (PQstatus(db->connection) != CONNECTION_OK)
		PQreset(db->connection);
}

enum err database_call(struct database *db, const char *sql, int count,
		       const struct database_value *values, char **ret_text)
{
	const char *data[CALL_VALUES_MAX];
	int sizes[CALL_VALUES_MAX], formats[CALL_VALUES_MAX];
	PGresult *result;
	enum err err;

	assert(count <= CALL_VALUES_MAX);
	for (int i = 0; i < count; i++) {
		data[i] = values[i].data;
		sizes[i] = values[i].size;
		formats[i] = values[i].is_bytes;
	}
	wake(db);
	result = PQexecParams(db->connection, sql, count, NULL, data, sizes, formats, 0);
	err = outcome_of(db, result);
	if (!err)
		err = first_text(result, ret_text);
	PQclear(result);
	return err;
}

enum err database_ask(const char *conninfo, const char *sql, int count,
		      const struct database_value *values, char **ret_text)
{
	struct database *db;
	enum err err = database_open(conninfo, &db);

	if (err)
		return err;
	err = database_call(db, sql, count, values, ret_text);
	database_close(db);
	return err;
}

enum err database_run(struct database *db, const char *sql)
{
	PGresult *result;
	enum err err;

	wake(db);
	result = PQexec(db->connection, sql);
	err = outcome_of(db, result);
	PQclear(result);
	return err;
}

static enum err copy_lines(struct database *db,
			   enum err (*next)(void *context, const char **ret_line, size_t *ret_size),
			   void *context)
{
	const char *line;
	size_t size;
	enum err err;

	while ((err = next(context, &line, &size)) == ERR_OK) {
		if (PQputCopyData(db->connection, line, (int)size) != 1)
			return ERR_GONE;
	}
	return err == ERR_ABSENT ? ERR_OK : err;
}

enum err database_copy(struct database *db, const char *sql,
		       enum err (*next)(void *context, const char **ret_line, size_t *ret_size),
		       void *context)
{
	PGresult *result = PQexec(db->connection, sql);
	enum err err = PQresultStatus(result) == PGRES_COPY_IN ? ERR_OK : outcome_of(db, result);
	enum err ended = ERR_OK;

	PQclear(result);
	if (err)
		return err;
	err = copy_lines(db, next, context);
	if (PQputCopyEnd(db->connection, err ? "given up" : NULL) != 1)
		ended = ERR_GONE;
	while ((result = PQgetResult(db->connection))) {
		if (!err && !ended)
			ended = outcome_of(db, result);
		PQclear(result);
	}
	return err ? err : ended;
}

enum err database_copy_out(struct database *db, const char *sql,
			   enum err (*take)(void *context, const char *line, size_t size),
			   void *context)
{
	PGresult *result = PQexec(db->connection, sql);
	enum err err = PQresultStatus(result) == PGRES_COPY_OUT ? ERR_OK : outcome_of(db, result);
	enum err ended = ERR_OK;
	char *line;
	int size;

	PQclear(result);
	if (err)
		return err;
	while ((size = PQgetCopyData(db->connection, &line, 0)) > 0) {
		if (!err)
			err = take(context, line, (size_t)size);
		PQfreemem(line);
	}
	while ((result = PQgetResult(db->connection))) {
		if (!ended)
			ended = outcome_of(db, result);
		PQclear(result);
	}
	return err ? err : ended;
}
