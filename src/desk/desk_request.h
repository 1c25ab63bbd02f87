/*
 * What a page of the desk asks: a name and a body in JSON.  Each is one call of
 * desk_api.call; what is personal is opened here, after the database has written
 * down who sees it and why.
 *
 *	sign_in  {"name", "password", "code"}
 *	search   {"what"}: a receipt's number, its QR code's text, or an identity number
 *	training_file, training_paper  {"what", "why"}: the same of one person
 *	the rest as src/centre/sql/0012 to 0014 and from 0041 say
 *
 * Thread: a struct desk_office is made and finished by one, used by any; a database belongs
 * to one thread at a time.
 */
#ifndef DESK_DESK_REQUEST_H
#define DESK_DESK_REQUEST_H

#include "base/err.h"
#include "centre/database.h"
#include "desk/parcel_open.h"
#include "desk/secret.h"

#include <pthread.h>
#include <stddef.h>

/* 32 random bytes in lower-case hex, and NUL. */
#define DESK_TOKEN_MAX 65
/* A reason has 1000 characters, an application at most 40 items. */
#define DESK_BODY_MAX (32 * 1024)

struct desk_office {
	struct desk_secret secret;
	struct desk_opener *opener;
	struct again *again;
	pthread_mutex_t passwords;	/* one is tried at a time: each takes 64 MiB */
};

/* folder: desk.secret and what desk_opener_create wants.  Errors, logged, as there. */
enum err desk_init(struct desk_office *desk, const char *folder) MUST_CHECK;
void desk_finish(struct desk_office *desk);

struct desk_ask {
	const char *name;	/* of the act */
	const char *token;	/* of the session's cookie; NULL: none */
	const char *form;	/* what the page sends against foreign pages; NULL: none */
	const char *body;
	size_t size;
};

struct desk_reply {
	unsigned status;		/* HTTP's */
	char *body;			/* JSON; the caller wipes and frees it; NULL: none */
	char token[DESK_TOKEN_MAX];	/* a new session's; "": none */
	int ends;			/* the session is over */
};

/* Always answers. */
void desk_request_answer(struct desk_office *desk, struct database *db, const struct desk_ask *ask,
			 struct desk_reply *ret_reply);

#endif
