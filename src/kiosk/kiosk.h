/*
 * Who calls whom: the handles of a running kiosk.  What happens in a visit is
 * the session's; this is the hand that carries its effects out and brings the
 * news back as events.
 *
 * Thread: everything here belongs to the main thread, which helpers wake by an
 * SDL event.
 */
#ifndef KIOSK_KIOSK_H
#define KIOSK_KIOSK_H

#include "helpers/helpers.h"
#include "config/config.h"
#include "config/paths.h"
#include "kiosk/call.h"
#include "kiosk/courier_news.h"
#include "kiosk/elsewhere.h"
#include "kiosk/grades.h"
#include "kiosk/heartbeat.h"
#include "kiosk/fetch.h"
#include "kiosk/queue.h"
#include "kiosk/recent.h"
#include "kiosk/ring.h"
#include "kiosk/saying.h"
#include "base/arena.h"
#include "core/course.h"
#include "receipt/claims.h"
#include "receipt/qr.h"
#include "receipt/told.h"
#include "session/session.h"
#include "store/store.h"
#include "ui/node.h"
#include "ui/scan.h"
#include "ui/ui.h"
#include "speech/voice_link.h"

#include <SDL.h>
#include <stdbool.h>

/* For a hand that trembles, the visitor's own choice: the most of EN 301 549 5.8 and 5.7. */
#define STEADY_STRIKE_MS 500
#define STEADY_REPEAT_MS 2000

struct kiosk;

/* What plays on a kiosk from above: a walk script, a tray of demo cards. */
struct signer;

struct kiosk_player {
	void *context;	/* the player's own */
	/* Takes what can be taken now; ms until it wants to be called again.  NULL: never. */
	int (*play)(void *context, struct kiosk *kiosk);
	/* True when the event was for the player's own window.  NULL: it has none. */
	bool (*handle)(void *context, const SDL_Event *event);
};

#define KIOSK_PLAYERS_MAX 2

/* The day of a visit, and what was read for it (kiosk/day.h). */
struct day {
	struct date asked;	/* --date; unset: the day is the clock's */
	int64_t clock_base_s;	/* wall clock less monotonic clock, between visits; 0: not taken */
	enum service service;	/* as the session was told last */
	bool read;		/* catalogue and standards: of the day and the stamp below */
	struct date read_for;
	int64_t stamp;		/* store_stamp */
	int64_t retry_ms;	/* not before this is a store tried again; 0: it serves */
	bool rtc_known;		/* of the mainboard's clock: base/clock.h */
	int32_t rtc_s;
	int64_t rtc_next_ms;	/* not before this is it read again */
	struct date expired_for;	/* what was kept its time by then is gone */
};

struct kiosk {
	struct paths paths;
	struct config config;
	struct kiosk_player players[KIOSK_PLAYERS_MAX];
	int player_count;

	int64_t taken_ns;		/* reload_taken_ns of the pack in use */
	struct pack *pack;		/* NULL until it is loaded, after the first frame */
	struct official *official;	/* NULL: no document was installed, or not the one */
	struct course *courses;		/* as many as the store has from today on */
	struct institution *institutions;
	struct disclosure *disclosures;
	struct store *store;
	struct signer *signer;		/* NULL: there is no key, and paper is not signed */
	struct session_world world;
	struct session session;
	/* what the visit saved last, as the store reads it back; else zeros */
	struct application sealed;
	char code[CLAIMS_TEXT_MAX];	/* its claims, signed; "": there is none, or no key */
	char code_modules[QR_SIDE_MAX * QR_SIDE_MAX + 1];	/* and as the glass shows them */
	char told[TOLD_MAX];		/* what was read of its finished file; "": there is none */

	struct ui *ui;
	struct tree *tree;
	struct arena arena;		/* the tree's texts */

	struct helpers *helpers;
	struct helper *reader;
	struct helper *press;
	struct helper *voice;
	struct helper *courier;		/* NULL: this hall has no centre */
	struct courier_desk courier_desk;
	struct elsewhere_desk elsewhere;
	struct heartbeat heartbeat;
	struct grades grades;
	struct fetch_desk fetch;	/* packs and data that the courier brings */
	uint32_t press_job;		/* number of the last job */
	bool press_busy;		/* it has no final phase yet */
	bool press_handout;		/* it is a handout: no fate of it is noted */
	bool press_waits;		/* it is cut short, and a paper of `sealed` follows */
	char press_paper[RECEIPT_NO_MAX];	/* whose fate is not noted yet; or "" */
	uint32_t voice_id;		/* of the last piece that was said */
	struct saying saying;
	bool voice_paused;
	bool voice_lost;		/* since it was ready last */
	bool speaking;			/* the last sentence has not come to its end */
	int64_t spoke_ms;		/* when that last counted as a sign of life */
	int64_t piece_ms;		/* when its piece was sent or began */
	bool headphones;		/* plugged in */
	int volume;
	int rate;
	uint32_t reader_request;	/* id of the last request: only its answer counts */
	bool reader_asks_pin;		/* it was for a PIN, and has no answer yet */
	bool reader_asks_card;		/* it was to read once more, and has no answer yet */
	bool reader_gone;		/* lost, and not heard of since */
	unsigned readers_ready;		/* one bit a reader */

