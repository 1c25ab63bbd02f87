/*
 * The sealed part of an application, opened: CMS for the desk's certificate, signed
 * by a kiosk (receipt/parcel.h), with the application's bytes within.
 *
 * Thread: a struct desk_opener is made and destroyed by one, used by any.
 */
#ifndef DESK_PARCEL_OPEN_H
#define DESK_PARCEL_OPEN_H

#include "base/err.h"
#include "desk/again.h"

#include <stddef.h>

struct desk_opener;

enum parcel_signature {
	PARCEL_SIGNED,		/* by a kiosk of a root that is known here */
	PARCEL_STRANGER,	/* rightly signed, by nobody who is known here */
	PARCEL_UNSIGNED,	/* sealed and not signed: whoever has the certificate may */
};

/*
 * folder: desk.pem and desk.key; kiosks.pem holds the roots of kiosks, where there is
 * one.  ERR_ABSENT, logged: there is no key.
 */
enum err desk_opener_create(const char *folder, struct desk_opener **ret_opener) MUST_CHECK;
void desk_opener_destroy(struct desk_opener *opener);	/* takes NULL */

struct parcel_reading {
	char *json;		/* the application (core/application_json.h); wipe and free it */
	enum parcel_signature signature;
	enum again_outcome again;
};

/* ERR_PROTO: it is not for this desk, altered, or no application. */
enum err parcel_open(const struct desk_opener *opener, const struct again *again,
		     const void *sealed, size_t size,
		     struct parcel_reading *ret_reading) MUST_CHECK;

/*
 * What a kiosk has exported, whatever its form; the caller wipes and frees it.  ERR_PROTO:
 * it is not for this desk, altered, or not signed by a kiosk of a root that is known here.
 */
enum err parcel_open_text(const struct desk_opener *opener, const void *sealed, size_t size,
			  char **ret_text, size_t *ret_size) MUST_CHECK;

#endif
