/*
 * A sealed application the first time it is seen: by what it will be found, and what a
 * list shows of it, which is sealed again with the desk's own key.
 *
 * Thread: any.
 */
#ifndef DESK_TAKEN_IN_H
#define DESK_TAKEN_IN_H

#include "desk/desk_request.h"

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

/*
 * The arguments of "take_in" for one of "unread"; the caller drops them.  NULL: no
 * memory.  A part that does not open has no number: it is listed and says so.
 */
json_t *taken_in_arguments(const struct desk_office *desk, const json_t *unread);

/*
 * An application that came as JSON, sealed by the desk for itself; the same functions open
 * it.  free(); NULL: no memory.
 */
uint8_t *taken_in_seal(const struct desk_office *desk, const json_t *application,
		       size_t *ret_size);

/* "label" of each row, opened; one that does not open is null. */
void taken_in_open_labels(const struct desk_office *desk, json_t *rows);

/* "sealed" of a case replaced by "application" and "signature"; they are null and "closed". */
void taken_in_open_case(const struct desk_office *desk, json_t *answer);

#endif
