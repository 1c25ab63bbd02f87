/*
 * kiosk-press: sets receipts and prints them, in a process of its own because
 * a typeface can bring it down and a printer can hang (tests/faults/RELIABILITY.md, 7).
 *
 *   kiosk-press --fd N --printer SPEC --words DIR
 *   kiosk-press --letter FILE --out FILE.pdf --words DIR
 *
 * N is one end of a socket pair; what is said over it stands in
 * receipt/press_link.h.  Ends with 0 when the kiosk closes its end.
 */
#include "programs/press/job.h"
#include "programs/press/letter_file.h"

#include "base/diag.h"
#include "base/frame.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "base/words.h"
#include "confine/confine.h"
#include "drivers/printer/printers.h"

#include <libgen.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRESS_HELP \
	"kiosk-press: sets receipts and prints them for a kiosk, which starts it\n" \
	"  --fd N             the kiosk's end of a socket pair\n" \
	"  --printer SPEC     ipp:URI, folder:DIR, sim:DIR or none\n" \
	"  --words DIR        the catalogues of words\n" \
	"  --letter FILE      instead of serving: sets one letter (letter_file.h)\n" \
	"  --out FILE.pdf     where the letter goes\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

struct options {
	int fd;
	const char *printer;
	const char *words;
	const char *letter;	/* NULL: it serves a kiosk */
	const char *out;
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
		else if (strcmp(argv[i], "--letter") == 0)
			options.letter = argv[i + 1];
		else if (strcmp(argv[i], "--out") == 0)
			options.out = argv[i + 1];
		else
			return false;
	}
	*ret_options = options;
	if (argc % 2 == 0 || !options.words)
		return false;
	return options.letter ? options.out != NULL : options.fd >= 0 && options.printer;
}

static int print_letter(const struct options *options)
{
	struct paper_fonts *fonts;
	struct diag diag;
	enum err err;

	if (words_open(options->words) || fonts_create(&fonts))
		return 3;
	err = letter_file_print(options->letter, options->out, fonts, &diag);
	fonts_destroy(fonts);
	if (err == ERR_INPUT)
		diag_print(&diag);
	return err == ERR_INPUT ? 2 : err ? 3 : 0;
}

/*
 * It prints where it is told to, and reads the system's files and its words.  A folder may
 * be taken away and come back, as that of a stick does: what it lies in is named.
 */
static enum err give_up(const struct options *options)
{
	struct printer_reach reach = printer_reach_of(options->printer);
	char dir[4096];
	struct confine needs = {
		.reads = { "/usr", "/lib", "/lib64", "/etc", "/proc/self", options->words },
		.writes = { "/dev/null", "/dev/urandom" },
		.inet = reach.port > 0,
		.port = reach.port,
		.alone = true,
	};

	if (reach.dir[0] && text_copy(dir, sizeof(dir), reach.dir) == ERR_OK)
		needs.writes[2] = dirname(dir);
	return confine(&needs);
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
	if (options.letter)
		return print_letter(&options);
	if (printer_create(options.printer, &printer, &diag)) {
		diag_print(&diag);
		return 2;
	}
	/* Nothing personal may outlive a job: malloc itself overwrites what libraries free. */
	mallopt(M_PERTURB, 0x5a);
	if (words_open(options.words) || fonts_create(&fonts))
		return 3;
	if (give_up(&options))
		return 3;
	exit_code = press_serve(options.fd, fonts, printer);
	fonts_destroy(fonts);
	printer_destroy(printer);
	return exit_code;
}
