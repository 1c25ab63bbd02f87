#include "drivers/printer/printers.h"

#include "base/clock.h"
#include "base/diag.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const char *after(const char *spec, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(spec, prefix, len) == 0 ? spec + len : NULL;
}

int64_t printer_now_ms(void)
{
	return clock_ms();
}

/* Where a demonstration's sheets come out need not be prepared. */
static enum err create_sim(const char *spec, const char *dir,
			   struct printer **ret_printer, struct diag *diag)
{
	mkdir(dir, 0750);
	if (!is_folder(dir))
		return diag_set(diag, "", 0, 0, "printer \"%s\": this folder cannot be made; "
				"name one that can", spec);
	*ret_printer = sim_printer_create(dir);
	return ERR_OK;
}

struct printer_reach printer_reach_of(const char *spec)
{
	const char *dir = after(spec, "folder:"), *uri = after(spec, "ipp:");

	if (!dir)
		dir = after(spec, "sim:");
	return (struct printer_reach){ dir ? dir : "", uri ? ipp_printer_port(uri) : 0 };
}

enum err printer_create(const char *spec, struct printer **ret_printer,
			struct diag *diag)
{
	const char *dir = after(spec, "folder:"), *uri = after(spec, "ipp:");
	const char *sim = after(spec, "sim:");

	if (dir && !is_folder(dir))
		return diag_set(diag, "", 0, 0, "printer \"%s\": no such folder; make it first",
				spec);
	if (sim)
		return create_sim(spec, sim, ret_printer, diag);
	if (dir)
		*ret_printer = folder_printer_create(dir);
	else if (uri && (after(uri, "ipp://") || after(uri, "ipps://") || after(uri, "unix:/")))
		*ret_printer = ipp_printer_create(uri);
	else if (strcmp(spec, "none") == 0)
		*ret_printer = no_printer_create();
	else
		return diag_set(diag, "", 0, 0, "printer \"%s\": write ipp:ipp://HOST/PATH, "
				"ipp:unix:SOCKET, folder:DIR, sim:DIR or none", spec);
	return ERR_OK;
}

/* --- none ------------------------------------------------------------------- */

static enum printer_trouble none_probe(struct printer *printer)
{
	(void)printer;
	return PRINTER_NONE;
}

static enum err none_submit(struct printer *printer, const char *receipt_no,
			    const void *pdf, size_t size)
{
	(void)printer, (void)receipt_no, (void)pdf, (void)size;
	return ERR_GONE;
}

static struct printer_progress none_poll(struct printer *printer)
{
	(void)printer;
	return (struct printer_progress){ PRINT_FAILED, PRINTER_NONE };
}

static void none_destroy(struct printer *printer)
{
	(void)printer;
}

struct printer *no_printer_create(void)
{
	static const struct printer_ops ops = {
		.name = "none",
		.probe = none_probe,
		.submit = none_submit,
		.poll = none_poll,
		.destroy = none_destroy,
	};
	static struct printer none = { &ops, NULL };

	return &none;
}
