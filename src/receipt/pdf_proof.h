/*
 * What makes a file prove itself: the record, in a stream of the catalog's
 * PieceInfo (an attached file would break PDF/A-2), and an empty signature field
 * that pdf_seal.h fills.
 */
#ifndef RECEIPT_PDF_PROOF_H
#define RECEIPT_PDF_PROOF_H

#include "receipt/pdf_file.h"
#include "receipt/receipt.h"

/* Both; page: the first, which carries the field. */
void pdf_proof_write(struct pdf_file *file, const struct pdf_proof *proof, HPDF_Page page);

#endif
