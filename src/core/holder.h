/*
 * Who a card says its holder is, and how sure that is.
 */
#ifndef CORE_HOLDER_H
#define CORE_HOLDER_H

#include "core/date.h"
#include "core/idno.h"

#include <stdbool.h>
#include <stdint.h>

enum assurance {
	ASSURANCE_NONE,
	ASSURANCE_A0,	/* the number was read: the card could be a copy */
	ASSURANCE_A1,	/* the card proved itself (SAM, PSAM or a SAM-V reader) */
	ASSURANCE_A2,	/* and the holder: card PIN, or a staff check with its reason */
};

enum card_type {
	CARD_NONE,
	CARD_SOCIAL_SECURITY,		/* 社会保障卡, generations 1 to 3 */
	CARD_RESIDENT_ID,		/* 居民身份证 */
	CARD_HMT_PERMIT,		/* 港澳台居民居住证 */
	CARD_FOREIGN_PERMIT_2017,	/* 外国人永久居留身份证 */
	CARD_FOREIGN_PERMIT_2023,
	CARD_ZHEJIANG_PERMIT,		/* 浙江居住证: no public specification of its chip */
	CARD_STAFF,			/* a guide's, supervisor's or technician's card */
	CARD_UNKNOWN,			/* a card, but none that the kiosk can read */
	CARD_NO_CARD,			/* none at all: staff typed the number from a document */
	CARD_TYPE_COUNT,
};

/*
 * 30 + 20 GBK bytes are at most 25 characters of two, 100 bytes of UTF-8;
 * permits give up to 60 UTF-16 units.
 */
#define HOLDER_NAME_MAX 192

/* Digits of a social-security card's PIN (three BCD bytes on the wire). */
#define PIN_DIGITS 6

struct holder {
	enum card_type type;
	int generation;			/* social-security card: 1, 2, 3; else 0 */
	enum assurance assurance;
	bool number_only;		/* generation 3 without a SAM: no name, no id_no */
	char region[7];			/* issuing region, six digits ("330200"), or "" */
	char card_no[20];		/* or "" */
	char id_no[IDNO_TEXT_MAX];	/* or "" */
	char name[HOLDER_NAME_MAX];	/* UTF-8, or "" */
	char name_latin[HOLDER_NAME_MAX];	/* permits for foreigners, or "" */
	char sex;			/* '1' male, '2' female, '9' not stated, 0 absent */
	int nation;			/* GB 3304 number (1 = Han), 0 absent */
	char country[8];		/* foreign permits: ISO 3166 three letters, or "" */
	char address[128];		/* or "" */
	char issuer[128];		/* or "" */
	char permit_no[24];		/* 港澳台: number of the travel permit, or "" */
	char staff_role[16];	/* "guide", "supervisor", "technician", or "" */
	struct date birth;		/* may be unset, like the next two */
	struct date issued;
	struct date expires;		/* unset: none printed, or 长期 */
	bool expires_never;		/* 长期 */
	uint8_t uid[10];		/* the chip's serial, to know the same card again */
	uint8_t uid_size;
	/* answers came late enough to be relayed: a mark for staff */
	bool slow;
};

/*
 * Takes out what nobody sees of a name, as cards pad and lay it out: one blank stays
 * between two Latin words, none between Chinese characters.  "" may be left.
 */
void holder_tidy_name(char name[HOLDER_NAME_MAX]);

/* "李*娜", "王*", "J*** S****": what may stand in view of others. */
void holder_mask_name(const char *name, char out[HOLDER_NAME_MAX]);

/* The same card laid again: type, numbers and serial all equal. */
bool holder_same(const struct holder *a, const struct holder *b);

/* "ssc", "rid", "hmt" …: JSON and logs */
const char *card_type_name(enum card_type type);

#endif
