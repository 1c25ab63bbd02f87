#include "core/application.h"

#include <stddef.h>
#include <string.h>

int staff_action_find(const struct staff_action *staff_actions, int count,
		      enum staff_action_kind kind, const char *staff)
{
	for (int i = 0; i < count; i++) {
		if (staff_actions[i].kind == kind &&
		    (!staff || strcmp(staff_actions[i].staff, staff) == 0))
			return i;
	}
	return -1;
}

const struct staff_action *application_staff_action(const struct application *application,
						    enum staff_action_kind kind)
{
	int i = staff_action_find(application->staff_actions, application->staff_action_count, kind,
				  NULL);

	return i < 0 ? NULL : &application->staff_actions[i];
}

const char *staff_action_words_key(const struct staff_action *staff_action)
{
	static const char *const keys[STAFF_ACTION_KIND_COUNT] = {
		[STAFF_ACTION_GUIDED] = "receipt.deed.guided",
		[STAFF_ACTION_ENTERED] = "receipt.deed.entered",
		[STAFF_ACTION_SHOWN] = "receipt.deed.shown",
		[STAFF_ACTION_NUMBER] = "receipt.deed.number",
		[STAFF_ACTION_WITNESSED] = "receipt.deed.witnessed",
	};
	static const char *const verified_in_person[VERIFY_IN_PERSON_REASON_COUNT] = {
		[VERIFY_IN_PERSON_NONE] = "receipt.vouched.no_pin",
		[VERIFY_IN_PERSON_PIN_LOST] = "receipt.vouched.pin_lost",
		[VERIFY_IN_PERSON_NO_PIN] = "receipt.vouched.no_pin",
		[VERIFY_IN_PERSON_HANDS] = "receipt.vouched.hands",
		[VERIFY_IN_PERSON_NO_CARD] = "receipt.vouched.no_card",
	};

	if (staff_action->kind == STAFF_ACTION_NUMBER && staff_action->number == NUMBER_NO_CARD)
		return "receipt.deed.number_no_card";
	if (staff_action->kind != STAFF_ACTION_VERIFIED_IN_PERSON)
		return keys[staff_action->kind];
	return verified_in_person[staff_action->number < VERIFY_IN_PERSON_REASON_COUNT
					  ? staff_action->number
					  : VERIFY_IN_PERSON_NONE];
}

/* Of a long number; half of a short one. */
#define SHOWN 4

void certificate_mask(const char *number, char ret_masked[CERTIFICATE_NO_MAX])
{
	size_t len = strlen(number), hidden = len > 2 * SHOWN ? len - SHOWN : len / 2;

	memset(ret_masked, '*', hidden);
	memcpy(ret_masked + hidden, number + hidden, len - hidden + 1);
}

bool application_awaits_certificate(const struct application *application)
{
	return !application->claims && application_is_of_course(application);
}

bool application_is_of_course(const struct application *application)
{
	if (application->claims && application->course.id[0])
		return true;	/* the living allowance too is that of its days */
	for (int i = 0; i < application->item_count; i++) {
		if (application->items[i].course_id[0])
			return true;
	}
	return false;
}
