#include "programs/courier/post.h"

#include "base/log.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#define URL_MAX 640
/* libcurl wakes earlier for what it has under way. */
#define SLEEP_MS 600000

/* One request under way. */
struct posting {
	CURL *easy;		/* NULL: free */
	uint32_t id;
	size_t size;
	uint8_t body[COURIER_BODY_MAX];
	size_t answer_size;
	uint8_t answer[COURIER_ANSWER_MAX];
};

struct post {
	const struct post_options *options;
	void (*answered)(void *context, const struct courier_answer *answer);
	void *context;
	CURLM *multi;
	struct curl_slist *headers;
	bool reached, missed;	/* as it was last logged */
	char certificate[PATH_MAX], key[PATH_MAX], root[PATH_MAX];
	struct posting postings[POSTS_MAX];
};

/* ---- one answer ---- */

static void answer(struct post *post, uint32_t id, enum courier_outcome outcome,
		   const uint8_t *body, size_t size)
{
	const struct courier_answer made = { .id = id, .outcome = outcome, .body = body,
					     .size = size };

	post->answered(post->context, &made);
}

/* More than any right answer: the transfer ends here, and counts as none. */
static size_t collect(char *data, size_t one, size_t size, void *context)
{
	struct posting *p = context;

	if (one * size > sizeof(p->answer) - p->answer_size)
		return 0;
	memcpy(p->answer + p->answer_size, data, one * size);
	p->answer_size += one * size;
	return one * size;
}

/* A gate of some other make may say 404 to what the centre takes: that is no refusal. */
static enum courier_outcome outcome_of(long status)
{
	switch (status) {
	case 200:
		return COURIER_ANSWERED;
	case 403:
		return COURIER_BARRED;
	case 413:
	case 422:
		return COURIER_REFUSED;
	default:
		return COURIER_NOT_NOW;
	}
}

/* Each change once, not each request. */
static void log_way(struct post *post, CURLcode code, long status)
{
	bool reached = code == CURLE_OK && status != 403;

	if (reached && !post->reached)
		log_info("the centre is reached");
	else if (!reached && !post->missed)
		log_warn("the centre is not reached: %s",
			 code ? curl_easy_strerror(code) : "it does not know this kiosk");
	post->reached = reached;
	post->missed = !reached;
}

static void drop_posting(struct post *post, struct posting *p)
{
	curl_multi_remove_handle(post->multi, p->easy);
	curl_easy_cleanup(p->easy);
	explicit_bzero(p, sizeof(*p));
}

static void end_posting(struct post *post, struct posting *p, CURLcode code)
{
	enum courier_outcome outcome = COURIER_NO_WAY;
	long status = 0;

	curl_easy_getinfo(p->easy, CURLINFO_RESPONSE_CODE, &status);
	if (code == CURLE_OK)
		outcome = outcome_of(status);
	log_way(post, code, status);
	answer(post, p->id, outcome, p->answer, outcome == COURIER_ANSWERED ? p->answer_size : 0);
	drop_posting(post, p);
}

/* ---- sending ---- */

/* Nothing but this centre's root counts, and no other protocol, place or proxy is followed. */
static bool set_trust(const struct post *post, CURL *easy)
{
	return !curl_easy_setopt(easy, CURLOPT_CAINFO, post->root) &&
	       !curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) &&
	       !curl_easy_setopt(easy, CURLOPT_SSLCERT, post->certificate) &&
	       !curl_easy_setopt(easy, CURLOPT_SSLKEY, post->key) &&
	       !curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) &&
	       !curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) &&
	       !curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) &&
	       !curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https") &&
	       !curl_easy_setopt(easy, CURLOPT_PROXY, "") &&
	       !curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
}

