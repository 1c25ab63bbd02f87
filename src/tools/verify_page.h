/*
 * The page that checks the QR code of a receipt on a telephone
 * (assets/verify/verify.html), with what is known here: certificates, the names
 * of the benefits, and the packs by their hash.
 */
#ifndef TOOLS_VERIFY_PAGE_H
#define TOOLS_VERIFY_PAGE_H

#include "base/err.h"

#include <stdio.h>

/* ERR_IO, said on stderr: the page is not here, or cannot be written. */
enum err verify_page_write(const char *config, const char *data, FILE *out) MUST_CHECK;

#endif
