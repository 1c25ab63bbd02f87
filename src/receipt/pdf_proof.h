/*
 * What makes a file prove itself: the record, in a stream of the catalog's
 * PieceInfo (an attached file would break PDF/A-2), and an empty signature field
 * that pdf_seal.h fills.  With libharu.
 */
#ifndef RECEIPT_PDF_PROOF_H
#define RECEIPT_PDF_PROOF_H

#include "receipt/receipt.h"

#include <hpdf.h>

/* Into a document whose first page stands.  Errors stay in doc, as libharu's do. */
void pdf_proof_add(HPDF_Doc doc, HPDF_Page first, const struct pdf_proof *proof);

#endif
