/*
 * Memory for libharu alone: one mapping, handed out from its start and wiped
 * whole at the end, because libharu frees without wiping what it was told.
 * Thread: the one that paints.
 */
#ifndef RECEIPT_POOL_H
#define RECEIPT_POOL_H

#include <hpdf.h>

void pool_open(void);
/* Wipes and gives back everything. */
void pool_close(void);

/* As HPDF_NewEx wants them.  NULL when all is used up, which libharu may not survive. */
void *HPDF_STDCALL pool_alloc(HPDF_UINT size);
void HPDF_STDCALL pool_free(void *memory);

#endif
