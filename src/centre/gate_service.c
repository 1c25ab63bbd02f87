#include "centre/gate_service.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"
#include "centre/request.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <microhttpd.h>

#define THREADS_MAX 64
#define PEM_MAX 16384
#define SERIAL_BYTES_MAX 20	/* RFC 5280, 4.1.2.2 */
/* A line of 64 kbit/s carries the largest body in 12 s. */
#define WHOLE_MS 20000
#define QUIET_S 10
#define CONNECTIONS_MAX 1024
#define PATH_BEFORE "/v1/"

struct gate_service {
	struct MHD_Daemon *daemon;
	struct city_key key;
	pthread_mutex_t lock;		/* over the connections that are free */
	struct database *free[THREADS_MAX];
	int free_count;
	int thread_count;
};

/* One request that is coming in. */
struct upload {
	int64_t begun_ms;
	size_t size;
	bool too_large;
	char body[REQUEST_BODY_MAX];
};

/* ---- connections to the database ---- */

/* There is one for every thread, so one is free. */
static struct database *take_database(struct gate_service *s)
{
	struct database *db;

	pthread_mutex_lock(&s->lock);
	db = s->free[--s->free_count];
	pthread_mutex_unlock(&s->lock);
	return db;
}

static void give_database(struct gate_service *s, struct database *db)
{
	pthread_mutex_lock(&s->lock);
	s->free[s->free_count++] = db;
	pthread_mutex_unlock(&s->lock);
}

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
	struct MHD_Response *response = MHD_create_response_from_buffer(
		body ? strlen(body) : 0, body,
		body ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
	enum MHD_Result result;

	if (!response) {
		free(body);
		return MHD_NO;
	}
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	result = MHD_queue_response(connection, status_of(err), response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result answer_whole(struct gate_service *s, struct MHD_Connection *connection,
				    const char *url, const struct upload *upload)
{
	char serial[2 * SERIAL_BYTES_MAX + 1];
	struct database *db;
	char *body = NULL;
	enum err err;

	if (!find_speaker(connection, serial))
		return answer(connection, ERR_DENIED, NULL);
	if (upload->too_large)
		return answer(connection, ERR_FULL, NULL);
	db = take_database(s);
	err = request_answer(db, &s->key, serial, url + strlen(PATH_BEFORE), upload->body,
			     upload->size, &body);
	give_database(s, db);
	return answer(connection, err, body);
}

/* ---- requests ---- */

static enum MHD_Result begin(struct MHD_Connection *connection, const char *url,
			     const char *method, void **ret_upload)
{
	struct upload *upload;

	if (strcmp(method, MHD_HTTP_METHOD_POST) != 0 ||
	    strncmp(url, PATH_BEFORE, strlen(PATH_BEFORE)) != 0)
		return answer(connection, ERR_ABSENT, NULL);
	upload = malloc(sizeof(*upload));
	if (!upload)
		return MHD_NO;
	upload->begun_ms = clock_ms();
	upload->size = 0;
	upload->too_large = false;
	*ret_upload = upload;
	return MHD_YES;
}

/* The library's own limit counts silence: whoever sends a byte now and then ends here. */
static enum MHD_Result collect(struct upload *upload, const char *data, size_t *size)
{
	if (clock_ms() - upload->begun_ms > WHOLE_MS)
		return MHD_NO;
	if (*size > sizeof(upload->body) - upload->size) {
		upload->too_large = true;
	} else {
		memcpy(upload->body + upload->size, data, *size);
		upload->size += *size;
	}
	*size = 0;
	return MHD_YES;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
			      const char *method, const char *version, const char *data,
			      size_t *size, void **upload)
{
	(void)version;
	if (!*upload)
		return begin(connection, url, method, upload);
	if (*size > 0)
		return collect(*upload, data, size);
	return answer_whole(context, connection, url, *upload);
}

/* What a person sent lies in it. */
static void forget(void *context, struct MHD_Connection *connection, void **request,
		   enum MHD_RequestTerminationCode code)
{
	struct upload *upload = *request;

	(void)context;
	(void)connection;
	(void)code;
	if (upload)
		explicit_bzero(upload->body, upload->size);
	free(upload);
	*request = NULL;
}

/* ---- beginning and end ---- */

static enum err read_pem(const char *folder, const char *file, char out[PEM_MAX])
{
	char path[1024];
	FILE *in;
	size_t size = 0;

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	in = fopen(path, "rb");
	if (in) {
		size = fread(out, 1, PEM_MAX - 1, in);
		fclose(in);
	}
	out[size] = 0;
	if (size > 0)
		return ERR_OK;
	log_error("%s: cannot be read; make it with skills-centre init", path);
	return ERR_INPUT;
}

static enum err open_databases(struct gate_service *s, const struct gate_service_options *options)
{
	enum err err = ERR_OK;

	for (int i = 0; !err && i < options->threads; i++) {
		err = database_open(options->database, &s->free[s->free_count]);
		if (!err)
			s->free_count++;
	}
	return err;
}

struct pems {
	char certificate[PEM_MAX];
	char key[PEM_MAX];
	char root[PEM_MAX];
};

static enum err listen_on(struct gate_service *s, const struct gate_service_options *options,
			  const struct pems *pems)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(options->port) };
	const char *address = options->address ? options->address : "127.0.0.1";

	if (inet_pton(AF_INET, address, &at.sin_addr) != 1) {
		log_error("%s: no IPv4 address", address);
		return ERR_INPUT;
	}
	s->daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TLS, options->port, NULL, NULL, handle, s,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at,
		MHD_OPTION_HTTPS_MEM_CERT, pems->certificate,
		MHD_OPTION_HTTPS_MEM_KEY, pems->key,
		MHD_OPTION_HTTPS_MEM_TRUST, pems->root,
		MHD_OPTION_HTTPS_PRIORITIES, "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
		MHD_OPTION_THREAD_POOL_SIZE, options->threads > 1 ? (unsigned)options->threads : 0u,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)QUIET_S,
		MHD_OPTION_NOTIFY_COMPLETED, forget, s, MHD_OPTION_END);
	if (s->daemon)
		return ERR_OK;
	log_error("%s port %u: cannot listen there", address, (unsigned)options->port);
	return ERR_IO;
}

static enum err prepare(struct gate_service *s, const struct gate_service_options *options)
{
	static struct pems pems;	/* read once, before any thread is there */
	char path[1024];
	enum err err = read_pem(options->folder, "server.pem", pems.certificate);

	if (!err)
		err = read_pem(options->folder, "server.key", pems.key);
	if (!err)
		err = read_pem(options->folder, "root.pem", pems.root);
	snprintf(path, sizeof(path), "%s/city.key", options->folder);
	if (!err)
		err = city_key_read(path, &s->key);
	if (!err)
		err = open_databases(s, options);
	if (!err)
		err = listen_on(s, options, &pems);
	explicit_bzero(&pems, sizeof(pems));
	return err;
}

enum err gate_service_start(const struct gate_service_options *options,
			    struct gate_service **ret_service)
{
	struct gate_service *s = calloc(1, sizeof(*s));
	enum err err;

	if (!s)
		return ERR_IO;
	pthread_mutex_init(&s->lock, NULL);
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
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : 0;
}

void gate_service_stop(struct gate_service *s)
{
	if (!s)
		return;
	if (s->daemon)
		MHD_stop_daemon(s->daemon);
	for (int i = 0; i < s->free_count; i++)
		database_close(s->free[i]);
	city_key_wipe(&s->key);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
