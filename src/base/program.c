#include "base/program.h"

#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int program_ended_with(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

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

/* Takes the end off when the path has it. */
static bool cut_end(char *path, const char *end)
{
	size_t len = strlen(path), cut = strlen(end);

	if (len < cut || strcmp(path + len - cut, end) != 0)
		return false;
	path[len - cut] = 0;
	return true;
}

#define PROGRAM_PATH_MAX 4096

/* The PREFIX that this program is installed below; false: it was only built. */
static bool is_installed(const char *dir, char prefix[PROGRAM_PATH_MAX])
{
	char share[PROGRAM_PATH_MAX + sizeof("/share/skills-kiosk")];

	if (text_copy(prefix, PROGRAM_PATH_MAX, dir) ||
	    !(cut_end(prefix, "/bin") || cut_end(prefix, "/libexec/skills-kiosk")))
		return false;
	snprintf(share, sizeof(share), "%s/share/skills-kiosk", prefix);
	return access(share, F_OK) == 0;
}

/* PREFIX/installed/name, or what stands beside the program that was only built. */
static enum err find(const char *installed, const char *built, const char *name, char *out,
		     size_t cap)
{
	char dir[PROGRAM_PATH_MAX], prefix[PROGRAM_PATH_MAX];
	struct text path = text_in(out, cap);

	if (program_dir(dir, sizeof(dir)))
		return ERR_IO;
	if (is_installed(dir, prefix))
		text_addf(&path, "%s/%s", prefix, installed);
	else
		text_addf(&path, "%s%s", dir, built);
	text_addf(&path, "%s%s", name[0] ? "/" : "", name);
	return path.full ? ERR_FULL : ERR_OK;
}

bool program_is_installed(void)
{
	char dir[PROGRAM_PATH_MAX], prefix[PROGRAM_PATH_MAX];

	return program_dir(dir, sizeof(dir)) == ERR_OK && is_installed(dir, prefix);
}

enum err program_helper(const char *name, char *out, size_t cap)
{
	return find("libexec/skills-kiosk", "", name, out, cap);
}

enum err program_share(const char *name, char *out, size_t cap)
{
	return find("share/skills-kiosk", "", name, out, cap);
}

enum err program_config(char *out, size_t cap)
{
	static const char below_usr[] = "/usr/etc/skills-kiosk";
	enum err err = find("etc/skills-kiosk", "/kiosk-config", "", out, cap);

	if (!err && cut_end(out, below_usr))
		return text_copy(out + strlen(out), cap - strlen(out), "/etc/skills-kiosk");
	return err;
}

bool program_tells(char **argv, const char *name, const char *version, const char *help)
{
	const char *asked = argv[0] ? argv[1] : NULL;

	if (asked && asked[0] != '-' && argv[2])
		asked = argv[2];
	if (asked && strcmp(asked, "--version") == 0)
		printf("%s %s\n", name, version);
	else if (asked && strcmp(asked, "--help") == 0)
		fputs(help, stdout);
	else
		return false;
	return true;
}
