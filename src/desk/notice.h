/*
 * What the desk tells an applicant on paper: a letter (programs/press/letter_file.h) that
 * kiosk-press sets, a process of its own, so that no typeface is mapped here.
 *
 * Thread: any; each letter has a folder of its own, gone when this returns.
 */
#ifndef DESK_NOTICE_H
#define DESK_NOTICE_H

#include "base/err.h"

#include <stddef.h>

#include <jansson.h>

/*
 * lines: [[word, text], [word, text, side] …]; what a text holds of controls is blanks on
 * paper.  The PDF in base64; the caller drops it.  ERR_ABSENT: there is no press on this
 * machine; ERR_IO, logged: it did not set it.
 */
enum err notice_set(const json_t *lines, json_t **ret_pdf) MUST_CHECK;

#endif
