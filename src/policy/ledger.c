#include "policy/pack.h"

#include "base/normal.h"

#include <string.h>

static bool in_window(const struct count *count, struct date claimed, struct date day)
{
	if (!count->rolling)
		return claimed.year == day.year;
	return date_compare(claimed, date_add_years(day, -1)) > 0 &&
	       date_compare(claimed, day) <= 0;
}

struct ledger_count ledger_count(const struct count *count, const struct history *history,
				 int64_t day)
{
	struct ledger_count sum = { 0 };
	bool dated = value_is_day(day);
	struct date on = dated ? date_from_days((int32_t)day) : (struct date){ 0 };

	for (int i = 0; history->known && i < history->count; i++) {
		const struct claim *claim = &history->claims[i];

		if (!dated || !(count->kinds & 1u << claim->kind) ||
		    !in_window(count, claim->date, on) || claim->status == CLAIM_REJECTED)
			continue;
		sum.high++;
		if (claim->status == CLAIM_GRANTED)
			sum.low++;
		else if (claim->status == CLAIM_REVOKED)
			sum.revoked = true;
	}
	if (!history->known || !history->complete)
		sum.high = -1;
	return sum;
}

static bool numbered(int level)
{
	return level >= '1' && level <= '5';
}

/*
 * A-REPEAT: the same kind code repeats, another kind code is for staff, a code never equals a
 * number.
 */
enum tri ledger_same_level(const struct repeat *repeat, int asked, int claimed)
{
	if (!asked || !claimed)
		return TRI_UNKNOWN;
	if (asked == claimed)
		return TRI_TRUE;
	if (numbered(asked) && numbered(claimed))
		return repeat->lower_barred && asked > claimed ? TRI_TRUE : TRI_FALSE;
	return numbered(asked) || numbered(claimed) ? TRI_FALSE : TRI_UNKNOWN;
}

static enum tri same_occupation(const struct fact *asked, const char *claimed)
{
	if (!fact_known(asked) || text_is_blank(claimed))
		return TRI_UNKNOWN;
	return asked->number == policy_word(claimed) ? TRI_TRUE : TRI_FALSE;
}

int ledger_level(const struct pack *pack, const struct fact *level, int fact)
{
	if (!fact_known(level) || level->number == pack->fact_more[fact].other)
		return 0;
	return pack->facts[fact].choices[level->number][0];
}

static enum tri repeats_claim(const struct repeat *repeat, const struct fact *occupation, int level,
			      const struct claim *claim)
{
	enum tri same = tri_and(same_occupation(occupation, claim->occupation),
				ledger_same_level(repeat, level, claim->level));

	if (claim->status != CLAIM_GRANTED && same == TRI_TRUE)
		return TRI_UNKNOWN;
	return same;
}

/* A start-up training has no trade and level of its own: none written down is none, not unknown. */
bool ledger_can_repeat(const struct repeat *repeat, enum claim_kind kind, bool occupied)
{
	return repeat->kinds >> kind & 1 && (kind != CLAIM_STARTUP || occupied);
}

enum tri ledger_unrepeated(const struct pack *pack, const struct repeat *repeat,
			   const struct policy_case *c, bool *ret_revoked)
{
	const struct history *history = &c->history;
	const struct fact *occupation = &c->facts.at[repeat->occupation];
	int level = ledger_level(pack, &c->facts.at[repeat->level], repeat->level);
	enum tri repeated = history->known && history->complete ? TRI_FALSE : TRI_UNKNOWN;
	bool revoked = false;

	for (int i = 0; history->known && i < history->count; i++) {
		const struct claim *claim = &history->claims[i];
		enum tri one;

		if (claim->status == CLAIM_REJECTED ||
		    !ledger_can_repeat(repeat, claim->kind,
				       !text_is_blank(claim->occupation)))
			continue;
		one = repeats_claim(repeat, occupation, level, claim);
		revoked |= one == TRI_UNKNOWN && claim->status == CLAIM_REVOKED;
		repeated = tri_or(repeated, one);
	}
	*ret_revoked = revoked && repeated == TRI_UNKNOWN;
	return tri_not(repeated);
}
