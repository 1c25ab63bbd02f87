/*
 * A case of the golden schema (src/policy/FACTS.md) as JSON, read into a
 * policy_case: what `eval` and `plan` are given.
 */
#ifndef TOOLS_CASE_JSON_H
#define TOOLS_CASE_JSON_H

#include "base/diag.h"
#include "base/json.h"
#include "base/json_read.h"
#include "policy/policy.h"
#include "tools/employers.h"

#define CASE_IGNORED_MAX 32
#define CASE_IGNORED_NAME_MAX 96

/*
 * Where a case stands, for faults; and what of it changed nothing: keys and words that nobody
 * knows.  One more than there is room for is a fault: nothing is dropped without a word.
 */
struct case_source {
	const char *name;	/* "stdin" */
	int line;		/* from 1: of the text's beginning */
	const char *text;	/* the line itself, to find columns in */
	struct json_document *document;	/* what it is read into; the caller's */
	const char *day;	/* of a case without a date, "YYYY-MM-DD"; NULL: it must have one */
	/* by which an employer's number decides; NULL: none, and what is typed counts */
	const struct employers *employers;
	char at[64];		/* what is read: "course", "history/claims/2" (json_place.h) */
	struct diag *diag;
	int ignored_count;
	/* facts by their name, what lies deeper with its place: "history/claims/0/kinds" */
	char ignored[CASE_IGNORED_MAX][CASE_IGNORED_NAME_MAX];
	uint64_t stated[FACTS_MAX / 64];	/* a bit a fact: stated in this case already */
};

/* Reads the object in the first size bytes of source->text; it belongs to source->document. */
enum err case_json_parse(struct case_source *source, size_t size,
			 const struct json **ret_object) MUST_CHECK;

/* An id may be anything, or absent; ERR_INPUT: longer than an answer has room for. */
enum err case_json_check_id(struct case_source *source, const struct json *id) MUST_CHECK;
/* As it came, of what was checked; null where it is absent. */
void case_json_write_id(struct json_writer *out, const struct case_source *source,
			const struct json *id);

/*
 * Fills the case from a parsed object; on ERR_INPUT source->diag says where.  beside: a further
 * key that the caller reads itself, or NULL.
 */
enum err case_json_read(const struct pack *pack, struct case_source *source,
			const struct json *object, const char *beside,
			struct policy_case *ret_case) MUST_CHECK;

/*
 * Reads one group of facts ("facts", "course" …) into the case; prefix "" or "course.".  passed:
 * keys that stand there for something else, up to a NULL; or NULL.
 */
enum err case_json_facts(const struct pack *pack, struct case_source *source,
			 const struct json *object, const char *prefix, const char *const *passed,
			 struct policy_case *c) MUST_CHECK;

/* Names whatever keys of the object are not among the known ones, up to a NULL, as ignored. */
enum err case_json_keys(struct case_source *source, const struct json *object,
			const char *const *known) MUST_CHECK;

/* diag at the place of a key of what is being read; "" for all of it. */
enum err case_json_fault(struct case_source *source, const char *key, const char *what);

/* What is read next; its parts as json_place has them. */
void case_json_enter(struct case_source *source, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* What a command does with one line; on ERR_INPUT diag says where it is wrong. */
typedef enum err case_json_line(const struct pack *pack, int number, const char *text,
				struct diag *diag);

/*
 * A command that reads cases from stdin, one a line: `[--pack DIR]`; returns its exit code.  Each
 * line that cannot be read gives one line on stderr; the others are answered.
 */
int case_json_lines(int argc, char **argv, const char *usage, case_json_line *run);

/* The same for a command that takes the whole text at once. */
typedef enum err case_json_text(const struct pack *pack, const char *name, const char *text,
				struct diag *diag);
int case_json_whole(int argc, char **argv, const char *usage, case_json_text *run);

/* Line breaks in the first size bytes. */
int case_json_lines_in(const char *text, size_t size);

/* The folder of the pack in use: --pack's, or the one that is shipped. */
const char *default_pack_dir(void);

#endif
