#include "centre/metrics_service.h"

#include "base/log.h"
#include "centre/database.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include <microhttpd.h>

#define SCRAPERS_MAX 8
#define SCRAPER_QUIET_S 10
/* OpenMetrics 1.0, "Protocol Negotiation". */
#define CONTENT_TYPE "application/openmetrics-text; version=1.0.0; charset=utf-8"

struct metrics_service {
	struct MHD_Daemon *daemon;
	struct database *db;
};

/* text: freed here; NULL: there is none. */
static enum MHD_Result answer(struct MHD_Connection *connection, unsigned status, char *text)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
		text ? strlen(text) : 0, text,
		text ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
	enum MHD_Result result;

	if (!response) {
		free(text);
		return MHD_NO;
	}
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, CONTENT_TYPE);
	result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
			      const char *method, const char *version, const char *data,
			      size_t *size, void **request)
{
	struct metrics_service *s = context;
	char *text = NULL;

	(void)version;
	(void)data;
	(void)size;
	(void)request;
	if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 || strcmp(url, "/metrics") != 0)
		return answer(connection, MHD_HTTP_NOT_FOUND, NULL);
	if (database_call(s->db, "select centre.metrics()", 0, NULL, &text))
		return answer(connection, MHD_HTTP_SERVICE_UNAVAILABLE, NULL);
	return answer(connection, MHD_HTTP_OK, text);
}

static enum err listen_on(struct metrics_service *s, uint16_t port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	s->daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD, port, NULL, NULL, handle, s,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at,
		MHD_OPTION_CONNECTION_LIMIT, SCRAPERS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, SCRAPER_QUIET_S, MHD_OPTION_END);
	if (s->daemon)
		return ERR_OK;
	log_error("127.0.0.1 port %u: cannot listen there", (unsigned)port);
	return ERR_IO;
}

enum err metrics_service_start(const char *database, uint16_t port,
			       struct metrics_service **ret_service)
{
	struct metrics_service *s = calloc(1, sizeof(*s));
	enum err err = s ? database_open(database, &s->db) : ERR_IO;

	if (!err)
		err = listen_on(s, port);
	if (err) {
		metrics_service_stop(s);
		return err;
	}
	*ret_service = s;
	return ERR_OK;
}

uint16_t metrics_service_port(const struct metrics_service *s)
{
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : 0;
}

void metrics_service_stop(struct metrics_service *s)
{
	if (!s)
		return;
	if (s->daemon)
		MHD_stop_daemon(s->daemon);
	database_close(s->db);
	free(s);
}
