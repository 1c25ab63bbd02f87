#include "store/schema.h"

#include <assert.h>
#include <stddef.h>

/* Step i brings a store from version i to i + 1.  A step that was shipped never changes. */
static const char *const steps[] = {
	/* 0 → 1 */
	"CREATE TABLE institution("
	" id TEXT PRIMARY KEY NOT NULL, title_zh TEXT NOT NULL, title_en TEXT NOT NULL,"
	" status INTEGER NOT NULL, listed INTEGER, source TEXT NOT NULL,"
	" mac BLOB NOT NULL) STRICT;"

	"CREATE TABLE course("
	" id TEXT PRIMARY KEY NOT NULL, title_zh TEXT NOT NULL, title_en TEXT NOT NULL,"
	" kind INTEGER NOT NULL, occupation TEXT NOT NULL, level TEXT NOT NULL,"
	" on_list INTEGER NOT NULL, std INTEGER, std_from INTEGER, std_until INTEGER,"
	" shortage_uplift_pct INTEGER NOT NULL, listed_for_person INTEGER NOT NULL,"
	" institution TEXT NOT NULL REFERENCES institution(id),"
	" region INTEGER NOT NULL, starts INTEGER NOT NULL, training_days INTEGER NOT NULL,"
	" filed INTEGER NOT NULL, online INTEGER NOT NULL, source TEXT NOT NULL,"
	" mac BLOB NOT NULL) STRICT;"
	"CREATE INDEX course_by_start ON course(starts, id);"

	"CREATE TABLE standard("
	" what INTEGER NOT NULL, region INTEGER NOT NULL, starts INTEGER NOT NULL,"
	" amount INTEGER NOT NULL, source TEXT NOT NULL, mac BLOB NOT NULL,"
	" PRIMARY KEY(what, region, starts)) STRICT;"

	"CREATE TABLE person(place INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;"
	"CREATE TABLE ledger(place INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;"

	"CREATE TABLE import("
	" kind TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL, rows INTEGER NOT NULL,"
	" mac BLOB NOT NULL) STRICT;"

	"CREATE TABLE visit("
	" key BLOB PRIMARY KEY NOT NULL, reserved INTEGER NOT NULL, mac BLOB NOT NULL)"
	" STRICT, WITHOUT ROWID;"

	"CREATE TABLE application("
	" seq INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE REFERENCES visit(key),"
	" receipt_no TEXT NOT NULL, at INTEGER NOT NULL, person BLOB NOT NULL,"
	" sealed BLOB NOT NULL, prev BLOB NOT NULL, mac BLOB NOT NULL) STRICT;"

	"CREATE TABLE trail("
	" seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL,"
	" person BLOB, sealed BLOB NOT NULL, prev BLOB NOT NULL, mac BLOB NOT NULL) STRICT;"

	"CREATE TABLE chain("
	" name TEXT PRIMARY KEY NOT NULL, rows INTEGER NOT NULL, head BLOB NOT NULL,"
	" mac BLOB NOT NULL) STRICT;"

	/* What a restore could not bring back: rows after - before - 1 of a chain. */
	"CREATE TABLE gap("
	" name TEXT NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL,"
	" found INTEGER NOT NULL, mac BLOB NOT NULL, PRIMARY KEY(name, before)) STRICT;",

	/* 1 → 2 */
	/* Stands in a chain for the rows from first to last, which were kept their time. */
	"CREATE TABLE expired("
	" name TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
	" prev BLOB NOT NULL, head BLOB NOT NULL, at INTEGER NOT NULL,"
	" mac BLOB NOT NULL, PRIMARY KEY(name, first)) STRICT;",

	/* 2 → 3 */
	/* Tables of their own: the rows that stand there keep the MAC they were given. */
	"CREATE TABLE course_detail("
	" id TEXT PRIMARY KEY NOT NULL, family INTEGER NOT NULL, title_hant TEXT NOT NULL,"
	" mac BLOB NOT NULL) STRICT;"
	"CREATE TABLE institution_detail("
	" id TEXT PRIMARY KEY NOT NULL, title_hant TEXT NOT NULL, address_zh TEXT NOT NULL,"
	" address_hant TEXT NOT NULL, address_en TEXT NOT NULL, phone TEXT NOT NULL,"
	" mac BLOB NOT NULL) STRICT;",

	/* 3 → 4 */
	/* How many gave which grade on a day: no row of a visitor, and no time. */
	"CREATE TABLE rating("
	" day INTEGER NOT NULL, grade INTEGER NOT NULL, count INTEGER NOT NULL,"
	" mac BLOB NOT NULL, PRIMARY KEY(day, grade)) STRICT, WITHOUT ROWID;",

	/* 4 → 5 */
	"CREATE TABLE later_rule("
	" key TEXT NOT NULL, starts INTEGER NOT NULL, issued_by INTEGER NOT NULL,"
	" matter INTEGER NOT NULL, value INTEGER NOT NULL, source TEXT NOT NULL,"
	" mac BLOB NOT NULL, PRIMARY KEY(key, starts)) STRICT;",

	/* 5 → 6 */
	/* What is held of one person is found among all that a kiosk keeps for years. */
	"CREATE INDEX application_by_person ON application(person, seq);",

	/* 6 → 7 */
	/* What the centre has not archived yet; seq is its application's. */
	"CREATE TABLE outbox("
	" seq INTEGER PRIMARY KEY, key BLOB NOT NULL, state INTEGER NOT NULL,"
	" answer TEXT NOT NULL, sealed BLOB NOT NULL, mac BLOB NOT NULL) STRICT;",

	/* 7 → 8 */
	/* What schools report of each person's trainings. */
	"CREATE TABLE training(place INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;",

	/* 8 → 9 */
	/* Of each kind of signed bundle the newest that was taken; the version never falls. */
	"CREATE TABLE bundle("
	" kind TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, made INTEGER NOT NULL,"
	" taken INTEGER NOT NULL, mac BLOB NOT NULL) STRICT, WITHOUT ROWID;",

	/* 9 → 10 */
	/* Results that are made public for a while, with names that are masked. */
	"CREATE TABLE disclosure("
	" name TEXT NOT NULL, tail TEXT NOT NULL, title TEXT NOT NULL, amount INTEGER NOT NULL,"
	" first INTEGER NOT NULL, last INTEGER NOT NULL, source TEXT NOT NULL,"
	" mac BLOB NOT NULL, PRIMARY KEY(name, tail, title, first)) STRICT;",

	/* 10 → 11 */
	/* Enterprises on the list in force; key is of the number (core/employer.h). */
	"CREATE TABLE employer("
	" key INTEGER PRIMARY KEY, credit_code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
	" source TEXT NOT NULL, mac BLOB NOT NULL) STRICT;",
};

