#include "drivers/printer/printers.h"

#include "base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/test_printers.XXXXXX";

static int setup(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : 1;
}

static int teardown(void **state)
{
	(void)state;
	return rmdir(dir);
}

static void assert_refused(const char *spec, const char *hint)
{
	struct printer *printer = NULL;
	struct diag diag = { 0 };

	assert_int_equal(printer_create(spec, &printer, &diag), ERR_INPUT);
	assert_null(printer);
	assert_non_null(strstr(diag.what, hint));
}

static void test_specs(void **state)
{
	struct printer *printer;
	struct diag diag;

	(void)state;
	assert_refused("", "ipp:ipp://HOST/PATH");
	assert_refused("lpt1", "folder:DIR");
	assert_refused("ipp:http://host/", "ipp:ipp://HOST/PATH");
	assert_refused("folder:/nowhere/at/all", "make it first");
	assert_refused("folder:/etc/passwd", "make it first");
	assert_int_equal(printer_create("none", &printer, &diag), ERR_OK);
	assert_int_equal(printer_probe(printer), PRINTER_NONE);
	printer_destroy(printer);
	assert_int_equal(printer_create("ipp:ipp://localhost:1/x", &printer, &diag), ERR_OK);
	assert_int_equal(printer_probe(printer), PRINTER_GONE);
	assert_int_equal(printer_submit(printer, "NB-1", "%PDF", 4), ERR_OK);
	while (!print_is_final(printer_poll(printer).phase))
		usleep(1000);
	assert_int_equal(printer_poll(printer).phase, PRINT_FAILED);
	assert_int_equal(printer_poll(printer).trouble, PRINTER_GONE);
	printer_destroy(printer);
}

static long size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (long)st.st_size : -1;
}

static void test_a_folder_holds_each_receipt_once(void **state)
{
	char spec[64], path[96];
	struct printer *printer;
	struct diag diag;

	(void)state;
	snprintf(spec, sizeof(spec), "folder:%s", dir);
	snprintf(path, sizeof(path), "%s/receipt_NB-1.pdf", dir);
	assert_int_equal(printer_create(spec, &printer, &diag), ERR_OK);
	assert_int_equal(printer_submit(printer, "NB-1", "%PDF", 4), ERR_OK);
	assert_int_equal(printer_poll(printer).phase, PRINT_DONE);
	assert_int_equal(size_of(path), 4);
	assert_int_equal(printer_submit(printer, "NB-1", "%PDF-", 5), ERR_OK);
	assert_int_equal(size_of(path), 5);
	assert_int_equal(unlink(path), 0);
	printer_destroy(printer);
}

static void test_every_name_is_there(void **state)
{
	(void)state;
	for (int i = 0; i < PRINTER_TROUBLE_COUNT; i++)
		assert_non_null(printer_trouble_name((enum printer_trouble)i));
	for (int i = 0; i < PRINT_PHASE_COUNT; i++)
		assert_non_null(print_phase_name((enum print_phase)i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_specs),
		cmocka_unit_test(test_a_folder_holds_each_receipt_once),
		cmocka_unit_test(test_every_name_is_there),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
