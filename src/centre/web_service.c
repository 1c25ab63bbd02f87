#include "centre/web_service.h"

#include "base/clock.h"
#include "base/log.h"

#include <arpa/inet.h>
#include <assert.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PEM_MAX 16384

struct web_service {
	struct web_options options;
	struct MHD_Daemon *daemon;
	pthread_mutex_t lock;		/* over the connections that are free */
	struct database *free[WEB_THREADS_MAX];
	int free_count;
};

/* One request that is coming in. */
struct upload {
	int64_t begun_ms;
	size_t size;
	bool too_large;
	char body[];
};

void web_wiping_free(void *memory)
{
	if (memory)
		explicit_bzero(memory, malloc_usable_size(memory));
	free(memory);
}

/* ---- connections to the database ---- */

struct database *web_service_borrow(struct web_service *s)
{
	struct database *db;

	pthread_mutex_lock(&s->lock);
	db = s->free[--s->free_count];
	pthread_mutex_unlock(&s->lock);
	return db;
}

void web_service_return(struct web_service *s, struct database *db)
{
	pthread_mutex_lock(&s->lock);
	s->free[s->free_count++] = db;
	pthread_mutex_unlock(&s->lock);
}

static enum err open_databases(struct web_service *s)
{
	enum err err = ERR_OK;

	for (int i = 0; !err && i < s->options.threads; i++) {
		err = database_open(s->options.database, &s->free[s->free_count]);
		if (!err)
			s->free_count++;
	}
	return err;
}

/* ---- requests ---- */

static enum MHD_Result begin(const struct web_service *s, struct MHD_Connection *connection,
			     const char *url, const char *method, void **ret_upload)
{
	enum MHD_Result result;
	struct upload *upload;

	if (s->options.begin(s->options.context, connection, url, method, &result))
		return result;
	upload = malloc(sizeof(*upload) + s->options.body_max);
	if (!upload)
		return MHD_NO;
	upload->begun_ms = clock_ms();
	upload->size = 0;
	upload->too_large = false;
	*ret_upload = upload;
	return MHD_YES;
}

static enum MHD_Result collect(const struct web_options *options, struct upload *upload,
			       const char *data, size_t *size)
{
	if (clock_ms() - upload->begun_ms > options->whole_ms)
		return MHD_NO;
	if (*size > options->body_max - upload->size) {
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
			      size_t *size, void **request)
{
	struct web_service *s = context;
	const struct upload *upload = *request;

	(void)version;
	if (!upload)
		return begin(s, connection, url, method, request);
	if (*size > 0)
		return collect(&s->options, *request, data, size);
	return s->options.answer(s->options.context, s, &(struct web_request){
		connection, url, upload->body, upload->size, upload->too_large });
}

/* A person, or a password, may lie in it. */
static void forget(void *context, struct MHD_Connection *connection, void **request,
		   enum MHD_RequestTerminationCode code)
{
	(void)context;
	(void)connection;
	(void)code;
	web_wiping_free(*request);
	*request = NULL;
}

/* ---- beginning and end ---- */

struct pems {
	char certificate[PEM_MAX];
	char key[PEM_MAX];
	char root[PEM_MAX];
};

static enum err read_pem(const struct web_options *options, const char *file, char out[PEM_MAX])
{
	char path[1024];
	FILE *in;
	size_t size = 0;

	snprintf(path, sizeof(path), "%s/%s", options->folder, file);
	in = fopen(path, "rb");
	if (in) {
		size = fread(out, 1, PEM_MAX - 1, in);
		fclose(in);
	}
	out[size] = 0;
	if (size > 0)
		return ERR_OK;
	log_error("%s: cannot be read; make it with %s", path, options->made_by);
	return ERR_INPUT;
}

static enum err read_pems(const struct web_options *options, struct pems *pems)
{
	enum err err = read_pem(options, "server.pem", pems->certificate);

	if (!err)
		err = read_pem(options, "server.key", pems->key);
	if (!err && options->asks_certificate)
		err = read_pem(options, "root.pem", pems->root);
	return err;
}

static enum err listen_on(struct web_service *s, const struct pems *pems)
{
	const struct web_options *o = &s->options;
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(o->port) };
	const char *address = o->address ? o->address : "127.0.0.1";

	if (inet_pton(AF_INET, address, &at.sin_addr) != 1) {
		log_error("%s: no IPv4 address", address);
		return ERR_INPUT;
	}
	s->daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TLS, o->port, NULL, NULL, handle, s,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at,
		MHD_OPTION_HTTPS_MEM_CERT, pems->certificate,
		MHD_OPTION_HTTPS_MEM_KEY, pems->key,
		MHD_OPTION_HTTPS_PRIORITIES, "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
		MHD_OPTION_THREAD_POOL_SIZE, o->threads > 1 ? (unsigned)o->threads : 0u,
		MHD_OPTION_CONNECTION_LIMIT, o->connections_max,
		MHD_OPTION_CONNECTION_TIMEOUT, o->quiet_s,
		MHD_OPTION_NOTIFY_COMPLETED, forget, s,
		o->asks_certificate ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END, pems->root,
		MHD_OPTION_END);
	if (s->daemon)
		return ERR_OK;
	log_error("%s port %u: cannot listen there", address, (unsigned)o->port);
	return ERR_IO;
}

enum err web_service_start(const struct web_options *options, struct web_service **ret_service)
{
	struct web_service *s = calloc(1, sizeof(*s));
	struct pems *pems = calloc(1, sizeof(*pems));
	enum err err = ERR_IO;

	assert(options->threads > 0 && options->threads <= WEB_THREADS_MAX);
	if (s)
		pthread_mutex_init(&s->lock, NULL);
	if (s && pems) {
		s->options = *options;
		err = read_pems(options, pems);
		if (!err)
			err = open_databases(s);
		if (!err)
			err = listen_on(s, pems);
	}
	web_wiping_free(pems);
	if (err) {
		web_service_stop(s);
		return err;
	}
	*ret_service = s;
	return ERR_OK;
}

uint16_t web_service_port(const struct web_service *s)
{
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : 0;
}

void web_service_stop(struct web_service *s)
{
	if (!s)
		return;
	if (s->daemon)
		MHD_stop_daemon(s->daemon);
	for (int i = 0; i < s->free_count; i++)
		database_close(s->free[i]);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
