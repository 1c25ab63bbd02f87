#include "kiosk/signing.h"

#include "base/log.h"
#include "receipt/record.h"

#include <stdio.h>
#include <string.h>

void signing_open(struct kiosk *kiosk)
{
	char dir[PATHS_LENGTH_MAX + 16];
	enum err err;

	snprintf(dir, sizeof(dir), "%s/signing", kiosk->paths.data);
	err = signer_open(dir, true, &kiosk->signer);
	if (err == ERR_ABSENT && kiosk->config.demo) {
		snprintf(dir, sizeof(dir), "%s/trust/demo", kiosk->paths.config);
		err = signer_open(dir, false, &kiosk->signer);
	}
	if (err)
		log_warn("no key to sign with: receipts carry no proof: skills-kiosk keys make");
}

void signing_code(const struct kiosk *kiosk, const struct application *application,
		  char ret_code[CLAIMS_TEXT_MAX])
{
	static struct record record;
	struct claims claims;

	ret_code[0] = 0;
	if (!kiosk->signer)
		return;
	record_of(application, &record);
	claims_make(&record, &claims);
	if (claims_seal(&claims, kiosk->signer, ret_code)) {
		log_error("the claims of a receipt could not be signed");
		ret_code[0] = 0;
	}
	explicit_bzero(&record, sizeof(record));
	explicit_bzero(&claims, sizeof(claims));
}

size_t signing_file(const struct kiosk *kiosk, const uint8_t digest[DIGEST_BYTES],
		    uint8_t ret_cms[CMS_MAX])
{
	size_t size = 0;

	if (!kiosk->signer || cms_sign(kiosk->signer, digest, ret_cms, &size))
		return 0;
	return size;
}
