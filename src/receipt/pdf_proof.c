#include "receipt/pdf_proof.h"

#include "receipt/cms.h"
#include "receipt/moment.h"
#include "receipt/pdf_seal.h"

#include <stdio.h>

/* "D:20210315104200+08'00'": the same moment as on the page. */
static void add_moment(struct pdf_file *file, HPDF_Dict of, const char *key, int64_t at)
{
	struct moment m = moment_at(at);
	char words[40];

	snprintf(words, sizeof(words), "D:%04d%02d%02d%02d%02d%02d+08'00'", m.date.year,
		 m.date.month, m.date.day, m.hour, m.minute, m.second);
	pdf_file_words(file, of, key, words);
}

static void write_record(struct pdf_file *file, const struct pdf_proof *proof)
{
	HPDF_Dict record = pdf_file_stream(file, true), ours;

	HPDF_Dict_AddName(record, "Type", PDF_RECORD_TYPE);
	HPDF_Stream_Write(record->stream, proof->record, (HPDF_UINT)proof->size);
	ours = pdf_file_part(file, pdf_file_part(file, file->doc->catalog, "PieceInfo"),
			     "SkillsKiosk");
	add_moment(file, ours, "LastModified", proof->signed_at);
	HPDF_Dict_Add(ours, "Private", record);
}

/* Found again by its words (pdf_seal.h), so nothing of it is packed with others. */
static HPDF_Dict write_signature(struct pdf_file *file, const struct pdf_proof *proof)
{
	static HPDF_BYTE nothing[CMS_MAX];
	HPDF_Dict signature = pdf_file_plain(file);
	HPDF_Array range;

	HPDF_Dict_AddName(signature, "Type", "Sig");
	HPDF_Dict_AddName(signature, "Filter", "Adobe.PPKLite");
	HPDF_Dict_AddName(signature, "SubFilter", "ETSI.CAdES.detached");
	range = pdf_file_array(file, signature, "ByteRange");
	HPDF_Array_AddNumber(range, 0);
	for (int i = 0; i < 3; i++)
		HPDF_Array_AddNumber(range, PDF_RANGE_BLANK);
	HPDF_Dict_Add(signature, "Contents",
		      HPDF_Binary_New(file->doc->mmgr, nothing, CMS_MAX));
	add_moment(file, signature, "M", proof->signed_at);
	return signature;
}

/* Printed and locked; of no size, so that it needs no look and no tag. */
static HPDF_Dict write_field(struct pdf_file *file, HPDF_Page page, HPDF_Dict signature)
{
	static const HPDF_Box nowhere;
	HPDF_Dict field = pdf_file_dict(file);

	HPDF_Dict_AddName(field, "Type", "Annot");
	HPDF_Dict_AddName(field, "Subtype", "Widget");
	HPDF_Dict_AddName(field, "FT", "Sig");
	pdf_file_words(file, field, "T", "kiosk");
	pdf_file_words(file, field, "TU", "signature of the kiosk");
	HPDF_Dict_Add(field, "Rect", HPDF_Box_Array_New(file->doc->mmgr, nowhere));
	HPDF_Dict_AddNumber(field, "F", 132);
	HPDF_Dict_Add(field, "P", page);
	HPDF_Dict_Add(field, "V", signature);
	return field;
}

void pdf_proof_write(struct pdf_file *file, const struct pdf_proof *proof, HPDF_Page page)
{
	HPDF_Dict form, field;

	write_record(file, proof);
	field = write_field(file, page, write_signature(file, proof));
	form = pdf_file_part(file, file->doc->catalog, "AcroForm");
	HPDF_Array_Add(pdf_file_array(file, form, "Fields"), field);
	HPDF_Dict_AddNumber(form, "SigFlags", 3);
	HPDF_Array_Add(pdf_file_array(file, page, "Annots"), field);
}
