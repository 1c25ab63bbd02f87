#include "policy/sql/sql.h"

#include "base/text.h"
#include "policy/pack.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define DATE_LOW "'0000-00-00'"
#define DATE_NONE "'0000-00-01'"
#define DATE_HIGH "'9999-99-99'"

/* A step of conditions is column kN, a value is the columns lN and hN. */
struct writer {
	const struct pack *pack;
	enum sql_dialect dialect;
	struct text *out;
	int level[STEPS_MAX];	/* columns of one level rest on those of the levels before */
	int deepest;
};

static const char *least(const struct writer *w)
{
	return w->dialect == SQL_SQLITE ? "min" : "least";
}

static const char *greatest(const struct writer *w)
{
	return w->dialect == SQL_SQLITE ? "max" : "greatest";
}

const char *sql_dialect_name(enum sql_dialect dialect)
{
	static const char *const names[] = { "sqlite", "postgres" };

	return names[dialect];
}

/* The column of a fact: its dots become _. */
static void fact_column(const struct writer *w, int fact)
{
	for (const char *c = w->pack->facts[fact].id; *c; c++)
		text_add_n(w->out, *c == '.' ? "_" : c, 1);
}

static int kid(const struct writer *w, const struct step *step, int n)
{
	return w->pack->kids[step->kid_first + n];
}

static void quoted_choices(const struct writer *w, const struct step *step, uint64_t set)
{
	const struct pack_fact *fact = &w->pack->facts[step->index];
	const char *between = "";

	text_add(w->out, "(");
	for (int i = 0; i < fact->choice_count; i++) {
		if (!(set >> i & 1))
			continue;
		text_addf(w->out, "%s'%s'", between, fact->choices[i]);
		between = ", ";
	}
	text_add(w->out, ")");
}

/* ---- conditions ---- */

static void joined(const struct writer *w, const struct step *step, const char *word)
{
	for (int i = 0; i < step->kid_count; i++)
		text_addf(w->out, "%sk%d", i ? word : "", kid(w, step, i));
}

static void is_in(const struct writer *w, const struct step *step)
{
	if (step->unsure) {
		text_add(w->out, "CASE WHEN ");
		fact_column(w, step->index);
		text_add(w->out, " IN ");
		quoted_choices(w, step, step->unsure);
		text_add(w->out, " THEN NULL ELSE ");
	}
	fact_column(w, step->index);
	text_add(w->out, " IN ");
	quoted_choices(w, step, step->yes);
	if (step->unsure)
		text_add(w->out, " END");
}

/* a relation b over intervals: surely so, surely not, or NULL. */
static void compare(const struct writer *w, const struct step *step)
{
	int a = kid(w, step, 0), b = kid(w, step, 1);

	switch ((enum relation)step->index) {
	case REL_LESS:
		text_addf(w->out, "CASE WHEN h%d < l%d THEN TRUE WHEN l%d >= h%d THEN FALSE END",
			  a, b, a, b);
		return;
	case REL_AT_MOST:
		text_addf(w->out, "CASE WHEN h%d <= l%d THEN TRUE WHEN l%d > h%d THEN FALSE END",
			  a, b, a, b);
		return;
	case REL_AT_LEAST:
		text_addf(w->out, "CASE WHEN l%d >= h%d THEN TRUE WHEN h%d < l%d THEN FALSE END",
			  a, b, a, b);
		return;
	case REL_MORE:
		text_addf(w->out, "CASE WHEN l%d > h%d THEN TRUE WHEN h%d <= l%d THEN FALSE END",
			  a, b, a, b);
		return;
	default:
		text_addf(w->out,
			  "CASE WHEN l%d = h%d AND l%d = h%d AND l%d = l%d THEN TRUE "
			  "WHEN h%d < l%d OR h%d < l%d THEN FALSE END",
			  a, a, b, b, a, b, a, b, b, a);
	}
}

static void kinds_in(const struct writer *w, unsigned kinds)
{
	const char *between = "";

	text_add(w->out, "c.kind IN (");
	for (int i = 0; i < CLAIM_KIND_COUNT; i++) {
		if (!(kinds >> i & 1))
			continue;
		text_addf(w->out, "%s'%s'", between, claim_kind_name((enum claim_kind)i));
		between = ", ";
	}
	text_add(w->out, ")");
}

