/*
 * The pack as one SQL statement: the same outcomes and amounts over a table of
 * people.  The oracle of the tests, and what a city runs over its register.
 *
 * people(id, date, stage, issue_date, history_known, history_complete, and a
 * column a fact, its dots written as _) and claims(person, date, kind, status,
 * occupation, level); dates are text "YYYY-MM-DD", "none" for no such paper;
 * NULL is unknown everywhere.  Overrides (R7-3) are not part of the tables.
 */
#ifndef POLICY_SQL_SQL_H
#define POLICY_SQL_SQL_H

#include "base/text.h"
#include "policy/policy.h"

enum sql_dialect { SQL_SQLITE, SQL_POSTGRES, SQL_DIALECT_COUNT };

const char *sql_dialect_name(enum sql_dialect dialect);

/* The statement: CODE_outcome, CODE_amount_fen and CODE_amount_max_fen for every benefit, by id. */
enum err sql_statement(const struct pack *pack, enum sql_dialect dialect,
		       struct text *out) MUST_CHECK;

/* The two tables, as CREATE TABLE. */
enum err sql_tables(const struct pack *pack, enum sql_dialect dialect, struct text *out) MUST_CHECK;

#endif
