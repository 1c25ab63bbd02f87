#include "tools/commands.h"
#include "config/datadir.h"
#include "base/log.h"
#include "store/import.h"
#include "store/store.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int report(enum err err, const char *kind, const struct import_result *result,
		  const struct diag *diag)
{
	if (err == ERR_OK) {
		printf("%s: %" PRId64 " lines, %" PRId64 " rows, %" PRId64 " now in the store\n",
		       kind, result->lines, result->rows, result->total);
		return EXIT_DONE;
	}
	if (err == ERR_INPUT) {
		diag_print(diag);
		return EXIT_BAD_INPUT;
	}
	if (err == ERR_ABSENT) {
		fprintf(stderr, "import: no kind \"%s\": it is one of %s\n", kind, import_kinds());
		return EXIT_BAD_INPUT;
	}
	fprintf(stderr, "import: %s; import the file again, which does no harm\n",
		err == ERR_FULL ? "the disk is full" : "the store failed");
	return EXIT_DEVICE;
}

int cmd_import(int argc, char **argv)
{
	struct import_result result = { 0 };
	struct diag diag;
	struct store *store;
	char dir[DATA_DIR_MAX];
	enum err err;

	if (!datadir_take(&argc, argv, dir) || argc != 3) {
		fprintf(stderr, "import: say what and from where: "
				"skills-kiosk import KIND FILE.csv [--data DIR]\n");
		return EXIT_BAD_INPUT;
	}
	if (store_open(dir, &store) != ERR_OK) {
		fprintf(stderr, "import: the store in %s does not open\n", dir);
		return EXIT_DEVICE;
	}
	err = import_file(store, argv[1], argv[2], &result, &diag);
	if (!err && store_tidy(store) != ERR_OK)
		log_warn("import: the log was not moved into the database");
	store_close(store);
	return report(err, argv[1], &result, &diag);
}
