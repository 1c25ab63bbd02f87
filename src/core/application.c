#include "core/application.h"

#include <stddef.h>

const struct deed *application_deed(const struct application *application, enum deed_kind kind)
{
	for (int i = 0; i < application->deed_count; i++) {
		if (application->deeds[i].kind == kind)
			return &application->deeds[i];
	}
	return NULL;
}
