#include "app/interrupted.h"

#include "base/log.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool mark_path(const struct app *app, char path[PLACE_MAX])
{
	struct text text = text_in(path, PLACE_MAX);

	text_addf(&text, "%s/visit-open", app->places.data);
	return !text.full;
}

void interrupted_tell(struct app *app)
{
	struct event event = app_event(app, EVENT_RESTARTED);
	char path[PLACE_MAX];

	if (!mark_path(app, path) || unlink(path))
		return;
	log_warn("the visit before was broken off");
	app_post(app, &event);
}

/* Not synced: after a loss of power it is there as often as not, and nothing hangs on it. */
static void mark(const struct app *app)
{
	char path[PLACE_MAX];
	int fd = mark_path(app, path) ?
		 open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;

	if (fd < 0)
		log_warn("that a visit is open cannot be noted: %s", strerror(errno));
	else
		close(fd);
}

void interrupted_note(struct app *app, const struct session *before)
{
	bool was = session_has_person(before), is = session_has_person(&app->session);
	char path[PLACE_MAX];

	if (is && !was)
		mark(app);
	else if (was && !is && mark_path(app, path) && unlink(path))
		log_warn("that a visit was open stays noted: %s", strerror(errno));
}
