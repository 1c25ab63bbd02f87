/*
 * The screens by page: each is one file screen_NAME.c.  Private to src/screens.
 */
#ifndef SCREENS_PAGES_H
#define SCREENS_PAGES_H

#include "screens/parts.h"

void screen_idle(const struct screen *p);
void screen_reading(const struct screen *p);
void screen_who(const struct screen *p);
void screen_pin(const struct screen *p);
void screen_certificate(const struct screen *p);
void screen_question(const struct screen *p);
void screen_group(const struct screen *p);
void screen_results(const struct screen *p);
void screen_reason(const struct screen *p);
void screen_official(const struct screen *p);
void screen_item(const struct screen *p);
void screen_enterprise(const struct screen *p);
void screen_search(const struct screen *p);
void screen_lists(const struct screen *p);
void screen_finder(const struct screen *p);
void screen_courses(const struct screen *p);
void screen_course(const struct screen *p);
void screen_check(const struct screen *p);
/* The notice, for the page of its promises. */
void screen_notice_side(const struct screen *p);
void screen_promises(const struct screen *p);
void screen_proof(const struct screen *p);
void screen_sign(const struct screen *p);
void screen_lay_again(const struct screen *p);
void screen_submitting(const struct screen *p);
void screen_receipt(const struct screen *p);
void screen_my_training(const struct screen *p);
void screen_rating(const struct screen *p);
void screen_copy(const struct screen *p);
void screen_withdraw(const struct screen *p);
void screen_take_card(const struct screen *p);
void screen_goodbye(const struct screen *p);
void screen_help(const struct screen *p);
void screen_conditions(const struct screen *p);
void screen_switches(const struct screen *p);
void screen_staff(const struct screen *p);
void screen_warning(const struct screen *p);
void screen_locked(const struct screen *p);
void screen_card_trouble(const struct screen *p);
void screen_out_of_service(const struct screen *p);
void screen_not_saved(const struct screen *p);
void screen_guide_ready(const struct screen *p);
void screen_verify_in_person(const struct screen *p);
void screen_staff_number(const struct screen *p);
void screen_technician(const struct screen *p);
void screen_device_test(const struct screen *p);
void screen_device_reason(const struct screen *p);
void screen_device_done(const struct screen *p);
/* How things are shown, laid over any page: session->sheet. */
void screen_display(const struct screen *p);
void screen_language(const struct screen *p);
/* In place of any page with answers that are not shown to the guide. */
void screen_covered(const struct screen *p);

#endif
