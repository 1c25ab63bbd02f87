/* The commands that read cases: a pack, and then lines or a whole text from stdin. */
#include "tools/case_json.h"
#include "tools/commands.h"
#include "base/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *default_pack_dir(void)
{
	static char dir[4096];

	return program_share("packs/nb-2019-78", dir, sizeof(dir)) ? "" : dir;
}

static bool blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == 0;
}

/* Some editors put a mark before the text of a file. */
static const char *after_mark(const char *text)
{
	return strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text;
}

/* A line that cannot be read is told of; those after it are still answered. */
static enum err run_lines(const struct pack *pack, case_json_line *run)
{
	char *text = NULL;
	size_t cap = 0;
	int number = 0;
	enum err err = ERR_OK;

	while (getline(&text, &cap, stdin) >= 0) {
		struct diag diag = { 0 };
		const char *line = number++ ? text : after_mark(text);

		text[strcspn(text, "\r\n")] = 0;
		if (blank(line) || run(pack, number, line, &diag) == ERR_OK)
			continue;
		err = ERR_INPUT;
		fflush(stdout);
		diag_print(&diag);
	}
	free(text);
	return err;
}

int case_json_lines_in(const char *text, size_t size)
{
	int lines = 0;

	for (size_t i = 0; i < size && text[i]; i++)
		lines += text[i] == '\n';
	return lines;
}

static char *read_whole(FILE *file)
{
	char *text = NULL;
	size_t cap = 0;
	ssize_t size = getdelim(&text, &cap, 0, file);

	if (size < 0) {
		free(text);
		return NULL;
	}
	return text;
}

static enum err open_pack(int argc, char **argv, const char *usage, struct pack **ret_pack)
{
	const char *dir = default_pack_dir();
	struct diag diag = { 0 };
	enum err err;

	if (argc == 3 && strcmp(argv[1], "--pack") == 0) {
		dir = argv[2];
	} else if (argc != 1) {
		fprintf(stderr, "usage: skills-kiosk %s\n", usage);
		return ERR_INPUT;
	}
	err = pack_load(dir, ret_pack, &diag);
	if (err)
		diag_print(&diag);
	return err;
}

int case_json_lines(int argc, char **argv, const char *usage, case_json_line *run)
{
	struct pack *pack = NULL;
	enum err err = open_pack(argc, argv, usage, &pack);

	if (err)
		return EXIT_BAD_INPUT;
	err = run_lines(pack, run);
	pack_destroy(pack);
	return err ? EXIT_BAD_INPUT : EXIT_DONE;
}

int case_json_whole(int argc, char **argv, const char *usage, case_json_text *run)
{
	struct pack *pack = NULL;
	struct diag diag = { 0 };
	enum err err = open_pack(argc, argv, usage, &pack);
	char *text;

	if (err)
		return EXIT_BAD_INPUT;
	text = read_whole(stdin);
	err = text ? run(pack, "stdin", after_mark(text), &diag) :
		     diag_set(&diag, "stdin", 1, 1, "nothing to read; give a JSON object");
	free(text);
	pack_destroy(pack);
	if (err)
		diag_print(&diag);
	return err ? EXIT_BAD_INPUT : EXIT_DONE;
}
