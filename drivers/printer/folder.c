/*
 * Receipts as files: the demo without a printer, and a hall that prints from a
 * folder.  The file's whole and durable presence is the evidence.
 */
#include "drivers/printer/printers.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct folder_printer {
	struct printer printer;
	char dir[PATH_MAX];
	bool done;
};

static enum printer_trouble folder_probe(struct printer *printer)
{
	struct folder_printer *f = (struct folder_printer *)printer;

	return access(f->dir, W_OK | X_OK) == 0 ? PRINTER_FINE : PRINTER_GONE;
}

static bool write_all(int fd, const char *at, size_t left)
{
	while (left > 0) {
		ssize_t n = write(fd, at, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		left -= (size_t)n;
	}
	return fsync(fd) == 0;
}

/* Under a hidden name first, so that a reader of the folder never sees half a file. */
static bool write_file(int dir, const char *name, const void *pdf, size_t size)
{
	static const char part[] = ".receipt.part";
	int fd = openat(dir, part, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0640);
	bool ok;

	if (fd < 0)
		return false;
	ok = write_all(fd, pdf, size);
	close(fd);
	if (ok && renameat(dir, part, dir, name) == 0)
		return fsync(dir) == 0;
	unlinkat(dir, part, 0);
	return false;
}

static enum err folder_submit(struct printer *printer, const char *receipt_no,
			      const void *pdf, size_t size)
{
	struct folder_printer *f = (struct folder_printer *)printer;
	int dir = open(f->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char name[NAME_MAX];

	snprintf(name, sizeof(name), "receipt_%s.pdf", receipt_no);
	f->done = dir >= 0 && write_file(dir, name, pdf, size);
	if (!f->done)
		log_error("a receipt into its folder: %s", strerror(errno));
	if (dir >= 0)
		close(dir);
	return f->done ? ERR_OK : ERR_GONE;
}

static struct printer_progress folder_poll(struct printer *printer)
{
	struct folder_printer *f = (struct folder_printer *)printer;

	return (struct printer_progress){ f->done ? PRINT_DONE : PRINT_FAILED,
					  folder_probe(printer) };
}

static void folder_destroy(struct printer *printer)
{
	free(printer);
}

struct printer *folder_printer_create(const char *dir)
{
	static const struct printer_ops ops = {
		.name = "folder",
		.probe = folder_probe,
		.submit = folder_submit,
		.poll = folder_poll,
		.destroy = folder_destroy,
	};
	struct folder_printer *f = calloc(1, sizeof(*f));

	if (!f)
		abort();
	f->printer.ops = &ops;
	snprintf(f->dir, sizeof(f->dir), "%s", dir);
	return &f->printer;
}
