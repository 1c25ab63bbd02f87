/*
 * Keys, certificates and lists as files of PEM, new or replaced whole, for this
 * folder alone: certs.h and revocation.h are for others.
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_PEM_FILES_H
#define RECEIPT_PEM_FILES_H

#include "base/err.h"

#include <stdbool.h>
#include <stdio.h>

#include <openssl/x509.h>

typedef bool pem_put_fn(FILE *out, void *what);

/* DIR/FILE with these rights.  ERR_IO, logged. */
enum err pem_write(const char *dir, const char *file, int mode, pem_put_fn *put,
		   void *what) MUST_CHECK;

/* NULL: it is not there. */
FILE *pem_open(const char *dir, const char *file);

/* root.pem and root.key; the caller frees both.  ERR_ABSENT: no pair is there. */
enum err pem_read_root(const char *dir, X509 **ret_root, EVP_PKEY **ret_key) MUST_CHECK;

#endif
