#include "screens/screens.h"

#include "screens/pages.h"

static void (*const builders[PAGE_COUNT])(const struct screen *p) = {
	[PAGE_IDLE] = screen_idle,
	[PAGE_READING] = screen_reading,
	[PAGE_WHO] = screen_who,
	[PAGE_PIN] = screen_pin,
	[PAGE_QUESTION] = screen_question,
	[PAGE_GROUP] = screen_group,
	[PAGE_RESULTS] = screen_results,
	[PAGE_REASON] = screen_reason,
	[PAGE_OFFICIAL] = screen_official,
	[PAGE_ITEM] = screen_item,
	[PAGE_COURSES] = screen_courses,
	[PAGE_COURSE] = screen_course,
	[PAGE_CHOOSE] = screen_choose,
	[PAGE_CHECK] = screen_check,
	[PAGE_NOTICE] = screen_notice,
	[PAGE_PROMISES] = screen_promises,
	[PAGE_PROOF] = screen_proof,
	[PAGE_SIGN_HOW] = screen_sign_how,
	[PAGE_SIGN] = screen_sign,
	[PAGE_SIGN_KEYPAD] = screen_sign_keypad,
	[PAGE_SIGN_PIN] = screen_pin,
	[PAGE_SIGN_PAPER] = screen_sign_paper,
	[PAGE_LAY_AGAIN] = screen_lay_again,
	[PAGE_SUBMITTING] = screen_submitting,
	[PAGE_RECEIPT] = screen_receipt,
	[PAGE_COPY] = screen_copy,
	[PAGE_WITHDRAW] = screen_withdraw,
	[PAGE_TAKE_CARD] = screen_take_card,
	[PAGE_GOODBYE] = screen_goodbye,
	[PAGE_HELP] = screen_help,
	[PAGE_CONDITIONS] = screen_conditions,
	[PAGE_STAFF] = screen_staff,
	[PAGE_SWITCHES] = screen_switches,
	[PAGE_WARNING] = screen_warning,
	[PAGE_LOCKED] = screen_locked,
	[PAGE_NO_READER] = screen_card_trouble,
	[PAGE_CARD_LIFTED] = screen_card_trouble,
	[PAGE_CARD_SECOND] = screen_card_trouble,
	[PAGE_CARD_UNREADABLE] = screen_card_trouble,
	[PAGE_CARD_DENIED] = screen_card_trouble,
	[PAGE_CARD_NUMBER_ONLY] = screen_card_trouble,
	[PAGE_CARD_CLONE] = screen_card_trouble,
	[PAGE_CARD_ZHEJIANG] = screen_card_trouble,
	[PAGE_CARD_EXPIRED] = screen_card_trouble,
	[PAGE_CARD_STAFF] = screen_card_trouble,
	[PAGE_CARD_OTHER] = screen_card_trouble,
	[PAGE_UNDER_AGE] = screen_card_trouble,
	[PAGE_STAFF_PIN] = screen_pin,
	[PAGE_GUIDE_READY] = screen_guide_ready,
	[PAGE_STAFF_NUMBER] = screen_staff_number,
	[PAGE_VERIFY_IN_PERSON] = screen_verify_in_person,
	[PAGE_TECHNICIAN] = screen_technician,
	[PAGE_NOT_SAVED] = screen_not_saved,
	[PAGE_UNKNOWN_OUTCOME] = screen_not_saved,
};

/* Questions are read out by the guide: they stay, without what was answered. */
static bool is_covered_whole(const struct session *s)
{
	return session_is_covered(s) && s->at.page != PAGE_QUESTION && s->at.page != PAGE_GROUP;
}

void screen_build(const struct session_world *world, const struct session *s,
		  struct arena *arena, struct tree *ret_tree)
{
	struct screen p = { world, s, ret_tree, s->view.lang };

	tree_begin(ret_tree, arena, session_screen(s), lang_written(s->view.lang));
	if (is_covered_whole(s))
		screen_covered(&p);
	else
		builders[s->at.page](&p);
}
