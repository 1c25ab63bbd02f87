#include "kiosk/fetch.h"

#include "base/clock.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "bundle/bundle.h"
#include "kiosk/kiosk.h"
#include "policy/check.h"
#include "store/bundles.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS 50
#define FETCH_PATH_MAX (PATHS_LENGTH_MAX + 32)
#define SAID_MAX 4096

static void file_path(const struct kiosk *kiosk, char out[FETCH_PATH_MAX])
{
	snprintf(out, FETCH_PATH_MAX, "%s/incoming.bundle", kiosk->paths.data);
}

static void drop_file(struct kiosk *kiosk)
{
	struct fetch_desk *f = &kiosk->fetch;
	char path[FETCH_PATH_MAX];

	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
	f->have = 0;
	file_path(kiosk, path);
	if (unlink(path) != 0 && errno != ENOENT)
		log_warn("%s: %s", path, strerror(errno));
}

static void rest(struct fetch_desk *f)
{
	int ms = f->news ? FETCH_AGAIN_MS :
			   FETCH_EVERY_MS - (int)arc4random_uniform(FETCH_EVERY_MS / 4);

	f->state = FETCH_RESTS;
	f->news = false;
	f->next_ms = clock_ms() + ms;
}

/* ---- what there is ---- */

/* A pack that came with the program or by hand counts with its own version. */
static void add_pack(const struct kiosk *kiosk, struct wire_offer *have)
{
	int version[3];

	pack_version(kiosk->pack, version);
	*have = (struct wire_offer){ .version = bundle_pack_version(version) };
	text_copy_or_none(have->kind, sizeof(have->kind), bundle_kind_name(BUNDLE_PACK));
}

static int what_we_have(const struct kiosk *kiosk, struct wire_offer have[STORE_BUNDLE_KINDS + 1])
{
	struct store_bundle taken[STORE_BUNDLE_KINDS];
	int count = 0, all = 1;

	add_pack(kiosk, &have[0]);
	if (store_bundles(kiosk->store, taken, &count))
		count = 0;
	for (int i = 0; i < count; i++) {
		struct wire_offer *at = strcmp(taken[i].kind, have[0].kind) == 0 ? &have[0] :
										    &have[all++];

		text_copy_or_none(at->kind, sizeof(at->kind), taken[i].kind);
		if (taken[i].version > at->version || at != &have[0])
			at->version = taken[i].version;
	}
	return all;
}

static void ask_offers(struct kiosk *kiosk)
{
	static const struct wire_refusal none;
	struct fetch_desk *f = &kiosk->fetch;
	struct wire_offer have[STORE_BUNDLE_KINDS + 1];
	char body[2048];
	struct text out = text_in(body, sizeof(body));
	int count = what_we_have(kiosk, have);

	wire_ask_offers(&out, have, count,
			f->told < f->refusal_count ? &f->refusals[f->told] : &none);
	f->state = FETCH_ASKS;
	f->request_id = courier_send(kiosk, "offers", FETCH_PIECE_MS, body, out.len);
	if (!f->request_id)
		rest(f);
}

static const struct wire_refusal *find_refusal(const struct fetch_desk *f, const char *kind)
{
	for (int i = 0; i < f->refusal_count; i++) {
		if (strcmp(f->refusals[i].kind, kind) == 0)
			return &f->refusals[i];
	}
	return NULL;
}

static bool is_wanted(const struct fetch_desk *f, const struct wire_offer *offer)
{
	const struct wire_refusal *refused = find_refusal(f, offer->kind);

	return bundle_kind_of(offer->kind) != BUNDLE_KIND_COUNT &&
	       offer->size <= (int64_t)BUNDLE_BYTES_MAX &&
	       (!refused || refused->version < offer->version);
}

/* The next of the offers that is wanted is begun; after the last it rests. */
static void begin_next(struct kiosk *kiosk)
{
	struct fetch_desk *f = &kiosk->fetch;
	char path[FETCH_PATH_MAX];

	drop_file(kiosk);
	while (f->at < f->count && !is_wanted(f, &f->offers[f->at]))
		f->at++;
	if (f->at == f->count) {
		rest(f);
		return;
	}
	file_path(kiosk, path);
	f->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (f->fd < 0) {
		log_error("%s: %s", path, strerror(errno));
		rest(f);
		return;
	}
	f->state = FETCH_LOADS;
}

