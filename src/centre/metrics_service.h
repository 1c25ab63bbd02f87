/*
 * What Prometheus reads of the fleet: GET /metrics, on this machine alone and without
 * TLS, because nothing of a person is in it and nobody outside is to know how kiosks are.
 *
 * Thread: started and stopped by one; it answers on one of its own.
 */
#ifndef CENTRE_METRICS_SERVICE_H
#define CENTRE_METRICS_SERVICE_H

#include "base/err.h"

#include <stdint.h>

struct metrics_service;

/* database: in libpq's words; port 0: any that is free.  ERR_GONE, ERR_IO: logged. */
enum err metrics_service_start(const char *database, uint16_t port,
			       struct metrics_service **ret_service) MUST_CHECK;
uint16_t metrics_service_port(const struct metrics_service *service);
void metrics_service_stop(struct metrics_service *service);	/* takes NULL */

#endif
