/*
 * What reports and the counter take from an application when it is opened: in which groups its
 * person is, what its benefits are called, and what a kiosk has left to the counter.  Nothing of
 * it names a person.
 *
 * Thread: any.
 */
#ifndef DESK_COUNTED_H
#define DESK_COUNTED_H

#include <jansson.h>

/*
 * Into the arguments of "take_in": "true_facts", ids of facts that hold; "titles", each
 * benefit's code with its title; "counter", [{"kind": "original", "vouched" or "no_card",
 * "why": as core/application.h numbers it, "staff": a card's number or null}].
 */
void counted_add(const json_t *application, json_t *arguments);

/* Each benefit of an application with its title; the caller drops it. */
json_t *counted_titles(const json_t *application);

#endif
