#include "kiosk/new_key.h"

#include "base/log.h"
#include "store/reseal.h"

/* A backup or a report has the store open; a damaged row is mended by somebody. */
#define OTHERS_RETRY_MS 10000
#define DAMAGE_RETRY_MS 3600000

static void note_failed(struct kiosk *kiosk, enum err err)
{
	int wait_ms = err == ERR_TIMEOUT ? OTHERS_RETRY_MS : DAMAGE_RETRY_MS;

	kiosk->seal_retry_ms = kiosk_now_ms(kiosk) + wait_ms;
	if (err != ERR_TIMEOUT)
		log_error("store: not sealed with a new key: %s", err_name(err));
}

void new_key_mind(struct kiosk *kiosk)
{
	bool done = false;
	enum err err;

	kiosk->sealing = false;
	if (!kiosk->store || !session_is_between_visits(&kiosk->session) ||
	    kiosk_now_ms(kiosk) < kiosk->seal_retry_ms || !reseal_is_asked(kiosk->store))
		return;
	err = reseal_go_on(kiosk->store, &done);
	kiosk->sealing = !err && !done;
	if (err)
		note_failed(kiosk, err);
}
