/*
 * The kiosks' HTTPS service: POST /v1/NAME, a certificate of the centre's root on
 * both sides.  Who speaks is read from the certificate, never from the request.
 *
 * Thread: started and stopped by one; it answers on threads of its own.
 */
#ifndef CENTRE_GATE_SERVICE_H
#define CENTRE_GATE_SERVICE_H

#include "base/err.h"

#include <stdint.h>

struct gate_service_options {
	uint16_t port;		/* 0: any that is free */
	const char *address;	/* NULL: loopback alone */
	const char *folder;	/* server.pem, server.key, root.pem, city.key */
	const char *database;	/* in libpq's words */
	int threads;		/* each with a connection of its own; 1 to 64 */
};

struct gate_service;

/* ERR_INPUT, logged: the folder lacks something; ERR_GONE, logged: no database; ERR_IO, logged. */
enum err gate_service_start(const struct gate_service_options *options,
			    struct gate_service **ret_service) MUST_CHECK;
uint16_t gate_service_port(const struct gate_service *service);
/* What is being answered is answered; takes NULL. */
void gate_service_stop(struct gate_service *service);

#endif
