/* A file of YAML: what is no file is refused at once. */
#include "base/yaml.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/test-yaml-XXXXXX";

static enum err read_one(const char *name, struct diag *diag)
{
	const struct yaml *root = NULL;
	struct arena arena;
	enum err err;

	arena_init(&arena, 1 << 16);
	err = yaml_read_file(folder, name, &arena, &root, diag);
	arena_finish(&arena);
	return err;
}

/* The alarm ends a test that waits for somebody to write. */
static void a_pipe_is_no_file(void **state)
{
	char path[64];
	struct diag diag = { 0 };

	(void)state;
	snprintf(path, sizeof(path), "%s/pipe.yaml", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	alarm(20);
	assert_int_equal(read_one("pipe.yaml", &diag), ERR_INPUT);
	alarm(0);
	assert_non_null(strstr(diag.what, "no file"));
	unlink(path);
}

static void a_folder_is_no_file(void **state)
{
	char path[64];
	struct diag diag = { 0 };

	(void)state;
	snprintf(path, sizeof(path), "%s/folder.yaml", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(read_one("folder.yaml", &diag), ERR_INPUT);
	assert_int_equal(diag.line, 1);
	rmdir(path);
}

static int open_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int close_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pipe_is_no_file),
		cmocka_unit_test(a_folder_is_no_file),
	};

	return cmocka_run_group_tests(tests, open_folder, close_folder);
}
