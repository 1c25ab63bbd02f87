#include "kiosk/interrupted.h"

#include "base/log.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool mark_path(const struct kiosk *kiosk, char path[PATHS_LENGTH_MAX])
{
	struct text text = text_in(path, PATHS_LENGTH_MAX);

	text_addf(&text, "%s/visit-open", kiosk->paths.data);
	return !text.full;
}

void interrupted_tell(struct kiosk *kiosk)
{
	struct event event = kiosk_event(kiosk, EVENT_RESTARTED);
	char path[PATHS_LENGTH_MAX];

	if (!mark_path(kiosk, path) || unlink(path))
		return;
	log_warn("the visit before was broken off");
	kiosk_post(kiosk, &event);
}

/* Not synced: after a loss of power it is there as often as not, and nothing hangs on it. */
static void mark(const struct kiosk *kiosk)
{
	char path[PATHS_LENGTH_MAX];
	int fd = mark_path(kiosk, path) ?
		 open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;

	if (fd < 0)
		log_warn("that a visit is open cannot be noted: %s", strerror(errno));
	else
		close(fd);
}

void interrupted_note(struct kiosk *kiosk, const struct session *before)
{
	bool was = session_has_person(before), is = session_has_person(&kiosk->session);
	char path[PATHS_LENGTH_MAX];

	if (is && !was)
		mark(kiosk);
	else if (was && !is && mark_path(kiosk, path) && unlink(path))
		log_warn("that a visit was open stays noted: %s", strerror(errno));
}