static bool set_request(const struct post *post, struct posting *p, const char *name,
			uint32_t within_ms)
{
	char url[URL_MAX];

	if (snprintf(url, sizeof(url), "%s/v1/%s", post->options->to, name) >= URL_MAX)
		return false;
	return !curl_easy_setopt(p->easy, CURLOPT_URL, url) &&
	       !curl_easy_setopt(p->easy, CURLOPT_POST, 1L) &&
	       !curl_easy_setopt(p->easy, CURLOPT_POSTFIELDS, (char *)p->body) &&
	       !curl_easy_setopt(p->easy, CURLOPT_POSTFIELDSIZE, (long)p->size) &&
	       !curl_easy_setopt(p->easy, CURLOPT_HTTPHEADER, post->headers) &&
	       !curl_easy_setopt(p->easy, CURLOPT_WRITEFUNCTION, collect) &&
	       !curl_easy_setopt(p->easy, CURLOPT_WRITEDATA, p) &&
	       !curl_easy_setopt(p->easy, CURLOPT_PRIVATE, p) &&
	       !curl_easy_setopt(p->easy, CURLOPT_NOSIGNAL, 1L) &&
	       !curl_easy_setopt(p->easy, CURLOPT_TIMEOUT_MS, (long)within_ms) &&
	       !curl_easy_setopt(p->easy, CURLOPT_UNIX_SOCKET_PATH, post->options->socket);
}

static struct posting *find_free(struct post *post)
{
	for (int i = 0; i < POSTS_MAX; i++) {
		if (!post->postings[i].easy)
			return &post->postings[i];
	}
	return NULL;
}

static bool begin(struct post *post, struct posting *p, const struct courier_request *request)
{
	p->easy = curl_easy_init();
	if (!p->easy)
		return false;
	p->id = request->id;
	p->size = request->size;
	memcpy(p->body, request->body, request->size);
	return set_trust(post, p->easy) &&
	       set_request(post, p, request->name, request->within_ms) &&
	       curl_multi_add_handle(post->multi, p->easy) == CURLM_OK;
}

void post_send(struct post *post, const struct courier_request *request)
{
	struct posting *p = find_free(post);

	if (p && begin(post, p, request))
		return;
	if (p && p->easy)
		drop_posting(post, p);
	answer(post, request->id, COURIER_NOT_NOW, NULL, 0);
}

static void take_finished(struct post *post)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(post->multi, &left))) {
		char *p = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &p);
		end_posting(post, (struct posting *)(void *)p, message->data.result);
	}
}

enum err post_work(struct post *post, int fd)
{
	struct curl_waitfd line = { .fd = fd, .events = CURL_WAIT_POLLIN };
	int running, ready;

	if (curl_multi_perform(post->multi, &running))
		return ERR_IO;
	take_finished(post);
	if (curl_multi_poll(post->multi, &line, 1, SLEEP_MS, &ready))
		return ERR_IO;
	return ERR_OK;
}

/* ---- beginning and end ---- */

static bool name_files(struct post *post)
{
	const char *keys = post->options->keys;

	return snprintf(post->certificate, PATH_MAX, "%s/courier.pem", keys) < PATH_MAX &&
	       snprintf(post->key, PATH_MAX, "%s/courier.key", keys) < PATH_MAX &&
	       snprintf(post->root, PATH_MAX, "%s/root.pem", keys) < PATH_MAX;
}

enum err post_open(const struct post_options *options,
		   void (*answered)(void *context, const struct courier_answer *answer),
		   void *context, struct post **ret_post)
{
	struct post *post = calloc(1, sizeof(*post));

	if (!post || curl_global_init(CURL_GLOBAL_DEFAULT)) {
		free(post);
		return ERR_IO;
	}
	post->options = options;
	post->answered = answered;
	post->context = context;
	post->multi = curl_multi_init();
	/* no "Expect": a kilobyte or fifty are sent at once */
	post->headers = curl_slist_append(NULL, "Expect:");
	if (!post->multi || !post->headers || !name_files(post)) {
		post_close(post);
		return ERR_IO;
	}
	*ret_post = post;
	return ERR_OK;
}

void post_close(struct post *post)
{
	if (!post)
		return;
	for (int i = 0; i < POSTS_MAX; i++) {
		if (post->postings[i].easy)
			drop_posting(post, &post->postings[i]);
	}
	if (post->multi)
		curl_multi_cleanup(post->multi);
	curl_slist_free_all(post->headers);
	curl_global_cleanup();
	free(post);
}
