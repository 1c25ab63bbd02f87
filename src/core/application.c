#include "core/application.h"

#include <stddef.h>
#include <string.h>

int deed_find(const struct deed *deeds, int count, enum deed_kind kind, const char *staff)
{
	for (int i = 0; i < count; i++) {
		if (deeds[i].kind == kind && (!staff || strcmp(deeds[i].staff, staff) == 0))
			return i;
	}
	return -1;
}

const struct deed *application_deed(const struct application *application, enum deed_kind kind)
{
	int i = deed_find(application->deeds, application->deed_count, kind, NULL);

	return i < 0 ? NULL : &application->deeds[i];
}

const char *deed_words_key(const struct deed *deed)
{
	static const char *const keys[DEED_KIND_COUNT] = {
		[DEED_GUIDED] = "receipt.deed.guided",
		[DEED_ENTERED] = "receipt.deed.entered",
		[DEED_SHOWN] = "receipt.deed.shown",
		[DEED_NUMBER] = "receipt.deed.number",
		[DEED_WITNESSED] = "receipt.deed.witnessed",
	};
	static const char *const vouched[VOUCH_REASON_COUNT] = {
		[VOUCH_NONE] = "receipt.vouched.no_pin",
		[VOUCH_PIN_LOST] = "receipt.vouched.pin_lost",
		[VOUCH_NO_PIN] = "receipt.vouched.no_pin",
		[VOUCH_HANDS] = "receipt.vouched.hands",
	};

	if (deed->kind != DEED_VOUCHED)
		return keys[deed->kind];
	return vouched[deed->number < VOUCH_REASON_COUNT ? deed->number : VOUCH_NONE];
}