/* The anniversary of a date column; the month's end where there is none (29 February). */
static void add_years(const struct writer *w, const char *date, const char *years)
{
	char moved[400];

	snprintf(moved, sizeof(moved), "(CAST(substr(%s, 1, 4) AS integer) + %s)", date, years);
	text_addf(w->out, "CASE WHEN %s < '0000-01-01' OR %s > '9999-00-00' THEN %s "
		  "WHEN %s > 2199 THEN " DATE_HIGH " "
		  "WHEN substr(%s, 6) = '02-29' AND NOT (%s %% 4 = 0 AND (%s %% 100 <> 0 OR "
		  "%s %% 400 = 0)) THEN CAST(%s AS text) || '-02-28' "
		  "ELSE CAST(%s AS text) || substr(%s, 5) END",
		  date, date, date, moved, date, moved, moved, moved, moved, moved, date);
}

static void count_claims(const struct writer *w, const struct step *step, const char *status)
{
	const struct count *count = &w->pack->counts[step->index];
	char day[16];

	snprintf(day, sizeof(day), "l%d", kid(w, step, 0));
	text_add(w->out, "(SELECT count(*) FROM claims c WHERE c.person = s.id AND ");
	kinds_in(w, count->kinds);
	text_addf(w->out, " AND c.status %s AND ", status);
	if (!count->rolling) {
		text_addf(w->out, "substr(c.date, 1, 4) = substr(%s, 1, 4))", day);
		return;
	}
	text_addf(w->out, "c.date <= %s AND c.date > (", day);
	add_years(w, day, "-1");
	text_add(w->out, "))");
}

static void count(const struct writer *w, const struct step *step)
{
	int day = kid(w, step, 0), limit = kid(w, step, 1);

	text_addf(w->out, "CASE WHEN l%d <> h%d OR NOT history_known THEN NULL WHEN ", day, day);
	count_claims(w, step, "= 'granted'");
	text_addf(w->out, " >= h%d THEN FALSE WHEN NOT history_complete THEN NULL WHEN ", limit);
	count_claims(w, step, "<> 'rejected'");
	text_addf(w->out, " < l%d THEN TRUE END", limit);
}

static void same_level(const struct writer *w, const struct repeat *repeat, const char *level)
{
	text_addf(w->out,
		  "CASE WHEN %s IS NULL OR %s = 'OTHER' OR c.level IS NULL THEN NULL "
		  "WHEN %s = c.level THEN TRUE "
		  "WHEN %s BETWEEN '1' AND '5' AND c.level BETWEEN '1' AND '5' THEN %s%s "
		  "WHEN %s BETWEEN '1' AND '5' OR c.level BETWEEN '1' AND '5' THEN FALSE END",
		  level, level, level, level, repeat->lower_barred ? level : "FALSE",
		  repeat->lower_barred ? " > c.level" : "", level);
}

/* Claims that repeat surely (IS TRUE) or perhaps (IS NULL). */
static void repeats(const struct writer *w, const struct repeat *repeat, const char *how)
{
	char level[FACT_ID_MAX + 4];
	struct text text = text_in(level, sizeof(level));
	struct writer inner = *w;

	text_add(&text, "s.");
	inner.out = &text;
	fact_column(&inner, repeat->level);
	text_add(w->out, "EXISTS (SELECT 1 FROM claims c WHERE c.person = s.id AND "
		 "c.status <> 'rejected' AND ");
	kinds_in(w, repeat->kinds);
	text_addf(w->out, " AND NOT (c.kind = '%s' AND c.occupation_key IS NULL)",
		  claim_kind_name(CLAIM_STARTUP));
	text_add(w->out, " AND (CASE WHEN (s.");
	fact_column(w, repeat->occupation);
	text_add(w->out, "_key = c.occupation_key AND ");
	same_level(w, repeat, level);
	text_add(w->out, ") IS TRUE AND c.status <> 'granted' THEN NULL ELSE s.");
	fact_column(w, repeat->occupation);
	text_add(w->out, "_key = c.occupation_key AND ");
	same_level(w, repeat, level);
	text_addf(w->out, " END) %s)", how);
}

static void unrepeated(const struct writer *w, const struct step *step)
{
	const struct repeat *repeat = &w->pack->repeats[step->index];

	text_add(w->out, "CASE WHEN NOT history_known THEN NULL WHEN ");
	repeats(w, repeat, "IS TRUE");
	text_add(w->out, " THEN FALSE WHEN NOT history_complete OR ");
	repeats(w, repeat, "IS NULL");
	text_add(w->out, " THEN NULL ELSE TRUE END");
}

