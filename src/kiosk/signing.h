/*
 * The kiosk's signature on what it hands out.  The key stays in this process: the
 * press gets words that are signed.
 */
#ifndef KIOSK_SIGNING_H
#define KIOSK_SIGNING_H

#include "kiosk/kiosk.h"
#include "receipt/claims.h"
#include "receipt/cms.h"

/*
 * Opens the key of DATA/signing (skills-kiosk keys); where there is none, a
 * demonstration has the one that everybody has.  Without any, paper is not signed.
 */
void signing_open(struct kiosk *kiosk);

/* kiosk->code and its modules, of what was sealed last; "" where nothing can be signed. */
void signing_code(struct kiosk *kiosk);
void signing_forget(struct kiosk *kiosk);

/*
 * What a technician has found, signed: who, how many parts, software and pack.  "" where
 * nothing can be signed.
 */
void signing_readiness(const struct kiosk *kiosk, char ret_code[CLAIMS_TEXT_MAX]);

/* The signature of a file with this digest; returns its size, 0 where nothing can be signed. */
size_t signing_file(const struct kiosk *kiosk, const uint8_t digest[DIGEST_BYTES],
		    uint8_t ret_cms[CMS_MAX]);

#endif
