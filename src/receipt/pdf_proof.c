#include "receipt/pdf_proof.h"

#include "receipt/cms.h"
#include "receipt/moment.h"
#include "receipt/pdf_seal.h"

#include <stdio.h>

/* "(D:20210315104200+08'00')": the same moment as on the page. */
static void put_moment(struct pdf_bytes *out, const char *key, int64_t at)
{
	struct moment m = moment_at(at);

	pdf_bytes_wordsf(out, "/%s(D:%04d%02d%02d%02d%02d%02d+08'00')", key, m.date.year,
			 m.date.month, m.date.day, m.hour, m.minute, m.second);
}

/* Found again by its words (pdf_seal.h), so nothing of it is packed with others. */
static void write_signature(struct pdf_file *file, int number, const struct pdf_proof *proof)
{
	struct pdf_bytes out = { 0 };

	pdf_bytes_words(&out, "<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n"
			      "/SubFilter /ETSI.CAdES.detached\n");
	pdf_bytes_wordsf(&out, "/ByteRange [ 0 %d %d %d ]\n/Contents <", PDF_RANGE_BLANK,
			 PDF_RANGE_BLANK, PDF_RANGE_BLANK);
	for (int i = 0; i < CMS_MAX; i++)
		pdf_bytes_words(&out, "00");
	pdf_bytes_words(&out, ">\n");
	put_moment(&out, "M ", proof->signed_at);
	pdf_bytes_words(&out, "\n>>");
	pdf_file_plain(file, number, &out);
	pdf_bytes_finish(&out);
}

void pdf_proof_write(struct pdf_file *file, const struct pdf_proof *proof, int field, int page,
		     struct pdf_bytes *catalog)
{
	int record = pdf_file_number(file), signature = pdf_file_number(file);

	pdf_file_stream(file, record, "/Type/" PDF_RECORD_TYPE, proof->record, proof->size, true);
	write_signature(file, signature, proof);
	/* Printed and locked; of no size, so that it needs no look and no tag. */
	pdf_bytes_wordsf(pdf_file_packed(file, field),
			 "<</Type/Annot/Subtype/Widget/FT/Sig/T(kiosk)/TU(signature of the kiosk)"
			 "/Rect[0 0 0 0]/F 132/P %d 0 R/V %d 0 R>>", page, signature);
	pdf_bytes_words(catalog, "/PieceInfo<</SkillsKiosk<<");
	put_moment(catalog, "LastModified", proof->signed_at);
	pdf_bytes_wordsf(catalog, "/Private %d 0 R>>>>/AcroForm<</Fields[%d 0 R]/SigFlags 3>>",
			 record, field);
}
