#include "tools/letter_print.h"

#include "base/diag.h"
#include "base/program.h"
#include "config/paths.h"
#include "helpers/rig.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A tab or a line's end would end the text of a letter's line. */
static void add_plain(struct text *out, const char *words)
{
	for (; *words; words++)
		text_add_n(out, strchr("\t\r\n", *words) ? " " : words, 1);
}

void letter_put(struct text *letter, const char *word, const char *words, const char *side)
{
	text_addf(letter, "%s\t", word);
	add_plain(letter, words);
	if (side) {
		text_add(letter, "\t");
		add_plain(letter, side);
	}
	text_add(letter, "\n");
}

static enum err write_letter(const char *command, const char *letter, char path[], int fd)
{
	size_t size = strlen(letter);
	bool whole = fd >= 0 && write(fd, letter, size) == (ssize_t)size;

	if (fd >= 0)
		close(fd);
	if (whole)
		return ERR_OK;
	fprintf(stderr, "%s: %s: %s\n", command, path, strerror(errno));
	return ERR_IO;
}

enum err letter_print(const char *command, const char *letter, const char *words, const char *to)
{
	char path[] = "/tmp/skills-kiosk-letter-XXXXXX", press[PATHS_LENGTH_MAX];
	struct diag diag;
	enum err err = program_helper("kiosk-press", press, sizeof(press));

	if (err)
		return err;
	err = write_letter(command, letter, path, mkstemp(path));
	if (!err && rig_run((const char *[]){ press, "--letter", path, "--out", to, "--words",
					      words, NULL }, &diag)) {
		diag_print(&diag);
		err = ERR_INPUT;
	}
	unlink(path);
	return err;
}
