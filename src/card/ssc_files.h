/*
 * The files of a social-security card: what stands in EF05 and EF06 and how it
 * is coded (LD/T 32-2015; GB 11643 numbers, GB 3304 peoples, GB 2260 regions).
 * Pure: bytes in, a holder out.
 */
#ifndef CARD_SSC_FILES_H
#define CARD_SSC_FILES_H

#include "base/err.h"
#include "card/extra.h"
#include "core/holder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order of their files and numbers. */
enum ssc_item {
	SSC_CARD_ID,		/* EF05: issuing region, issuer, serial */
	SSC_CLASS,
	SSC_VERSION,		/* decides the generation */
	SSC_INIT_ORG,
	SSC_ISSUED,
	SSC_EXPIRES,
	SSC_CARD_NO,
	SSC_ID_NO,		/* EF06 */
	SSC_NAME,
	SSC_NAME_MORE,
	SSC_SEX,
	SSC_NATION,
	SSC_BIRTHPLACE,
	SSC_BIRTH,
	SSC_ITEM_COUNT,
};

struct ssc_place {
	uint8_t file;		/* 5, 6: EF05, EF06, and their short identifiers */
	uint8_t number;		/* of the record in its file, from 1 */
	uint8_t tag;
	uint8_t size;		/* bytes of its value */
	bool must;		/* a card without it is not believed */
	bool beyond;		/* no visit asks for it (card/extra.h) */
};

const struct ssc_place *ssc_place(enum ssc_item item);

/* Values as read; size 0: the card has no such record. */
struct ssc_files {
	struct ssc_value {
		uint8_t size;
		uint8_t bytes[32];
	} items[SSC_ITEM_COUNT];
	bool number_only;	/* EF06 was refused: generation 3 without a SAM */
};

/* A record as read, tag(1) length(1) value: ERR_PROTO unless it is exactly this item. */
enum err ssc_take_record(struct ssc_files *files, enum ssc_item item,
			 const uint8_t *record, size_t size) MUST_CHECK;

/* 1, 2 or 3 by the version, "3.00"; ERR_PROTO for any other. */
enum err ssc_generation(const struct ssc_files *files, int *ret_generation) MUST_CHECK;

/*
 * Who the files say the holder is: assurance A0, without serial of the chip.
 * ERR_PROTO when a record that must be there is missing or a value is not what
 * it should be, and when number and birth date contradict each other: better
 * no identity than a doubtful one.
 */
enum err ssc_to_holder(const struct ssc_files *files, struct holder *ret_holder) MUST_CHECK;

/* What of it was read; the holder does not depend on it. */
void ssc_to_extra(const struct ssc_files *files, struct card_extra *ret_extra);

#endif
