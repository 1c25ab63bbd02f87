/*
 * What is carried from a kiosk to the desk on a stick: signed by the kiosk's key,
 * then sealed for the desk's certificate, as CMS (RFC 5652) in DER.  The desk opens
 * it with any program that reads CMS:
 *
 *	openssl cms -decrypt -inform DER -in FILE -recip desk.pem -inkey desk.key |
 *	openssl cms -verify -inform DER -CAfile root.pem -purpose any
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_PARCEL_H
#define RECEIPT_PARCEL_H

#include "base/err.h"

#include <stddef.h>

/*
 * A new file PATH (0600); nothing is left of one that failed.  signing: the folder of
 * signer_open; desk: its certificate, in PEM.  ERR_ABSENT, logged: there is no key or
 * no certificate; ERR_FULL: PATH is there already; ERR_IO, logged.
 */
enum err parcel_write(const char *path, const char *signing, const char *desk, const void *data,
		      size_t size) MUST_CHECK;

/*
 * The same bytes, into memory, for a key and a certificate that are read once.
 */
struct parcel_maker;

/* ERR_ABSENT, logged: as above. */
enum err parcel_maker_create(const char *signing, const char *desk,
		     struct parcel_maker **ret_maker) MUST_CHECK;
void parcel_maker_destroy(struct parcel_maker *maker);	/* takes NULL */
/* ERR_FULL: more than cap; ERR_IO, logged. */
enum err parcel_make(const struct parcel_maker *maker, const void *data, size_t size, void *out,
		     size_t cap, size_t *ret_size) MUST_CHECK;

#endif
