#include "base/file_watch.h"

#include "base/log.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

/* What may bring a file, take it away, or take away the folder that is watched. */
#define EVENTS (IN_CREATE | IN_DELETE | IN_MOVE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

struct watched {
	char *path;
	bool there;	/* when it was last looked for */
	int id;		/* inotify's, of its folder or the nearest above it; -1 none */
};

struct file_watch {
	struct watched files[FILE_WATCH_MAX];
	int count;
	int inotify;
	int end;	/* readable: stop */
	file_moved_fn *moved;
	void *context;
	pthread_t thread;
};

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* Cuts a path to the folder that holds it; NULL: it is the top one. */
static const char *cut_last(char *path)
{
	char *slash = strrchr(path, '/');

	if (!path[0] || (slash == path && !path[1]))
		return NULL;
	if (slash == path)
		path[1] = 0;
	else
		*(slash ? slash : path) = 0;
	return path[0] ? path : ".";
}

/* The nearest folder above that can be watched; -1: none. */
static int watch_above(int inotify, const char *path)
{
	char *left = strdup(path);
	const char *folder;
	int id = -1;

	while (left && id < 0 && (folder = cut_last(left)))
		id = inotify_add_watch(inotify, folder, EVENTS);
	free(left);
	return id;
}

/* Two files of one folder share its watch. */
static bool is_used(const struct file_watch *watch, int id)
{
	for (int i = 0; i < watch->count; i++) {
		if (watch->files[i].id == id)
			return true;
	}
	return false;
}

/*
 * A folder may be made below the one that is watched at this very moment: a watch is
 * good when the search that follows it ends at the same.
 */
static void settle(struct file_watch *watch, struct watched *file)
{
	int before = file->id;
	int id = watch_above(watch->inotify, file->path);

	do {
		file->id = id;
		id = watch_above(watch->inotify, file->path);
	} while (id != file->id);
	if (before >= 0 && !is_used(watch, before))
		inotify_rm_watch(watch->inotify, before);
}

/* True when one of them came or went. */
static bool look(struct file_watch *watch)
{
	bool moved = false;

	for (int i = 0; i < watch->count; i++) {
		struct watched *file = &watch->files[i];
		bool there;

		settle(watch, file);
		there = is_there(file->path);
		moved |= there != file->there;
		file->there = there;
	}
	return moved;
}

/* Which events these were does not matter: the files are looked for. */
static void drop_events(int inotify)
{
	char events[4096];

	while (read(inotify, events, sizeof(events)) > 0)
		;
}

static void *run(void *argument)
{
	struct file_watch *watch = argument;
	struct pollfd polled[] = { { watch->inotify, POLLIN, 0 }, { watch->end, POLLIN, 0 } };

	for (;;) {
		if (poll(polled, 2, -1) < 0 && errno != EINTR)
			break;
		if (polled[1].revents)
			break;
		drop_events(watch->inotify);
		if (look(watch))
			watch->moved(watch->context);
	}
	return NULL;
}

static void release(struct file_watch *watch)
{
	for (int i = 0; i < watch->count; i++)
		free(watch->files[i].path);
	if (watch->inotify >= 0)
		close(watch->inotify);
	if (watch->end >= 0)
		close(watch->end);
	free(watch);
}

static struct file_watch *create(const char *const *paths, int count)
{
	struct file_watch *watch = calloc(1, sizeof(*watch));

	if (!watch)
		abort();
	assert(count <= FILE_WATCH_MAX);
	for (int i = 0; i < count; i++) {
		struct watched *file = &watch->files[watch->count];

		if (!paths[i] || !paths[i][0])
			continue;
		*file = (struct watched){ .path = strdup(paths[i]), .id = -1 };
		if (!file->path)
			abort();
		watch->count++;
	}
	watch->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	watch->end = eventfd(0, EFD_CLOEXEC);
	return watch;
}

static bool is_watching(const struct file_watch *watch)
{
	for (int i = 0; i < watch->count; i++) {
		if (watch->files[i].id < 0)
			return false;
	}
	return true;
}

enum err file_watch_start(const char *const *paths, int count, file_moved_fn *moved,
			  void *context, struct file_watch **ret_watch)
{
	struct file_watch *watch = create(paths, count);

	watch->moved = moved;
	watch->context = context;
	if (watch->inotify >= 0 && watch->end >= 0)
		look(watch);
	if (watch->inotify < 0 || watch->end < 0 || !is_watching(watch) ||
	    pthread_create(&watch->thread, NULL, run, watch)) {
		log_warn("device files cannot be watched: %s", strerror(errno));
		release(watch);
		return ERR_IO;
	}
	*ret_watch = watch;
	return ERR_OK;
}

void file_watch_stop(struct file_watch *watch)
{
	uint64_t one = 1;

	if (!watch)
		return;
	while (write(watch->end, &one, sizeof(one)) < 0 && errno == EINTR)
		;
	pthread_join(watch->thread, NULL);
	release(watch);
}