static void take_offers(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct fetch_desk *f = &kiosk->fetch;
	int count = 0;

	f->at = f->count = 0;
	if (answer->outcome == COURIER_ANSWERED &&
	    wire_offers(answer->body, answer->size, f->offers, &count) == ERR_OK) {
		f->count = count;
		f->news = f->told < f->refusal_count && ++f->told < f->refusal_count;
	}
	begin_next(kiosk);
}

/* ---- a bundle, piece by piece ---- */

/* Later again, from the beginning. */
static void give_up(struct kiosk *kiosk)
{
	struct fetch_desk *f = &kiosk->fetch;

	log_warn("%s %lld: not brought whole; later again", f->offers[f->at].kind,
		 (long long)f->offers[f->at].version);
	drop_file(kiosk);
	rest(f);
}

static void ask_piece(struct kiosk *kiosk)
{
	struct fetch_desk *f = &kiosk->fetch;
	char body[256];
	struct text out = text_in(body, sizeof(body));

	wire_ask_piece(&out, &f->offers[f->at], f->have);
	f->request_id = courier_send(kiosk, "piece", FETCH_PIECE_MS, body, out.len);
	if (!f->request_id)
		give_up(kiosk);
}

/* Neither more nor less than was offered: nothing that comes has no end. */
static bool add_piece(struct fetch_desk *f, const struct courier_answer *answer)
{
	static uint8_t piece[WIRE_PIECE_MAX];
	int64_t left = f->offers[f->at].size - f->have;
	size_t size = 0;

	if (answer->outcome != COURIER_ANSWERED ||
	    wire_piece(answer->body, answer->size, piece, &size) ||
	    (int64_t)size != (left < WIRE_PIECE_MAX ? left : WIRE_PIECE_MAX) ||
	    write(f->fd, piece, size) != (ssize_t)size)
		return false;
	f->have += (int64_t)size;
	return true;
}

static void take_piece(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct fetch_desk *f = &kiosk->fetch;

	if (!add_piece(f, answer)) {
		give_up(kiosk);
	} else if (f->have == f->offers[f->at].size) {
		close(f->fd);
		f->fd = -1;
		f->state = FETCH_HOLDS;
	}
}

/* ---- taken, by the command ---- */

static int spawn_take(const struct kiosk *kiosk, const char *path, int said, pid_t *ret_pid)
{
	char dir[PATHS_LENGTH_MAX], program[FETCH_PATH_MAX];
	const char *args[] = { "skills-kiosk", "pack", "install", "--stick", path, "--config",
			       kiosk->paths.config, "--data", kiosk->paths.data, NULL };
	posix_spawn_file_actions_t actions;
	int failed;

	if (program_dir(dir, sizeof(dir)))
		return ENOENT;
	snprintf(program, sizeof(program), "%s/skills-kiosk", dir);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, said, 2);
	failed = posix_spawn(ret_pid, program, &actions, NULL, (char *const *)args,
			     harden_environment());
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

static void begin_take(struct kiosk *kiosk)
{
	struct fetch_desk *f = &kiosk->fetch;
	char path[FETCH_PATH_MAX];
	int said[2], failed;

	file_path(kiosk, path);
	if (pipe2(said, O_CLOEXEC | O_NONBLOCK) != 0) {
		rest(f);
		return;
	}
	failed = spawn_take(kiosk, path, said[1], &f->pid);
	close(said[1]);
	if (failed) {
		log_error("pack install: %s", strerror(failed));
		close(said[0]);
		f->pid = 0;
		rest(f);
		return;
	}
	f->said_fd = said[0];
	f->state = FETCH_TAKES;
	f->until_ms = clock_ms() + FETCH_TAKE_MS;
}

/* The last line of what it said; what was logged before it is in the log. */
static void read_said(int fd, char *why, size_t cap)
{
	char said[SAID_MAX], *line;
	ssize_t n = read(fd, said, sizeof(said) - 1);

	said[n > 0 ? n : 0] = 0;
	while (n > 0 && said[n - 1] == '\n')
		said[--n] = 0;
	line = strrchr(said, '\n');
	snprintf(why, cap, "%.*s", (int)cap - 1, line ? line + 1 : said);
	why[utf8_bad_offset(why, strlen(why))] = 0;	/* it may be cut within a character */
}

