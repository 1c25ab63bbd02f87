/*
 * The running program itself.
 */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Of waitpid: the code that a process ended with, or as shells say it 128 and its signal. */
int program_ended_with(int status);

/* The folder of this program's own file, without a slash at its end; ERR_IO. */
enum err program_dir(char *out, size_t cap) MUST_CHECK;

/*
 * Where the rest of ours lies.  An installed program (in PREFIX/bin, or a helper in
 * PREFIX/libexec/skills-kiosk, with PREFIX/share/skills-kiosk there) finds it below the same
 * PREFIX, so that a tree may stand anywhere; one that was only built finds all of it beside
 * itself.  Whether it is there is not asked.  ERR_IO; ERR_FULL.
 */
/* Whether it is. */
bool program_is_installed(void);
/* A program that we start. */
enum err program_helper(const char *name, char *out, size_t cap) MUST_CHECK;
/* What is shipped and never changed: words, fonts, speech, packs; "": the folder of all. */
enum err program_share(const char *name, char *out, size_t cap) MUST_CHECK;
/* What a hall sets: /etc/skills-kiosk where PREFIX is /usr, else PREFIX/etc/skills-kiosk. */
enum err program_config(char *out, size_t cap) MUST_CHECK;

/*
 * "0.1.0 (1a2b3c4)": the version and the commit that was built, with "+" where files were changed;
 * "(unknown)" where the sources were no working tree.  Made by programs/version.cmake, and linked
 * into programs alone.
 */
extern const char program_version[];

/*
 * Answers --help and --version, alone or after a command's word, on stdout; false: the program was
 * started for something else.  help is whole lines, one a flag.
 */
bool program_tells(char **argv, const char *name, const char *version, const char *help);

#endif
