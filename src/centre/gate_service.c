#include "centre/gate_service.h"

#include "base/bytes.h"
#include "centre/request.h"
#include "centre/web_service.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#define SERIAL_BYTES_MAX 20	/* RFC 5280, 4.1.2.2 */
/* A line of 64 kbit/s carries the largest body in 12 s. */
#define WHOLE_MS 20000
#define QUIET_S 10
#define CONNECTIONS_MAX 1024
#define PATH_BEFORE "/v1/"

struct gate_service {
	struct web_service *web;
	struct city_key key;
};

/* ---- who speaks ---- */

static bool read_serial(const gnutls_datum_t *der, char ret_serial[2 * SERIAL_BYTES_MAX + 1])
{
	gnutls_x509_crt_t certificate;
	uint8_t serial[SERIAL_BYTES_MAX];
	size_t size = sizeof(serial);
	bool ok;

	if (gnutls_x509_crt_init(&certificate) != 0)
		return false;
	ok = gnutls_x509_crt_import(certificate, der, GNUTLS_X509_FMT_DER) == 0 &&
	     gnutls_x509_crt_get_serial(certificate, serial, &size) == 0;
	gnutls_x509_crt_deinit(certificate);
	if (ok)
		bytes_to_hex(serial, size, ret_serial);
	for (char *at = ret_serial; ok && *at; at++)
		*at = (char)(*at >= 'a' ? *at - 'a' + 'A' : *at);
	return ok;
}

/* The library only asks for a certificate: whether it is one of ours is asked here. */
static bool find_speaker(struct MHD_Connection *connection,
			 char ret_serial[2 * SERIAL_BYTES_MAX + 1])
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	const gnutls_datum_t *chain;
	unsigned status = 0, count = 0;

	if (!info || gnutls_certificate_verify_peers2(info->tls_session, &status) != 0 ||
	    status != 0)
		return false;
	chain = gnutls_certificate_get_peers(info->tls_session, &count);
	return count > 0 && read_serial(&chain[0], ret_serial);
}

/* ---- answers ---- */

static unsigned status_of(enum err err)
{
	switch (err) {
	case ERR_OK:
		return MHD_HTTP_OK;
	case ERR_ABSENT:
		return MHD_HTTP_NOT_FOUND;
	case ERR_INPUT:
		return MHD_HTTP_UNPROCESSABLE_CONTENT;
	case ERR_DENIED:
		return MHD_HTTP_FORBIDDEN;
	case ERR_FULL:
		return MHD_HTTP_CONTENT_TOO_LARGE;
	default:
		return MHD_HTTP_SERVICE_UNAVAILABLE;
	}
}

/* body: JSON that is freed here; NULL: none. */
static enum MHD_Result answer(struct MHD_Connection *connection, enum err err, char *body)
{
	struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback(
		body ? strlen(body) : 0, body, web_wiping_free);
	enum MHD_Result result;

	if (!response) {
		web_wiping_free(body);
		return MHD_NO;
	}
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	result = MHD_queue_response(connection, status_of(err), response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result answer_whole(void *context, struct web_service *web,
				    const struct web_request *request)
{
	const struct gate_service *s = context;
	char serial[2 * SERIAL_BYTES_MAX + 1];
	struct database *db;
	char *body = NULL;
	enum err err;

	if (!find_speaker(request->connection, serial))
		return answer(request->connection, ERR_DENIED, NULL);
	if (request->too_large)
		return answer(request->connection, ERR_FULL, NULL);
	db = web_service_borrow(web);
	err = request_answer(db, &s->key, serial, request->url + strlen(PATH_BEFORE),
			     request->body, request->size, &body);
	web_service_return(web, db);
	return answer(request->connection, err, body);
}

static bool begin(void *context, struct MHD_Connection *connection, const char *url,
		  const char *method, enum MHD_Result *ret_result)
{
	(void)context;
	if (strcmp(method, MHD_HTTP_METHOD_POST) == 0 &&
	    strncmp(url, PATH_BEFORE, strlen(PATH_BEFORE)) == 0)
		return false;
	*ret_result = answer(connection, ERR_ABSENT, NULL);
	return true;
}

/* ---- beginning and end ---- */

static enum err prepare(struct gate_service *s, const struct gate_service_options *options)
{
	const struct web_options web = {
		.port = options->port,
		.address = options->address,
		.folder = options->folder,
		.made_by = "skills-centre init",
		.asks_certificate = true,
		.database = options->database,
		.threads = options->threads,
		.connections_max = CONNECTIONS_MAX,
		.quiet_s = QUIET_S,
		.whole_ms = WHOLE_MS,
		.body_max = REQUEST_BODY_MAX,
		.context = s,
		.begin = begin,
		.answer = answer_whole,
	};
	char path[1024];
	enum err err;

	snprintf(path, sizeof(path), "%s/city.key", options->folder);
	err = city_key_read(path, &s->key);
	return err ? err : web_service_start(&web, &s->web);
}

enum err gate_service_start(const struct gate_service_options *options,
			    struct gate_service **ret_service)
{
	struct gate_service *s = calloc(1, sizeof(*s));
	enum err err;

	if (!s)
		return ERR_IO;
	err = prepare(s, options);
	if (err) {
		gate_service_stop(s);
		return err;
	}
	*ret_service = s;
	return ERR_OK;
}

uint16_t gate_service_port(const struct gate_service *s)
{
	return web_service_port(s->web);
}

void gate_service_stop(struct gate_service *s)
{
	if (!s)
		return;
	web_service_stop(s->web);
	city_key_wipe(&s->key);
	free(s);
}
