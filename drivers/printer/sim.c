/*
 * The simulator: a desk printer for demonstrations and walks.  A job takes a
 * second and comes out as DIR/receipt_NO.pdf.  The first word of DIR/fault is
 * what ails the printer now; written and removed while the kiosk runs:
 *
 *     out-of-paper     the job waits, and goes on once that is mended
 *     cover-open       the same
 *     gone             does not answer: takes no job, a job under way is lost
 *     dies             takes a job, and then says no word of it any more
 *     none             nothing; so does no file
 *
 * Any other word is a trouble without a name, so that a slip of the pen is seen.
 */
#include "drivers/printer/printers.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Taken until the first sheet moves, and from there until the last one lies there. */
#define WARM_UP_MS 300
#define SHEETS_MS 600

struct sim_fault {
	const char *word;
	enum printer_trouble trouble;
	bool silent;		/* of the job no word comes any more */
};

struct sim_printer {
	struct printer printer;
	struct printer *folder;	/* where the sheets come out */
	char fault_path[PATH_MAX];
	char receipt_no[64];
	void *pdf;		/* of the job under way, otherwise NULL */
	size_t size;
	enum print_phase phase;
	int64_t worked_ms;	/* spent in this phase, the waiting for hands aside */
	int64_t seen_ms;	/* when it was looked at last */
};

/* --- what ails it ----------------------------------------------------------- */

static struct sim_fault fault_of(const char *word)
{
	static const struct sim_fault known[] = {
		{ "none", PRINTER_FINE, false },
		{ "out-of-paper", PRINTER_NO_PAPER, false },
		{ "cover-open", PRINTER_COVER_OPEN, false },
		{ "gone", PRINTER_GONE, true },
		{ "dies", PRINTER_FINE, true },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(word, known[i].word) == 0)
			return known[i];
	}
	return (struct sim_fault){ "", PRINTER_STOPPED, false };
}

static struct sim_fault fault_now(const struct sim_printer *s)
{
	FILE *file = fopen(s->fault_path, "re");
	char word[32] = "none";

	if (printer_probe(s->folder) != PRINTER_FINE)
		snprintf(word, sizeof(word), "gone");
	else if (file && fscanf(file, "%31s", word) != 1)
		snprintf(word, sizeof(word), "none");
	if (file)
		fclose(file);
	return fault_of(word);
}

static enum printer_trouble sim_probe(struct printer *printer)
{
	return fault_now((struct sim_printer *)printer).trouble;
}

/* --- one job ----------------------------------------------------------------- */

/* A receipt is personal: it stays here no longer than its job. */
static void end_job(struct sim_printer *s, enum print_phase phase)
{
	if (s->pdf)
		explicit_bzero(s->pdf, s->size);
	free(s->pdf);
	s->pdf = NULL;
	s->phase = phase;
}

static void enter(struct sim_printer *s, enum print_phase phase)
{
	s->phase = phase;
	s->worked_ms = 0;
}

static enum err sim_submit(struct printer *printer, const char *receipt_no,
			   const void *pdf, size_t size)
{
	struct sim_printer *s = (struct sim_printer *)printer;

	end_job(s, PRINT_FAILED);
	if (sim_probe(printer) == PRINTER_GONE)
		return ERR_GONE;
	s->pdf = malloc(size);
	if (!s->pdf)
		abort();
	memcpy(s->pdf, pdf, size);
	s->size = size;
	snprintf(s->receipt_no, sizeof(s->receipt_no), "%s", receipt_no);
	enter(s, PRINT_WAITING);
	s->seen_ms = printer_now_ms();
	return ERR_OK;
}

static enum print_phase put_out(struct sim_printer *s)
{
	enum err err = printer_submit(s->folder, s->receipt_no, s->pdf, s->size);

	return err ? PRINT_FAILED : PRINT_DONE;
}

static void work(struct sim_printer *s, const struct sim_fault *fault)
{
	int64_t now = printer_now_ms();

	if (fault->silent || fault->trouble == PRINTER_FINE)
		s->worked_ms += now - s->seen_ms;
	s->seen_ms = now;
	if (fault->silent && s->worked_ms >= WARM_UP_MS)
		end_job(s, PRINT_UNKNOWN);
	else if (s->phase == PRINT_WAITING && s->worked_ms >= WARM_UP_MS)
		enter(s, PRINT_RUNNING);
	else if (s->phase == PRINT_RUNNING && s->worked_ms >= SHEETS_MS)
		end_job(s, put_out(s));
}

static struct printer_progress sim_poll(struct printer *printer)
{
	struct sim_printer *s = (struct sim_printer *)printer;
	struct sim_fault fault = fault_now(s);

	if (s->pdf)
		work(s, &fault);
	return (struct printer_progress){
		s->phase, s->phase == PRINT_UNKNOWN ? PRINTER_GONE : fault.trouble };
}

static void sim_cancel(struct printer *printer)
{
	struct sim_printer *s = (struct sim_printer *)printer;

	if (s->pdf)
		end_job(s, PRINT_FAILED);
}

static void sim_destroy(struct printer *printer)
{
	struct sim_printer *s = (struct sim_printer *)printer;

	sim_cancel(printer);
	printer_destroy(s->folder);
	free(s);
}

struct printer *sim_printer_create(const char *dir)
{
	static const struct printer_ops ops = {
		.name = "sim",
		.probe = sim_probe,
		.submit = sim_submit,
		.poll = sim_poll,
		.cancel = sim_cancel,
		.destroy = sim_destroy,
	};
	struct sim_printer *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->printer.ops = &ops;
	s->phase = PRINT_FAILED;
	s->folder = folder_printer_create(dir);
	snprintf(s->fault_path, sizeof(s->fault_path), "%s/fault", dir);
	return &s->printer;
}
