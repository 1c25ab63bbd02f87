#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>

enum err diag_set(struct diag *diag, const char *file, int line, int column,
		  const char *fmt, ...)
{
	va_list args;

	snprintf(diag->file, sizeof(diag->file), "%s", file ? file : "");
	diag->line = line;
	diag->column = column;
	va_start(args, fmt);
	vsnprintf(diag->what, sizeof(diag->what), fmt, args);
	va_end(args);
	return ERR_INPUT;
}

void diag_format(const struct diag *diag, char *out, unsigned long cap)
{
	if (diag->line > 0)
		snprintf(out, cap, "%s:%d:%d: %s", diag->file, diag->line,
			 diag->column, diag->what);
	else if (diag->file[0])
		snprintf(out, cap, "%s: %s", diag->file, diag->what);
	else
		snprintf(out, cap, "%s", diag->what);
}

void diag_print(const struct diag *diag)
{
	char line[sizeof(*diag) + 32];

	diag_format(diag, line, sizeof(line));
	fprintf(stderr, "%s\n", line);
}
