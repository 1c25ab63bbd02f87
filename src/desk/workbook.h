/*
 * A table of the database as a workbook (XLSX), by libxlsxwriter.
 *
 * Thread: any; each workbook has a folder of its own, gone when this returns.
 */
#ifndef DESK_WORKBOOK_H
#define DESK_WORKBOOK_H

#include "base/err.h"

#include <jansson.h>

/*
 * sheet: {"title", "head": [text …], "rows": [[text, number or null …] …]}; a number is
 * written as one and a null stays an empty cell.  The file in base64; the caller drops it.
 * ERR_INPUT: it is none of this form; ERR_IO, logged.
 */
enum err workbook_set(const json_t *sheet, json_t **ret_xlsx) MUST_CHECK;

#endif
