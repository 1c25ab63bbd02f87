/*
 * What a kiosk asks of the centre: a name, and a body in JSON.  Each is one call of
 * one function of the schema "gate", as the kiosk whose certificate was proved.
 *
 *   submit    {"id_no", "item", "sealed"}	sealed: base64
 *   withdraw  {"id_no", "item", "sealed"}
 *   person    {"id_no", "item": {"ask"}}	ask: 16 hex digits
 *   facts     {"id_no", "item": {"ask"}}
 *   archived  {"item": {"keys": […]}}
 *   offers    {"item": {"have": {KIND: VERSION}, "refused"?: {"kind", "version", "why"}}}
 *   piece     {"item": {"kind", "version", "from"}}
 *   heartbeat {"item": {"now", "version", …}}	gate.heartbeat has all of them
 *
 * The number of a person is replaced by its keyed hash here, and kept nowhere.  Where
 * "ask" stands it stands in the answer again, with the number.
 *
 * Thread: any; a database belongs to one thread at a time.
 */
#ifndef CENTRE_REQUEST_H
#define CENTRE_REQUEST_H

#include "base/err.h"
#include "centre/city_key.h"
#include "centre/database.h"

#include <stddef.h>

/* The sealed part of an application has 64 KiB, a third more in base64; and its item. */
#define REQUEST_BODY_MAX (96 * 1024)

/*
 * serial: of the certificate, upper-case hex.  The answer is JSON; the caller frees it
 * with free().  ERR_ABSENT: no such request; ERR_INPUT: the body is none, or says what no
 * row can hold; ERR_DENIED: nobody has this certificate, or it was revoked; ERR_GONE and
 * ERR_IO, logged: nothing is known of the outcome, so it is to be sent again.
 */
enum err request_answer(struct database *db, const struct city_key *key, const char *serial,
			const char *name, const void *body, size_t size, char **ret_answer)
	MUST_CHECK;

#endif
