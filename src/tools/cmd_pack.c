#include "tools/case_json.h"
#include "tools/commands.h"
#include "tools/install.h"
#include "policy/check.h"
#include "policy/draw/draw.h"
#include "policy/official/official.h"
#include "policy/sql/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int pack_usage(void)
{
	fprintf(stderr, "pack: write skills-kiosk pack check DIR [--draw OUT], install DIR "
			"[--to ROOT] or install --stick FILE|DIR [--config DIR] [--data DIR], "
			"key FILE, sign DIR --key FILE --to FILE or sign KIND FILE.csv "
			"--number N --key FILE --to FILE, sql [--dialect sqlite|postgres] "
			"[--tables] [--pack DIR], or text FILE [--pack DIR]\n");
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
	printf("  %s, hash %s\n", s->id, s->hash);
	printf("  %d rules: %d in conditions, %d in amounts, %d as text, %d in processes, "
	       "%d statistics, %d decided elsewhere\n", all, s->rules[0], s->rules[1], s->rules[2],
	       s->rules[3], s->rules[4], s->rules[5]);
	printf("  %d readings, %d with an alternative in the trees\n", s->readings, s->selectable);
	printf("  %d benefits, %d steps, %d sample cases passed\n", s->benefits, s->steps,
	       s->cases);
}

#define SVG_SIZE ((size_t)1 << 20)

static enum err draw_one(const struct pack *pack, int benefit, const char *out, char *buffer)
{
	struct text text = text_in(buffer, SVG_SIZE);
	char path[4096];
	FILE *file;
	bool written;

	if (draw_benefit(pack, benefit, &text))
		return ERR_FULL;
	snprintf(path, sizeof(path), "%s/%s.svg", out, pack_benefit(pack, benefit)->code);
	file = fopen(path, "wb");
	if (!file)
		return ERR_IO;
	written = fwrite(buffer, 1, text.len, file) == text.len;
	return fclose(file) == 0 && written ? ERR_OK : ERR_IO;
}

/* One SVG a benefit into OUT. */
static int draw(const char *dir, const char *out)
{
	struct pack *pack = NULL;
	struct diag diag = { 0 };
	char *buffer = malloc(SVG_SIZE);
	enum err err = pack_load(dir, &pack, &diag);

	if (err || !buffer) {
		free(buffer);
		return fault(&diag);
	}
	mkdir(out, 0755);
	for (int i = 0; i < pack_benefit_count(pack) && err == ERR_OK; i++)
		err = draw_one(pack, i, out, buffer);
	pack_destroy(pack);
	free(buffer);
	if (err)
		fprintf(stderr, "%s:1:1: cannot be written; name a folder that can\n", out);
	return err ? EXIT_DEVICE : EXIT_DONE;
}

static int check(int argc, char **argv)
{
	struct pack_summary summary = { 0 };
	struct diag diag = { 0 };
	bool drawn = argc == 3 && strcmp(argv[1], "--draw") == 0;

	if (argc != 1 && !drawn)
		return pack_usage();
	if (pack_check(argv[0], &summary, &diag))
		return fault(&diag);
	print_summary(argv[0], &summary);
	return drawn ? draw(argv[0], argv[2]) : EXIT_DONE;
}

static int install(int argc, char **argv)
{
	const char *root = "/var/lib/skills-kiosk/packs";
	struct diag diag = { 0 };
	char place[4096];
	enum err err;

	if (argc == 3 && strcmp(argv[1], "--to") == 0)
		root = argv[2];
	else if (argc != 1)
		return pack_usage();
	err = install_pack(argv[0], root, place, sizeof(place), &diag);
	if (err) {
		diag_print(&diag);
		return err == ERR_IO ? EXIT_DEVICE : EXIT_BAD_INPUT;
	}
	printf("%s: in use\n", place);
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
		return pack_usage();
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
			return pack_usage();
	}
	return print_sql(dir, dialect, tables);
}

static void print_sentences(const struct pack *pack, const struct official *official)
{
	char sentence[8192];

	for (int i = 0; i < pack_rule_count(pack); i++) {
		if (official_sentence(official, pack, i, sentence, sizeof(sentence)) == ERR_OK)
			printf("%s\t%s\n", pack_rule(pack, i)->id, sentence);
	}
}

/*
 * text FILE [--pack DIR]: is the installed document the one, and what does each
 * rule say there?
 */
static int text(int argc, char **argv)
{
	const char *dir =
		argc == 3 && strcmp(argv[1], "--pack") == 0 ? argv[2] : default_pack_dir();
	struct official *official = NULL;
	struct pack *pack = NULL;
	struct diag diag = { 0 };
	enum err err;

	if (argc != 1 && argc != 3)
		return pack_usage();
	if (pack_load(dir, &pack, &diag))
		return fault(&diag);
	err = official_open(pack, argv[0], &official, &diag);
	if (err == ERR_OK)
		print_sentences(pack, official);
	else
		diag_print(&diag);
	official_close(official);
	pack_destroy(pack);
	return err ? EXIT_BAD_INPUT : EXIT_DONE;
}

int cmd_pack(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "check") == 0)
		return check(argc - 2, argv + 2);
	if (argc >= 2 && strcmp(argv[1], "key") == 0)
		return pack_key(argc - 2, argv + 2);
	if (argc >= 2 && strcmp(argv[1], "sign") == 0)
		return pack_sign(argc - 2, argv + 2);
	if (argc >= 3 && strcmp(argv[1], "install") == 0 && strncmp(argv[2], "--", 2) == 0)
		return pack_install_stick(argc - 2, argv + 2);
	if (argc >= 3 && strcmp(argv[1], "install") == 0)
		return install(argc - 2, argv + 2);
	if (argc >= 2 && strcmp(argv[1], "sql") == 0)
		return sql(argc - 2, argv + 2);
	if (argc >= 3 && strcmp(argv[1], "text") == 0)
		return text(argc - 2, argv + 2);
	return pack_usage();
}