static void condition(const struct writer *w, const struct step *step)
{
	switch ((enum op)step->op) {
	case OP_ALL:
		joined(w, step, " AND ");
		return;
	case OP_ANY:
		joined(w, step, " OR ");
		return;
	case OP_NOT:
		text_addf(w->out, "NOT k%d", kid(w, step, 0));
		return;
	case OP_WHEN:
		text_addf(w->out, "NOT k%d OR k%d", kid(w, step, 0), kid(w, step, 1));
		return;
	case OP_CLAIM:
		text_addf(w->out, "stage = 'plan' OR k%d", kid(w, step, 0));
		return;
	case OP_STAFF_IF:
		text_addf(w->out, "CASE WHEN k%d IS TRUE THEN NULL ELSE TRUE END", kid(w, step, 0));
		return;
	case OP_STAFF_UNLESS:
		text_addf(w->out, "CASE WHEN k%d IS TRUE THEN TRUE END", kid(w, step, 0));
		return;
	case OP_FACT:
		fact_column(w, step->index);
		return;
	case OP_IS:
		is_in(w, step);
		return;
	case OP_COMPARE:
		compare(w, step);
		return;
	case OP_COUNT:
		count(w, step);
		return;
	default:
		unrepeated(w, step);
	}
}

/* ---- values: each end of the interval ---- */

static void literal(const struct writer *w, const struct step *step, int64_t number)
{
	char text[DATE_TEXT_MAX];

	if (step->measure != MEASURE_DATE) {
		text_addf(w->out, "%" PRId64, number);
		return;
	}
	date_format(date_from_days((int32_t)number), text);
	text_addf(w->out, "'%s'", text);
}

static void unknown_end(const struct writer *w, const struct step *step, bool high)
{
	if (step->measure == MEASURE_DATE)
		text_add(w->out, high ? DATE_HIGH : DATE_LOW);
	else
		text_addf(w->out, "%" PRId64, high ? VALUE_HIGH : (int64_t)0);
}

static void known_as(const struct writer *w, const struct step *step, bool high)
{
	if (step->measure == MEASURE_DATE)
		text_add(w->out, "coalesce(CASE WHEN ");
	else
		text_add(w->out, "coalesce(");
	fact_column(w, step->index);
	if (step->measure == MEASURE_DATE) {
		text_add(w->out, " = 'none' THEN " DATE_NONE " ELSE ");
		fact_column(w, step->index);
		text_add(w->out, " END");
	}
	text_add(w->out, ", ");
	unknown_end(w, step, high);
	text_add(w->out, ")");
}

static void version_day(const struct writer *w, int32_t day)
{
	char text[DATE_TEXT_MAX];

	if (day == INT32_MIN || day == INT32_MAX) {
		text_add(w->out, day == INT32_MIN ? DATE_LOW : DATE_HIGH);
		return;
	}
	date_format(date_from_days(day), text);
	text_addf(w->out, "'%s'", text);
}

/* The least or greatest of the versions that the day may fall in. */
static void param(const struct writer *w, const struct step *step, bool high)
{
	const struct param *p = &w->pack->params[step->index];
	int day = kid(w, step, 0);

	if (p->version_count == 1) {
		literal(w, step, p->versions[0].value);
		return;
	}
	text_addf(w->out, "(SELECT %s(x.v) FROM (", high ? "max" : "min");
	for (int i = 0; i < p->version_count; i++) {
		text_add(w->out, i ? " UNION ALL SELECT " : "SELECT ");
		if (p->versions[i].unknown)
			unknown_end(w, step, high);
		else
			literal(w, step, p->versions[i].value);
		text_add(w->out, " AS v, ");
		version_day(w, p->versions[i].from);
		text_add(w->out, " AS f, ");
		version_day(w, p->versions[i].to);
		text_add(w->out, " AS t");
	}
	text_addf(w->out, ") x WHERE x.t >= l%d AND x.f <= h%d)", day, day);
}

static void listed(const struct writer *w, const struct step *step, const char *function, char end)
{
	if (step->kid_count == 1) {
		text_addf(w->out, "%c%d", end, kid(w, step, 0));
		return;
	}
	text_addf(w->out, "%s(", function);
	for (int i = 0; i < step->kid_count; i++)
		text_addf(w->out, "%s%c%d", i ? ", " : "", end, kid(w, step, i));
	text_add(w->out, ")");
}

