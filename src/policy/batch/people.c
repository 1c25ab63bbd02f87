#include "policy/batch/inner.h"

#include "base/normal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a pack's people look like ---- */

static size_t column_bytes(const struct pack *pack, int kind, int fact)
{
	switch (kind) {
	case COLUMN_TRI:
		return sizeof(struct batch_tri);
	case COLUMN_CHOICE:
		return (size_t)pack->facts[fact].choice_count * CHOICE_BYTES;
	case COLUMN_NUMBER:
		return BATCH_BLOCK * sizeof(int64_t);
	default:
		return BATCH_BLOCK;
	}
}

static int32_t take(struct batch_layout *layout, size_t bytes)
{
	size_t at = layout->bytes;

	layout->bytes += bytes;
	return (int32_t)at;
}

static void take_column(const struct pack *pack, struct batch_layout *layout, int kind, int fact)
{
	if (layout->fact[kind][fact] < 0)
		layout->fact[kind][fact] = take(layout, column_bytes(pack, kind, fact));
}

static void take_step(const struct pack *pack, struct batch_layout *layout, const struct step *step)
{
	switch ((enum op)step->op) {
	case OP_FACT:
		take_column(pack, layout, COLUMN_TRI, step->index);
		return;
	case OP_IS:
	case OP_CHOOSE:
		take_column(pack, layout, COLUMN_CHOICE, step->index);
		return;
	case OP_KNOWN_AS:
		take_column(pack, layout, COLUMN_NUMBER, step->index);
		return;
	case OP_UNREPEATED:
		take_column(pack, layout, COLUMN_NUMBER, pack->repeats[step->index].occupation);
		take_column(pack, layout, COLUMN_LEVEL, pack->repeats[step->index].level);
		return;
	default:
		return;
	}
}

void layout_of(const struct pack *pack, struct batch_layout *ret_layout)
{
	struct batch_layout layout = { 0 };

	memset(layout.fact, -1, sizeof(layout.fact));
	for (int i = 0; i < pack->step_count; i++)
		take_step(pack, &layout, &pack->steps[i]);
	layout.complete = take(&layout, CHOICE_BYTES);
	layout.claiming = take(&layout, CHOICE_BYTES);
	layout.claim_first = take(&layout, BATCH_BLOCK * sizeof(uint32_t));
	layout.claim_count = take(&layout, BATCH_BLOCK);
	layout.bytes = (layout.bytes + 63) & ~(size_t)63;
	*ret_layout = layout;
}

/* ---- making room ---- */

enum err batch_people_create(const struct pack *pack, size_t cap,
			     struct batch_people **ret_people)
{
	struct batch_people *people = calloc(1, sizeof(*people));
	size_t blocks = (cap + BATCH_BLOCK - 1) / BATCH_BLOCK;

	if (!people)
		return ERR_FULL;
	people->pack = pack;
	people->cap = cap;
	layout_of(pack, &people->layout);
	people->blocks = aligned_alloc(64, blocks * people->layout.bytes);
	if (!people->blocks) {
		free(people);
		return ERR_FULL;
	}
	memset(people->blocks, 0, blocks * people->layout.bytes);
	*ret_people = people;
	return ERR_OK;
}

void batch_people_clear(struct batch_people *people)
{
	explicit_bzero(people->blocks, batch_block_count(people) * people->layout.bytes);
	if (people->claims)
		explicit_bzero(people->claims, people->claim_count * sizeof(*people->claims));
	people->count = 0;
	people->claim_count = 0;
}

void batch_people_destroy(struct batch_people *people)
{
	if (!people)
		return;
	batch_people_clear(people);
	free(people->blocks);
	free(people->claims);
	free(people);
}

/* Wipes the old room: realloc would leave a copy behind. */
static enum err grow_claims(struct batch_people *people, size_t more)
{
	size_t cap = people->claim_cap ? people->claim_cap : 1024;
	struct packed_claim *claims;

	while (cap < people->claim_count + more)
		cap *= 2;
	if (cap == people->claim_cap || more == 0)
		return ERR_OK;
	if (cap > UINT32_MAX)
		return ERR_FULL;
	claims = calloc(cap, sizeof(*claims));
	if (!claims)
		return ERR_FULL;
	if (people->claims) {
		memcpy(claims, people->claims, people->claim_count * sizeof(*claims));
		explicit_bzero(people->claims, people->claim_count * sizeof(*claims));
	}
	free(people->claims);
	people->claims = claims;
	people->claim_cap = cap;
	return ERR_OK;
}

