/*
 * The pages of a visit: one row a page, and nothing about a page anywhere else.
 * A page's name is what walks wait for; faults of the card and of saving are
 * pages too, each with its cause and its way on.
 *
 * The columns of X: its constant after PAGE_; its name; the macro step above it;
 * what the session does with a press (step_context.h); what builds it
 * (screens/pages.h: a word here, called there); the time-out that runs on it
 * (timeouts.h); what it is, enum page_flag; the word that the audit log writes
 * when a visit comes to it, or NULL.  A remark before a row says what
 * its arg is.
 */
#ifndef SESSION_PAGES_H
#define SESSION_PAGES_H

enum page_flag {
	PAGE_IS_FREE = 1,	 /* nobody stands there: what was left behind goes by itself */
	PAGE_ANSWERS = 2,	 /* what the visitor said, or what follows from it, stands on it */
	PAGE_ASKS = 4,		 /* a guide reads it out: covered it stays, without the answers */
	PAGE_ALONE = 8,		 /* it waits alone: nothing is laid over it */
	PAGE_NO_GUIDE = 16,	 /* the visitor must not be disturbed: a staff card does nothing */
	PAGE_ENTER_NEXT = 32,	 /* the keypad's enter goes on */
	PAGE_ENTER_CONFIRMS = 64, /* the keypad's enter is the signature's confirmation */
};

