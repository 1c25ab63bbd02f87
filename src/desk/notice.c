#include "desk/notice.h"

#include "base/clock.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "desk/made_file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOTICE_PATH_MAX 1024
/* A letter is set in a fifth of a second; a machine that is busy takes its time. */
#define NOTICE_MS 30000
#define NOTICE_LOOK_US 10000

/* ---- the letter ---- */

static void put_text(FILE *out, const char *text)
{
	for (; *text; text++)
		putc((unsigned char)*text < ' ' || *text == 127 ? ' ' : *text, out);
}

static void put_line(FILE *out, const json_t *line)
{
	size_t i;
	json_t *part;

	json_array_foreach(line, i, part) {
		if (i > 0)
			putc('\t', out);
		put_text(out, json_is_string(part) ? json_string_value(part) : "");
	}
	putc('\n', out);
}

static enum err write_letter(const char *path, const json_t *lines)
{
	FILE *out = fopen(path, "we");
	bool ok = out != NULL;
	size_t i;
	json_t *line;

	if (out) {
		json_array_foreach(lines, i, line)
			put_line(out, line);
		ok = ferror(out) == 0;
		ok = fclose(out) == 0 && ok;
	}
	if (ok)
		return ERR_OK;
	log_error("a letter could not be written: %s", strerror(errno));
	return ERR_IO;
}

/* ---- the press ---- */

/* Its exit status; one that takes too long is ended. */
static int wait_for(pid_t child)
{
	int64_t end_ms = clock_ms() + NOTICE_MS;
	int status = 0;
	pid_t ended;

	while ((ended = waitpid(child, &status, WNOHANG)) == 0 && clock_ms() < end_ms)
		usleep(NOTICE_LOOK_US);
	if (ended == 0) {
		kill(child, SIGKILL);
		ended = waitpid(child, &status, 0);
	}
	return ended == child ? program_ended_with(status) : -1;
}

/* The signals that serve waits for are blocked in its threads, and not in its children. */
static enum err start(const char *press, char *const words[], pid_t *ret_child)
{
	posix_spawnattr_t attributes;
	sigset_t none;
	int failed;

	sigemptyset(&none);
	if (posix_spawnattr_init(&attributes) != 0)
		return ERR_IO;
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	failed = posix_spawn(ret_child, press, NULL, &attributes, words, harden_environment());
	posix_spawnattr_destroy(&attributes);
	return failed ? ERR_IO : ERR_OK;
}

static enum err run_press(char *letter, char *out)
{
	char press[NOTICE_PATH_MAX], catalogues[NOTICE_PATH_MAX];
	char *words[] = { press, "--letter", letter, "--out", out, "--words", catalogues, NULL };
	enum err err = program_helper("kiosk-press", press, sizeof(press));
	pid_t child = 0;

	if (!err)
		err = program_share("words", catalogues, sizeof(catalogues));
	if (!err && access(press, X_OK) != 0)
		return ERR_ABSENT;
	if (!err)
		err = start(press, words, &child);
	if (!err && wait_for(child) != 0)
		err = ERR_IO;
	if (err)
		log_error("kiosk-press did not set a letter");
	return err;
}

enum err notice_set(const json_t *lines, json_t **ret_pdf)
{
	char dir[] = "/tmp/skills-desk-XXXXXX", letter[sizeof(dir) + 8], out[sizeof(dir) + 8];
	enum err err;

	if (!mkdtemp(dir)) {
		log_error("%s: %s", dir, strerror(errno));
		return ERR_IO;
	}
	snprintf(letter, sizeof(letter), "%s/letter", dir);
	snprintf(out, sizeof(out), "%s/pdf", dir);
	err = write_letter(letter, lines);
	if (!err)
		err = run_press(letter, out);
	if (!err)
		err = made_file_read(out, ret_pdf);
	unlink(letter);
	unlink(out);
	rmdir(dir);
	return err;
}
