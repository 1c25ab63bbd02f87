#include "base/harden.h"

#include "base/log.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

extern char **environ;

/* What we, SDL, the X and sound libraries read; a name that ends in '_' stands for all such. */
static const char *const kept[] = {
	"PATH", "HOME", "TMPDIR", "LANG", "LC_", "TZ",
	"DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "XDG_STATE_HOME",
	"XCOMPOSEFILE", "SDL_", "PULSE_SERVER", "KIOSK_", "SKILLS_KIOSK_DATA",
	"CREDENTIALS_DIRECTORY",
#ifdef SANITIZED
	"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
#endif
};

static bool is_kept(const char *entry)
{
	size_t length = strcspn(entry, "=");

	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		size_t known = strlen(kept[i]);
		bool all_such = kept[i][known - 1] == '_';

		if (strncmp(entry, kept[i], known) == 0 && (length == known || all_such))
			return true;
	}
	return false;
}

static char **cleaned;

/* Whoever preloads a library has this process anyway, and the library may want what it reads. */
static bool clean_environment(void)
{
	size_t count = 0, n = 0;

	while (environ[count])
		count++;
	cleaned = calloc(count + 1, sizeof(*cleaned));
	for (size_t i = 0; cleaned && i < count; i++) {
		if (is_kept(environ[i]))
			cleaned[n++] = environ[i];
	}
	if (cleaned && !getenv("LD_PRELOAD"))
		environ = cleaned;
	return cleaned;
}

char **harden_environment(void)
{
	return cleaned ? cleaned : environ;
}

#ifdef SANITIZED
/* The leak check, which runs after this, traces its own process. */
static void let_be_traced(void)
{
	prctl(PR_SET_DUMPABLE, 1);
}
#endif

void harden(void)
{
	const struct rlimit none = { 0, 0 };

	umask(077);
	if (!clean_environment() || setrlimit(RLIMIT_CORE, &none) || prctl(PR_SET_DUMPABLE, 0) ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) {
		log_error("the kernel refuses what keeps personal data in: %s", strerror(errno));
		_exit(3);
	}
#ifdef SANITIZED
	atexit(let_be_traced);
#endif
}
