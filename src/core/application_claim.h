/*
 * As what an application counts: what the centre is told of it, by the line or on a stick.
 */
#ifndef CORE_APPLICATION_CLAIM_H
#define CORE_APPLICATION_CLAIM_H

#include "core/application.h"
#include "core/course.h"

/* Classes of benefits whose number in a year the centre keeps. */
#define APPLICATION_CLASS_COURSE "COURSE"
#define APPLICATION_CLASS_LIVING "LIVING"

/* "": nothing of the kind.  Its texts are the course's, and live as long. */
struct application_claim {
	const char *class;
	const char *kind;		/* the word of a ledger (core/person.h) */
	const char *occupation;		/* with its level, or neither */
	char level[2];
};

/*
 * course: the one it is for, as the catalogue has it; NULL: none, or it is gone from there, and
 * what only a course tells is not said then.  A claim after the training counts as no
 * course: what was asked for before it holds that number already.
 */
struct application_claim application_claim(const struct application *application,
					   const struct course *course);

#endif