#define PAGES(X) \
	X(IDLE, "idle", STEP_NONE, idle_press, screen_idle, \
	  TIMEOUT_IDLE, PAGE_IS_FREE, NULL) \
	X(READING, "reading", STEP_CARD, card_trouble_press, screen_reading, \
	  TIMEOUT_READ, 0, NULL) \
	X(WHO, "who", STEP_CARD, who_press, screen_who, \
	  TIMEOUT_IDLE, 0, "card.read") \
	X(PIN, "pin", STEP_CARD, pin_press, screen_pin, \
	  TIMEOUT_IDLE, PAGE_ENTER_NEXT, NULL) \
	/* the year, the ledger, and what this kiosk holds */ \
	X(MY_TRAINING, "my-training", STEP_NONE, my_training_press, screen_my_training, \
	  TIMEOUT_IDLE_READING, PAGE_ANSWERS, "training.shown") \
	/* the number on the certificate that is claimed by; arg: enum keys_of_certificate */ \
	X(CERTIFICATE, "certificate", STEP_ANSWERS, certificate_press, screen_certificate, \
	  TIMEOUT_IDLE, PAGE_ANSWERS | PAGE_ENTER_NEXT, NULL) \
	/* arg: index of the fact */ \
	X(QUESTION, "question", STEP_ANSWERS, question_press, screen_question, \
	  TIMEOUT_IDLE, PAGE_ANSWERS | PAGE_ASKS | PAGE_ENTER_NEXT, NULL) \
	/* arg: index of the group */ \
	X(GROUP, "group", STEP_ANSWERS, group_press, screen_group, \
	  TIMEOUT_IDLE, PAGE_ANSWERS | PAGE_ASKS, NULL) \
	X(RESULTS, "results", STEP_RESULTS, results_press, screen_results, \
	  TIMEOUT_IDLE, PAGE_ANSWERS, "results.shown") \
	/* arg: index of the benefit */ \
	X(REASON, "reason", STEP_RESULTS, benefit_press, screen_reason, \
	  TIMEOUT_IDLE_READING, PAGE_ANSWERS, "reason.shown") \
	/* arg: index of the benefit */ \
	X(OFFICIAL, "official", STEP_RESULTS, benefit_press, screen_official, \
	  TIMEOUT_IDLE_READING, PAGE_ANSWERS, NULL) \
	/* arg: index of the benefit */ \
	X(ITEM, "item", STEP_RESULTS, benefit_press, screen_item, \
	  TIMEOUT_IDLE_READING, PAGE_ANSWERS, NULL) \
	/* for anybody; arg: enum public_list */ \
	X(LISTS, "lists", STEP_NONE, lists_press, screen_lists, \
	  TIMEOUT_IDLE_READING, 0, NULL) \
	/* what an employer can get: for anybody */ \
	X(ENTERPRISE, "enterprise", STEP_NONE, enterprise_press, screen_enterprise, \
	  TIMEOUT_IDLE_READING, 0, NULL) \
	X(FINDER, "finder", STEP_RESULTS, finder_press, screen_finder, \
	  TIMEOUT_IDLE, PAGE_ANSWERS, NULL) \
	/* by first letters of pinyin or by strokes; arg: enum search_by */ \
	X(SEARCH, "search", STEP_RESULTS, search_press, screen_search, \
	  TIMEOUT_IDLE, PAGE_ANSWERS, NULL) \
	X(COURSES, "courses", STEP_RESULTS, courses_press, screen_courses, \
	  TIMEOUT_IDLE, PAGE_ANSWERS, NULL) \
	/* arg: index of the course */ \
	X(COURSE, "course", STEP_RESULTS, course_press, screen_course, \
	  TIMEOUT_IDLE, PAGE_ANSWERS, NULL) \
	/* what is applied for, and all that is known */ \
	X(CHECK, "check", STEP_NOTICE, check_press, screen_check, \
	  TIMEOUT_IDLE_READING, PAGE_ANSWERS, NULL) \
	/* the notice stands on it */ \
	X(PROMISES, "promises", STEP_NOTICE, promises_press, screen_promises, \
	  TIMEOUT_IDLE_READING, PAGE_ANSWERS, "promises.shown") \
	/* bring the proof instead */ \
	X(PROOF, "proof", STEP_NOTICE, proof_press, screen_proof, \
	  TIMEOUT_IDLE_READING, PAGE_ANSWERS, "promise.refused") \
	/* its ways are tabs over one box: session.method */ \
	X(SIGN, "sign", STEP_SIGN, sign_press, screen_sign, \
	  TIMEOUT_IDLE_SIGNING, PAGE_ENTER_CONFIRMS, "sign.begun") \
	/* the card is needed once more */ \
	X(LAY_AGAIN, "lay-again", STEP_SIGN, card_trouble_press, screen_lay_again, \
	  TIMEOUT_IDLE_SIGNING, 0, NULL) \
	X(SUBMITTING, "submitting", STEP_SIGN, no_press, screen_submitting, \
	  TIMEOUT_SAVE, PAGE_ALONE | PAGE_NO_GUIDE, "application.submitted") \
	/* of the application, or of its withdrawal */ \
	X(RECEIPT, "receipt", STEP_RECEIPT, receipt_press, screen_receipt, \
	  TIMEOUT_RECEIPT, PAGE_NO_GUIDE, NULL) \
	/* what the visitor thought of it: of nobody, counted by day */ \
	X(RATING, "rating", STEP_RECEIPT, rating_press, screen_rating, \
	  TIMEOUT_RECEIPT, PAGE_NO_GUIDE, NULL) \
	/* what stands on it, to be read and heard */ \
	X(COPY, "receipt-copy", STEP_RECEIPT, copy_press, screen_copy, \
	  TIMEOUT_IDLE_READING, PAGE_ANSWERS, NULL) \
	/* shall the application be taken back? */ \
	X(WITHDRAW, "withdraw", STEP_RECEIPT, withdraw_press, screen_withdraw, \
	  TIMEOUT_IDLE, 0, NULL) \
	X(TAKE_CARD, "take-card", STEP_NONE, no_press, screen_take_card, \
	  TIMEOUT_TAKE_CARD, PAGE_ALONE | PAGE_NO_GUIDE, NULL) \
	X(GOODBYE, "goodbye", STEP_NONE, no_press, screen_goodbye, \
	  TIMEOUT_GOODBYE, PAGE_ALONE | PAGE_NO_GUIDE, NULL) \
	X(HELP, "help", STEP_NONE, help_press, screen_help, \
	  TIMEOUT_IDLE_READING, 0, NULL) \
	/* the public conditions, for whoever has no card that counts */ \
	X(CONDITIONS, "conditions", STEP_NONE, conditions_press, screen_conditions, \
	  TIMEOUT_IDLE_READING, 0, NULL) \
	/* staff-needed; arg: enum staff_reason */ \
	X(STAFF, "staff-needed", STEP_NONE, help_press, screen_staff, \
	  TIMEOUT_IDLE, 0, "staff.needed") \
	/* a box of switches is calibrated; arg: enum calibration */ \
	X(SWITCHES, "switches", STEP_NONE, switches_press, screen_switches, \
	  TIMEOUT_SWITCHES, PAGE_ALONE, "switches.asked") \
	/* overlays of time */ \
	X(WARNING, "warning", STEP_NONE, warning_press, screen_warning, \
	  TIMEOUT_WARNING, PAGE_ALONE | PAGE_NO_GUIDE, "idle.warned") \
	X(LOCKED, "locked", STEP_NONE, no_press, screen_locked, \
	  TIMEOUT_LOCKED, PAGE_ALONE | PAGE_NO_GUIDE, "idle.locked") \
	/* what can go wrong with a card */ \
	X(NO_READER, "no-reader", STEP_NONE, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_IDLE, PAGE_IS_FREE, "reader.missing") \
	/* nobody can be served; devices.service says why */ \
	X(OUT_OF_SERVICE, "out-of-service", STEP_NONE, no_press, screen_out_of_service, \
	  TIMEOUT_IDLE, PAGE_IS_FREE, "service.closed") \
	X(CARD_LIFTED, "card-lifted", STEP_CARD, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "card.lifted") \
	/* two cards at once */ \
	X(CARD_SECOND, "card-second", STEP_CARD, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "card.second") \
	X(CARD_UNREADABLE, "card-unreadable", STEP_CARD, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "card.unreadable") \
	/* the card refuses the kiosk */ \
	X(CARD_DENIED, "card-denied", STEP_CARD, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "card.denied") \
	X(CARD_NUMBER_ONLY, "card-number-only", STEP_CARD, card_trouble_press, \
	  screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "card.number-only") \
	/* read, but it did not prove itself: A0 */ \
	X(CARD_CLONE, "card-clone", STEP_CARD, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "card.not-authentic") \
	X(CARD_ZHEJIANG, "card-zhejiang", STEP_CARD, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "card.zhejiang") \
	X(CARD_EXPIRED, "card-expired", STEP_CARD, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "card.expired") \
	X(CARD_STAFF, "card-staff", STEP_CARD, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "card.staff") \
	/* in mid-visit, not the card the visit began with */ \
	X(CARD_OTHER, "card-other", STEP_CARD, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, PAGE_ALONE | PAGE_NO_GUIDE, "card.other") \
	X(UNDER_AGE, "under-age", STEP_NONE, card_trouble_press, screen_card_trouble, \
	  TIMEOUT_TROUBLE, 0, "visit.under-age") \
	/* of staff */ \
	/* the PIN of a staff card */ \
	X(STAFF_PIN, "staff-pin", STEP_NONE, pin_press, screen_pin, \
	  TIMEOUT_IDLE, PAGE_ENTER_NEXT, NULL) \
	/* before a visit: now the visitor's card */ \
	X(GUIDE_READY, "guide-ready", STEP_NONE, staff_page_press, screen_guide_ready, \
	  TIMEOUT_GUIDE, 0, NULL) \
	/* the number of a card that cannot be read, typed */ \
	X(STAFF_NUMBER, "staff-number", STEP_NONE, staff_number_press, screen_staff_number, \
	  TIMEOUT_IDLE, PAGE_ENTER_NEXT, NULL) \
	/* the holder is checked in person; arg: where to, or itself */ \
	X(VERIFY_IN_PERSON, "vouch", STEP_NONE, verify_in_person_press, \
	  screen_verify_in_person, TIMEOUT_IDLE, 0, NULL) \
	X(TECHNICIAN, "technician", STEP_NONE, technician_press, screen_technician, \
	  TIMEOUT_IDLE, 0, NULL) \
	/* a technician tries the machine; arg: enum device_part */ \
	X(DEVICE_TEST, "device-test", STEP_NONE, device_test_press, screen_device_test, \
	  TIMEOUT_IDLE_READING, 0, NULL) \
	/* why it failed or was passed over; arg: 2 * enum device_part, and 1 where passed over */ \
	X(DEVICE_REASON, "device-reason", STEP_NONE, device_reason_press, \
	  screen_device_reason, TIMEOUT_IDLE_READING, 0, NULL) \
	X(DEVICE_DONE, "device-done", STEP_NONE, device_done_press, screen_device_done, \
	  TIMEOUT_IDLE_READING, 0, "device.tested") \
	/* what can go wrong with saving */ \
	X(NOT_SAVED, "not-saved", STEP_SIGN, not_saved_press, screen_not_saved, \
	  TIMEOUT_IDLE, 0, "application.not-saved") \
	X(UNKNOWN_OUTCOME, "unknown-outcome", STEP_SIGN, not_saved_press, screen_not_saved, \
	  TIMEOUT_IDLE, PAGE_NO_GUIDE, "application.unknown")

#define PAGE_CONSTANT(id, name, step, press, build, timeout, flags, audit) PAGE_##id,
enum visit_page { PAGES(PAGE_CONSTANT) PAGE_COUNT };
#undef PAGE_CONSTANT

#endif
