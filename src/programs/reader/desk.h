/*
 * The reader process: one desk, several stations.
 *
 * The main thread owns the link and the clock: it takes requests, shows life
 * and ends the process when a driver does not come back in time.  Each reader
 * has a station, a thread of its own that opens it, waits for cards and reads
 * them.  What they share stands here, guarded by `lock`.
 */
#ifndef PROGRAMS_READER_DESK_H
#define PROGRAMS_READER_DESK_H

#include "card/link.h"
#include "card/reader.h"
#include "card/sam.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct desk;

struct station {
	struct desk *desk;
	uint8_t index;
	const char *spec;
	pthread_t thread;
	pthread_cond_t wake;		/* of the desk's lock: something changed */

	/* Guarded by the desk's lock. */
	struct reader *reader;		/* NULL: not there */
	bool has_request;
	struct link_request request;
	bool holds_card;

	/* The station's own. */
	enum link_reader_state told;	/* last state sent, 0: none */
	struct reader_card card;
	unsigned round;			/* of the desk, when it began to wait for a card */
	bool owes_lifted;		/* a new round began while a card lay there */

	/* When the driver must be back (clock_us), 0: it is not out. */
	_Atomic int64_t due_us;
	_Atomic uint32_t serving;	/* id of the request being served */
	atomic_bool cancelled;
};

/* A SAM that is opened when it is needed, reopened when it was pulled, and shared. */
struct shared_sam {
	struct sam sam;
	const char *spec;
	struct sam *inner;	/* NULL: not open */
	pthread_mutex_t lock;
};

struct desk {
	int fd;
	pthread_mutex_t lock;
	pthread_mutex_t sending;
	bool watching;
	bool everything;	/* card/extra.h is wanted too, until the next WATCH */
	unsigned round;		/* one more at each WATCH on: what lies there is met anew */
	bool quit;
	struct shared_sam sam;	/* spec NULL: none */
	int count;
	struct station stations[LINK_READERS_MAX];
};

/* Sends an event; a broken link is noticed by the main thread. */
void desk_send(struct desk *desk, const struct link_event *event);

/* The SAM of the desk, or NULL. */
struct sam *desk_sam(struct desk *desk);

/* A SAM by its SPEC that opens itself on demand. */
void shared_sam_init(struct shared_sam *shared, const char *spec);
void shared_sam_finish(struct shared_sam *shared);

/* The thread of a station (reader_station.c). */
void *station_run(void *station);

#endif