static void first_known(const struct writer *w, const struct step *step, bool high)
{
	text_add(w->out, "CASE");
	for (int i = 0; i < step->kid_count; i++) {
		int k = kid(w, step, i);

		text_addf(w->out, " WHEN l%d = h%d THEN l%d", k, k, k);
	}
	text_add(w->out, " ELSE ");
	unknown_end(w, step, high);
	text_add(w->out, " END");
}

static void sum(const struct writer *w, const struct step *step, char end)
{
	text_addf(w->out, "%s(%" PRId64 ", ", least(w), VALUE_HIGH);
	for (int i = 0; i < step->kid_count; i++)
		text_addf(w->out, "%s%c%d", i ? " + " : "", end, kid(w, step, i));
	text_add(w->out, ")");
}

static void product(const struct writer *w, const char *a, const char *b)
{
	text_addf(w->out, "CASE WHEN %s <> 0 AND %s > %" PRId64 " / %s THEN %" PRId64
		  " ELSE CAST(%s AS bigint) * %s END", b, a, VALUE_HIGH, b, VALUE_HIGH, a, b);
}

/* Two factors; more are nested by the author. */
static void times(const struct writer *w, const struct step *step, char end)
{
	char a[16], b[16];

	assert(step->kid_count == 2);
	snprintf(a, sizeof(a), "%c%d", end, kid(w, step, 0));
	snprintf(b, sizeof(b), "%c%d", end, kid(w, step, 1));
	product(w, a, b);
}

static void percent(const struct writer *w, const struct step *step, char end)
{
	char a[16], b[24];

	snprintf(a, sizeof(a), "%c%d", end, kid(w, step, 0));
	snprintf(b, sizeof(b), "(100 + %c%d)", end, kid(w, step, 1));
	text_addf(w->out, "CASE WHEN %s > %" PRId64 " / %s THEN %" PRId64
		  " ELSE CAST(%s AS bigint) * %s / 100 END", a, VALUE_HIGH, b, VALUE_HIGH, a, b);
}

static void if_else(const struct writer *w, const struct step *step, bool high)
{
	char end = high ? 'h' : 'l';
	int yes = kid(w, step, 1), no = kid(w, step, 2);

	text_addf(w->out, "CASE WHEN k%d IS TRUE THEN %c%d WHEN k%d IS FALSE THEN %c%d ELSE "
		  "%s(%c%d, %c%d) END", kid(w, step, 0), end, yes, kid(w, step, 0), end, no,
		  high ? greatest(w) : least(w), end, yes, end, no);
}

static void choose(const struct writer *w, const struct step *step, bool high)
{
	const struct pack_fact *fact = &w->pack->facts[step->index];

	text_add(w->out, "CASE ");
	fact_column(w, step->index);
	for (int i = 0; i < step->kid_count; i++)
		text_addf(w->out, " WHEN '%s' THEN %c%d", fact->choices[i], high ? 'h' : 'l',
			  kid(w, step, i));
	text_add(w->out, " ELSE ");
	listed(w, step, high ? greatest(w) : least(w), high ? 'h' : 'l');
	text_add(w->out, " END");
}

static void by_kids(const struct writer *w, const struct step *step, bool high)
{
	char end = high ? 'h' : 'l', day[16], years[16];

	switch ((enum op)step->op) {
	case OP_BY_STAGE:
		text_addf(w->out, "CASE WHEN stage = 'claim' THEN %c%d ELSE %c%d END", end,
			  kid(w, step, 1), end, kid(w, step, 0));
		return;
	case OP_FIRST_KNOWN:
		first_known(w, step, high);
		return;
	case OP_MIN:
		listed(w, step, least(w), end);
		return;
	case OP_MAX:
		listed(w, step, greatest(w), end);
		return;
	case OP_ADD:
		sum(w, step, end);
		return;
	case OP_MINUS:
		text_addf(w->out, "%s(0, %c%d - %c%d)", greatest(w), end, kid(w, step, 0),
			  high ? 'l' : 'h', kid(w, step, 1));
		return;
	case OP_TIMES:
		times(w, step, end);
		return;
	case OP_PERCENT:
		percent(w, step, end);
		return;
	case OP_YEARS_AFTER:
		snprintf(day, sizeof(day), "%c%d", end, kid(w, step, 0));
		snprintf(years, sizeof(years), "%c%d", end, kid(w, step, 1));
		add_years(w, day, years);
		return;
	case OP_IF:
		if_else(w, step, high);
		return;
	case OP_CHOOSE:
		choose(w, step, high);
		return;
	default:
		assert(step->op == OP_UP_TO);
		text_addf(w->out, high ? "h%d" : "0", kid(w, step, 0));
	}
}