const struct schema_table schema_tables[] = {
	{ "institution", "id", GUARD_MAC },
	{ "course", "id", GUARD_MAC },
	{ "course_detail", "id", GUARD_MAC },
	{ "institution_detail", "id", GUARD_MAC },
	{ "standard", "what || '/' || region || '/' || starts", GUARD_MAC },
	{ "later_rule", "key || '/' || starts", GUARD_MAC },
	{ "person", "place", GUARD_SEAL },
	{ "ledger", "place", GUARD_SEAL },
	{ "training", "place", GUARD_SEAL },
	{ "disclosure", "title || ' from ' || first", GUARD_MAC },
	{ "employer", "credit_code", GUARD_MAC },
	{ "import", "kind", GUARD_MAC },
	{ "visit", "hex(key)", GUARD_MAC },
	{ "application", "seq", GUARD_CHAIN },
	{ "trail", "seq", GUARD_CHAIN },
	{ "chain", "name", GUARD_MAC },
	{ "gap", "name || ' after ' || before", GUARD_MAC },
	{ "expired", "name || ' from ' || first", GUARD_MAC },
	{ "rating", "day || '/' || grade", GUARD_MAC },
	{ "outbox", "seq", GUARD_MAC },
	{ "bundle", "kind", GUARD_MAC },
	{ NULL, NULL, GUARD_MAC },
};

const char *const schema_totals[SCHEMA_TOTALS] = {
	"institution", "institution_detail", "course", "course_detail", "standard",
	"later_rule", "person", "ledger", "training", "disclosure", "employer",
};

int schema_version(void)
{
	return sizeof(steps) / sizeof(steps[0]);
}

const char *schema_step(int have)
{
	assert(have >= 0 && have < schema_version());
	return steps[have];
}
