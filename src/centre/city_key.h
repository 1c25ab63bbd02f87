/*
 * The city's key: a person is known here by a keyed hash of the number, and the
 * key lies at the service alone.  Without it a hash would be searched back to its
 * number in minutes.
 *
 * Thread: made and wiped by one; used by any.
 */
#ifndef CENTRE_CITY_KEY_H
#define CENTRE_CITY_KEY_H

#include "base/err.h"

#include <stdint.h>

#define CITY_KEY_BYTES 32
#define PERSON_HEX_MAX 65

struct city_key {
	uint8_t bytes[CITY_KEY_BYTES];
};

/* A new one in a file of its own (0600).  ERR_FULL: one is there, and stays; ERR_IO, logged. */
enum err city_key_make(const char *path) MUST_CHECK;
/* ERR_IO, logged: it is not there, is no key, or others may read it. */
enum err city_key_read(const char *path, struct city_key *ret_key) MUST_CHECK;
void city_key_wipe(struct city_key *key);

/* HMAC-SHA256 of the number, in hex.  ERR_IO: the library failed. */
enum err city_key_person(const struct city_key *key, const char *id_no,
			 char ret_person[PERSON_HEX_MAX]) MUST_CHECK;

#endif
