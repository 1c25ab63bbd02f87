/*
 * What a verifier knows: certificates of kiosks, and the roots that it trusts.
 * A certificate that signed itself is a root, and trusted because its file was
 * put there.
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_TRUST_H
#define RECEIPT_TRUST_H

#include "receipt/signer.h"

#define TRUST_NAME_MAX 256

struct trust;
struct trust_certificate;

struct trust *trust_create(void);
void trust_destroy(struct trust *trust);	/* takes NULL */

/*
 * Adds every certificate, and list of revoked ones, of DIR's *.pem; a folder that is
 * not there adds none.
 */
void trust_add_folder(struct trust *trust, const char *dir);

int trust_count(const struct trust *trust);
/* A certificate, DER in Base64; the caller frees it. */
char *trust_base64(const struct trust *trust, int index);
int trust_list_count(const struct trust *trust);
/* A list of revoked certificates, likewise. */
char *trust_list_base64(const struct trust *trust, int index);

/* Of a kiosk, by the first bytes of its SHA-256; NULL: not known here. */
const struct trust_certificate *trust_find(const struct trust *trust,
					   const uint8_t key_id[KEY_ID_BYTES]);

/* Its key is SM2. */
bool trust_is_sm(const struct trust_certificate *certificate);

bool trust_is_right(const struct trust_certificate *by, const void *data, size_t size,
		    const uint8_t signature[SIGNATURE_BYTES]);

struct trust_chain {
	char signer[TRUST_NAME_MAX];
	char issuer[TRUST_NAME_MAX];	/* the root's name, known or not */
	bool root_known;		/* one of the roots signed it */
	bool is_demo;			/* and that is the demonstration's */
	bool was_valid;			/* at that moment by the certificate's days */
	int64_t valid_until;		/* s since 1970, UTC */
	int64_t revoked_at;		/* by a list of that root; 0: it is on none */
	bool was_stolen;		/* so that nothing it signed before is sure either */
};

/* at: s since 1970, UTC. */
void trust_chain_of(const struct trust *trust, const struct trust_certificate *of, int64_t at,
		    struct trust_chain *ret_chain);

#endif
