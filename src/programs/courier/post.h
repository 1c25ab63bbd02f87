/*
 * Requests on their way to the centre, several at once, over HTTPS with a certificate
 * on both sides.
 *
 * Thread: one.
 */
#ifndef PROGRAMS_COURIER_POST_H
#define PROGRAMS_COURIER_POST_H

#include "base/err.h"
#include "wire/courier_link.h"

#define POSTS_MAX 8

/* Texts are borrowed, and must stay. */
struct post_options {
	const char *to;		/* "https://centre.example:8443" */
	const char *keys;	/* folder of courier.pem, courier.key and root.pem */
	const char *socket;	/* of this machine, that leads there; NULL: by its name */
};

struct post;

/* answered: once for each request, from within post_send and post_work. */
enum err post_open(const struct post_options *options,
		   void (*answered)(void *context, const struct courier_answer *answer),
		   void *context, struct post **ret_post) MUST_CHECK;
void post_close(struct post *post);	/* takes NULL */

/* Copies the body.  With POSTS_MAX under way it is answered at once: not now. */
void post_send(struct post *post, const struct courier_request *request);

/* Does what is due for a request; sleeps until there is more, or something comes from fd. */
enum err post_work(struct post *post, int fd) MUST_CHECK;

#endif
