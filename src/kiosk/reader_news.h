/*
 * The reader process as the session sees it: link events become events of the
 * visit, effects become link requests.  Pure but for the child it sends to.
 */
#ifndef KIOSK_READER_NEWS_H
#define KIOSK_READER_NEWS_H

#include "kiosk/kiosk.h"

/* Decodes one message and posts what it means. */
void reader_news(struct kiosk *kiosk, const uint8_t *data, size_t size);

/* The reader process ended or stalled: what lay on it is gone. */
void reader_lost(struct kiosk *kiosk);

void reader_watch(struct kiosk *kiosk);
void reader_read_again(struct kiosk *kiosk);
void reader_verify_pin(struct kiosk *kiosk, const char *pin);
/* "Are you there?": the answer puts reader_ping_ms back to 0. */
void reader_ping(struct kiosk *kiosk);
/* The visit is over: lets go of the card's data, and watches for the next one. */
void reader_forget(struct kiosk *kiosk);

#endif
