#include "tools/staff_use.h"

#include "base/clock.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool take_value(struct staff_use *use, const char *flag, const char *value)
{
	const struct { const char *flag; const char **to; } values[] = {
		{ "by", &use->by },
		{ "why", &use->why },
		{ "to", &use->to },
		{ "desk", &use->desk },
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (strcmp(flag, values[i].flag) == 0) {
			*values[i].to = value;
			return value && value[0];
		}
	}
	return false;
}

bool staff_use_take(int argc, char **argv, struct staff_use *ret_use)
{
	struct staff_use use = { .by = NULL };

	if (!datadir_take(&argc, argv, use.data))
		return false;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0) {
			use.json = true;
		} else if (strncmp(argv[i], "--", 2) == 0) {
			if (!take_value(&use, argv[i] + 2, i + 1 < argc ? argv[i + 1] : NULL))
				return false;
			i++;
		} else if (use.word_count == 2) {
			return false;
		} else {
			use.words[use.word_count++] = argv[i];
		}
	}
	*ret_use = use;
	return true;
}

enum err staff_use_note(struct store *store, const struct staff_use *use, const char *what,
			const char *about)
{
	struct audit_log_entry entry = { .at = clock_wall_s() };
	struct text detail = text_in(entry.detail, sizeof(entry.detail));

	text_copy_or_none(entry.what, sizeof(entry.what), what);
	text_copy_or_none(entry.about, sizeof(entry.about), about);
	if (use->by)
		text_addf(&detail, "by staff %s", use->by);
	else
		text_addf(&detail, "by user %u", (unsigned)getuid());
	if (use->why)
		text_addf(&detail, ": %s", use->why);
	if (detail.full)
		return ERR_FULL;
	return store_audit(store, &entry);
}
