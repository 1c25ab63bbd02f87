/*
 * The fields of the records that more than one room writes down: one list each,
 * for the sealed application, the reader's messages and the press's.
 */
#ifndef CORE_RECORD_BYTES_H
#define CORE_RECORD_BYTES_H

#include "base/codec.h"
#include "core/date.h"
#include "core/holder.h"

struct date code_date(struct codec *c, struct date date);

/* All of a holder but staff_role, which no application holds. */
void code_holder(struct codec *c, struct holder *h);

#endif