	struct day day;
	bool sealing;			/* the store is being sealed with a new key */
	int64_t seal_retry_ms;		/* not before this is it tried again; 0: at once */
	struct call_process call;
	struct ring ring;
	struct queue queue;		/* news waiting for their step */
	struct recent_saved recent[STORE_RECENT_ROWS];
	int recent_next;		/* where the next one is noted */

	struct machine_state machine;	/* as it was looked at last */
	uint32_t try_id;		/* of the sentence that a technician asked for; 0: none */
	bool try_heard;			/* its first sample was */

	struct place spoken_at;		/* the page that was read aloud last */
	bool was_voice;
	bool was_covered;
	enum lang spoken_lang;		/* in which it was read */
	bool key_tuned;			/* a key has just set the voice's rate or volume */
	enum view_sheet spoken_sheet;	/* and what lay over it */
	uint32_t focus_sum;		/* of the words that were said of the focus */
	uint32_t live_sum;		/* of what was live then */
	uint32_t step_sum;		/* of the words for the step that was named last */
	bool blank;			/* audio only, until the visit ends */
	struct scan scan;		/* switches */
	struct file_watch *plugs;	/* wakes the loop; NULL: nothing does */
	bool switch_box_seen;		/* its device file was there when it was last looked for */
	int64_t leap_ms;		/* how far a walk has moved the clock ahead */
	const char *shots;		/* folder for a walk's pictures; NULL without a walk */
	int64_t alive_due_ms;		/* the service manager is told then */
	bool quit;
	int exit_code;
};

/* What `run` was asked for. */
struct run_options {
	const char *config;	/* --config DIR, or NULL */
	const char *data;	/* --data DIR, or NULL */
	const char *date;	/* --date YYYY-MM-DD, or NULL: today */
	const char *walk;	/* --walk FILE, or NULL */
	const char *shots;	/* --shots DIR, or NULL: here */
	const char *letters;	/* --letters FILE, or NULL */
	bool tray;		/* --tray */
	bool demo;		/* --demo */
	const char *program;	/* program_version, or NULL */
};

/* ms of monotonic time, with what walks have leapt over. */
int64_t kiosk_now_ms(const struct kiosk *kiosk);

/* A blank event of this moment. */
struct event kiosk_event(const struct kiosk *kiosk, enum event_kind kind);

/* Puts news in the queue; it is stepped before the loop sleeps again. */
void kiosk_post(struct kiosk *kiosk, const struct event *event);

/* Somebody is there: speech plays, focus moves. */
void kiosk_post_activity(struct kiosk *kiosk);

/* Carries out what a step asked for (kiosk/effects.c). */
void kiosk_do(struct kiosk *kiosk, const struct effects *effects);

/* The world as far as the configuration goes: enough for the first frame (kiosk/setup.c). */
void kiosk_set_world(struct kiosk *kiosk, const struct run_options *options);
/* Its parts that a hall sets and may set anew: names, and what it asks for. */
void kiosk_name_hall(struct kiosk *kiosk);
/* The document, where the hall has it; what was open is closed. */
void kiosk_open_official(struct kiosk *kiosk);
/* The clips of the hall's folder, by page; what is wrong with one is logged. */
void kiosk_find_clips(struct kiosk *kiosk);

/* Opens pack, store and catalogue, imports the seed into a new store; diag on any error. */
enum err kiosk_load(struct kiosk *kiosk, struct diag *diag) MUST_CHECK;

/* Reader, press and voice, started after the first frame (kiosk/children.c). */
enum err kiosk_start_children(struct kiosk *kiosk) MUST_CHECK;
void kiosk_stop_children(struct kiosk *kiosk);

/* Steps all news and shows what came of it (kiosk/loop.c). */
void kiosk_take_steps(struct kiosk *kiosk);

/* Describes the screen anew and shows it (kiosk/loop.c). */
void kiosk_show(struct kiosk *kiosk);

/* What the toolkit made of a finger, a key or a switch (kiosk/loop.c). */
void kiosk_ui_event(struct kiosk *kiosk, const struct ui_event *event);

/* Lets a player play on the kiosk, from the next turn of the loop on. */
void kiosk_add_player(struct kiosk *kiosk, const struct kiosk_player *player);

/* The main loop, until the window is closed or the walk is over (kiosk/loop.c). */
void kiosk_loop(struct kiosk *kiosk);

/* `run`, from the configuration to the last frame: the exit code (programs/kiosk/run.c). */
int kiosk_main(const struct run_options *options);

#endif
