#include "core/fact.h"

#include <assert.h>

enum tri tri_and(enum tri a, enum tri b)
{
	if (a == TRI_FALSE || b == TRI_FALSE)
		return TRI_FALSE;
	return a == TRI_TRUE && b == TRI_TRUE ? TRI_TRUE : TRI_UNKNOWN;
}

enum tri tri_or(enum tri a, enum tri b)
{
	if (a == TRI_TRUE || b == TRI_TRUE)
		return TRI_TRUE;
	return a == TRI_FALSE && b == TRI_FALSE ? TRI_FALSE : TRI_UNKNOWN;
}

enum tri tri_not(enum tri a)
{
	static const enum tri opposite[] = {
		[TRI_UNKNOWN] = TRI_UNKNOWN,
		[TRI_FALSE] = TRI_TRUE,
		[TRI_TRUE] = TRI_FALSE,
	};
	return opposite[a];
}

bool fact_known(const struct fact *fact)
{
	return fact->source != FACT_UNSTATED;
}

void fact_state(struct fact *fact, enum fact_source source, int64_t number,
		struct date as_of)
{
	bool differs = fact_known(fact) && fact->number != number;
	bool declared = fact->source == FACT_DECLARED || source == FACT_DECLARED;

	assert(source != FACT_UNSTATED);
	if (source >= fact->source) {
		fact->contradicted = differs && declared && source != fact->source;
		fact->source = source;
		fact->number = number;
		fact->as_of = as_of;
	} else if (declared) {
		fact->contradicted = differs;
	}
}
