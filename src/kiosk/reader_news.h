/*
 * The reader process as the session sees it: link events become events of the
 * visit, effects become link requests.  Pure but for the child it sends to.
 */
#ifndef KIOSK_READER_NEWS_H
#define KIOSK_READER_NEWS_H

#include "kiosk/kiosk.h"

/* As the slots of struct helper_ops; context: the kiosk. */
enum err reader_news(void *kiosk, const uint8_t *data, size_t size) MUST_CHECK;
/* What lay on it is gone, and what it was asked has no answer. */
void reader_lost(void *kiosk);
/* Reads what is laid from now on. */
void reader_watch(void *kiosk);

void reader_read_again(struct kiosk *kiosk);
void reader_verify_pin(struct kiosk *kiosk, const char *pin);
/* The visit is over: lets go of the card's data, and watches for the next one. */
void reader_forget(struct kiosk *kiosk);

#endif
