/*
 * kiosk-press: sets receipts and prints them, in a process of its own because
 * a typeface can bring it down and a printer can hang (tests/faults/RELIABILITY.md, 7).
 *
 *   kiosk-press --fd N --printer SPEC --words DIR
 *
 * N is one end of a socket pair; what is said over it stands in
 * receipt/press_link.h.  Ends with 0 when the kiosk closes its end.
 */
#include "programs/press/job.h"

#include "base/diag.h"
#include "base/frame.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "base/words.h"
#include "drivers/printer/printers.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRESS_HELP \
	"kiosk-press: sets receipts and prints them for a kiosk, which starts it\n" \
	"  --fd N             the kiosk's end of a socket pair\n" \
	"  --printer SPEC     ipp:URI, folder:DIR, sim:DIR or none\n" \
	"  --words DIR        the catalogues of words\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

struct options {
	int fd;
	const char *printer;
	const char *words;
};

static int bad_use(const char *what)
{
	fprintf(stderr, "kiosk-press: %s; write kiosk-press --fd N --printer SPEC --words DIR, "
		"SPEC being ipp:URI, folder:DIR, sim:DIR or none\n", what);
	return 2;
}

static bool parse_options(int argc, char **argv, struct options *ret_options)
{
	struct options options = { .fd = -1 };

	for (int i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--fd") == 0)
			options.fd = (int)strtol(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--printer") == 0)
			options.printer = argv[i + 1];
		else if (strcmp(argv[i], "--words") == 0)
			options.words = argv[i + 1];
		else
			return false;
	}
	*ret_options = options;
	return argc % 2 == 1 && options.fd >= 0 && options.printer && options.words;
}

int main(int argc, char **argv)
{
	struct options options;
	struct printer *printer;
	struct paper_fonts *fonts;
	struct diag diag;
	int exit_code;

	harden();
	log_open("kiosk-press", LOG_INFO);
	if (program_tells(argv, "kiosk-press", program_version, PRESS_HELP))
		return 0;
	if (!parse_options(argc, argv, &options))
		return bad_use("an option is missing or unknown");
	if (printer_create(options.printer, &printer, &diag)) {
		diag_print(&diag);
		return 2;
	}
	/* Nothing personal may outlive a job: malloc itself overwrites what libraries free. */
	mallopt(M_PERTURB, 0x5a);
	if (words_open(options.words) || fonts_create(&fonts))
		return 3;
	exit_code = press_serve(options.fd, fonts, printer);
	fonts_destroy(fonts);
	printer_destroy(printer);
	return exit_code;
}
