#include "base/flags.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool take_number(const struct flag *flag, const char *value)
{
	char *end;
	long number;

	errno = 0;
	number = strtol(value, &end, 10);
	if (end == value || *end || errno || number < flag->least || number > flag->most)
		return false;
	*flag->number = (int)number;
	return true;
}

bool flags_take(const struct flag *flags, size_t count, const char *name, const char *value)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(flags[i].name, name) != 0)
			continue;
		if (flags[i].number)
			return take_number(&flags[i], value);
		*flags[i].text = value;
		return true;
	}
	return false;
}
