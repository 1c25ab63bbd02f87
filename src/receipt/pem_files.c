#include "receipt/pem_files.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include <openssl/pem.h>

static FILE *begin_file(const char *path, int mode, char temporary[PATH_MAX])
{
	int fd;

	if (snprintf(temporary, PATH_MAX, "%s.new", path) >= PATH_MAX)
		return NULL;
	unlink(temporary);
	fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	return fd < 0 ? NULL : fdopen(fd, "w");
}

static bool end_file(FILE *file, const char *temporary, const char *path, bool ok)
{
	ok = fflush(file) == 0 && fsync(fileno(file)) == 0 && ok;
	ok = fclose(file) == 0 && ok && rename(temporary, path) == 0;
	if (!ok)
		unlink(temporary);
	return ok;
}

static enum err report(const char *path, bool ok)
{
	if (!ok)
		log_error("%s: cannot be written: %s", path, strerror(errno));
	return ok ? ERR_OK : ERR_IO;
}

enum err pem_write(const char *dir, const char *file, int mode, pem_put_fn *put, void *what)
{
	char path[PATH_MAX], temporary[PATH_MAX];
	FILE *out;
	bool ok;

	snprintf(path, sizeof(path), "%s/%s", dir, file);
	out = begin_file(path, mode, temporary);
	if (!out)
		return report(path, false);
	ok = put(out, what);
	return report(path, end_file(out, temporary, path, ok));
}

FILE *pem_open(const char *dir, const char *file)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", dir, file);
	return fopen(path, "re");
}

enum err pem_read_root(const char *dir, X509 **ret_root, EVP_PKEY **ret_key)
{
	FILE *pem = pem_open(dir, "root.pem"), *key = pem_open(dir, "root.key");

	*ret_root = pem ? PEM_read_X509(pem, NULL, NULL, NULL) : NULL;
	*ret_key = key ? PEM_read_PrivateKey(key, NULL, NULL, NULL) : NULL;
	if (pem)
		fclose(pem);
	if (key)
		fclose(key);
	if (!*ret_root || !*ret_key)
		return ERR_ABSENT;
	return X509_check_private_key(*ret_root, *ret_key) == 1 ? ERR_OK : ERR_ABSENT;
}