static void note_refusal(struct fetch_desk *f, const char *why)
{
	const struct wire_offer *offer = &f->offers[f->at];
	struct wire_refusal *at = (struct wire_refusal *)find_refusal(f, offer->kind);

	if (!at && f->refusal_count == WIRE_OFFERS_MAX)
		return;
	if (!at)
		at = &f->refusals[f->refusal_count++];
	memcpy(at->kind, offer->kind, sizeof(at->kind));
	at->version = offer->version;
	snprintf(at->why, sizeof(at->why), "%s", why);
	f->told = (int)(at - f->refusals);
	f->news = true;
}

/* 0: taken; 2: refused, for good; else something failed that may be better later. */
static void take_ended(struct kiosk *kiosk, int status)
{
	struct fetch_desk *f = &kiosk->fetch;
	const struct wire_offer *offer = &f->offers[f->at];
	char why[WIRE_REFUSAL_MAX];

	read_said(f->said_fd, why, sizeof(why));
	close(f->said_fd);
	f->pid = 0;
	if (program_ended_with(status) == 0) {
		log_info("%s %lld: taken", offer->kind, (long long)offer->version);
		f->news = true;
	} else {
		log_error("%s %lld: not taken: %s", offer->kind, (long long)offer->version, why);
		if (program_ended_with(status) == 2)
			note_refusal(f, why);
	}
	f->at++;
	begin_next(kiosk);
}

static void mind_take(struct kiosk *kiosk)
{
	struct fetch_desk *f = &kiosk->fetch;
	int status = 0;
	pid_t ended = waitpid(f->pid, &status, WNOHANG);

	if (ended == 0 && clock_ms() < f->until_ms)
		return;
	if (ended == 0) {
		log_error("pack install: no end within %d ms; killed", FETCH_TAKE_MS);
		kill(f->pid, SIGKILL);
		f->until_ms = INT64_MAX;	/* its end is looked for, and not waited for */
		return;
	}
	take_ended(kiosk, status);
}

/* ---- beginning, turns and end ---- */

void fetch_open(struct kiosk *kiosk)
{
	kiosk->fetch = (struct fetch_desk){ .fd = -1, .next_ms = INT64_MAX };
	if (kiosk->store)
		drop_file(kiosk);	/* of a kiosk that was killed */
}

void fetch_end(struct kiosk *kiosk)
{
	struct fetch_desk *f = &kiosk->fetch;

	if (f->pid) {
		kill(f->pid, SIGKILL);
		close(f->said_fd);
		f->pid = 0;
	}
	if (f->state == FETCH_LOADS)
		close(f->fd);
}

void fetch_started(struct kiosk *kiosk)
{
	struct fetch_desk *f = &kiosk->fetch;

	if (kiosk->config.trust[0] && f->state == FETCH_RESTS)
		f->next_ms = clock_ms() + FETCH_FIRST_MS;
}

bool fetch_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct fetch_desk *f = &kiosk->fetch;

	if (!f->request_id || answer->id != f->request_id)
		return false;
	f->request_id = 0;
	if (f->state == FETCH_ASKS)
		take_offers(kiosk, answer);
	else if (f->state == FETCH_LOADS)
		take_piece(kiosk, answer);
	return true;
}

void fetch_lost(struct kiosk *kiosk)
{
	static const struct courier_answer none = { .outcome = COURIER_NO_WAY };
	struct courier_answer answer = none;

	answer.id = kiosk->fetch.request_id;
	if (answer.id)
		fetch_answered(kiosk, &answer);
}

void fetch_mind(struct kiosk *kiosk)
{
	struct fetch_desk *f = &kiosk->fetch;

	if (f->pid) {
		mind_take(kiosk);
		return;
	}
	if (!kiosk->courier || !kiosk->store || f->request_id ||
	    !session_is_between_visits(&kiosk->session))
		return;
	if (f->state == FETCH_RESTS && clock_ms() >= f->next_ms)
		ask_offers(kiosk);
	else if (f->state == FETCH_LOADS)
		ask_piece(kiosk);
	else if (f->state == FETCH_HOLDS)
		begin_take(kiosk);
}

int fetch_due_ms(const struct kiosk *kiosk)
{
	const struct fetch_desk *f = &kiosk->fetch;
	int64_t left = f->next_ms - clock_ms();

	if (f->pid)
		return LOOK_MS;
	if (!kiosk->courier || f->state != FETCH_RESTS || f->next_ms == INT64_MAX)
		return -1;
	/* after a visit the loop turns by itself */
	if (!session_is_between_visits(&kiosk->session))
		return -1;
	return left < 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int)left;
}
