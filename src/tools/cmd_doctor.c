/*
 * doctor: looks at everything that the kiosk of a configuration needs, in the
 * order in which it is used, and says one line of each: well, or what is wrong
 * and how to mend it.  Devices are asked by the same processes as in a visit.
 */
#include "tools/commands.h"
#include "base/log.h"
#include "base/text.h"
#include "tools/doctor.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static int usage(void)
{
	fprintf(stderr, "doctor: usage: doctor [--production] [--config DIR] [--data DIR] "
		"[--report FILE.pdf] [--test-page FILE.pdf]\n");
	return EXIT_BAD_INPUT;
}

static void hear(void *context, const char *message)
{
	struct doctor *d = context;

	text_copy_or_none(d->heard, sizeof(d->heard), message);
}

static int examine(struct doctor *d)
{
	struct config_paths paths = { d->paths.config, d->paths.data, d->paths.run };
	struct diag diag = { 0 };

	if (config_load(&paths, &d->config, &diag)) {
		diag_print(&diag);
		return EXIT_BAD_INPUT;
	}
	doctor_well(d, "configuration", "%s/kiosk.yaml", d->paths.config);
	doctor_examine_hall(d);
	doctor_examine_files(d);
	doctor_examine_devices(d);
	if (d->faults)
		printf("%d to mend\n", d->faults);
	else
		printf("all well\n");
	return d->faults ? EXIT_DEVICE : EXIT_DONE;
}

/* What was asked for on paper; the exit code says what was found, or that there is no paper. */
static int examine_on_paper(struct doctor *d, const char *report, const char *test_page)
{
	int code = examine(d);

	if (code == EXIT_BAD_INPUT)
		return code;
	if (report && doctor_report_print(&d->report, &d->paths, &d->config, d->pack,
					  d->faults, report))
		return EXIT_DEVICE;
	if (test_page && doctor_test_page(&d->paths, &d->config, test_page))
		return EXIT_DEVICE;
	return code;
}

struct wanted {
	const char *config, *data, *report, *test_page;
};

static bool read_options(int argc, char **argv, struct doctor *d, struct wanted *wanted)
{
	const char **value;

	for (int i = 1; i < argc; i++) {
		value = NULL;
		if (strcmp(argv[i], "--config") == 0)
			value = &wanted->config;
		else if (strcmp(argv[i], "--data") == 0)
			value = &wanted->data;
		else if (strcmp(argv[i], "--report") == 0)
			value = &wanted->report;
		else if (strcmp(argv[i], "--test-page") == 0)
			value = &wanted->test_page;
		else if (strcmp(argv[i], "--production") != 0)
			return false;
		if (!value)
			d->production = true;
		else if (i + 1 < argc)
			*value = argv[++i];
		else
			return false;
	}
	return true;
}

int cmd_doctor(int argc, char **argv)
{
	static struct doctor doctor;
	struct wanted wanted = { NULL };
	int code;

	if (!read_options(argc, argv, &doctor, &wanted))
		return usage();
	signal(SIGPIPE, SIG_IGN);
	if (paths_find(&doctor.paths, wanted.config, wanted.data, false)) {
		fprintf(stderr, "doctor: the program's folders cannot be found or made\n");
		return EXIT_DEVICE;
	}
	log_also(hear, &doctor);
	code = examine_on_paper(&doctor, wanted.report, wanted.test_page);
	log_also(NULL, NULL);
	paths_leave(&doctor.paths);
	return code;
}
