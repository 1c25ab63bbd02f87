/*
 * Who lies on the reader?  Finds out what kind of card it is and reads it.
 *
 * Thread: the reader's.
 */
#ifndef CARD_READ_H
#define CARD_READ_H

#include "card/apdu.h"
#include "card/extra.h"
#include "card/pin.h"
#include "card/sam.h"
#include "core/holder.h"

/* Steps of a visit's longest read: what a progress bar is measured in. */
#define CARD_STEPS 22

/*
 * The quickest exchange of a card that lies on the antenna takes 12 to 18 ms
 * (of a card in a slot up to 40); one that is relayed takes two network trips
 * more.  Above this the holder is marked for staff.
 */
#define CARD_SLOW_US 80000

struct card_wish {
	struct sam *sam;	/* NULL: none, so A0 at best */
	const char *pin;	/* six digits, or NULL */
	bool everything;	/* fill extra too: never in a visit */
	struct deadline deadline;
	/* May be NULL. */
	void (*on_step)(void *context, int steps);
	void *context;
};

struct card_reading {
	struct holder holder;
	struct card_extra extra;	/* all "" unless everything was wished for */
	enum pin_result pin;	/* holder is filled only with PIN_NONE and PIN_RIGHT */
	int tries_left;		/* of the PIN; -1 not known */
};

/*
 * ERR_ABSENT: a card, but none that is known.  ERR_DENIED: an identity document
 * that only a SAM-V module can read.  Else those of ssc_read.  ret_reading is
 * private: wipe it.
 */
enum err card_read(struct reader *reader, const struct reader_card *card,
		   const struct card_wish *wish, struct card_reading *ret_reading) MUST_CHECK;

#endif
