/*
 * The reader process as the session sees it: link events become events of the
 * visit, effects become link requests.  Pure but for the child it sends to.
 */
#ifndef APP_READER_NEWS_H
#define APP_READER_NEWS_H

#include "app/app.h"

/* Decodes one message and posts what it means. */
void reader_news(struct app *app, const uint8_t *data, size_t size);

/* The reader process ended or stalled: what lay on it is gone. */
void reader_lost(struct app *app);

void reader_watch(struct app *app);
void reader_read_again(struct app *app);
void reader_verify_pin(struct app *app, const char *pin);
/* "Are you there?": the answer puts reader_ping_ms back to 0. */
void reader_ping(struct app *app);
/* The visit is over: lets go of the card's data, and watches for the next one. */
void reader_forget(struct app *app);

#endif
