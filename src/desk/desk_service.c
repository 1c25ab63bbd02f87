#include "desk/desk_service.h"

#include "centre/web_service.h"
#include "desk/desk_request.h"
#include "desk/web_pages.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#define DESK_DATABASE_MAX 1024
#define DESK_CONNECTIONS_MAX 256
/* A form of a page is on its way for a second; whoever takes longer holds a place. */
#define DESK_WHOLE_MS 10000
#define DESK_QUIET_S 30
#define COOKIE "__Host-desk"
#define FORM_HEADER "X-Desk-Form"
#define API_BEFORE "/api/"

struct desk_service {
	struct web_service *web;
	struct desk_office desk;
	bool has_desk;
};

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
		reply->body ? strlen(reply->body) : 0, reply->body, web_wiping_free);

	if (!response) {
		web_wiping_free(reply->body);
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

static enum MHD_Result answer_post(void *context, struct web_service *web,
				   const struct web_request *request)
{
	struct desk_service *s = context;
	struct MHD_Connection *connection = request->connection;
	const struct desk_ask ask = {
		.name = request->url + strlen(API_BEFORE),
		.token = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, COOKIE),
		.form = header_of(connection, FORM_HEADER),
		.body = request->body,
		.size = request->size,
	};
	struct desk_reply reply;
	struct database *db;

	if (request->too_large)
		return answer_status(connection, MHD_HTTP_CONTENT_TOO_LARGE);
	if (!is_our_page(connection))
		return answer_status(connection, MHD_HTTP_FORBIDDEN);
	db = web_service_borrow(web);
	desk_request_answer(&s->desk, db, &ask, &reply);
	web_service_return(web, db);
	return answer_reply(connection, &reply);
}

static bool begin_request(void *context, struct MHD_Connection *connection, const char *url,
			  const char *method, enum MHD_Result *ret_result)
{
	(void)context;
	if (strcmp(method, MHD_HTTP_METHOD_GET) == 0)
		*ret_result = answer_page(connection, url);
	else if (strcmp(method, MHD_HTTP_METHOD_POST) != 0 ||
		 strncmp(url, API_BEFORE, strlen(API_BEFORE)) != 0)
		*ret_result = answer_status(connection, MHD_HTTP_NOT_FOUND);
	else
		return false;
	return true;
}

/* ---- beginning and end ---- */

/* Whatever the login may do: the connections have the rights of the desk's program alone. */
static enum err serve_as_desk(struct desk_service *s, const struct desk_service_options *options)
{
	char conninfo[DESK_DATABASE_MAX];
	const struct web_options web = {
		.port = options->port,
		.address = options->address,
		.folder = options->folder,
		.made_by = "skills-desk init",
		.database = conninfo,
		.threads = options->threads,
		.connections_max = DESK_CONNECTIONS_MAX,
		.quiet_s = DESK_QUIET_S,
		.whole_ms = DESK_WHOLE_MS,
		.body_max = DESK_BODY_MAX,
		.context = s,
		.begin = begin_request,
		.answer = answer_post,
	};
	int size = snprintf(conninfo, sizeof(conninfo), "%s options='-c role=desk_web'",
			    options->database);

	return size < (int)sizeof(conninfo) ? web_service_start(&web, &s->web) : ERR_INPUT;
}

static enum err prepare_desk(struct desk_service *s, const struct desk_service_options *options)
{
	enum err err = web_pages_read(options->pages);

	if (!err)
		err = desk_init(&s->desk, options->folder);
	s->has_desk = !err;
	return err ? err : serve_as_desk(s, options);
}

enum err desk_service_start(const struct desk_service_options *options,
			    struct desk_service **ret_service)
{
	struct desk_service *s = calloc(1, sizeof(*s));
	enum err err;

	if (!s)
		return ERR_IO;
	json_set_alloc_funcs(malloc, web_wiping_free);
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
	return web_service_port(s->web);
}

void desk_service_stop(struct desk_service *s)
{
	if (!s)
		return;
	web_service_stop(s->web);
	if (s->has_desk)
		desk_finish(&s->desk);
	web_pages_drop();
	free(s);
}
