/*
 * Keys and certificates are made: a root of a hall's, a kiosk's below it.
 * P-256 and SHA-256, or SM2 and SM3 below a root of that kind; files in PEM, keys
 * readable by their owner alone.
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_CERTS_H
#define RECEIPT_CERTS_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define ROOT_YEARS 20
#define KIOSK_YEARS 5

/* DIR/root.key and DIR/root.pem.  ERR_IO, logged; a key that stands there stays: ERR_FULL. */
enum err certs_make_root(const char *dir, const char *name, bool is_sm,
			 int64_t now) MUST_CHECK;

/*
 * DIR/kiosk.key and DIR/kiosk.pem, below ROOT_DIR's root, which is put beside them.
 * What stood there is replaced.  ERR_ABSENT: there is no root; ERR_IO, logged.
 */
enum err certs_make_kiosk(const char *dir, const char *root_dir, const char *name,
			  int64_t now) MUST_CHECK;

/* A certificate below a root, for a purpose of its own. */
struct cert_wish {
	const char *name;		/* the subject's common name */
	int years;
	const char *key_usage;		/* OpenSSL's words: "critical,digitalSignature" */
	const char *extended_usage;	/* "clientAuth"; NULL: none said */
	const char *alt_names;		/* "DNS:centre,IP:10.0.0.1"; NULL: none */
};

/* A serial number in hex, and its end. */
#define CERT_SERIAL_MAX 41

/*
 * DIR/STEM.key and DIR/STEM.pem, below ROOT_DIR's root.  What stood there is replaced.
 * ret_serial: upper-case hex, as gnutls and OpenSSL say it.  ERR_ABSENT: there is no root;
 * ERR_IO, logged.
 */
enum err certs_issue(const char *dir, const char *stem, const char *root_dir,
		     const struct cert_wish *wish, int64_t now,
		     char ret_serial[CERT_SERIAL_MAX]) MUST_CHECK;

#endif
