/*
 * The press process as the session sees it: what is printed, and how far it is.
 */
#ifndef APP_PRESS_NEWS_H
#define APP_PRESS_NEWS_H

#include "app/app.h"
#include "core/application.h"

/* Decodes one message and posts what it means. */
void press_news(struct app *app, const uint8_t *data, size_t size);

/* The press process ended: a job that was not final has an unknown outcome. */
void press_lost(struct app *app);

/*
 * Asks for the receipt of a saved application; NEWS_PRINT_BROKEN when that
 * cannot even be asked.
 */
void press_print(struct app *app, const struct application *application);

/*
 * The visit is over.  A sheet that is coming out comes out; one that waits for
 * paper or a closed cover must not appear in front of the next visitor.
 */
void press_forget(struct app *app);

#endif
