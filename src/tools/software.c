#include "tools/software.h"

#include "base/bytes.h"
#include "base/program.h"
#include "receipt/statement.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Half of a SHA-256: nobody finds another program to it. */
#define SHOWN_DIGITS 32

static enum err find(const char *name, char path[PATH_MAX])
{
	char dir[PATH_MAX - 32];
	enum err err = program_dir(dir, sizeof(dir));

	if (!err && strcmp(name, "skills-kiosk") == 0)
		snprintf(path, PATH_MAX, "%s/%s", dir, name);
	else if (!err)
		err = program_helper(name, path, PATH_MAX);
	return err;
}

enum err software_describe(struct text *out)
{
	static const char *const programs[] = {
		"skills-kiosk", "kiosk-reader", "kiosk-press", "kiosk-voice",
	};
	char path[PATH_MAX], hex[2 * STATEMENT_HASH_BYTES + 1];
	uint8_t hash[STATEMENT_HASH_BYTES];

	text_addf(out, "skills-kiosk %s\n", program_version);
	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
		enum err err = find(programs[i], path);

		if (!err)
			err = statement_hash_file(path, hash);
		if (err)
			return err;
		bytes_to_hex(hash, sizeof(hash), hex);
		text_addf(out, "%s: %.*s\n", programs[i], SHOWN_DIGITS, hex);
	}
	return out->full ? ERR_FULL : ERR_OK;
}
