#include "desk/desk_service.h"

#include "base/clock.h"
#include "base/log.h"
#include "desk/desk_request.h"
#include "desk/web_pages.h"

#include <arpa/inet.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <microhttpd.h>

#define DESK_THREADS_MAX 16
#define DESK_PEM_MAX 16384
#define DESK_DATABASE_MAX 1024
#define DESK_CONNECTIONS_MAX 256
/* A form of a page is on its way for a second; whoever takes longer holds a place. */
#define DESK_WHOLE_MS 10000
#define DESK_QUIET_S 30
#define COOKIE "__Host-desk"
#define FORM_HEADER "X-Desk-Form"
#define API_BEFORE "/api/"

struct desk_service {
	struct MHD_Daemon *daemon;
	struct desk_office desk;
	bool has_desk;
	pthread_mutex_t lock;		/* over the connections that are free */
	struct database *free[DESK_THREADS_MAX];
	int free_count;
};

/* One request that is coming in. */
struct desk_upload {
	int64_t begun_ms;
	size_t size;
	bool too_large;
	char body[DESK_BODY_MAX];
};

/* There is one for every thread, so one is free. */
static struct database *borrow_database(struct desk_service *s)
{
	struct database *db;

	pthread_mutex_lock(&s->lock);
	db = s->free[--s->free_count];
	pthread_mutex_unlock(&s->lock);
	return db;
}

static void return_database(struct desk_service *s, struct database *db)
{
	pthread_mutex_lock(&s->lock);
	s->free[s->free_count++] = db;
	pthread_mutex_unlock(&s->lock);
}

/* ---- answers ---- */

static void add_headers(struct MHD_Response *response)
{
	static const char *const headers[][2] = {
		{ "Content-Security-Policy",
		  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
		  "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" },
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "no-referrer" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Strict-Transport-Security", "max-age=31536000" },
		{ "Cache-Control", "no-store" },
	};

	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		MHD_add_response_header(response, headers[i][0], headers[i][1]);
}

static enum MHD_Result queue_and_drop(struct MHD_Connection *connection, unsigned status,
				      struct MHD_Response *response)
{
	enum MHD_Result result;

	if (!response)
		return MHD_NO;
	add_headers(response);
	result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result answer_status(struct MHD_Connection *connection, unsigned status)
{
	return queue_and_drop(connection, status,
			      MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT));
}

static enum MHD_Result answer_page(struct MHD_Connection *connection, const char *url)
{
	const struct web_page *page = web_pages_find(url);
	struct MHD_Response *response;

	if (!page)
		return answer_status(connection, MHD_HTTP_NOT_FOUND);
	response = MHD_create_response_from_buffer(page->size, page->bytes,
						   MHD_RESPMEM_PERSISTENT);
	if (response)
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, page->type);
	return queue_and_drop(connection, MHD_HTTP_OK, response);
}

static void wiping_free(void *memory)
{
	if (memory)
		explicit_bzero(memory, malloc_usable_size(memory));
	free(memory);
}

static void set_cookie(struct MHD_Response *response, const struct desk_reply *reply)
{
	char cookie[160];

	snprintf(cookie, sizeof(cookie), COOKIE "=%s; Path=/; Secure; HttpOnly; SameSite=Strict%s",
		 reply->token, reply->ends ? "; Max-Age=0" : "");
	if (reply->token[0] || reply->ends)
		MHD_add_response_header(response, MHD_HTTP_HEADER_SET_COOKIE, cookie);
}

static enum MHD_Result answer_reply(struct MHD_Connection *connection, struct desk_reply *reply)
{
	struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback(
		reply->body ? strlen(reply->body) : 0, reply->body, wiping_free);

	if (!response) {
		wiping_free(reply->body);
		return MHD_NO;
	}
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
	set_cookie(response, reply);
	return queue_and_drop(connection, reply->status, response);
}

/* ---- requests ---- */

static const char *header_of(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* A browser says whose page asks.  One that is not ours is refused, whatever it carries. */
static bool is_our_page(struct MHD_Connection *connection)
{
	const char *origin = header_of(connection, "Origin");
	const char *host = header_of(connection, MHD_HTTP_HEADER_HOST);
	const char *site = header_of(connection, "Sec-Fetch-Site");
	const char *type = header_of(connection, MHD_HTTP_HEADER_CONTENT_TYPE);

	return origin && host && strncmp(origin, "https://", 8) == 0 &&
	       strcmp(origin + 8, host) == 0 && (!site || strcmp(site, "same-origin") == 0) &&
	       type && strcmp(type, "application/json") == 0;
}

static enum MHD_Result answer_post(struct desk_service *s, struct MHD_Connection *connection,
				   const char *url, const struct desk_upload *upload)
{
	const struct desk_ask ask = {
		.name = url + strlen(API_BEFORE),
		.token = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, COOKIE),
		.form = header_of(connection, FORM_HEADER),
		.body = upload->body,
		.size = upload->size,
	};
	struct desk_reply reply;
	struct database *db;

	if (upload->too_large)
		return answer_status(connection, MHD_HTTP_CONTENT_TOO_LARGE);
	if (!is_our_page(connection))
		return answer_status(connection, MHD_HTTP_FORBIDDEN);
	db = borrow_database(s);
	desk_request_answer(&s->desk, db, &ask, &reply);
	return_database(s, db);
	return answer_reply(connection, &reply);
}

