/*
 * The people whose cards are emulated, from a CSV file of sample data
 * (kiosk-config/demo-data/cards.csv).
 */
#ifndef EMULATOR_PERSON_H
#define EMULATOR_PERSON_H

#include "base/err.h"

#include <stddef.h>

#define EMU_PEOPLE_MAX 256

struct emu_person {
	char key[32];
	char name[192];		/* UTF-8, like every text here */
	char name_latin[128];
	char id_no[19];
	char nation[3];		/* GB 3304 number, or "" */
	char card_no[10];
	char issued[9];		/* YYYYMMDD, or "" */
	char expires[9];
	char pin[7];
	char address[128];
	char issuer[64];
	char country[4];
	char permit_no[10];
	char issue_count[3];
	char role[16];
	int pin_tries;		/* survives lifting the card, as on a real chip */
};

struct emu_people {
	int count;
	struct emu_person at[EMU_PEOPLE_MAX];
};

/* The first line that is no remark names the columns.  Tells on stderr what is wrong, and where. */
enum err emu_people_load(const char *path, struct emu_people *people) MUST_CHECK;

/* "sam-demo.keys" in the folder of the cards file: where the demo's keys stand. */
void emu_keys_path(const char *cards, char *path, size_t cap);

/* NULL where there is none. */
struct emu_person *emu_people_find(struct emu_people *people, const char *key);

#endif
