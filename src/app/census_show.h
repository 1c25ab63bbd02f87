/*
 * A census on stdout: as a table for people, or as JSON lines for programs.
 */
#ifndef APP_CENSUS_SHOW_H
#define APP_CENSUS_SHOW_H

#include "app/census.h"

struct census_show {
	const struct pack *pack;
	const struct census *census;
	struct date date;
	bool demo;	/* the register itself is 示例数据 */
};

/* The words must be open (words_open): districts are named from them. */
void census_show_table(const struct census_show *show);
void census_show_json(const struct census_show *show);

#endif
