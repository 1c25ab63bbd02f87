/*
 * HTTPS on libmicrohttpd as both services of a city need it, the kiosks' gate and the
 * desk: TLS from a folder, a connection to the database for every thread, and requests
 * that are bounded in size and time whatever a line brings.
 *
 * Thread: started and stopped by one; it answers on threads of its own, several at once.
 */
#ifndef CENTRE_WEB_SERVICE_H
#define CENTRE_WEB_SERVICE_H

#include "base/err.h"
#include "centre/database.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <microhttpd.h>

#define WEB_THREADS_MAX 64

struct web_service;

/* A request that came whole.  Strings are the library's, for as long as the call. */
struct web_request {
	struct MHD_Connection *connection;
	const char *url;
	const void *body;
	size_t size;
	bool too_large;		/* more came than body_max; what came is not here */
};

struct web_options {
	uint16_t port;		/* 0: any that is free */
	const char *address;	/* IPv4; NULL: loopback alone */
	const char *folder;	/* server.pem and server.key; root.pem with asks_certificate */
	const char *made_by;	/* the command that makes them, for what is logged */
	bool asks_certificate;	/* of whoever speaks; whether it holds is the caller's to ask */
	const char *database;	/* in libpq's words */
	int threads;		/* 1 to WEB_THREADS_MAX */
	unsigned connections_max;
	unsigned quiet_s;	/* a connection that is silent for longer is ended */
	int64_t whole_ms;	/* a request ends there; the library counts silence alone */
	size_t body_max;
	void *context;
	/* A request's first line.  true: it was answered; false: its body is waited for. */
	bool (*begin)(void *context, struct MHD_Connection *connection, const char *url,
		      const char *method, enum MHD_Result *ret_result);
	enum MHD_Result (*answer)(void *context, struct web_service *service,
				  const struct web_request *request);
};

/*
 * options are copied; its texts are read before it returns.  ERR_INPUT, logged: something
 * lacks; ERR_GONE, logged: no database; ERR_IO, logged.
 */
enum err web_service_start(const struct web_options *options, struct web_service **ret_service)
	MUST_CHECK;
uint16_t web_service_port(const struct web_service *service);
/* What is being answered is answered; takes NULL. */
void web_service_stop(struct web_service *service);

/* There is one for every thread, so one is free. */
struct database *web_service_borrow(struct web_service *service);
void web_service_return(struct web_service *service, struct database *db);

/* For a response that holds what is personal: wiped before it is freed.  Takes NULL. */
void web_wiping_free(void *memory);

#endif
