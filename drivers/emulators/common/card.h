/*
 * An emulated card: commands in, answers out, with the files, the keys and the
 * PIN of an invented person.  It knows nothing of readers; the PN532 chip and
 * the PC/SC slot carry it alike.
 *
 * Liberties, because the originals are not public: the keys (drivers/sam/keys.h),
 * most of the FCI, the ATS of the Zhejiang permit, and the whole staff card.
 */
#ifndef EMULATOR_CARD_H
#define EMULATOR_CARD_H

#include "drivers/emulators/common/person.h"
#include "drivers/sam/keys.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum emu_kind {
	EMU_SSC1,	/* social-security card, "1.00", 3DES, free to read */
	EMU_SSC2,	/* "2.00" */
	EMU_SSC3,	/* "3.00", SM4; EF06 only after external authentication */
	EMU_CLONE,	/* generation-2 content copied: no keys, one recorded answer */
	EMU_CLONE3,	/* the same of generation 3, and free to read */
	EMU_LOCKED,	/* generation 2 of a region that protects EF06 */
	EMU_ZHEJIANG,	/* Zhejiang residence permit: known by its ATS alone */
	EMU_UNREADABLE,	/* a card that knows no application */
	EMU_STAFF,
	EMU_TYPE_B,	/* an identity document as a reader without SAM-V sees it */
	EMU_RID,	/* the next four carry text for SAM-V modules */
	EMU_HMT,
	EMU_FOREIGN17,
	EMU_FOREIGN23,
	EMU_KIND_COUNT,
};

/* What real cards differ in; every reader must cope with each. */
enum emu_quirk {
	EMU_SELECT_P1_00 = 1,	/* SELECT EF only with P1 = 00 */
	EMU_SELECT_NONE = 2,	/* no SELECT EF at all: records by SFI */
	EMU_BY_NUMBER = 4,	/* records by number only */
	EMU_GET_RESPONSE = 8,	/* T=0: 61xx, then GET RESPONSE */
	EMU_EXACT_LE = 16,	/* 6Cxx unless Le is right */
	EMU_LE_ZERO = 32,	/* 6700 unless Le is 00 */
	EMU_NO_EXTENSION = 64,	/* no record 4E */
	EMU_SSF33 = 128,	/* the application's name is "sx2.sh." */
	EMU_SILENT_PIN = 256,	/* does not tell its PIN counter */
	EMU_MOVED_UP = 512,	/* what follows a missing 4E has one number less */
	EMU_REFUSE_SELECT = 1024,	/* EF06 is refused when it is selected */
	EMU_REFUSE_6985 = 2048,	/* what is refused is refused so, not with 6982 */
	EMU_MISSING_6A86 = 4096,	/* no such record, said so, not with 6A83 */
	EMU_SELECT_LE = 8192,	/* 6Cxx to a SELECT by name without Le */
};

#define EMU_RECORDS_MAX 16

struct emu_record {
	uint8_t file;	/* 5, 6: EF05, EF06 */
	uint8_t number;
	uint8_t tag;
	uint8_t size;
	uint8_t value[32];
};

struct emu_card {
	enum emu_kind kind;
	unsigned quirks;	/* enum emu_quirk */
	struct emu_person *person;
	uint8_t uid[7];
	uint8_t uid_size;
	uint8_t card_id[16];
	bool has_keys;
	enum sam_algorithm algorithm;
	uint8_t key[SAM_KEY_SIZE];
	uint8_t replayed[8];	/* a clone's only answer */
	int record_count;
	struct emu_record records[EMU_RECORDS_MAX];

	/* Since the last reset or selection. */
	bool selected;
	uint8_t file;
	bool opened;		/* by external authentication */
	int challenge_count;
	uint8_t challenge[2][8];	/* the one before, the last */
	uint8_t pending[256];		/* for GET RESPONSE */
	size_t pending_size;
	uint64_t random;
};

/* "ssc2": the words of the `card` command; -1 for any other. */
int emu_kind_find(const char *name);
int emu_quirk_find(const char *name);

/* person and keys stay the caller's and must outlive the card. */
void emu_card_init(struct emu_card *card, enum emu_kind kind, unsigned quirks,
		   struct emu_person *person, const struct sam_keys *keys);

/* Power or field gone: what was authenticated is forgotten. */
void emu_card_reset(struct emu_card *card);

/* Answers a command; answer has 258 bytes.  Returns the size, status bytes included. */
size_t emu_card_answer(struct emu_card *card, const uint8_t *command, size_t size,
		       uint8_t *answer);

/* Historical bytes of ATS or ATR; at most 15. */
size_t emu_card_historical(const struct emu_card *card, uint8_t *out);

#endif
