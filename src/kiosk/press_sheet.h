/*
 * What one sheet says beside the application itself, from the pack, the hall and the
 * catalogue of this kiosk.  Thread: the loop's.
 */
#ifndef KIOSK_PRESS_SHEET_H
#define KIOSK_PRESS_SHEET_H

#include "kiosk/kiosk.h"
#include "receipt/press_link.h"

/* Adds a sheet of request's application in a language. */
void press_sheet_fill(const struct kiosk *kiosk, struct press_request *request, enum lang lang);

/* Hall and kiosk in the sheet's language. */
void press_sheet_place(const struct kiosk *kiosk, struct receipt_text *sheet);

/* What a handout says, and in which languages (handout_sheet.c). */
void press_handout_fill(struct kiosk *kiosk, struct press_request *request,
			enum handout handout);

#endif
