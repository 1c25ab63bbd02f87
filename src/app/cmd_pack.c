#include "app/case_json.h"
#include "app/commands.h"
#include "policy/check.h"
#include "policy/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int usage(void)
{
	fprintf(stderr, "usage: skills-kiosk pack check DIR [--draw OUT]\n"
			"       skills-kiosk pack install DIR [--to ROOT]\n"
			"       skills-kiosk pack sql [--dialect sqlite|postgres] [--tables] "
			"[--pack DIR]\n");
	return EXIT_BAD_INPUT;
}

static int fault(const struct diag *diag)
{
	diag_print(diag);
	return EXIT_BAD_INPUT;
}

static void print_summary(const char *dir, const struct pack_summary *s)
{
	int all = 0;

	for (int i = 0; i < 6; i++)
		all += s->rules[i];
	printf("%s: sound\n", dir);
	printf("  %d rules: %d in conditions, %d in amounts, %d as text, %d in processes, "
	       "%d statistics, %d decided elsewhere\n", all, s->rules[0], s->rules[1], s->rules[2],
	       s->rules[3], s->rules[4], s->rules[5]);
	printf("  %d readings, %d with an alternative in the trees\n", s->readings, s->selectable);
	printf("  %d benefits, %d steps, %d sample cases passed\n", s->benefits, s->steps,
	       s->cases);
}

static int check(int argc, char **argv)
{
	struct pack_summary summary = { 0 };
	struct diag diag = { 0 };

	if (argc != 1)
		return usage();
	if (pack_check(argv[0], &summary, &diag))
		return fault(&diag);
	print_summary(argv[0], &summary);
	return EXIT_DONE;
}

#define SQL_SIZE ((size_t)4 << 20)

static int print_sql(const char *dir, const char *dialect, bool tables)
{
	struct pack *pack = NULL;
	struct diag diag = { 0 };
	char *buffer = malloc(SQL_SIZE);
	struct text out;
	int which = 0;
	enum err err;

	while (which < SQL_DIALECT_COUNT &&
	       strcmp(dialect, sql_dialect_name((enum sql_dialect)which)) != 0)
		which++;
	if (!buffer || which == SQL_DIALECT_COUNT) {
		free(buffer);
		return usage();
	}
	out = text_in(buffer, SQL_SIZE);
	err = pack_load(dir, &pack, &diag);
	if (err) {
		free(buffer);
		return fault(&diag);
	}
	err = tables ? sql_tables(pack, (enum sql_dialect)which, &out) :
		       sql_statement(pack, (enum sql_dialect)which, &out);
	fputs(out.bytes, stdout);
	pack_destroy(pack);
	free(buffer);
	return err ? EXIT_DEVICE : EXIT_DONE;
}

/* --dialect NAME, --pack DIR, --tables. */
static int sql(int argc, char **argv)
{
	const char *dialect = "sqlite", *dir = default_pack_dir();
	bool tables = false;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--tables") == 0)
			tables = true;
		else if (strcmp(argv[i], "--dialect") == 0 && i + 1 < argc)
			dialect = argv[++i];
		else if (strcmp(argv[i], "--pack") == 0 && i + 1 < argc)
			dir = argv[++i];
		else
			return usage();
	}
	return print_sql(dir, dialect, tables);
}

int cmd_pack(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "check") == 0)
		return check(argc - 2, argv + 2);
	if (argc >= 2 && strcmp(argv[1], "sql") == 0)
		return sql(argc - 2, argv + 2);
	return usage();
}