static enum MHD_Result begin_request(struct MHD_Connection *connection, const char *url,
				     const char *method, void **ret_upload)
{
	struct desk_upload *upload;

	if (strcmp(method, MHD_HTTP_METHOD_GET) == 0)
		return answer_page(connection, url);
	if (strcmp(method, MHD_HTTP_METHOD_POST) != 0 ||
	    strncmp(url, API_BEFORE, strlen(API_BEFORE)) != 0)
		return answer_status(connection, MHD_HTTP_NOT_FOUND);
	upload = malloc(sizeof(*upload));
	if (!upload)
		return MHD_NO;
	upload->begun_ms = clock_ms();
	upload->size = 0;
	upload->too_large = false;
	*ret_upload = upload;
	return MHD_YES;
}

static enum MHD_Result take_piece(struct desk_upload *upload, const char *data, size_t *size)
{
	if (clock_ms() - upload->begun_ms > DESK_WHOLE_MS)
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

static enum MHD_Result hear(void *context, struct MHD_Connection *connection, const char *url,
			    const char *method, const char *version, const char *data,
			    size_t *size, void **upload)
{
	(void)version;
	if (!*upload)
		return begin_request(connection, url, method, upload);
	if (*size > 0)
		return take_piece(*upload, data, size);
	return answer_post(context, connection, url, *upload);
}

/* A password or a person may lie in it. */
static void forget_upload(void *context, struct MHD_Connection *connection, void **request,
			  enum MHD_RequestTerminationCode code)
{
	(void)context;
	(void)connection;
	(void)code;
	wiping_free(*request);
	*request = NULL;
}

/* ---- beginning and end ---- */

static enum err read_pem_file(const char *folder, const char *file, char out[DESK_PEM_MAX])
{
	char path[1024];
	FILE *in;
	size_t size = 0;

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	in = fopen(path, "rb");
	if (in) {
		size = fread(out, 1, DESK_PEM_MAX - 1, in);
		fclose(in);
	}
	out[size] = 0;
	if (size > 0)
		return ERR_OK;
	log_error("%s: cannot be read; make it with skills-desk init", path);
	return ERR_ABSENT;
}

/* Whatever the login may do: the connections have the rights of the desk's program alone. */
static enum err open_as_desk(struct desk_service *s, const struct desk_service_options *options)
{
	char conninfo[DESK_DATABASE_MAX];
	int size = snprintf(conninfo, sizeof(conninfo), "%s options='-c role=desk_web'",
			    options->database);
	enum err err = size < (int)sizeof(conninfo) ? ERR_OK : ERR_INPUT;

	for (int i = 0; !err && i < options->threads; i++) {
		err = database_open(conninfo, &s->free[s->free_count]);
		if (!err)
			s->free_count++;
	}
	return err;
}

static enum err listen_with(struct desk_service *s, const struct desk_service_options *options,
			    const char *certificate, const char *key)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(options->port) };
	const char *address = options->address ? options->address : "127.0.0.1";

	if (inet_pton(AF_INET, address, &at.sin_addr) != 1) {
		log_error("%s: no IPv4 address", address);
		return ERR_INPUT;
	}
	s->daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TLS, options->port, NULL, NULL, hear, s,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at,
		MHD_OPTION_HTTPS_MEM_CERT, certificate, MHD_OPTION_HTTPS_MEM_KEY, key,
		MHD_OPTION_HTTPS_PRIORITIES, "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
		MHD_OPTION_THREAD_POOL_SIZE, options->threads > 1 ? (unsigned)options->threads : 0u,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)DESK_CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)DESK_QUIET_S,
		MHD_OPTION_NOTIFY_COMPLETED, forget_upload, s, MHD_OPTION_END);
	if (s->daemon)
		return ERR_OK;
	log_error("%s port %u: cannot listen there", address, (unsigned)options->port);
	return ERR_IO;
}

static enum err read_and_listen(struct desk_service *s, const struct desk_service_options *options)
{
	char certificate[DESK_PEM_MAX], key[DESK_PEM_MAX];
	enum err err = read_pem_file(options->folder, "server.pem", certificate);

	if (!err)
		err = read_pem_file(options->folder, "server.key", key);
	if (!err)
		err = listen_with(s, options, certificate, key);
	explicit_bzero(key, sizeof(key));
	return err;
}

static enum err prepare_desk(struct desk_service *s, const struct desk_service_options *options)
{
	enum err err = web_pages_read(options->pages);

	if (!err)
		err = desk_init(&s->desk, options->folder);
	s->has_desk = !err;
	if (!err)
		err = open_as_desk(s, options);
	return err ? err : read_and_listen(s, options);
}

enum err desk_service_start(const struct desk_service_options *options,
			    struct desk_service **ret_service)
{
	struct desk_service *s = calloc(1, sizeof(*s));
	enum err err;

	if (!s)
		return ERR_IO;
	json_set_alloc_funcs(malloc, wiping_free);
	pthread_mutex_init(&s->lock, NULL);
	err = prepare_desk(s, options);
	if (err) {
		desk_service_stop(s);
		return err;
	}
	*ret_service = s;
	return ERR_OK;
}

uint16_t desk_service_port(const struct desk_service *s)
{
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : 0;
}

void desk_service_stop(struct desk_service *s)
{
	if (!s)
		return;
	if (s->daemon)
		MHD_stop_daemon(s->daemon);
	for (int i = 0; i < s->free_count; i++)
		database_close(s->free[i]);
	if (s->has_desk)
		desk_finish(&s->desk);
	web_pages_drop();
	pthread_mutex_destroy(&s->lock);
	free(s);
}
