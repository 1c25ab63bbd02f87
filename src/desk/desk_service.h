/*
 * The desk's HTTPS service: GET a page, POST /api/NAME.  A session is a cookie that no
 * script reads and no other site sends; each request of a page carries a second token
 * besides, and one that comes from another page is refused.
 *
 * Thread: started and stopped by one; it answers on threads of its own.
 */
#ifndef DESK_DESK_SERVICE_H
#define DESK_DESK_SERVICE_H

#include "base/err.h"

#include <stdint.h>

struct desk_service_options {
	uint16_t port;		/* 0: any that is free */
	const char *address;	/* NULL: loopback alone */
	const char *folder;	/* server.pem, server.key, desk.pem, desk.key, desk.secret */
	const char *database;	/* in libpq's words; the user is a member of desk_web */
	const char *pages;	/* the folder of assets/desk */
	int threads;		/* each with a connection of its own; 1 to 16 */
};

struct desk_service;

/* ERR_INPUT and ERR_ABSENT, logged: something is missing; ERR_GONE, logged: no database; ERR_IO. */
enum err desk_service_start(const struct desk_service_options *options,
			    struct desk_service **ret_service) MUST_CHECK;
uint16_t desk_service_port(const struct desk_service *service);
/* What is being answered is answered; takes NULL. */
void desk_service_stop(struct desk_service *service);

#endif
