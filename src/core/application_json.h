/*
 * A signed application as JSON, for whoever decides about it.
 */
#ifndef CORE_APPLICATION_JSON_H
#define CORE_APPLICATION_JSON_H

#include "base/json.h"
#include "core/application.h"
#include "core/application_claim.h"

/* Room for the longest, whatever its texts escape to. */
#define APPLICATION_JSON_MAX (2 * sizeof(struct application))

/*
 * withdrawn_by: the number of what took it back; "": nothing did.  claim: as what it counts; NULL:
 * it is not said.
 */
void application_json_write(struct json_writer *w, const struct application *application,
			    const char *withdrawn_by, const struct application_claim *claim);

/* "2021-03-15T09:25:00+08:00": the hall's time. */
#define APPLICATION_TIME_MAX 32
void application_time(int64_t at, char out[APPLICATION_TIME_MAX]);

#endif