static void value(const struct writer *w, const struct step *step, bool high)
{
	switch ((enum op)step->op) {
	case OP_NUMBER:
		literal(w, step, step->number);
		return;
	case OP_KNOWN_AS:
		known_as(w, step, high);
		return;
	case OP_PARAM:
		param(w, step, high);
		return;
	case OP_TODAY:
		text_add(w->out, "date");
		return;
	case OP_ISSUED:
		text_addf(w->out, "coalesce(issue_date, %s)", high ? DATE_HIGH : DATE_LOW);
		return;
	default:
		by_kids(w, step, high);
	}
}

/* ---- the statement ---- */

static void set_levels(struct writer *w)
{
	for (int i = 0; i < w->pack->step_count; i++) {
		const struct step *step = &w->pack->steps[i];

		w->level[i] = 1;
		for (int k = 0; k < step->kid_count; k++) {
			if (w->level[kid(w, step, k)] >= w->level[i])
				w->level[i] = w->level[kid(w, step, k)] + 1;
		}
		if (w->level[i] > w->deepest)
			w->deepest = w->level[i];
	}
}

static void column(const struct writer *w, int at)
{
	const struct step *step = &w->pack->steps[at];

	if (op_is_condition(step->op)) {
		text_add(w->out, ",\n    (");
		condition(w, step);
		text_addf(w->out, ") AS k%d", at);
		return;
	}
	for (int high = 0; high < 2; high++) {
		text_add(w->out, ",\n    ");
		value(w, step, high);
		text_addf(w->out, " AS %c%d", high ? 'h' : 'l', at);
	}
}

static void level(const struct writer *w, int n)
{
	text_addf(w->out, "%ss%d AS MATERIALIZED (SELECT s.*", n > 1 ? ",\n" : "WITH ", n);
	for (int i = 0; i < w->pack->step_count; i++) {
		if (w->level[i] == n)
			column(w, i);
	}
	if (n == 1)
		text_add(w->out, "\n  FROM people s)");
	else
		text_addf(w->out, "\n  FROM s%d s)", n - 1);
}

static void result(const struct writer *w, const struct benefit *b)
{
	const char *code = b->shown.code;

	text_addf(w->out,
		  ",\n  CASE WHEN k%d IS TRUE THEN 'eligible' WHEN k%d IS FALSE THEN "
		  "'not_eligible' ELSE 'undetermined' END AS \"%s_outcome\"",
		  b->root, b->root, code);
	if (b->amount < 0)
		return;
	text_addf(w->out, ",\n  CASE WHEN k%d IS TRUE AND (l%d > 0 OR h%d = 0) THEN l%d END "
		  "AS \"%s_amount_fen\"", b->root, b->amount, b->amount, b->amount, code);
	text_addf(w->out,
		  ",\n  CASE WHEN k%d IS TRUE AND l%d < h%d AND h%d < %" PRId64
		  " THEN h%d END AS \"%s_amount_max_fen\"",
		  b->root, b->amount, b->amount, b->amount, VALUE_HIGH, b->amount, code);
}

enum err sql_statement(const struct pack *pack, enum sql_dialect dialect, struct text *out)
{
	struct writer w = { .pack = pack, .dialect = dialect, .out = out };

	set_levels(&w);
	text_addf(out, "-- %s (%s), %s\n", pack->id, pack->document, pack->hash);
	for (int n = 1; n <= w.deepest; n++)
		level(&w, n);
	text_add(out, "\nSELECT id");
	for (int i = 0; i < pack->benefit_count; i++)
		result(&w, &pack->benefits[i]);
	text_addf(out, "\nFROM s%d ORDER BY id;\n", w.deepest);
	return out->full ? ERR_FULL : ERR_OK;
}

static const char *column_type(const struct pack_fact *fact)
{
	if (fact->type == FACT_BOOL)
		return "boolean";
	return fact->type == FACT_COUNT || fact->type == FACT_FEN ? "bigint" : "text";
}

#define BLANKS_SQLITE "char(32, 9, 10, 13, 160, 12288)"
#define BLANKS_POSTGRES "E' \\t\\n\\r\\u00a0\\u3000'"

/* Within quotes: a character of ASCII, or its full-width form. */
static void quoted_form(const struct writer *w, uint32_t c, bool wide)
{
	char bytes[4];
	size_t size = utf8_put(wide ? c + 0xfee0 : c, bytes);

	text_add_n(w->out, bytes, size);
	if (bytes[0] == '\'')
		text_add_n(w->out, bytes, 1);
}