/* ---- packing one person ---- */

static void set_bit(uint8_t *bits, int lane)
{
	((uint64_t *)(void *)bits)[lane / 64] |= 1ull << lane % 64;
}

static void put_fact(const struct pack *pack, int kind, int fact, const struct fact *from,
		     uint8_t *column, int lane)
{
	switch (kind) {
	case COLUMN_TRI:
		set_bit(column + (from->number ? 0 : offsetof(struct batch_tri, no)), lane);
		return;
	case COLUMN_CHOICE:
		assert(from->number >= 0 && from->number < pack->facts[fact].choice_count);
		set_bit(column + (size_t)from->number * CHOICE_BYTES, lane);
		return;
	case COLUMN_NUMBER:
		assert(from->number != NUMBER_NONE);
		((int64_t *)(void *)column)[lane] = from->number;
		return;
	default:
		if (from->number != pack->fact_more[fact].other)
			column[lane] = (uint8_t)pack->facts[fact].choices[from->number][0];
	}
}

static void put_in_columns(struct batch_people *people, int f, const struct fact *fact,
			   uint8_t *block, int lane)
{
	for (int kind = 0; kind < COLUMN_KINDS; kind++) {
		int32_t at = people->layout.fact[kind][f];

		if (at >= 0)
			put_fact(people->pack, kind, f, fact, block + at, lane);
	}
}

static struct packed_claim pack_claim(const struct claim *claim, int lane)
{
	return (struct packed_claim){
		.occupation = policy_word(claim->occupation),
		.occupied = !text_is_blank(claim->occupation),
		.day = day_order(claim->date),
		.kind = (uint8_t)claim->kind,
		.status = (unsigned)claim->status & 0x7f,
		.level = claim->level,
		.lane = (uint8_t)lane,
	};
}

/* Rejected claims count nowhere; of a ledger that could not be asked nothing does. */
static void put_history(struct batch_people *people, const struct history *history,
			uint8_t *block, int lane)
{
	const struct batch_layout *layout = &people->layout;
	size_t first = people->claim_count;

	for (int i = 0; history->known && i < history->count; i++) {
		if (history->claims[i].status != CLAIM_REJECTED)
			people->claims[people->claim_count++] =
				pack_claim(&history->claims[i], lane);
	}
	if (history->known && history->complete)
		set_bit(block + layout->complete, lane);
	if (people->claim_count == first)
		return;
	set_bit(block + layout->claiming, lane);
	((uint32_t *)(void *)(block + layout->claim_first))[lane] = (uint32_t)first;
	block[layout->claim_count + lane] = (uint8_t)(people->claim_count - first);
}

/* What nobody stands in yet is zeros, made so or wiped so. */
static void begin_block(const struct batch_people *people, uint8_t *block)
{
	for (int f = 0; f < people->pack->fact_count; f++) {
		int32_t at = people->layout.fact[COLUMN_NUMBER][f];

		for (int i = 0; at >= 0 && i < BATCH_BLOCK; i++)
			((int64_t *)(void *)(block + at))[i] = NUMBER_NONE;
	}
}

enum err batch_people_add_known(struct batch_people *people, const struct facts *facts,
				const int *known, int known_count, const struct history *history)
{
	uint8_t *block = people->blocks + people->count / BATCH_BLOCK * people->layout.bytes;
	int lane = (int)(people->count % BATCH_BLOCK);

	if (people->count == people->cap || grow_claims(people, (size_t)history->count))
		return ERR_FULL;
	if (lane == 0)
		begin_block(people, block);
	for (int i = 0; i < known_count; i++)
		put_in_columns(people, known[i], &facts->at[known[i]], block, lane);
	put_history(people, history, block, lane);
	people->count++;
	return ERR_OK;
}

enum err batch_people_add(struct batch_people *people, const struct policy_case *c)
{
	int known[FACTS_MAX], count = 0;

	for (int f = 0; f < people->pack->fact_count; f++) {
		if (fact_known(&c->facts.at[f]))
			known[count++] = f;
	}
	return batch_people_add_known(people, &c->facts, known, count, &c->history);
}

size_t batch_people_count(const struct batch_people *people)
{
	return people->count;
}

size_t batch_block_count(const struct batch_people *people)
{
	return (people->count + BATCH_BLOCK - 1) / BATCH_BLOCK;
}

size_t batch_people_bytes(const struct batch_people *people)
{
	return batch_block_count(people) * people->layout.bytes +
	       people->claim_count * sizeof(*people->claims);
}
