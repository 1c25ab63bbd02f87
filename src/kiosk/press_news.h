/*
 * The press process as the session sees it: what is printed, and how far it is.
 */
#ifndef KIOSK_PRESS_NEWS_H
#define KIOSK_PRESS_NEWS_H

#include "kiosk/kiosk.h"
#include "core/application.h"

/* As the slots of struct helper_ops; context: the kiosk. */
enum err press_news(void *kiosk, const uint8_t *data, size_t size) MUST_CHECK;
/* A job that was not final has an unknown outcome. */
void press_lost(void *kiosk);

/*
 * Asks for the receipt of an application as it was sealed, which is kiosk->sealed;
 * NEWS_PRINT_BROKEN when that cannot even be asked, as of one without a receipt number.
 * What is on its way for the same visit is cut short first: a receipt goes before.
 */
void press_print(struct kiosk *kiosk, const struct application *application);

/* Asks for a paper beside it; EVENT_HANDOUT says what became of it. */
void press_hand_out(struct kiosk *kiosk, enum handout handout);

/* What stands in the way of printing: EVENT_PRINTER, where the press runs. */
void press_ask(struct kiosk *kiosk);

/*
 * The visit is over.  A sheet that is coming out comes out; one that waits for
 * paper or a closed cover must not appear in front of the next visitor.
 */
void press_forget(struct kiosk *kiosk);

#endif
