/*
 * A stats on stdout: as a table for people, or as JSON lines for programs.
 */
#ifndef TOOLS_REGISTER_STATISTICS_SHOW_H
#define TOOLS_REGISTER_STATISTICS_SHOW_H

#include "tools/register_statistics.h"

struct statistics_show {
	const struct pack *pack;
	const struct register_statistics *stats;
	struct date date;
	bool demo;	/* the register itself is 示例数据 */
};

/* The words must be open (words_open): districts are named from them. */
void statistics_show_table(const struct statistics_show *show);
void statistics_show_json(const struct statistics_show *show);

#endif
