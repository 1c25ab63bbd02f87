/* Any bytes as kiosk.yaml: a configuration, or one refusal with its place. */
#include "config/config.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libfyaml 0.7.12 keeps a buffer of its own when it refuses some texts; it is read once a start. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libfyaml";
}

static const char *folder(void)
{
	static char path[] = "/dev/shm/fuzz-config-XXXXXX";
	static const char *made;

	if (!made)
		made = mkdtemp(path);
	assert(made);
	return made;
}

static void write_file(const char *path, const uint8_t *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct config config;
	struct config_paths paths = { folder(), "/data", "/run" };
	struct diag diag = { 0 };
	char path[64];
	enum err err;

	snprintf(path, sizeof(path), "%s/kiosk.yaml", paths.config);
	write_file(path, data, size);
	err = config_load(&paths, &config, &diag);
	assert(err == ERR_OK || (err == ERR_INPUT && diag.what[0]));
	if (err == ERR_OK)
		assert(config.readers.count <= CONFIG_LIST_MAX && config.panel_width_px > 0);
	return 0;
}
