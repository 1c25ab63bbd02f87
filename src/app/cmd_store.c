#include "app/commands.h"
#include "app/datadir.h"
#include "store/store.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void print_finding(void *context, const char *finding)
{
	(void)context;
	printf("%s\n", finding);
}

static void print_counts(struct store *store)
{
	struct store_counts c;

	if (store_count(store, &c) != ERR_OK)
		return;
	printf("people %" PRId64 ", ledgers %" PRId64 ", courses %" PRId64
	       ", institutions %" PRId64 ", standards %" PRId64 "\n",
	       c.people, c.ledgers, c.courses, c.institutions, c.standards);
	printf("visits %" PRId64 ", applications %" PRId64 ", trail %" PRId64 "\n",
	       c.visits, c.applications, c.trail);
}

static int check_open(struct store *store)
{
	int findings = 0;

	if (store_check(store, print_finding, NULL, &findings) != ERR_OK)
		return EXIT_DEVICE;
	print_counts(store);
	if (findings == 0) {
		printf("all well\n");
		return EXIT_DONE;
	}
	printf("%d findings: skills-kiosk store restore keeps what is sound\n", findings);
	return EXIT_NO;
}

/* A folder that was never a store is bad use; one that does not open is a finding. */
static int check(const char *dir)
{
	struct store *store;
	int code;

	switch (store_open(dir, &store)) {
	case ERR_OK:
		code = check_open(store);
		store_close(store);
		return code;
	case ERR_PROTO:
		printf("file: it does not open as a database\n");
		printf("1 findings: skills-kiosk store restore keeps what is sound\n");
		return EXIT_NO;
	default:
		fprintf(stderr, "store: the store in %s does not open\n", dir);
		return EXIT_DEVICE;
	}
}

int cmd_store(int argc, char **argv)
{
	char dir[DATA_DIR_MAX];

	if (datadir_take(&argc, argv, dir) && argc == 2 && strcmp(argv[1], "check") == 0)
		return check(dir);
	fprintf(stderr, "store: say what: skills-kiosk store check [--data DIR]\n");
	return EXIT_BAD_INPUT;
}
