#include "base/err.h"

const char *err_name(enum err err)
{
	static const char *const names[] = {
		[ERR_OK] = "ok",
		[ERR_INPUT] = "input",
		[ERR_FULL] = "full",
		[ERR_IO] = "io",
		[ERR_ABSENT] = "absent",
		[ERR_DENIED] = "denied",
		[ERR_GONE] = "gone",
		[ERR_REMOVED] = "removed",
		[ERR_TIMEOUT] = "timeout",
		[ERR_PROTO] = "proto",
		[ERR_CANCELLED] = "cancelled",
	};
	return names[err];
}
