#include "store/queries.h"

#define COURSE_COLUMNS \
	"c.id, c.title_zh, c.title_en, c.kind, c.occupation, c.level, c.on_list," \
	" c.std, c.std_from, c.std_until, c.shortage_uplift_pct, c.listed_for_person," \
	" c.institution, i.title_zh, i.title_en, i.status, i.listed, c.region," \
	" c.starts, c.training_days, c.filed, c.online, c.source," \
	" d.title_hant, d.family," \
	" e.title_hant, e.address_zh, e.address_hant, e.address_en, e.phone" \
	" FROM course c LEFT JOIN institution i ON i.id = c.institution" \
	" LEFT JOIN course_detail d ON d.id = c.id" \
	" LEFT JOIN institution_detail e ON e.id = c.institution "

/* ?1 kinds as bits, ?2 region, ?3 first day, ?4 institution */
#define WHERE_FILTER \
	" WHERE (?1 = 0 OR (?1 >> c.kind) & 1) AND (?2 = 0 OR c.region = ?2)" \
	" AND c.starts >= ifnull(?3, c.starts)" \
	" AND c.institution = ifnull(?4, c.institution)"

static const char *const sql[QUERY_COUNT] = {
	[QUERY_PERSON] = "SELECT sealed FROM person WHERE place = ?1",
	[QUERY_LEDGER] = "SELECT sealed FROM ledger WHERE place = ?1",
	[QUERY_TRAININGS] = "SELECT sealed FROM training WHERE place = ?1",
	/* In the order of the places, which is nobody's. */
	[QUERY_PEOPLE] = "SELECT place, sealed FROM person ORDER BY place",
	[QUERY_LEDGERS] = "SELECT place, sealed FROM ledger ORDER BY place",
	[QUERY_COUNT_COURSES] = "SELECT count(*) FROM course c" WHERE_FILTER,
	[QUERY_COURSE] = "SELECT " COURSE_COLUMNS "WHERE c.id = ?1",
	[QUERY_COURSES] = "SELECT " COURSE_COLUMNS
		WHERE_FILTER " ORDER BY c.starts, c.id LIMIT ?6 OFFSET ?5",
	[QUERY_INSTITUTIONS] = "SELECT i.id, i.title_zh, i.title_en, i.source, e.title_hant,"
		" e.address_zh, e.address_hant, e.address_en, e.phone, i.status, i.listed"
		" FROM institution i LEFT JOIN institution_detail e ON e.id = i.id"
		" ORDER BY i.id",
	/* A region's own amount before the city's (region 0), the latest first. */
	[QUERY_STANDARD] = "SELECT amount, source FROM standard"
		" WHERE what = ?1 AND region IN (0, ?2) AND starts <= ?3"
		" ORDER BY region DESC, starts DESC LIMIT 1",
	[QUERY_LATER_RULES] = "SELECT key, starts, issued_by, matter, value FROM later_rule"
		" ORDER BY starts, key",
	[QUERY_EMPLOYER] = "SELECT 1 FROM employer WHERE key = ?1",
	[QUERY_EMPLOYERS_SINCE] = "SELECT at FROM import WHERE kind = 'employer'",
	[QUERY_DISCLOSURES] = "SELECT name, tail, title, amount, first, last, source"
		" FROM disclosure ORDER BY last, title, name, tail LIMIT ?1",
	[QUERY_VISIT] = "SELECT 1 FROM visit WHERE key = ?1",
	[QUERY_BY_KEY] = "SELECT receipt_no, sealed FROM application WHERE key = ?1",
	[QUERY_BY_SEQ] = "SELECT receipt_no, sealed, key FROM application WHERE seq = ?1",
	[QUERY_APPLICATIONS] = "SELECT receipt_no, sealed, key FROM application ORDER BY seq",
	/* ?1 person, ?2 not before; ?3 last rows at most, so that it needs no index */
	[QUERY_RECENT] = "SELECT receipt_no, sealed, key FROM ("
		"SELECT * FROM application ORDER BY seq DESC LIMIT ?3)"
		" WHERE person = ?1 AND at >= ?2 ORDER BY seq DESC",
	[QUERY_HELD] = "SELECT receipt_no, sealed, key FROM application"
		" WHERE person = ?1 ORDER BY seq DESC LIMIT ?2",
	[QUERY_CHAIN] = "SELECT rows, head FROM chain WHERE name = ?1",
	[QUERY_AUDIT_LOG] = "SELECT seq, at, what, sealed FROM trail"
		" WHERE seq > ?1 AND (?2 IS NULL OR person = ?2) ORDER BY seq LIMIT ?3",
	[QUERY_AUDIT_COUNT] = "SELECT count(*) FROM trail WHERE what = ?1 AND at >= ?2",
	[QUERY_LAST_AUDIT] = "SELECT at FROM trail ORDER BY seq DESC LIMIT 1",
	[QUERY_NEWEST_AUDIT] = "SELECT seq, at, what, sealed FROM trail"
		" WHERE what = ?1 ORDER BY seq DESC LIMIT 1",
	[QUERY_OLDEST] = "SELECT seq, at, key, prev, mac FROM application ORDER BY seq",
	[QUERY_OLDEST_LINES] = "SELECT seq, at, NULL, prev, mac FROM trail ORDER BY seq",
	/* ?1 seq, ?2 its mac, ?3 now, ?4 the chain, ?5 its prev */
	[QUERY_EXTEND_EXPIRED] = "UPDATE expired SET last = ?1, head = ?2, at = ?3,"
		" mac = row_mac('expired', name, first, ?1, prev, ?2, ?3)"
		" WHERE name = ?4 AND last = ?1 - 1",
	[QUERY_PUT_EXPIRED] = "INSERT INTO expired VALUES(?4, ?1, ?1, ?5, ?2, ?3,"
		" row_mac('expired', ?4, ?1, ?1, ?5, ?2, ?3))",
	[QUERY_DROP_APPLICATION] = "DELETE FROM application WHERE seq = ?1",
	[QUERY_DROP_VISIT] = "DELETE FROM visit WHERE key = ?1",
	/* A visit that was left before it was signed; rows are few: one a day goes over them. */
	[QUERY_DROP_LEFT_VISITS] = "DELETE FROM visit WHERE reserved < ?1"
		" AND key NOT IN (SELECT key FROM application)",
	[QUERY_DROP_LINE] = "DELETE FROM trail WHERE seq = ?1",
	[QUERY_PUT_PERSON] = "INSERT OR REPLACE INTO person VALUES(?1, ?2)",
	[QUERY_PUT_LEDGER] = "INSERT OR REPLACE INTO ledger VALUES(?1, ?2)",
	[QUERY_PUT_TRAININGS] = "INSERT OR REPLACE INTO training VALUES(?1, ?2)",
	[QUERY_HAS_COURSE] = "SELECT 1 FROM course WHERE id = ?1",
	[QUERY_PUT_INSTITUTION] = "INSERT OR REPLACE INTO institution VALUES("
		"?1, ?2, ?3, ?4, ?5, ?6, row_mac('institution', ?1, ?2, ?3, ?4, ?5, ?6))",
	[QUERY_PUT_COURSE] = "INSERT OR REPLACE INTO course VALUES("
		"?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
		" ?17, ?18, ?19, row_mac('course', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
		" ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19))",
	[QUERY_PUT_COURSE_DETAIL] = "INSERT OR REPLACE INTO course_detail VALUES("
		"?1, ?2, ?3, row_mac('course_detail', ?1, ?2, ?3))",
	[QUERY_PUT_INSTITUTION_DETAIL] = "INSERT OR REPLACE INTO institution_detail VALUES("
		"?1, ?2, ?3, ?4, ?5, ?6,"
		" row_mac('institution_detail', ?1, ?2, ?3, ?4, ?5, ?6))",
	[QUERY_PUT_STANDARD] = "INSERT OR REPLACE INTO standard VALUES("
		"?1, ?2, ?3, ?4, ?5, row_mac('standard', ?1, ?2, ?3, ?4, ?5))",
	[QUERY_PUT_LATER_RULE] = "INSERT OR REPLACE INTO later_rule VALUES("
		"?1, ?2, ?3, ?4, ?5, ?6, row_mac('later_rule', ?1, ?2, ?3, ?4, ?5, ?6))",
	[QUERY_PUT_EMPLOYER] = "INSERT INTO employer VALUES(?1, ?2, ?3, ?4,"
		" row_mac('employer', ?1, ?2, ?3, ?4))",
	[QUERY_PUT_DISCLOSURE] = "INSERT INTO disclosure VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7,"
		" row_mac('disclosure', ?1, ?2, ?3, ?4, ?5, ?6, ?7))",
	[QUERY_PUT_IMPORT] = "INSERT OR REPLACE INTO import VALUES("
		"?1, ?2, ?3, row_mac('import', ?1, ?2, ?3))",
	[QUERY_PUT_VISIT] = "INSERT OR IGNORE INTO visit VALUES("
		"?1, ?2, row_mac('visit', ?1, ?2))",
	[QUERY_PUT_APPLICATION] = "INSERT INTO application VALUES("
		"?1, ?2, ?3, ?4, ?5, ?6, ?7,"
		" row_mac('application', ?1, ?2, ?3, ?4, ?5, ?6, ?7)) RETURNING mac",
	[QUERY_PUT_AUDIT_LOG] = "INSERT INTO trail VALUES("
		"?1, ?2, ?3, ?4, ?5, ?6,"
		" row_mac('trail', ?1, ?2, ?3, ?4, ?5, ?6)) RETURNING mac",
	/* In its place: a row put anew would write its index's page too. */
	[QUERY_PUT_CHAIN] = "INSERT INTO chain VALUES("
		"?1, ?2, ?3, row_mac('chain', ?1, ?2, ?3)) ON CONFLICT(name) DO UPDATE"
		" SET rows = excluded.rows, head = excluded.head, mac = excluded.mac",
	[QUERY_PUT_GAP] = "INSERT OR IGNORE INTO gap VALUES("
		"?1, ?2, ?3, ?4, row_mac('gap', ?1, ?2, ?3, ?4))",
	[QUERY_ADD_RATING] = "INSERT OR REPLACE INTO rating"
		" SELECT ?1, ?2, n, row_mac('rating', ?1, ?2, n) FROM (SELECT 1 + ifnull("
		"(SELECT count FROM rating WHERE day = ?1 AND grade = ?2), 0) AS n)",
	[QUERY_RATINGS] = "SELECT day, grade, count FROM rating"
		" WHERE day > ?1 ORDER BY day, grade",
	[QUERY_HAS_INSTITUTION] = "SELECT 1 FROM institution WHERE id = ?1",
	[QUERY_SEE_KEY] = "INSERT OR IGNORE INTO temp.seen VALUES(?1, ?2)",
	[QUERY_LINE_OF_KEY] = "SELECT line FROM temp.seen WHERE key = ?1",
	/* Courses of one trade and level whose amounts differ on a day that both are for. */
	[QUERY_TWO_STANDARDS] =
		"WITH amount AS (SELECT kind, occupation, level, std,"
		"  ifnull(std_from, -1000000) AS first, ifnull(std_until, 1000000) AS last,"
		"  max(id) AS id FROM course WHERE std IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6)"
		" SELECT a.id, b.id FROM amount a JOIN amount b USING(kind, occupation, level)"
		" WHERE a.std < b.std AND a.first <= b.last AND b.first <= a.last LIMIT 1",
	/* ?1 kind of bundle, ?2 table: an import by hand that came later counts by its own day. */
	[QUERY_DATA_MADE] = "SELECT CASE WHEN b.taken IS NULL OR i.at > b.taken + 60"
		" THEN i.at ELSE b.made END FROM import i LEFT JOIN bundle b ON b.kind = ?1"
		" WHERE i.kind = ?2",
	[QUERY_BUNDLES] = "SELECT kind, version, made, taken FROM bundle ORDER BY kind",
	/* Only ever a newer one: no row changes otherwise. */
	[QUERY_PUT_BUNDLE] = "INSERT INTO bundle VALUES(?1, ?2, ?3, ?4,"
		" row_mac('bundle', ?1, ?2, ?3, ?4)) ON CONFLICT(kind) DO UPDATE SET"
		" version = ?2, made = ?3, taken = ?4, mac = row_mac('bundle', ?1, ?2, ?3, ?4)"
		" WHERE version < ?2",
	[QUERY_COURSE_WITHOUT_SCHOOL] = "SELECT id, institution FROM course"
		" WHERE institution NOT IN (SELECT id FROM institution) ORDER BY id LIMIT 1",
	[QUERY_PUT_OUTBOX] = "INSERT INTO outbox VALUES(?1, ?2, 0, '', x'',"
		" row_mac('outbox', ?1, ?2, 0, '', x''))",
	/* As the centre has them, until it says that it lacks them: it may know some. */
	[QUERY_ADOPT_OUTBOX] = "INSERT INTO outbox SELECT seq, key, 1, '', x'',"
		" row_mac('outbox', seq, key, 1, '', x'') FROM application"
		" WHERE seq NOT IN (SELECT seq FROM outbox)",
	/* Without the text of its application: that may have been kept its time. */
	[QUERY_NEXT_OUTBOX] = "SELECT o.seq, o.key, o.sealed, ifnull(a.receipt_no, '')"
		" FROM outbox o LEFT JOIN application a ON a.seq = o.seq"
		" WHERE o.seq > ?1 AND o.state = 0 ORDER BY o.seq LIMIT 1",
	[QUERY_OUTBOX] = "SELECT seq, key, state, answer FROM outbox ORDER BY seq",
	[QUERY_SEAL_OUTBOX] = "UPDATE outbox SET sealed = ?2,"
		" mac = row_mac('outbox', seq, key, state, answer, ?2) WHERE seq = ?1",
	[QUERY_MARK_OUTBOX] = "UPDATE outbox SET state = ?2, answer = ?3,"
		" mac = row_mac('outbox', seq, key, ?2, ?3, sealed) WHERE seq = ?1",
	[QUERY_RETRY_OUTBOX] = "UPDATE outbox SET state = 0,"
		" mac = row_mac('outbox', seq, key, 0, answer, sealed) WHERE state = 2",
	[QUERY_DROP_OUTBOX] = "DELETE FROM outbox WHERE seq = ?1",
	[QUERY_TAKEN_OUTBOX] = "SELECT seq, key FROM outbox"
		" WHERE seq > ?1 AND state = 1 ORDER BY seq LIMIT ?2",
	[QUERY_COUNT_OUTBOX] = "SELECT state, count(*) FROM outbox GROUP BY state",
	[QUERY_OUTBOX_SINCE] = "SELECT min(a.at) FROM outbox o JOIN application a ON a.seq = o.seq"
		" WHERE o.state = 0",
	/* Tables are noted; `import` calls what they hold by other words. */
	[QUERY_IMPORTS] = "SELECT CASE kind WHEN 'person' THEN 'register'"
		" WHEN 'ledger' THEN 'history' WHEN 'course' THEN 'catalogue'"
		" WHEN 'institution' THEN 'institutions' WHEN 'standard' THEN 'standards'"
		" WHEN 'later_rule' THEN 'overrides' WHEN 'training' THEN 'trainings'"
		" WHEN 'disclosure' THEN 'disclosures' WHEN 'employer' THEN 'friction'"
		" ELSE kind END, at"
		" FROM import WHERE kind NOT LIKE '%_detail' ORDER BY 1",
};

const char *query_sql(enum query query)
{
	return sql[query];
}
