#include "base/program.h"

#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum err program_dir(char *out, size_t cap)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	if (n <= 0)
		return ERR_IO;
	path[n] = 0;
	slash = strrchr(path, '/');
	assert(slash);
	*slash = 0;
	return text_copy(out, cap, path);
}

bool program_tells(char **argv, const char *name, const char *version, const char *help)
{
	const char *first = argv[0] ? argv[1] : NULL;

	if (first && strcmp(first, "--version") == 0)
		printf("%s %s\n", name, version);
	else if (first && strcmp(first, "--help") == 0)
		fputs(help, stdout);
	else
		return false;
	return true;
}
