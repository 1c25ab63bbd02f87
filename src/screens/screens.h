/*
 * What is shown: one function a page, each in its own file, all from the same
 * parts.  A screen is built from the session and nothing else, so it can be
 * built again in another language or size at any moment without losing a thing.
 *
 * Lists show what and how much; why is one press away, because the reason can
 * be private and other people stand behind.
 */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "session/session.h"
#include "ui/node.h"

/* Most that one screen needs of a tree's arena. */
#define SCREEN_ARENA_SIZE (256u << 10)

/* Builds the page the session is at.  The tree must have been given its arena. */
void screen_build(const struct session_world *world, const struct session *s,
		  struct arena *arena, struct tree *ret_tree);

/*
 * A course as paper tells of it, in lang: its title, and one line of when, where and what comes
 * of it, as its card on the glass has them.  The texts are the arena's.
 */
void screen_course_told(const struct session_world *world, const struct session *s,
			enum lang lang, struct arena *arena, int course,
			const char **ret_title, const char **ret_line);

/* Parts, supplies, and what else there is to say of a machine. */
#define DEVICE_TOLD_MAX (DEVICE_PART_COUNT + SUPPLIES_MAX + 8)

/* What a technician has found, as glass and paper have it: without words a heading. */
struct device_told {
	const char *head;
	const char *words;
};

/* In lang; the texts are the arena's.  How many there are. */
int screen_device_told(const struct session_world *world, const struct session *s,
		       enum lang lang, struct arena *arena,
		       struct device_told ret_told[DEVICE_TOLD_MAX]);

/* A part of the document without a number, "文头", named in lang; others as they are. */
const char *screen_section(enum lang lang, const char *section);

#endif