/* Of all characters of ASCII that have one. */
static void all_forms(const struct writer *w, bool wide)
{
	text_add(w->out, "'");
	for (uint32_t c = '!'; c <= '~'; c++)
		quoted_form(w, c, wide);
	text_add(w->out, "'");
}

/* SQLite has no call for many characters, and its parser nests some twenty calls of one. */
#define NARROWED_AT_ONCE 16

static void narrow_some(const struct writer *w, const char *column, uint32_t first)
{
	uint32_t end = first + NARROWED_AT_ONCE <= '~' ? first + NARROWED_AT_ONCE : '~' + 1;

	for (uint32_t c = first; c < end; c++)
		text_add(w->out, "replace(");
	text_add(w->out, column);
	if (first > '!')
		text_addf(w->out, "_below_%" PRIu32, first);
	for (uint32_t c = first; c < end; c++) {
		text_add(w->out, ",'");
		quoted_form(w, c, true);
		text_add(w->out, "','");
		quoted_form(w, c, false);
		text_add(w->out, "')");
	}
}

/* So in several columns, each on the one before.  It cannot compose letters (NFC), either. */
static void key_column_sqlite(const struct writer *w, const char *column)
{
	uint32_t first = '!';

	for (; first + NARROWED_AT_ONCE <= '~'; first += NARROWED_AT_ONCE) {
		text_addf(w->out, ",\n  %s_below_%" PRIu32 " text GENERATED ALWAYS AS (", column,
			  first + NARROWED_AT_ONCE);
		narrow_some(w, column, first);
		text_add(w->out, ") VIRTUAL");
	}
	text_addf(w->out, ",\n  %s_key text GENERATED ALWAYS AS (nullif(trim(", column);
	narrow_some(w, column, first);
	text_add(w->out, ", " BLANKS_SQLITE "), '')) STORED");
}

/*
 * A trade as it is compared (base/normal.h), in a column of its own that the database fills:
 * NULL where nothing is said.
 */
static void key_column(const struct writer *w, const char *column)
{
	if (w->dialect == SQL_SQLITE) {
		key_column_sqlite(w, column);
		return;
	}
	text_addf(w->out, ",\n  %s_key text GENERATED ALWAYS AS (nullif(btrim(translate("
		  "normalize(%s, NFC), ", column, column);
	all_forms(w, true);
	text_add(w->out, ", ");
	all_forms(w, false);
	text_add(w->out, "), " BLANKS_POSTGRES "), '')) STORED");
}

static bool is_repeated(const struct pack *pack, int fact)
{
	for (int i = 0; i < pack->repeat_count; i++) {
		if (pack->repeats[i].occupation == fact)
			return true;
	}
	return false;
}

/* Behind the others, so that a row can be inserted without them. */
static void people_keys(const struct writer *w)
{
	for (int i = 0; i < w->pack->fact_count; i++) {
		char name[FACT_ID_MAX];
		struct text text = text_in(name, sizeof(name));
		struct writer inner = *w;

		inner.out = &text;
		fact_column(&inner, i);
		if (is_repeated(w->pack, i))
			key_column(w, name);
	}
}

enum err sql_tables(const struct pack *pack, enum sql_dialect dialect, struct text *out)
{
	struct writer w = { .pack = pack, .dialect = dialect, .out = out };

	text_add(out, "CREATE TABLE people (\n  id bigint PRIMARY KEY,\n  date text NOT NULL,\n"
		 "  stage text NOT NULL,\n  issue_date text,\n  history_known boolean NOT NULL,\n"
		 "  history_complete boolean NOT NULL");
	for (int i = 0; i < pack->fact_count; i++) {
		text_add(out, ",\n  ");
		fact_column(&w, i);
		text_addf(out, " %s", column_type(&pack->facts[i]));
	}
	people_keys(&w);
	text_add(out, "\n);\nCREATE TABLE claims (\n  person bigint NOT NULL,\n  date text NOT "
		      "NULL,\n"
		      "  kind text NOT NULL,\n  status text NOT NULL,\n  occupation text,\n  "
		      "level text");
	key_column(&w, "occupation");
	text_add(out, "\n);\n"
		      "CREATE INDEX claims_by_person ON claims (person);\n");
	return out->full ? ERR_FULL : ERR_OK;
}
