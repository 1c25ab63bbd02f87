#include "kiosk/signing.h"

#include "base/log.h"
#include "base/text.h"
#include "receipt/record.h"
#include "receipt/statement.h"

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

static void show_modules(struct kiosk *kiosk)
{
	static struct qr qr;
	char *at = kiosk->code_modules;

	if (qr_make(kiosk->code, &qr))
		return;
	for (int i = 0; i < qr.side * qr.side; i++)
		*at++ = qr.dark[i / qr.side][i % qr.side] ? '1' : '0';
	*at = 0;
	explicit_bzero(&qr, sizeof(qr));
}

void signing_code(struct kiosk *kiosk)
{
	static struct record record;
	struct claims claims;

	signing_forget(kiosk);
	if (!kiosk->signer || !kiosk->sealed.receipt_no[0])
		return;
	record_of(&kiosk->sealed, &record);
	claims_make(&record, &claims);
	if (claims_seal(&claims, kiosk->signer, kiosk->code)) {
		log_error("the claims of a receipt could not be signed");
		kiosk->code[0] = 0;
	} else {
		show_modules(kiosk);
	}
	explicit_bzero(&record, sizeof(record));
	explicit_bzero(&claims, sizeof(claims));
}

void signing_forget(struct kiosk *kiosk)
{
	explicit_bzero(kiosk->code, sizeof(kiosk->code));
	explicit_bzero(kiosk->code_modules, sizeof(kiosk->code_modules));
	explicit_bzero(kiosk->told, sizeof(kiosk->told));
}

_Static_assert(STATEMENT_TEXT_MAX <= CLAIMS_TEXT_MAX, "a paper's code holds a statement");

void signing_readiness(const struct kiosk *kiosk, char ret_code[CLAIMS_TEXT_MAX])
{
	struct statement statement = { .at = kiosk->session.clock_s };
	struct text body = text_in(statement.body, sizeof(statement.body));
	const struct session *s = &kiosk->session;

	text_addf(&body, "skills-kiosk %s\n", kiosk->world.program ? kiosk->world.program : "");
	text_addf(&body, "pack: %s %.32s\n", pack_id(kiosk->pack), pack_hash(kiosk->pack));
	text_addf(&body, "devices: %d passed, %d failed, %d passed over; tried by %s",
		  session_device_count(s, DEVICE_PASS), session_device_count(s, DEVICE_FAIL),
		  session_device_count(s, DEVICE_SKIP), s->device_test.staff);
	ret_code[0] = 0;
	if (kiosk->signer && !body.full &&
	    statement_seal(&statement, kiosk->signer, ret_code) != ERR_OK) {
		log_error("what was found of the machine could not be signed");
		ret_code[0] = 0;
	}
}

size_t signing_file(const struct kiosk *kiosk, const uint8_t digest[DIGEST_BYTES],
		    uint8_t ret_cms[CMS_MAX])
{
	size_t size = 0;

	if (!kiosk->signer || cms_sign(kiosk->signer, digest, ret_cms, &size))
		return 0;
	return size;
}
