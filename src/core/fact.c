#include "core/fact.h"

#include <assert.h>

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
